"""The figures of lesson 10: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.plots.layers import (
    block,
    fading,
    field,
    kinds,
    pictures,
    runs,
    scores,
    strips,
    tables,
    unrolled,
)
from course.plots.style import SKY

X, W = np.array([1.0, 3.0, 2.0, 0.0, 4.0]), np.array([1.0, -1.0, 2.0])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def texts(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_every_figure_draws_on_white() -> None:
    """Do all figures of the lesson render on a white ground?"""
    decay = 0.5 ** np.arange(9.0)
    for one in (
        kinds.draw(),
        strips.draw(X, W, np.array([2.0, 1.0, 10.0]), at=1),
        strips.draw_back(W, np.array([1.0, -2.0]), length=5, stride=2),
        tables.draw({"a": np.eye(2), "b": np.ones((3, 2))}, xlabel="key", ylabel="query"),
        pictures.draw({"one": np.eye(3), "two": -np.eye(3)}, signed=True, note="note"),
        runs.draw({"net": {"task": [0.5, np.nan], "other": [1.0]}}, chance=0.5),
        field.draw((3, 2), (1, 2)),
        unrolled.draw([1, 0], [0, 0.5, 0.25]),
        fading.draw({"a": decay}, {"p": decay}, xlabel="steps", ylabel="size"),
        block.draw(2.0, 0.5, 3.0, slope=0.5),
        scores.draw([4, 16], {"a": [4, 16], "b": [1, 1]}, {"a": decay[:2], "b": decay[:2]}),
    ):
        one.canvas.draw()
        assert one.get_facecolor() == (1.0, 1.0, 1.0, 1.0)


def test_the_strip_shows_the_products_of_its_window() -> None:
    """At place 1, are the products those of the window (3, 2, 0), and are later answers still blank?"""
    axes = strips.draw(X, W, np.array([2.0, 1.0, 10.0]), at=1).axes[0]
    assert "1·3 + (−1)·2 + 2·0 = 1" in texts(axes)
    assert "10" not in texts(axes)


def test_the_strips_are_added_up_by_columns() -> None:
    """Is the last row the transpose of the filter's matrix, times dy?"""
    M = np.array([[1, -1, 2, 0, 0], [0, 1, -1, 2, 0], [0, 0, 1, -1, 2]])
    axes = strips.draw_back(W, np.array([1.0, -2.0, 3.0]), length=5).axes[0]
    bottom = [text.get_text() for text in axes.texts if text.get_position()[1] == 0.3][1:]
    assert [float(text.replace("−", "-")) for text in bottom] == (M.T @ [1, -2, 3]).tolist()


def test_a_zero_stays_blank_in_a_table() -> None:
    """Does a table write each number but 0, and name its rows and columns?"""
    fig = tables.draw({"one": np.array([[0.5, 0.0], [0.0, -2.0]])}, rows=["a", "b"], columns=["c", "d"])
    assert texts(fig.axes[0]) == ["0.5", "−2"]
    assert [label.get_text() for label in fig.axes[0].get_xticklabels()] == ["c", "d"]


def test_the_numbers_in_a_picture_have_a_true_minus_and_no_minus_before_zero() -> None:
    """Is −0.04 written 0.0, and −0.26 with a minus sign and not a hyphen?"""
    axes = pictures.draw({"one": np.array([[-0.04, -0.26]])}, signed=True).axes[0]
    assert texts(axes) == ["0.0", "−0.3"]


STACKS = [((3,), (1,), 3), ((3, 3), (2, 2), 7), ((3, 2, 3), (1, 2, 1), 8)]


@pytest.mark.parametrize(("kernels", "strides", "size"), STACKS)
def test_the_cone_covers_the_receptive_field(kernels: Any, strides: Any, size: int) -> None:
    """Does the title name the size, and are that many inputs filled?"""
    axes = field.draw(kernels, strides).axes[0]
    assert axes.get_title() == f"the first output depends on {size} inputs"
    inputs = [line for line in axes.lines if line.get_marker() == "o" and line.get_ydata()[0] == 0]
    assert sum(line.get_color() == SKY for line in inputs) == size < len(inputs)


def test_runs_are_told_apart_by_more_than_colour() -> None:
    """Has each net a marker of its own, and is the bar at the mean?"""
    axes = runs.draw({"one": {"t": [0.2, 0.4]}, "two": {"t": [1.0, 1.0]}}).axes[0]
    marks = [line for line in axes.lines if line.get_marker() in "os^"]
    assert len({line.get_marker() for line in marks}) == 2
    bars = [line.get_ydata()[0] for line in axes.lines if line.get_marker() == "None"]
    np.testing.assert_allclose(bars, [0.3, 1.0])


def test_nothing_is_lost_on_a_logarithmic_axis() -> None:
    """Is a gradient of exactly 0 drawn at the floor and not left out?"""
    axes = fading.draw({"a": np.array([1.0, 0.0])}, xlabel="steps", ylabel="size").axes[0]
    assert axes.lines[0].get_ydata().tolist() == [1.0, fading.FLOOR]


def test_both_ways_come_back_to_x() -> None:
    """Are the two gradients at x the upstream one and the slope's share of it?"""
    axes = block.draw(2.0, 0.5, 3.0, slope=0.5).axes[0]
    shown = " ".join(texts(axes))
    assert "1.5" in shown and "2.5" in shown and shown.count("◂ 3") + shown.count("◂3") >= 2


def test_values_and_gradients_stand_apart() -> None:
    """Are gradients marked by an arrow, and absent on the way forward?"""
    both = texts(unrolled.draw([1, 2], [0, 1, 2.5], [0.25, 0.5, 1.0]).axes[0])
    assert [text for text in both if text.startswith("◂")] == ["◂ 0.25", "◂ 0.5", "◂ 1"]
    assert not [text for text in texts(unrolled.draw([1], [0, 1]).axes[0]) if "◂" in text]
