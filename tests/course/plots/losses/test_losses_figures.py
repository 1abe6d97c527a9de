"""The figures of lesson 03: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.activations import softmax as shares
from course.gradcheck import numeric_gradient
from course.plots.losses import (
    bets,
    binary,
    likelihood,
    margin,
    noise,
    regions,
    residuals,
    risk,
    saturation,
    simplex,
    softmax,
)

X, Y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 2.0])
W, B = np.array([[1.5, 0.2], [-1.0, 1.0], [-0.5, -1.2]]), np.array([0.0, 0.3, -0.2])


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def cost(p: Any, y: Any) -> Any:
    return np.where(y == 1, -np.log(p), -np.log(1 - p))


def lengths() -> dict[float, dict[str, Any]]:
    return {2.0: {"cross-entropy": np.full(5, 0.9), "squared error": np.array([1e-9, 1e-3, 1e-3, 0.1, 0.2])}}


def test_every_figure_draws_and_labels_its_axes() -> None:
    """Do all figures render on white, with both axes named?"""
    rng = np.random.default_rng(0)
    figures = [
        residuals.draw(X, Y, {"flat": (0.0, 2.0)}),
        noise.draw(X, Y, 0.5, 1.5, 0.5),
        likelihood.draw(2, 3),
        binary.draw({"right": cost}),
        margin.draw(),
        softmax.draw(np.array([2.0, -1.0, 0.1]), ("a", "b", "c"), 1),
        regions.draw(W, B, rng.standard_normal((9, 2)), np.arange(9) % 3),
        saturation.draw(),
        saturation.spread(lengths()),
        saturation.race({"cross-entropy": rng.random((4, 10)), "squared error": rng.random((4, 10))}),
        bets.draw((0.7, 0.2)),
        risk.draw(lambda w: (w - 2) ** 2, lambda w: w**2, (0.0, 1.0), -1.0, 3.0, 4.0),
    ]
    for one in figures:
        one.canvas.draw()
        assert one.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
        assert all(axes.get_xlabel() or axes.get_ylabel() for axes in one.axes)
    simplex.draw([np.array([2.0, 1.0, 0.0])], ("a", "b", "c")).canvas.draw()


def test_the_squares_have_the_areas_that_the_title_averages() -> None:
    """Is the mean area of the squares the number above them, the mean squared error?"""
    axes = residuals.draw(X, Y, {"flat": (0.0, 2.0)}).axes[0]
    areas = [patch.get_width() * patch.get_height() for patch in axes.patches]
    assert areas == [1.0, 1.0, 0.0]
    assert "0.6667" in axes.get_title()


def test_the_likelihood_is_highest_where_the_loss_is_lowest() -> None:
    """Do the two panels agree about the best θ, and is it the share of ones?"""
    left, right = likelihood.draw(2, 3).axes
    theta, height = left.lines[0].get_data()
    depth = right.lines[0].get_ydata()
    assert theta[np.argmax(height)] == theta[np.argmin(depth)] == pytest.approx(2 / 3, abs=0.01)


def test_each_cost_is_drawn_for_both_labels() -> None:
    """Is the right curve the cost at label 1 on the left, and at label 0 on the right?"""
    left, right = binary.draw({"one": cost, "two": cost}).axes
    p = left.lines[0].get_xdata()
    np.testing.assert_allclose(left.lines[0].get_ydata(), -np.log(p))
    np.testing.assert_allclose(right.lines[1].get_ydata(), -np.log(1 - p))
    assert left.lines[0].get_linestyle() != left.lines[1].get_linestyle()


@pytest.mark.parametrize("name", margin.LOSSES)
def test_the_slopes_are_those_of_the_losses(name: str) -> None:
    """Off the kinks, is each slope what differences of its loss give, at sizes up to a thousand?"""
    loss, slope, _, _ = margin.LOSSES[name]
    s = np.array([-1000.0, -30.0, -2.3, -0.4, 0.6, 1.7, 30.0, 1000.0])
    measured = np.array([float(numeric_gradient(loss, np.array(v)).value) for v in s])
    np.testing.assert_allclose(slope(s), measured, rtol=1e-6, atol=1e-9)


def test_no_two_losses_look_alike_without_colour() -> None:
    """Has each loss a line style of its own?"""
    assert len({style for _, _, _, style in margin.LOSSES.values()}) == len(margin.LOSSES)


def test_bars_are_scores_powers_and_shares() -> None:
    """Do the third panel's bars sum to 1, and is the right class told apart by its hatch?"""
    axes = softmax.draw(np.array([2.0, 1.0, 0.1, -1.0]), ("r", "c", "d", "o"), 0).axes
    widths = [bar.get_width() for bar in axes[2].patches]
    assert sum(widths) == pytest.approx(1.0)
    assert [bool(bar.get_hatch()) for bar in axes[2].patches] == [True, False, False, False]


