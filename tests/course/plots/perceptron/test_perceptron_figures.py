"""The figures of lesson 01: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.data import planted
from course.gates import WEIGHTS
from course.perceptron import train
from course.plots.perceptron import boundary, gates, passes, row_loss, rows, sandwich, tightness, unit, update
from course.plots.style import figure
from course.sandwich import sandwich as walls

X, Y, W_STAR = planted(np.random.default_rng(2), 20, 2, 0.133)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_every_figure_draws_and_labels_its_axes() -> None:
    """Do all figures of the lesson render, on a white ground, with both axes named where there are axes?"""
    run = train(X, Y, "margin")
    one = walls(run, X, Y, W_STAR, 0.133)
    figures = [
        boundary.draw(X, Y, {"a": run.w, "b": -run.w}),
        boundary.distance(),
        gates.draw({"AND": WEIGHTS["AND"], "XOR": None}),
        update.draw(np.array([1.0, 2.0]), np.array([2.0, -1.5]), 1.0),
        update.steps(run, X, Y, [1, 2, len(run.updates)]),
        row_loss.draw(),
        sandwich.draw(one, one),
        passes.draw({"a": run, "b": run}),
    ]
    for one_figure in figures:
        one_figure.canvas.draw()
        assert one_figure.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
        assert all(axes.get_xlabel() and axes.get_ylabel() for axes in one_figure.axes)
    unit.draw().canvas.draw()


def test_a_separators_title_says_its_signed_margin() -> None:
    """Is the margin of a turned-round separator negative in its title, and is no band drawn for it?"""
    right, wrong = boundary.draw(X, Y, {"right": W_STAR, "wrong": -W_STAR}).axes
    assert right.get_title() == "right: margin 0.133"
    assert "margin -" in wrong.get_title()
    assert (len(right.lines), len(wrong.lines)) == (3, 1)


def test_the_line_lies_where_the_net_input_is_zero() -> None:
    """Does every point of a drawn line solve w·x + b = 0, upright lines included?"""
    for w, b in (([1.0, 2.0], -0.5), ([3.0, 0.0], 1.5), ([0.0, -1.0], 0.2)):
        _, axes = figure()
        rows.window(axes, -1, 1)
        rows.line(axes, np.array(w), b)
        assert np.allclose(np.asarray(axes.lines[0].get_xydata()) @ w + b, 0)


def test_the_walls_of_the_figure_meet_at_the_bound() -> None:
    """Is the cross of the sandwich at (bound, bound·γ), where floor and ceiling are equal?"""
    one = walls(train(X, Y, "margin"), X, Y, W_STAR, 0.133)
    axes = sandwich.draw(one).axes[0]
    cross = next(line for line in axes.lines if line.get_marker() == "X")
    assert np.allclose(cross.get_xydata(), [[one.bound, 0.133 * one.bound]])


def test_a_bound_far_away_is_left_out_of_the_picture() -> None:
    """Does a run that uses very little of its bound still fill its panel?"""
    one = walls(train(X, Y, "margin"), X, Y, W_STAR, 0.133)
    short = sandwich.draw(walls(train(X[:1], Y[:1], "classic"), X, Y, W_STAR, 0.133)).axes[0]
    assert short.get_xlim()[1] < one.bound
    assert not [line for line in short.lines if line.get_marker() == "X"]


def test_the_histogram_counts_every_set() -> None:
    """Do the bars of each panel add up to the number of data sets, those at the bound included?"""
    for panel in tightness.draw({"a": np.array([0.0, 0.3, 1.0]), "b": np.full(5, 0.5)}).axes:
        total = sum(bar.get_height() for bar in panel.patches)
        assert total == (3 if panel.get_title() == "a" else 5)


def test_passes_count_the_updates_of_the_run() -> None:
    """Does the last point of the left panel say how many updates the run made?"""
    run = train(X, Y, "margin")
    left, right = passes.draw({"run": run}).axes
    assert left.lines[0].get_xydata()[-1].tolist() == [run.epochs, len(run.updates)]
    assert right.lines[0].get_xydata()[-1][1] == pytest.approx(np.linalg.norm(run.w))


def test_no_figure_tells_classes_apart_by_colour_alone() -> None:
    """Are class +1 and class -1 drawn with different markers?"""
    _, axes = figure()
    rows.scatter(axes, X, Y)
    discs, squares = (collection.get_paths()[0].vertices for collection in axes.collections)
    assert discs.shape != squares.shape


def legend(one_figure: Any) -> list[str]:
    return [text.get_text() for text in one_figure.legends[0].get_texts()]


def test_what_is_drawn_is_explained_in_the_legend() -> None:
    """Do the shaded side, the dashed parallels and the arrow stand in a legend, and only where they are drawn?"""
    run = train(X, Y, "margin")
    assert "unit fires" in legend(gates.draw({"AND": None, "OR": WEIGHTS["OR"]}))
    assert "unit fires" not in legend(gates.draw({"AND": None}))
    parallels = "parallels at the distance of the worst row"
    assert legend(boundary.draw(X, Y, {"wrong": -W_STAR, "right": W_STAR})).count(parallels) == 1
    assert parallels not in legend(boundary.draw(X, Y, {"wrong": -W_STAR}))
    assert "direction of $w$ after" in legend(update.steps(run, X, Y, [1, 2]))


def test_the_dots_of_the_progress_lie_on_the_band_of_the_length() -> None:
    """Can both curves of a run be seen where they coincide: the thin dotted one drawn above the broad one?"""
    lines = {
        line.get_label(): line
        for line in sandwich.draw(walls(train(X, Y, "margin"), X, Y, W_STAR, 0.133)).axes[0].lines
    }
    length, progress = lines[r"$\|w\|$ in the run"], lines[r"$w_*^\top w$ in the run"]
    assert progress.get_zorder() > length.get_zorder()
    assert length.get_linewidth() > 2 * progress.get_linewidth()


@pytest.mark.parametrize("y", [1.0, -1.0])
def test_an_update_says_its_class_and_its_scores(y: float) -> None:
    """Is the class written beside its row, and does the score grow by the 6.25 of its squared length?"""
    w, x = np.array([1.0, 2.0]), np.array([2.0, -1.5])
    left, right = update.draw(w, x, y).axes
    assert left.get_title().endswith(f"x = {-y:.3g}$")
    assert right.get_title().endswith(f"x = {-y + 6.25:.3g}$")
    for panel in (left, right):
        assert f"$x$, $y = {y:+.0f}$" in [text.get_text() for text in panel.texts]
