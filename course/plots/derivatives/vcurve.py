"""The V-curve: the error of a measured slope against the step, both on logarithmic scales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, GROUND, INK, ORANGE, figure

Array = NDArray[np.float64]
LOOKS: Mapping[str, tuple[str, str]] = {
    "forward": (BLUE, "o"),
    "central": (ORANGE, "s"),
    "complex step": (GREEN, "^"),
}
FLOOR = 1e-17
"""Where an error of exactly 0 is drawn: below the last digit of a number of order 1."""
HIGHEST = 30.0
"""No slope is worth drawing that is off by thirty times itself."""


def draw(
    steps: Array,
    errors: Mapping[str, Array],
    *,
    bounds: Mapping[str, Array] | None = None,
    relative: bool = False,
) -> Any:
    """``errors`` (as ``steps``) of each scheme; ``bounds``, if given, as thin lines of the same colours.

    ``relative`` says that the errors are shares of the slope, as the axis then says too.
    """
    fig, axes = figure(width=7.6, height=4.2)
    draw_on(axes, steps, errors, bounds=bounds)
    if relative:
        axes.set_ylabel("relative error of the slope")
    return fig


def draw_on(
    axes: Any,
    steps: Array,
    errors: Mapping[str, Array],
    *,
    bounds: Mapping[str, Array] | None = None,
    step: float | None = None,
) -> None:
    """The same on axes that are there; ``step`` is marked with a vertical line, the best steps with a star."""
    said: str | None = "best step"
    for scheme, values in errors.items():
        color, marker = LOOKS[scheme]
        seen = np.maximum(values, FLOOR)
        axes.plot(steps, seen, marker, color=color, markersize=3.5, markerfacecolor=GROUND, label=scheme)
        if bounds and scheme in bounds:
            axes.plot(steps, bounds[scheme], color=color, linewidth=1.2, label=f"{scheme}, predicted")
        best = int(np.argmin(values))
        if scheme != "complex step" and values[best] > 0:
            axes.plot(steps[best], seen[best], "*", color=INK, markersize=12, zorder=4, linestyle="none", label=said)
            said = None  # one star in the legend is enough
    if step is not None:
        axes.axvline(step, color=GREY, linestyle="--", linewidth=1.2, label="the chosen step")
    axes.set(xscale="log", yscale="log", xlabel="step h", ylabel="error of the slope")
    axes.set(xlim=(steps.min() / 2, steps.max() * 2), ylim=(FLOOR / 3, HIGHEST))
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
