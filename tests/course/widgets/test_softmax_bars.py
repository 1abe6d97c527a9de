"""Does the softmax lab compute its gradients for real, with the outcomes that its presets promise?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from course.gradcheck import complex_step_gradient
from course.widgets import softmax_bars as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def outcome(preset: str) -> lab.Outcome:
    values: dict[str, Any] = lab.PRESETS[preset]
    return lab.run(np.array([values[f"z{j}"] for j in range(1, 5)]), values["tau"], values["right"])


@given(
    arrays(np.float64, 4, elements=st.floats(-5, 5)),
    st.floats(0.3, 10),
    st.sampled_from(lab.CLASSES),
)
def test_gradients_are_those_of_the_losses(z: Any, tau: float, right: str) -> None:
    """Do both gradients at the logits, temperature included, agree with the complex step of their losses?"""
    y = lab.CLASSES.index(right)

    def p(v: Any) -> Any:
        powers = np.exp(v / tau)
        return powers / powers.sum()

    found = lab.run(z, tau, right)
    of_log = complex_step_gradient(lambda v: -np.log(p(v)[y]), z)
    of_square = complex_step_gradient(lambda v: np.sum((p(v) - np.eye(4)[y]) ** 2), z)
    np.testing.assert_allclose(found.of_cross_entropy, of_log, rtol=1e-7, atol=1e-10)
    np.testing.assert_allclose(found.of_squared_error, of_square, rtol=1e-7, atol=1e-10)
    assert found.cross_entropy == pytest.approx(-np.log(p(z)[y]), rel=1e-7, abs=1e-10)


def test_the_stuck_preset_is_stuck_and_hits_the_goal() -> None:
    """Sure and wrong: is the squared error near its highest and its gradient near 0, the other's near 1?"""
    stuck = outcome("sure and wrong: one loss is stuck")
    assert stuck.squared_error > 1.99 and np.abs(stuck.of_squared_error).max() < 0.01
    assert np.abs(stuck.of_cross_entropy).max() > 0.99 and stuck.cross_entropy > 5


def test_heat_frees_it() -> None:
    """Does the same row at a higher temperature have a squared error that can be felt?"""
    hot, stuck = outcome("the same, hot"), outcome("sure and wrong: one loss is stuck")
    assert np.abs(hot.of_squared_error).max() > 10 * np.abs(stuck.of_squared_error).max()


def test_a_tie_is_a_tie() -> None:
    """Do four equal logits give four quarters and a cross-entropy of log 4?"""
    tie = outcome("a tie")
    np.testing.assert_allclose(tie.p, 0.25)
    assert tie.cross_entropy == pytest.approx(np.log(4))


def test_interactive_path() -> None:
    """Does every preset, and a moved slider, redraw without an error and say the loss?"""
    controls = lab.controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    for preset in lab.PRESETS:
        built.children[0].value = preset
        assert f"Cross-entropy now: {outcome(preset).cross_entropy:.3g}." in built.children[-2].value
    controls["z1"].value = 10.0
    assert "Cross-entropy now" in built.children[-2].value


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return three presets, two panels each?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    axes = lab.show().axes
    assert len(axes) == 6
    assert [one.get_title().split("\n")[0] for one in axes[::2]] == list(lab.PRESETS)[:3]
