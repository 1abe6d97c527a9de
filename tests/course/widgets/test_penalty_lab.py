"""Is what the lab marks the minimum, and who reaches zero?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from course.widgets import penalty_lab, stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


def test_static_and_moving(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and say for each preset what its update function says?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    penalty_lab.lab()
    assert "To hit" in capsys.readouterr().out
    shown = stage.build(penalty_lab.draw, penalty_lab.PRESETS, penalty_lab.controls())
    menu, said = shown.children[0], shown.children[-2]
    for name, preset in list(penalty_lab.PRESETS.items())[1:4]:
        menu.value = name
        assert said.value.split("<br>")[1] == penalty_lab.draw(**preset)[1].splitlines()[1]


@pytest.mark.parametrize("kind", ["L1", "L2"])
@pytest.mark.parametrize("turn", [0.0, 25.0, 70.0])
def test_the_penalised_minimum_is_one(kind: str, turn: float) -> None:
    """Is no point of a fine grid lower than what `solve` finds?"""
    H, lam = penalty_lab.bowl(turn), 1.2
    grid = np.stack(np.meshgrid(np.linspace(-1, 3, 201), np.linspace(-1, 3, 201)), axis=-1)

    def loss(w: Any) -> Any:
        off = w - penalty_lab.BEST
        bowl = 0.5 * np.einsum("...i,ij,...j", off, H, off)
        return bowl + lam * (np.abs(w).sum(axis=-1) if kind == "L1" else 0.5 * (w**2).sum(axis=-1))

    assert loss(penalty_lab.solve(kind, lam, H)) <= loss(grid).min() + 1e-12


def test_only_one_penalty_reaches_zero() -> None:
    """Does L1 make an exact zero, and L2 none however strong?"""
    H = penalty_lab.bowl(25.0)
    assert np.any(penalty_lab.solve("L1", 1.5, H) == 0)
    assert not any(np.any(penalty_lab.solve("L2", lam, H) == 0) for lam in (1.0, 5.0, 20.0))
