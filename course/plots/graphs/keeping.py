"""What a backward pass keeps against what it computes again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.plots.style import BLUE, GREY, GROUND, figure


def draw(ways: Mapping[str, tuple[int, int]], gates: int) -> Any:
    """``ways`` maps a name to the values held at once, at most, and the gates run forwards.

    ``gates`` is the length of the chain: the least number of gates that any way must run.
    """
    fig, axes = figure(width=6.6, height=3.8)
    for number, (name, (values, run)) in enumerate(ways.items()):
        axes.plot(values, run, "osD^"[number % 4], color=BLUE, markerfacecolor=GROUND, markersize=8)
        axes.annotate(f"{name}\n({values}, {run:,})", (values, run), textcoords="offset points", xytext=(9, 2),
                      fontsize=9.5)  # fmt: skip
    axes.axhline(gates, color=GREY, linestyle="--", linewidth=1)
    axes.text(0.01, gates, f"each gate once: {gates}", transform=axes.get_yaxis_transform(), va="top", fontsize=9.5,
              color=GREY)  # fmt: skip
    held, runs = zip(*ways.values(), strict=True)
    axes.set(xlabel="values held at once, at most (log scale)", ylabel="gates run forwards (log scale)")
    axes.set(xscale="log", xlim=(min(held) / 1.6, max(held) * 4))
    axes.set(yscale="log", ylim=(gates / 2, max(runs) * 2.5))
    return fig
