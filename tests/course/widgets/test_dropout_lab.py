"""Does the lab's scatter follow the formula of the lesson?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import dropout_lab, stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say for each preset what its update function says?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    dropout_lab.lab()
    assert "To hit" in capsys.readouterr().out
    shown = stage.build(dropout_lab.draw, dropout_lab.PRESETS, dropout_lab.controls())
    menu, said = shown.children[0], shown.children[-2]
    for name, preset in list(dropout_lab.PRESETS.items())[1:4]:
        menu.value = name
        assert said.value.split("<br>")[1] == dropout_lab.draw(**preset)[1].splitlines()[1]


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_dropout_scatters_as_the_formula_says(keep: float) -> None:
    """Are mean and variance of the next unit's sum those of the lesson, within five standard errors?"""
    values, weights = dropout_lab.layer()
    gates = dropout_lab.gates(keep, "training", np.random.default_rng(0), 20_000)
    sums, spread = (gates * values) @ weights, (1 - keep) / keep * np.sum((values * weights) ** 2)
    assert sums.mean() == pytest.approx(values @ weights, abs=5 * np.sqrt(spread / 20_000))
    assert sums.var() == pytest.approx(spread, rel=0.08)


def test_the_forgotten_scale_gives_too_little() -> None:
    """Does the failing preset hand the next unit about the kept share, and use nothing but the values?"""
    values, weights = dropout_lab.layer()
    preset = dropout_lab.PRESETS["scale forgotten: the next layer gets too little"]
    gates = dropout_lab.gates(preset["keep"], preset["mode"], np.random.default_rng(0), 4000)
    assert ((gates * values) @ weights).mean() == pytest.approx(0.5 * values @ weights, rel=0.03)
    assert np.all(dropout_lab.gates(0.3, "in use", np.random.default_rng(0), 5) == 1)
