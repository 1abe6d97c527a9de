"""Does the check lab do real checks, with the outcomes that its presets promise?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.gradcheck import complex_step_gradient
from course.widgets import check_lab, stage
from course.widgets.check_lab import BUGS, PRESETS, Setting, run


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize(
    ("preset", "passes", "right"),
    [
        ("plain sum of outputs", True, False),
        ("tiny weights", True, False),
        ("step too small", False, True),
        ("set up well", False, False),
    ],
)
def test_presets(preset: str, passes: bool, right: bool) -> None:
    """Does each preset fool the check, or not, as its name says, and not by luck of one seed?"""
    outcomes = [run(Setting(**PRESETS[preset]), seed) for seed in range(20)]
    assert [o.passes for o in outcomes] == [passes] * 20
    assert {o.right for o in outcomes} == {right}


@pytest.mark.parametrize("bug", [bug for bug in BUGS if bug != "none"])
def test_the_goal_can_be_hit(bug: Any) -> None:
    """Can every bug be passed by a bad check, and is it caught by a good one?"""
    assert run(Setting(bug, "plain sum", 1.0, 1e-5)).passes
    assert not run(Setting(bug, "random weights", 1.0, 1e-5)).passes


def test_without_a_bug_the_gradient_is_right() -> None:
    """Does the lab's own backward pass agree with differences, when no bug is planted?"""
    outcome = run(Setting("none", "random weights", 1.0, 1e-5))
    assert outcome.passes
    assert outcome.verdict == "passes: right"
    np.testing.assert_allclose(outcome.claimed, outcome.numeric, rtol=1e-6, atol=1e-9)


def test_the_plain_sum_has_no_gradient() -> None:
    """Is the plain sum of a softmax's outputs constant, by the complex step?"""
    from course.activations import softmax

    z = np.array([[0.2, -1.0], [3.0, 1.0]])
    np.testing.assert_allclose(complex_step_gradient(lambda v: softmax(v).sum(), z), 0, atol=1e-15)


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return the four presets?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    titles = [axes.get_title() for axes in check_lab.show().axes]
    assert [title.split("\n")[0] for title in titles] == list(PRESETS)


def test_each_panel_says_what_it_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does each panel name its loss, its bug, the error and what is allowed, and the figure the function?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    fig = check_lab.show()
    assert check_lab.UNDER_TEST in fig.get_suptitle()
    for axes, preset in zip(fig.axes, PRESETS.values(), strict=True):
        title = axes.get_title()
        assert f"loss: {preset['objective']}; bug: {preset['bug']}" in title
        assert "off by" in title and "allowed" in title


def test_the_worst_entry_decides() -> None:
    """Does the check pass exactly where its worst entry is off by no more than is allowed there?"""
    for preset in PRESETS.values():
        for seed in range(5):
            outcome = run(Setting(**preset), seed)
            error, allowed = outcome.worst
            assert (error <= allowed) == outcome.passes


def test_interactive_path(capsys: pytest.CaptureFixture[str]) -> None:
    """Does every preset, and a moved slider, redraw without an error and say the verdict?"""
    controls = check_lab.controls()
    lab = stage.build(check_lab.draw, PRESETS, controls)
    menu, said = lab.children[0], lab.children[-2]
    for preset in PRESETS:
        menu.value = preset
        assert run(Setting(**PRESETS[preset])).verdict in said.value
    controls["bug"].value = "sign flipped"
    assert "a bug caught" in said.value
