"""The gates and the worked graphs of the lectures, each as a graph that runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.graph import Node, Record, copy, exp, log, maximum, relu, sigmoid, trace

Built = tuple[Node, Any]
"""The output, and the gradient that arrives there; None stands for 1."""


@dataclass(frozen=True)
class Example:
    """``build`` makes the graph; ``formula`` is its title; ``rows`` moves some nodes of the drawing."""

    formula: str
    build: Callable[[], Built]
    rows: Mapping[str, float] = field(default_factory=dict)

    def records(self) -> list[Record]:
        """Both passes, run."""
        return trace(*self.build())


def leaves(**values: Any) -> list[Node]:
    """Leaves by name."""
    return [Node(value, name) for name, value in values.items()]


def _add() -> Built:
    x, y = leaves(x=3.0, y=4.0)
    return (x + y).named("f"), 2.0


def _multiply() -> Built:
    x, y = leaves(x=2.0, y=3.0)
    return (x * y).named("f"), 5.0


def _maximum() -> Built:
    x, y = leaves(x=4.0, y=5.0)
    return maximum(x, y).named("f"), 9.0


def _copy() -> Built:
    (x,) = leaves(x=7.0)
    c = copy(x).named("c")
    return ((4.0 * c).named("p") + (2.0 * c).named("r")).named("f"), None


def _sum_times() -> Built:
    x, y, z = leaves(x=-2.0, y=5.0, z=-4.0)
    return ((x + y).named("q") * z).named("f"), None


def _four_gates() -> Built:
    x, y, z, w = leaves(x=3.0, y=-4.0, z=2.0, w=-1.0)
    p, m = (x * y).named("p"), maximum(z, w).named("m")
    return ((p + m).named("s") * 2.0).named("f"), None


def _doublings() -> Built:
    (a,) = leaves(a=3.0)
    b = (a + a).named("b")
    return (b + b).named("c"), None


def _linear(w0: float) -> Node:
    w, x, v, u, b = leaves(**{"w₀": w0, "x₀": -1.0, "w₁": -3.0, "x₁": -2.0, "w₂": -3.0})
    return (((w * x).named("p₀") + (v * u).named("p₁")).named("s") + b).named("z")


def _small_gates() -> Built:
    n = (-_linear(2.0)).named("n")
    return (1.0 / (exp(n).named("e") + 1.0).named("u")).named("f"), None


def _one_gate() -> Built:
    return sigmoid(_linear(2.0)).named("f"), None


def _saturated() -> Built:
    return sigmoid(_linear(-22.0)).named("f"), None


def _rectifier() -> Built:
    (x,) = leaves(x=np.array([1.0, -2.0, 3.0, -1.0]))
    return relu(x).named("z"), np.array([4.0, -1.0, 5.0, 9.0])


def _penalised() -> Built:
    w, x, b, y = leaves(w=0.8, x=1.5, b=-0.2, y=1.0)
    s = sigmoid(((w * x).named("p") + b).named("z")).named("s")
    loss = (0.5 * ((y - s).named("r") ** 2).named("q")).named("l")
    return (loss + (0.1 * (w**2).named("t")).named("R")).named("L"), None


def _one_weight() -> Built:
    w, x, y = leaves(w=0.5, x=2.0, y=3.0)
    loss = ((y - (w * x).named("p")).named("r") ** 2).named("l")
    return (loss + (0.1 * (w**2).named("t")).named("R")).named("J"), None


def _least_squares() -> Node:
    w, x, b, y = leaves(w=np.array([0.5, -1.0]), x=np.array([2.0, 1.0]), b=0.25, y=1.5)
    prediction = ((w @ x).named("p") + b).named("ŷ")
    return ((y - prediction).named("r") ** 2).named("l")


def _squares() -> Built:
    return _least_squares(), None


def _ridge() -> Built:
    loss = _least_squares()
    w = _leaf_of(loss, "w")
    return (loss + (0.1 * (w @ w).named("t")).named("R")).named("J"), None


def _leaf_of(node: Any, name: str) -> Any:
    """The leaf of this name that a node depends on."""
    found = (_leaf_of(parent, name) for parent in node.parents)
    return node if node.name == name else next((leaf for leaf in found if leaf is not None), None)


def _logistic() -> Built:
    w, x, b = leaves(w=0.8, x=1.5, b=-0.2)
    p = sigmoid(((w * x).named("q") + b).named("z")).named("ŷ")
    return (-log(p).named("g")).named("ℓ"), None


def _two_layers() -> Built:
    w1, x, w2, v1, v2 = leaves(**{"w₁": 1.1, "x": 0.8, "w₂": -0.6, "v₁": 0.9, "v₂": 1.7})
    a1, a2 = sigmoid((w1 * x).named("z₁")).named("a₁"), sigmoid((w2 * x).named("z₂")).named("a₂")
    p = sigmoid(((v1 * a1).named("p₁") + (v2 * a2).named("p₂")).named("z")).named("ŷ")
    return (-log(p).named("g")).named("ℓ"), None


EXAMPLES: dict[str, Example] = {
    "gate: add": Example("f = x + y, with 2 arriving", _add),
    "gate: multiply": Example("f = x y, with 5 arriving", _multiply),
    "gate: copy": Example("a copy of x, with 4 and 2 arriving", _copy, {"p": 0.5, "r": -0.5}),
    "gate: max": Example("f = max(x, y), with 9 arriving", _maximum),
    "(x + y) z": Example("f = (x + y) z", _sum_times),
    "2 (x y + max(z, w))": Example("f = 2 (x y + max(z, w))", _four_gates),
    "b = a + a, c = b + b": Example("b = a + a, c = b + b", _doublings),
    "a sigmoid unit, in small gates": Example("f = 1 / (1 + exp(−(w₀x₀ + w₁x₁ + w₂)))", _small_gates),
    "a sigmoid unit, σ as one gate": Example("f = σ(w₀x₀ + w₁x₁ + w₂)", _one_gate),
    "saturated: next to nothing comes back": Example("f = σ(w₀x₀ + w₁x₁ + w₂), with w₀ = −22", _saturated),
    "ReLU of a vector": Example("z = max(0, x), entry by entry", _rectifier),
    "one weight, with a penalty": Example(
        "J = (y − w x)² + λ w², with λ = 0.1", _one_weight,
        {"w": 1.0, "x": 2.0, "y": 2.5, "p": 1.5, "t": 0.0, "R": 0.0, "J": 1.0},
    ),
    "a penalised sigmoid unit": Example(
        "L = ½ (y − σ(wx + b))² + λw², with λ = 0.1", _penalised,
        {"y": 2.6, "w": 1.4, "x": 2.4, "b": 0.4, "t": -0.9, "R": -0.9, "L": 0.4},
    ),
    "least squares": Example("l = (y − (wᵀx + b))²", _squares),
    "ridge": Example(
        "J = (y − (wᵀx + b))² + λ wᵀw, with λ = 0.1", _ridge,
        {"y": 3.4, "x": 2.6, "w": 0.6, "b": 0.6, "p": 1.8, "t": -0.7, "R": -0.7, "J": 0.6},
    ),
    "a logistic unit": Example("ℓ = −log σ(wx + b), the loss of a row with y = 1", _logistic),
    "two layers": Example("ℓ = −log σ(v₁ σ(w₁x) + v₂ σ(w₂x)), for y = 1", _two_layers),
}  # fmt: skip
