"""The mistake-bound lab: both rules on the same rows, each between its two walls."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.data import planted
from course.labelled import Array
from course.margin import best_separator, separable
from course.perceptron import Run, train
from course.plots.perceptron import passes
from course.plots.perceptron import sandwich as pictures
from course.sandwich import Sandwich, sandwich
from course.widgets import stage

FAIR: dict[str, Any] = {"rows": 20, "columns": 2, "gamma": 0.13, "scale": 1.0, "flipped": 0, "seed": 2}
PRESETS: dict[str, dict[str, Any]] = {
    "a fair margin": FAIR,
    "a narrow margin": FAIR | {"gamma": 0.04},
    "rows ten times as long": FAIR | {"scale": 10.0},
    "rows a third as long": FAIR | {"scale": 0.33},
    "one label wrong: no bound": FAIR | {"flipped": 1},
}
ENOUGH_PASSES = 20_000
"""More than the narrowest margin and the smallest scale of the sliders can need."""
HOPELESS_PASSES = 40
"""Enough to see that a run on inseparable rows does not settle."""


def lab() -> None:
    """Show the lab. Aim: make a run use more than 45 % of its bound; then make the bound disappear."""
    stage.show(draw, PRESETS, _controls)


def draw(rows: int, columns: int, gamma: float, scale: float, flipped: int, seed: int) -> tuple[Any, str]:
    """The figure and its sentence for one setting. ``gamma`` is γ/R; ``flipped`` labels are turned round."""
    X, y = make(rows, columns, gamma, scale, flipped, seed)
    if not separable(X, y):
        runs = {rule: train(X, y, rule, HOPELESS_PASSES) for rule in ("margin", "classic")}
        return passes.draw({f"{rule} rule": run for rule, run in runs.items()}), _hopeless(runs)
    walls = compare(X, y)
    return pictures.draw(*walls), "\n".join(_sentence(one) for one in walls)


def make(rows: int, columns: int, gamma: float, scale: float, flipped: int, seed: int) -> tuple[Array, Array]:
    """X (rows, columns), largest norm ``scale``, margin ``gamma · scale``; then some labels flipped."""
    X, y, _ = planted(np.random.default_rng(seed), rows, columns, gamma * scale, scale)
    y[:flipped] *= -1
    return X, y


def compare(X: Array, y: Array) -> tuple[Sandwich, Sandwich]:
    """Both rules on the same separable rows: the margin rule first, then the classic one."""
    w_star, gamma = best_separator(X, y)
    margin, classic = (train(X, y, rule, ENOUGH_PASSES) for rule in ("margin", "classic"))
    return sandwich(margin, X, y, w_star, gamma), sandwich(classic, X, y, w_star, gamma)


def _sentence(one: Sandwich) -> str:
    made = len(one.count) - 1
    name = pictures.NAMES[one.rule]
    share = f"{100 * made / one.bound:.0f} % of its bound {one.bound:.4g}"
    return f"{name}: {made} updates, {share}; R = {one.R:.3g}, γ = {one.gamma:.3g}"


def _hopeless(runs: dict[str, Run]) -> str:
    made = " and ".join(f"{len(run.updates)} ({rule} rule)" for rule, run in runs.items())
    text = "No plane through the origin separates these rows: no γ, so no bound."
    return f"{text}\nUpdates in {HOPELESS_PASSES} passes: {made}."


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "rows": ipywidgets.IntSlider(20, 4, 60, description="rows", **look),
        "columns": ipywidgets.IntSlider(2, 2, 12, description="columns", **look),
        "gamma": ipywidgets.FloatSlider(0.13, min=0.03, max=0.6, step=0.01, description="γ / R", **look),
        "scale": ipywidgets.FloatLogSlider(1.0, min=-0.5, max=1, step=0.02, description="R (scale)", **look),
        "flipped": ipywidgets.IntSlider(0, 0, 3, description="flip labels", **look),
        "seed": ipywidgets.IntSlider(2, 0, 50, description="seed", **look),
    }
