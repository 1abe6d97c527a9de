"""A joint table as bars: one for each combination."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from course.plots.style import INK, SKY, figure


def draw(table: Mapping[tuple[int, ...], float]) -> Any:
    """The probabilities of ``table``, combination to probability, in its order."""
    fig, axes = figure(width=6.8, height=3.2)
    names = ["".join("+" if entry > 0 else "−" for entry in key) for key in table]
    bars = axes.bar(names, list(table.values()), color=SKY, edgecolor=INK)
    axes.bar_label(bars, labels=[f"{value:.2g}" for value in table.values()], fontsize=10)
    axes.set(xlabel="signs of $x_1$, $x_2$, …", ylabel="probability", title=f"{len(table)} entries")
    axes.grid(visible=False, axis="x")
    axes.margins(y=0.12)
    return fig
