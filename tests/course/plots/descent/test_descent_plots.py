"""The figures of lesson 04: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.plots.descent import (
    batches,
    bowl,
    chords,
    cliff,
    decay,
    ends,
    fit,
    flat,
    growth,
    saddle,
    surface,
    walks,
)
from course.plots.style import figure

LAMS = np.array([1.0, 10.0])
PATH = np.array([[1.0, 1.0], [0.9, 0.0], [0.81, 0.0]])


def hills(x: Any, y: Any) -> Any:
    return x**2 / 2 + (y**2 - 1) ** 2 / 4


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def every_figure() -> list[Any]:
    t = np.arange(4.0)
    rng = np.random.default_rng(0)
    return [
        walks.draw(lambda w: (w - 3) ** 2, {"a": np.array([0.0, 2.0, 9.0])}, low=-1, high=7, name="w"),
        fit.draw(t, t, t, {"after 0 steps": t}, {"α = 1": t + 1}),
        growth.draw([2, 4, 8], {"one": [4, 8, 16], "two": [4, 16, 64]}, n=10),
        bowl.draw(LAMS, {"a": PATH, "b": PATH}),
        bowl.factors(LAMS, {"best": 0.18, "edge": 0.2}),
        batches.clouds(np.array([1.0, 2.0]), {"m = 1": rng.standard_normal((9, 2)), "m = 2": np.ones((9, 2))}),
        batches.races({"m = 1": 2 + rng.random((5, 4)), "m = 2": 2 + rng.random((5, 4))}, floor=1.0),
        decay.draw({"constant": t + 1, "inverse": 1 / (1 + t)}, {"constant": t + 1, "inverse": t + 2}, floor=0.5),
        chords.draw({"bowl": (np.square, -1.0, 2.0), "tanh": (np.tanh, 0.0, 2.0)}),
        surface.draw(hills, {"start": PATH}, reach=(1.0, 1.5)),
        ends.draw({"tanh": np.array([0.0, 0.25])}, {"tanh": np.array([True, False])}),
        saddle.draw(hills, {"y = 0": PATH}, np.array([1e-4, 1e-2]), np.array([70.0, 25.0]), np.array([69.0, 24.0])),
        flat.draw(t, {"sigmoid": t}, {"from 8": t}),
        cliff.draw(hills, {"plain": PATH}, window=(0.5, 1.3, 0.4, 1.6)),
    ]  # fmt: skip


def test_every_figure_draws_and_labels_its_axes() -> None:
    """Do all figures of the lesson render on a white ground, with their axes named?"""
    for one in every_figure():
        one.canvas.draw()
        assert one.get_facecolor() == (1.0, 1.0, 1.0, 1.0)
        assert all(axes.get_xlabel() for axes in one.axes)
        assert one.axes[0].get_ylabel()


def test_a_walk_is_cut_where_it_leaves_the_window() -> None:
    """Are the places inside drawn, those after the first one outside left out, and does a cross say so?"""
    axes = walks.draw(np.square, {"a": np.array([0.5, -1.0, 5.0, 0.0])}, low=-2, high=2).axes[0]
    dots = next(line for line in axes.lines if line.get_marker() == "o")
    assert dots.get_xdata().tolist() == [0.5, -1.0]
    assert [line.get_xdata() for line in axes.lines if line.get_marker() == "X"] == [[2]]
    inside = walks.draw(np.square, {"a": np.array([0.5, -1.0])}, low=-2, high=2).axes[0]
    assert not [line for line in inside.lines if line.get_marker() == "X"]


@pytest.mark.parametrize("power", [1.0, 2.0, 3.0])
def test_a_power_law_has_its_exponent(power: float) -> None:
    """Is the growth exponent of c·dᵖ exactly p?"""
    sizes = [4, 8, 16]
    assert growth.exponent(sizes, [7 * int(d**power) for d in sizes]) == pytest.approx(power)


def test_predicted_errors_lie_on_the_measured_ones() -> None:
    """On a bowl, where the prediction is exact, do lines and marks of the bench have the same heights?"""
    alpha, path = 0.15, np.ones((6, 2))
    for t in range(5):
        path[t + 1] = path[t] - alpha * LAMS * path[t]
    _, axes = figure()
    bowl.errors_on(axes, LAMS, alpha, path)
    for predicted, measured in zip(axes.lines[::2], axes.lines[1::2], strict=True):
        np.testing.assert_allclose(predicted.get_ydata(), measured.get_ydata())


def test_the_slower_factor_is_least_at_the_best_step() -> None:
    """Is the lowest place of the broad band at 2/(λ₁ + λ₂), with height (κ − 1)/(κ + 1)?"""
    axes = bowl.factors(LAMS, {"edge": 0.2}).axes[0]
    band = next(line for line in axes.lines if line.get_label() == "the slower of the two")
    at = int(np.argmin(band.get_ydata()))
    assert band.get_xdata()[at] == pytest.approx(2 / 11, abs=1e-3)
    assert band.get_ydata()[at] == pytest.approx(9 / 11, abs=1e-2)


def test_a_chord_ends_on_its_curve() -> None:
    """Are the ends of the chord on the curve, and its square above the disc for a convex curve alone?"""
    for curve, p, q, above in ((np.square, -1.0, 2.0, True), (np.tanh, 0.0, 2.0, False)):
        axes = chords.draw({"one": (curve, p, q)}).axes[0]
        chord = next(line for line in axes.lines if line.get_label() == "chord")
        np.testing.assert_allclose(chord.get_ydata(), curve(np.array([p, q])))
        marks = {line.get_marker(): float(np.ravel(line.get_ydata())[0]) for line in axes.lines}
        assert (marks["s"] > marks["o"]) == above


def test_stuck_runs_are_told_apart_by_more_than_colour() -> None:
    """Do the bars of runs that are stuck carry a hatch, and do the counts add up?"""
    losses, solved = np.array([0.0, 0.0, 0.25]), np.array([True, True, False])
    axes = ends.draw({"tanh": losses}, {"tanh": solved}).axes[0]
    right, wrong = axes.containers
    assert sum(bar.get_height() for bar in right) == 2 and sum(bar.get_height() for bar in wrong) == 1
    assert all(bar.get_hatch() for bar in wrong) and not any(bar.get_hatch() for bar in right)
    assert axes.get_title() == "tanh: 1 of 3 stuck"


def test_races_have_no_half_epochs() -> None:
    """Is every mark on the axis of epochs a whole number?"""
    axes = batches.races({"m = 1": np.ones((2, 21))}, floor=0.5).axes[0]
    assert all(tick == round(tick) for tick in axes.get_xticks())
