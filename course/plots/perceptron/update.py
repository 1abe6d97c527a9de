"""What an update does: y·x added to w tip to tail, and the line that turns with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.labelled import Array
from course.perceptron import Run
from course.plots.perceptron import rows
from course.plots.style import GREEN, GREY, ORANGE, SKY, figure


def draw(w: Array, x: Array, y: float) -> Any:
    """Left: w, its line, its side and the row x (2,) of label y. Right: w + y·x tip to tail, and the new line."""
    fig, (left, right) = figure(1, 2, width=8.4, height=4.4, layout="compressed")
    after = w + y * x
    reach = 1.25 * float(np.abs([w, x, after]).max())
    for axes, vector, title in ((left, w, "before"), (right, after, "after")):
        rows.window(axes, -reach, reach)
        rows.shade(axes, vector)
        rows.line(axes, vector)
        rows.scatter(axes, x[None, :], np.array([y]), size=90)
        axes.annotate(f"$x$, $y = {y:+.0f}$", x, (0, -20), textcoords="offset points", ha="center")
        axes.set_title(f"{title}: $y\\,w^\\top x = {y * (vector @ x):.3g}$")
    _arrow(left, np.zeros(2), w, GREEN, "$w$")
    _arrow(right, np.zeros(2), w, GREY, "$w$")
    _arrow(right, w, after, ORANGE, "$y\\,x$", dashed=True)
    _arrow(right, np.zeros(2), after, GREEN, "$w'$")
    return fig


def steps(run: Run, X: Array, y: Array, numbers: Sequence[int]) -> Any:
    """Some updates of a run on X (n, 2): the line before and after, w's direction, the row that caused it."""
    size = {"width": 2.3 * len(numbers), "height": 3.4}
    fig, axes = figure(1, len(numbers), **size, squeeze=False, layout="compressed")
    reach = 1.15 * float(np.abs(X).max())
    for panel, number in zip(axes[0], numbers, strict=True):
        cause = run.updates[number - 1]
        rows.window(panel, -reach, reach)
        panel.scatter(*X[cause.row], s=230, color=SKY, alpha=0.55, zorder=2, label="row that causes the update")
        rows.scatter(panel, X, y, size=26)
        if run.path[number - 1].any():
            rows.line(panel, run.path[number - 1], style="--", label="line before")
        rows.line(panel, cause.w, label="line after")
        rows.arrow(panel, np.zeros(2), 0.6 * reach * cause.w / np.sqrt(cause.w @ cause.w), GREEN)
        kind = "a mistake" if cause.score <= 0 else "a violation"
        panel.set_title(f"update {number}: {kind}\nscore ${cause.score:.2f}$", fontsize=11)
    # An annotation has no entry of its own in a legend, so a marker of its colour stands for the arrow.
    axes[0][-1].scatter([], [], s=70, marker=r"$\rightarrow$", color=GREEN, label="direction of $w$ after")
    handles, labels = axes[0][-1].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    return fig


def _arrow(axes: Any, start: Array, end: Array, color: str, text: str, *, dashed: bool = False) -> None:
    rows.arrow(axes, start, end, color, dashed=dashed)
    middle, along = (start + end) / 2, end - start
    aside = np.array([-along[1], along[0]]) / np.sqrt(along @ along)
    low, high = axes.get_xlim()
    axes.text(*(middle + 0.05 * (high - low) * aside), text, color=color, ha="center", va="center", fontsize=13)
