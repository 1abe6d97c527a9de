"""A lab for early stopping: one training run, a patience, and what the rule keeps of it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.early_stopping import EarlyStopping
from course.network import MLP
from course.optimisers import Adam
from course.plots.generalising import curves
from course.plots.style import figure
from course.training import fit
from course.widgets import stage
from course.widgets.vowel_piles import piles

Array = NDArray[np.float64]
EPOCHS = 80
DATA = 7
GOAL = "To hit: the lowest kept loss with the fewest epochs. How small may the patience be?"

PRESETS: dict[str, dict[str, Any]] = {
    "a patience of 8": {"patience": 8, "hidden": 64, "validation": 100},
    "no patience: stopped by a bump": {"patience": 1, "hidden": 64, "validation": 100},
    "so patient that it never stops": {"patience": 80, "hidden": 64, "validation": 100},
    "four hidden units: little to stop": {"patience": 8, "hidden": 4, "validation": 100},
    "twenty validation rows: it stops by noise": {"patience": 8, "hidden": 64, "validation": 20},
}


@lru_cache(maxsize=32)
def run(hidden: int, validation: int) -> tuple[Array, Array, Array]:
    """(training, validation, test) losses after each epoch, of a network trained to the end on 100 vowels."""
    data = piles(DATA, 100, validation, 2000)
    network = MLP([2, hidden, 10], activation="tanh", rng=np.random.default_rng(1))
    optimiser, rng, seen = Adam(0.02), np.random.default_rng(2), []
    for _ in range(EPOCHS):
        fit(network, *data.train, optimiser=optimiser, epochs=1, rng=rng, batch_size=20)
        seen.append([network.loss(*pile) for pile in (data.train, data.validation, data.test)])
    of_train, of_validation, of_test = np.array(seen).T
    return of_train, of_validation, of_test


def stop(losses: Array, patience: int) -> tuple[int, int]:
    """(stopped, kept) by the course's own rule, epochs from 0; where it never stops, the last epoch."""
    rule = EarlyStopping(patience)
    for epoch, loss in enumerate(losses):
        if rule.is_time(float(loss), {}):
            return epoch, rule.best_epoch
    return len(losses) - 1, rule.best_epoch


def draw(patience: int, hidden: int, validation: int) -> tuple[Any, str]:
    """The two curves, where the rule stops and what it keeps, and what to say above them."""
    of_train, of_validation, of_test = run(hidden, validation)
    stopped, kept = stop(of_validation, patience)
    fig, axes = figure(width=7.8, height=4.3)
    curves.stop_on(axes, of_train, of_validation, kept, stopped)
    axes.set_ylim(0, min(4.0, 1.1 * float(of_validation.max())))
    ends = f"stopped at epoch {stopped}" if stopped < EPOCHS - 1 else "never stopped"
    said = f"Patience {patience}: {ends}, weights of epoch {kept} kept."
    tests = f"kept {of_test[kept]:.2f}, last epoch {of_test[-1]:.2f}, the best of all epochs {of_test.min():.2f}"
    return fig, f"{GOAL}\n{said}\nLoss on 2,000 test rows: {tests}."


def lab() -> None:
    """Show the lab. Aim: stop soon, but not by chance."""
    stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "7em"}}
    return {
        "patience": ipywidgets.IntSlider(8, 1, 80, description="patience", **look),
        "hidden": ipywidgets.SelectionSlider(options=[2, 4, 8, 16, 32, 64], value=64, description="hidden", **look),
        "validation": ipywidgets.SelectionSlider(options=[20, 50, 100, 400], value=100,
                                                 description="validation rows", **look),
    }  # fmt: skip
