"""A penalty as a fence: the level lines of the loss, and the set of weights that a budget allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, ORANGE, SKY, figure

Array = NDArray[np.float64]
SPAN = (-1.2, 3.0)


def draw(H: Array, best: Array, found: Mapping[str, tuple[str, Array]]) -> Any:
    """One panel for each of ``found`` (title to the kind, 'L1' or 'L2', and the minimum with that penalty)."""
    fig, axes = figure(1, len(found), width=4.5 * len(found), height=4.3, squeeze=False)
    for panel, (title, (kind, w)) in zip(axes[0], found.items(), strict=True):
        fence_on(panel, H, best, kind, w)
        panel.set_title(title, fontsize=11)
    return fig


def fence_on(axes: Any, H: Array, best: Array, kind: str, w: Array) -> None:
    """The bowl ½ (w − best)ᵀ H (w − best), the fence through ``w``, and the level line that touches it there."""
    side = np.linspace(*SPAN, 241)
    grid = np.stack(np.meshgrid(side, side), axis=-1) - best
    height = 0.5 * np.einsum("abi,ij,abj->ab", grid, H, grid)
    off = w - best
    touching = 0.5 * float(off @ H @ off)
    axes.contour(side, side, height, levels=np.linspace(0.05, 3, 9) ** 2, colors=[GREY], linewidths=0.7, alpha=0.7)
    if touching > 1e-9:
        axes.contour(side, side, height, levels=[touching], colors=[BLUE], linewidths=1.8)
    fence = _fence(kind, w)
    axes.fill(*fence.T, facecolor=SKY, alpha=0.35, edgecolor=INK, linewidth=1.2)
    axes.axhline(0, color=INK, linewidth=0.7)
    axes.axvline(0, color=INK, linewidth=0.7)
    axes.plot(*best, "P", color=GREEN, markersize=11, markeredgecolor="white", zorder=4, label="without penalty")
    axes.plot(*w, "o", color=ORANGE, markersize=10, markeredgecolor="white", zorder=5, label="with penalty")
    axes.set(xlim=SPAN, ylim=SPAN, aspect="equal", xlabel="$w_1$", ylabel="$w_2$")
    axes.legend(loc="lower right", fontsize=9, frameon=True, framealpha=0.9, edgecolor="none")


def _fence(kind: str, w: Array) -> Array:
    """The edge of all weights whose penalty is at most that of ``w``."""
    if kind == "L1":
        reach = float(np.abs(w).sum())
        return reach * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0], [1.0, 0.0]])
    turn = np.linspace(0, 2 * np.pi, 200)
    return float(np.hypot(*w)) * np.stack([np.cos(turn), np.sin(turn)], axis=1)


def responses(a: Array, curves: Mapping[str, Array]) -> Any:
    """The weight that comes out against the weight ``a`` that the data ask for, a line a penalty."""
    fig, axes = figure(width=5.6, height=4.0)
    for (name, w), (color, line) in zip(curves.items(), ((GREY, ":"), (BLUE, "--"), (ORANGE, "-")), strict=False):
        axes.plot(a, w, line, color=color, linewidth=2.2, label=name)
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.set(xlabel="weight without penalty, $a$", ylabel="weight with penalty, $w$")
    axes.legend(loc="upper left")
    return fig
