"""Is the lab's stop the rule of patience, and is no patience a bad choice?"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from course.widgets import stage, stop_lab


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say for another preset what its update function says?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    stop_lab.lab()
    assert "To hit" in capsys.readouterr().out
    shown = stage.build(stop_lab.draw, stop_lab.PRESETS, stop_lab.controls())
    menu, said = shown.children[0], shown.children[-2]
    for name, preset in list(stop_lab.PRESETS.items())[1:2]:
        menu.value = name
        assert said.value.split("<br>")[1] == stop_lab.draw(**preset)[1].splitlines()[1]


def test_patience_costs_epochs_and_finds_lower_losses() -> None:
    """Does a larger patience never keep a higher loss nor stop sooner, and is no patience caught by a bump?"""
    _, validation, _ = stop_lab.run(64, 100)
    found = [stop_lab.stop(validation, patience) for patience in range(1, 30)]
    kept = [float(validation[at]) for _, at in found]
    assert kept == sorted(kept, reverse=True) and [s for s, _ in found] == sorted(s for s, _ in found)
    assert kept[0] > 1.1 * validation.min() and kept[7] == validation.min()


def test_the_stop_is_the_rule_by_hand() -> None:
    """On a curve done by hand, are the epochs those that a finger finds?"""
    losses = np.array([5.0, 3.0, 4.0, 3.0, 2.0])
    assert [stop_lab.stop(losses, patience) for patience in (1, 2, 3)] == [(2, 1), (3, 1), (4, 4)]
