"""Matrix products as blocks whose sides are to scale, so that only fitting shapes can meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.plots.style import GREY, INK, LIGHT, SKY, figure

INCHES = 0.4
"""One unit of a side's length, in inches."""
GAP = 1.2
Block = tuple[str, str, str]
"""A name, and the names of its number of rows and of columns: ('dW', 'out', 'in'). No name for its rows ('') makes
it a vector, drawn as one thin row."""
THIN = 0.55
"""The height of a vector, in the unit of the sides."""
SIGN = 1.0
"""The room on either side of '=' and '·'; the name of a block's rows takes up the rest."""
NAME = 0.5
"""The room for the name of a block's rows, left of it."""


def draw(equations: Sequence[tuple[Block, Sequence[Block]]], sides: dict[str, float]) -> Any:
    """Draw each equation as a row: its left block, '=', and the factors. ``sides`` gives every side its length."""
    sides = {"": THIN} | sides
    heights = [max(sides[b[1]] for b in (left, *factors)) for left, factors in equations]
    widths = [sum(sides[b[2]] + SIGN + NAME for b in (left, *factors)) for left, factors in equations]
    total = sum(heights) + GAP * len(equations)
    fig, axes = figure(width=INCHES * (max(widths) + 1.6), height=INCHES * total)
    top = total
    for (left, factors), height in zip(equations, heights, strict=True):
        middle = top - 0.8 - height / 2
        x = _block(axes, left, 1.0, middle, sides, SKY)
        for sign, block in zip(["=", *["·"] * (len(factors) - 1)], factors, strict=True):
            axes.text(x + SIGN / 2, middle, sign, ha="center", va="center", fontsize=14)
            x = _block(axes, block, x + SIGN + NAME, middle, sides, LIGHT)
        top -= height + GAP
    axes.set(xlim=(-0.8, max(widths) + 0.8), ylim=(0, total), aspect="equal")
    axes.axis("off")
    return fig


def _block(axes: Any, block: Block, x: float, middle: float, sides: dict[str, float], fill: str) -> float:
    """Draw one block with its left edge at ``x``; return where its right edge is."""
    name, rows, columns = block
    height, width = sides[rows], sides[columns]
    low, right = middle - height / 2, x + width
    axes.fill([x, right, right, x], [low, low, low + height, low + height], facecolor=fill, edgecolor=INK)
    axes.text(x + width / 2, middle, name, ha="center", va="center")
    axes.text(x + width / 2, low + height + 0.12, columns, ha="center", va="bottom", fontsize=9, color=GREY)
    axes.text(x - 0.12, middle, rows, ha="right", va="center", fontsize=9, color=GREY, rotation=90)
    return right
