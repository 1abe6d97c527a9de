"""Are the drawn tapes fit to find a mistake, and does the engine that answers for them agree with differences?"""

from __future__ import annotations

from math import exp, tanh
from typing import Any

import numpy as np
import pytest

from course.exercises.graphs.order import problem
from course.exercises.graphs.tapes import GATES, LARGEST, random_tape, reused, run, shuffled, tame

SEEDS = range(12)


def evaluated(row: int, ops: Any, inputs: Any, value: Any) -> Any:
    """The value of a row by recursion: no order, no table, no engine. ``value`` maps leaf rows to numbers."""
    a, b = (evaluated(int(p), ops, inputs, value) if p >= 0 else None for p in inputs[row])
    rules = {
        "leaf": lambda: value[row],
        "add": lambda: a + b,
        "subtract": lambda: a - b,
        "multiply": lambda: a * b,
        "maximum": lambda: a if a > b else b,
        "exp": lambda: exp(a),
        "tanh": lambda: tanh(a),
    }
    return rules[ops[row]]()


def by_row(ops: Any, leaves: Any) -> dict[int, float]:
    return dict(zip([row for row, op in enumerate(ops) if op == "leaf"], map(float, leaves), strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_values_and_gradients_agree_with_recursion_and_differences(seed: int) -> None:
    """On a shuffled tape, are the values those of plain recursion and the leaves' gradients those of differences?"""
    rng = np.random.default_rng(seed)
    tape, new = shuffled(rng, random_tape(rng))
    ops, inputs, leaves = tape["ops"], tape["inputs"], tape["leaves"]
    output = int(new[-1])
    made, value = run(ops, inputs, leaves, output), by_row(ops, leaves)
    for row in range(len(ops)):
        assert made["values"][row] == pytest.approx(evaluated(row, ops, inputs, value), rel=1e-12)
    for row in value:
        ends = [evaluated(output, ops, inputs, value | {row: value[row] + step}) for step in (1e-5, -1e-5)]
        assert made["gradients"][row] == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tape_has_all_that_may_go_wrong(seed: int) -> None:
    """Has each every gate, leaves in between, a node of several uses, both signs, moderate values, and one end?"""
    tape = random_tape(np.random.default_rng(seed))
    ops, inputs = tape["ops"], tape["inputs"]
    first_gate = next(row for row, op in enumerate(ops) if op != "leaf")
    assert set(ops) == {"leaf", *GATES} and "leaf" in ops[first_gate:]
    assert tame(tape) and reused(inputs)
    assert tape["leaves"].min() < 0 < tape["leaves"].max() < LARGEST
    assert problem(inputs, np.arange(len(ops))) is None
    assert set(range(len(ops) - 1)) <= set(inputs.ravel().tolist())
    assert np.abs(run(**tape, output=len(ops) - 1)["gradients"]).max() > 0


def test_sizes_vary() -> None:
    """Do the tapes come in several sizes?"""
    assert len({len(random_tape(np.random.default_rng(seed))["ops"]) for seed in SEEDS}) > 2


def test_shuffling_changes_the_rows_and_not_the_graph() -> None:
    """Are the values of a shuffled tape the same numbers in other places?"""
    rng = np.random.default_rng(5)
    tape = random_tape(rng)
    other, new = shuffled(rng, tape)
    last = len(tape["ops"]) - 1
    before, after = run(**tape, output=last), run(**other, output=int(new[last]))
    assert problem(other["inputs"], np.arange(last + 1)) is not None
    for name in ("values", "gradients"):
        np.testing.assert_allclose(after[name][new], before[name], rtol=1e-14)


def test_near_ties_and_large_values_are_refused() -> None:
    """Is a maximum of two nearly equal nodes not tame, one of a node with itself tame, and a value of 21 not?"""
    one = {"ops": ("leaf", "leaf", "maximum"), "inputs": np.array([[-1, -1], [-1, -1], [0, 1]])}
    assert not tame({**one, "leaves": np.array([1.0, 1.01])})
    assert tame({**one, "leaves": np.array([1.0, 1.2])})
    assert tame({"ops": ("leaf", "maximum"), "inputs": np.array([[-1, -1], [0, 0]]), "leaves": np.array([1.0])})
    assert not tame({**one, "leaves": np.array([1.0, 21.0])})


def test_a_tape_that_overflows_is_not_tame_and_no_crash() -> None:
    """Is an exp of an exp of an exp, which leaves the range of float64, drawn again and not raised?"""
    tower = {"ops": ("leaf", "exp", "exp", "exp"), "inputs": np.array([[-1, -1], [0, -1], [1, -1], [2, -1]])}
    assert tame({**tower, "leaves": np.array([-3.0])})
    assert not tame({**tower, "leaves": np.array([3.0])})
