"""Does the lab's scatter follow the formula that it draws?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from course.gradcheck import numeric_gradient
from course.least_squares import closed_form, loss
from course.widgets import batch_noise, stage
from course.widgets.batch_noise import PRESETS, N, predicted, problem, run


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("m", [1, 4, 16, 48])
def test_the_scatter_is_what_the_formula_says(m: int) -> None:
    """Is the measured variance within 15 % of σ²/m · (n − m)/(n − 1), over some seeds together?"""
    noise = [run(m, 1.0, seed) for seed in range(5)]
    measured = np.mean([one.variance for one in noise])
    assert measured == pytest.approx(predicted(m, noise[0].of_one), rel=0.15)


def test_the_formula_is_exact_for_all_minibatches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over every minibatch of two of five numbers, is the variance exactly the formula's?"""
    monkeypatch.setattr(batch_noise, "N", 5)
    a = np.array([3.0, -1.0, 0.5, 2.0, 7.0])
    means = [a[list(S)].mean() for S in combinations(range(5), 2)]
    assert np.var(means) == pytest.approx(predicted(2, float(a.var())))


def test_the_arrow_is_the_gradient() -> None:
    """Is the full gradient the slope of the mean squared error at the chosen distance from its minimum?"""
    X, y = problem()
    w = closed_form(X, y) + 0.5 * np.array([-0.6, 0.8])
    np.testing.assert_allclose(run(4, 0.5, 0).full, numeric_gradient(lambda v: loss(v, X, y), w).value, rtol=1e-6)


def test_all_examples_make_no_noise_and_few_near_the_minimum_only_noise() -> None:
    """Is the variance 0 with all rows, and do nearly half of the steps go uphill close to the minimum?"""
    assert run(N, 1.0, 1).variance < 1e-25
    near = run(**PRESETS["near the minimum: half the steps go uphill"])
    assert 0.4 < near.uphill < 0.55


def test_the_goal_can_be_hit() -> None:
    """Is there a size below which more, and from which at most 1 step in 100 goes uphill?"""
    uphill = [run(m, 1.0, 1).uphill for m in (1, 2, 4, 8)]
    assert uphill[0] > 0.05 and uphill[-1] <= 0.01


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and redraw for each preset where it does?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    batch_noise.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(batch_noise.draw, PRESETS, batch_noise.controls())
    menu, said = lab.children[0], lab.children[-2]
    for preset, setting in PRESETS.items():
        menu.value = preset
        assert f"m = {setting['m']}:" in said.value
