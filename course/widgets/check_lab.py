"""A lab for gradient checks: the same check passes a wrong gradient, or fails a right one, if it is set up badly.

The network is X → tanh → softmax with 5 examples; the gradient under test is that of W1. The check is the
everyday one, ``np.allclose(claimed, differences, rtol=1e-5, atol=1e-8)``: entry by entry it allows an error of
``atol + rtol * |difference|``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from course.activations import softmax, softmax_backward
from course.plots.backprop import agreement
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
Bug = Literal["none", "sign flipped", "slope taken at Z", "softmax carried back as 0", "last example only"]
Objective = Literal["plain sum", "random weights"]
BUGS: tuple[Bug, ...] = (
    "none", "sign flipped", "slope taken at Z", "softmax carried back as 0", "last example only"
)  # fmt: skip
OBJECTIVES: tuple[Objective, ...] = ("plain sum", "random weights")
GOAL = "To hit: make the check pass each of the four bugs, then find one setting that catches them all."
UNDER_TEST = "the gradient of W1 in X → tanh → softmax, 5 examples"
RTOL, ATOL = 1e-5, 1e-8


@dataclass(frozen=True)
class Setting:
    """How a check is set up: the planted bug, how outputs become a loss, the size of the weights, the step."""

    bug: Bug
    objective: Objective
    scale: float
    step: float


PRESETS: dict[str, dict[str, Any]] = {
    "plain sum of outputs":
        {"bug": "softmax carried back as 0", "objective": "plain sum", "scale": 1.0, "step": 1e-5},
    "tiny weights": {"bug": "slope taken at Z", "objective": "random weights", "scale": 0.003, "step": 1e-5},
    "step too small": {"bug": "none", "objective": "random weights", "scale": 1.0, "step": 1e-12},
    "set up well": {"bug": "slope taken at Z", "objective": "random weights", "scale": 1.0, "step": 1e-5},
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """``claimed`` and ``numeric`` gradients of W1, (4, 3) each; whether the check passes, and whether it should."""

    claimed: Array
    numeric: Array
    passes: bool
    right: bool

    @property
    def worst(self) -> tuple[float, float]:
        """The error and what the check allows there, at the entry where error / allowed is largest."""
        error = np.abs(self.claimed - self.numeric).ravel()
        allowed = ATOL + RTOL * np.abs(self.numeric).ravel()
        at = int(np.argmax(error / allowed))
        return float(error[at]), float(allowed[at])

    @property
    def verdict(self) -> str:
        """What the check says, and whether that is so."""
        if self.passes:
            return "passes: right" if self.right else "passes a WRONG gradient"
        return "fails a RIGHT gradient" if self.right else "fails: a bug caught"


def run(setting: Setting, seed: int = 7) -> Outcome:
    """Do the check for real and return what came of it."""
    rng = np.random.default_rng(seed)
    X, weights = rng.standard_normal((5, 3)), rng.standard_normal((5, 2))
    W1 = setting.scale * rng.standard_normal((4, 3))
    W2 = rng.standard_normal((2, 4))
    C = weights if setting.objective == "random weights" else np.ones_like(weights)

    def loss(W: Array) -> float:
        return float(np.sum(C * softmax(np.tanh(X @ W.T) @ W2.T)))

    claimed = _backward(X, W1, W2, C, setting.bug)
    numeric = _differences(loss, W1, setting.step)
    passes = bool(np.allclose(claimed, numeric, rtol=RTOL, atol=ATOL))
    return Outcome(claimed, numeric, passes, setting.bug == "none")


def _backward(X: Array, W1: Array, W2: Array, C: Array, bug: Bug) -> Array:
    Z1 = X @ W1.T
    A1 = np.tanh(Z1)
    P = softmax(A1 @ W2.T)
    dZ2 = np.zeros_like(P) if bug == "softmax carried back as 0" else softmax_backward(P, C)
    dZ1 = (dZ2 @ W2) * (1 - (Z1 if bug == "slope taken at Z" else A1) ** 2)
    if bug == "last example only":
        dZ1[:-1] = 0.0
    sign = -1.0 if bug == "sign flipped" else 1.0
    return np.asarray(sign * dZ1.T @ X)


def _differences(loss: Any, W: Array, step: float) -> Array:
    """Plain central differences with a step of the reader's choice, as most checks have them."""
    slopes = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += step
        down[index] -= step
        slopes[index] = (loss(up) - loss(down)) / (2 * step)
    return slopes


def static() -> Any:
    """The four presets side by side."""
    fig, axes = figure(2, 2, width=8.4, height=8.0)
    for panel, (name, preset) in zip(axes.flat, PRESETS.items(), strict=True):
        setting = Setting(**preset)
        _panel(panel, name, setting, run(setting))
    fig.suptitle(f"under test: {UNDER_TEST}", fontsize=11)
    return fig


def draw(bug: Bug, objective: Objective, scale: float, step: float) -> tuple[Any, str]:
    """One setting as a figure, and what to say above it."""
    setting = Setting(bug, objective, scale, step)
    outcome = run(setting)
    fig, axes = figure(width=4.6, height=4.3)
    _panel(axes, "your setting", setting, outcome)
    return fig, f"Under test: {UNDER_TEST}.\n{GOAL}\nNow the check {outcome.verdict}."


def _panel(axes: Any, name: str, setting: Setting, outcome: Outcome) -> None:
    error, allowed = outcome.worst
    title = "\n".join(
        [
            name,
            f"loss: {setting.objective}; bug: {setting.bug}",
            f"weights × {setting.scale:.2g}, step {setting.step:.0e}",
            f"worst entry: off by {f'{error:.0e}' if error else 0}, allowed {allowed:.0e}",
            f"the check {outcome.verdict}",
        ]
    )
    agreement.draw_on(axes, outcome.claimed, outcome.numeric, title=title, agrees=outcome.passes)


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    return {
        "bug": widgets.Dropdown(options=BUGS, description="bug"),
        "objective": widgets.Dropdown(options=OBJECTIVES, description="loss"),
        "scale": widgets.FloatLogSlider(min=-3, max=0.5, description="weight size", continuous_update=False),
        "step": widgets.FloatLogSlider(min=-14, max=-0.5, description="step", continuous_update=False),
    }
