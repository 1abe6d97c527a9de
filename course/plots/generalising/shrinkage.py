"""How much of each direction is left: by a penalty, or by stopping early."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((BLUE, "-", "o"), (ORANGE, "--", "s"), (GREEN, "-.", "^"))


def draw(lams: Array, curves: Mapping[str, Array], marks: Mapping[str, tuple[Array, Array]] | None = None) -> Any:
    """The factor left against curvature ``lams``, a line for each of ``curves``; ``marks`` are measured (x, y)."""
    fig, axes = figure(width=7.2, height=4.2)
    for (name, kept), (color, line, _) in zip(curves.items(), LOOKS, strict=False):
        axes.semilogx(lams, kept, line, color=color, linewidth=2, label=name)
    for (name, (x, y)), (color, _, marker) in zip((marks or {}).items(), LOOKS, strict=False):
        axes.semilogx(x, y, marker, color=color, markersize=7, markerfacecolor="white", markeredgewidth=1.8,
                      label=name)  # fmt: skip
    axes.axhline(1, color=INK, linewidth=0.8)
    axes.set(xlabel=r"curvature $\lambda_j$ of the direction", ylabel="share of the best weight", ylim=(-0.03, 1.12))
    axes.legend(loc="lower right")
    return fig


def paths(ridge: Array, descent: Array, best: Array, H: Array) -> Any:
    """Two paths from 0 to ``best``, both (points, 2), over the level lines of ½ (w − best)ᵀ H (w − best)."""
    fig, axes = figure(width=6.4, height=4.4)
    low = np.minimum(np.minimum(ridge.min(axis=0), descent.min(axis=0)), 0) - 0.25
    high = np.maximum(np.maximum(ridge.max(axis=0), descent.max(axis=0)), best) + 0.25
    across, up = np.linspace(low[0], high[0], 161), np.linspace(low[1], high[1], 161)
    grid = np.stack(np.meshgrid(across, up), axis=-1) - best
    height = 0.5 * np.einsum("abi,ij,abj->ab", grid, H, grid)
    levels = height.max() * np.linspace(0.02, 1, 9) ** 2
    axes.contour(across, up, height, levels=levels, colors=[LIGHT], linewidths=1.2)
    axes.plot(*ridge.T, "-", color=BLUE, linewidth=2.4, label="penalty, from strong to none")
    axes.plot(*descent.T, "o", color=ORANGE, markersize=4.5, markerfacecolor="white", label="descent, step by step")
    axes.plot(0, 0, "s", color=INK, markersize=8, label="start")
    axes.plot(*best, "P", color=GREEN, markersize=12, label="least squares")
    axes.set(xlabel="$w_1$", ylabel="$w_2$")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2, fontsize=10, frameon=False)
    return fig
