"""A net as a diagram: circles in columns, a column a layer, and a line for each weight that is not 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from course.labelled import Array
from course.plots.style import GREY, GROUND, INK, LIGHT, NEGATIVE, POSITIVE, figure


@dataclass(frozen=True)
class Diagram:
    """What is drawn of a net."""

    names: tuple[tuple[str, ...], ...]
    """What stands in each circle, layer by layer, the inputs first."""
    weights: tuple[Array, ...] = ()
    """A matrix (out, in) a weight layer. Without them every line is there, and all are alike."""
    biases: tuple[Array, ...] = ()
    """A vector (out,) a weight layer, written under the circles; none are written without them."""
    layers: tuple[str, ...] = ()
    """What stands below each column."""
    numbers: bool = True
    """Whether the weights are written on their lines."""


def plain(sizes: Sequence[int], **settings: Any) -> Diagram:
    """The diagram of a fully connected net of these sizes, with nothing written in its circles."""
    return Diagram(tuple(("",) * size for size in sizes), **settings)


def draw(diagrams: Mapping[str, Diagram], *, height: float = 3.2, widths: Sequence[float] = ()) -> Any:
    """One panel for each diagram, by its title; ``widths`` are relative."""
    ratios = list(widths) or [1.0] * len(diagrams)
    total = min(3.2 * len(diagrams) + 1.0, 8.6)
    fig, axes = figure(1, len(diagrams), width=total, height=height, squeeze=False, width_ratios=ratios)
    for panel, (title, diagram) in zip(axes[0], diagrams.items(), strict=True):
        on(panel, diagram)
        panel.set_title(title, fontsize=11)
    return fig


def on(axes: Any, diagram: Diagram) -> None:
    """Draw ``diagram`` on ``axes``."""
    axes.axis("off")
    places = [[(float(column), y) for y in _heights(len(layer))] for column, layer in enumerate(diagram.names)]
    tallest = max(map(len, diagram.names))
    axes.set(xlim=(-0.35, len(places) - 0.65), ylim=(-tallest / 2 - 0.45, tallest / 2 + 0.2))
    for number, (here, there) in enumerate(pairwise(places)):
        W = diagram.weights[number] if diagram.weights else None
        _lines(axes, here, there, W, diagram.numbers)
    for column, layer in enumerate(diagram.names):
        for unit, name in enumerate(layer):
            _circle(axes, places[column][unit], name)
            if diagram.biases and column:
                _bias(axes, places[column][unit], float(diagram.biases[column - 1][unit]))
    for column, text in enumerate(diagram.layers):
        axes.text(column, -tallest / 2 - 0.12, text, ha="center", va="top", color=GREY, fontsize=10)


def _heights(count: int) -> list[float]:
    return [(count - 1) / 2 - unit for unit in range(count)]


def _lines(axes: Any, here: Any, there: Any, W: Array | None, numbers: bool) -> None:
    for j, start in enumerate(here):
        for i, end in enumerate(there):
            weight = None if W is None else float(W[i, j])
            if weight == 0:
                continue
            color = GREY if weight is None else POSITIVE if weight > 0 else NEGATIVE
            style = "--" if weight is not None and weight < 0 else "-"
            axes.plot(*np.array([start, end]).T, style, color=color, linewidth=1.3, zorder=1)
            if weight is not None and numbers:
                # At a third of the way, crossing lines have parted, and their numbers do not meet.
                x, y = np.array(start) + 0.3 * (np.array(end) - np.array(start))
                box = {"facecolor": GROUND, "edgecolor": "none", "pad": 0.8}
                axes.text(x, y, f"{weight:g}".replace("-", "−"), color=color, fontsize=10, ha="center", va="center",
                          bbox=box, zorder=2)  # fmt: skip


def _circle(axes: Any, place: tuple[float, float], name: str) -> None:
    look = {"markerfacecolor": GROUND if name else LIGHT, "markeredgecolor": INK, "markeredgewidth": 1.3}
    axes.plot(*place, "o", markersize=30 if name else 11, zorder=3, **look)
    axes.text(*place, name, ha="center", va="center", fontsize=11, zorder=4)


def _bias(axes: Any, place: tuple[float, float], bias: float) -> None:
    text = f"{bias:+g}".replace("-", "−")
    axes.annotate(text, place, xytext=(0, -19), textcoords="offset points", ha="center", va="top", fontsize=10,
                  color=INK, zorder=4)  # fmt: skip
