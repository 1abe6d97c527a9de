"""A lab: watch a network part the plane of vowels as it trains, and see where it begins to learn by heart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.generalising import vowels as pictures
from course.plots.style import BLUE, INK, ORANGE, figure
from course.widgets import stage, vowel_nets
from course.widgets.vowel_nets import Run
from course.widgets.vowel_piles import Piles, piles

Array = NDArray[Any]
DATA, SEED, LAST = 0, 0, 600
STOPS = (0, 5, 10, 20, 40, 80, 150, 300, LAST)
GOAL = "To hit: few errors on new rows; choose by the validation curve alone. No rule gets below 0.19."

PRESETS: dict[str, dict[str, Any]] = {
    "trained to the end with a penalty": {"hidden": 32, "steps": 600, "decay": 0.003},
    "stopped in time": {"hidden": 32, "steps": 40, "decay": 0.0},
    "just begun": {"hidden": 32, "steps": 5, "decay": 0.0},
    "one hidden unit": {"hidden": 1, "steps": 600, "decay": 0.0},
    "trained to the end: it fails on new rows": {"hidden": 32, "steps": 600, "decay": 0.0},
}


@lru_cache(maxsize=1)
def data() -> Piles:
    """The lab's vowels: 100 to learn from, 100 to choose by, 4,000 to judge by."""
    return piles(DATA)


@lru_cache(maxsize=16)
def trained(hidden: int, decay: float) -> Run:
    """One network, with its weights after each of `STOPS`."""
    return vowel_nets.train(data(), hidden, range(SEED, SEED + 1), LAST, decay=decay, stops=STOPS)


def rule(hidden: int, steps: int, decay: float) -> Any:
    """The network's guess for rows of Hz, (n,), after so many steps."""
    w = trained(hidden, decay).after[steps]
    return lambda hertz: vowel_nets.probabilities(w, data().scaled(hertz))[0].argmax(axis=1)


def rows() -> tuple[Array, Array]:
    """The training rows in Hz, with their classes."""
    X, y = data().train
    return np.exp(X * data().deviation + data().mean), y


def errors(hidden: int, steps: int, decay: float) -> tuple[float, float]:
    """The share of rows that are wrong: of the training rows, of the test rows."""
    w = trained(hidden, decay).after[steps]
    first, second = (float(vowel_nets.errors(w, *pile)[0]) for pile in (data().train, data().test))
    return first, second


def draw(hidden: int, steps: int, decay: float) -> tuple[Any, str]:
    """The regions after some steps, both losses so far, and what to say above them."""
    run, (learnt, new) = trained(hidden, decay), errors(hidden, steps, decay)
    fig, (left, right) = figure(1, 2, width=10.2, height=4.5, width_ratios=(3, 2))
    pictures.regions_on(left, rule(hidden, steps, decay), *rows())
    units, price = f"{hidden} hidden unit{'s' * (hidden > 1)}", f"penalty {decay:g}" if decay else "no penalty"
    left.set_title(f"{units}, step {steps}, {price}", fontsize=11)
    right.plot(run.train[0], "--", color=ORANGE, linewidth=1.8, label="training")
    right.plot(run.validation[0], "-", color=BLUE, linewidth=1.8, label="validation")
    right.axvline(steps, color=INK, linewidth=1.2)
    right.set(xscale="symlog", xlabel="step", ylabel="mean cross-entropy", ylim=(0, 3.2), xlim=(0, LAST))
    right.set_xticks([0, 1, 10, 100], ["0", "1", "10", "100"])
    right.legend(loc="lower left", fontsize=10)
    said = f"Wrong: {learnt:.2g} of the training rows, {new:.3g} of 4,000 new rows."
    return fig, f"{GOAL}\n{said}"


def lab() -> None:
    """Show the lab. Aim: few errors on new rows."""
    stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "6em"}}
    return {
        "hidden": ipywidgets.SelectionSlider(options=[1, 2, 4, 8, 16, 32, 64], value=32, description="hidden",
                                             **look),
        "steps": ipywidgets.SelectionSlider(options=STOPS, value=600, description="steps", **look),
        "decay": ipywidgets.SelectionSlider(options=[0.0, 0.0003, 0.001, 0.003, 0.01, 0.03], value=0.003,
                                            description="penalty", **look),
    }  # fmt: skip
