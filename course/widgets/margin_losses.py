"""A lab for losses of the margin: which of three lines gives way to one far row, or to labels that are wrong."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np

from course.labelled import Array
from course.plots.losses.margin import LOSSES
from course.plots.perceptron import rows
from course.plots.style import GROUND, INK, figure
from course.widgets import stage
from course.widgets.margin_fits import FITS

Side = Literal["right side", "wrong side"]
SIDES: tuple[Side, ...] = ("right side", "wrong side")
GOAL = "To hit: five ordinary rows or more wrong for the squared loss, none wrong for the other two."
ORDINARY = 30
TOWARDS = np.array([0.94, 0.34])
"""The far row lies in this direction, of length 1: beyond its own cloud, but not straight behind it."""
FAIR: dict[str, Any] = {"distance": 0.0, "side": "right side", "turned": 0, "seed": 4}
PRESETS: dict[str, dict[str, Any]] = {
    "two clouds": FAIR,
    "a right row, far away": FAIR | {"distance": 24.0},
    "a wrong row, far away: all give way": FAIR | {"distance": 24.0, "side": "wrong side"},
    "four labels turned": FAIR | {"turned": 4},
}


def make(distance: float, side: Side, turned: int, seed: int) -> tuple[Array, Array]:
    """Rows (n, 3), a column of ones first, and labels (n,): two clouds, then the far row if ``distance`` is not 0.

    The far row has the label +1. On the right side it lies beyond its own cloud, on the wrong side beyond the other.
    The first ``turned`` labels are wrong.
    """
    rng = np.random.default_rng(seed)
    y = np.where(np.arange(ORDINARY) % 2 == 0, 1.0, -1.0)
    points = 0.55 * rng.standard_normal((ORDINARY, 2)) + y[:, None] * np.array([1.0, 1.0])
    y[:turned] *= -1
    if distance:
        away = distance * TOWARDS * (1.0 if side == "right side" else -1.0)
        points, y = np.vstack([points, away]), np.append(y, 1.0)
    return np.column_stack([np.ones(len(y)), points]), y


def run(distance: float, side: Side, turned: int, seed: int) -> dict[str, tuple[Array, int]]:
    """Loss to its weights (3,) and how many of the ordinary rows they get wrong, turned labels not counted."""
    X, y = make(distance, side, turned, seed)
    fitted = {name: fit(X, y) for name, fit in FITS.items()}
    X, y = X[turned:ORDINARY], y[turned:ORDINARY]
    return {name: (w, int((y * (X @ w) <= 0).sum())) for name, w in fitted.items()}


def draw_on(axes: Any, distance: float, side: Side, turned: int, seed: int) -> None:
    """The ordinary rows and the three lines; an arrow says where the far row lies."""
    X, y = make(distance, side, turned, seed)
    rows.window(axes, -3.4, 3.4)
    rows.scatter(axes, X[:ORDINARY, 1:], y[:ORDINARY], size=34)
    wrong = X[:turned, 1:]
    axes.plot(*wrong.T, "x", color=INK, markersize=10, markeredgewidth=1.6, label="label turned" if turned else None)
    for name, (w, missed) in run(distance, side, turned, seed).items():
        _, _, color, style = LOSSES[name]
        ends = np.array([-9.0, 9.0])
        axes.plot(ends, -(w[0] + w[1] * ends) / w[2], style, color=color, linewidth=2.3, scalex=False, scaley=False,
                  label=f"{name}: {missed} wrong")  # fmt: skip
    if distance:
        tip = X[-1, 1:] * 3.25 / np.abs(X[-1, 1:]).max()
        rows.arrow(axes, 0.75 * tip, tip, INK)
        said = f"the arrow points to the far row:\n$y = +1$, at a distance of {distance:g}"
        axes.text(3.3, -3.3, said, fontsize=9, ha="right", va="bottom", color=INK,
                  bbox={"facecolor": GROUND, "edgecolor": "none", "pad": 1.5})  # fmt: skip


def pulls(distance: float, side: Side, turned: int, seed: int) -> dict[str, float]:
    """How hard the far row pulls at each line that was fitted without it: the size of the slope times ‖x‖.

    Where there is no far row, the hardest pull of any row.
    """
    X, y = make(0.0, side, turned, seed)
    fitted = {name: fit(X, y) for name, fit in FITS.items()}
    if distance:
        X, y = (part[-1:] for part in make(distance, side, turned, seed))
    lengths = np.sqrt((X**2).sum(axis=1))
    return {name: float((np.abs(LOSSES[name][1](y * (X @ w))) * lengths).max()) for name, w in fitted.items()}


def draw(distance: float, side: Side, turned: int, seed: int) -> tuple[Any, str]:
    """One setting: left the lines, right how hard the far row pulled at them."""
    fig, (left, right) = figure(1, 2, width=9.0, height=4.6)
    draw_on(left, distance, side, turned, seed)
    left.legend(loc="upper left", fontsize=9, frameon=True, framealpha=1)
    found = pulls(distance, side, turned, seed)
    right.bar(list(found), list(found.values()), color=[LOSSES[name][2] for name in found], width=0.55)
    for place, pull in enumerate(found.values()):
        right.text(
            place, 1.15 * pull + 0.05, f"{pull:.2g}" if pull < 10 else f"{pull:.0f}", ha="center", fontsize=10
        )
    right.set_yscale("symlog", linthresh=1.0)
    title = "its pull on a line fitted without it" if distance else "the hardest pull of any row"
    right.set(xlabel="loss", ylabel="size of the row's gradient", ylim=(0, 3e4), title=title)
    right.grid(axis="x", visible=False)
    return fig, "\n".join([GOAL, _sentence(run(distance, side, turned, seed))])


def _sentence(found: dict[str, tuple[Array, int]]) -> str:
    counts = ", ".join(f"{name} {missed}" for name, (_, missed) in found.items())
    return f"Ordinary rows that are wrong now, of those with their own label: {counts}."


def static() -> Any:
    """The presets side by side, the lines alone."""
    fig, axes = figure(2, 2, width=8.6, height=8.8)
    for panel, (name, preset) in zip(axes.flat, PRESETS.items(), strict=True):
        draw_on(panel, **preset)
        panel.set_title(name, fontsize=11)
        panel.legend(loc="upper left", fontsize=8, frameon=True, framealpha=1)
    return fig


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "distance": ipywidgets.FloatSlider(0, min=0, max=60, step=2, description="far row at", **look),
        "side": ipywidgets.ToggleButtons(options=SIDES, description="it lies on its"),
        "turned": ipywidgets.IntSlider(0, 0, 8, description="labels turned", **look),
        "seed": ipywidgets.IntSlider(4, 0, 30, description="seed", **look),
    }
