"""How many entries the tables of one distribution hold, as the number of variables grows."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, figure

MEMORY = 2**30
"""Entries of 8 bytes that fill 8 GiB, a common laptop's memory."""
BEYOND = 60
"""Variables shown at least: the joint table passes a laptop's memory at 30."""


def draw(d: int) -> Any:
    """Entries over the number of variables, on a logarithmic scale, with ``d`` variables marked."""
    ds = np.arange(1, max(d, BEYOND) + 1, dtype=float)
    curves = (
        ("joint: $2^d$", 2.0**ds, BLUE, "-"),
        ("independent: $2d$", 2 * ds, ORANGE, "--"),
        ("independent and identical: 2", np.full_like(ds, 2.0), GREEN, ":"),
    )
    fig, axes = figure(width=6.8, height=3.9)
    for label, entries, color, line in curves:
        axes.plot(ds, entries, line, color=color, linewidth=2, label=label)
        axes.plot(d, entries[d - 1], "o", color=color, markersize=6)
    axes.axvline(d, color=GREY, linewidth=0.8)
    axes.axhline(MEMORY, color=INK, linewidth=0.8, linestyle="-.")
    axes.text(ds[-1], MEMORY * 2, "8 GiB", ha="right", fontsize=10)
    axes.set(yscale="log", xlim=(0, ds[-1] + 1))
    axes.set(xlabel="number of variables $d$", ylabel="entries (logarithmic scale)")
    fig.legend(loc="outside upper center", ncols=3, fontsize=9, frameon=False)
    return fig
