"""The labs of lesson 10: are their numbers right, and can each goal be hit and missed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.widgets import attention_lab, depth_lab, filter_lab, stage, time_lab

LABS = (attention_lab, depth_lab, filter_lab, time_lab)
W = np.round(np.arange(-1.6, 1.605, 0.01), 2)


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    import matplotlib.pyplot as plt

    yield
    plt.close("all")


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.__name__.split(".")[-1])
def test_static_and_moving(lab: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Does the lab print its goal where nothing moves, and redraw for each preset where it does?"""
    monkeypatch.setenv("COURSE_STATIC", "1")
    lab.show()
    assert "To hit" in capsys.readouterr().out
    shown = stage.build(lab.draw, lab.PRESETS, lab.controls())
    menu, said = shown.children[0], shown.children[-2]
    heard = set()
    for name in lab.PRESETS:
        menu.value = name
        heard.add(said.value)
    assert len(heard) == len(lab.PRESETS)


def test_a_filter_is_read_from_its_text() -> None:
    """Is a text of nine numbers a filter, and anything else told to be none without an error?"""
    np.testing.assert_array_equal(
        filter_lab.parse("1 0 -1 / 1,0,-1 / .5 0 2"), [[1, 0, -1], [1, 0, -1], [0.5, 0, 2]]
    )
    for text in ("", "1 2 3", "1 2 / 3 4 / 5 6", "a b c / 1 2 3 / 1 2 3", "1 2 inf / 0 0 0 / 0 0 0"):
        assert filter_lab.parse(text) is None
        assert "no filter" in filter_lab.draw(text, 0, 0)[1]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, filter_lab.SIDE - 3), st.integers(0, filter_lab.SIDE - 3), st.integers(0, 9))
def test_an_answer_is_the_sum_over_its_window(row: int, column: int, seed: int) -> None:
    """Does the map hold, at each place, the products of filter and window?"""
    weights = np.random.default_rng(seed).standard_normal((3, 3))
    window = filter_lab.image()[row : row + 3, column : column + 3]
    assert filter_lab.answers(weights)[row, column] == pytest.approx(float(np.sum(weights * window)))


def test_the_plus_can_be_told_from_the_block() -> None:
    """Does the plus as its own filter fail, and does one with negative corners hit?"""
    for name, preset in filter_lab.PRESETS.items():
        assert "Not yet" in filter_lab.draw(**preset)[1], name
    assert "Hit." in filter_lab.draw("-1 1 -1 / 1 1 1 / -1 1 -1", 1, 1)[1]


@settings(max_examples=20, deadline=None)
@given(st.floats(-1.2, 1.2), st.sampled_from(["linear", "tanh"]), st.integers(1, 12))
def test_gradients_through_time_are_those_of_differences(w: float, kind: Any, back: int) -> None:
    """Does nudging a state move a later one as the lab says?"""
    h = time_lab.states(w, kind, 0.5)
    inputs = 0.5 * np.random.default_rng(time_lab.SEED).standard_normal(time_lab.STEPS)

    def last(state: float) -> float:
        for x in inputs[time_lab.STEPS - back :]:
            state = np.tanh(w * state + x) if kind == "tanh" else w * state + x
        return float(state)

    start, nudge = float(h[-1 - back]), 1e-4
    slope = (last(start + nudge) - last(start - nudge)) / (2 * nudge)
    assert time_lab.gradients(w, kind, h)[back] == pytest.approx(slope, rel=1e-5, abs=1e-6)


def test_time_is_held_by_few_weights_and_with_tanh_and_inputs_by_none() -> None:
    """Are there a few linear w that hit, and is no w of the slider enough for tanh with inputs of 0.5?"""

    def left(w: float, kind: Any) -> float:
        return abs(float(time_lab.gradients(w, kind, time_lab.states(w, kind, 0.5))[-1]))

    hits = [w for w in W if 0.5 <= left(w, "linear") <= 2]
    assert hits == [-1.01, -1.0, -0.99, 0.99, 1.0, 1.01]
    assert max(left(w, "tanh") for w in W) < 1e-3


def test_depth_has_gains_that_hit_and_gains_that_miss() -> None:
    """Do small gains hit with a way round, and does a plain net of gain 0.8 lose its gradient?"""
    assert "Hit." in depth_lab.draw("residual", 60, 0.2)[1]
    for name, preset in depth_lab.PRESETS.items():
        assert "Not yet" in depth_lab.draw(**preset)[1], name
    assert depth_lab.sizes("plain", 60, 0.8)[-1] < 1e-6 < 1 < depth_lab.sizes("residual", 60, 0.8)[-1]


def test_one_plain_layer_has_the_gradient_of_a_dense_layer() -> None:
    """For a single layer, is the length that of Wᵀ (g · (1 − a²)) with and without g added?"""
    found: dict[depth_lab.Kind, list[float]] = {"plain": [], "residual": []}
    for seed in range(depth_lab.SEEDS):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal(16)
        W1 = 0.7 / 4 * rng.standard_normal((16, 16))
        g = rng.standard_normal(16)
        g /= np.linalg.norm(g)
        J = np.diag(1 - np.tanh(W1 @ x) ** 2) @ W1
        found["plain"].append(float(np.linalg.norm(J.T @ g)))
        found["residual"].append(float(np.linalg.norm((np.eye(16) + J).T @ g)))
    for kind in found:
        mean = np.exp(np.mean(np.log(found[kind])))
        assert depth_lab.sizes(kind, 1, 0.7)[-1] == pytest.approx(mean)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([4, 16, 256]), st.floats(0.1, 10), st.floats(0, 1))
def test_weights_are_shares(d: int, temperature: float, likeness: float) -> None:
    """Do the six weights sum to 1, and do between one and six words share them?"""
    p = attention_lab.weights(d, "divide by √d", temperature, likeness)
    assert p.shape == (6,) and p.sum() == pytest.approx(1) and (p >= 0).all()
    assert 1 - 1e-9 <= attention_lab.looked_at(p) <= 6 + 1e-9


def test_scaling_is_a_temperature() -> None:
    """Is dividing by √d the same as a temperature of √d without it?"""
    scaled = attention_lab.weights(16, "divide by √d", 1.0, 0.3)
    np.testing.assert_allclose(scaled, attention_lab.weights(16, "do not", 4.0, 0.3))


def test_long_scaled_vectors_hit() -> None:
    """Do all presets miss, and do 256 entries with scaling hit?"""
    for name, preset in attention_lab.PRESETS.items():
        assert "Not yet" in attention_lab.draw(**preset)[1], name
    assert "Hit." in attention_lab.draw(256, "divide by √d", 1.0, 0.3)[1]
