"""The figures of lesson 08: what each shows, read back from its artists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.plots.style import GROUND, figure
from course.plots.training import depth, digits, intensity, momentum, race, signals, steps, sweep


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def bowl(place: Any) -> Any:
    return (place[..., 0] ** 2 + 9 * place[..., 1] ** 2) / 2


RNG = np.random.default_rng(0)
RISE = np.array([0.1, 1.0, 10.0])
PATH = np.array([[1.0, 1.0], [0.5, -0.2], [0.1, 0.0]])
PICTURES = RNG.random((5, 64))


def every_figure() -> dict[str, Any]:
    return {
        "digits": digits.draw(PICTURES, list("abcde"), columns=3),
        "starts": digits.starts({"zero": RISE, "random": RISE}, {"zero": 0 * PICTURES, "random": PICTURES - 0.5}),
        "seeds": digits.seeds({"2": RISE / 20, "8": RISE / 15}, PICTURES, list("abcde"), goal=0.95),
        "patterns": digits.patterns(PICTURES - 0.5, columns=4),
        "intensity": intensity.draw([1, 4, 16], [2, 8, 30], balance=20, limit=40),
        "signals": signals.draw({"small": [PICTURES - 0.5] * 3, "large": [PICTURES] * 3}, (1, 3)),
        "depth": depth.draw({"tanh": RISE, "ReLU": RISE}, {"tanh": RISE, "ReLU": 1 / RISE}),
        "predicted": depth.predicted(np.arange(1.0, 4.0), {"a": RISE}, {"a": RISE}, ylabel="size"),
        "momentum": momentum.draw((0.0, 0.5), {"plain": RISE, "ball": RISE}),
        "paths": momentum.paths(bowl, {"one": PATH, "two": PATH}),
        "steps": steps.draw({"steady": {"Adam": RISE}, "noise": {"Adam": RISE}}),
        "shrinking": steps.shrinking({name: {"large": RISE, "small": RISE} for name in ("SGD", "Adam")}),
        "bars": race.bars({"ravine": {"SGD": 9.0, "Adam": 101.0}}, never=101, ylabel="steps"),
        "sweep": sweep.draw({"SGD": (RISE, RISE, RISE, {"mark": 1.0})}),
        "by_rate": sweep.by_rate(RISE, {"SGD": np.ones((3, 2)), "Adam": 2 * np.ones((3, 2))}),
    }


def test_every_figure_draws_and_labels_its_axes() -> None:
    """Do all figures of the lesson render on a white ground, with every axis that is shown named?"""
    for name, one in every_figure().items():
        one.canvas.draw()
        assert one.get_facecolor() == pytest.approx((1, 1, 1, 1)), name
        for axes in one.axes:
            shared = len(axes.get_shared_x_axes().get_siblings(axes)) > 1
            assert not axes.axison or axes.get_xlabel() or shared, name
    assert GROUND == "#FFFFFF"


def test_lines_differ_by_more_than_colour() -> None:
    """Has each optimiser, and each line of a profile, its own marker or dash?"""
    for looks in (list(race.LOOKS.values()), list(depth.LOOKS), list(steps.LOOKS), list(momentum.LOOKS)):
        assert len({(marker, line) for _, marker, line in looks}) == len(looks)


@given(mu=st.floats(0.01, 0.95), product=st.floats(0.01, 3.9))
def test_the_factor_of_momentum_is_that_of_its_matrix(mu: float, product: float) -> None:
    """Is the curve the spectral radius of the step (w, b) → (w − η b', b'), b' = μ b + λ w?"""
    matrix = np.array([[1 - product, -mu], [product, mu]])  # in units of η: b' η = μ b η + ηλ w
    measured = np.abs(np.linalg.eigvals(matrix)).max()
    assert momentum.shrink(mu, np.array([product]))[0] == pytest.approx(measured, rel=1e-6, abs=1e-6)


def test_a_profile_is_drawn_layer_by_layer() -> None:
    """Are the heights those given, against layers counted from 1, and is what is off the axis held at its edge?"""
    _, axes = figure()
    depth.profile_on(axes, {"tanh": np.array([1e-30, 0.5, 2.0])}, ylabel="size")
    line = axes.lines[0]
    np.testing.assert_allclose(line.get_xdata(), [1, 2, 3])
    np.testing.assert_allclose(line.get_ydata(), [depth.FLOOR, 0.5, 2.0])


def test_bars_say_who_never_arrives() -> None:
    """Has the bar of an optimiser that never arrives that word, and the other its number?"""
    axes = race.bars({"ravine": {"SGD": 9.0, "Adam": 101.0}}, never=101, ylabel="steps").axes[0]
    assert {text.get_text() for text in axes.texts} == {"9", "never"}


def test_patterns_stand_side_by_side() -> None:
    """Is each unit's picture in its place on the sheet, with a gap between two?"""
    _, axes = figure()
    digits.patterns_on(axes, PICTURES, columns=2)
    sheet = np.ma.filled(axes.images[0].get_array(), np.nan)
    assert sheet.shape == (3 * 9 - 1, 2 * 9 - 1)
    np.testing.assert_allclose(sheet[9:17, :8], PICTURES[2].reshape(8, 8))
    assert np.isnan(sheet[8]).all()


def test_dots_are_shares_in_per_cent() -> None:
    """Does each network have one dot a seed at its share, and its mean as a bar?"""
    shares = {"4": np.array([0.5, 0.7]), "8": np.array([0.9, 0.96])}
    axes = digits.seeds(shares, PICTURES, list("abcde"), goal=0.95).axes[0]
    dots = [line.get_ydata() for line in axes.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(dots, [[50, 70], [90, 96]])
    assert any(np.allclose(line.get_ydata(), 60) for line in axes.lines)


def test_histograms_are_shares_of_all_activations() -> None:
    """Do the bars of a panel add up to 100 %?"""
    axes = signals.draw({"small": [PICTURES - 0.5]}, (1,)).axes[0]
    assert sum(bar.get_height() for bar in axes.patches) == pytest.approx(100)
