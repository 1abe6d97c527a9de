from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from course.margin import separable
from course.widgets import mistake_bound as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_every_preset_draws_and_says_what_it_shows(preset: str) -> None:
    """Does each preset give two panels, and the one that fails on purpose say that there is no bound?"""
    figure, said = lab.draw(**lab.PRESETS[preset])
    assert len(figure.axes) == 2
    assert ("no bound" in said) == ("no bound" in preset)


def test_the_first_preset_keeps_its_bound_and_the_last_has_none() -> None:
    """Are the updates of both rules within their bounds, and are the rows of the last preset inseparable?"""
    for one in lab.compare(*lab.make(**lab.PRESETS["a fair margin"])):
        assert len(one.count) - 1 <= one.bound
        assert (one.norm <= one.ceiling + 1e-9).all()
    assert not separable(*lab.make(**lab.PRESETS["one label wrong: no bound"]))


def test_the_aim_can_be_reached() -> None:
    """Is there a setting of the sliders at which a run uses more than 45 % of its bound?"""
    walls = lab.compare(*lab.make(rows=20, columns=12, gamma=0.4, scale=1.0, flipped=0, seed=3))
    assert max((len(one.count) - 1) / one.bound for one in walls) > 0.45


@pytest.mark.parametrize(
    "moves", [{"gamma": 0.03, "scale": 10**-0.5}, {"rows": 4, "flipped": 3}, {"columns": 12, "seed": 50}]
)
def test_the_sliders_can_be_moved_to_their_ends(moves: dict[str, Any]) -> None:
    """Does the lab draw, through its own controls, at the corners of what they allow?"""
    controls = lab._controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    for name, value in moves.items():
        controls[name].value = value
    assert "updates" in built.children[-2].value.lower()


def test_every_preset_lies_within_the_controls() -> None:
    """Does no preset get clipped by a slider?"""
    controls = lab._controls()
    for preset in lab.PRESETS.values():
        for name, value in preset.items():
            controls[name].value = value
            assert controls[name].value == pytest.approx(value)
