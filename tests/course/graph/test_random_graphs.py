"""Do whole expressions, drawn at random, have the gradient that independent programs find?

An expression is a list of steps; each makes a new value of earlier ones, so values are shared and paths meet. The
same list runs on nodes, on autograd's arrays and on complex numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import autograd
import autograd.numpy as anp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from course import graph
from course.gradcheck import complex_step_gradient
from course.graph import Node
from tests.course.graph.oracles import near

NODES = SimpleNamespace(exp=graph.exp, log=graph.log, tanh=graph.tanh, concatenate=graph.concatenate,
                        sum=lambda x: x.sum(), mean=lambda x, axis, keepdims: x.mean(axis, keepdims))  # fmt: skip
ONE: list[Callable[[Any, Any], Any]] = [
    lambda m, a: -a,
    lambda m, a: m.tanh(a),
    lambda m, a: m.exp(-a * a),
    lambda m, a: m.log(a * a + 1.5),
    lambda m, a: (a * a + 0.5) ** 0.5,
    lambda m, a: 1.0 / (a * a + 1.0),
    lambda m, a: a**3 * 0.1,
]
ROWS: list[Callable[[Any, Any], Any]] = [
    lambda m, a: a - m.mean(a, axis=-1, keepdims=True),
    lambda m, a: a[::-1] * 0.5,
    lambda m, a: m.concatenate([a[1:], a[:1]]) if a.shape[0] > 1 else a,
    lambda m, a: a @ a.T @ a * 0.1,
]
TWO: list[Callable[[Any, Any, Any], Any]] = [
    lambda m, a, b: a + b,
    lambda m, a, b: a - b,
    lambda m, a, b: m.tanh(a * b),
    lambda m, a, b: a / (b * b + 1.0),
]
Steps = list[tuple[int, int, int]]


def run(module: Any, steps: Steps, rows: bool, values: list[Any]) -> Any:
    """The sum of all values that the steps make; every value, used further or not, counts."""
    kinds: list[tuple[int, Callable[..., Any]]] = [*((1, f) for f in ONE), *((2, f) for f in TWO)]
    kinds += [(1, f) for f in ROWS] if rows else []
    values = list(values)
    for kind, first, second in steps:
        arity, operation = kinds[kind % len(kinds)]
        operands = [values[first % len(values)], values[second % len(values)]][:arity]
        values.append(operation(module, *operands))
    total = 0.0
    for value in values:
        total = total + module.sum(value)
    return total


def compare(steps: Steps, rows: bool, inputs: list[Any]) -> None:
    nodes = [Node(value, f"x{position}") for position, value in enumerate(inputs)]
    output = run(NODES, steps, rows, nodes)
    output.backward()
    near(output.value, float(run(np, steps, rows, inputs)), 10.0)
    for position, (x, node) in enumerate(zip(inputs, nodes, strict=True)):

        def loss(moved: Any, module: Any, at: int = position) -> Any:
            return run(module, steps, rows, [*inputs[:at], moved, *inputs[at + 1 :]])

        near(node.gradient, complex_step_gradient(lambda moved, f=loss: f(moved, np), x), 10.0)
        near(node.gradient, autograd.grad(lambda moved, f=loss: f(moved, anp))(x), 10.0)


step = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000))


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(step, max_size=12), seed=st.integers(0, 2**32 - 1))
def test_numbers(steps: Steps, seed: int) -> None:
    """Does the gradient of an expression in three numbers agree with the complex step and with autograd?"""
    rng = np.random.default_rng(seed)
    compare(steps, False, [float(x) for x in rng.normal(size=3)])


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(step, max_size=8), seed=st.integers(0, 2**32 - 1), n=st.integers(1, 3), d=st.integers(1, 3))
def test_arrays(steps: Steps, seed: int, n: int, d: int) -> None:
    """Does it for matrices, a batch of one and a single feature included?"""
    rng = np.random.default_rng(seed)
    compare(steps, True, [rng.normal(size=(n, d)) for _ in range(3)])


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), sizes=st.tuples(*[st.integers(1, 4)] * 4))
def test_a_whole_network(seed: int, sizes: tuple[int, int, int, int]) -> None:
    """Does a network of two layers have the gradients that `course.mlp` derives by hand?"""
    from course.mlp import initial_params, loss, mlp_grads

    rng = np.random.default_rng(seed)
    n, d, h, k = sizes
    params, X, y = initial_params(rng, d, h, k), rng.normal(size=(n, d)), rng.integers(0, k, size=n)
    nodes = {name: Node(value, name) for name, value in params.items()}
    hidden = graph.tanh(X @ nodes["W1"].T + nodes["b1"])
    output = graph.softmax_cross_entropy(hidden @ nodes["W2"].T + nodes["b2"], y)
    output.backward()
    near(output.value, loss(params, X, y), 1.0)
    for name, gradient in mlp_grads(params, X, y).items():
        near(nodes[name].gradient, gradient, 1.0)
        moved = {**params}

        def at(value: Any, name: str = name, moved: Any = moved) -> Any:
            return loss({**moved, name: value}, X, y)

        near(nodes[name].gradient, complex_step_gradient(at, params[name]), 1.0)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(step, max_size=10), seed=st.integers(0, 2**32 - 1))
def test_numbers_and_arrays_run_the_same_code(steps: Steps, seed: int) -> None:
    """Has an array of three entries the gradients that three graphs of numbers have, entry by entry?"""
    rng = np.random.default_rng(seed)
    inputs = rng.normal(size=(2, 3))
    wide = [Node(x, "x") for x in inputs]
    run(NODES, steps, False, wide).backward()
    for entry in range(3):
        single = [Node(float(x[entry]), "x") for x in inputs]
        run(NODES, steps, False, single).backward()
        for one, all_of_them in zip(single, wide, strict=True):
            assert np.isclose(one.gradient, all_of_them.gradient[entry], rtol=1e-12, atol=1e-13)
