"""Does the bench do real checks, with the outcomes that its presets promise?"""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.exercises.derivatives.bench import run
from course.widgets import checker_bench as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_every_preset_shows_a_check_that_errs(preset: str) -> None:
    """Does each preset show a wrong gradient that passes, or a right one refused, as its name says?"""
    setting = lab.PRESETS[preset]
    outcome = run(lab.CHECKS[setting["check"]], lab.CLAIMS[setting["bug"]], setting["seed"])
    assert outcome.passes != outcome.right
    assert outcome.right == ("right" in preset)


@pytest.mark.parametrize("check", lab.CHECKS)
def test_the_goal_can_be_hit(check: str) -> None:
    """Is there, for each of the eight, a claim on which it is wrong at some seed of the slider?"""
    outcomes = (run(lab.CHECKS[check], bug, seed) for bug in lab.CLAIMS.values() for seed in range(3))
    assert any(outcome.passes != outcome.right for outcome in outcomes)


def test_it_says_who_noticed() -> None:
    """Are the checks named that refuse, and is it said where none does?"""
    _, said = lab.draw("needle", "upstream ignored", 1)
    refusing = said.splitlines()[-1]
    assert "cs231n" in refusing and "needle" not in refusing


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return the four presets, each with its verdict?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    titles = [axes.get_title() for axes in lab.show().axes]
    assert len(titles) == 4
    assert all("WRONG" in title or "RIGHT" in title for title in titles)


def test_interactive_path() -> None:
    """Does every preset redraw without an error?"""
    built = stage.build(lab.draw, lab.PRESETS, lab.controls())
    menu, said = built.children[0], built.children[-2]
    for preset in lab.PRESETS:
        menu.value = preset
        assert "Refused at this seed by" in said.value
