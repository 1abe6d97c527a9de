from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import bump_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_no_preset_reaches_the_goal(preset: str) -> None:
    """Does each preset draw, with the goal not reached?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert "not below the goal" in said


def test_the_goal_can_be_reached_with_the_sliders_and_not_with_the_steepest_bumps() -> None:
    """Do soft bumps get below it, and do the same heights miss it where every bump is a box?"""
    controls = lab._controls()
    stage.build(lab.draw, lab.PRESETS, controls)
    heights = dict(zip(lab.HEIGHTS, (0.6, 0.95, 0.45, -0.3, 0.1), strict=True))
    for name, value in ({"steepness": 20.0} | heights).items():
        controls[name].value = value
    reached = {name: control.value for name, control in controls.items()}
    assert ": below the goal" in lab.draw(**reached)[1]
    assert "not below" in lab.draw(**(reached | {"steepness": controls["steepness"].value ** 2}))[1]


def test_a_bump_is_one_inside_and_nothing_outside() -> None:
    """Is a steep bump 1 in its middle, half at its edges and 0 beyond?"""
    values = lab.bump(np.array([0.1, 0.4, 0.5, 0.6, 0.9]), 0.4, 0.6, 500.0)
    assert np.allclose(values, [0, 0.5, 1, 0.5, 0], atol=1e-9)


def test_the_score_is_the_largest_error() -> None:
    """Is a net that is off by 0.25 at one place told so, whatever it does elsewhere?"""
    net = lab.target(lab.X)
    net[17] += 0.25
    assert lab.sentence(net) == "largest error 0.250: not below the goal of 0.15"
    assert ": below the goal" in lab.sentence(lab.target(lab.X))
