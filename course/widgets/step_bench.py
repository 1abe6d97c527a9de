"""A bench for step sizes: descent on a bowl of two curvatures, each error beside what 1 − αλ predicts for it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.descent import bowl
from course.plots.style import INK, figure
from course.widgets import stage

Array = NDArray[np.float64]
FLAT = 1.0
"""The smaller curvature; the larger one is the condition number κ."""
START = np.array([1.0, 1.0])
ENOUGH = 1e-3
GOAL = "To hit: with κ = 10, both errors below 1/1000 within 36 steps. Only a short stretch of α does it."

PRESETS: dict[str, dict[str, Any]] = {
    "careful": {"alpha": 0.02, "kappa": 10.0, "steps": 40},
    "one error gone at once: α = 1/λ₂": {"alpha": 0.1, "kappa": 10.0, "steps": 40},
    "to and fro": {"alpha": 0.195, "kappa": 10.0, "steps": 40},
    "on the edge: α = 2/λ₂": {"alpha": 0.2, "kappa": 10.0, "steps": 40},
    "too far: it diverges": {"alpha": 0.205, "kappa": 10.0, "steps": 40},
    "a round bowl": {"alpha": 1.0, "kappa": 1.0, "steps": 10},
}


def descend(alpha: float, lams: Array, steps: int) -> Array:
    """The path (steps + 1, 2) of e ← e − α·λ·e from `START`: descent on ½ Σ λ e² in its own directions."""
    path = np.empty((steps + 1, 2))
    path[0] = START
    for t in range(steps):
        path[t + 1] = path[t] - alpha * lams * path[t]
    return path


def arrival(path: Array) -> int | None:
    """The first step after which both errors are at most `ENOUGH`; None if none is."""
    there = np.abs(path).max(axis=1) <= ENOUGH
    return int(there.argmax()) if there.any() else None


def lab() -> None:
    """Show the bench. Aim: both errors small in few steps, and every way to miss it."""
    stage.show(draw, PRESETS, controls)


def draw(alpha: float, kappa: float, steps: int) -> tuple[Any, str]:
    """The path on the bowl, both errors against their prediction, and what to say above them."""
    lams = np.array([FLAT, FLAT * kappa])
    path = descend(alpha, lams, steps)
    fig, (left, right) = figure(1, 2, width=9.2, height=4.2)
    bowl.path_on(left, lams, path)
    left.set_title(f"α = {alpha:.3g}, κ = {kappa:.3g}")
    bowl.errors_on(right, lams, alpha, path)
    right.axhline(ENOUGH, color=INK, linewidth=0.9)
    right.annotate("1/1000", (1, ENOUGH), (0, 3), textcoords="offset points", ha="right", fontsize=9,
                   xycoords=("axes fraction", "data"))
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, fontsize=10, frameon=False)
    return fig, "\n".join([GOAL, _prediction(alpha, lams), _outcome(path)])


def _prediction(alpha: float, lams: Array) -> str:
    edge = 2 / lams.max()
    factors = 1 - alpha * lams
    worst = float(np.abs(factors).max())
    verdict = "converges" if worst < 1 - 1e-12 else "diverges" if worst > 1 + 1e-12 else "neither settles nor leaves"
    said = f"One step multiplies the errors by {factors[0]:.4g} and {factors[1]:.4g}"
    return f"Predicted: {said}; the edge is at α = {edge:.4g}, so the descent {verdict}."


def _outcome(path: Array) -> str:
    there = arrival(path)
    sizes = " and ".join(f"{abs(error):.3g}" for error in path[-1])
    reached = f"below 1/1000 after {there} steps" if there is not None else "never below 1/1000"
    return f"Measured: {reached}; the errors after {len(path) - 1} steps have the sizes {sizes}."


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "alpha": ipywidgets.FloatSlider(0.02, min=0.005, max=2.1, step=0.005, readout_format=".3f",
                                        description="α", **look),
        "kappa": ipywidgets.FloatSlider(10.0, min=1, max=50, step=1, description="κ", **look),
        "steps": ipywidgets.IntSlider(40, 5, 120, description="steps", **look),
    }  # fmt: skip
