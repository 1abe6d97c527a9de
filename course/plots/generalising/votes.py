"""Ensembles: how the scatter of a mean falls with its members, and where it stops falling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((BLUE, "-", "o"), (GREEN, "-.", "^"), (ORANGE, "--", "s"))


def draw(k: Array, formula: Mapping[str, Array], measured: Mapping[str, Array], sizes: Array, errors: Array,
         alone: float) -> Any:  # fmt: skip
    """Left: variance by ``formula`` (lines) and ``measured`` (marks). Right: the test error of real networks.

    ``errors`` (sizes, repeats) are those of votes of so many networks; ``alone`` is the mean error of a single one.
    """
    fig, (left, right) = figure(1, 2, width=9.6, height=4.2)
    for (name, line_of), seen, (color, line, marker) in zip(formula.items(), measured.values(), LOOKS, strict=False):
        left.plot(k, line_of, line, color=color, linewidth=1.8, label=name)
        left.plot(k, seen, marker, color=color, markersize=6, markerfacecolor="white", markeredgewidth=1.6)
    left.set(xscale="log", xlabel="members $k$", ylabel="variance of the mean", ylim=(0, None))
    left.set_xticks(k, [str(int(size)) for size in k])
    left.minorticks_off()
    left.set_title("lines: formula, marks: measured", fontsize=11)
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, fontsize=10, frameon=False)
    right.axhline(alone, color=GREY, linewidth=1.6, label="one network, in the mean")
    right.plot(sizes, errors, ".", color=BLUE, markersize=5, alpha=0.5)
    right.plot(sizes, errors.mean(axis=1), "o-", color=INK, linewidth=1.8, label="vote of $k$, in the mean")
    right.set(xscale="log", xlabel="members $k$", ylabel="share of test rows that are wrong")
    right.set_xticks(sizes, [str(int(size)) for size in sizes])
    right.minorticks_off()
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, fontsize=10, frameon=False)
    return fig
