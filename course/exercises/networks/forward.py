"""`mlp_forward`: a net of any depth on a batch of rows, its output layer without an activation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from course.activations import relu, sigmoid, tanh
from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Draw, Mistake, ValueExercise

Params = dict[str, Array]
Activate = Callable[[Array], Array]

ACTIVATE: dict[str, Activate] = {"relu": relu, "tanh": tanh, "sigmoid": sigmoid}


def _draw(rng: np.random.Generator, shape: list[int], activation: str, n: int) -> Args:
    """A net of these sizes, inputs first, and n rows."""
    params: Params = {}
    for number, (into, out) in enumerate(pairwise(shape), start=1):
        params |= {f"W{number}": normal(rng, out, into), f"b{number}": normal(rng, out)}
    return {"params": params, "activation": activation, "X": normal(rng, n, shape[0])}


def _deep(rng: np.random.Generator, depth: int, activation: str) -> Args:
    """Sizes that all differ; the rows are fewer or more than any of them."""
    return _draw(rng, sizes(rng, depth + 1), activation, 7)


def _each(draw: Callable[..., Args], **settings: Any) -> tuple[Draw, ...]:
    """The same with each activation in turn."""
    return tuple(partial(draw, activation=name, **settings) for name in ACTIVATE)


def _ordinary(rng: np.random.Generator, activation: str) -> Args:
    return _deep(rng, 3, activation)


def _one_row(rng: np.random.Generator, activation: str) -> Args:
    return _draw(rng, sizes(rng, 3), activation, 1)


def _no_hidden(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 2), "relu", 7)


def depth_of(params: Params) -> int:
    """How many weight layers there are."""
    return len(params) // 2


def forward(
    params: Params, activation: str, X: Array, *,
    bias: float = 1.0, last: bool = False, hidden: Activate | None = None, before: bool = False,
) -> Array:  # fmt: skip
    """The net, and what becomes of it when one thing goes wrong; with no option, the right answer (n, k)."""
    activate, depth = hidden or ACTIVATE[activation], depth_of(params)
    A = X
    for number in range(1, depth + 1):
        W = params[f"W{number}"]
        if before:
            A = activate(A)
        A = A @ W.T + bias * params[f"b{number}"]
        if not before and (number < depth or last):
            A = activate(A)
    return A


def _made(**wrong: Any) -> Callable[..., dict[str, Array]]:
    return lambda params, activation, X: {"F": forward(params, activation, X, **wrong)}


def _only_first_activated(params: Params, activation: str, X: Array) -> dict[str, Array]:
    A = ACTIVATE[activation](X @ params["W1"].T + params["b1"])
    rest = {f"{name}{i - 1}": params[f"{name}{i}"] for i in range(2, depth_of(params) + 1) for name in "Wb"}
    return {"F": forward(rest, activation, A, hidden=lambda Z: Z)}


def _two_layers_only(params: Params, activation: str, X: Array) -> dict[str, Array]:
    first: Params = {name: params[name] for name in params if name[1:] in ("1", "2")}
    return {"F": forward(first, activation, X)}


def _falling_sigmoid(params: Params, activation: str, X: Array) -> dict[str, Array]:
    turned: dict[str, Activate] = {"sigmoid": lambda Z: sigmoid(-Z)}
    return {"F": forward(params, activation, X, hidden=turned.get(activation))}


def _softmax(params: Params, activation: str, X: Array) -> dict[str, Array]:
    powers = np.exp(forward(params, activation, X))
    return {"F": powers / powers.sum(axis=1, keepdims=True)}


MISTAKES = (
    Mistake("output-activated", "The output layer was given the activation too; its outputs are left as they are.",
            _made(last=True)),
    Mistake("no-activation", "No activation was applied, so the whole net is one linear layer.",
            _made(hidden=lambda Z: Z)),
    Mistake("bias-forgotten", "The biases were left out.", _made(bias=0.0)),
    Mistake("bias-subtracted", "The biases were taken away where they should be added.", _made(bias=-1.0)),
    Mistake("inputs-activated", "The activation was applied before each layer and not after it, so the inputs go "
            "through it as well.", _made(before=True)),
    Mistake("only-first-activated", "The activation was applied in the first hidden layer alone.",
            _only_first_activated),
    Mistake("two-layers-only", "Only the first two layers were used; the net may have more, or fewer.",
            _two_layers_only),
    Mistake("always-relu", "ReLU was applied whatever activation was asked for.", _made(hidden=relu)),
    Mistake("always-tanh", "tanh was applied whatever activation was asked for.", _made(hidden=tanh)),
    Mistake("always-sigmoid", "The sigmoid was applied whatever activation was asked for.", _made(hidden=sigmoid)),
    Mistake("falling-sigmoid", "The sigmoid falls where its net input rises.", _falling_sigmoid),
    Mistake("softmax-added", "The output went through a softmax; its scores are left as they are.", _softmax),
)  # fmt: skip

MLP_FORWARD = ValueExercise(
    id="mlp_forward",
    lesson=LESSON,
    title="A net of any depth, forwards",
    points=4,
    signature=("params", "activation", "X"),
    parts=("F",),
    cases=(
        Case("three layers", _each(_ordinary), share=5),
        Case("four layers", _each(_deep, depth=4), share=1),
        Case("one layer and no hidden one", _no_hidden, share=1),
        Case("a single row", _each(_one_row), share=1),
    ),
    mistakes=pointed(MISTAKES, hints.FORWARD),
    hints=hints.FORWARD_HINTS,
    withheld=WITHHELD,
    shapes={"F": "(n, k), a row an example"},
    reference=lambda params, activation, X: {"F": forward(params, activation, X)},
    rtol=1e-5,
    atol=1e-6,
)
