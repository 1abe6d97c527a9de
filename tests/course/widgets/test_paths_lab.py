"""Does the paths lab add up real slopes, and does the tangent touch only where no path is left out?"""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot as plt

from course.gradcheck import numeric_gradient
from course.widgets import paths_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@given(a=st.floats(-3, 3))
def test_the_paths_add_up_to_the_slope(a: float) -> None:
    """Is the sum of the three products what differences measure?"""
    found = numeric_gradient(lambda v: float(lab.curve(v)), a)
    assert sum(lab.local(a).products) == pytest.approx(float(found.value), rel=1e-7, abs=1e-7)


def test_the_goal_can_be_hit_with_the_slider() -> None:
    """Is there a place on the slider where the paths cancel and none of them is 0?"""
    grid = np.round(np.arange(-3, 3.005, 0.01), 2)
    hits = [a for a in grid.tolist() if abs(sum(lab.local(a).products)) < lab.FLAT]
    assert hits and all(min(map(abs, lab.local(a).products)) > 0.01 for a in hits)
    assert "Hit: the paths cancel." in lab.draw(hits[0], "all paths")[1]


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_presets_that_fail_say_so(preset: str) -> None:
    """Does a preset whose name says that it fails not touch, and every other one touch?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert ("does not touch" in said) == ("fails" in preset)


def test_static_path_draws_and_prints(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With COURSE_STATIC=1, is the first preset drawn and its sentence printed?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    lab.show()
    assert len(plt.get_fignums()) == 1
    assert "To hit" in capsys.readouterr().out


def test_interactive_path() -> None:
    """Does every preset, and a moved slider, redraw without an error?"""
    controls = lab.controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    menu, said = built.children[0], built.children[-2]
    for preset, settings in lab.PRESETS.items():
        menu.value = preset
        assert controls["a"].value == pytest.approx(settings["a"])
    controls["a"].value = 3.0
    assert "differences" in said.value
