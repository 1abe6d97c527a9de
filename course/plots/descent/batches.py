"""Gradients of minibatches: how they scatter, how the scatter shrinks, and what it costs or saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREEN, GREY, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]
LOOKS = ((ORANGE, "--"), (BLUE, "-"), (GREEN, "-."), (INK, ":"))


def clouds(full: Array, drawn: Mapping[str, Array]) -> Any:
    """One panel for each of ``drawn`` (title to gradients, (k, 2)), all on one scale, about the full gradient."""
    fig, axes = figure(1, len(drawn), width=3.1 * len(drawn), height=4.0, squeeze=False, sharex=True, sharey=True,
                       layout="compressed")  # fmt: skip
    for k, (panel, (title, gradients)) in enumerate(zip(axes[0], drawn.items(), strict=True)):
        cloud_on(panel, full, gradients)
        panel.set_title(title, fontsize=11)
        panel.set_aspect("equal", adjustable="box")
        if k:
            panel.set_ylabel("")
    return fig


def cloud_on(axes: Any, full: Array, gradients: Array) -> None:
    """Minibatch gradients as dots, the full gradient as an arrow from 0, and the line where a step goes level."""
    axes.plot(*gradients.T, ".", color=BLUE, markersize=4, alpha=0.45, zorder=2)
    across = np.array([-full[1], full[0]]) / max(float(np.hypot(*full)), 1e-300)
    axes.axline((0, 0), tuple(across), color=GREY, linestyle=":", linewidth=1.4)
    arrow = {"arrowstyle": "-|>", "color": ORANGE, "linewidth": 2.4, "mutation_scale": 16}
    axes.annotate("", tuple(full), (0, 0), zorder=4, arrowprops=arrow)
    axes.set(xlabel="slope in $w_1$", ylabel="slope in $w_2$")


def spread_on(axes: Any, n: int, of_one: float, measured: Mapping[int, float]) -> None:
    """Variance against the size of the batch: measured, predicted, and predicted without the last factor."""
    m = np.unique(np.round(np.geomspace(1, n, 200)))
    axes.loglog(m, of_one / m, ":", color=GREY, linewidth=2, label="$\\sigma^2/m$ (with replacement)")
    inner = m[m < n]
    axes.loglog(inner, of_one / inner * (n - inner) / (n - 1), color=BLUE, linewidth=1.8,
                label="$\\sigma^2/m\\cdot(n-m)/(n-1)$")  # fmt: skip
    shown = {size: value for size, value in measured.items() if value > 1e-12 * of_one}
    axes.loglog(list(shown), list(shown.values()), "o", color=ORANGE, markersize=7, markerfacecolor="white",
                markeredgewidth=1.8, label="measured")  # fmt: skip
    axes.set(xlabel="examples in the batch $m$", ylabel="variance of the gradient")
    axes.set_ylim(0.4 * of_one / n / n, 2.5 * of_one)


def races(epochs: Mapping[str, Array], *, floor: float) -> Any:
    """Loss against epochs, a line a batch size: the median over runs, and a band from the best to the worst.

    Each of ``epochs`` is (runs, epochs + 1); ``floor`` is the smallest loss that there is.
    """
    fig, axes = figure(width=7.4, height=4.2)
    for (name, losses), (color, line) in zip(epochs.items(), LOOKS, strict=False):
        t, above = np.arange(losses.shape[1]), losses - floor
        axes.fill_between(t, above.min(axis=0), above.max(axis=0), color=color, alpha=0.15, linewidth=0)
        axes.semilogy(t, np.median(above, axis=0), line, color=color, linewidth=2, label=name)
    axes.set(xlabel="epoch (looks at each example)", ylabel="loss above the smallest", xlim=(0, t[-1]))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=10, frameon=False)
    axes.grid(axis="x", color=LIGHT)
    axes.locator_params(axis="x", integer=True)  # no half epochs
    return fig
