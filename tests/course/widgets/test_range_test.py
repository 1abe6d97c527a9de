"""Is the range test what it says: one step a batch, a rate that grows, and a loss that breaks in the end?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import range_test, stage
from course.widgets.range_test import EPOCHS, HIGH, LOW, PRESETS, STEPS, smoothed, sweep, train


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_rates_grow_by_one_factor() -> None:
    """Is each rate the same multiple of the one before, from the lowest up, over at most all steps?"""
    rates = sweep("Adam").rates
    assert rates[0] == pytest.approx(LOW) and rates[-1] <= HIGH * 1.001 and 10 < len(rates) <= STEPS
    np.testing.assert_allclose(rates[1:] / rates[:-1], (HIGH / LOW) ** (1 / (STEPS - 1)))


def test_smoothing_is_a_true_mean_from_the_first_step() -> None:
    """Does a constant stay that constant, and is the second value the weighted mean of two?"""
    np.testing.assert_allclose(smoothed(np.full(5, 2.5)), 2.5)
    assert smoothed(np.array([1.0, 3.0]))[1] == pytest.approx((0.9 * 1 + 3) / 1.9)


def test_the_loss_falls_and_then_breaks() -> None:
    """Is the smoothed loss lower in the middle than at both ends, and the lowest rate in between?"""
    found = sweep("SGD")
    assert found.smooth.min() < 0.8 * found.smooth[0] and found.smooth[-1] > 1.5 * found.smooth.min()
    assert found.rates[0] < found.lowest < found.rates[-1]


def test_a_third_of_the_lowest_is_a_good_rate() -> None:
    """Does it train well, as the lesson says, and better than a hundredth of it?"""
    rate = sweep("Adam").lowest / 3
    assert train("Adam", rate)[-1] < 0.35 < train("Adam", rate / 100)[-1]


def test_the_goal_can_be_hit_and_missed() -> None:
    """With momentum, is a loss below the goal reached at some rate of the slider, and not at every one?"""
    ends = [train("Momentum", rate)[-1] for rate in (0.01, 0.1)]
    assert ends[1] < range_test.ENOUGH < ends[0]


SAYS = {
    "SGD, read off the curve": "not below",
    "SGD, too careful": "not below",
    "Adam, read off the curve": ": below",
    "Adam, with the rate of SGD": "not below",
}


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say of each preset what becomes of it?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    range_test.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(range_test.draw, PRESETS, range_test.controls())
    menu, said = lab.children[0], lab.children[-2]
    for preset, words in SAYS.items():
        menu.value = preset
        assert words in said.value


def test_a_run_that_diverges_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a loss that is no number any more told in words?"""
    assert "diverges" in range_test._outcome([2.0, float("nan")])
    assert "below" in range_test._outcome([2.0] * (EPOCHS - 1) + [0.1])
