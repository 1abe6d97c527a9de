"""Is a node pleasant to write with, and does it refuse what would silently go wrong?"""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest

from course import graph
from course.graph import Node, node, wording


@pytest.mark.parametrize("module", [node, wording])
def test_the_examples_in_docstrings(module: Any) -> None:
    """Are the numbers that the docstrings show the ones that come out?"""
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed


def test_how_a_node_shows_itself() -> None:
    """Does a node say its name, how it was made, its value and its gradient?"""
    x, y = Node(2.0, "x"), Node(-3.0)
    f = (x * y + 1).named("f")
    assert repr(x) == "<x = 2>" and repr(y) == "<−3>"
    assert repr(f) == "<f = (x × −3) + 1 = −5>"
    f.backward()
    assert repr(x) == "<x = 2, gradient −3>"
    assert repr(graph.tanh(x + y)) == "<tanh(x + −3) = −0.7616>"
    assert repr(Node(np.ones((9, 9)), "W")) == "<W = array (9, 9)>"


def test_a_name_is_given_in_passing() -> None:
    """Does ``named`` return the node itself?"""
    x = Node(1.0)
    assert x.named("x") is x and x.name == "x" and x.shape == ()


def test_no_function_of_numpy_takes_a_node_apart() -> None:
    """Are ``np.exp(node)`` and iteration refused, where NumPy and Python would go entry by entry?"""
    x = Node(np.ones(3), "x")
    with pytest.raises(TypeError, match="does not support ufuncs"):
        np.exp(x)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="not iterable"):
        list(x)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        x > 0  # type: ignore[operator]  # noqa: B015


def test_no_attribute_by_mistake() -> None:
    """Is ``node.grad``, a slip of who knows another library, an error when it is assigned?"""
    with pytest.raises(AttributeError):
        Node(1.0).grad = 0.0  # type: ignore[attr-defined]


def test_public_names_are_sorted_and_there() -> None:
    """Is each public name defined, once, in order?"""
    assert graph.__all__ == sorted(set(graph.__all__))
    assert all(hasattr(graph, name) for name in graph.__all__)


def test_every_index_that_numpy_takes() -> None:
    """Does an index return what NumPy would, a number for one entry?"""
    values = np.arange(24.0).reshape(2, 3, 4)
    x = Node(values, "x")
    for key in (0, -1, (1, 2, 3), slice(None, None, 2), (slice(None), 1), (..., 2), (None, 0), [1, 0],
                (np.array([0, 1]), slice(1, None)), values > 5):  # fmt: skip
        assert np.array_equal(x[key].value, values[key])
    assert type(x[1, 2, 3].value) is float


def test_how_an_index_is_written() -> None:
    """Can a reader tell from a trace what was taken?"""
    x = Node(np.zeros((4, 4, 4)), "x")
    assert repr(x[1, ::2, None]).startswith("<x[1, ::2, None] = ")
    assert repr(x[..., np.array([0])]).startswith("<x[…, index array] = ")
