"""Momentum on a bowl: by how much a step shrinks the error, and how the error goes down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((INK, "o", "-"), (BLUE, "s", "--"), (GREEN, "^", "-."))


def shrink(mu: float, product: Array) -> Array:
    """|r|, the larger root of r² − (1 + μ − ηλ) r + μ = 0, for ηλ = ``product``."""
    half = (1 + mu - product) / 2
    root = np.sqrt((half**2 - mu).astype(complex))
    return np.asarray(np.maximum(np.abs(half + root), np.abs(half - root)))


def draw(mus: tuple[float, ...], errors: Mapping[str, Array]) -> Any:
    """Left: the factor of one step against ηλ for each μ. Right: measured ``errors`` by step."""
    fig, (left, right) = figure(1, 2, width=9.4, height=4.0)
    product = np.linspace(0, 4, 1201)
    for mu, (color, _, line) in zip(mus, LOOKS, strict=False):
        left.plot(product, shrink(mu, product), line, color=color, linewidth=2, label=f"$\\mu$ = {mu:g}")
    left.axhline(1, color=ORANGE, linewidth=1)
    left.annotate("above: diverges", (3.97, 1.03), ha="right", fontsize=10, color=ORANGE)
    left.set(xlabel=r"$\eta\lambda$", ylabel="factor of one step", ylim=(0, 1.3), xlim=(0, 4))
    left.set_title("what is left of an error")
    left.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=10, frameon=False)
    for (name, values), (color, marker, line) in zip(errors.items(), LOOKS, strict=False):
        right.semilogy(values, line, marker=marker, markevery=max(1, len(values) // 9), markersize=5, color=color,
                       linewidth=1.5, label=name)  # fmt: skip
    right.axhline(1e-3, color=LIGHT, linewidth=2)
    right.set(xlabel="step", ylabel="largest error", ylim=(3e-4, 8), title="measured")
    right.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=2, fontsize=10, frameon=False)
    return fig


def paths(loss: Any, walks: Mapping[str, Array], *, reach: float = 1.3) -> Any:
    """One panel a walk (t, 2) on the level lines of ``loss`` (places (…, 2) to losses)."""
    fig, axes = figure(1, len(walks), width=3.1 * len(walks), height=3.7, squeeze=False, sharey=True)
    side = np.linspace(-reach, reach, 121)
    height = loss(np.stack(np.meshgrid(side, side), axis=-1))
    for panel, (title, path) in zip(axes[0], walks.items(), strict=True):
        panel.contour(side, side, height, levels=height.max() * np.linspace(0.03, 1, 9) ** 2, colors=[LIGHT])
        panel.plot(*path.T, "-o", color=ORANGE, linewidth=1.1, markersize=3.5)
        panel.plot(*path[0], "s", color=INK, markersize=7)
        panel.plot(0, 0, "P", color=BLUE, markersize=9)
        panel.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xlabel="$w_1$")
        panel.set_title(title, fontsize=11)
    axes[0][0].set_ylabel("$w_2$")
    return fig
