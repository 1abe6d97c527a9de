"""A recurrence, unrolled: one column a step, values plain, gradients behind an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from course.plots.graph import shown
from course.plots.style import GRADIENT, GROUND, INK, LIGHT, VALUE, figure


def draw(
    inputs: Sequence[float], states: Sequence[float], gradients: Sequence[float] = (), *, weights: str = "w",
    read: str = "v",
) -> Any:  # fmt: skip
    """``states`` are h_0 … h_T, ``inputs`` x_1 … x_T; ``gradients`` those at h_0 … h_T, none for the way forward."""
    top = 2.25 if len(gradients) else 1.75
    low = -0.75 if len(gradients) else -0.35
    fig, axes = figure(width=1.75 * len(states) + 0.6, height=0.9 * (top - low))
    arrow = {"arrowstyle": "->", "color": INK, "linewidth": 1.3, "shrinkA": 16, "shrinkB": 16}
    for t, state in enumerate(states):
        _node(axes, t, 1.0, f"$h_{t}$", GROUND)
        axes.text(t, 1.42, shown(state), ha="center", va="bottom", color=VALUE)
        if len(gradients):
            axes.text(t, 1.86, f"◂ {shown(gradients[t])}", ha="center", va="bottom", color=GRADIENT)
        if t:
            axes.annotate("", (t, 1.0), (t - 1, 1.0), arrowprops=arrow)
            axes.text(t - 0.5, 1.09, weights, ha="center", va="bottom", color=INK)
            _node(axes, t, 0.0, f"$x_{t}$", LIGHT)
            axes.text(t + 0.14, 0.0, shown(inputs[t - 1]), ha="left", va="center", color=VALUE)
            axes.annotate("", (t, 1.0), (t, 0.0), arrowprops=arrow)
            axes.text(t + 0.07, 0.5, read, ha="left", va="center", color=INK)
    said = "plain: values; behind ◂: how much the last state moves with this one" if len(gradients) else ""
    axes.text(-0.3, -0.55, said, ha="left", va="center", fontsize=9, color=INK)
    axes.set(xlim=(-0.5, len(states) - 0.3), ylim=(low, top))
    axes.axis("off")
    return fig


def _node(axes: Any, x: float, y: float, name: str, color: str) -> None:
    axes.text(x, y, name, ha="center", va="center", zorder=3,
              bbox={"boxstyle": "circle,pad=0.35", "facecolor": color, "edgecolor": INK})  # fmt: skip
