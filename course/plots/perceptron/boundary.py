"""Rows of the plane with a separator: its line, its normal w, and how far the nearest row is."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.perceptron import rows
from course.plots.style import GREEN, GREY, INK, figure


def draw(X: Array, y: Array, separators: dict[str, Array]) -> Any:
    """One panel for each of ``separators`` (title to w, (2,)): X (n, 2), the line wᵀx = 0, its margin's band.

    The dashed lines run through the worst row, at its distance from the line; where that row is on the wrong
    side there is no band.
    """
    size = {"width": 3.05 * len(separators), "height": 3.9}
    fig, axes = figure(1, len(separators), **size, squeeze=False, layout="compressed")
    reach = 1.18 * float(np.abs(X).max())
    for panel, (title, w) in zip(axes[0], separators.items(), strict=True):
        rows.window(panel, -reach, reach)
        unit = w / np.sqrt(w @ w)
        margin = float((y * (X @ unit)).min())
        rows.line(panel, unit)
        for side in (-margin, margin) if margin > 0 else ():
            label = "parallels at the distance of the worst row" if side > 0 else None
            rows.line(panel, unit, at=side, style="--", label=label)
        rows.arrow(panel, np.zeros(2), 0.45 * reach * unit, GREEN)
        panel.annotate("$w$", 0.53 * reach * unit, color=GREEN, ha="center", va="center", fontsize=13)
        rows.scatter(panel, X, y)
        panel.set_title(f"{title}: margin {margin:.3g}", fontsize=11)
    named = {
        name: handle for panel in axes[0] for handle, name in zip(*panel.get_legend_handles_labels(), strict=True)
    }
    fig.legend(named.values(), named, loc="outside lower center", ncols=len(named), frameon=False)
    return fig


def distance() -> Any:
    """The distance of a point from the line H_w, as the length of its shadow on the direction of w."""
    fig, axes = figure(width=6.2, height=3.8)
    axes.set(xlim=(-1.6, 4.9), ylim=(-1.2, 2.7), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    w, x = np.array([1.05, 2.1]), np.array([2.6, 0.9])
    unit = w / np.sqrt(w @ w)
    shadow, foot = (x @ unit) * unit, x - (x @ unit) * unit
    rows.line(axes, w)
    rows.arrow(axes, np.zeros(2), w, GREEN)
    rows.arrow(axes, np.zeros(2), x, INK)
    axes.plot(*np.array([x, foot]).T, "--", color=GREY)
    axes.plot(*np.array([x, shadow]).T, ":", color=GREY)
    axes.plot(*np.array([np.zeros(2), shadow]).T, color=GREEN, linewidth=9, alpha=0.3, solid_capstyle="butt")
    axes.text(*(w + np.array([-0.05, 0.12])), "$w$", color=GREEN, fontsize=13, ha="center")
    axes.text(*(x + np.array([0.15, 0.0])), "$x$", fontsize=13)
    axes.text(*((x + foot) / 2 + [0.1, -0.16]), r"distance $|w^\top x|\,/\,\|w\|$", fontsize=12)
    axes.text(*(shadow / 2 + [-0.12, 0.05]), "shadow\nof $x$", fontsize=11, ha="right")
    axes.text(-1.5, -0.75, "$H_w$: the points $h$\nwith $w^\\top h = 0$", fontsize=12)
    return fig
