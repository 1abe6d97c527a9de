"""Does a judgement give the points, the status and the findings that the answer has earned?"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any, get_args

import numpy as np
import pytest

from course.errors import WithheldError
from course.exercises.spec import Case, Exercise
from course.grading.calls import Reply, in_process
from course.grading.grade import grade
from course.grading.results import Status
from tests.course.small import (
    LINEAR,
    PARAMS,
    RELU,
    RIGHT,
    SEED,
    SUMMARY,
    WEIGHTS,
    draw_linear,
    failing,
    judged,
    linear,
    params_grads,
    relu,
    summary,
)


@pytest.mark.parametrize("exercise, function", RIGHT, ids=lambda x: getattr(x, "id", ""))
def test_a_right_answer_earns_everything(exercise: Exercise, function: Any) -> None:
    """Is each kind of exercise passed by its right answer, with nothing to remark?"""
    result = judged(exercise, function)
    assert (result.status, result.points, result.max_points) == ("correct", exercise.points, exercise.points)
    assert result.diagnosis is None and not result.findings and not result.others and not result.notes
    assert result.parts == dict.fromkeys(exercise.parts, True) and result.seconds > 0


def raises(error: BaseException) -> Any:
    def function(*args: Any) -> Any:
        raise error

    return in_process(function)


REACHED: dict[Status, Any] = {
    "correct": in_process(linear),
    "partial": in_process(lambda W, b, X, dZ: (dZ.T @ X, dZ.sum(axis=0), -dZ @ W)),
    "wrong": in_process(lambda W, b, X, dZ: (W * 3, b * 3, X * 3)),
    "not_attempted": raises(NotImplementedError()),
    "missing": failing("missing"),
    "crashed": raises(IndexError("gone")),
    "timeout": failing("timeout"),
    "memory": raises(MemoryError()),
    "withheld": raises(WithheldError("course.layers")),
}


def test_every_status_is_listed() -> None:
    """Does the next test leave no status out?"""
    assert set(REACHED) == set(get_args(Status))


@pytest.mark.parametrize("status", REACHED)
def test_every_status_is_reachable(status: Status) -> None:
    """Can each status come about, and has all but 'correct' and 'not attempted' a diagnosis?"""
    result = grade(LINEAR, REACHED[status], SEED)
    assert result.status == status
    assert 0 <= result.points <= 4 and (result.points == 4) is (status == "correct")
    assert (result.diagnosis is None) is (status in ("correct", "not_attempted"))


@pytest.mark.parametrize("status", ["crashed", "timeout", "memory", "withheld", "missing", "not_attempted"])
def test_a_failed_call_leaves_its_inputs_for_the_replay(status: Any) -> None:
    """Where a call fails on the second trial, are the arguments of that trial kept, and no points given?"""
    result = grade(LINEAR, failing(status, after=2), SEED)
    assert result.status == status and result.points == 0
    assert [(f.trial, list(f.args)) for f in result.findings] == [(1, ["W", "b", "X", "dZ"])]


def test_an_empty_function_is_told_what_it_returned() -> None:
    """Is None named for what it is?"""
    result = judged(RELU, lambda Z, dA: None)
    assert result.status == "wrong" and result.diagnosis and result.diagnosis.kind == "no-value"


@pytest.mark.parametrize(
    "exercise, answer, kind",
    [
        (LINEAR, lambda W, b, X, dZ: linear(W, b, X, dZ)[:2], "form"),
        (LINEAR, lambda W, b, X, dZ: (*linear(W, b, X, dZ), 0.0), "form"),
        (LINEAR, lambda W, b, X, dZ: dZ.T @ X, "form"),
        (PARAMS, lambda params, X, Y: {"W": params_grads(params, X, Y)["W"]}, "form"),
        (PARAMS, lambda params, X, Y: tuple(params_grads(params, X, Y).values()), "form"),
        (RELU, lambda Z, dA: relu(Z, dA)[:, :, None], "extra-axis"),
        (RELU, lambda Z, dA: relu(Z, dA) * 1j, "form"),
        (RELU, lambda Z, dA: Z > 0, "form"),
        (RELU, lambda Z, dA: relu(Z, dA).astype(object), "form"),
        (RELU, lambda Z, dA: "zero", "form"),
        (RELU, lambda Z, dA: relu(Z, dA) / 0, "not-finite"),
        (RELU, lambda Z, dA: relu(Z, dA) * np.inf, "not-finite"),
        (RELU, lambda Z, dA: 10**400, "summed-too-far"),
        (RELU, lambda Z, dA: np.full(Z.shape, 1e308), "differs"),
    ],
)
def test_an_answer_of_the_wrong_form_earns_nothing_and_hears_why(exercise: Any, answer: Any, kind: str) -> None:
    """Tuples too short or long, missing keys, a column for a row, complex, truth values, objects, text, NaN?"""
    result = judged(exercise, answer)
    assert result.points == 0 and result.status == "wrong"
    assert result.diagnosis and result.diagnosis.kind == kind and result.findings


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (LINEAR, lambda *a: list(linear(*a))),
        (PARAMS, lambda *a: {**params_grads(*a), "loss": 0.0, "cache": np.zeros(3)}),
        (SUMMARY, lambda *a: list(summary(*a))),
    ],
)
def test_lists_and_extra_keys_are_fine(exercise: Any, answer: Any) -> None:
    """May the parts come as a list, and a dict hold more than was asked?"""
    assert judged(exercise, answer).status == "correct"


def test_a_wrong_column_form_of_a_value_is_named() -> None:
    """Is (n, 1) for (n,) an axis too many, in one part of four?"""
    result = judged(SUMMARY, lambda *a: (summary(*a)[0][:, None], *summary(*a)[1:]))
    assert result.diagnosis and result.diagnosis.kind == "extra-axis" and result.points == 3


def changes_x(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    answer = linear(W, b, X, dZ)
    X -= X.mean()
    return answer


def changes_params(params: Any, X: Any, Y: Any) -> Any:
    answer = params_grads(params, X, Y)
    params["cache"] = X
    return answer


@pytest.mark.parametrize("exercise, answer, name", [(LINEAR, changes_x, "X"), (PARAMS, changes_params, "params")])
def test_an_answer_that_changes_its_inputs_is_told_which(exercise: Any, answer: Any, name: str) -> None:
    """Does a change in place cost the points, even if the numbers are right, and is the argument named?"""
    result = judged(exercise, answer)
    assert result.points == 0 and result.diagnosis and result.diagnosis.kind == "input-changed"
    assert result.diagnosis.where == name


def test_an_answer_that_does_not_repeat_is_told_so() -> None:
    """Does a function with a memory of its own lose, though its first answer was right?"""
    calls = []

    def answer(*args: Any) -> Any:
        calls.append(1)
        return tuple(value * (1 + (len(calls) == 2) * 1e-3) for value in linear(*args))

    result = judged(LINEAR, answer)
    assert result.points == 0 and result.diagnosis and result.diagnosis.kind == "not-repeatable"


def test_views_of_the_inputs_are_fine() -> None:
    """May a function return one of its arguments, or a view of it?"""
    square = Case("ordinary inputs", lambda rng: {"x": rng.normal(size=3)})
    exercise = replace(SUMMARY, signature=("x",), parts=("y",), form="single", cases=(square,),
                       reference=lambda x: {"y": x[::-1]})  # fmt: skip
    assert judged(exercise, lambda x: x[::-1]).status == "correct"


def test_noise_costs_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """Does a right answer that prints, and divides by zero on the way, earn everything and warn nobody?"""

    def noisy(*args: Any) -> Any:
        np.array([1.0]) / np.zeros(1)
        return linear(*args)

    assert judged(LINEAR, noisy).points == 4
    overflowing = judged(LINEAR, lambda *a: tuple(1e308 * (np.abs(v) + 1) for v in linear(*a)))
    assert overflowing.points == 0
    assert capfd.readouterr() == ("", "")


def test_an_answer_that_makes_warnings_errors_is_judged_like_another() -> None:
    """Is the judgement's own arithmetic safe from np.seterr and from warning filters set in an answer?"""

    def strict(*args: Any) -> Any:
        np.seterr(all="raise")
        return linear(*args)

    with warnings.catch_warnings():
        assert judged(LINEAR, strict).status == "correct"


