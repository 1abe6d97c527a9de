"""Is the landscape of two weights what the lab says of it?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.gradcheck import numeric_gradient
from course.widgets import stage, two_weights
from course.widgets.two_weights import PRESETS, descend, loss, slopes

weight = st.floats(-3, 3)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@given(u=weight, v=weight)
def test_slopes_agree_with_differences(u: float, v: float) -> None:
    """Is the gradient that the descent follows the loss's own?"""
    measured = numeric_gradient(lambda p: float(loss(p[0], p[1])), np.array([u, v])).value
    np.testing.assert_allclose(slopes(u, v), measured, rtol=1e-5, atol=1e-8)


@given(u=weight, v=weight)
def test_turning_both_signs_changes_nothing(u: float, v: float) -> None:
    """Are there two valleys of the same depth?"""
    assert loss(u, v) == pytest.approx(float(loss(-u, -v)))


def test_losses_come_in_the_shape_of_the_weights() -> None:
    """Is a grid of weights taken at once, and is each entry the mean squared error there?"""
    u, v = np.meshgrid([0.5, 1.0, 2.0], [-1.0, 1.0])
    x, y = two_weights.data()
    assert loss(u, v).shape == (2, 3)
    assert loss(u, v)[1, 2] == pytest.approx(np.mean((np.tanh(2.0 * x) - y) ** 2))


def test_the_origin_holds_a_walker_that_is_exactly_there() -> None:
    """Does a descent from (0, 0) stay, and does one with noise leave for a valley?"""
    assert not descend(0.0, 0.0, 0.3, 50).any()
    assert loss(*descend(0.0, 0.0, 0.3, 80, noise=0.02)[-1]) < 0.01


def test_the_goal_can_be_hit() -> None:
    """Does some start with u below 0 end in the right-hand valley?"""
    u, v = descend(-0.4, 1.2, 0.3, 80)[-1]
    assert u > 0 and loss(u, v) < 0.01


SAYS = {
    "into the left valley": "left-hand valley",
    "into the right valley": "right-hand valley",
    "exactly on the saddle: it never moves": "not moved",
    "on the saddle, with noise": "valley",
    "a step that is too long": "in no valley",
    "far out: the floor is almost level": "in no valley",
}


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say of each preset what becomes of it?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    two_weights.lab()
    assert "To hit" in capsys.readouterr().out
    lab = stage.build(two_weights.draw, PRESETS, two_weights.controls())
    menu, said = lab.children[0], lab.children[-2]
    for preset in PRESETS:
        menu.value = preset
        assert SAYS[preset] in said.value
