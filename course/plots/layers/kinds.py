"""Who sees whom: the wires of five kinds of layer, from five inputs to five outputs."""

from __future__ import annotations

from typing import Any

from course.plots.style import BLUE, GREY, GROUND, INK, LIGHT, ORANGE, figure

SIZE = 5
LOW, HIGH = 0.0, 1.0
SHARES = ((0.7, 0.1, 0.1, 0.05, 0.05), (0.05, 0.05, 0.1, 0.1, 0.7), (0.1, 0.6, 0.1, 0.1, 0.1),
          (0.45, 0.05, 0.05, 0.4, 0.05), (0.2, 0.2, 0.2, 0.2, 0.2))  # fmt: skip
"""Made up: in real attention they come from the inputs."""


def draw() -> Any:
    """One panel a kind: circles below are inputs, those above outputs; a line is a weight or a value handed on."""
    kinds = {"dense": _dense, "convolution": _convolution, "recurrent": _recurrent, "residual": _residual,
             "attention": _attention}  # fmt: skip
    notes = ("a weight for each line", "3 weights, used again\nat every place", "the same weights\nat every step",
             "a layer, and a way\nround it", "weights made from\nthe inputs")  # fmt: skip
    fig, axes = figure(1, len(kinds), width=11.0, height=2.9)
    for panel, (name, wires), note in zip(axes, kinds.items(), notes, strict=True):
        wires(panel)
        for i in range(SIZE):
            for y, color in ((LOW, LIGHT), (HIGH, GROUND)):
                panel.plot(i, y, "o", markersize=13, color=color, markeredgecolor=INK, zorder=3)
        panel.set_title(name)
        panel.text(2, -0.24, note, ha="center", va="top", fontsize=9, color=INK)
        panel.set(xlim=(-0.7, SIZE - 0.3), ylim=(-0.75, 1.3))
        panel.axis("off")
    return fig


def _line(axes: Any, start: tuple[float, float], end: tuple[float, float], **look: Any) -> None:
    axes.plot([start[0], end[0]], [start[1], end[1]], zorder=1, **{"color": GREY, "linewidth": 0.9, **look})


def _dense(axes: Any) -> None:
    for i in range(SIZE):
        for j in range(SIZE):
            _line(axes, (i, LOW), (j, HIGH))


def _convolution(axes: Any) -> None:
    looks = ({"color": BLUE, "linestyle": "-"}, {"color": ORANGE, "linestyle": "--"},
             {"color": INK, "linestyle": ":"})  # fmt: skip
    for j in range(SIZE):
        for u, look in enumerate(looks):
            if 0 <= j + u - 1 < SIZE:
                _line(axes, (j + u - 1, LOW), (j, HIGH), linewidth=1.5, **look)


def _recurrent(axes: Any) -> None:
    for i in range(SIZE):
        _line(axes, (i, LOW), (i, HIGH), color=BLUE, linewidth=1.5)
        if i + 1 < SIZE:
            axes.annotate("", (i + 0.8, HIGH), (i + 0.2, HIGH),
                          arrowprops={"arrowstyle": "->", "color": ORANGE, "linewidth": 1.6})  # fmt: skip


def _residual(axes: Any) -> None:
    _dense(axes)
    for i in range(SIZE):
        _line(axes, (i, LOW), (i, HIGH), color=ORANGE, linewidth=2.6)


def _attention(axes: Any) -> None:
    for j, row in enumerate(SHARES):
        for i, share in enumerate(row):
            _line(axes, (i, LOW), (j, HIGH), color=BLUE, linewidth=0.3 + 4 * share)
