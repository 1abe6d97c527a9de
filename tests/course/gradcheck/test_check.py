"""Does `check_gradient` find what is wrong, and nothing else, however many entries there are?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import InputError
from course.gradcheck import check, check_gradient
from course.gradcheck.blocks import random_weights
from course.gradcheck.directions import Line, Residual
from course.mlp import initial_params, loss, mlp_grads
from course.network import MLP
from tests.course.small import SEED

HOW: list[Any] = ["entries", "blocks", "directions"]
Tree = dict[str, Any]


def network(rng: np.random.Generator) -> tuple[Callable[[Tree], Any], Tree, Tree]:
    """A loss of the course's MLP, its parameters and their gradient."""
    params = initial_params(rng, 7, 5, 3)
    X, y = rng.normal(size=(6, 7)), rng.integers(0, 3, size=6)
    return lambda p: loss(p, X, y), params, mlp_grads(params, X, y)


def spoilt(gradient: Tree, name: str, entry: int, by: float) -> Tree:
    copy = {key: value.copy() for key, value in gradient.items()}
    copy[name].flat[entry] += by
    return copy


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), how=st.sampled_from(HOW))
def test_a_right_gradient_of_a_network_is_right(seed: int, how: Any) -> None:
    """Over random networks, does the engine's own gradient pass, by each of the three ways?"""
    rng = np.random.default_rng(seed)
    assert check_gradient(*network(rng), how=how, rng=rng)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), how=st.sampled_from(HOW), size=st.sampled_from([1.0, 1e-2, 1e-5]))
def test_a_single_wrong_entry_is_found_by_name(seed: int, how: Any, size: float) -> None:
    """Is one entry that is off found, named, and no other, by each way?"""
    rng = np.random.default_rng(seed)
    f, params, gradient = network(rng)
    name = str(rng.choice(sorted(params)))
    entry = int(rng.integers(params[name].size))
    report = check_gradient(f, params, spoilt(gradient, name, entry, size), how=how, rng=rng)
    index = ", ".join(str(int(i)) for i in np.unravel_index(entry, params[name].shape))
    assert not report and [wrong.place for wrong in report.wrong] == [f"{name}[{index}]"]
    assert report.wrong_count == 1 and report.how == how
    assert abs(report.wrong[0].low - gradient[name].flat[entry]) <= report.wrong[0].error


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("kind", ["sign", "twice", "zero", "transposed rows", "noise"])
def test_gradients_that_are_wrong_all_over_are_wrong(how: Any, kind: str) -> None:
    """Is a gradient wrong that is off everywhere, and does the report of directions say that more is left?"""
    rng = np.random.default_rng(SEED)
    f, params, g = network(rng)
    change: dict[str, Callable[[Any], Any]] = {
        "sign": lambda v: -v, "twice": lambda v: 2 * v, "zero": np.zeros_like, "transposed rows": lambda v: v[::-1],
        "noise": lambda v: v + 1e-4 * rng.normal(size=v.shape),
    }  # fmt: skip
    report = check_gradient(f, params, {name: change[kind](value) for name, value in g.items()}, how=how, rng=rng)
    assert not report
    assert how != "directions" or "there are more" in repr(report)


def test_several_wrong_entries_are_all_found_along_directions() -> None:
    """Are three wrong entries of 68 found one after the other, and is the rest said to agree?"""
    rng = np.random.default_rng(SEED)
    f, params, g = network(rng)
    wrong = spoilt(spoilt(spoilt(g, "W1", 3, 1e-2), "W1", 20, -1e-2), "b2", 1, 1e-3)
    report = check_gradient(f, params, wrong, how="directions", rng=rng)
    assert {entry.place for entry in report.wrong} == {"W1[0, 3]", "W1[2, 6]", "b2[1]"}
    assert repr(report).endswith("all others agree along 3 random directions")


def test_errors_too_small_for_any_one_entry_are_seen_together() -> None:
    """If every entry is off by 1e-5 of itself, is a gradient of 400 entries wrong, and by 1e-8 right, each way?"""
    rng = np.random.default_rng(SEED)
    a, x = rng.normal(size=(2, 400))
    for how in HOW:
        checks = [check_gradient(lambda x: np.sum(a * np.sin(x)), x, a * np.cos(x) * (1 + off), how=how, rng=rng)
                  for off in (1e-5, 1e-8)]  # fmt: skip
        assert [bool(report) for report in checks] == [False, True], how


def test_what_is_chosen_by_size() -> None:
    """Are few entries measured alone, more in blocks, many along directions, with fewer evaluations an entry?"""
    sizes = [check.EACH, check.EACH + 1, check.IN_BLOCKS + 1]
    reports = [check_gradient(lambda x: float(x @ x), np.ones(n), 2 * np.ones(n), rng=np.random.default_rng(0))
               for n in sizes]  # fmt: skip
    assert [report.how for report in reports] == HOW and all(reports)
    shares = [report.passes / report.entries for report in reports]
    assert 4 <= shares[0] <= 4.1 and shares[1] <= 0.6 and shares[2] <= 0.01


