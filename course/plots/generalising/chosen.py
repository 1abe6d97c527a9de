"""What choosing the best of many does to the number that they were chosen by."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, ORANGE, figure

Array = NDArray[np.float64]


def draw(k: Array, drawn: Array, bound: Array, validation: Array, test: Array) -> Any:
    """Left: the lowest of k guessers' errors (``drawn``, in the mean) and its ``bound``. Right: real networks.

    ``validation`` and ``test`` (n,) are the errors of n networks on the two piles.
    """
    fig, (left, right) = figure(1, 2, width=9.6, height=4.4)
    left.axhline(0.5, color=INK, linewidth=1.2, label="the true error of each")
    left.plot(k, drawn, "o", color=BLUE, markersize=6, label="best of $k$, mean of 4,000 draws")
    left.plot(k, bound, "--", color=GREY, linewidth=1.8, label=r"bound: $p-\sigma\sqrt{2\ln k}$")
    left.set(xscale="log", xlabel="models $k$", ylabel="validation error", ylim=(None, 0.515))
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, fontsize=10, frameon=False)
    low, high = min(validation.min(), test.min()) - 0.01, max(validation.max(), test.max()) + 0.01
    right.plot([low, high], [low, high], color=GREY, linewidth=1.2, label="equal")
    right.plot(validation, test, "o", color=BLUE, markersize=4.5, alpha=0.7, label="a network")
    best = int(np.argmin(validation))
    right.plot(validation[best], test[best], "*", color=ORANGE, markersize=17, markeredgecolor=INK,
               label="chosen by validation")  # fmt: skip
    right.set(xlabel="error on 50 validation rows", ylabel="error on 4,000 test rows")
    right.set(xlim=(low, high), ylim=(low, high))
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, fontsize=10, frameon=False)
    return fig
