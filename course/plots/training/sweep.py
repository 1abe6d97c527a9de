"""The learning-rate range test, the epochs at a rate, and the best rate of each optimiser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, ORANGE, SKY, figure
from course.plots.training.race import LOOKS

Array = NDArray[np.float64]


def curve_on(axes: Any, rates: Array, losses: Array, smooth: Array, *, marks: Mapping[str, float]) -> None:
    """The loss of each batch against its rate, raw and smoothed, with vertical ``marks`` (name to rate)."""
    axes.semilogx(rates, losses, ".", color=SKY, markersize=4, label="one batch")
    axes.semilogx(rates, smooth, color=BLUE, linewidth=2, label="smoothed")
    for (name, rate), line in zip(marks.items(), (":", "--", "-."), strict=False):
        axes.axvline(rate, color=ORANGE, linestyle=line, linewidth=1.8, label=f"{name}: {rate:.2g}")
    axes.set(xlabel=r"rate $\eta$ (log axis)", ylabel="loss of the batch")
    axes.set_ylim(0, 1.75 * float(losses[0]))
    axes.legend(loc="upper left", fontsize=9.5, frameon=False)


def draw(sweeps: Mapping[str, tuple[Array, Array, Array, Mapping[str, float]]]) -> Any:
    """One panel a sweep: name to rates, losses, smoothed losses and marks."""
    fig, axes = figure(1, len(sweeps), width=4.9 * len(sweeps), height=3.9, squeeze=False)
    for panel, (name, (rates, losses, smooth, marks)) in zip(axes[0], sweeps.items(), strict=True):
        curve_on(panel, rates, losses, smooth, marks=marks)
        panel.set_title(name)
    return fig


def epochs_on(axes: Any, losses: Mapping[str, Array]) -> None:
    """The mean loss of each epoch; a run that diverged ends where it did."""
    for (name, values), (color, marker) in zip(losses.items(), ((ORANGE, "o"), (BLUE, "s")), strict=False):
        axes.plot(np.arange(1, len(values) + 1), values, marker=marker, color=color, linewidth=1.6, label=name)
    finite = [float(np.nanmax(values[np.isfinite(values)], initial=0.0)) for values in losses.values()]
    axes.set(xlabel="epoch", ylabel="mean loss", title="three epochs", ylim=(0, 1.1 * min(max(*finite, 0.5), 5.0)))
    axes.set_xticks(range(1, 1 + max(len(values) for values in losses.values())))
    axes.legend(loc="upper right", fontsize=10)


def by_rate(rates: Array, ends: Mapping[str, Array]) -> Any:
    """The loss after some epochs against the rate, one line an optimiser: means of ``ends`` (rates, seeds)."""
    fig, axes = figure(width=7.6, height=4.4)
    for name, losses in ends.items():
        color, marker, line = LOOKS[name]
        middle = losses.mean(axis=1)
        axes.loglog(rates, middle, line, marker=marker, color=color, linewidth=1.6, markersize=6, label=name)
        axes.vlines(rates, losses.min(axis=1), losses.max(axis=1), color=color, linewidth=1, alpha=0.6)
    axes.axhline(np.log(10), color=GREY, linewidth=1)
    axes.annotate("guessing: ln 10", (rates[len(rates) // 2], np.log(10)), (0, 5), textcoords="offset points",
                  fontsize=9.5, color=INK)  # fmt: skip
    axes.set(xlabel=r"rate $\eta$ (log axis)", ylabel="mean loss of the last epoch", ylim=(0.03, 8))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=6, fontsize=9.5, frameon=False)
    return fig
