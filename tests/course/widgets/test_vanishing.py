"""Does the slider for depth measure what the law of section 8.4 predicts?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.gradcheck import numeric_gradient
from course.widgets import stage, vanishing
from course.widgets.vanishing import BENDS, PRESETS, measure


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("activation", BENDS)
def test_each_slope_is_that_of_its_function(activation: str) -> None:
    """Is the slope, from the value, the derivative by differences?"""
    bend, slope, _ = BENDS[activation]
    for z in (-1.3, -0.2, 0.4, 2.0):
        measured = float(numeric_gradient(lambda v: float(bend(v)[0]), np.array([z])).value[0])
        assert float(slope(bend(np.array([z])))[0]) == pytest.approx(measured, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("scale", [0.6, 1.0, 1.5])
def test_relu_changes_mean_squares_by_the_square_of_the_scale(scale: float) -> None:
    """Over many nets, is the mean square of sums and of gradients a power of scale², up and back?"""
    found = [measure("ReLU", 5, scale, seed) for seed in range(150)]
    up = np.mean([profile.up**2 for profile in found], axis=0)
    back = np.mean([profile.back**2 for profile in found], axis=0)
    layers = np.arange(5)
    np.testing.assert_allclose(up, 2 * scale**2 * scale ** (2.0 * layers), rtol=0.12)
    np.testing.assert_allclose(back, scale ** (2.0 * layers[::-1]), rtol=0.12)


def test_the_goal_can_be_hit_and_missed() -> None:
    """Do some scales, and not all, bring tanh's first gradient within a factor of 2 at 30 layers?"""
    ratios = [measure("tanh", 30, scale).ratio for scale in np.arange(0.8, 1.65, 0.05)]
    hits = [0.5 <= ratio <= 2.0 for ratio in ratios]
    assert any(hits) and not hits[0] and not hits[-1]


SAYS = {
    "sigmoid: it dies": "vanishes",
    "tanh by the rule": "vanishes",
    "ReLU by the rule": "same pace",
    "ReLU, half of the rule: it dies": "vanishes",
    "ReLU, twice the rule: it explodes": "explodes",
    "sigmoid, four times the rule: saturated": "vanishes",
}


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say of each preset what becomes of it?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    vanishing.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(vanishing.draw, PRESETS, vanishing.controls())
    menu, said = lab.children[0], lab.children[-2]
    for preset in PRESETS:
        menu.value = preset
        assert SAYS[preset] in said.value
