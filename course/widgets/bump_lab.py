"""The bump lab: five bumps, each the difference of two sigmoids, are set by hand to follow a curve, with a score."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.labelled import Array
from course.plots.networks import bumps
from course.plots.style import figure
from course.widgets import stage

EDGES = np.array([-0.2, 0.2, 0.4, 0.6, 0.8, 1.2])
"""Where the five bumps begin and end; the outer two reach past [0, 1], since a bump is half as high at its edge."""
HEIGHTS = tuple(f"h{number}" for number in range(1, 6))
GOAL = 0.15
X = np.linspace(0.0, 1.0, 401)


def target(x: Array) -> Array:
    """The curve to follow, x in [0, 1]."""
    return np.asarray(0.5 + 0.4 * np.sin(2 * np.pi * x) - 0.3 * x)


def _preset(steepness: float, *heights: float) -> dict[str, float]:
    return {"steepness": steepness} | dict(zip(HEIGHTS, heights, strict=True))


PRESETS: dict[str, dict[str, float]] = {
    "the first two set": _preset(200.0, 0.7, 0.8, 0.0, 0.0, 0.0),
    "all flat": _preset(200.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "too soft: the bumps run together": _preset(8.0, 0.7, 0.8, 0.3, 0.0, 0.1),
}


def lab() -> None:
    """Show the lab. Aim: a largest error below `GOAL`. Then: how small can it be made?"""
    stage.show(draw, PRESETS, _controls)


def bump(x: Array, left: float, right: float, steepness: float) -> Array:
    """A step up at ``left`` less a step up at ``right``: about 1 between them, about 0 elsewhere."""
    return np.asarray(sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right)))


def total(steepness: float, heights: Array) -> Array:
    """The five bumps with these heights, added up at `X`."""
    each = [bump(X, left, right, steepness) for left, right in pairwise(EDGES)]
    return np.asarray(heights @ np.array(each))


def draw(steepness: float, **heights: float) -> tuple[Any, str]:
    """The bumps against the curve, and the score."""
    net = total(steepness, np.array([heights[name] for name in HEIGHTS]))
    fig, axes = figure(width=6.4, height=3.4)
    bumps.on(axes, X, target(X), net)
    axes.set(ylabel="value", ylim=(-1.1, 1.3))
    fig.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return fig, sentence(net)


def sentence(net: Array) -> str:
    """The score: the largest error, away from nothing."""
    off = float(np.abs(net - target(X)).max())
    return f"largest error {off:.3f}: {'below' if off < GOAL else 'not below'} the goal of {GOAL:g}"


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "8em"}}
    steep = ipywidgets.FloatLogSlider(200.0, min=0.5, max=3.0, step=0.1, description="steepness", **look)
    sliders = {
        name: ipywidgets.FloatSlider(0.0, min=-1.0, max=1.0, step=0.05, description=f"bump {number}", **look)
        for number, name in enumerate(HEIGHTS, start=1)
    }
    return {"steepness": steep} | sliders
