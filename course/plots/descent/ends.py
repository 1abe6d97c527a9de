"""Where many runs end: the loss of each after training, and which solve their task."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import GREEN, ORANGE, figure

Array = NDArray[np.float64]


def draw(losses: Mapping[str, Array], solved: Mapping[str, NDArray[np.bool_]]) -> Any:
    """One panel a net: a histogram of its final losses, runs that solve the task apart from those that do not."""
    fig, axes = figure(1, len(losses), width=4.5 * len(losses), height=3.5, squeeze=False, sharey=True)
    edges = np.linspace(0, 0.3, 25)
    for k, (panel, (name, ends)) in enumerate(zip(axes[0], losses.items(), strict=True)):
        right = solved[name]
        panel.hist([ends[right], ends[~right]], bins=edges, stacked=True, color=[GREEN, ORANGE], edgecolor="white",
                   label=["solved", "stuck"])  # fmt: skip
        for bars, hatch in zip(panel.containers, ("", "///"), strict=True):
            for bar in bars:
                bar.set_hatch(hatch)
        panel.set(xlabel="loss at the end", ylabel="" if k else "runs", title=f"{name}: {int((~right).sum())} of "
                  f"{len(right)} stuck", xlim=(-0.005, 0.3))  # fmt: skip
    axes[0][-1].legend(loc="upper right")
    return fig
