from __future__ import annotations

from collections.abc import Iterator

import pytest

from course.widgets import stage
from course.widgets import table_lab as lab


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_each_preset_draws(preset: str) -> None:
    """Does each preset draw, and say its number of variables?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert said.startswith(f"d = {lab.PRESETS[preset]['d']}: ")


def test_thirty_is_the_most_that_fits() -> None:
    """Is 2^30 entries of 8 bytes the last table that fits into 8 GiB?"""
    assert "which fits" in lab.draw(30)[1] and "does not fit" in lab.draw(31)[1]


def test_the_largest_preset_cannot_be_had() -> None:
    """Is the preset that fails on purpose told as what it is?"""
    assert "more than there are atoms" in lab.draw(784)[1]


def test_the_slider_moves_the_sentence() -> None:
    """Does the lab, built with its controls, follow the slider to its end?"""
    controls = lab._controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    controls["d"].value = 800
    assert "d = 800" in built.children[-2].value