def test_places_on_the_simplex() -> None:
    """Is a sure row at its corner, and are equal shares in the middle?"""
    np.testing.assert_allclose(simplex.place(np.eye(3)), simplex.CORNERS)
    np.testing.assert_allclose(simplex.place(np.full((1, 3), 1 / 3))[0], simplex.CORNERS.mean(axis=0))


def test_the_path_ends_in_the_middle() -> None:
    """Does each path go from near its best class, when cold, towards equal shares, when hot?"""
    axes = simplex.draw([np.array([2.0, 1.0, 0.0])], ("a", "b", "c")).axes[0]
    path = axes.lines[0].get_xydata()
    np.testing.assert_allclose(path[0], simplex.CORNERS[0], atol=1e-6)
    np.testing.assert_allclose(path[-1], simplex.CORNERS.mean(axis=0), atol=0.03)


def test_the_unit_s_slopes_are_those_of_its_losses() -> None:
    """Do the right panel's curves agree with differences of the left panel's?"""
    left, right = saturation.draw().axes
    for loss, slope in zip(left.lines, right.lines, strict=True):
        z, values = loss.get_data()
        np.testing.assert_allclose(np.gradient(values, z)[5:-5], slope.get_ydata()[5:-5], atol=2e-3)


def test_the_lowest_bet_is_the_truth() -> None:
    """Is the mark on each curve at its lowest point?"""
    axes = bets.draw((0.7, 0.2)).axes[0]
    curves = [line for line in axes.lines if len(line.get_xdata()) > 2]
    marks = [line for line in axes.lines if len(line.get_xdata()) == 1]
    for curve, mark in zip(curves, marks, strict=True):
        assert curve.get_ydata().min() == pytest.approx(mark.get_ydata()[0], abs=1e-4)
        assert curve.get_xdata()[curve.get_ydata().argmin()] == pytest.approx(mark.get_xdata()[0], abs=0.005)


def test_the_lowest_point_of_the_sum_is_found() -> None:
    """Is the mark where calculus says: 2 / (1 + λ) for (w − 2)² + λ w²?"""
    figure = risk.draw(lambda w: (w - 2) ** 2, lambda w: w**2, (0.0, 1.0, 3.0), -1.0, 3.0, 4.0)
    found = [next(line for line in axes.lines if line.get_marker() == "o").get_xdata()[0] for axes in figure.axes]
    np.testing.assert_allclose(found, [2.0, 1.0, 0.5], atol=1e-3)


def test_the_histogram_counts_every_row() -> None:
    """Do the shares of each loss add up to 100 %?"""
    axes = saturation.spread(lengths()).axes[0]
    for polygon in axes.patches:
        heights = polygon.get_xy()[1:-1:2, 1]
        assert heights.sum() == pytest.approx(100.0)


def test_regions_are_where_a_score_is_the_largest() -> None:
    """Is the largest probability 1/3 or more everywhere in the right panel's scale?"""
    figure = regions.draw(W, B, np.array([[1.0, 0.0], [-1.0, 1.0], [0.0, -1.0]]), np.array([0, 1, 2]))
    assert len(figure.axes) == 3
    side = np.linspace(-1, 1, 7)
    points = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    assert shares(points @ W.T + B).max(axis=1).min() >= 1 / 3
