"""Sizes by layer, on logarithmic axes: of signals, of gradients, of what a product of Jacobians does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, figure

Array = NDArray[np.float64]
LOOKS = ((ORANGE, "o", "-"), (BLUE, "s", "--"), (GREEN, "^", "-."), (PINK, "D", ":"), (INK, "v", "-"))
FLOOR, CEILING = 1e-14, 1e14


def profile_on(axes: Any, sizes: Mapping[str, Array], *, ylabel: str) -> None:
    """Each of ``sizes`` (name to (layers,)) against the layer, counted from 1, with a line at 1."""
    for (name, values), (color, marker, line) in zip(sizes.items(), LOOKS, strict=False):
        layers = np.arange(1, len(values) + 1)
        shown = np.clip(values, FLOOR, CEILING)
        axes.semilogy(layers, shown, line, marker=marker, color=color, linewidth=1.6, markersize=5, label=name,
                      markevery=max(1, len(values) // 12))  # fmt: skip
    axes.axhline(1, color=GREY, linewidth=1)
    axes.locator_params(axis="x", integer=True)
    low, high = axes.get_ylim()
    axes.set(xlabel="layer $l$", ylabel=ylabel, ylim=(min(low, 0.05), max(high, 20.0)))


def draw(up: Mapping[str, Array], back: Mapping[str, Array]) -> Any:
    """Left: signals on the way up. Right: gradients on the way back."""
    fig, (left, right) = figure(1, 2, width=9.6, height=4.3)
    profile_on(left, up, ylabel="root mean square of $Z_l$")
    profile_on(right, back, ylabel=r"root mean square of $\partial L/\partial Z_l$")
    left.set_title("signals, on their way up")
    right.set_title("gradients, on their way back")
    handles, names = right.get_legend_handles_labels()
    fig.legend(handles, names, loc="outside lower center", ncols=len(up), fontsize=10, frameon=False)
    return fig


def predicted(depths: Array, measured: Mapping[str, Array], lines: Mapping[str, Array], *, ylabel: str) -> Any:
    """Means over random nets as marks, predictions as lines, by layer; the same names in both."""
    fig, axes = figure(width=7.0, height=4.0)
    for (name, values), (color, marker, line) in zip(measured.items(), LOOKS, strict=False):
        axes.semilogy(depths, lines[name], line, color=color, linewidth=1.4, label=f"{name}, predicted")
        axes.semilogy(depths, values, marker, color=color, markerfacecolor="white", markersize=6.5,
                      label=f"{name}, measured")  # fmt: skip
    axes.set(xlabel="layer $l$", ylabel=ylabel)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=len(measured), fontsize=9.5, frameon=False)
    return fig
