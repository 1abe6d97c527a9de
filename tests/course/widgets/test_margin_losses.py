"""Does the margin lab fit for real, with the outcomes that its presets promise?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import margin_losses as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_no_preset_hits_the_goal(preset: str) -> None:
    """Does each preset draw, with the goal still to be reached?"""
    missed = {name: count for name, (_, count) in lab.run(**lab.PRESETS[preset]).items()}
    assert not (missed["squared"] >= 5 and missed["logistic"] == missed["hinge"] == 0)
    _, said = lab.draw(**lab.PRESETS[preset])
    assert said.startswith(lab.GOAL)


def test_presets_keep_their_names() -> None:
    """Is the fair preset fair, does squared alone give way to a right row, and do all give way to a wrong one?"""
    counts = {
        preset: [missed for _, missed in lab.run(**setting).values()] for preset, setting in lab.PRESETS.items()
    }
    assert counts["two clouds"] == [0, 0, 0]
    squared, logistic, hinge = counts["a right row, far away"]
    assert squared > 0 == logistic == hinge
    assert all(missed > 0 for missed in counts["a wrong row, far away: all give way"])


def test_the_goal_can_be_hit_with_the_sliders() -> None:
    """Is there a distance at which five rows are wrong for the squared loss alone?"""
    controls = lab.controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    controls["distance"].value = 40.0
    assert "squared 6, logistic 0, hinge 0" in built.children[-2].value


def test_a_row_that_is_right_pulls_only_at_the_squared_loss() -> None:
    """Is the pull of a far right row next to nothing but for the squared loss, and 24 or more for a wrong one?"""
    right = lab.pulls(24.0, "right side", 0, 4)
    wrong = lab.pulls(24.0, "wrong side", 0, 4)
    assert right["squared"] > 100 and right["logistic"] < 1e-6 and right["hinge"] == 0.0
    assert all(pull > 20 for pull in wrong.values())


def test_rows_are_what_the_setting_says() -> None:
    """A column of ones, the far row last and of class +1, at its distance, and so many labels turned?"""
    X, y = lab.make(24.0, "wrong side", 3, 0)
    clean, labels = lab.make(0.0, "wrong side", 0, 0)
    assert X.shape == (lab.ORDINARY + 1, 3) and (X[:, 0] == 1).all()
    assert y[-1] == 1.0 and np.sqrt(X[-1, 1:] @ X[-1, 1:]) == pytest.approx(24.0, rel=1e-3)
    assert np.array_equal(X[:-1], clean) and (y[:-1] != labels).sum() == 3


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return the presets side by side?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    assert [axes.get_title() for axes in lab.show().axes] == list(lab.PRESETS)
