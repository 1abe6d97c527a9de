"""A lab for gates run backwards: what add, multiply, max and copy hand back for the gradient that arrives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from course.plots import graph
from course.plots.graph import Node, Wire
from course.plots.style import figure
from course.widgets import stage

Gate = Literal["add", "multiply", "max", "copy"]
GATES: tuple[Gate, ...] = ("add", "multiply", "max", "copy")
SIGN = {"add": "+", "multiply": "×", "max": "max", "copy": "="}
ROLE = {"add": "add: hands on to both", "multiply": "multiply: swaps and scales", "max": "max: routes to the larger",
        "copy": "copy: adds up"}  # fmt: skip
GOAL = "To hit: −6 at x from each gate in turn. Say the numbers before you move a slider."
COPY = "Two gradients arrive at a copy: upstream on one wire, y on the other."
TIE = "A tie: any split of the upstream gradient lies between the two one-sided slopes. This gate gives x all of it."


@dataclass(frozen=True)
class Passed:
    """What flows through a gate: forward ``values``, and the ``gradients`` handed back to its inputs."""

    values: tuple[float, ...]
    gradients: tuple[float, ...]


def run(gate: Gate, x: float, y: float, up: float) -> Passed:
    """A gate at inputs ``x`` and ``y`` with the upstream gradient ``up``.

    A copy has one input x and two outputs; there ``up`` and ``y`` are the two gradients that arrive. At a tie
    max hands everything to x, one of the answers that are right there.
    """
    rules: dict[Gate, Callable[[], Passed]] = {
        "add": lambda: Passed((x + y,), (up, up)),
        "multiply": lambda: Passed((x * y,), (up * y, up * x)),
        "max": lambda: Passed((max(x, y),), (up, 0.0) if x >= y else (0.0, up)),
        "copy": lambda: Passed((x, x), (up + y,)),
    }
    return rules[gate]()


PRESETS: dict[str, dict[str, Any]] = {
    "add": {"gate": "add", "x": 3.0, "y": 4.0, "up": 2.0},
    "multiply": {"gate": "multiply", "x": 2.0, "y": 3.0, "up": 5.0},
    "max": {"gate": "max", "x": 4.0, "y": 5.0, "up": 9.0},
    "copy": {"gate": "copy", "x": 7.0, "y": 2.0, "up": 4.0},
    "max at a tie: no one answer": {"gate": "max", "x": 3.0, "y": 3.0, "up": 2.0},
    "multiply by 0: nothing comes back": {"gate": "multiply", "x": 3.0, "y": 0.0, "up": 5.0},
}


def draw_on(axes: Any, gate: Gate, x: float, y: float, up: float) -> None:
    """The gate as a small graph with its numbers."""
    passed = run(gate, x, y, up)
    middle, backs = Node(1.5, 0.0, SIGN[gate]), passed.gradients
    if gate == "copy":
        nodes = {"x": Node(0, 0, "x", "input"), "g": middle, "a": Node(3, 0.6, "", "output"),
                 "b": Node(3, -0.6, "", "output")}  # fmt: skip
        wires = [Wire("x", "g", x, backs[0]), Wire("g", "a", x, up), Wire("g", "b", x, y)]
    else:
        nodes = {"x": Node(0, 0.6, "x", "input"), "y": Node(0, -0.6, "y", "input"), "g": middle,
                 "a": Node(3, 0, "", "output")}  # fmt: skip
        wires = [Wire("x", "g", x, backs[0]), Wire("y", "g", y, backs[1]), Wire("g", "a", passed.values[0], up)]
    graph.draw_on(axes, nodes, wires, title=ROLE[gate])


def draw(gate: Gate, x: float, y: float, up: float) -> tuple[Any, str]:
    """One gate as a figure, and what to say above it."""
    fig, axes = figure(width=5.2, height=3.0)
    draw_on(axes, gate, x, y, up)
    graph.key(fig)
    tie = gate == "max" and x == y
    return fig, "\n".join([GOAL, *([COPY] if gate == "copy" else []), *([TIE] if tie else [])])


def static() -> Any:
    """The four gates side by side, each with its own numbers."""
    fig, axes = figure(2, 2, width=8.4, height=5.0)
    for panel, gate in zip(axes.flat, GATES, strict=True):
        draw_on(panel, **PRESETS[gate])
    graph.key(fig)
    return fig


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    names = {"x": "x", "y": "y", "up": "upstream"}
    sliders = {key: widgets.FloatSlider(min=-6, max=10, step=0.5, description=said) for key, said in names.items()}
    return {"gate": widgets.ToggleButtons(options=GATES, description="gate"), **sliders}
