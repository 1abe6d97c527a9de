"""The figures of lesson 09: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.data import vowels as draw_vowels
from course.plots.generalising import (
    batch,
    chosen,
    curves,
    intervals,
    masks,
    penalty,
    shrinkage,
    sizes,
    votes,
    vowels,
)
from course.plots.style import figure

H = np.diag([1.0, 3.0])
BEST = np.array([2.0, 0.8])
T = np.arange(1.0, 5.0)


def halves(hertz: Any) -> Any:
    """A rule with two regions: class 0 below 1500 Hz of F2, class 3 above."""
    return np.where(hertz[:, 1] > 1500, 3, 0)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def every_figure() -> list[Any]:
    rng = np.random.default_rng(0)
    X, y = draw_vowels(rng, 30)
    return [
        vowels.draw(X, y),
        vowels.regions({"a": halves, "b": halves, "c": halves}, X, y),
        sizes.draw([1, 2, 4], {"train": rng.random((3, 5)), "test": rng.random((3, 5))}, floor=0.2),
        chosen.draw(T, 0.5 - 0.01 * T, 0.49 - 0.01 * T, rng.random(9), rng.random(9)),
        penalty.draw(H, BEST, {"a": ("L1", np.array([0.5, 0.0])), "b": ("L2", np.array([0.5, 0.1]))}),
        penalty.responses(T, {"no penalty": T, "L2": T / 2, "L1": T - 1}),
        shrinkage.draw(T, {"a": T / (1 + T)}, {"measured": (T, T / (1 + T))}),
        shrinkage.paths(np.outer(T, BEST) / 5, np.outer(T, BEST) / 6, BEST, H),
        curves.draw(rng.random((3, 9)), rng.random((3, 9))),
        batch.draw({"x": T, "x - μ": T - T.mean()}),
        batch.in_use(2**T, T - 1, T, T + 1, 2.5),
        votes.draw(T, {"ρ = 0": 1 / T}, {"ρ = 0": 1 / T}, T, rng.random((4, 6)), 0.5),
        intervals.draw(np.array([0.2, 0.3]), np.array([0.05, 0.05]), 0.22),
    ]  # fmt: skip


def test_every_figure_draws_and_labels_its_axes() -> None:
    """Do all figures of the lesson render on a white ground, with their axes named?"""
    for one in every_figure():
        one.canvas.draw()
        assert one.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
        shown = [axes for axes in one.axes if axes.has_data()]
        assert shown and all(axes.get_xlabel() and axes.get_ylabel() for axes in shown)


def test_three_panels_leave_no_empty_frame() -> None:
    """Is the fourth place of a figure with three panels hidden?"""
    fig = vowels.regions({"a": halves, "b": halves, "c": halves}, *draw_vowels(np.random.default_rng(0), 10))
    assert [axes.get_visible() for axes in fig.axes] == [True, True, True, False]


def test_every_vowel_has_a_mark_of_its_own() -> None:
    """Are the ten classes told apart by shape and not by colour alone?"""
    X, y = draw_vowels(np.random.default_rng(0), 40)
    lines = vowels.draw(X, y).axes[0].lines
    assert len({line.get_marker() for line in lines}) == len(lines) == 10


def test_regions_name_what_is_large_and_mark_what_is_wrong() -> None:
    """Does each region carry its word, and is a row on the wrong side a cross?"""
    _, axes = figure()
    vowels.regions_on(axes, halves, np.array([[500.0, 1000.0], [500.0, 2000.0]]), np.array([0, 0]))
    assert {text.get_text() for text in axes.texts} == {"heed", "had"}
    (cross,) = [line for line in axes.lines if line.get_marker() == "x"]
    assert np.ravel(cross.get_ydata()).tolist() == [2000.0]


def test_the_middle_of_a_region_is_deep_inside() -> None:
    """In a frame of 11 by 9 that is 1 point wide, is the middle the centre, and a stripe shallow?"""
    full = np.ones((11, 9), dtype=bool)
    assert vowels.middle(full) == (5, 4, 4)
    stripe = np.zeros((11, 9), dtype=bool)
    stripe[:, 4] = True
    assert vowels.middle(stripe)[2] == 1


@pytest.mark.parametrize(("kind", "w"), [("L1", np.array([0.6, -0.2])), ("L2", np.array([0.3, 0.4]))])
def test_the_fence_goes_through_the_weights(kind: str, w: Any) -> None:
    """Do all points of the fence's corners or circle have the penalty of the weights?"""
    axes = penalty.draw(H, BEST, {"a": (kind, w)}).axes[0]
    corners = axes.patches[0].get_xy()
    length = np.abs(corners).sum(axis=1) if kind == "L1" else np.hypot(*corners.T)
    assert length == pytest.approx(np.full(len(corners), np.abs(w).sum() if kind == "L1" else 0.5))


def test_an_interval_that_misses_is_a_cross() -> None:
    """Is the bar that does not hold the truth marked by shape as well as by colour?"""
    axes = intervals.draw(np.array([0.2, 0.3]), np.array([0.05, 0.05]), 0.22).axes[0]
    marks = [line.get_marker() for line in axes.lines if line.get_marker() in (".", "x")]
    assert marks == [".", "x"]


def test_a_unit_that_is_off_is_crossed_out() -> None:
    """Does a cross stand at each unit with gate 0, and do the bars have the heights that are passed on?"""
    _, axes = figure()
    masks.units_on(axes, np.array([1.0, 2.0, 3.0]), np.array([2.0, 0.0, 2.0]))
    assert [bar.get_height() for bar in axes.containers[0]] == [2.0, 0.0, 6.0]
    assert axes.lines[0].get_xdata().tolist() == [2]


def test_the_lowest_points_of_the_curves_are_marked() -> None:
    """Does each run's mark stand at its lowest validation loss?"""
    validation = np.array([[3.0, 1.0, 2.0], [3.0, 2.0, 0.5]])
    axes = curves.draw(validation, validation).axes[0]
    (marks,) = [line for line in axes.lines if line.get_marker() == "v"]
    assert marks.get_xdata().tolist() == [1, 2] and marks.get_ydata().tolist() == [1.0, 0.5]
