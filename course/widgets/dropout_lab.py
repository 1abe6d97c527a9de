"""A lab for dropout: one layer's values, a mask, and what the next unit receives, in training and in use."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.generalising import masks
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
UNITS, MASKS = 12, 4000
GOAL = "To hit: a spread of the sum below 0.5 with something still dropped. Then the preset that fails."
MODES = ("training", "training, scale forgotten", "in use")

PRESETS: dict[str, dict[str, Any]] = {
    "half of the units": {"keep": 0.5, "mode": "training", "seed": 0},
    "one in ten stays": {"keep": 0.1, "mode": "training", "seed": 0},
    "scale forgotten: the next layer gets too little": {"keep": 0.5, "mode": "training, scale forgotten", "seed": 0},
    "in use: nothing is dropped": {"keep": 0.5, "mode": "in use", "seed": 0},
}


def layer() -> tuple[Array, Array]:
    """Values of the hidden units, after a rectifier, and the next unit's weights, both (12,)."""
    rng = np.random.default_rng(5)
    return np.abs(rng.standard_normal(UNITS)) + 0.2, rng.uniform(0.1, 0.5, UNITS)


def gates(keep: float, mode: str, rng: np.random.Generator, count: int) -> Array:
    """What the values are multiplied by, (count, 12): 0 or a scale in training, 1 in use."""
    if mode == "in use":
        return np.ones((count, UNITS))
    on = (rng.random((count, UNITS)) < keep).astype(float)
    return on / keep if mode == "training" else on


def draw(keep: float, mode: str, seed: int) -> tuple[Any, str]:
    """One mask at the layer, the next unit's sum over many masks, and what to say above them."""
    values, weights = layer()
    drawn = gates(keep, mode, np.random.default_rng(seed), MASKS)
    sums, exact = (drawn * values) @ weights, float(values @ weights)
    fig, (left, right) = figure(1, 2, width=9.6, height=4.2)
    masks.units_on(left, values, drawn[0])
    masks.sums_on(right, sums, exact)
    on = int(np.count_nonzero(drawn[0]))
    said = f"{on} of {UNITS} units are on. Over {MASKS:,} masks the next unit receives {sums.mean():.3g} in the mean"
    return fig, f"{GOAL}\n{said}, with a spread of {max(sums.std(), 1e-9):.2g}; without dropout {exact:.3g}."


def lab() -> None:
    """Show the lab. Aim: see what the scale is for."""
    stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"style": {"description_width": "6em"}}
    return {
        "keep": ipywidgets.FloatSlider(0.5, min=0.1, max=1.0, step=0.05, description="keep", continuous_update=False,
                                       **look),
        "mode": ipywidgets.Dropdown(options=MODES, description="mode", **look),
        "seed": ipywidgets.IntSlider(0, 0, 20, description="mask", continuous_update=False, **look),
    }  # fmt: skip
