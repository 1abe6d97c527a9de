"""Does the V-curve lab measure real errors, with the digits that its presets promise?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.gradcheck import numeric_gradient
from course.widgets import stage
from course.widgets import v_curve as lab


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("name", lab.FUNCTIONS)
def test_slopes_are_right(name: str) -> None:
    """Does each function have the slope that the lab takes for exact?"""
    subject = lab.FUNCTIONS[name]

    def value(x: Any) -> float:
        return float(subject.f(x))

    for x in (0.3, 0.7):
        found = numeric_gradient(value, x)
        assert abs(float(found.value) - float(subject.slope(np.array(x)))) <= 10 * float(found.error) + 1e-7


def test_the_arms_have_the_slopes_of_the_theory() -> None:
    """Does ten times the step make ten times the forward error, a hundred times the central, less rounding?"""
    found = lab.errors("exp(x)", 1.0, np.array([1e-3, 1e-2]))
    assert found["forward"][1] / found["forward"][0] == pytest.approx(10, rel=0.02)
    assert found["central"][1] / found["central"][0] == pytest.approx(100, rel=0.02)
    small = lab.errors("exp(x)", 1.0, np.array([1e-13, 1e-11]))
    assert 30 < small["central"][0] / small["central"][1] < 300


def test_the_goal_can_be_hit() -> None:
    """Ten digits by central differences, fifteen by the complex step, and a preset in which no digit is right?"""
    assert "central 11, complex step" in lab.draw(**lab.PRESETS["a smooth function"])[1]
    assert lab.digits(float(lab.errors("exp(x)", 1.0, np.array([1e-5]))["complex step"][0])) >= 15
    assert "central 0" in lab.draw(**lab.PRESETS["beside a kink: no digit is right"])[1]


def test_a_step_below_the_last_digit_is_no_error() -> None:
    """Is a step that x + h swallows drawn as wrong, and not as a division by 0?"""
    found = lab.errors("sin(x)", 2.0, np.array([1e-17]))
    assert found["forward"][0] == 1.0
    assert lab.digits(0.0) == 16 and lab.digits(3.0) == 0


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return the four presets?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    titles = [axes.get_title().split("\n")[0] for axes in lab.show().axes]
    assert titles == list(lab.PRESETS)


def test_every_preset_lies_within_the_controls_and_draws() -> None:
    """Does each preset redraw through the lab's own controls, without being clipped by one?"""
    controls = lab.controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    menu, said = built.children[0], built.children[-2]
    for preset, settings in lab.PRESETS.items():
        menu.value = preset
        assert {name: control.value for name, control in controls.items()} == pytest.approx(settings)
        assert "Right digits" in said.value
