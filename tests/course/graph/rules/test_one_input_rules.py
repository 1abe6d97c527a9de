"""Does each rule of one input send back the right gradient, on every shape, and on a single number?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course import graph
from tests.course.graph.oracles import check

Draw = Callable[[np.random.Generator, tuple[int, ...]], Any]
SHAPES = [(1,), (4,), (1, 1), (1, 3), (3, 1), (2, 3), (2, 1, 3)]


def anywhere(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return rng.normal(size=shape)


def positive(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return rng.uniform(0.3, 3.0, size=shape)


def off_kinks(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    x = rng.normal(size=shape)
    return x + np.copysign(0.05, x)


def distinct(rng: np.random.Generator, shape: tuple[int, ...]) -> Any:
    return rng.permutation(np.arange(float(np.prod(shape)))).reshape(shape) * 0.3 + rng.uniform(0, 0.1, size=shape)


def log_softmax(np: Any, x: Any) -> Any:
    return x - np.log(np.sum(np.exp(x), axis=-1, keepdims=True))


ENTRYWISE: list[tuple[str, Any, Any, Draw, bool]] = [
    ("negate", lambda x: -x, lambda np, x: -x, anywhere, True),
    ("copy", graph.copy, lambda np, x: 1.0 * x, anywhere, True),
    ("exp", graph.exp, lambda np, x: np.exp(x), anywhere, True),
    ("log", graph.log, lambda np, x: np.log(x), positive, True),
    ("tanh", graph.tanh, lambda np, x: np.tanh(x), anywhere, True),
    ("sigmoid", graph.sigmoid, lambda np, x: 1 / (1 + np.exp(-x)), anywhere, True),
    ("relu", graph.relu, lambda np, x: np.where(x > 0, x, 0.0), off_kinks, False),
    ("leaky relu", lambda x: graph.leaky_relu(x, 0.1), lambda np, x: np.where(x > 0, x, 0.1 * x), off_kinks, False),
    ("power 0", lambda x: x**0, lambda np, x: x**0, positive, True),
    ("power 1", lambda x: x**1, lambda np, x: x**1, anywhere, True),
    ("power 3", lambda x: x**3, lambda np, x: x * x * x, anywhere, True),
    ("power 2.0", lambda x: x**2.0, lambda np, x: x * x, anywhere, True),
    ("power -2", lambda x: x**-2, lambda np, x: 1 / (x * x), positive, True),
    ("root", lambda x: x**0.5, lambda np, x: np.sqrt(x), positive, True),
]  # fmt: skip
ROWS: list[tuple[str, Any, Any, Draw, bool]] = [
    ("softmax", graph.softmax, lambda np, x: np.exp(log_softmax(np, x)), anywhere, True),
    ("log softmax", graph.log_softmax, log_softmax, anywhere, True),
    ("transpose", lambda x: x.T, lambda np, x: np.transpose(x), anywhere, True),
    ("flat", lambda x: x.reshape(-1), lambda np, x: np.reshape(x, (-1,)), anywhere, True),
    ("sum", lambda x: x.sum(), lambda np, x: np.sum(x), anywhere, True),
    ("sum last", lambda x: x.sum(axis=-1), lambda np, x: np.sum(x, axis=-1), anywhere, True),
    ("sum kept", lambda x: x.sum(0, keepdims=True), lambda np, x: np.sum(x, axis=0, keepdims=True), anywhere, True),
    ("mean", lambda x: x.mean(), lambda np, x: np.mean(x), anywhere, True),
    ("mean first", lambda x: x.mean(axis=0), lambda np, x: np.mean(x, axis=0), anywhere, True),
    ("mean kept", lambda x: x.mean(keepdims=True), lambda np, x: np.mean(x, keepdims=True), anywhere, True),
    ("max", lambda x: x.max(), lambda np, x: np.max(x), distinct, False),
    ("max last", lambda x: x.max(axis=-1), lambda np, x: np.max(x, axis=-1), distinct, False),
    ("max kept", lambda x: x.max(0, keepdims=True), lambda np, x: np.max(x, axis=0, keepdims=True), distinct, False),
    ("last entries", lambda x: x[..., -1], lambda np, x: x[..., -1], anywhere, True),
    ("first of all", lambda x: x[0], lambda np, x: x[0], anywhere, True),
    ("backwards", lambda x: x[::-1], lambda np, x: x[::-1], anywhere, True),
    ("new axis", lambda x: x[None], lambda np, x: x[None], anywhere, True),
    ("gather", lambda x: x[[0, 0, -1, 0]], lambda np, x: x[np.array([0, 0, -1, 0])], anywhere, True),
]  # fmt: skip


@pytest.mark.parametrize(("write", "formula", "draw", "smooth"), [row[1:] for row in ENTRYWISE + ROWS],
                         ids=[row[0] for row in ENTRYWISE + ROWS])  # fmt: skip
@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(SHAPES))
def test_an_array(write: Any, formula: Any, draw: Draw, smooth: bool, seed: int, shape: tuple[int, ...]) -> None:
    """On arrays of every shape, axes of length 1 included, do value and gradient agree with all oracles?"""
    rng = np.random.default_rng(seed)
    check(write, formula, [draw(rng, shape)], rng, smooth=smooth)


@pytest.mark.parametrize(("write", "formula", "draw", "smooth"), [row[1:] for row in ENTRYWISE],
                         ids=[row[0] for row in ENTRYWISE])  # fmt: skip
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_number(write: Any, formula: Any, draw: Draw, smooth: bool, seed: int) -> None:
    """Does the same rule hold for one number, and keep it a Python float?"""
    rng = np.random.default_rng(seed)
    check(write, formula, [float(draw(rng, ()))], rng, smooth=smooth)


@pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (-1, 0, 1)])
def test_transposition_is_undone_by_its_inverse(axes: tuple[int, ...]) -> None:
    """Does a permutation of three axes, which need not be its own inverse, come home?"""
    rng = np.random.default_rng(0)
    places = tuple(axis % 3 for axis in axes)  # autograd does not undo negative ones
    for write in (lambda x: x.transpose(axes), lambda x: x.transpose(*axes)):
        check(write, lambda np, x: np.transpose(x, places), [rng.normal(size=(2, 3, 4))], rng)


@pytest.mark.parametrize("axis", [(0, 1), (0, 2), (-1, 0), (0, 1, 2)])
def test_several_axes_at_once(axis: tuple[int, ...]) -> None:
    """Do sum and mean over several axes spread their gradients back over all of them?"""
    rng = np.random.default_rng(1)
    x = rng.normal(size=(2, 3, 4))
    for keep in (False, True):
        check(lambda x, keep=keep: x.sum(axis, keep), lambda np, x, keep=keep: np.sum(x, axis=axis, keepdims=keep),
              [x], rng)  # fmt: skip
        check(lambda x, keep=keep: x.mean(axis, keep), lambda np, x, keep=keep: np.mean(x, axis=axis, keepdims=keep),
              [x], rng)  # fmt: skip


def test_an_entry_taken_twice_gets_both_gradients() -> None:
    """Does a repeated index add up, and an entry that nobody took get 0?"""
    x = graph.Node(np.zeros(4), "x")
    x[np.array([2, 0, 2, 2])].backward(np.array([1.0, 10.0, 100.0, 1000.0]))
    assert x.gradient.tolist() == [10.0, 0.0, 1101.0, 0.0]


def test_rows_by_labels() -> None:
    """Does picking one entry a row, by two index arrays, send each gradient to its entry?"""
    x = graph.Node(np.arange(6.0).reshape(3, 2), "x")
    labels = np.array([1, 0, 1])
    picked = x[np.arange(3), labels]
    labels[:] = 0  # what the caller does with its array afterwards must not matter
    picked.backward(np.array([1.0, 2.0, 3.0]))
    assert picked.value.tolist() == [1.0, 2.0, 5.0]
    assert x.gradient.tolist() == [[0.0, 1.0], [2.0, 0.0], [0.0, 3.0]]


def test_a_mask() -> None:
    """Does a truth-valued mask send the gradients back to where it was true?"""
    x = graph.Node(np.array([3.0, -1.0, 2.0]), "x")
    x[np.array([True, False, True])].backward(np.array([5.0, 7.0]))
    assert x.gradient.tolist() == [5.0, 0.0, 7.0]


def test_the_largest_of_equals() -> None:
    """At a tie, does the first of the equals get everything, over all entries and along an axis?"""
    x = graph.Node(np.array([[1.0, 2.0, 2.0], [2.0, 2.0, 0.0]]), "x")
    x.max().backward(8.0)
    assert x.gradient.tolist() == [[0.0, 8.0, 0.0], [0.0, 0.0, 0.0]]
    x.max(axis=1).backward(np.array([3.0, 5.0]))
    assert x.gradient.tolist() == [[0.0, 3.0, 0.0], [5.0, 0.0, 0.0]]


@pytest.mark.parametrize("shape", [(), (3,)])
def test_kinks(shape: tuple[int, ...]) -> None:
    """At 0, has relu the slope 0 and leaky relu its own, on numbers and on arrays?"""
    x = graph.Node(0.0 if shape == () else np.zeros(shape), "x")
    for write, slope in ((graph.relu, 0.0), (lambda x: graph.leaky_relu(x, 0.25), 0.25)):
        write(x).backward(1.0 if shape == () else np.ones(shape))
        assert np.all(np.asarray(x.gradient) == slope)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(SHAPES))
def test_relu_is_the_courses_own(seed: int, shape: tuple[int, ...]) -> None:
    """Is the router with 0 the same function, kinks included, as `course.activations.relu` and its backward?"""
    from course.activations import relu, relu_backward

    rng = np.random.default_rng(seed)
    Z, dA = rng.integers(-2, 3, size=shape).astype(float), rng.normal(size=shape)
    z = graph.Node(Z, "Z")
    a = graph.relu(z)
    a.backward(dA)
    assert np.array_equal(a.value, relu(Z))
    assert np.array_equal(z.gradient, relu_backward(Z, dA))


@pytest.mark.parametrize("exponent", [3, 3.0, np.int64(3), np.float64(3)])
def test_an_exponent_is_a_number_of_any_kind(exponent: Any) -> None:
    """Do NumPy's numbers do as exponents, whole ones and negative bases included?"""
    x = graph.Node(-2.0, "x")
    y = x**exponent
    y.backward()
    assert (y.value, x.gradient) == (-8.0, 12.0)
