"""An order of a graph's nodes as a row of discs: in a good order every wire leads to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course.plots.style import GREY, GROUND, INK, ORANGE, figure

Wires = Sequence[tuple[str, str]]


def draw(wires: Wires, orders: Mapping[str, Sequence[str]]) -> Any:
    """One row for each of ``orders`` (its name to the nodes' names). Wires are (parent, child).

    A wire to the right is an arc above, grey; a wire to the left is an arc below, dashed: there a child stands
    before its parent.
    """
    fig, axes = figure(len(orders), 1, width=6.6, height=1.75 * len(orders), squeeze=False)
    for panel, (name, order) in zip(axes[:, 0], orders.items(), strict=True):
        draw_on(panel, wires, order, name)
    return fig


def draw_on(axes: Any, wires: Wires, order: Sequence[str], name: str) -> None:
    """One order on axes that are there already."""
    place = {node: position for position, node in enumerate(order)}
    wrong = 0
    for parent, child in wires:
        back = place[child] < place[parent]
        wrong += back
        _arc(axes, place[parent], place[child], back=back)
    for node, position in place.items():
        axes.plot(position, 0, "o", markersize=21, color=INK, markerfacecolor=GROUND, zorder=3)
        axes.text(position, 0, node, ha="center", va="center", zorder=4)
    back_to_the_left = f"{wrong} of {len(wires)} wires lead back to the left"
    verdict = back_to_the_left if wrong else "every wire leads to the right"
    axes.set_title(f"{name}: {verdict}", fontsize=10.5, loc="left")
    axes.set(xlim=(-0.5, len(order) - 0.5), ylim=(-1.15, 1.15))
    axes.axis("off")


def _arc(axes: Any, start: int, end: int, *, back: bool) -> None:
    bend = -min(0.6, 0.9 / abs(end - start))  # long arcs flatter, so that all are about as high
    look = {"color": ORANGE, "linestyle": "--"} if back else {"color": GREY, "linestyle": "-"}
    arrow = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}", "shrinkA": 11, "shrinkB": 11, **look}
    axes.annotate("", xy=(end, 0), xytext=(start, 0), arrowprops=arrow)
