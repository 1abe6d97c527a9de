"""A slider for depth: how large signals are on their way up, and gradients on their way back, layer by layer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import figure
from course.plots.training import depth as picture
from course.widgets import stage

Array = NDArray[np.float64]
WIDTH, ROWS = 64, 64
ENOUGH = 2.0
GOAL = "To hit: tanh with 30 layers, and the first layer's gradient within a factor of 2 of the last one's."


def _sigmoid(Z: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-Z)))


BENDS: dict[str, tuple[Callable[[Array], Any], Callable[[Array], Any], float]] = {
    "sigmoid": (_sigmoid, lambda A: A * (1 - A), 1.0),
    "tanh": (np.tanh, lambda A: 1 - A**2, 1.0),
    "ReLU": (lambda Z: np.maximum(Z, 0), lambda A: 1.0 * (A > 0), 2.0),
}
"""Name to the function, its slope from its value, and the gain: n times the weights' variance that its rule asks."""

PRESETS: dict[str, dict[str, Any]] = {
    "sigmoid: it dies": {"activation": "sigmoid", "layers": 20, "scale": 1.0},
    "tanh by the rule": {"activation": "tanh", "layers": 20, "scale": 1.0},
    "ReLU by the rule": {"activation": "ReLU", "layers": 20, "scale": 1.0},
    "ReLU, half of the rule: it dies": {"activation": "ReLU", "layers": 20, "scale": 0.5},
    "ReLU, twice the rule: it explodes": {"activation": "ReLU", "layers": 20, "scale": 2.0},
    "sigmoid, four times the rule: saturated": {"activation": "sigmoid", "layers": 20, "scale": 4.0},
}


@dataclass(frozen=True)
class Profile:
    """Root mean squares by layer, each (layers,): of the sums Z_l on the way up, of ∂L/∂Z_l on the way back."""

    up: Array
    back: Array

    @property
    def ratio(self) -> float:
        """The first layer's gradient over the last one's."""
        return float(self.back[0] / self.back[-1])


def measure(activation: str, layers: int, scale: float, seed: int = 0) -> Profile:
    """Signals through random layers of `WIDTH` units, and a random gradient sent back from the last sums.

    Weights are normal with the standard deviation ``scale`` · √(gain / WIDTH); inputs and the gradient that starts
    are standard normal. For ReLU the mean over such nets of each square changes by scale² a layer, both ways.
    """
    bend, slope, gain = BENDS[activation]
    rng = np.random.default_rng(seed)
    spread = scale * np.sqrt(gain / WIDTH)
    weights = spread * rng.standard_normal((layers, WIDTH, WIDTH))
    A, up, slopes = rng.standard_normal((ROWS, WIDTH)), [], []
    for W in weights:
        Z = A @ W.T
        A = bend(Z)
        up.append(_size(Z))
        slopes.append(slope(A))
    dZ, back = rng.standard_normal((ROWS, WIDTH)), [1.0]
    for W, below in zip(weights[:0:-1], slopes[-2::-1], strict=True):
        dZ = (dZ @ W) * below
        back.append(_size(dZ))
    return Profile(np.array(up), np.array(back[::-1]))


def _size(values: Array) -> float:
    return float(np.sqrt(np.mean(values**2)))


def lab() -> None:
    """Show the slider. Aim: thirty layers whose first one still hears the loss."""
    stage.show(draw, PRESETS, controls)


def draw(activation: str, layers: int, scale: float) -> tuple[Any, str]:
    """Left: sums on the way up. Right: gradients on the way back. Both by layer."""
    found = measure(activation, layers, scale)
    fig, (left, right) = figure(1, 2, width=9.4, height=3.9)
    picture.profile_on(left, {activation: found.up}, ylabel="root mean square of $Z_l$")
    picture.profile_on(right, {activation: found.back}, ylabel=r"root mean square of $\partial L/\partial Z_l$")
    left.set_title(f"up: {activation}, {scale:.3g} × the rule")
    right.set_title(f"back: first over last {found.ratio:.2g}")
    return fig, "\n".join([GOAL, _verdict(found.ratio)])


def _verdict(ratio: float) -> str:
    said = f"The gradient of the first layer is {ratio:.2g} times that of the last"
    if 1 / ENOUGH <= ratio <= ENOUGH:
        return f"{said}: every layer learns at about the same pace."
    return f"{said}: it {'vanishes' if ratio < 1 else 'explodes'} on the way."


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "activation": ipywidgets.Dropdown(options=list(BENDS), description="activation",
                                          style={"description_width": "6em"}),
        "layers": ipywidgets.IntSlider(20, 2, 60, description="layers", **look),
        "scale": ipywidgets.FloatSlider(1.0, min=0.2, max=5.0, step=0.05, description="× the rule", **look),
    }  # fmt: skip
