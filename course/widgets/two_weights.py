"""A loss landscape of two weights: start where you like, and see which valley the descent finds, if any.

The net is f(x) = v·tanh(u·x), its data follow one with u = 1.5 and v = 1. Turning both signs changes nothing, so
there are two valleys, with a saddle between them at the origin.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.descent import surface
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
REACH = (4.0, 2.5)
GOAL = "To hit: start with u below 0, and end in the right-hand valley. Then find two ways to end in no valley."

_START: dict[str, Any] = {"u": 0.5, "v": -1.0, "alpha": 0.3, "steps": 60, "noise": 0.0}
PRESETS: dict[str, dict[str, Any]] = {
    "into the left valley": _START,
    "into the right valley": _START | {"u": 1.0, "v": 0.3},
    "exactly on the saddle: it never moves": _START | {"u": 0.0, "v": 0.0},
    "on the saddle, with noise": _START | {"u": 0.0, "v": 0.0, "noise": 0.02},
    "a step that is too long": _START | {"u": 1.0, "v": 2.0, "alpha": 2.4},
    "far out: the floor is almost level": _START | {"u": -3.8, "v": 0.9, "alpha": 0.1},
}


def data() -> tuple[Array, Array]:
    """40 inputs x on (−2, 2), and targets tanh(1.5 x) with a little noise."""
    rng = np.random.default_rng(0)
    x = rng.uniform(-2, 2, 40)
    return x, np.tanh(1.5 * x) + 0.05 * rng.standard_normal(40)


def loss(u: Any, v: Any) -> Any:
    """The mean squared error at u and v, which may be arrays of one shape; returned in that shape."""
    x, y = data()
    u, v = np.asarray(u)[..., None], np.asarray(v)[..., None]
    return np.mean((v * np.tanh(u * x) - y) ** 2, axis=-1)


def slopes(u: float, v: float) -> Array:
    """The gradient (2,): the mean of 2r·v·(1 − h²)·x and of 2r·h, with h = tanh(u x) and r = v h − y."""
    x, y = data()
    h = np.tanh(u * x)
    r = v * h - y
    return np.array([np.mean(2 * r * v * (1 - h**2) * x), np.mean(2 * r * h)])


def descend(u: float, v: float, alpha: float, steps: int, noise: float = 0.0, seed: int = 0) -> Array:
    """The path (steps + 1, 2); ``noise`` is the standard deviation of what is added to each slope."""
    rng = np.random.default_rng(seed)
    path = np.empty((steps + 1, 2))
    path[0] = u, v
    for t in range(steps):
        path[t + 1] = path[t] - alpha * (slopes(*path[t]) + noise * rng.standard_normal(2))
    return path


def lab() -> None:
    """Show the lab. Aim: the right-hand valley from a start on the left."""
    stage.show(draw, PRESETS, controls)


def draw(u: float, v: float, alpha: float, steps: int, noise: float) -> tuple[Any, str]:
    """The map with one path, the loss on the way, and what to say above them."""
    path = descend(u, v, alpha, steps, noise)
    heights = loss(*path.T)
    fig, (left, right) = figure(1, 2, width=9.2, height=4.2)
    surface.map_on(left, loss, {"descent": path}, reach=REACH)
    right.plot(heights, "-", color=surface.LOOKS[0][0])
    right.set(xlabel="step", ylabel="loss", title="the loss on its way")
    right.set_ylim(0, 1.05 * min(float(heights.max()), 2 * float(heights[0]) + 0.1))  # a run that leaves is cut off
    return fig, "\n".join([GOAL, _sentence(path, heights)])


def _sentence(path: Array, heights: Array) -> str:
    (u, v), steps = path[-1], len(path) - 1
    if np.array_equal(path[0], path[-1]):
        where = "It has not moved: the gradient is exactly 0 at its start"
    elif heights[-1] < 0.01:
        where = f"It is in the {'right' if u > 0 else 'left'}-hand valley"
    else:
        where = "It is in no valley"
    return f"{where}. After {steps} steps: u = {u:.3g}, v = {v:.3g}, loss {heights[-1]:.3g}."


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "u": ipywidgets.FloatSlider(0.5, min=-4, max=4, step=0.1, description="start u", **look),
        "v": ipywidgets.FloatSlider(-1.0, min=-2.5, max=2.5, step=0.1, description="start v", **look),
        "alpha": ipywidgets.FloatSlider(0.3, min=0.05, max=3, step=0.05, description="α", **look),
        "steps": ipywidgets.IntSlider(60, 5, 300, description="steps", **look),
        "noise": ipywidgets.FloatSlider(0.0, min=0, max=0.3, step=0.01, description="noise", **look),
    }
