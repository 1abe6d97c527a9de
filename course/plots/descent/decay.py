"""Schedules of the step size, and what each leaves of the noise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((GREY, ":"), (ORANGE, "--"), (BLUE, "-"), (GREEN, "-."))


def draw(rates: Mapping[str, Array], errors: Mapping[str, Array], *, floor: float) -> Any:
    """Left: each step size against the step. Right: the mean squared error, and the ``floor`` of the first one."""
    fig, (left, right) = figure(1, 2, width=9.2, height=4.1)
    for (name, rate), (color, line) in zip(rates.items(), LOOKS, strict=False):
        left.semilogy(rate, line, color=color, linewidth=2, label=name)
        t = np.arange(1, len(errors[name]) + 1)
        right.loglog(t, errors[name], line, color=color, linewidth=2)
    right.axhline(floor, color=GREY, linewidth=1)
    right.annotate("predicted floor", (1100, floor), (0, 7), textcoords="offset points", ha="right", fontsize=10)
    left.set(xlabel="step $t$", ylabel=r"step size $\eta_t$", title="the schedules", ylim=(1e-4, 2))
    right.set(xlabel="step $t$ + 1", ylabel="mean squared distance", title="what they reach")
    fig.legend(loc="outside lower center", ncols=2, fontsize=10, frameon=False)
    return fig
