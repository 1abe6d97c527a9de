from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.data import TARGETS, curve
from course.errors import InputError
from course.widgets import curve_fits
from course.widgets.curve_fits import SLOPES, fit


@pytest.mark.parametrize("activation", SLOPES)
def test_the_slopes_in_all_parameters_are_those_of_differences(activation: str) -> None:
    """Does J agree with central differences of the error, for every net, point and parameter?"""
    rng = np.random.default_rng(0)
    x, y, net = rng.uniform(-1, 1, 6), rng.standard_normal(6), rng.standard_normal((4, 7))
    J, off = curve_fits._slopes(net, x, y, 2, activation)
    assert J.shape == (4, 6, 7) and off.shape == (4, 6)
    for p in range(7):
        nudge = 1e-6 * np.eye(7)[p]
        up, down = (curve_fits._slopes(net + s * nudge, x, y, 2, activation)[1] for s in (1, -1))
        assert np.allclose(J[:, :, p], (up - down) / 2e-6, atol=1e-7)


def test_the_fits_are_the_nets_that_they_say_they_are() -> None:
    """Is the error that is told that of the net, worked out anew, and does the best come first?"""
    rows, y = curve(np.random.default_rng(1), "sine", 20)
    x = rows[:, 0]
    made = fit(x, y, 3, 8, np.random.default_rng(2), steps=40)
    for s in range(8):
        again = [made.w[s] @ np.tanh(made.v[s] * p + made.b[s]) + made.c[s] for p in x]
        assert np.isclose(np.sqrt(np.mean((again - y) ** 2)), made.rms[s], rtol=1e-9)
    assert (np.diff(made.rms) >= 0).all()
    assert made.hidden(x).shape == (8, 20, 3)


def test_no_step_makes_a_fit_worse() -> None:
    """Is a fit with more steps from the same starts never worse?"""
    rows, y = curve(np.random.default_rng(3), "absolute", 30)
    last = np.inf
    for steps in (0, 1, 5, 25, 100):
        made = fit(rows[:, 0], y, 3, 5, np.random.default_rng(4), steps=steps)
        assert made.rms[0] <= last
        last = made.rms[0]


def test_a_net_that_made_the_points_is_found_again() -> None:
    """Is the error all but 0 on points that such a net made?"""
    x = np.linspace(-1, 1, 40)
    y = 0.7 * np.tanh(2 * x - 0.5) + 0.2
    assert fit(x, y, 1, 10, np.random.default_rng(5)).rms[0] < 1e-8


@pytest.mark.parametrize("name", TARGETS)
def test_three_units_are_enough_for_the_four_curves(name: str) -> None:
    """Does the best of some starts come to within a hundredth, as the figure in the book suggests?"""
    rows, y = curve(np.random.default_rng(0), name, 50)
    assert fit(rows[:, 0], y, 3, 30, np.random.default_rng(6)).rms[0] < 0.01


def test_a_seed_says_all_and_an_unknown_activation_is_refused() -> None:
    """Are two runs from one seed the same, and is a wrong name an error of ours?"""
    x = np.linspace(-1, 1, 9)
    one, two = (fit(x, x**2, 2, 3, np.random.default_rng(7), steps=9) for _ in range(2))
    assert np.array_equal(one.rms, two.rms) and np.array_equal(one.v, two.v)
    wrong: Any = "cosine"
    with pytest.raises(InputError, match="expected one of tanh, sigmoid, relu"):
        fit(x, x, 1, 1, np.random.default_rng(0), activation=wrong)
