"""Does the graph viewer step through every example, forwards and back?"""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import pytest

mpl.use("Agg")

from matplotlib import pyplot as plt

from course.plots.graphs import steps
from course.plots.graphs.examples import EXAMPLES
from course.widgets import graph_viewer, stage
from course.widgets.graph_viewer import PRESETS, STUCK


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def test_every_example_is_a_preset() -> None:
    """Are the gates and all worked graphs there, the smallest first?"""
    assert set(PRESETS) == set(EXAMPLES) and next(iter(PRESETS)) == graph_viewer.FIRST
    assert {"gate: add", "gate: multiply", "gate: copy", "gate: max"} < set(PRESETS)


def test_steps_beyond_the_end_stay_at_the_end() -> None:
    """Does a step that is not there show the last one?"""
    _, said = graph_viewer.draw("(x + y) z", 99, "picture")
    assert "Step 7 of 7." in said
    assert "Step 0 of 7." in graph_viewer.draw("(x + y) z", -3, "picture")[1]


def test_the_table_holds_the_full_sum() -> None:
    """Does the text rendering write the sum over the children out, and does the lab show the same lines?"""
    lines = graph_viewer.table("b = a + a, c = b + b")
    assert "2 + 2 = 4" in lines and "1, the seed" in lines
    fig, _ = graph_viewer.draw("b = a + a, c = b + b", 0, "table")
    assert fig.axes[0].texts[0].get_text() == lines


def test_the_preset_that_fails_says_why() -> None:
    """Is the saturated unit told from the others?"""
    assert "saturated" in graph_viewer.draw(STUCK, 0, "picture")[1]
    assert "saturated" not in graph_viewer.draw("(x + y) z", 0, "picture")[1]


def test_static_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    """With COURSE_STATIC=1, does `show` return a figure in the middle of the way back?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    words = [text.get_text() for text in graph_viewer.show().axes[1].texts]
    assert words[0].startswith("Backwards, node 2 of 5")


def test_buttons_step_on_and_back() -> None:
    """Do the four buttons move the step within its bounds, and does another graph begin anew?"""
    lab = stage.build(graph_viewer.draw, PRESETS, graph_viewer.controls())
    menu, stepper, said = lab.children[0], lab.children[2], lab.children[-2]
    start, back, on, end = stepper.children
    back.click()
    assert stepper.value == 0
    on.click()
    on.click()
    assert stepper.value == 2 and "Step 2 of 7." in said.value
    end.click()
    on.click()
    assert stepper.value == 7
    start.click()
    assert stepper.value == 0
    end.click()
    menu.value = "ridge"
    assert (stepper.value, stepper.last) == (0, steps.count(EXAMPLES["ridge"].records()))
    assert "Step 0 of" in said.value
