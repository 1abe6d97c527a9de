"""The cone below one output: which entries of each layer it depends on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.plots.style import BLUE, GREY, GROUND, INK, SKY, figure


def draw(kernels: Sequence[int], strides: Sequence[int], *, outputs: int = 3) -> Any:
    """Layers from below upwards, inputs first; filled: what the first output depends on."""
    lengths = [outputs]
    for k, s in zip(reversed(kernels), reversed(strides), strict=True):
        lengths.insert(0, (lengths[0] - 1) * s + k)
    fig, axes = figure(width=min(0.5 * lengths[0] + 3.0, 11.0), height=0.95 * len(lengths) + 0.3)
    middles = [[float(i) for i in range(lengths[0])]]
    for k, s, length in zip(kernels, strides, lengths[1:], strict=True):
        below = middles[-1]
        middles.append([(below[i * s] + below[i * s + k - 1]) / 2 for i in range(length)])
    seen = 1
    for level in range(len(kernels), 0, -1):
        k, s = kernels[level - 1], strides[level - 1]
        _wires(axes, middles, level, k, s, seen)
        _nodes(axes, middles[level], level, seen)
        seen = (seen - 1) * s + k
    _nodes(axes, middles[0], 0, seen)
    for level in range(len(lengths)):
        name = "inputs" if level == 0 else f"layer {level}: length {kernels[level - 1]}, stride {strides[level - 1]}"
        axes.text(-0.9, level, name, ha="right", va="center", fontsize=10, color=INK)
    axes.set_title(f"the first output depends on {seen} inputs")
    axes.set(xlim=(-6.2, lengths[0] - 0.3), ylim=(-0.5, len(kernels) + 0.5))
    axes.axis("off")
    return fig


def _wires(axes: Any, middles: list[list[float]], level: int, k: int, s: int, seen: int) -> None:
    for i, x in enumerate(middles[level]):
        on = i < seen
        for u in range(k):
            axes.plot([middles[level - 1][i * s + u], x], [level - 1, level], zorder=1,
                      color=BLUE if on else GREY, linewidth=1.5 if on else 0.5)  # fmt: skip


def _nodes(axes: Any, xs: list[float], level: int, seen: int) -> None:
    for i, x in enumerate(xs):
        axes.plot(x, level, "o", markersize=12, markeredgecolor=INK, color=SKY if i < seen else GROUND, zorder=3)
