"""How the number of multiplications grows with depth, for the ways of working out one gradient."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course.plots.style import BLUE, GREEN, GROUND, ORANGE, figure

LOOKS = (("o", BLUE, "-"), ("s", ORANGE, "--"), ("^", GREEN, ":"))


def draw(depths: Sequence[int], counts: Mapping[str, Sequence[float]]) -> Any:
    """``counts`` maps the name of a way to its multiplications at each depth; the scale is logarithmic."""
    fig, axes = figure(width=6.6, height=3.6)
    for (name, values), (marker, color, line) in zip(counts.items(), LOOKS, strict=False):
        axes.plot(depths, values, line, marker=marker, color=color, markerfacecolor=GROUND, label=name)
    axes.set(yscale="log", xlabel="weight layers", ylabel="multiplications (log scale)", xticks=list(depths))
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return fig
