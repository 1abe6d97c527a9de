"""Pictures of 8 by 8 pixels: handwritten digits, and the patterns that hidden units look for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, ORANGE, figure

Array = NDArray[np.float64]
SIDE = 8


def draw(images: Array, captions: Sequence[str], *, columns: int = 10) -> Any:
    """Grey values ``images`` (m, 64), dark ink on white, each with its caption."""
    rows = -(-len(images) // columns)
    fig, axes = figure(rows, columns, width=0.86 * columns, height=1.12 * rows + 0.1, squeeze=False)
    for panel in axes.flat:
        panel.set_axis_off()
    for panel, image, caption in zip(axes.flat, images, captions, strict=False):
        panel.imshow(image.reshape(SIDE, SIDE), cmap="gray_r", vmin=0, vmax=1)
        panel.set_title(caption, fontsize=10, color=INK)
    return fig


def patterns_on(axes: Any, W: Array, *, columns: int) -> None:
    """The incoming weights ``W`` (h, 64) as pictures side by side: red adds, blue takes away, white is 0."""
    rows = -(-len(W) // columns)
    sheet = np.full((rows * (SIDE + 1) - 1, columns * (SIDE + 1) - 1), np.nan)
    for k, w in enumerate(W):
        top, left = (SIDE + 1) * (k // columns), (SIDE + 1) * (k % columns)
        sheet[top : top + SIDE, left : left + SIDE] = w.reshape(SIDE, SIDE)
    reach = float(np.abs(W).max()) or 1.0
    axes.imshow(sheet, cmap="RdBu_r", vmin=-reach, vmax=reach)
    axes.set_axis_off()


def _instead_of(axes: Any, rows: int, columns: int) -> Any:
    """A grid of places in the room of ``axes``, which are taken away."""
    place = axes.get_subplotspec()
    axes.remove()
    return place.subgridspec(rows, columns)


def starts(losses: Mapping[str, Array], weights: Mapping[str, Array]) -> Any:
    """Left: the loss of each start by epoch. Right: the patterns of its hidden units after training."""
    fig, (left, right) = figure(1, 2, width=9.4, height=3.9, width_ratios=(1, 1.25))
    grid = _instead_of(right, len(weights), 1)
    looks = ((ORANGE, "s", "--"), (GREY, "^", "-."), (BLUE, "o", "-"))
    for (name, values), (color, marker, line) in zip(losses.items(), looks, strict=False):
        left.plot(np.arange(1, len(values) + 1), values, line, marker=marker, color=color, label=name)
    left.set(xlabel="epoch", ylabel="mean loss", ylim=(0, None), title="the loss")
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=9.5, frameon=False)
    for k, (name, W) in enumerate(weights.items()):
        panel = fig.add_subplot(grid[k, 0])
        patterns_on(panel, W, columns=len(W))
        panel.set_title(f"{name}: {len(W)} hidden units after training", fontsize=10.5)
    return fig


def seeds(shares: Mapping[str, Array], images: Array, captions: Sequence[str], *, goal: float) -> Any:
    """Left: each seed's test accuracy as a dot, for each network. Right: ``images`` that were misread."""
    fig, (left, right) = figure(1, 2, width=9.6, height=3.9, width_ratios=(1, 1.2))
    grid = _instead_of(right, 2, 4)
    for k, values in enumerate(shares.values()):
        spread = np.linspace(-0.18, 0.18, len(values))
        left.plot(k + spread, 100 * values, "o", color=BLUE, markersize=5)
        left.plot([k - 0.28, k + 0.28], 2 * [100 * values.mean()], color=INK, linewidth=1.8)
    left.axhline(100 * goal, color=ORANGE, linestyle="--", linewidth=1.4)
    left.annotate(f"{goal:.0%}", (0, 100 * goal), (4, 3), textcoords="offset points", color=ORANGE,
                  xycoords=("axes fraction", "data"))  # fmt: skip
    left.set(xticks=range(len(shares)), ylabel="test digits read rightly (%)", xlabel="hidden units")
    left.set_xticklabels(list(shares))
    left.set_title("one dot a seed, bar: mean", fontsize=11)
    left.grid(axis="x", visible=False)
    for k, (image, caption) in enumerate(zip(images[:8], captions[:8], strict=False)):
        panel = fig.add_subplot(grid[k // 4, k % 4])
        panel.imshow(image.reshape(SIDE, SIDE), cmap="gray_r", vmin=0, vmax=1)
        panel.set_axis_off()
        panel.set_title(caption, fontsize=9.5)
    return fig


def patterns(W: Array, *, columns: int = 8) -> Any:
    """The incoming weights of every hidden unit, ``W`` (h, 64)."""
    rows = -(-len(W) // columns)
    fig, axes = figure(width=0.8 * columns, height=0.82 * rows + 0.2)
    patterns_on(axes, W, columns=columns)
    return fig
