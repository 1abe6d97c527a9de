"""Does the bench of step sizes predict what it measures?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.widgets import stage, step_bench
from course.widgets.step_bench import PRESETS, START, arrival, descend


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@given(alpha=st.floats(0.01, 2.1), kappa=st.floats(1, 50), steps=st.integers(1, 40))
def test_each_error_is_a_power(alpha: float, kappa: float, steps: int) -> None:
    """After t steps, is the error (1 − αλ)^t in each direction?"""
    lams = np.array([1.0, kappa])
    path = descend(alpha, lams, steps)
    np.testing.assert_allclose(path[-1], START * (1 - alpha * lams) ** steps, rtol=1e-9, atol=1e-300)


def test_the_goal_can_be_hit_and_missed() -> None:
    """With κ = 10, are 36 steps enough at few places of the slider alone, and fewer than 35 at none?"""
    lams = np.array([1.0, 10.0])
    found = {alpha: arrival(descend(alpha, lams, 120)) for alpha in np.arange(0.005, 0.25, 0.005)}
    hits = [alpha for alpha, steps in found.items() if steps is not None and steps <= 36]
    assert 1 <= len(hits) <= 3 and min(steps for steps in found.values() if steps) == 35


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_says_what_becomes_of_it(preset: str) -> None:
    """Does the predicted verdict agree with the path, for each preset?"""
    _, said = step_bench.draw(**PRESETS[preset])
    setting = PRESETS[preset]
    path = descend(setting["alpha"], np.array([1.0, setting["kappa"]]), setting["steps"])
    last, first = np.abs(path[-1]).max(), np.abs(path[0]).max()
    word = "converges" if last < 0.99 * first else "diverges" if last > 1.01 * first else "neither"
    assert word in said


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and redraw for each preset where it does?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    step_bench.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(step_bench.draw, PRESETS, step_bench.controls())
    menu, said = lab.children[0], lab.children[-2]
    menu.value = "too far: it diverges"
    assert "diverges" in said.value
