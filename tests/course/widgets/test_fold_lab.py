from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.gates import INPUTS, NETS, step, table
from course.widgets import fold_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def numbers_of(gate: str) -> dict[str, float]:
    """The engine's net for a gate as the lab's nine numbers."""
    (u1, u2), out = NETS[gate].hidden, NETS[gate].out
    return dict(zip(lab.NAMES, (*u1[0], *u2[0], u1[1], u2[1], *out[0], out[1]), strict=True))


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_no_preset_gives_the_answer_away(preset: str) -> None:
    """Does each preset draw, with at least one row still wrong?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert not said.startswith("4 of 4")


@pytest.mark.parametrize("gate", lab.GATES)
def test_four_of_four_can_be_reached_with_the_sliders(gate: str) -> None:
    """Do the sliders reach a net that computes each gate?"""
    controls = lab._controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    for name, value in ({"gate": gate} | numbers_of(gate)).items():
        controls[name].value = value
    assert built.children[-2].value.startswith(f"4 of 4 rows right for {gate}.")


def test_a_fold_with_no_way_out_is_told() -> None:
    """Is it said that inputs fell together, that nothing moved, and that a line is left to draw?"""
    xor = table("XOR")
    assert "no output unit can part them" in lab.obstacle(np.zeros((4, 2)), xor)
    assert "crosswise" in lab.obstacle(INPUTS, xor)
    W, b, _, _ = lab.net(numbers_of("XOR"))
    assert "can finish the net" in lab.obstacle(step(INPUTS @ W.T + b), xor)


def test_units_without_weights_draw() -> None:
    """Is a layer of zeros, which has no lines, drawn all the same?"""
    _, said = lab.draw("XOR", **dict.fromkeys(lab.NAMES, 0.0))
    assert said.startswith("2 of 4")
