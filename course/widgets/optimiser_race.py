"""A race of optimisers over two weights: a ravine, the same ravine turned, and a saddle that may be met exactly."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import optimisers
from course.plots.style import figure
from course.plots.training import race
from course.widgets import stage

Array = NDArray[np.float64]
Loss = Callable[[Array], Array]
"""From places (…, 2) to losses (…)."""
OPTIMISERS = ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam")
KAPPA = 100.0
RATES = tuple(float(rate) for rate in 10.0 ** np.arange(-3.5, 0.51, 0.25))
"""Rates that `best_rate` tries: four to each power of ten."""
STEPS = 250
GOAL = "To hit: two of the six below a loss of 0.001 after 60 steps, in the turned ravine."


def _ravine(place: Array) -> Array:
    return np.asarray((place[..., 0] ** 2 + KAPPA * place[..., 1] ** 2) / 2)


def _ravine_slope(place: Array) -> Array:
    return np.asarray(place * np.array([1.0, KAPPA]))


TURN = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
"""By 45 degrees; its transpose turns back."""


def _turned(place: Array) -> Array:
    return _ravine(place @ TURN)


def _turned_slope(place: Array) -> Array:
    return np.asarray(_ravine_slope(place @ TURN) @ TURN.T)


def _saddle(place: Array) -> Array:
    return np.asarray(place[..., 0] ** 2 / 2 + (place[..., 1] ** 2 - 1) ** 2 / 4)


def _saddle_slope(place: Array) -> Array:
    return np.stack([place[..., 0], place[..., 1] ** 3 - place[..., 1]], axis=-1)


LANDSCAPES: dict[str, tuple[Loss, Loss, tuple[float, float]]] = {
    "ravine": (_ravine, _ravine_slope, (-1.0, 0.5)),
    "turned ravine": (_turned, _turned_slope, (-1.0, -0.5)),
    "saddle": (_saddle, _saddle_slope, (1.0, 0.0)),
}
"""Name to the loss, its gradient and where a race starts."""

PRESETS: dict[str, dict[str, Any]] = {
    "the ravine": {"landscape": "ravine", "factor": 1.0, "nudge": 0.0, "steps": 60},
    "the ravine, turned by 45°": {"landscape": "turned ravine", "factor": 1.0, "nudge": 0.0, "steps": 60},
    "exactly towards the saddle: nobody leaves":
        {"landscape": "saddle", "factor": 1.0, "nudge": 0.0, "steps": 60},
    "beside that line by a millionth": {"landscape": "saddle", "factor": 1.0, "nudge": 1e-6, "steps": 60},
    "all rates eight times as large": {"landscape": "ravine", "factor": 8.0, "nudge": 0.0, "steps": 60},
}  # fmt: skip


def run(name: str, landscape: str, rate: float, start: Array, steps: int = STEPS) -> Array:
    """The places (steps + 1, …, 2) of an optimiser from ``start`` (…, 2); several starts go side by side.

    A walker that leaves for places beyond 10⁶ is held there: it has diverged, and squares of more overflow.
    """
    _, slope, _ = LANDSCAPES[landscape]
    params, optimiser = {"w": np.array(start, dtype=float)}, getattr(optimisers, name)(rate)
    places = [params["w"].copy()]
    for _ in range(steps):
        optimiser.step(params, {"w": slope(params["w"])})
        np.clip(params["w"], -1e6, 1e6, out=params["w"])
        places.append(params["w"].copy())
    return np.array(places)


def arrivals(losses: Array, below: float) -> Array:
    """For losses (steps + 1, n): the first step from which on each stays at or below; steps + 1 where none does."""
    above = losses > below
    return np.where(above.any(axis=0), len(losses) - above[::-1].argmax(axis=0), 0)


def starts(count: int = 100) -> Array:
    """Places (count, 2) on the unit circle, at random."""
    angle = np.random.default_rng(0).uniform(0, 2 * np.pi, count)
    return np.stack([np.cos(angle), np.sin(angle)], axis=-1)


@cache
def best_rate(name: str, landscape: str) -> float:
    """Of `RATES` the one with the earliest median arrival at a loss of 0.001 (12 starts); then the lowest end."""
    loss = LANDSCAPES[landscape][0]

    def worth(rate: float) -> tuple[float, float]:
        losses = loss(run(name, landscape, rate, starts(12)))
        return float(np.median(arrivals(losses, 1e-3))), float(np.median(losses[-1]))

    return min(RATES, key=worth)


def lab() -> None:
    """Show the race. Aim: two of six home in the turned ravine, and every way to miss it."""
    stage.show(draw, PRESETS, controls)


def draw(landscape: str, factor: float, nudge: float, steps: int) -> tuple[Any, str]:
    """Left: the six paths on the map. Right: their losses."""
    loss, _, start = LANDSCAPES[landscape]
    rates = {name: factor * best_rate(name, landscape) for name in OPTIMISERS}
    begin = np.array(start) + np.array([0.0, nudge])
    paths = {name: run(name, landscape, rate, begin, steps) for name, rate in rates.items()}
    fig, (left, right) = figure(1, 2, width=9.8, height=4.7)
    race.map_on(left, loss, paths)
    race.losses_on(right, {name: loss(path) for name, path in paths.items()})
    handles, names = right.get_legend_handles_labels()
    fig.legend(handles, names, loc="outside lower center", ncols=len(names), fontsize=10, frameon=False)
    return fig, "\n".join([GOAL, *_outcome(rates, {name: float(loss(path[-1])) for name, path in paths.items()})])


def _outcome(rates: dict[str, float], ends: dict[str, float]) -> list[str]:
    home = [name for name, height in ends.items() if height < 1e-3]
    lines = [f"After the last step: {', '.join(f'{name} {height:.2g}' for name, height in ends.items())}."]
    lines.append(f"Below 0.001: {len(home)} of {len(ends)}" + (f" ({', '.join(home)})." if home else "."))
    return [f"Rates: {', '.join(f'{name} {rate:.2g}' for name, rate in rates.items())}.", *lines]


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "landscape": ipywidgets.Dropdown(options=list(LANDSCAPES), description="landscape",
                                         style={"description_width": "6em"}),
        "factor": ipywidgets.FloatLogSlider(1.0, base=10, min=-1, max=1, step=0.05, description="× best rate",
                                            **look),
        "nudge": ipywidgets.FloatSlider(0.0, min=-0.2, max=0.2, step=1e-6, readout_format=".6f",
                                        description="start, off by", **look),
        "steps": ipywidgets.IntSlider(60, 5, STEPS, description="steps", **look),
    }  # fmt: skip