def test_a_crash_in_an_edge_case_costs_that_case_alone() -> None:
    """Does a function that fails on one row keep the main case, and is the case named?"""

    def fragile(W: Any, b: Any, X: Any, dZ: Any) -> Any:
        if len(X) == 1:
            raise IndexError("index 1 is out of bounds")
        return linear(W, b, X, dZ)

    result = judged(LINEAR, fragile)
    assert result.status == "partial" and result.points == pytest.approx(3)
    assert result.diagnosis and result.diagnosis.kind == "crashed"
    assert "a batch of one" in result.diagnosis.message and "IndexError" in result.diagnosis.message
    assert [f.case for f in result.findings] == ["a batch of one"] and len(result.findings[0].args["X"]) == 1


def test_a_mistake_of_an_edge_case_names_the_case() -> None:
    """Is a diagnosis that holds on one row alone said of one row alone?"""
    result = judged(LINEAR, lambda W, b, X, dZ: (dZ.T @ X, dZ.sum(axis=0), -dZ @ W if len(X) == 1 else dZ @ W))
    assert result.diagnosis and result.diagnosis.kind == "sign"
    assert result.diagnosis.message.startswith("Only on a batch of one: dX")


def test_the_same_seed_gives_the_same_judgement() -> None:
    """Is a judgement a function of its seed, but for the time it took?"""

    def wrong(*args: Any) -> Any:
        dW, db, dX = linear(*args)
        return dW, db * np.arange(len(db)), dX

    one, two, other = judged(LINEAR, wrong, 5), judged(LINEAR, wrong, 5), judged(LINEAR, wrong, 6)
    assert [repr(f) for f in one.findings] == [repr(f) for f in two.findings]
    assert [repr(f) for f in one.findings] != [repr(f) for f in other.findings]
    assert (one.points, one.diagnosis) == (two.points, two.diagnosis)


def test_a_number_beyond_all_floats_is_an_answer_like_another() -> None:
    """Is a whole number of 400 or 5,000 digits judged, repeated and diagnosed without an error of ours?"""
    for digits in (400, 5000):
        assert judged(WEIGHTS, lambda n, d=digits: 10**d).status == "wrong"
        assert judged(SUMMARY, lambda *a, d=digits: (10**d, 10**d, (10**d,), {"a": 10**d})).points == 0


def test_inputs_are_drawn_afresh_for_each_trial() -> None:
    """Does a case draw new inputs for every trial, and several draws take turns?"""
    draws = (draw_linear, lambda rng: draw_linear(rng, 1))
    exercise = replace(LINEAR, cases=(Case("in turn", draws, trials=4),))
    rows: list[int] = []
    grade(exercise, lambda args: rows.append(len(args["X"])) or Reply("ok", linear(*args.values())), SEED)
    assert [n == 1 for n in rows] == [False, False, True, False, True]  # the first is called twice
