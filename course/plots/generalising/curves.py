"""The early-stopping curve: the loss on the training rows falls on, the loss on the validation rows turns."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, ORANGE, figure

Array = NDArray[np.float64]


def draw(train: Array, validation: Array) -> Any:
    """Losses (runs, steps + 1): the mean over runs as a line, from the least to the largest as a band."""
    fig, axes = figure(width=7.4, height=4.2)
    steps = np.arange(train.shape[1])
    for name, found, color, line in (("training", train, ORANGE, "--"), ("validation", validation, BLUE, "-")):
        axes.fill_between(steps, found.min(axis=0), found.max(axis=0), color=color, alpha=0.15, linewidth=0)
        axes.plot(steps, found.mean(axis=0), line, color=color, linewidth=2, label=name)
    turns = validation.argmin(axis=1)
    lowest = validation[np.arange(len(turns)), turns]
    axes.plot(turns, lowest, "v", color=INK, markersize=6, label="each run's lowest", zorder=4)
    axes.set(xlabel="step (each sees all training rows)", ylabel="mean cross-entropy", xlim=(0, steps[-1]))
    axes.set_ylim(0, min(4.0, float(validation.max()) * 1.05))
    axes.legend(loc="upper left", ncols=3)
    return fig


def stop_on(axes: Any, train: Array, validation: Array, kept: int, stopped: int) -> None:
    """One run by epochs (n,), the epoch whose weights are ``kept``, and the one at which it ``stopped``."""
    epochs = np.arange(len(train))
    axes.plot(epochs, train, "--", color=ORANGE, linewidth=1.8, label="training")
    axes.plot(epochs[: stopped + 1], validation[: stopped + 1], "-", color=BLUE, linewidth=2, label="validation")
    axes.plot(epochs[stopped:], validation[stopped:], ":", color=BLUE, linewidth=1.6, label="what would have come")
    axes.plot(kept, validation[kept], "o", color=GREEN, markersize=11, markeredgecolor="white", zorder=5,
              label="kept")  # fmt: skip
    axes.axvline(stopped, color=INK, linewidth=1.2)
    axes.plot(stopped, validation[stopped], "X", color=INK, markersize=10, zorder=5, label="stopped")
    axes.set(xlabel="epoch", ylabel="mean cross-entropy", xlim=(0, epochs[-1]), ylim=(0, None))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=5, fontsize=10, frameon=False)
