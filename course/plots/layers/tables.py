"""Matrices as tables of shaded cells with their numbers in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.graph import shown
from course.plots.style import INK, figure

Array = NDArray[np.float64]


def draw(
    matrices: Mapping[str, Array], *, rows: Sequence[str] = (), columns: Sequence[str] = (), xlabel: str = "",
    ylabel: str = "", cell: float = 0.5,
) -> Any:  # fmt: skip
    """One panel for each of ``matrices``; ``rows`` and ``columns`` name the axes of all. Zeros stay blank.

    ``cell`` is the size of a cell in inches.
    """
    widths = [matrix.shape[1] for matrix in matrices.values()]
    tallest = max(matrix.shape[0] for matrix in matrices.values())
    fig, axes = figure(1, len(matrices), width=cell * sum(widths) + 1.6 * len(matrices), height=cell * tallest + 1.3,
                       squeeze=False, width_ratios=widths)  # fmt: skip
    for k, (panel, (title, matrix)) in enumerate(zip(axes[0], matrices.items(), strict=True)):
        draw_on(panel, matrix, rows=rows, columns=columns)
        panel.set(title=title, xlabel=xlabel, ylabel="" if k else ylabel)
    return fig


def draw_on(axes: Any, matrix: Array, *, rows: Sequence[str] = (), columns: Sequence[str] = ()) -> None:
    """The same on axes that are there: the darker a cell, the larger the size of its number."""
    largest = float(np.abs(matrix).max()) or 1.0
    axes.imshow(np.abs(matrix), cmap="Blues", vmin=0, vmax=1.7 * largest)  # pale, so that black ink reads on it
    for (i, j), value in np.ndenumerate(matrix):
        if value:
            axes.text(j, i, shown(float(value)), ha="center", va="center", fontsize=9, color=INK)
    axes.set_xticks(range(matrix.shape[1]), columns or [str(j) for j in range(matrix.shape[1])])
    axes.set_yticks(range(matrix.shape[0]), rows or [str(i) for i in range(matrix.shape[0])])
    axes.tick_params(length=0)
    axes.set_xticks(np.arange(-0.5, matrix.shape[1]), minor=True)
    axes.set_yticks(np.arange(-0.5, matrix.shape[0]), minor=True)
    axes.grid(visible=False)
    axes.grid(visible=True, which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="minor", length=0)
