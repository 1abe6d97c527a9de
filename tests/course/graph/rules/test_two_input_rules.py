"""Do the rules of two inputs and more send each input its own gradient, whatever NumPy repeated to make them fit?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import graph
from course.graph import Node
from tests.course.graph.oracles import check

PAIRS = [((), ()), ((3,), (3,)), ((2, 3), (3,)), ((3,), (2, 3)), ((2, 3), ()), ((), (2, 3)), ((2, 1), (1, 3)),
         ((4, 1, 3), (2, 1)), ((1,), (1, 1, 1)), ((2, 3), (1, 1)), ((1, 3), (2, 3)), ((1,), (5,))]  # fmt: skip
GATES: list[tuple[str, Any, Any, bool]] = [
    ("+", lambda a, b: a + b, lambda np, a, b: a + b, True),
    ("-", lambda a, b: a - b, lambda np, a, b: a - b, True),
    ("*", lambda a, b: a * b, lambda np, a, b: a * b, True),
    ("/", lambda a, b: a / b, lambda np, a, b: a / b, True),
    ("**", lambda a, b: a**b, lambda np, a, b: np.exp(b * np.log(a)), True),
    ("max", graph.maximum, lambda np, a, b: np.maximum(a, b), False),
]
PRODUCTS = [((3,), (3,)), ((1,), (1,)), ((2, 3), (3,)), ((1, 3), (3,)), ((3,), (3, 2)), ((3,), (3, 1)),
            ((2, 3), (3, 4)), ((1, 1), (1, 1)), ((1, 3), (3, 1)), ((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (3, 4)),
            ((2, 3), (5, 3, 4)), ((5, 2, 3), (3,)), ((3,), (5, 3, 4)), ((5, 1, 2, 3), (4, 3, 2)),
            ((1, 2, 3), (5, 3, 1))]  # fmt: skip


def drawn(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    value = rng.uniform(0.4, 2.5, size=shape)
    return value if shape else float(value)


@pytest.mark.parametrize(("write", "formula", "smooth"), [gate[1:] for gate in GATES],
                         ids=[gate[0] for gate in GATES])  # fmt: skip
@settings(max_examples=24, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shapes=st.sampled_from(PAIRS))
def test_a_gate(write: Any, formula: Any, smooth: bool, seed: int, shapes: Any) -> None:
    """Does the gradient of an operand that was repeated add up over the repeats, so that it has its shape?"""
    rng = np.random.default_rng(seed)
    check(write, formula, [drawn(rng, shape) for shape in shapes], rng, smooth=smooth)


@pytest.mark.parametrize("shapes", PRODUCTS, ids=str)
@pytest.mark.parametrize("seed", [0, 1])
def test_a_matrix_product(shapes: Any, seed: int) -> None:
    """Does every pair of shapes that NumPy multiplies go back right: vectors, matrices, stacks, repeated stacks?"""
    rng = np.random.default_rng(seed)
    a, b = (rng.normal(size=shape) for shape in shapes)
    check(lambda a, b: a @ b, lambda np, a, b: np.matmul(a, b), [a, b], rng)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("lengths", [(1,), (2, 3), (1, 2, 1)])
def test_concatenation(axis: int, lengths: tuple[int, ...]) -> None:
    """Does each part get its own stretch of the gradient back?"""
    rng = np.random.default_rng(2)
    parts = [rng.normal(size=(length, 4) if axis == 0 else (4, length)) for length in lengths]
    check(lambda *parts: graph.concatenate(parts, axis), lambda np, *parts: np.concatenate(parts, axis), parts, rng)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 5), k=st.integers(1, 4))
def test_losses(seed: int, n: int, k: int) -> None:
    """Do the three losses, a batch of one and a single class included, agree with their definitions?"""
    rng = np.random.default_rng(seed)
    Z, T, labels = rng.normal(size=(n, k)), rng.uniform(size=(n, k)), rng.integers(0, k, size=n)
    check(graph.mean_squared_error, lambda np, p, t: np.mean((p - t) ** 2), [Z, T], rng)
    check(lambda z: graph.binary_cross_entropy(z, T),
          lambda np, z: np.mean(np.log(1 + np.exp(z)) - T * z), [Z], rng)  # fmt: skip
    rows = np.arange(n)
    check(lambda z: graph.softmax_cross_entropy(z, labels),
          lambda np, z: np.mean(np.log(np.sum(np.exp(z), axis=1)) - z[rows, labels]), [Z], rng)  # fmt: skip


def test_losses_of_one_number() -> None:
    """Do squared error and binary cross-entropy also take a single number?"""
    rng = np.random.default_rng(3)
    check(graph.mean_squared_error, lambda np, p, t: (p - t) ** 2, [0.7, -0.4], rng)
    check(lambda z: graph.binary_cross_entropy(z, 1.0), lambda np, z: np.log(1 + np.exp(-z)), [0.3], rng)


def test_targets_are_kept() -> None:
    """Does a loss keep its targets when the caller goes on to use their array for the next batch?"""
    z, y = Node(np.array([[0.2, -0.4]]), "z"), np.array([1])
    loss = graph.softmax_cross_entropy(z, y)
    loss.backward()
    before = z.gradient
    y[0] = 0
    loss.forward()
    loss.backward()
    assert np.array_equal(z.gradient, before)


@pytest.mark.parametrize("value", [2.0, np.full(3, 2.0)], ids=["number", "array"])
def test_a_tie_goes_to_the_first(value: Any) -> None:
    """At a tie, does the first input of the router get all of the gradient, and the second none?"""
    a, b = Node(value, "a"), Node(value, "b")
    graph.maximum(a, b).backward(np.ones(3) * 9 if np.ndim(value) else 9.0)
    assert np.all(np.asarray(a.gradient) == 9) and np.all(np.asarray(b.gradient) == 0)


def test_operands_that_are_no_nodes() -> None:
    """Do numbers and arrays stand on either side of every operator, NumPy's own ``array * node`` included?"""
    x, two, row = Node(np.array([1.0, 3.0]), "x"), 2, np.array([4.0, 5.0])
    for made, expected in (
        (two + x, [3.0, 5.0]), (x + two, [3.0, 5.0]), (two - x, [1.0, -1.0]), (x - two, [-1.0, 1.0]),
        (two * x, [2.0, 6.0]), (two / x, [2.0, 2 / 3]), (x / two, [0.5, 1.5]), (two**x, [2.0, 8.0]),
        (row + x, [5.0, 8.0]), (row - x, [3.0, 2.0]), (row * x, [4.0, 15.0]), (row / x, [4.0, 5 / 3]),
        (row @ x, 19.0), (x @ row, 19.0), (row**x, [4.0, 125.0]), (np.float64(2) * x, [2.0, 6.0]),
    ):  # fmt: skip
        assert isinstance(made, Node)
        assert np.allclose(made.value, expected, rtol=1e-15)
