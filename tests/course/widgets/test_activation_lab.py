from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.widgets import activation_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_every_preset_draws_and_speaks_of_every_activation(preset: str) -> None:
    """Is there a line each for step, sigmoid, tanh and ReLU?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert [line.split(":")[0] for line in said.splitlines()] == ["step", "sigmoid", "tanh", "ReLU"]


def test_the_presets_show_what_their_names_say() -> None:
    """Is tanh flat where the sigmoid is not, ReLU off, and next to nothing left of the sigmoid after ten layers?"""
    said = {name: lab.draw(**preset)[1].splitlines() for name, preset in lab.PRESETS.items()}
    _, sigmoid, tanh, _ = said["tanh is flat, the sigmoid is not"]
    assert "saturated" in tanh and "saturated" not in sigmoid
    assert said["ReLU is off"][3] == "ReLU: value 0, slope 0, saturated"
    assert said["ten layers: little is left"][1].endswith("through 10 such layers 5.14e-07")
    assert said["ten layers: little is left"][3].endswith("through 10 such layers 1")


def test_the_goal_can_be_reached_with_the_slider() -> None:
    """Is there a net input where ReLU gives no slope and the sigmoid more than tanh?"""
    controls = lab._controls()
    stage.build(lab.draw, lab.PRESETS, controls)
    controls["z"].value = -2.5
    _, sigmoid, tanh, relu = lab.draw(controls["z"].value, 1)[1].splitlines()
    slope = [float(line.split("slope ")[1].split(",")[0]) for line in (sigmoid, tanh, relu)]
    assert slope[0] > slope[1] > slope[2] == 0
