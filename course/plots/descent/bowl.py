"""Descent on a bowl ½ (λ₁ e₁² + λ₂ e₂²): its paths, its errors by direction, and the factors that rule them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, INK, LIGHT, ORANGE, figure

Array = NDArray[np.float64]
FLOOR = 1e-6
"""The smallest error on a logarithmic axis: what is below it, exact zeros too, is drawn there."""


def draw(lams: Array, walks: Mapping[str, Array], *, reach: float = 1.25) -> Any:
    """One panel for each of ``walks`` (title to a path, (t, 2), in the coordinates of the eigenvectors)."""
    fig, axes = figure(1, len(walks), width=2.5 * len(walks), height=3.1, squeeze=False, sharey=True)
    for k, (panel, (title, path)) in enumerate(zip(axes[0], walks.items(), strict=True)):
        path_on(panel, lams, path, reach=reach)
        panel.set_title(title, fontsize=11)
        if k:
            panel.set_ylabel("")
    return fig


def path_on(axes: Any, lams: Array, path: Array, *, reach: float = 1.25) -> None:
    """The level lines of the bowl, and a path over them."""
    side = np.linspace(-reach, reach, 121)
    across, up = np.meshgrid(side, side)
    height = 0.5 * (lams[0] * across**2 + lams[1] * up**2)
    levels = height.max() * np.linspace(0.03, 1, 9) ** 2
    axes.contour(side, side, height, levels=levels, colors=[LIGHT], linewidths=1.2)
    axes.plot(*path.T, "-", color=ORANGE, linewidth=1.1)
    axes.plot(*path.T, "o", color=ORANGE, markersize=4, zorder=3)
    axes.plot(*path[0], "s", color=INK, markersize=7, zorder=4)
    axes.plot(0, 0, "P", color=BLUE, markersize=9, zorder=4)
    axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    axes.set(xlabel=f"$e_1$ ($\\lambda_1$ = {lams[0]:.3g})", ylabel=f"$e_2$ ($\\lambda_2$ = {lams[1]:.3g})")


def errors_on(axes: Any, lams: Array, alpha: float, path: Array) -> None:
    """Each error's size against the step: measured as marks, predicted |1 − αλ|^t as lines."""
    t = np.arange(len(path))
    looks = ((BLUE, "o", "-"), (ORANGE, "s", "--"))
    for j, (color, marker, line) in enumerate(looks):
        factor = abs(1 - alpha * lams[j])
        predicted = np.maximum(abs(path[0, j]) * factor**t, FLOOR)
        axes.semilogy(t, predicted, line, color=color, linewidth=1.4,
                      label=f"$|1-\\alpha\\lambda_{j + 1}|^t$ = {factor:.3g}$^t$")  # fmt: skip
        axes.semilogy(t, np.maximum(np.abs(path[:, j]), FLOOR), marker, color=color, markersize=4.5,
                      markerfacecolor="white", label=f"$|e_{j + 1}|$ measured")  # fmt: skip
    axes.set(xlabel="step $t$", ylabel="size of the error")
    axes.set_ylim(FLOOR / 2, max(10.0, float(np.abs(path).max())) * 2)


def factors(lams: Array, marks: Mapping[str, float]) -> Any:
    """|1 − αλ| against α for each curvature, their larger value, and vertical ``marks`` (name to α)."""
    fig, axes = figure(width=7.2, height=4.0)
    alpha = np.linspace(0, 1.3 * max(marks.values()), 400)
    shrink = np.abs(1 - np.outer(alpha, lams))
    axes.plot(alpha, shrink.max(axis=1), color=LIGHT, linewidth=9, label="the slower of the two")
    for j, (color, line) in enumerate(((BLUE, "-"), (ORANGE, "--"))):
        axes.plot(alpha, shrink[:, j], line, color=color, linewidth=2, label=f"$|1-\\alpha\\lambda_{j + 1}|$, "
                  f"$\\lambda_{j + 1}$ = {lams[j]:.3g}")  # fmt: skip
    axes.axhline(1, color=INK, linewidth=1)
    for name, place in marks.items():
        last = place == max(marks.values())
        axes.axvline(place, color=GREY, linestyle=":", linewidth=1.6)
        axes.annotate(name, (place, 1.52), (5 if last else -5, 0), textcoords="offset points",
                      ha="left" if last else "right", va="top", fontsize=10)  # fmt: skip
    axes.set(xlabel=r"step size $\alpha$", ylabel="factor of one step", ylim=(0, 1.55), xlim=(0, alpha[-1]))
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3, fontsize=10, frameon=False)
    return fig
