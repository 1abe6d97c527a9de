"""The order lab: the same graph, its nodes visited in one order or another, with visits and gradients counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from course.plots.graphs import visits
from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, figure
from course.widgets import stage

Family = Literal["doublings", "ladder", "chain"]
Order = Literal["last first", "first first", "at random"]
Array = NDArray[np.float64]
FAMILIES: tuple[Family, ...] = ("doublings", "ladder", "chain")
ORDERS: tuple[Order, ...] = ("last first", "first first", "at random")
LABELS = {
    "doublings": "nodes of v₂ = v₁ + v₁, v₃ = v₂ + v₂, …",
    "ladder": "nodes of v₃ = v₂ + v₁, v₄ = v₃ + v₂, …",
    "chain": "nodes of v₂ = v₁, v₃ = v₂, …",
}
LARGEST = 24
GOAL = "To hit: recursion that needs more than a million visits, on as few nodes as you can."
SEED = 3

PRESETS: dict[str, dict[str, Any]] = {
    "doublings, last first": {"family": "doublings", "nodes": 8, "order": "last first", "adds": True},
    "the slide's loop: first first": {"family": "doublings", "nodes": 8, "order": "first first", "adds": True},
    "overwritten, not added": {"family": "ladder", "nodes": 8, "order": "last first", "adds": False},
    "a ladder": {"family": "ladder", "nodes": 12, "order": "last first", "adds": True},
    "a chain, where recursion is no worse": {"family": "chain", "nodes": 12, "order": "last first", "adds": True},
    "any order: most of it is lost": {"family": "ladder", "nodes": 12, "order": "at random", "adds": True},
}


def children(family: Family, nodes: int) -> list[list[int]]:
    """The children of each node, counted from 0; a node stands twice where two wires lead to it."""
    steps = {"doublings": (1, 1), "ladder": (1, 2), "chain": (1,)}[family]
    return [[node + step for step in steps if node + step < nodes] for node in range(nodes)]


@dataclass(frozen=True)
class Counted:
    """The gradient of the last node in every node, and how often a node was asked for on the way."""

    gradient: Array
    visits: int


def recursion(family: Family, nodes: int) -> Counted:
    """By paths: every node asks each child anew. Counted with the recursion's own law, which tests hold to a run."""
    ways, asked = np.zeros(nodes), np.zeros(nodes)
    ways[-1] = asked[-1] = 1.0
    for node, after in reversed(list(enumerate(children(family, nodes)))[:-1]):
        ways[node] = ways[after].sum()
        asked[node] = 1 + asked[after].sum()
    return Counted(ways, int(asked[0]))


def sweep(family: Family, nodes: int, order: Order, adds: bool) -> Counted:
    """Every node once, in the order given; each asks its children for what they have at that moment."""
    graph, gradient, count = children(family, nodes), np.zeros(nodes), 0
    gradient[-1] = 1.0
    for node in _turns(nodes, order):
        count += 1
        for child in graph[node]:
            gradient[node] = gradient[child] + (gradient[node] if adds else 0.0)
    return Counted(gradient, count)


def _turns(nodes: int, order: Order) -> list[int]:
    if order == "at random":
        return [int(node) for node in np.random.default_rng(SEED).permutation(nodes)]
    return list(range(nodes)) if order == "first first" else list(range(nodes))[::-1]


def draw(family: Family, nodes: int, order: Order, adds: bool) -> tuple[Any, str]:
    """Left: visits as the graph grows. Right: what this sweep gives each node, beside the right gradient."""
    right, made = recursion(family, nodes), sweep(family, nodes, order, adds)
    fig, (left, axes) = figure(1, 2, width=9.4, height=3.7)
    sizes = range(2, LARGEST + 1)
    counts = {"recursion along every path": [recursion(family, size).visits for size in sizes],
              "sweep: every node once": list(sizes)}  # fmt: skip
    visits.draw_on(left, sizes, counts, label=LABELS[family], mark=nodes)
    _gradients(axes, right.gradient, made.gradient)
    wrong = int((made.gradient != right.gradient).sum())
    verdict = f"{wrong} of {nodes} gradients are wrong" if wrong else "every gradient is right"
    said = f"Recursion makes {right.visits:,} visits, the sweep {made.visits}. This sweep: {verdict}."
    return fig, f"{GOAL}\n{said}"


def _gradients(axes: Any, right: Array, made: Array) -> None:
    place = np.arange(1, len(right) + 1)
    wrong = made != right
    axes.plot(place, right, "-", color=GREY, linewidth=1.2, label="right")
    axes.plot(place[~wrong], made[~wrong], "o", color=BLUE, markersize=7, label="this sweep, right")
    axes.plot(place[wrong], made[wrong], "s", color=ORANGE, markerfacecolor=GROUND, markersize=8,
              label="this sweep, wrong")  # fmt: skip
    axes.axhline(0, color=INK, linewidth=0.6)
    axes.set(xlabel="node", ylabel="gradient (log scale above 1)")
    axes.set_yscale("symlog", linthresh=1.0)
    axes.set_ylim(-0.4, 3 * right.max())
    axes.locator_params(axis="x", integer=True)
    axes.legend(loc="upper right")


def static() -> Any:
    """The slide's loop."""
    return draw(**PRESETS["the slide's loop: first first"])[0]


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"style": {"description_width": "6em"}}
    return {
        "family": widgets.ToggleButtons(options=FAMILIES, description="graph", **look),
        "nodes": widgets.IntSlider(8, 2, LARGEST, description="nodes", continuous_update=False, **look),
        "order": widgets.ToggleButtons(options=ORDERS, description="visits", **look),
        "adds": widgets.Checkbox(True, description="add up (off: overwrite)", **look),
    }
