"""A lab for penalties: a bowl, a price on long weights, and where the two agree."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.generalising import penalty
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
BEST = np.array([2.0, 0.8])
CURVATURES = np.array([1.0, 3.0])
GOAL = "To hit: a weight that is exactly 0. Which of the two penalties can do it?"

PRESETS: dict[str, dict[str, Any]] = {
    "L2, half way": {"kind": "L2", "lam": 1.0, "turn": 25.0},
    "L1, at a corner": {"kind": "L1", "lam": 1.5, "turn": 25.0},
    "L2, strong: it never reaches a zero": {"kind": "L2", "lam": 20.0, "turn": 25.0},
    "L1, all weights gone": {"kind": "L1", "lam": 4.0, "turn": 25.0},
    "L1, the bowl along the axes": {"kind": "L1", "lam": 1.5, "turn": 0.0},
}


def bowl(turn: float) -> Array:
    """The Hessian (2, 2) with curvatures 1 and 3, whose flat direction is turned by so many degrees."""
    angle = np.deg2rad(turn)
    Q = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(Q @ np.diag(CURVATURES) @ Q.T)


def solve(kind: str, lam: float, H: Array) -> Array:
    """The minimum of ½ (w − best)ᵀ H (w − best) plus λ‖w‖₁ or ½λ‖w‖²."""
    if kind == "L2":
        return np.linalg.solve(H + lam * np.eye(2), H @ BEST)
    w = BEST.copy()
    for _ in range(400):  # one weight at a time: each alone has a closed form, and the sum is convex
        for j in (0, 1):
            pull = H[j] @ (BEST - w) + H[j, j] * w[j]
            w[j] = np.sign(pull) * max(abs(pull) - lam, 0.0) / H[j, j]
    return w


def draw(kind: str, lam: float, turn: float) -> tuple[Any, str]:
    """The bowl with the fence that the penalty amounts to, and what to say above it."""
    H = bowl(turn)
    w = solve(kind, lam, H)
    fig, axes = figure(width=5.4, height=5.0)
    penalty.fence_on(axes, H, BEST, kind, w)
    axes.set_title(f"{kind}, λ = {lam:.3g}", fontsize=11)
    zeros = int(np.sum(w == 0))
    said = f"w = ({w[0]:.3g}, {w[1]:.3g}): {zeros} of 2 weights are exactly 0."
    return fig, f"{GOAL}\n{said}"


def lab() -> None:
    """Show the lab. Aim: an exact zero."""
    stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"style": {"description_width": "6em"}}
    return {
        "kind": ipywidgets.Dropdown(options=["L1", "L2"], description="penalty", **look),
        "lam": ipywidgets.FloatSlider(1.0, min=0.0, max=20.0, step=0.1, description="λ", **look),
        "turn": ipywidgets.FloatSlider(25.0, min=0.0, max=90.0, step=5.0, description="turned by", **look),
    }  # fmt: skip
