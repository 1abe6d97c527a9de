"""Ten vowels in the plane of two formants, and the regions that a network makes of it.

The axes are those of W. Y. Huang & R. P. Lippmann, "Neural net and traditional classifiers", NIPS 1987.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.data.vowel_space import WORDS
from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, SKY, YELLOW, figure

Array = NDArray[Any]
COLORS = (BLUE, YELLOW, GREEN, PINK, GREY, SKY, "#8C564B", ORANGE, "#6A3D9A", "#B8A000")
MARKERS = "os^vD<>Pph"
F1, F2 = (200.0, 1300.0), (600.0, 3800.0)
"""What is shown, in Hz."""
THICK = 7
"""How deep a region must be, in points of the lattice, for its word to have room."""
TICKS = ((200, 400, 600, 900, 1300), (600, 1000, 1500, 2400, 3600))


def _axes_of_hertz(axes: Any) -> None:
    """F1 across and F2 upwards, both logarithmic."""
    axes.set(xscale="log", yscale="log", xlim=F1, ylim=F2, xlabel="F1 (Hz)", ylabel="F2 (Hz)")
    for axis, ticks in zip((axes.xaxis, axes.yaxis), TICKS, strict=True):
        axis.set_ticks(ticks, [str(tick) for tick in ticks])
        axis.set_ticks([], minor=True)


def _lattice(points: int = 160) -> tuple[Array, Array, Array]:
    across, up = np.geomspace(*F1, points), np.geomspace(*F2, points)
    return across, up, np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)


def draw(hertz: Array, y: Array) -> Any:
    """Rows ``hertz`` (n, 2) of F1 and F2, a mark and a colour for each class of ``y`` (n,), named in the legend."""
    fig, axes = figure(width=7.6, height=4.6)
    for vowel, word in enumerate(WORDS):
        axes.plot(*hertz[y == vowel].T, MARKERS[vowel], color=COLORS[vowel], markersize=5.5, label=word)
    _axes_of_hertz(axes)
    axes.legend(loc="center left", bbox_to_anchor=(1.01, 0.5), fontsize=10)
    return fig


def regions(panels: Mapping[str, Callable[[Array], Array]], hertz: Array, y: Array) -> Any:
    """A panel for each of ``panels`` (title to a rule from rows of Hz to classes), with the rows it learnt from."""
    columns = min(2, len(panels))
    rows = -(-len(panels) // columns)
    fig, axes = figure(rows, columns, width=4.7 * columns, height=4.1 * rows, squeeze=False)
    for left_over in axes.flat[len(panels) :]:
        left_over.set_visible(False)
    for panel, (title, rule) in zip(axes.flat, panels.items(), strict=False):
        regions_on(panel, rule, hertz, y)
        panel.set_title(title, fontsize=11)
    return fig


def regions_on(axes: Any, rule: Callable[[Array], Array], hertz: Array, y: Array) -> None:
    """The region of each vowel, with its word; rows that the rule gets right as dots, wrong ones as crosses."""
    from matplotlib.colors import ListedColormap

    across, up, lattice = _lattice()
    said = rule(lattice).reshape(len(up), len(across))
    axes.pcolormesh(across, up, said, cmap=ListedColormap(list(COLORS)), vmin=-0.5, vmax=9.5, alpha=0.28,
                    shading="nearest", rasterized=True, linewidth=0)  # fmt: skip
    for vowel, word in enumerate(WORDS):
        mine = said == vowel
        if not mine.any():
            continue
        axes.contour(across, up, mine, levels=[0.5], colors=[INK], linewidths=0.8)
        row, column, depth = middle(mine)
        if depth >= THICK:
            axes.text(across[column], up[row], word, ha="center", va="center", fontsize=9, weight="bold",
                      bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 1})  # fmt: skip
    right = rule(hertz) == y
    axes.plot(*hertz[right].T, ".", color=INK, markersize=4)
    axes.plot(*hertz[~right].T, "x", color=ORANGE, markersize=6, markeredgewidth=1.8)
    _axes_of_hertz(axes)


def middle(mine: Array) -> tuple[int, int, int]:
    """(row, column) of a region's innermost place and its depth: layers eaten from outside until nothing is left."""
    inside, last, depth = mine.copy(), mine, 0
    inside[[0, -1], :] = inside[:, [0, -1]] = False
    while inside.any():
        last, depth = inside, depth + 1
        inside = inside.copy()
        inside[1:-1, 1:-1] &= last[:-2, 1:-1] & last[2:, 1:-1] & last[1:-1, :-2] & last[1:-1, 2:]
    rows, columns = np.nonzero(last)
    k = len(rows) // 2
    return int(rows[k]), int(columns[k]), depth
