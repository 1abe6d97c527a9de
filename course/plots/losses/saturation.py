"""The pull of two losses on a wrong answer, from unsure to sure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.labelled import Array
from course.plots.style import BLUE, ORANGE, figure

LOOKS = {"cross-entropy": (BLUE, "-", "o"), "squared error": (ORANGE, "--", "s")}


def draw() -> Any:
    """One sigmoid unit with the label 1: both losses (left) and their slopes (right) over the logit."""
    fig, (left, right) = figure(1, 2, width=8.6, height=3.5)
    z = np.linspace(-9, 5, 400)
    p = sigmoid(z)
    curves = {"cross-entropy": (-np.log(p), p - 1), "squared error": ((1 - p) ** 2, -2 * (1 - p) ** 2 * p)}
    for name, (loss, slope) in curves.items():
        color, style, _ = LOOKS[name]
        left.plot(z, loss, style, color=color, linewidth=2.4, label=name)
        right.plot(z, slope, style, color=color, linewidth=2.4, label=name)
    for panel in (left, right):
        panel.set_xlabel("logit $z$; the label is 1, so far left is wrong")
        panel.axvspan(-9, -4, color="#EFEFEF", zorder=0)
    left.set(ylabel="loss", ylim=(-0.2, 6))
    right.set(ylabel="slope of the loss in $z$", ylim=(-1.15, 0.15))
    left.legend(loc="upper right")
    right.text(-8.8, -0.62, "sure and wrong:\none still pulls,\none does not", fontsize=10)
    return fig


def spread(sizes: Mapping[float, Mapping[str, Array]]) -> Any:
    """How long the gradient at the logits is, over many random wrong answers: one panel a lead of the wrong class.

    ``sizes`` maps the lead to the name of a loss to lengths (n,). Lengths are on a logarithmic axis.
    """
    fig, axes = figure(1, len(sizes), width=3.1 * len(sizes), height=3.2, sharex=True, sharey=True, squeeze=False)
    edges = np.linspace(-10.5, 0.5, 56)
    for panel, (lead, lengths) in zip(axes[0], sizes.items(), strict=True):
        for name, values in lengths.items():
            color, style, _ = LOOKS[name]
            logs = np.log10(values)
            share = np.full(len(values), 100 / len(values))
            panel.hist(
                logs, edges, weights=share, histtype="step", color=color, linestyle=style, linewidth=2.2, label=name
            )
        panel.set(xlabel="length of the gradient", title=f"wrong class ahead by {lead:g}")
        panel.set_xticks([-10, -8, -6, -4, -2, 0], ["$10^{-10}$", "", "$10^{-6}$", "", "$10^{-2}$", "1"])
    axes[0, 0].set_ylabel("share of the rows (%)")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return fig


def race(curves: Mapping[str, Array]) -> Any:
    """The share of rows that are right after each step: every run thin, their median thick.

    ``curves`` maps the name of a loss to shares (runs, steps), between 0 and 1.
    """
    fig, axes = figure(1, len(curves), width=4.2 * len(curves), height=3.3, sharey=True, squeeze=False)
    for panel, (name, runs) in zip(axes[0], curves.items(), strict=True):
        color, style, _ = LOOKS[name]
        panel.plot(100 * runs.T, color=color, linewidth=0.6, alpha=0.35)
        panel.plot(100 * np.median(runs, axis=0), style, color=color, linewidth=2.8)
        panel.set(xlabel="step of descent", title=name, ylim=(-4, 104))
    axes[0, 0].set_ylabel("rows that are right (%)")
    return fig
