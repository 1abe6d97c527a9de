from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from course.widgets import shape_lab as lab
from course.widgets import stage


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("preset", lab.PRESETS)
def test_each_preset_draws(preset: str) -> None:
    """Does each preset draw, and count what exists?"""
    _, said = lab.draw(**lab.PRESETS[preset])
    assert said.endswith("of 6 products exist.")


def test_the_right_product_always_exists() -> None:
    """Has X @ W.T + b the shape (n, out) for all sizes, and does X @ W exist only where d is out?"""
    for n, d, out in product(range(1, 5), repeat=3):
        found = lab.found(n, d, out)
        assert found["X @ W.T + b"] == (n, out)
        assert (found["X @ W"] is not None) == (d == out)
        assert (found["W @ X"] is not None) == (d == n)


def test_what_the_lab_asks_for_can_be_reached() -> None:
    """Do such sizes exist within the sliders, and does no preset give them away?"""

    def reached(n: int, d: int, out: int) -> bool:
        found = lab.found(n, d, out)
        return found["X @ W"] is not None and found["W @ X"] is None

    assert any(reached(*sizes) for sizes in product(range(1, 7), repeat=3))
    assert not any(reached(**preset) for preset in lab.PRESETS.values())


def test_the_sliders_move_the_sentence() -> None:
    """Does the lab, built with its controls, follow a slider?"""
    controls = lab._controls()
    built = stage.build(lab.draw, lab.PRESETS, controls)
    controls["out"].value = 6
    assert "W is (6, 3)" in built.children[-2].value
