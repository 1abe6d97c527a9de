"""Does a trace say of every wire what flowed on it, so that the sums can be checked from the records alone?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import ShapeError
from course.graph import Node, Record, exp, log, maximum, relu, sigmoid, softmax, tanh, trace


def circuit() -> tuple[Node, dict[str, Record]]:
    x, y, z = Node(-2.0, "x"), Node(5.0, "y"), Node(-4.0, "z")
    f = ((x + y).named("q") * z).named("f")
    return f, {record.label: record for record in trace(f)}


def test_a_node_and_a_wire() -> None:
    """On f = (x + y) z, does each field say what the lecture writes at that place?"""
    _, records = circuit()
    q = records["q"]
    assert (q.expression, q.symbol, q.value, q.gradient, q.total) == ("x + y", "+", 3.0, -4.0, "−4")
    assert q.parents == (records["x"].index, records["y"].index)
    (edge,) = q.edges
    assert (edge.source, edge.target, edge.child) == (q.index, records["f"].index, "f")
    assert (edge.value, edge.local, edge.formula, edge.upstream, edge.share) == (3.0, -4.0, "z", 1.0, -4.0)
    assert records["x"].expression == records["x"].symbol == "" and records["x"].parents == ()
    assert records["f"].edges == () and records["f"].total == "1"


def test_the_order_is_the_backward_pass() -> None:
    """Do records run from the output, numbered N, down to 1, and always after their children?"""
    f, _ = circuit()
    records = trace(f)
    assert [record.index for record in records] == [5, 4, 3, 2, 1]
    assert records[0].label == "f"
    assert all(edge.target > record.index for record in records for edge in record.edges)


def random_expression(seed: int, shape: tuple[int, ...]) -> Node:
    rng = np.random.default_rng(seed)
    nodes = [Node(rng.normal(size=shape) if shape else float(rng.normal()), name) for name in "abc"]
    unary: list[Any] = [tanh, sigmoid, relu, lambda x: log(x * x + 1.0), lambda x: exp(-x * x), lambda x: x**2]
    binary: list[Any] = [lambda x, y: x + y, lambda x, y: x * y, maximum, lambda x, y: x / (y * y + 1.0)]
    for _ in range(8):
        first, second = (nodes[int(i)] for i in rng.integers(0, len(nodes), size=2))
        made = unary[int(rng.integers(len(unary)))](first)
        nodes.append(binary[int(rng.integers(len(binary)))](made, second))
    return sum((node.sum() for node in nodes), start=Node(0.0))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), shape=st.sampled_from([(), (3,), (2, 1)]))
def test_the_numbers_add_up(seed: int, shape: tuple[int, ...]) -> None:
    """Is every share local × upstream, and every gradient the sum of its shares?"""
    records = trace(random_expression(seed, shape))
    by_index = {record.index: record for record in records}
    assert len(by_index) == len(records)
    for record in records:
        for edge in record.edges:
            assert edge.source == record.index and np.array_equal(edge.value, record.value)
            assert np.array_equal(edge.upstream, by_index[edge.target].gradient)
            assert np.shape(edge.share) == np.shape(record.value)
            if edge.local is not None:
                assert edge.share == pytest.approx(edge.local * edge.upstream, rel=1e-12)
        if record.edges:
            assert np.allclose(sum(edge.share for edge in record.edges), record.gradient, rtol=1e-12)
    wires = sum(len(record.edges) for record in records)
    assert wires == sum(len(record.parents) for record in records)
    if shape == ():
        assert all(edge.local is not None for record in records for edge in record.edges)


def test_a_sum_is_written_out() -> None:
    """Do several children show as a sum with signs, of numbers and of small arrays?"""
    x = Node(2.0, "x")
    (record,) = [record for record in trace(x * 3.0 - x * 5.0 + x) if record.label == "x"]
    assert record.total == "1 − 5 + 3 = −1"
    v = Node(np.array([1.0, 2.0]), "v")
    (record,) = [record for record in trace((v + v).sum()) if record.label == "v"]
    assert record.total == "[1, 1] + [1, 1] = [2, 2]"


def test_both_wires_of_a_square_are_there() -> None:
    """Has x × x two wires from x, each with its own share?"""
    x = Node(3.0, "x")
    records = trace(x * x)
    assert [(edge.local, edge.share) for edge in records[1].edges] == [(3.0, 3.0), (3.0, 3.0)]
    assert records[1].total == "3 + 3 = 6"


def test_arrays_have_a_description() -> None:
    """Is no Jacobian formed: is there words, not numbers, where arrays are on a wire?"""
    W, x = Node(np.ones((2, 3)), "W"), Node(np.ones(3), "x")
    p = softmax((W @ x).named("z")).named("p")
    records = {record.label: record for record in trace(p, np.array([1.0, -1.0]))}
    assert records["W"].edges[0].local is None and records["W"].edges[0].formula == "G ↦ G xᵀ"
    assert records["x"].edges[0].formula == "G ↦ Wᵀ G"
    assert records["z"].edges[0].formula == "diag(p) − p pᵀ, row by row"
    assert records["W"].gradient.shape == (2, 3)


def test_labels() -> None:
    """Is a node without a name called after its place, and a constant by its number?"""
    x = Node(2.0, "x")
    assert [record.label for record in trace((x + 1.0) * 4.0)] == ["v5", "4", "v3", "1", "x"]


def test_it_runs_its_own_backward_pass() -> None:
    """Does a trace show its output's gradients though another output ran backwards last?"""
    x = Node(2.0, "x")
    first, second = x * x, x * 10.0
    second.backward()
    assert trace(first)[-1].gradient == 4.0
    second.backward()
    assert [record.gradient for record in trace(first) if record.label == "x"] == [4.0]


def test_it_needs_a_seed_where_backward_does() -> None:
    """Is an array as output refused without a seed?"""
    with pytest.raises(ShapeError, match="a seed"):
        trace(Node(np.ones(2), "x") * 2.0)
