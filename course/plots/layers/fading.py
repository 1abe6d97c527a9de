"""How large a gradient is, layer by layer or step by step, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, figure

Array = NDArray[np.float64]
LOOKS = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."), (PINK, "D", ":"), (INK, "v", "-"))
FLOOR = 1e-30
"""What is smaller is drawn here: 0 has no logarithm."""


def draw(
    sizes: Mapping[str, Array], predicted: Mapping[str, Array] | None = None, *, xlabel: str, ylabel: str
) -> Any:
    """Each of ``sizes`` against 0, 1, …; thin grey lines for those of ``predicted``."""
    fig, axes = figure(width=7.6, height=3.7)
    draw_on(axes, sizes, predicted)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def draw_on(axes: Any, sizes: Mapping[str, Array], predicted: Mapping[str, Array] | None = None) -> None:
    """The same on axes that are there, without labels and legend."""
    for (name, values), (color, marker, line) in zip(sizes.items(), LOOKS, strict=False):
        axes.semilogy(np.maximum(values, FLOOR), line, marker=marker, markevery=max(1, len(values) // 12),
                      color=color, linewidth=1.7, markersize=5, label=name)  # fmt: skip
    for k, values in enumerate((predicted or {}).values()):
        axes.semilogy(np.maximum(values, FLOOR), color=GREY, linewidth=4, alpha=0.35, zorder=0,
                      label="predicted" if k == 0 else None)  # fmt: skip
