"""Does every error name the operation and the operands, and say what to try?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course import graph
from course.errors import ChainRuleError, InputError, LabelError, NotFiniteError, ShapeError
from course.graph import Node


def named(name: str, *shape: int, value: float = 1.0) -> Node:
    return Node(np.full(shape, value) if shape else value, name)


Input, Shape, Infinite = InputError, ShapeError, NotFiniteError

CASES: list[tuple[str, Callable[[], Any], type[ChainRuleError], str]] = [
    ("add", lambda: named("a", 2) + named("b", 3), Shape, r"^a \+ b: .*a of shape \(2,\) and b of shape \(3,\)"),
    ("multiply", lambda: named("a", 2, 3) * named("b", 2), Shape, r"^a × b: .*reshape"),
    ("maximum", lambda: graph.maximum(named("a", 2), named("b", 3)), Shape, r"^max\(a, b\): "),
    ("matmul", lambda: named("X", 4, 3) @ named("W", 5, 3), Shape, r"^X @ W: .*\(5, 3\).*W\.T"),
    ("matmul of a number", lambda: named("s") @ named("W", 5, 3), Shape, r"^s @ W: .*s of shape \(\)"),
    ("number on the right", lambda: named("W", 5, 3) @ 2.0, Shape, r"^W @ 2: "),
    ("axis", lambda: named("x", 2).sum(axis=1), Shape, r"^sum\(x, axis 1\): .*an axis that"),
    ("two axes of max", lambda: named("x", 2, 2).max(axis=(0, 1)), Input, r"^axis: expected one axis"),
    ("reshape", lambda: named("x", 6).reshape(4, -1), Shape, r"^reshape\(x, \(4, -1\)\): "),
    ("transpose", lambda: named("x", 2, 3).transpose(0, 0), Shape, r"^transpose\(x, \(0, 0\)\): "),
    ("index", lambda: named("x", 3)[3], Shape, r"^x\[3\]: .*an index inside"),
    ("slice of nothing", lambda: named("x", 3)[3:], Shape, r"^x\[3:\]: .*one entry at least"),
    ("index of a number", lambda: named("x")[0], Shape, r"^x\[0\]: "),
    ("index array", lambda: named("x", 3)[np.array([0, 9])], Shape, r"^x\[index array\]: "),
    ("node as index", lambda: named("x", 3)[named("i")], Input, r"^index: .*got a node"),
    ("concatenate", lambda: graph.concatenate([named("a", 2), named("b", 2, 2)]), Shape, r"^concatenate\(a, b\)"),
    ("nothing to join", lambda: graph.concatenate([]), Input, r"^parts: .*got none"),
    ("squared error", lambda: graph.mean_squared_error(named("p", 3), np.ones((3, 1))), Shape, "^y: "),
    ("targets", lambda: graph.binary_cross_entropy(named("z", 3), np.ones(2)), Shape, "^y: "),
    ("node as target", lambda: graph.binary_cross_entropy(named("z", 2), named("t", 2)), Input, r"^y: .*y\.value"),
    ("label", lambda: graph.softmax_cross_entropy(named("Z", 2, 3), [0, 3]), LabelError, r"labels 0\.\.2"),
    ("one row of logits", lambda: graph.softmax_cross_entropy(named("Z", 3), [0]), Shape, "^Z: "),
    ("divide", lambda: named("a") / (named("b") - 1), Infinite, r"^a / \(b − 1\): .*division by zero.*b − 1 = 0"),
    ("divide arrays", lambda: 1.0 / named("b", 2, value=0.0), Infinite, r"^1 / b: .*inf at \[0\].*b = \[0, 0\]"),
    ("exp", lambda: graph.exp(named("x") * 1000), Infinite, r"^exp\(x × 1000\): .*inf .*x × 1000 = 1000"),
    ("exp of an array", lambda: graph.exp(named("x", 1, 2, value=800.0)), Infinite, r"inf at \[0, 0\]"),
    ("log of 0", lambda: graph.log(named("x", value=0.0)), Infinite, r"^log\(x\): .*-inf \(with x = 0\)"),
    ("log below 0", lambda: graph.log(named("x", 2, value=-1.0)), Infinite, r"^log\(x\): .*nan at \[0\]"),
    ("root below 0", lambda: named("x", value=-2.0) ** 0.5, Infinite, r"^x \*\* 0\.5: .*no real number"),
    ("overflow of a product", lambda: named("x", value=1e200) * 1e200, Infinite, r"^x × 1e\+200: .*inf"),
    ("overflow of a power", lambda: named("x", value=1e200) ** 2, Infinite, r"^x \*\* 2: .*out of range"),
    ("overflow of a loss", lambda: graph.mean_squared_error(named("p", value=9e199), 0), Infinite, r"^MSE\(p, 0\)"),
    ("no seed", lambda: named("x", 2).backward(), Shape, r"^backward: .*got shape \(2,\).*sum\(\)"),
    ("one entry, no seed", lambda: named("x", 1).backward(), Shape, r"^backward: .*got shape \(1,\)"),
    ("seed's shape", lambda: named("x", 2).backward(np.ones((2, 1))), Shape, r"^seed: .*\(2,\), got shape \(2, 1\)"),
    ("seed not finite", lambda: named("x").backward(np.inf), Infinite, "^seed: "),
    ("slope of a root", lambda: (named("x", value=0.0) ** 0.5).backward(), Infinite, r"through x \*\* 0\.5"),
    ("slope of roots", lambda: (named("x", 2, value=0.0) ** 0.5).sum().backward(), Infinite,
     r"^gradient of x: .*inf at \[0\]"),
    ("log of a power's base", lambda: (named("x", value=-2.0) ** named("p", value=2.0)).backward(), Infinite,
     r"^gradient of p: .*nan"),
]  # fmt: skip


@pytest.mark.parametrize(("run", "error", "says"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_error_names_what_is_at_fault(run: Callable[[], Any], error: type[ChainRuleError], says: str) -> None:
    """Is the error of the right class, with the operation's and the operands' names and a hint?"""
    with pytest.raises(error, match=says) as caught:
        run()
    assert type(caught.value) is error
    assert ". Try: " in str(caught.value)


def test_the_first_to_overflow_is_named_in_a_second_pass() -> None:
    """After new values in the leaves, is it the operation that began it, not one that inherited it?"""
    x = Node(1.0, "x")
    e = graph.exp(x).named("e")
    f = (1.0 / e) * 2.0
    x.value = 1000.0
    with pytest.raises(NotFiniteError, match=r"^exp\(x\): "):
        f.forward()


def test_where_a_gradient_overflows() -> None:
    """Is a gradient that grows out of range laid to the node at which it did?"""
    x = Node(1e-300, "x")
    y = (x * 1e200).named("y")
    with pytest.raises(NotFiniteError, match=r"^gradient of x: .*got inf"):
        (y * 1e200).backward()
    assert y.gradient == 1e200


def test_long_expressions_are_cut() -> None:
    """Does an error in a large graph stay one readable line?"""
    node = Node(np.ones(3), "x")
    for _ in range(20):
        node = node * 0.5 + node * node * 0.1
    with pytest.raises(ShapeError) as caught:
        node + np.ones(4)
    assert "…" in str(caught.value) and len(str(caught.value)) < 500
