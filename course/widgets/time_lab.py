"""A lab for gradients through time: one unit, one weight from step to step, and what is left after sixty steps."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from course.plots.layers import fading
from course.plots.style import GREEN, figure
from course.widgets import stage

Array = NDArray[np.float64]
Kind = Literal["linear", "tanh"]
STEPS = 60
SEED = 0
GOAL = "To hit: over 60 steps the gradient changes by no more than a factor 2, linear. Then look for a w with tanh."
PRESETS: dict[str, dict[str, Any]] = {
    "it vanishes": {"w": 0.8, "kind": "linear", "size": 0.5},
    "it explodes": {"w": 1.2, "kind": "linear", "size": 0.5},
    "tanh, no inputs": {"w": 1.0, "kind": "tanh", "size": 0.0},
    "tanh with inputs: no w will do": {"w": 1.1, "kind": "tanh", "size": 0.5},
}


def states(w: float, kind: Kind, size: float) -> Array:
    """h_0 = 0, h_1 … h_60 of h_t = f(w h_{t−1} + x_t), the inputs normal with spread ``size``."""
    inputs = size * np.random.default_rng(SEED).standard_normal(STEPS)
    h = np.zeros(STEPS + 1)
    for t, x in enumerate(inputs, start=1):
        z = w * h[t - 1] + x
        h[t] = np.tanh(z) if kind == "tanh" else z
    return h


def gradients(w: float, kind: Kind, h: Array) -> Array:
    """∂h_60/∂h_{60−s} for s = 0 … 60, by the chain rule from the last step to the first."""
    slopes = w * (1 - h[1:] ** 2) if kind == "tanh" else np.full(STEPS, w)
    return np.concatenate([[1.0], np.cumprod(slopes[::-1])])


def draw(w: float, kind: Kind, size: float) -> tuple[Any, str]:
    """The states, and how much the last one moves with each earlier one."""
    h = states(w, kind, size)
    back = gradients(w, kind, h)
    fig, (left, right) = figure(1, 2, width=10.0, height=3.6)
    left.plot(h, color=GREEN, linewidth=1.6)
    left.set(xlabel="step t", ylabel="state $h_t$", title=f"forwards: {kind}, w = {w:.4g}")
    fading.draw_on(right, {"measured": np.abs(back)}, {"w": np.abs(w) ** np.arange(STEPS + 1.0)})
    right.axhspan(0.5, 2.0, color=GREEN, alpha=0.15)
    right.set(xlabel="steps back s", ylabel=r"size of $\partial h_{60}/\partial h_{60-s}$",
              title="backwards; thick grey: $|w|^s$; band: the goal")  # fmt: skip
    last = abs(float(back[-1]))
    verdict = "Hit." if 0.5 <= last <= 2 else "Not yet."
    return fig, f"{GOAL}\nOver all {STEPS} steps the gradient is multiplied by {last:.2g}. {verdict}"


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its first preset."""
    return stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"continuous_update": False}
    return {
        "w": widgets.FloatSlider(min=-1.6, max=1.6, step=0.01, description="w", **look),
        "kind": widgets.Dropdown(options=["linear", "tanh"], description="unit"),
        "size": widgets.FloatSlider(min=0, max=2, step=0.1, description="inputs", **look),
    }
