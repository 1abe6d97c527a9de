"""A picture from a short program, beside what each of the two weighs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from course.plots.style import INK, SKY, figure


def draw(image: Any, weights: Mapping[str, int]) -> Any:
    """A picture (rows, columns) of 0 and 1 on the left; ``weights``, name to bytes, as bars on the right."""
    fig, (left, right) = figure(1, 2, width=7.8, height=3.6)
    left.imshow(np.asarray(image), cmap="Greys")
    left.set(xticks=[], yticks=[], title=f"{image.shape[0]:,} × {image.shape[1]:,} pixels")
    left.grid(visible=False)
    left.spines[:].set_visible(False)
    names, sizes = list(weights), list(weights.values())
    right.barh(names, sizes, color=SKY, edgecolor=INK)
    for place, size in enumerate(sizes):
        right.annotate(f"{size:,}", (size, place), (4, 0), textcoords="offset points", va="center", fontsize=10)
    right.set(xscale="log", xlim=(1, 30 * max(sizes)), xlabel="bytes (logarithmic scale)")
    right.invert_yaxis()
    right.grid(visible=False, axis="y")
    return fig
