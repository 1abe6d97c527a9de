"""Does the order lab count as a run counts, and find what each order loses?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.widgets import order_lab, stage
from course.widgets.order_lab import FAMILIES, PRESETS, children, recursion, sweep


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def run(graph: list[list[int]], node: int, visited: list[int]) -> float:
    """The recursion itself."""
    visited.append(node)
    return 1.0 if node == len(graph) - 1 else sum(run(graph, child, visited) for child in graph[node])


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("nodes", [2, 3, 7, 11])
def test_visits_are_those_of_a_run(family: Any, nodes: int) -> None:
    """Do gradient and visits agree with a recursion that is really run?"""
    visited: list[int] = []
    graph = children(family, nodes)
    found = run(graph, 0, visited)
    counted = recursion(family, nodes)
    assert (counted.gradient[0], counted.visits) == (found, len(visited))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_right_order_is_right(family: Any) -> None:
    """Does a sweep from the last node give every gradient in one visit a node?"""
    made, right = sweep(family, 9, "last first", adds=True), recursion(family, 9)
    np.testing.assert_array_equal(made.gradient, right.gradient)
    assert made.visits == 9


def test_the_slides_order_loses_all_but_the_end() -> None:
    """From the first node on, are the output and its parent right, and all before them 0?"""
    assert sweep("doublings", 6, "first first", adds=True).gradient.tolist() == [0, 0, 0, 0, 2, 1]


def test_overwriting_keeps_one_path() -> None:
    """Without adding, does every node keep a single path?"""
    assert sweep("ladder", 6, "last first", adds=False).gradient.tolist() == [1] * 6


def test_the_goal_can_be_hit() -> None:
    """Is there a graph in reach of the slider that needs a million visits?"""
    assert recursion("doublings", 19).visits < 1_000_000 < recursion("doublings", 20).visits


def test_some_presets_fail_on_purpose() -> None:
    """Do the presets say of themselves whether every gradient is right?"""
    verdicts = {name: "every gradient is right" in order_lab.draw(**preset)[1] for name, preset in PRESETS.items()}
    assert verdicts["doublings, last first"] and verdicts["a ladder"]
    assert not verdicts["the slide's loop: first first"] and not verdicts["overwritten, not added"]
    assert not verdicts["any order: most of it is lost"]


def test_static_and_interactive(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1 a figure; else a lab that redraws for a preset?"""
    lab = stage.build(order_lab.draw, PRESETS, order_lab.controls())
    for preset in ("the slide's loop: first first", "a chain, where recursion is no worse"):
        lab.children[0].value = preset
        assert "Recursion makes" in lab.children[-2].value
    monkeypatch.setenv("COURSE_STATIC", "1")
    assert len(order_lab.show().axes) == 2
