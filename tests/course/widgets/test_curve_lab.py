from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import curve_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def error_on_points(said: str) -> float:
    return float(said.split("on the points ")[1].split(";")[0])


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_every_preset_draws_its_points_its_net_and_its_hidden_units(preset: str) -> None:
    """Are there a dashed line for each hidden unit, the points, and the net?"""
    setting = lab.PRESETS[preset]
    figure, _ = lab.draw(**setting)
    (axes,) = figure.axes
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert len(dashed) == setting["hidden"] and len(axes.lines) == setting["hidden"] + 2


def test_some_presets_fail_on_purpose() -> None:
    """Does one unit miss the wave, and does a net that is good inside go astray outside?"""
    said = {name: lab.draw(**preset)[1] for name, preset in lab.PRESETS.items()}
    assert error_on_points(said["sine, three tanh units"]) < 0.01
    assert error_on_points(said["one unit: no wave"]) > 0.2
    assert error_on_points(said["three ReLU units: three kinks"]) > 0.05
    assert float(said["the same net, further out"].split("picture ")[1]) > 1
    assert float(said["a step that stays a slope"].split("picture ")[1]) > 0.5


def test_the_goal_can_be_reached_with_the_controls() -> None:
    """Do a few ReLU units hit the sine to 0.05 from some start that the slider offers?"""
    controls = lab._controls()
    stage.build(lab.draw, lab.PRESETS, controls)
    best = min(lab.fitted("sine", 6, "relu", start).rms[0] for start in range(controls["start"].max + 1))
    assert best < 0.05


def test_a_panel_is_the_net_on_its_stretch() -> None:
    """Does a panel hold the points, and the chosen net's values on (−reach, reach)?"""
    fits = lab.fitted("square", 2, "tanh", 1)
    panel = lab.panel(fits, "square", reach=2.0)
    assert panel.across[[0, -1]].tolist() == [-2.0, 2.0] and panel.x.shape == (lab.POINTS,)
    assert np.allclose(panel.net, panel.hidden @ fits.w[0] + fits.c[0])
