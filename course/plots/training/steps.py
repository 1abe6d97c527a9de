"""How long the steps of adaptive optimisers are, under gradients of a known kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, ORANGE, PINK, figure

Array = NDArray[np.float64]
LOOKS = ((GREEN, "^", "-"), (PINK, "v", "--"), (INK, "s", ":"), (ORANGE, "P", "-."), (BLUE, "o", "-"))


def draw(panels: Mapping[str, Mapping[str, Array]]) -> Any:
    """One panel a kind of gradient (title to name to step lengths (t,), in units of the rate)."""
    fig, axes = figure(1, len(panels), width=4.8 * len(panels), height=3.9, squeeze=False)
    for panel, (title, lengths) in zip(axes[0], panels.items(), strict=True):
        for (name, values), (color, marker, line) in zip(lengths.items(), LOOKS, strict=False):
            t = np.arange(1, len(values) + 1)
            panel.loglog(t, values, line, marker=marker, markevery=0.13, markersize=5, color=color, label=name)
        panel.set(xlabel="step $t$ (log axis)", ylabel=r"length of the step, in $\eta$", title=title)
    handles, names = axes[0][0].get_legend_handles_labels()
    fig.legend(handles, names, loc="outside lower center", ncols=len(names), fontsize=10, frameon=False)
    return fig


def shrinking(curves: Mapping[str, Mapping[str, Array]]) -> Any:
    """One panel an optimiser: each weight (name to (t,)) against the step, on a common axis."""
    fig, axes = figure(1, len(curves), width=3.3 * len(curves), height=3.6, squeeze=False, sharey=True)
    for panel, (title, weights) in zip(axes[0], curves.items(), strict=True):
        for (name, values), (color, line) in zip(weights.items(), ((BLUE, "-"), (ORANGE, "--")), strict=False):
            panel.plot(values, line, color=color, linewidth=2, label=name)
        panel.set(xlabel="step", title=title)
    axes[0][0].set_ylabel("mean weight")
    axes[0][-1].legend(loc="upper right", fontsize=9.5)
    return fig
