"""The published table of the eight protocols, made again on small layers: does it come out as it was reported?

Four questions: how often does a correct network fail; how often is a dense layer noticed whose backward pass ignores
the upstream gradient; a softmax whose backward pass returns zeros; a sigmoid whose slope is off by 0.5 %.

The reported numbers came from another program, whose network and inputs are not written down. Here the network has
20 inputs, 24 sigmoid units and 5 outputs, the batch 10 rows, and everything is standard normal. What a protocol
catches by its formula is the same under any such choice; what it does by its own rounding (false alarms on a correct
network, and the alarms marked as such in the report) grows with the size of the network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from course.activations import sigmoid, softmax
from course.exercises.spec import Args, Array, Case, GradientExercise
from tests.mutants.candidate import Answer
from tests.mutants.protocols.all import PROTOCOLS

SEEDS, QUICK_SEEDS = 100, 2
ROWS, INPUTS, HIDDEN, OUTPUTS = 10, 20, 24, 5
CAPTION = "False alarms, and TinyTorch's row, rest on rounding and move with the network's size. The rest agrees."


@dataclass(frozen=True)
class Question:
    """An answer to an exercise, and the share of refusals (in %) that was reported for each protocol, in order."""

    title: str
    exercise: GradientExercise
    answer: Answer
    reported: tuple[str, ...]


def _exercise(
    name: str, signature: str, loss: Any, wrt: dict[str, str], **shapes: tuple[int, ...]
) -> GradientExercise:
    def draw(rng: np.random.Generator) -> Args:
        return {argument: rng.standard_normal(shapes[argument]) for argument in signature.split()}

    return GradientExercise(
        id=name, lesson="", title=name, points=1, signature=tuple(signature.split()), parts=tuple(wrt),
        form="single" if len(wrt) == 1 else "tuple", cases=(Case("standard normal", draw),), loss=loss, wrt=wrt,
    )  # fmt: skip


def _mlp(W1: Array, b1: Array, W2: Array, b2: Array, X: Array, dY: Array) -> Any:
    return np.sum(dY * (sigmoid(X @ W1.T + b1) @ W2.T + b2))


def _mlp_grads(W1: Array, b1: Array, W2: Array, b2: Array, X: Array, dY: Array) -> tuple[Array, ...]:
    A = sigmoid(X @ W1.T + b1)
    dZ = (dY @ W2) * A * (1 - A)
    return dZ.T @ X, dZ.sum(axis=0), dY.T @ A, dY.sum(axis=0)


def _dense_with_ones(W: Array, X: Array, dY: Array) -> tuple[Array, Array]:
    return np.ones_like(dY).T @ X, np.ones_like(dY) @ W


def _sigmoid_off(Z: Array, dY: Array) -> Array:
    return np.asarray(1.005 * dY * sigmoid(Z) * (1 - sigmoid(Z)))


QUESTIONS = (
    Question(
        "a correct MLP fails",
        _exercise("mlp", "W1 b1 W2 b2 X dY", _mlp, {"dW1": "W1", "db1": "b1", "dW2": "W2", "db2": "b2"},
                  W1=(HIDDEN, INPUTS), b1=(HIDDEN,), W2=(OUTPUTS, HIDDEN), b2=(OUTPUTS,), X=(ROWS, INPUTS),
                  dY=(ROWS, OUTPUTS)),
        _mlp_grads,
        ("0", "8", "0", "56", "0", "80", "100", "0"),
    ),
    Question(
        "ignores upstream",
        _exercise("dense", "W X dY", lambda W, X, dY: np.sum(dY * (X @ W.T)), {"dW": "W", "dX": "X"},
                  W=(OUTPUTS, INPUTS), X=(ROWS, INPUTS), dY=(ROWS, OUTPUTS)),
        _dense_with_ones,
        ("0", "0", "0", "100", "100", "100", "4 to 18", "100"),
    ),
    Question(
        "softmax backwards = 0",
        _exercise("softmax", "Z dY", lambda Z, dY: np.sum(dY * softmax(Z)), {"dZ": "Z"},
                  Z=(ROWS, OUTPUTS), dY=(ROWS, OUTPUTS)),
        lambda Z, dY: np.zeros_like(Z),
        ("0", "0", "100", "100", "100", "100", "100", "100"),
    ),
    Question(
        "σ′ off by 0.5 %",
        _exercise("sigmoid", "Z dY", lambda Z, dY: np.sum(dY * sigmoid(Z)), {"dZ": "Z"},
                  Z=(ROWS, OUTPUTS), dY=(ROWS, OUTPUTS)),
        _sigmoid_off,
        ("0", "100", "100", "100", "100", "100", "100", "100"),
    ),
)  # fmt: skip


def refusals(question: Question, number: int, seeds: int) -> int:
    """At how many of ``seeds`` draws the protocol of this number refuses the question's answer."""
    refused = 0
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        args = question.exercise.cases[0].inputs(rng, 0)
        refused += not PROTOCOLS[number].accepts(question.exercise, args, question.answer, rng)
    return refused


def table(console: Console, quick: bool) -> dict[str, Any]:
    """Print what was measured beside what was reported; return the counts."""
    seeds = QUICK_SEEDS if quick else SEEDS
    printed = Table(title=f"The published table made again: % refused at {seeds} seeds (reported)", caption=CAPTION)
    printed.add_column("protocol")
    for question in QUESTIONS:
        printed.add_column(question.title, justify="right")
    counts: dict[str, Any] = {"seeds": seeds}
    for number, protocol in enumerate(PROTOCOLS):
        refused = {question.title: refusals(question, number, seeds) for question in QUESTIONS}
        cells = [f"{100 * refused[q.title] / seeds:.3g} ({q.reported[number]})" for q in QUESTIONS]
        printed.add_row(protocol.name, *cells)
        counts[protocol.name] = refused
    console.print(printed)
    return counts