def test_many_entries_ask_for_a_generator() -> None:
    """Is a generator asked for where entries are moved together, and only there?"""
    many = np.ones(check.EACH + 1)
    for rng in (None, 7):
        with pytest.raises(InputError, match=r"^rng: expected a numpy.random.Generator.*default_rng\(0\)"):
            check_gradient(lambda x: float(x @ x), many, 2 * many, rng=rng)  # type: ignore[arg-type]


def test_a_large_network_takes_few_evaluations() -> None:
    """Among 20,000 parameters, is a wrong one found in fewer than 200 evaluations, and its limit stated truly?"""
    rng = np.random.default_rng(SEED)
    net = MLP([150, 130, 10], activation="tanh", rng=rng)
    X, y = rng.normal(size=(8, 150)), rng.integers(0, 10, size=8)
    net.loss_and_grads(X, y)
    params = {name: value.copy() for name, value in net.params.items()}
    g = {name: value.copy() for name, value in net.grads.items()}

    def f(p: Tree) -> float:
        for name, value in net.params.items():
            value[...] = p[name]
        return net.loss(X, y)

    right = check_gradient(f, params, g, rng=rng)
    assert right and right.how == "directions" and right.passes < 60
    for by in (1e-3, 4 * right.detectable):
        wrong = check_gradient(f, params, spoilt(g, "W1", 12_345, by), rng=rng)
        assert [entry.place for entry in wrong.wrong] == ["W1[82, 45]"] and wrong.passes < 200


def test_errors_that_cancel_in_a_sum_do_not_in_a_direction() -> None:
    """Over 200 draws, are pairs of opposite errors seen each time, where the plain sum of all entries sees none?"""
    rng = np.random.default_rng(SEED)
    weights = random_weights(rng, (200, 2))
    assert (np.abs(weights) >= 0.5).all() and (np.abs(weights) <= 1).all()
    hidden = np.abs(weights[:, 0] - weights[:, 1]) <= 1e-3  # P ≤ 2 · 1e-3 by the bound that is stated
    assert hidden.sum() <= 3
    assert np.mean(weights[:, 0] * weights[:, 1] < 0) == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("how", HOW)
def test_single_precision_passes_and_a_wrong_entry_in_it_does_not(how: Any) -> None:
    """Does a gradient computed in float32 pass by each way, and one of its entries doubled not?"""
    rng = np.random.default_rng(SEED)
    f, params, g = network(rng)
    short = {name: value.astype(np.float32) for name, value in g.items()}
    assert check_gradient(f, params, short, how=how, rng=rng)
    short["W1"][2, 3] *= 2
    assert not check_gradient(f, params, short, how=how, rng=rng)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("x", [np.zeros((0, 3)), {"W": np.zeros((0, 2))}])
def test_nothing_to_check_is_right(x: Any, how: Any) -> None:
    """Is an empty gradient right, by any way?"""
    assert check_gradient(lambda x: 0.0, x, x, how=how, rng=np.random.default_rng(0))


def test_a_coarse_f_is_said_to_be_coarse() -> None:
    """Where rounding inside f leaves little to compare, is that noted, beside the verdict?"""
    report = check_gradient(lambda x: float(np.sum((x + 1e8) - 1e8)), np.linspace(0.1, 0.9, 5), np.ones(5))
    assert report and any("rounding inside f is large" in note for note in report.notes)
    assert not check_gradient(lambda x: float(np.sum(x)), np.ones(3), np.ones(3)).notes


def test_directions_that_all_cross_kinks_are_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    """If no direction can be judged, is the gradient not called right?"""
    monkeypatch.setattr(Line, "residual", lambda *_: Residual(0.0, 0.0, unsure=True))
    x, rng = np.ones(30), np.random.default_rng(0)
    report = check_gradient(lambda x: np.abs(x).sum(), x, x, how="directions", rng=rng)
    assert not report and "nothing could be judged" in repr(report)


def test_a_few_kinks_do_not_hide_a_wrong_entry() -> None:
    """With entries on kinks and near them, are right and wrong told apart along directions, and kinks counted?"""
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=300)
    x[:4] = [0.0, 1e-9, 1e-5, -1e-6]
    for entry, off, ok in ((200, 0.0, True), (200, 1e-2, False), (0, 0.5, True), (0, 1.5, False), (2, -1.0, False)):
        report = check_gradient(lambda x: np.abs(x).sum(), x, np.sign(x) + off * (np.arange(300) == entry),
                                how="directions", rng=rng)  # fmt: skip
        assert bool(report) is ok, (entry, off, report)
        assert report.kinks == 1 and report.inconclusive <= 1
        # among neighbours that lie on kinks, a wrong entry may stay without a name
        assert ok or entry == 2 or [wrong.place for wrong in report.wrong] == [f"[{entry}]"]
