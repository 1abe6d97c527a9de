"""A hidden layer of two step units as a fold: the plane of the inputs, and the plane of what becomes of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.gates import INPUTS, step
from course.labelled import Array
from course.plots.perceptron import rows
from course.plots.style import LIGHT, figure

NAMES = ("00", "01", "10", "11")


def draw(outputs: Array, W: Array, b: Array, v: Array, c: float) -> Any:
    """Left, the four inputs with the two hidden units' lines; right, where the hidden units put them.

    ``outputs`` (4,) is what is wanted. W (2, 2) and b (2,) are the hidden units', v (2,) and c the output unit's.
    Both planes are tinted where the net fires.
    """
    fig, (left, right) = figure(1, 2, width=8.0, height=4.1, layout="compressed")
    _input_plane(left, outputs, W, b, v, c)
    _hidden_plane(right, outputs, W, b, v, c)
    handles, labels = right.get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    return fig


def _input_plane(axes: Any, outputs: Array, W: Array, b: Array, v: Array, c: float) -> None:
    rows.window(axes, -0.5, 1.5)
    side = np.linspace(-0.5, 1.5, 240)
    across, up = np.meshgrid(side, side)
    points = np.column_stack([across.ravel(), up.ravel()])
    fires = step(step(points @ W.T + b) @ v + c).reshape(across.shape)
    if fires.any():
        axes.contourf(across, up, fires, levels=[0.5, 1.5], colors=[LIGHT], alpha=0.7, zorder=0)
    for unit, style in enumerate(("-", "--")):
        if W[unit].any():
            rows.line(axes, W[unit], float(b[unit]), style=style)
    rows.scatter(axes, INPUTS, 2 * outputs - 1, size=90)
    for point, name in zip(INPUTS, NAMES, strict=True):
        axes.annotate(name, tuple(point), xytext=(8, 8), textcoords="offset points", fontsize=10)
    axes.set(xticks=[0, 1], yticks=[0, 1])
    axes.set_title("inputs; unit 1 solid, unit 2 dashed", fontsize=11)


def _hidden_plane(axes: Any, outputs: Array, W: Array, b: Array, v: Array, c: float) -> None:
    rows.window(axes, -0.5, 1.5)
    if v.any():
        rows.shade(axes, v, c)
        rows.line(axes, v, c)
    H = step(INPUTS @ W.T + b)
    rows.scatter(axes, _apart(H), 2 * outputs - 1, size=90)
    for collection, text in zip(axes.collections[-2:], ("wanted: 1", "wanted: 0"), strict=True):
        collection.set_label(text)
    for corner in np.unique(H, axis=0):
        here = [name for name, point in zip(NAMES, H, strict=True) if np.array_equal(point, corner)]
        axes.annotate(", ".join(here), tuple(corner), xytext=(0, 14), textcoords="offset points", fontsize=10,
                      ha="center")  # fmt: skip
    axes.fill([], [], color=LIGHT, alpha=0.7, label="net fires")
    axes.set(xlabel="$h_1$", ylabel="$h_2$", xticks=[0, 1], yticks=[0, 1])
    axes.set_title("what the hidden units make of them", fontsize=11)


def _apart(H: Array) -> Array:
    """The points, those that fall on one another drawn side by side."""
    shifted = H.copy()
    for corner in np.unique(H, axis=0):
        same = np.flatnonzero((corner == H).all(axis=1))
        shifted[same, 0] += 0.11 * (np.arange(len(same)) - (len(same) - 1) / 2)
    return shifted
