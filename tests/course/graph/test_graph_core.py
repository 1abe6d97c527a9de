"""Is the order topological, does a sum run over all children, and does every pass start from nothing?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import InputError, NotFiniteError, ShapeError
from course.gradcheck import complex_step_gradient
from course.graph import Node, backward, exp, forward, mean_squared_error, tanh, topological_order


def random_graph(seed: int, size: int) -> Node:
    """Nodes each made of two earlier ones, so that most have several children."""
    rng = np.random.default_rng(seed)
    nodes = [Node(float(rng.normal()), name) for name in "ab"]
    for _ in range(size):
        first, second = (nodes[int(i)] for i in rng.integers(0, len(nodes), size=2))
        nodes.append(first + second)
    return nodes[-1]


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(0, 60))
def test_parents_come_first(seed: int, size: int) -> None:
    """Does each node stand once, after its parents, with the output last, and nothing that it does not need?"""
    output = random_graph(seed, size)
    order = topological_order(output)
    place = {node: index for index, node in enumerate(order)}
    assert len(place) == len(order) and order[-1] is output
    assert all(place[parent] < place[node] for node in order for parent in node.parents)
    needed, front = {output}, [output]
    while front:
        front = [parent for node in front for parent in node.parents if parent not in needed]
        needed.update(front)
    assert set(order) == needed


def test_twice_doubled() -> None:
    """b = a + a, c = b + b: the smallest graph on which a wrong order gives a wrong number."""
    a = Node(3.0, "a")
    b = a + a
    c = b + b
    c.backward()
    assert (c.value, b.gradient, a.gradient) == (12.0, 2.0, 4.0)


def test_a_diamond_with_paths_of_different_length() -> None:
    """Does a node wait for a child that is further from the output than another?"""
    x = Node(0.5, "x")
    near = x * x
    far = tanh(near) * near + x
    (far * near).backward()
    slope = complex_step_gradient(lambda x: (np.tanh(x * x) * x * x + x) * x * x, 0.5)
    assert x.gradient == pytest.approx(float(slope), rel=1e-14)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(1, 25))
def test_the_gradient_counts_paths(seed: int, size: int) -> None:
    """In a graph of additions, is the gradient at a leaf the number of paths to it, by the sum over paths?"""
    output = random_graph(seed, size)
    output.backward()

    def paths(node: Any, leaf: Any) -> int:
        return 1 if node is leaf else sum(paths(parent, leaf) for parent in node.parents)

    for leaf in topological_order(output):
        if leaf.rule is None:
            assert leaf.gradient == paths(output, leaf)


def test_backward_twice_is_as_once() -> None:
    """Are gradients set, and not added to those of an earlier pass, on numbers and on arrays?"""
    for value in (1.5, np.array([1.5, -2.0])):
        x = Node(value, "x")
        loss = (x * x).sum() + (x * 3.0).sum()
        loss.backward()
        first = np.array(x.gradient)
        loss.backward()
        assert np.array_equal(x.gradient, first) and np.array_equal(first, 2 * np.asarray(value) + 3)


def test_two_outputs_share_a_leaf() -> None:
    """Does each backward pass give the gradient of its own output, whatever ran before?"""
    x = Node(2.0, "x")
    first, second = x * x, x * 5.0
    first.backward()
    assert x.gradient == 4.0
    second.backward()
    assert x.gradient == 5.0
    first.backward()
    assert x.gradient == 4.0


def test_gradients_do_not_share_memory() -> None:
    """May one gradient be scaled in place (a clip) without touching another, or the caller's seed?"""
    a, b, seed = Node(np.ones(3), "a"), Node(np.ones(3), "b"), np.ones(3)
    total = a + b
    total.backward(seed)
    a.gradient *= 100.0
    assert b.gradient.tolist() == total.gradient.tolist() == seed.tolist() == [1.0, 1.0, 1.0]


def test_forward_again_after_a_change() -> None:
    """Does a forward pass from new leaves give what a new graph would, gradients included?"""
    rng = np.random.default_rng(0)
    old, new = rng.normal(size=(2, 4, 3))
    w = rng.normal(size=3)

    def build(X: Any) -> tuple[Node, Node, Node]:
        x, v = Node(X, "X"), Node(w, "w")
        return x, v, mean_squared_error(tanh(x @ v), np.ones(4)) + (v * v).sum() * 0.1

    x, v, loss = build(old)
    x.value = new
    assert loss.forward() == loss.value
    loss.backward()
    _, fresh, expected = build(new)
    expected.backward()
    assert loss.value == expected.value
    assert np.array_equal(v.gradient, fresh.gradient)


