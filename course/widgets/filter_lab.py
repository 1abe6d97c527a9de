"""A lab for one filter: write its nine weights, slide it over an image, and see where it answers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.layers.convolution import conv2d
from course.plots.style import INK, ORANGE, figure
from course.widgets import stage

Array = NDArray[np.float64]
SHAPES: dict[str, tuple[tuple[int, int], str]] = {
    "plus": ((1, 1), "010/111/010"),
    "cross": ((1, 7), "101/010/101"),
    "ring": ((7, 1), "111/101/111"),
    "block": ((7, 7), "111/111/111"),
}
"""Name to where its upper left corner stands, and its pixels."""
SIDE = 11
MARGIN = 2.0
GOAL = "To hit: the largest answer stands on the plus, at least 2 above the answer at any other place."
PRESETS: dict[str, dict[str, Any]] = {
    "the plus itself: fails": {"weights": "0 1 0 / 1 1 1 / 0 1 0", "row": 1, "column": 1},
    "blur: fails": {"weights": "1 1 1 / 1 1 1 / 1 1 1", "row": 7, "column": 7},
    "edges, left to right": {"weights": "1 0 -1 / 1 0 -1 / 1 0 -1", "row": 7, "column": 5},
    "corners alone": {"weights": "1 0 1 / 0 0 0 / 1 0 1", "row": 1, "column": 7},
}


def image() -> Array:
    """(SIDE, SIDE): four shapes, 1 on 0."""
    pixels = np.zeros((SIDE, SIDE))
    for (row, column), rows in SHAPES.values():
        pixels[row : row + 3, column : column + 3] = [[float(bit) for bit in line] for line in rows.split("/")]
    return pixels


def parse(weights: str) -> Array | None:
    """The filter (3, 3) that a text such as '1 0 -1 / 1 0 -1 / 1 0 -1' stands for; None if it is no such text."""
    try:
        rows = [[float(word) for word in line.replace(",", " ").split()] for line in weights.split("/")]
    except ValueError:
        return None
    if [len(row) for row in rows] != [3, 3, 3] or not np.isfinite(rows).all():
        return None
    return np.array(rows)


def answers(weights: Array) -> Array:
    """(SIDE − 2, SIDE − 2): the filter at every place of the image, without bias."""
    return np.asarray(conv2d(weights[None, None], np.zeros(1), image()[None, None])[0, 0])


def lead(found: Array) -> float:
    """How far the answer on the plus lies above the largest one elsewhere; negative if it lies below."""
    at = SHAPES["plus"][0]
    others = found.copy()
    others[at] = -np.inf
    return float(found[at] - others.max())


def draw(weights: str, row: int, column: int) -> tuple[Any, str]:
    """The image with the filter's window, the filter, and the map of its answers."""
    kernel = parse(weights)
    read = np.zeros((3, 3)) if kernel is None else kernel
    pixels, found = image(), answers(read)
    fig, panels = figure(1, 3, width=10.2, height=3.7, width_ratios=(SIDE, 5.0, SIDE - 2))
    for panel, values, title in zip(panels, (pixels, read, found), ("image", "filter", "answers"), strict=True):
        _cells(panel, values, title, numbers=values is not pixels)
    _frame(panels[0], column - 0.5, row - 0.5, 3)
    _frame(panels[2], column - 0.5, row - 0.5, 1)
    if kernel is None:
        return fig, f"{GOAL}\nThat is no filter: write three rows of three numbers, with / between the rows."
    ahead = lead(found)
    verdict = "Hit." if ahead >= MARGIN else "Not yet."
    here = f"At row {row}, column {column} the window gives {found[row, column]:.4g}."
    on = found[SHAPES["plus"][0]]
    away = f"{abs(ahead):.4g} {'above' if ahead > 0 else 'below'}" if ahead else "level with"
    return fig, f"{GOAL}\n{here} On the plus: {on:.4g}, {away} the largest answer elsewhere. {verdict}"


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its first preset."""
    return stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    return {
        "weights": widgets.Text(value="0 1 0 / 1 1 1 / 0 1 0", description="filter", continuous_update=False),
        "row": widgets.IntSlider(min=0, max=SIDE - 3, description="row", continuous_update=False),
        "column": widgets.IntSlider(min=0, max=SIDE - 3, description="column", continuous_update=False),
    }


def _cells(axes: Any, values: Array, title: str, *, numbers: bool) -> None:
    largest = max(1.0, float(np.abs(values).max()))
    axes.imshow(values, cmap="RdBu", vmin=-1.8 * largest, vmax=1.8 * largest)
    for (i, j), value in np.ndenumerate(values):
        if numbers:
            axes.text(j, i, f"{value:.3g}", ha="center", va="center", color=INK, fontsize=9)
    axes.set_title(title)
    axes.set_xticks(range(values.shape[1]))
    axes.set_yticks(range(values.shape[0]))
    axes.tick_params(labelsize=8, length=0)
    axes.set(xlabel="column", ylabel="row")
    axes.grid(visible=False)


def _frame(axes: Any, left: float, top: float, size: int) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((left, top), size, size, fill=False, edgecolor=ORANGE, linewidth=3))
