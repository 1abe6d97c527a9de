from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from course.plots.style import figure
from course.widgets import stage

PRESETS = {"one": {"x": 1, "y": 2}, "two": {"x": 3, "y": 4}}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


class Drawn:
    """A lab's draw function that remembers its settings."""

    def __init__(self) -> None:
        self.settings: list[dict[str, int]] = []

    def __call__(self, **settings: int) -> tuple[Any, str]:
        self.settings.append(settings)
        return figure()[0], f"{settings['x']} < {settings['y']}"


def controls() -> dict[str, Any]:
    import ipywidgets

    return {name: ipywidgets.IntSlider(0, 0, 9) for name in ("x", "y")}


def test_a_static_lab_draws_its_first_preset_and_no_widget(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With COURSE_STATIC=1, is one open figure left to the notebook, and its sentence printed?"""
    import matplotlib.pyplot as plt

    monkeypatch.setenv("COURSE_STATIC", "1")
    draw = Drawn()
    stage.show(draw, PRESETS, lambda: pytest.fail("no control is needed"))
    assert draw.settings == [PRESETS["one"]]
    assert capsys.readouterr().out == "1 < 2\n"
    assert len(plt.get_fignums()) == 1


def test_a_preset_sets_all_controls_and_draws_once() -> None:
    """Does choosing a preset move every control, with one drawing and not one for each?"""
    draw, moved = Drawn(), controls()
    lab = stage.build(draw, PRESETS, moved)
    menu = lab.children[0]
    menu.value = "two"
    assert draw.settings == [PRESETS["one"], PRESETS["two"]]
    assert {name: control.value for name, control in moved.items()} == PRESETS["two"]


def test_a_control_that_moves_draws_again_and_closes_its_figure() -> None:
    """Is each change drawn, its sentence shown as text and not as HTML, and no figure left open?"""
    import matplotlib.pyplot as plt

    draw, moved = Drawn(), controls()
    lab = stage.build(draw, PRESETS, moved)
    moved["x"].value = 7
    assert draw.settings[-1] == {"x": 7, "y": 2}
    assert lab.children[-2].value == "7 &lt; 2"
    assert bytes(lab.children[-1].value).startswith(b"\x89PNG")
    assert plt.get_fignums() == []
