"""Do the gates of the lab hand back what differences measure?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")

from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib import pyplot as plt

from course.gradcheck import numeric_gradient
from course.widgets import backward_gates, stage
from course.widgets.backward_gates import PRESETS, run

number = st.floats(-5, 5)
FORMULAS: dict[Any, Any] = {
    "add": lambda v: v[0] + v[1],
    "multiply": lambda v: v[0] * v[1],
    "max": lambda v: max(v[0], v[1]),
}


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.mark.parametrize("gate", list(FORMULAS))
@given(x=number, y=number, up=number)
def test_gates_agree_with_differences(gate: Any, x: float, y: float, up: float) -> None:
    """Is what comes back the slope of upstream times the output?"""
    assume(abs(x - y) > 1e-2)
    measured = numeric_gradient(lambda v: up * FORMULAS[gate](v), np.array([x, y])).value
    np.testing.assert_allclose(run(gate, x, y, up).gradients, measured, rtol=1e-6, atol=1e-8)


def test_copy_adds() -> None:
    """Do the gradients of two uses add up?"""
    assert run("copy", 7.0, 2.0, 4.0).gradients == (6.0,)


def test_a_tie_stays_between_the_one_sided_slopes() -> None:
    """At a tie of max, is what x gets between 0 and all of it, and is nothing lost?"""
    handed = run("max", 3.0, 3.0, 2.0).gradients
    assert 0 <= handed[0] <= 2
    assert sum(handed) == 2


def test_the_lectures_numbers() -> None:
    """Do the presets show add 3, 4 with 2; multiply 2, 3 with 5 to 15, 10; max 4, 5 with 9 to 0, 9?"""
    assert run(**PRESETS["add"]).gradients == (2, 2)
    assert run(**PRESETS["multiply"]).gradients == (15, 10)
    assert run(**PRESETS["max"]).gradients == (0, 9)


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return the four gates?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    assert len(backward_gates.show().axes) == 4


def test_interactive_path() -> None:
    """Does every preset redraw without an error, and does a tie say so?"""
    lab = stage.build(backward_gates.draw, PRESETS, backward_gates.controls())
    menu, said = lab.children[0], lab.children[-2]
    for preset in PRESETS:
        menu.value = preset
        assert ("tie" in said.value) == ("tie" in preset)
