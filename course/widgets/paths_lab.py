"""A lab for sums over paths: c(a) = a² sin a + e^(a/2), reached from a by three ways.

The middle nodes are b₁ = a², b₂ = sin a and b₃ = e^(a/2), and c = b₁ b₂ + b₃. A tangent is drawn with the slope that
the counted paths add up to: it touches the curve only if no path is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from course.plots.derivatives import paths
from course.plots.graph import shown
from course.plots.style import BLUE, INK, ORANGE, figure
from course.widgets import stage

Counted = Literal["all paths", "the last path only", "the first path only", "no path through b₁"]
COUNTED: dict[Counted, tuple[int, ...]] = {
    "all paths": (0, 1, 2),
    "the last path only": (2,),
    "the first path only": (0,),
    "no path through b₁": (1, 2),
}
NAMES = ("$b_1$", "$b_2$", "$b_3$")
FLAT = 0.02
GOAL = "To hit: find an a where the slope is 0 (to within 0.02) although none of the three products is."
PRESETS: dict[str, dict[str, Any]] = {
    "three paths add up": {"a": 1.0, "counted": "all paths"},
    "two paths against one": {"a": 2.0, "counted": "all paths"},
    "overwritten, not added: fails": {"a": 1.0, "counted": "the last path only"},
    "a path forgotten: fails": {"a": -2.0, "counted": "no path through b₁"},
}


@dataclass(frozen=True)
class Slopes:
    """The local slopes (3,) of the middle nodes in a, and of c in the middle nodes."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def products(self) -> tuple[float, ...]:
        """One number for each path."""
        return tuple(one * two for one, two in zip(self.first, self.second, strict=True))


def curve(a: Any) -> Any:
    """c as a function of a."""
    return a**2 * np.sin(a) + np.exp(a / 2)


def local(a: float) -> Slopes:
    """The slopes on the edges at ``a``."""
    first = (2 * a, float(np.cos(a)), float(np.exp(a / 2) / 2))
    return Slopes(first, (float(np.sin(a)), a**2, 1.0))


def draw(a: float, counted: Counted) -> tuple[Any, str]:
    """The paths with their products, the curve with the line that they make, and what it all adds up to."""
    slopes, chosen = local(a), COUNTED[counted]
    total = sum(slopes.products[k] for k in chosen)
    fig, (left, right) = figure(1, 2, width=10.6, height=3.8, width_ratios=(1.5, 1.0))
    paths.draw_on(left, NAMES, slopes.first, slopes.second, chosen)
    left.set_title(f"counted: {counted}; their sum is {shown(total)}")
    across = np.linspace(-3, 3, 241)
    right.plot(across, curve(across), color=INK, linewidth=2, label="c(a)")
    near = np.linspace(a - 0.9, a + 0.9, 2)
    touching = set(chosen) == {0, 1, 2}
    look = {"color": BLUE, "linestyle": "-"} if touching else {"color": ORANGE, "linestyle": "--"}
    right.plot(near, curve(a) + total * (near - a), linewidth=2, label=f"slope {shown(total)}", **look)
    right.plot(a, curve(a), "o", color=INK)
    right.set(xlabel="a", ylabel="c")
    right.legend(loc="upper left", fontsize=9)
    return fig, f"{GOAL}\n{_said(a, total)}"


def _said(a: float, total: float) -> str:
    h = 1e-5
    measured = float(curve(a + h) - curve(a - h)) / (2 * h)
    if abs(total - measured) > 1e-6:
        return f"The counted paths make {shown(total)}, differences say {shown(measured)}: the line does not touch."
    hit = " Hit: the paths cancel." if abs(total) < FLAT else ""
    return f"The paths make {shown(total)}, and so do differences.{hit}"


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its first preset."""
    return stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    return {
        "a": widgets.FloatSlider(min=-3, max=3, step=0.01, description="a", continuous_update=False),
        "counted": widgets.Dropdown(options=list(COUNTED), description="counted"),
    }
