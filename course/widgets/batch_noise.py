"""A lab for minibatches: draw many, see how their gradients scatter, and hold the scatter against the formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.least_squares import closed_form, gradient
from course.plots.descent import batches
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
N, DRAWS = 64, 400
SIZES = (1, 2, 4, 8, 16, 32, 48)
GOAL = "To hit: the smallest batch of which at most 1 step in 100 goes uphill. Then move closer to the minimum."

PRESETS: dict[str, dict[str, Any]] = {
    "eight at a time": {"m": 8, "distance": 1.0, "seed": 1},
    "one at a time": {"m": 1, "distance": 1.0, "seed": 1},
    "all of them: no noise left": {"m": N, "distance": 1.0, "seed": 1},
    "near the minimum: half the steps go uphill": {"m": 8, "distance": 0.02, "seed": 1},
}


@dataclass(frozen=True)
class Noise:
    """What was drawn: the ``full`` gradient (2,), the minibatches' ``gradients`` (DRAWS, 2), σ² of one example."""

    full: Array
    gradients: Array
    of_one: float

    @property
    def variance(self) -> float:
        """The mean squared distance of a minibatch gradient from the full one."""
        return float(np.mean(np.sum((self.gradients - self.full) ** 2, axis=1)))

    @property
    def uphill(self) -> float:
        """The share of minibatch gradients against which a step goes up the full loss."""
        return float(np.mean(self.gradients @ self.full <= 0))


def problem() -> tuple[Array, Array]:
    """64 rows of two features, and targets that a line fits but for noise."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((N, 2))
    return X, X @ np.array([1.0, -0.5]) + 0.5 * rng.standard_normal(N)


def run(m: int, distance: float, seed: int) -> Noise:
    """Draw `DRAWS` minibatches of ``m`` without replacement, at a point ``distance`` from the minimum."""
    X, y = problem()
    rng = np.random.default_rng(seed)
    w = closed_form(X, y) + distance * np.array([-0.6, 0.8])
    each = 2 * (X @ w - y)[:, None] * X  # the gradient of each example's loss, (N, 2)
    full = gradient(w, X, y)
    drawn = np.array([each[rng.permutation(N)[:m]].mean(axis=0) for _ in range(DRAWS)])
    return Noise(full, drawn, float(np.mean(np.sum((each - full) ** 2, axis=1))))


def predicted(m: int, of_one: float) -> float:
    """σ²/m · (n − m)/(n − 1): the variance of a mean over m of n, drawn without replacement."""
    return of_one / m * (N - m) / (N - 1)


def lab() -> None:
    """Show the lab. Aim: the smallest batch that seldom goes uphill."""
    stage.show(draw, PRESETS, controls)


def draw(m: int, distance: float, seed: int) -> tuple[Any, str]:
    """The cloud of minibatch gradients, its variance among other sizes', and what to say above them."""
    noise = run(m, distance, seed)
    others = {size: run(size, distance, seed).variance for size in SIZES}
    fig, (left, right) = figure(1, 2, width=9.2, height=4.3)
    batches.cloud_on(left, noise.full, noise.gradients)
    left.set_aspect("equal", adjustable="datalim")
    left.set_title(f"{DRAWS} batches of {m}; the arrow: all {N}")
    batches.spread_on(right, N, noise.of_one, others | {m: noise.variance})
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, fontsize=10, frameon=False)
    return fig, "\n".join([GOAL, _sentence(m, noise)])


def _sentence(m: int, noise: Noise) -> str:
    measured = noise.variance if noise.variance > 1e-12 * noise.of_one else 0.0
    told = f"m = {m}: variance measured {measured:.3g}, predicted {predicted(m, noise.of_one):.3g}"
    length = float(np.hypot(*noise.full))
    return f"{told}. The full gradient has length {length:.3g}. Steps that go uphill: {100 * noise.uphill:.3g} %."


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "m": ipywidgets.IntSlider(8, 1, N, description="batch size m", **look),
        "distance": ipywidgets.FloatLogSlider(1.0, min=-2, max=0.5, step=0.05, description="distance", **look),
        "seed": ipywidgets.IntSlider(1, 0, 50, description="seed", **look),
    }
