"""Flat ground: activations with their slopes, and how long a unit on the flat takes to move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((ORANGE, "--"), (BLUE, "-"), (GREEN, "-."))


def draw(z: Array, slopes: Mapping[str, Array], losses: Mapping[str, Array]) -> Any:
    """Left: each activation's slope against its input ``z``. Right: each run's loss against the step."""
    fig, (left, right) = figure(1, 2, width=9.0, height=3.9)
    for panel, lines in ((left, slopes), (right, losses)):
        for (name, values), (color, line) in zip(lines.items(), LOOKS, strict=False):
            panel.plot(*((z, values) if panel is left else (np.arange(1, len(values) + 1), values)), line,
                       color=color, linewidth=2, label=name)  # fmt: skip
        panel.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=2, fontsize=10, frameon=False)
    left.set(xlabel="net input $z$", ylabel="slope of the activation", title="where the slope is gone")
    right.set(xlabel="step $t$ + 1", ylabel="loss, as a share of its start", title="a start on the flat",
              xscale="log")  # fmt: skip
    return fig
