"""Does PyTorch find the same values and gradients, in float64 to 1e-12 and in float32 to its own precision?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from hypothesis import given, settings
from hypothesis import strategies as st

from course import graph
from course.graph import Node

Pair = tuple[str, Callable[..., Any], Callable[..., Any]]
INDEX = np.array([0, -1, 0])

ONE: list[Pair] = [
    ("exp", graph.exp, torch.exp),
    ("log", lambda x: graph.log(x * x + 0.1), lambda x: torch.log(x * x + 0.1)),
    ("tanh", graph.tanh, torch.tanh),
    ("sigmoid", graph.sigmoid, torch.sigmoid),
    ("relu", graph.relu, torch.relu),
    ("leaky relu", lambda x: graph.leaky_relu(x, 0.2), lambda x: F.leaky_relu(x, 0.2)),
    ("softmax", graph.softmax, lambda x: torch.softmax(x, dim=-1)),
    ("log softmax", graph.log_softmax, lambda x: torch.log_softmax(x, dim=-1)),
    ("power", lambda x: x**3, lambda x: x**3),
    ("mean", lambda x: x.mean(axis=0), lambda x: x.mean(dim=0)),
    ("sum", lambda x: x.sum(axis=-1, keepdims=True), lambda x: x.sum(dim=-1, keepdim=True)),
    ("max", lambda x: x.max(axis=-1), lambda x: x.max(dim=-1).values),
    ("gather", lambda x: x[INDEX], lambda x: x[torch.tensor(INDEX)]),
    ("reshape", lambda x: x.reshape(-1).T, lambda x: x.reshape(-1)),
]
TWO: list[Pair] = [
    ("add", lambda a, b: a + b, lambda a, b: a + b),
    ("subtract", lambda a, b: a - b, lambda a, b: a - b),
    ("multiply", lambda a, b: a * b, lambda a, b: a * b),
    ("divide", lambda a, b: a / (b * b + 1), lambda a, b: a / (b * b + 1)),
    ("maximum", graph.maximum, torch.maximum),
]
BROADCAST = [((3, 2), (3, 2)), ((3, 2), (2,)), ((3, 1), (1, 2)), ((1,), (4, 3)), ((2, 1, 3), (4, 1)),
             ((1, 1), (1, 1))]  # fmt: skip
PRODUCTS = [((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((1, 3), (3, 1)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)),
            ((5, 2, 3), (3,)), ((3,), (5, 3, 4)), ((5, 1, 2, 3), (4, 3, 2))]  # fmt: skip
SHAPES = [(1, 1), (1, 4), (4, 1), (3, 5), (2, 3, 4)]


def agree(ours: Callable[..., Any], theirs: Callable[..., Any], inputs: list[Any], seed: int, rtol: float) -> None:
    """Same value and same gradients for one random seed gradient."""
    nodes = [Node(value) for value in inputs]
    tensors = [torch.tensor(value, requires_grad=True) for value in inputs]
    output, expected = ours(*nodes), theirs(*tensors)
    upstream = np.random.default_rng(seed).normal(size=output.shape).astype(inputs[0].dtype)
    output.backward(upstream if output.shape else float(upstream))
    expected.backward(torch.tensor(upstream))
    close(output.value, expected.detach().numpy(), rtol)
    for node, tensor in zip(nodes, tensors, strict=True):
        close(node.gradient, tensor.grad.numpy(), rtol)


def close(received: Any, expected: Any, rtol: float) -> None:
    assert np.shape(received) == expected.shape
    assert np.abs(received - expected).max() <= rtol * max(1.0, np.abs(expected).max())


@pytest.mark.parametrize(("ours", "theirs"), [pair[1:] for pair in ONE], ids=[pair[0] for pair in ONE])
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from(SHAPES))
def test_one_input(ours: Any, theirs: Any, seed: int, shape: tuple[int, ...]) -> None:
    """Do the rules of one input agree?"""
    x = np.random.default_rng(seed).normal(size=shape)
    agree(ours, theirs, [x], seed, 1e-12)
    agree(ours, theirs, [x.astype(np.float32)], seed, 1e-5)


@pytest.mark.parametrize(("ours", "theirs"), [pair[1:] for pair in TWO], ids=[pair[0] for pair in TWO])
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shapes=st.sampled_from(BROADCAST))
def test_two_inputs(ours: Any, theirs: Any, seed: int, shapes: Any) -> None:
    """Do the gates agree, with operands that are repeated to fit?"""
    rng = np.random.default_rng(seed)
    agree(ours, theirs, [rng.normal(size=shape) for shape in shapes], seed, 1e-12)


@pytest.mark.parametrize("shapes", PRODUCTS, ids=str)
def test_matrix_products(shapes: Any) -> None:
    """Do all shapes of the matrix product agree?"""
    rng = np.random.default_rng(0)
    agree(lambda a, b: a @ b, torch.matmul, [rng.normal(size=shape) for shape in shapes], 0, 1e-12)


def test_relu_and_its_leaky_kin_at_their_kink() -> None:
    """Does PyTorch take the same slope at 0?"""
    zero = np.zeros(3)
    agree(graph.relu, torch.relu, [zero], 0, 0.0)
    agree(lambda x: graph.leaky_relu(x, 0.2), lambda x: F.leaky_relu(x, 0.2), [zero], 0, 0.0)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), n=st.integers(1, 6), k=st.integers(1, 5))
def test_losses(seed: int, n: int, k: int) -> None:
    """Do the losses agree, logits of a thousand included?"""
    rng = np.random.default_rng(seed)
    y, T = rng.integers(0, k, size=n), rng.uniform(size=(n, k))
    for scale in (1.0, 1000.0):
        Z = scale * rng.normal(size=(n, k))
        agree(lambda z: graph.softmax_cross_entropy(z, y),
              lambda z: F.cross_entropy(z, torch.tensor(y)), [Z], seed, 1e-12)  # fmt: skip
        agree(lambda z: graph.binary_cross_entropy(z, T),
              lambda z: F.binary_cross_entropy_with_logits(z, torch.tensor(T)), [Z], seed, 1e-12)  # fmt: skip
        agree(graph.mean_squared_error, F.mse_loss, [Z, T], seed, 1e-12)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), sizes=st.tuples(*[st.integers(1, 6)] * 4))
def test_a_network(seed: int, sizes: tuple[int, int, int, int]) -> None:
    """Does a network with shared weights, used twice in one graph, agree?"""
    n, d, h, k = sizes
    rng = np.random.default_rng(seed)
    y = rng.integers(0, k, size=n)
    shapes = [(n, d), (h, d), (h,), (h, h), (k, h)]

    def ours(X: Any, W: Any, b: Any, U: Any, V: Any) -> Any:
        hidden = graph.tanh(X @ W.T + b)
        return graph.softmax_cross_entropy(graph.relu(graph.relu(hidden @ U) @ U + hidden) @ V.T, y)

    def theirs(X: Any, W: Any, b: Any, U: Any, V: Any) -> Any:
        hidden = torch.tanh(X @ W.T + b)
        logits = torch.relu(torch.relu(hidden @ U) @ U + hidden) @ V.T
        return F.cross_entropy(logits, torch.tensor(y))

    agree(ours, theirs, [rng.normal(size=shape) for shape in shapes], seed, 1e-12)
