from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.gates import WEIGHTS
from course.widgets import gate_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_no_preset_gives_the_answer_away(preset: str) -> None:
    """Does each preset draw, with at least one row still wrong?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert not said.startswith("4 of 4")


@pytest.mark.parametrize("gate", WEIGHTS)
def test_four_of_four_can_be_reached_with_the_sliders(gate: str) -> None:
    """Do the sliders reach weights that compute each gate that can be had?"""
    controls = lab._controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    (w1, w2), b = WEIGHTS[gate]
    for name, value in {"gate": gate, "w1": w1, "w2": w2, "b": b}.items():
        controls[name].value = value
    assert built.children[-2].value == f"4 of 4 rows right for {gate}."


def test_a_unit_with_no_weights_draws() -> None:
    """Is w = (0, 0), which has no line, drawn all the same?"""
    _, said = lab.draw("AND", 0.0, 0.0, 0.0)
    assert said == "3 of 4 rows right for AND."
