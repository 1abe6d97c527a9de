"""Activations side by side: what each gives, how steep it is, and where it hardly moves any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from course.activations import relu, sigmoid, step, tanh
from course.labelled import Array
from course.plots.style import BLUE, GREY, INK, LIGHT, ORANGE, figure


@dataclass(frozen=True)
class Shape:
    """An activation and its slope, both for arrays of any shape."""

    value: Callable[[Array], Array]
    slope: Callable[[Array], Array]


def _sigmoid_slope(z: Array) -> Array:
    return np.asarray(sigmoid(z) * (1.0 - sigmoid(z)))


SHAPES: dict[str, Shape] = {
    "step": Shape(step, np.zeros_like),
    "sigmoid": Shape(sigmoid, _sigmoid_slope),
    "tanh": Shape(tanh, lambda z: np.asarray(1.0 - np.tanh(z) ** 2)),
    "ReLU": Shape(relu, lambda z: np.asarray((z > 0) * 1.0)),
}
FLAT = 0.1
"""A unit counts as saturated where its slope is below this share of its largest slope."""


def saturated(name: str, z: Array) -> Array:
    """Whether the activation is saturated at each net input z."""
    slope = SHAPES[name].slope(z)
    return np.asarray(slope < FLAT * max(float(SHAPES[name].slope(np.linspace(-5, 5, 2001)).max()), 1e-9))


def draw(names: Sequence[str] = tuple(SHAPES), marks: Sequence[float] = ()) -> Any:
    """Above, each activation's value, below, its slope; tinted where it is saturated. ``marks`` are net inputs."""
    fig, axes = figure(2, len(names), width=2.15 * len(names) + 0.6, height=4.2, squeeze=False, sharex=True,
                       sharey="row")  # fmt: skip
    z = np.linspace(-5, 5, 1001)
    for column, name in enumerate(names):
        _column(axes[:, column], name, z, np.asarray(marks, dtype=np.float64))
    axes[0, 0].set(ylabel="value", ylim=(-1.3, 2.3))
    axes[1, 0].set(ylabel="slope", ylim=(-0.1, 1.2))
    axes[0, 0].fill([], [], color=LIGHT, alpha=0.8, label=f"slope below {FLAT:g} of its peak")
    fig.legend(*axes[0, 0].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return fig


def _column(axes: Any, name: str, z: Array, marks: Array) -> None:
    flat = saturated(name, z)
    value, slope = SHAPES[name].value, SHAPES[name].slope
    for panel, of, color in ((axes[0], value, BLUE), (axes[1], slope, ORANGE)):
        panel.fill_between(z, -2, 3, where=flat, color=LIGHT, alpha=0.8, linewidth=0)
        for piece in _pieces(name, z) if of is value or name == "ReLU" else [z]:
            panel.plot(piece, of(piece), color=color, linewidth=2.2)
        panel.plot(marks, of(marks), "o", color=INK, markersize=5, zorder=4)
        panel.axvline(0, color=GREY, linewidth=0.6)
    axes[0].set_title(name, fontsize=11)
    axes[1].set(xlabel="net input $z$", xlim=(z[0], z[-1]), xticks=[-4, -2, 0, 2, 4])


def _pieces(name: str, z: Array) -> list[Array]:
    """Where there is a jump at 0, the two sides of it, so that no upright line is drawn."""
    return [z[z <= 0], z[z > 0]] if name in ("step", "ReLU") else [z]
