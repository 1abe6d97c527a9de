"""Does the printed table read like the backward pass by hand?"""

from __future__ import annotations

import doctest

import numpy as np

from course.graph import Node, maximum, table, text, trace


def test_the_table_of_a_circuit() -> None:
    """Is f = (x + y) z printed with its values, local derivatives, upstream gradients and shares?"""
    x, y, z = Node(-2.0, "x"), Node(5.0, "y"), Node(-4.0, "z")
    printed = text(trace(((x + y).named("q") * z).named("f"))).splitlines()
    assert printed[0].split("  ")[0] == "node" and printed[0].endswith("gradient")
    cells = {line.split()[0]: line.split() for line in printed[1:]}
    assert cells["f"] == ["f", "=", "q", "×", "z", "−12", "1,", "the", "seed"]
    assert cells["q"] == ["q", "=", "x", "+", "y", "3", "f", "z", "=", "−4", "1", "−4", "−4"]
    assert cells["z"] == ["z", "−4", "f", "q", "=", "3", "1", "3", "3"]
    assert cells["x"] == ["x", "−2", "q", "1", "−4", "−4", "−4"]


def test_columns_line_up() -> None:
    """Does each column begin at the same place in every line, and no line end in spaces?"""
    x, W = Node(np.array([1.0, -2.0]), "x"), Node(np.ones((3, 2)), "W")
    lines = text(trace(maximum(W @ x, 0.0).sum().named("loss"))).splitlines()
    start = lines[0].index("value")
    assert all(line[start - 2 : start] == "  " and line[start] != " " for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_large_arrays_show_their_shape() -> None:
    """Does a table of a large graph stay narrow?"""
    W = Node(np.ones((30, 20)), "W")
    printed = text(trace((W * W).sum()))
    assert "array (30, 20)" in printed and max(len(line) for line in printed.splitlines()) < 150


def test_the_example_in_the_docstring() -> None:
    """Is the table that the docstring shows the one that is printed?"""
    outcome = doctest.testmod(table)
    assert outcome.attempted == 4 and outcome.failed == 0
