"""How counts of operations grow with the number of features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.plots.style import BLUE, GREEN, ORANGE, figure

MARKS = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (GREEN, "^", "-."))


def exponent(sizes: Sequence[int], counts: Sequence[int]) -> float:
    """The slope of log(count) against log(size) between the two largest sizes."""
    (a, b), (p, q) = sizes[-2:], counts[-2:]
    return float(np.log(q / p) / np.log(b / a))


def draw(sizes: Sequence[int], counts: Mapping[str, Sequence[int]], *, n: int) -> Any:
    """Each of ``counts`` against ``sizes``, both on logarithmic axes, with its growth exponent at the end."""
    fig, axes = figure(width=7.0, height=4.2)
    for (name, values), (color, marker, line) in zip(counts.items(), MARKS, strict=False):
        axes.loglog(sizes, values, line, marker=marker, color=color, linewidth=1.8, label=name)
        axes.annotate(f"$d^{{\\,{exponent(sizes, values):.2f}}}$", (sizes[-1], values[-1]), (7, 0),
                      textcoords="offset points", va="center", color=color, fontsize=13)  # fmt: skip
    axes.set(xlabel="features $d$", ylabel="multiplications", title=f"counted, with n = {n} examples")
    axes.set_xticks(list(sizes), [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set_xlim(sizes[0] * 0.85, sizes[-1] * 1.7)
    axes.legend(loc="upper left", fontsize=10)
    return fig
