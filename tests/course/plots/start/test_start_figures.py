"""The figures of lesson 00: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.plots.start import bayes, counts, expression, joint, picture, shapes, timeline


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_the_table_and_the_expression_show_the_same_function() -> None:
    """Does the curve go through the points, and do the titles count what is stored?"""
    left, right = expression.draw(np.arange(100) ** 2, (1, 0, 0)).axes
    points, curve = left.lines[0], right.lines[0]
    there = np.interp(points.get_xdata(), curve.get_xdata(), curve.get_ydata())
    assert np.allclose(there, points.get_ydata(), atol=0.1)
    assert "100" in left.get_title() and "3" in right.get_title()


@pytest.mark.parametrize("d", [1, 10, 800])
def test_the_marks_stand_at_the_counted_entries(d: int) -> None:
    """Are 2^d, 2d and 2 marked at d, also where 2^d is far beyond any memory?"""
    (axes,) = counts.draw(d).axes
    marks = [line for line in axes.lines if line.get_marker() == "o"]
    assert [line.get_ydata()[0] for line in marks] == [2.0**d, 2.0 * d, 2.0]
    assert axes.get_xlabel() and axes.get_ylabel()


def test_the_picture_is_drawn_with_what_it_weighs() -> None:
    """Are the pixels those given, and the bars as long as the bytes?"""
    image = np.eye(4)
    left, right = picture.draw(image, {"bitmap": 400, "program": 20}).axes
    assert np.array_equal(left.images[0].get_array(), image)
    assert [bar.get_width() for bar in right.patches] == [400, 20]


def test_boxes_have_the_sides_of_their_shapes() -> None:
    """Do neighbouring boxes agree in the inner size, and has Z the outer ones?"""
    (axes,) = shapes.draw(5, 3, 2).axes
    sides = [(round(box.get_height() / shapes.UNIT), round(box.get_width() / shapes.UNIT)) for box in axes.patches]
    assert sides == [(5, 3), (3, 2), (1, 2), (5, 2)]


def test_the_bars_are_the_table() -> None:
    """Is each combination drawn with its probability, and named by its signs?"""
    (axes,) = joint.draw({(-1, 1): 0.25, (1, 1): 0.75}).axes
    assert [bar.get_height() for bar in axes.patches] == [0.25, 0.75]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["−+", "++"]


def test_the_naive_curve_starts_below_or_level_and_stays_below() -> None:
    """Are the two curves the counts for two classes, equal up to two features?"""
    (axes,) = bayes.draw(6).axes
    full, naive = (np.asarray(line.get_ydata()) for line in axes.lines)
    assert full.tolist() == [4, 8, 16, 32, 64, 128] and naive.tolist() == [4, 8, 12, 16, 20, 24]


def test_events_stand_at_their_years() -> None:
    """Does each event have a mark at its year and its words?"""
    (axes,) = timeline.draw([(1943, "a"), (1958, "b")]).axes
    marks = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert marks == [1943, 1958]
    assert [text.get_text() for text in axes.texts] == ["1943\na", "1958\nb"]
