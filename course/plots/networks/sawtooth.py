"""A fold repeated: the tent of two ReLU units, applied to its own output again and again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, ORANGE, figure


def draw(x: Array, folded: Sequence[Array]) -> Any:
    """One panel for each of ``folded`` (m,): the output of 1, 2, … layers at x (m,)."""
    fig, axes = figure(1, len(folded), width=2.2 * len(folded) + 0.4, height=2.5, squeeze=False, sharey=True)
    for depth, (panel, y) in enumerate(zip(axes[0], folded, strict=True), start=1):
        panel.plot(x, y, color=BLUE, linewidth=1.6)
        panel.set(xlabel="$x$", xlim=(0, 1), xticks=[0, 0.5, 1])
        panel.set_title(f"{depth} fold{'s' if depth > 1 else ''}", fontsize=11)
    axes[0, 0].set(ylabel="output", ylim=(-0.05, 1.08))
    return fig


def pieces(units: Mapping[str, tuple[Sequence[int], Sequence[int]]]) -> Any:
    """Straight pieces against hidden units, one line for each of ``units``: name to (units, pieces)."""
    fig, axes = figure(width=6.2, height=3.6)
    looks = (("o", "-", BLUE), ("s", "--", ORANGE), ("^", ":", GREY))
    for (name, (across, up)), (marker, style, color) in zip(units.items(), looks, strict=False):
        axes.plot(across, up, marker=marker, linestyle=style, color=color, label=name, linewidth=1.6)
    axes.set(
        xlabel="hidden units in all",
        ylabel="straight pieces",
        xticks=sorted({x for across, _ in units.values() for x in across}),
    )
    axes.set_yscale("log", base=2)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.legend(loc="upper left", frameon=False)
    axes.tick_params(colors=INK)
    return fig