def test_another_batch_size() -> None:
    """May the new value of a leaf have another shape, as a last small batch has?"""
    x, w = Node(np.ones((4, 2)), "x"), Node(np.array([1.0, 2.0]), "w")
    loss = (x @ w).sum()
    x.value = np.ones((1, 2))
    assert loss.forward() == 3.0
    loss.backward()
    assert x.gradient.shape == (1, 2) and w.gradient.tolist() == [1.0, 1.0]


def test_a_forgotten_forward_pass() -> None:
    """Is a backward pass that would mix new leaves with old values refused, with the leaf's name?"""
    x = Node(2.0, "x")
    f = (x * x).named("f")
    x.value = 3.0
    with pytest.raises(InputError, match=r"^x: expected the value that f = x × x was computed from.*forward\(\)"):
        f.backward()
    f.forward()
    f.backward()
    assert x.gradient == 6.0


def test_new_values_are_checked() -> None:
    """Does a forward pass refuse a NaN in a leaf, and a shape that no longer fits, by name?"""
    x, w = Node(np.ones((4, 2)), "x"), Node(np.ones(2), "w")
    z = x @ w
    w.value = np.array([np.nan, 1.0])
    with pytest.raises(NotFiniteError, match=r"^w: .*got nan at \[0\]"):
        forward(z)
    w.value = np.ones(3)
    with pytest.raises(ShapeError, match=r"^x @ w: .*w of shape \(3,\)"):
        forward(z)
    w.value = 7
    x.value = np.float64(2.0)
    y = w * x
    assert forward(y) == 14.0 and type(y.value) is float


@pytest.mark.parametrize(("build", "length"), [
    (lambda x: x + 0.5, 100_000), (lambda x: -x, 100_000), (lambda x: x * 0.5 + x * 0.5, 34_000),
], ids=["add", "negate", "two paths"])  # fmt: skip
def test_a_chain_of_a_hundred_thousand(build: Any, length: int) -> None:
    """Does a chain far deeper than Python's own stack run forwards, backwards and again, and free itself?"""
    x = Node(1.0, "x")
    node = x
    for _ in range(length):
        node = build(node)
    node.backward()
    assert x.gradient == 1.0
    before = node.value
    assert node.forward() == before
    assert len(repr(node)) < 100


def test_a_seed() -> None:
    """Does a seed weigh the outputs, so that the gradient is that of their weighted sum?"""
    x = Node(np.array([1.0, 2.0]), "x")
    y = x * x
    y.backward(np.array([10.0, 0.5]))
    assert x.gradient.tolist() == [20.0, 2.0]
    backward(y, [1.0, 0.0])
    assert x.gradient.tolist() == [2.0, 0.0]


def test_a_node_on_its_own() -> None:
    """Is the gradient of a leaf with respect to itself 1, and None before any pass?"""
    x = Node(4.0, "x")
    assert x.gradient is None
    x.backward()
    assert x.gradient == 1.0


def test_there_is_no_way_to_a_cycle() -> None:
    """Does writing over a name make a new node, and leave the old one's parents as they were?"""
    a = first = Node(1.0, "a")
    a += a
    assert a is not first and a.parents == (first, first) and first.parents == ()
    assert topological_order(a) == [first, a]


def test_a_wrong_order_would_be_noticed() -> None:
    """Does the smallest example tell the right order from the loop i = 1 … N that one lecture prints?"""
    a = Node(3.0, "a")
    b = a + a
    c = exp(b + b)
    c.backward()
    right = a.gradient
    order = topological_order(c)
    for node in order:
        node.gradient = 0.0
    c.gradient = 1.0
    for node in order:
        if node.rule:
            sent = node.rule.back(node.gradient, node.value, *node.inputs)
            for parent, share in zip(node.parents, sent, strict=True):
                parent.gradient += share
    assert right == pytest.approx(4 * np.exp(12.0)) and a.gradient == 0.0
