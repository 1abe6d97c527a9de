"""Small images side by side: what a net is shown, and what its filters have become."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import INK, figure

Array = NDArray[np.float64]


def draw(images: Mapping[str, Array], *, signed: bool = False, note: str = "") -> Any:
    """One panel for each of ``images`` (h, w). ``signed``: white is 0, and each number stands in its cell."""
    fig, axes = figure(1, len(images), width=1.55 * len(images) + 0.3, height=2.1 + 0.25 * bool(note), squeeze=False)
    largest = max(float(np.abs(image).max()) for image in images.values())
    for panel, (title, image) in zip(axes[0], images.items(), strict=True):
        low = -1.6 * largest if signed else 0.0
        panel.imshow(image, cmap="RdBu" if signed else "Greys", vmin=low, vmax=1.6 * largest if signed else largest)
        if signed:
            for (i, j), value in np.ndenumerate(image):
                panel.text(j, i, _tenths(float(value)), ha="center", va="center", fontsize=8, color=INK)
        panel.set_title(title, fontsize=10)
        panel.set(xticks=[], yticks=[])
        panel.grid(visible=False)
    if note:
        fig.supxlabel(note, fontsize=10)
    return fig


def _tenths(value: float) -> str:
    """One decimal, a true minus, and no sign before a 0."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "−")
