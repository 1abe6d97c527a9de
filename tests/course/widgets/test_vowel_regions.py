"""Does the lab overfit where it says so, and does its validation curve lead to a good choice?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import stage, vowel_regions


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say for another preset what its update function says?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    vowel_regions.lab()
    assert "To hit" in capsys.readouterr().out
    shown = stage.build(vowel_regions.draw, vowel_regions.PRESETS, vowel_regions.controls())
    menu, said = shown.children[0], shown.children[-2]
    for name, preset in list(vowel_regions.PRESETS.items())[1:2]:
        menu.value = name
        assert said.value.split("<br>")[1] == vowel_regions.draw(**preset)[1].splitlines()[1]


def test_the_regions_lab_overfits_on_purpose() -> None:
    """Does the failing preset know its rows by heart and do worse on new ones than the one stopped in time?"""
    failing, stopped, stiff, penalised = (vowel_regions.errors(**vowel_regions.PRESETS[name]) for name in (
        "trained to the end: it fails on new rows", "stopped in time", "one hidden unit",
        "trained to the end with a penalty"))  # fmt: skip
    assert failing[0] == 0 and failing[1] > stopped[1] + 0.08
    assert stiff[1] > 0.5 and penalised[1] < failing[1] - 0.05


def test_the_validation_curve_leads_to_a_good_choice() -> None:
    """Is the stop with the lowest validation loss, over all settings of the lab, a good one on new rows?"""
    seen = []
    for hidden in (8, 32):
        for decay in (0.0, 0.003):
            run = vowel_regions.trained(hidden, decay)
            seen += [(run.validation[0, t], vowel_regions.errors(hidden, t, decay)[1]) for t in vowel_regions.STOPS]
    assert min(seen)[1] < 0.26 < max(error for _, error in seen)


def test_the_rows_come_back_in_hertz() -> None:
    """Are the lab's training rows formants again, and does the rule see them as the network does?"""
    hertz, y = vowel_regions.rows()
    assert hertz[:, 0].min() > 200 and hertz[:, 1].max() < 4500
    guess = vowel_regions.rule(32, 600, 0.0)(hertz)
    assert np.mean(guess != y) == vowel_regions.errors(32, 600, 0.0)[0]
