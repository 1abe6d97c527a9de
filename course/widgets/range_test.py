"""The learning-rate range test: the rate grows from batch to batch. Where does the loss fall, and where break?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course import optimisers
from course.data import Split, digits
from course.network import MLP
from course.plots.style import figure
from course.plots.training import sweep as picture
from course.training import fit, minibatches
from course.widgets import stage

Array = NDArray[np.float64]
LOW, HIGH, STEPS = 1e-4, 30.0, 180
SMOOTH = 0.9
EPOCHS, ENOUGH = 3, 0.2
GOAL = f"To hit: with momentum, a mean loss below {ENOUGH} in the third epoch, at a rate read off the left curve."

PRESETS: dict[str, dict[str, Any]] = {
    "SGD, read off the curve": {"optimiser": "SGD", "rate": 0.5},
    "SGD, too careful": {"optimiser": "SGD", "rate": 0.01},
    "SGD, beyond the edge": {"optimiser": "SGD", "rate": 10.0},
    "Adam, read off the curve": {"optimiser": "Adam", "rate": 0.01},
    "Adam, with the rate of SGD": {"optimiser": "Adam", "rate": 0.5},
}


@dataclass(frozen=True)
class Sweep:
    """Rates (steps,) that grow by one factor, and the loss of each batch before its step, raw and smoothed."""

    rates: Array
    losses: Array
    smooth: Array

    @property
    def lowest(self) -> float:
        """The rate at which the smoothed loss is smallest: from there on steps are too long."""
        return float(self.rates[int(np.argmin(self.smooth))])


@cache
def data() -> Split:
    """The digits, parted as in the lesson."""
    return digits(np.random.default_rng(0))


def sweep(optimiser: str, seed: int = 0) -> Sweep:
    """One step a batch on digits with a 64-32-10 network, the rate growing from `LOW` to `HIGH` in `STEPS` steps.

    Ends early once a batch's loss is above four times the first one's. The smoothing is a running average with
    the correction for its start at zero that Adam has. L. N. Smith, "Cyclical learning rates for training neural
    networks", WACV 2017, section 3.3.
    """
    rng = np.random.default_rng(seed)
    network = MLP([64, 32, 10], rng=rng)
    rates = LOW * (HIGH / LOW) ** (np.arange(STEPS) / (STEPS - 1))
    step = getattr(optimisers, optimiser)(lambda t: float(rates[t]))
    rows = chain.from_iterable(minibatches(len(data().X), 32, rng) for _ in repeat(None))
    losses: list[float] = []
    with np.errstate(over="ignore", invalid="ignore"):  # the last steps are meant to break
        for batch in islice(rows, STEPS):
            losses.append(network.loss_and_grads(data().X[batch], data().y[batch]))
            if not losses[-1] <= 4 * losses[0]:
                break
            step.step(network.params, network.grads)
    kept = np.nan_to_num(np.array(losses), nan=4 * losses[0], posinf=4 * losses[0])
    return Sweep(rates[: len(kept)], kept, smoothed(kept))


def smoothed(values: Array) -> Array:
    """The running average of ``values`` (t,) with share `SMOOTH` of the past, corrected for its start at zero."""
    average, found = 0.0, np.empty(len(values))
    for t, value in enumerate(values):
        average = SMOOTH * average + (1 - SMOOTH) * value
        found[t] = average / (1 - SMOOTH ** (t + 1))
    return found


def train(optimiser: str, rate: float, epochs: int = EPOCHS, seed: int = 0) -> list[float]:
    """The mean loss of each epoch at a fixed rate, from the start that `sweep` has."""
    rng = np.random.default_rng(seed)
    network = MLP([64, 32, 10], rng=rng)
    with np.errstate(over="ignore", invalid="ignore"):
        history = fit(network, data().X, data().y, optimiser=getattr(optimisers, optimiser)(rate), epochs=epochs,
                      rng=rng)  # fmt: skip
    return history.epochs


def lab() -> None:
    """Show the test. Aim: a good rate, read off a curve and not searched for."""
    stage.show(draw, PRESETS, controls)


def draw(optimiser: str, rate: float) -> tuple[Any, str]:
    """Left: the sweep, with the chosen rate marked. Right: the epochs at that rate."""
    found, epochs = sweep(optimiser), train(optimiser, rate)
    fig, (left, right) = figure(1, 2, width=9.4, height=3.9, width_ratios=(1.5, 1))
    picture.curve_on(left, found.rates, found.losses, found.smooth, marks={"your rate": rate})
    left.set_title(f"{optimiser}: one sweep")
    picture.epochs_on(right, {f"rate {rate:.3g}": np.array(epochs)})
    return fig, "\n".join([GOAL, f"The smoothed loss is lowest at a rate of {found.lowest:.2g}.", _outcome(epochs)])


def _outcome(epochs: list[float]) -> str:
    if not np.isfinite(epochs[-1]) or len(epochs) < EPOCHS:
        return "At your rate the run diverges: its loss is no finite number any more."
    end = f"At your rate the mean loss of epoch {len(epochs)} is {epochs[-1]:.2g}"
    return f"{end}: {'below' if epochs[-1] < ENOUGH else 'not below'} {ENOUGH}."


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    style = {"description_width": "6em"}
    return {
        "optimiser": ipywidgets.Dropdown(options=["SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"],
                                         description="optimiser", style=style),
        "rate": ipywidgets.FloatLogSlider(0.5, base=10, min=-4, max=1.4, step=0.1, description="your rate",
                                          continuous_update=False, style=style),
    }  # fmt: skip
