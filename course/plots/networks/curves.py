"""Curves and the small nets that were fitted to them, with what each hidden unit does (C. M. Bishop, "Pattern
recognition and machine learning", Springer 2006, figure 5.3, rebuilt from its caption)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, ORANGE, figure


@dataclass(frozen=True)
class Panel:
    """One curve: the points fitted, and a net along the line."""

    x: Array
    """(n,), where the points are."""
    y: Array
    """(n,), the points."""
    across: Array
    """(m,), where the net is drawn."""
    net: Array
    """(m,), the net's output."""
    hidden: Array
    """(m, h), the outputs of its hidden units."""


def draw(panels: Mapping[str, Panel]) -> Any:
    """One panel a curve, two beside each other: points, the net as a line, its hidden units dashed."""
    columns = min(2, len(panels))
    lines = -(-len(panels) // columns)
    fig, axes = figure(
        lines, columns, width=4.0 * columns + 0.2, height=2.5 * lines + 0.5, squeeze=False, sharex=True
    )
    for axis, (title, panel) in zip(axes.ravel(), panels.items(), strict=True):
        on(axis, panel)
        axis.set_title(title, fontsize=11)
    for axis in axes[-1]:
        axis.set_xlabel("$x$")
    for axis in axes[:, 0]:
        axis.set_ylabel("value")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=3, frameon=False)
    return fig


def on(axes: Any, panel: Panel) -> None:
    """Draw one curve on ``axes``."""
    for unit, values in enumerate(panel.hidden.T):
        axes.plot(panel.across, values, "--", color=GREY, linewidth=1.2, label=None if unit else "hidden unit")
    axes.plot(panel.x, panel.y, "o", color=BLUE, markersize=4.5, label="point", zorder=3)
    axes.plot(panel.across, panel.net, color=ORANGE, linewidth=2.2, label="the net", zorder=4)
    low, high = min(panel.y.min(), panel.net.min()), max(panel.y.max(), panel.net.max())
    axes.set_ylim(min(low - 0.15, -1.15), max(high + 0.15, 1.15))


def ends(errors: Mapping[str, Mapping[str, Array]], *, good: float, ylabel: str) -> Any:
    """How well many starts ended: one panel for each of ``errors``, one column of dots for each of its entries.

    ``good`` is the error below which a fit counts as good; a line marks it.
    """
    fig, axes = figure(1, len(errors), width=2.1 * len(errors) + 0.8, height=3.2, squeeze=False, sharey=True)
    for axis, (title, columns) in zip(axes[0], errors.items(), strict=True):
        for place, values in enumerate(columns.values()):
            axis.plot(_spread(place, values), np.maximum(values, 1e-5), "o", color=BLUE, markersize=3, alpha=0.5)
        axis.axhline(good, color=INK, linestyle="--", linewidth=1.2)
        axis.set(xticks=range(len(columns)), xticklabels=list(columns), yscale="log", xlabel="hidden units")
        axis.set(xlim=(-0.5, len(columns) - 0.5))
        axis.set_title(title, fontsize=11)
    axes[0, 0].set_ylabel(ylabel)
    return fig


def _spread(place: int, values: Array) -> Array:
    """Dots of one column side by side, in their order, so that they do not hide one another."""
    return place + np.linspace(-0.3, 0.3, len(values))
