"""Is the right answer known, for each kind of exercise, and held against what came?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.answers import plain
from course.exercises.spec import GradientExercise
from course.grading.expected import get, gradient_of, judge, replaced
from tests.course.small import (
    LINEAR,
    PARAMS,
    RELU,
    RIDGE,
    SEED,
    SOFTMAX,
    SUMMARY,
    WEIGHTS,
    linear,
    params_grads,
    relu,
    ridge,
    ridge_penalty,
    softmax,
    summary_reference,
)

GRADIENTS = [(LINEAR, linear), (SOFTMAX, softmax), (RELU, relu), (RIDGE, ridge), (PARAMS, params_grads)]


def by_part(exercise: GradientExercise, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    return dict(zip(exercise.parts, value if isinstance(value, tuple) else (value,), strict=True))


@pytest.mark.parametrize("exercise, function", GRADIENTS, ids=lambda x: getattr(x, "id", ""))
@pytest.mark.parametrize("seed", range(5))
def test_both_ways_to_differentiate_agree_with_the_closed_form(
    exercise: GradientExercise, function: Any, seed: int
) -> None:
    """Do the complex step and the differences give the gradient that pen and paper gives?"""
    args = exercise.cases[0].inputs(np.random.default_rng(seed), 0)
    true = by_part(exercise, function(*args.values()))
    for way in (exercise, replace(exercise, analytic=False)):
        for part in exercise.parts:
            estimate = gradient_of(way, way.loss, args, part)
            assert (np.abs(estimate.value - true[part]) <= estimate.error).all()


def test_a_term_without_the_variable_has_slope_zero() -> None:
    """The penalty does not feel b, and so stays real under the complex step: is its gradient 0 and no error?"""
    args = RIDGE.cases[0].inputs(np.random.default_rng(SEED), 0)
    estimate = gradient_of(RIDGE, ridge_penalty, args, "db")
    assert estimate.value == 0 and estimate.value.shape == ()


def test_a_kink_in_another_argument_leaves_the_gradient_smooth() -> None:
    """With Z on its kinks, is the gradient with respect to dA, which is max(0, Z), found and not called a kink?"""
    args = RELU.cases[1].inputs(np.random.default_rng(SEED), 0)
    estimate = gradient_of(replace(RELU, wrt={"ddA": "dA"}), RELU.loss, args, "ddA")
    assert (args["Z"] == 0).sum() == 2 and not estimate.kink.any() and not estimate.inconclusive.any()
    assert (np.abs(estimate.value - np.maximum(args["Z"], 0)) <= estimate.error).all()


def test_paths_reach_into_dicts_and_change_copies() -> None:
    """Is an argument at a dotted path found and replaced, with the original left alone?"""
    args = {"params": {"W": 1, "b": 2}, "X": 3}
    assert get(args, "params.W") == 1 and get(args, "X") == 3
    assert replaced(args, "params.W", 9) == {"params": {"W": 9, "b": 2}, "X": 3}
    assert args["params"] == {"W": 1, "b": 2}


def verdict(part: str, change: Any) -> Any:
    args = SUMMARY.cases[0].inputs(np.random.default_rng(SEED), 0)
    answer = summary_reference(**args)
    return judge(SUMMARY, args, {**answer, part: change(answer[part])})[part]


@pytest.mark.parametrize(
    "part, change, ok",
    [
        ("sums", lambda v: v, True),
        ("sums", lambda v: v.astype(np.float32), True),
        ("sums", lambda v: v * (1 + 1e-5), False),
        ("sums", lambda v: v + np.eye(5)[2] * 1e-3, False),
        ("sums", lambda v: v[:-1], False),
        ("count", float, True),
        ("count", lambda v: v + 1, False),
        ("count", str, False),
        ("enough", lambda v: not v, False),
        ("enough", lambda v: "True", False),
        ("word", lambda v: v + " ", False),
        ("word", lambda v: np.zeros(3), False),
    ],
)
def test_values_are_held_to_the_reference(part: str, change: Any, ok: bool) -> None:
    """Are arrays, counts, truth values and words each compared as their kind demands?"""
    found = verdict(part, change)
    assert found.ok is ok
    assert ok or (found.where.startswith(part) and found.expected and found.received)


def test_the_first_wrong_entry_of_a_value_is_named() -> None:
    """Does a wrong entry have its place and both numbers?"""
    found = verdict("sums", lambda v: np.where(np.arange(5) == 3, 77.0, v))
    assert found.where == "sums[3]" and found.received == "77"


def test_an_explanation_takes_the_place_of_the_numbers() -> None:
    """May a value exercise say more than "expected, received"?"""
    talking = replace(SUMMARY, explain=lambda **k: f"{k['part']} is off by {k['received'] - k['expected']}.")
    args = SUMMARY.cases[0].inputs(np.random.default_rng(SEED), 0)
    answer = summary_reference(**args)
    found = judge(talking, args, {**answer, "count": answer["count"] + 2})["count"]
    assert found.problem is not None and found.problem.message == "count is off by 2."


@pytest.mark.parametrize("value", [None, "one", 1.0, (1.0,), {"w": 1}, np.array([]), np.ones(3) * 1j, np.nan])
def test_a_property_that_cannot_be_looked_at_is_not_met(value: Any) -> None:
    """If verify fails on an answer it was not written for, is that a verdict and no error of ours?"""
    found = judge(WEIGHTS, {"n": 2}, {"w": value})["w"]
    assert not found.ok and found.problem is not None and found.problem.kind == "property"


MILLIONS = 2_000_000


@pytest.mark.parametrize(
    "value, ok",
    [(MILLIONS, True), (float(MILLIONS), True), (np.float32(MILLIONS), True), (MILLIONS * (1 + 1e-15), True),
     (MILLIONS + 1, False), (MILLIONS - 2.0, False), (np.float32(MILLIONS + 1), False), (MILLIONS + 0.01, False)],
)  # fmt: skip
def test_a_large_count_that_is_off_by_one_is_wrong(value: Any, ok: bool) -> None:
    """Is a count of some millions held to the unit, in whatever type it is counted, and an exact one right?"""
    exercise = replace(SUMMARY, parts=("count",), form="single", reference=lambda x, least: {"count": MILLIONS})
    args = {"x": np.ones(5), "least": 2}
    assert judge(exercise, args, {"count": plain(value)})["count"].ok is ok


def test_a_part_of_which_a_property_says_nothing_is_not_right() -> None:
    """Does a spec that forgets one of its parts hand out no points for it?"""
    forgets = replace(WEIGHTS, parts=("w", "b"), verify=lambda args, answer: {"w": None})
    verdicts = judge(forgets, {"n": 2}, {"w": np.ones(2), "b": 1.0})
    assert verdicts["w"].ok and not verdicts["b"].ok
