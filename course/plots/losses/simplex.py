"""The simplex of three classes: every point of a triangle is a row of probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from course.activations import softmax
from course.labelled import Array
from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
TEMPERATURES = np.geomspace(0.05, 30, 200)
MARKED = (0.25, 0.5, 1.0, 2.0, 5.0)
OFFSETS = ((0, -17), (-8, 4), (-8, 4))
"""Where the labels of the middle three stand, in points: the first one below the triangle, clear of its sides."""
LOOKS = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", ":"))


def place(P: Array) -> Array:
    """Rows of probabilities (n, 3) as points of the plane (n, 2): the mean of the corners with these weights."""
    return np.asarray(P @ CORNERS)


def draw(logits: Sequence[Array], names: Sequence[str]) -> Any:
    """The path of each row of ``logits`` (3,) as the temperature goes from cold to hot; some are marked."""
    fig, axes = figure(width=7.2, height=4.6)
    axes.fill(*CORNERS.T, facecolor="#F4F4F4", edgecolor=INK, linewidth=1.4, zorder=0)
    for z, (color, marker, style) in zip(logits, LOOKS, strict=False):
        path = place(softmax(z[None, :] / TEMPERATURES[:, None]))
        said = "z = (" + ", ".join(f"{v:g}" for v in z).replace("-", "−") + ")"
        axes.plot(*path.T, style, color=color, linewidth=1.8)
        dots = place(softmax(z[None, :] / np.array(MARKED)[:, None]))
        axes.plot(*dots.T, marker, color=color, markersize=7, label=said)
    first = place(softmax(logits[0][None, :] / np.array(MARKED)[:, None]))
    for tau, (across, up), offset in zip(MARKED[1:4], first[1:4], OFFSETS, strict=True):
        side = "center" if offset[1] < 0 else "right"
        axes.annotate(rf"$\tau={tau:g}$", (across, up), offset, textcoords="offset points", ha=side, fontsize=9)
    middle = CORNERS.mean(axis=0)
    axes.plot(*middle, "+", color=GREY, markersize=12, markeredgewidth=2)
    axes.annotate("all equal", middle, (-9, 4), textcoords="offset points", fontsize=10, color=GREY, ha="right")
    offsets = ((-0.03, -0.03, "right", "top"), (1.03, -0.03, "left", "top"), (0.5, 0.9, "center", "bottom"))
    for name, (across, up, side, level) in zip(names, offsets, strict=True):
        axes.text(across, up, f"{name}: 1, others 0", ha=side, va=level, fontsize=10)
    axes.set(xlim=(-0.45, 1.45), ylim=(-0.14, 1.02), aspect="equal")
    axes.axis("off")
    axes.legend(loc="upper left")
    return fig
