"""A Jacobian at work, such as ∂L/∂x = (∂z/∂x)ᵀ ∂L/∂z, and what it would cost to store one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.plots.graph import shown
from course.plots.style import BLUE, GRADIENT, GREY, GROUND, INK, LIGHT, figure

FITS = 6
"""The longest text that stands in a square without touching its sides."""


def draw(jacobian: ArrayLike, upstream: ArrayLike, *, to: str = "z", at: str = "x", title: str = "") -> Any:
    """The product of a transposed Jacobian (m, n) with an upstream gradient (m,), every number written out.

    ``to`` and ``at`` name the output (m,) and the input (n,) of the map: the Jacobian is ∂to/∂at.
    Zeros stand in white squares, the rest in grey ones, so the pattern of the matrix shows.
    """
    J, g = np.asarray(jacobian, dtype=float), np.asarray(upstream, dtype=float)
    rows, columns = J.T.shape
    tall = max(rows, columns)
    fig, axes = figure(width=min(1.0 + 0.62 * (columns + 5.6), 9.5), height=0.5 * tall + 1.15)
    left = columns + 1.2
    blocks = ((J.T, 0.0, INK), (g[:, None], left, GRADIENT), ((J.T @ g)[:, None], left + 2.6, GRADIENT))
    longest = max(len(_short(entry)) for matrix, _, _ in blocks for entry in matrix.flat)
    for matrix, start, color in blocks:
        _grid(axes, matrix, start, tall, color, fontsize=11.0 if longest < FITS else 8.5)
    for x, sign in ((columns + 0.6, "·"), (left + 1.8, "=")):
        axes.text(x, tall / 2, sign, ha="center", va="center", fontsize=15)
    names = ((columns / 2, f"(∂{to}/∂{at})ᵀ"), (left + 0.5, f"∂L/∂{to}"), (left + 3.1, f"∂L/∂{at}"))
    for x, name in names:
        axes.text(x, -0.45, name, ha="center", va="center")
    axes.set(xlim=(-0.3, left + 4.2), ylim=(-0.9, tall + 0.2), aspect="equal")
    axes.axis("off")
    if title:
        axes.set_title(title)
    return fig


def memory(sizes: Mapping[str, float]) -> Any:
    """Bars on a logarithmic scale: ``sizes`` maps what is stored to its bytes. Each bar is labelled."""
    fig, axes = figure(width=7.2, height=0.5 * len(sizes) + 1.2)
    names, counts = list(sizes), np.array(list(sizes.values()), dtype=float)
    jacobian = np.array(["∂" in name for name in names])
    places = np.arange(len(names))[::-1]
    axes.barh(places[~jacobian], counts[~jacobian], color=BLUE, height=0.6)
    axes.barh(places[jacobian], counts[jacobian], color=GROUND, edgecolor=GRADIENT, hatch="////", height=0.6)
    for place, count in zip(places, counts, strict=True):
        axes.text(count * 1.4, place, in_words(count), va="center", fontsize=10)
    axes.set(xscale="log", yticks=places, yticklabels=names, xlabel="bytes (float64), logarithmic scale")
    axes.set_xlim(counts.min() / 4, counts.max() * 200)
    axes.grid(axis="y", visible=False)
    return fig


def in_words(count: float) -> str:
    """A number of bytes in powers of 1,000.

    >>> in_words(160_563_200), in_words(512)
    ('161 MB', '512 B')
    """
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def _short(entry: float) -> str:
    """As many digits, up to three, as fit a square."""
    texts = [shown(entry, digits) for digits in (3, 2, 1)]
    return next((text for text in texts if len(text) <= FITS), texts[-1])


def _grid(axes: Any, matrix: Any, left: float, tall: int, color: str, *, fontsize: float) -> None:
    """Write a matrix as squares of side 1 from ``left``, centred in the height ``tall``."""
    base = (tall - len(matrix)) / 2
    for (i, j), entry in np.ndenumerate(matrix):
        y = base + len(matrix) - 1 - i
        filled = LIGHT if entry else GROUND
        axes.fill([left + j, left + j + 1, left + j + 1, left + j], [y, y, y + 1, y + 1], facecolor=filled,
                  edgecolor=GREY, linewidth=0.8)  # fmt: skip
        text = _short(float(entry))
        axes.text(left + j + 0.5, y + 0.5, text, ha="center", va="center", color=color, fontsize=fontsize)
