"""Is a mistake with a name found where it was made, and nowhere else?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.doctor.named import alike
from course.exercises import find
from course.exercises.spec import GradientExercise, Mistake
from course.grading.calls import in_process
from course.grading.expected import gradient_of
from course.grading.forms import kind
from course.grading.grade import grade
from tests.course.small import LINEAR, RELU, judged, linear, relu, with_mistakes


def averaged(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    return {"dW": dZ.T @ X / len(X), "db": dZ.mean(axis=0)}


def mean_of_db(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    return {"db": dZ.mean(axis=0)}


def unsummed(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    return {"db": dZ}


def broken(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    raise ValueError("this mistake cannot be made")


def strange(W: Any, b: Any, X: Any, dZ: Any) -> dict[str, Any]:
    return {"dW": object()}


AVERAGED = Mistake("averaged", "dW and db are averaged.", averaged)
DB_AVERAGED = Mistake("db-averaged", "db is averaged.", mean_of_db)
UNSUMMED = Mistake("unsummed", "db has a row an example.", unsummed)
BROKEN = Mistake("broken", "Never.", broken)
STRANGE = Mistake("strange", "Never.", strange)


def both_averaged(*args: Any) -> Any:
    return (*averaged(*args).values(), linear(*args)[2])


def db_averaged(*args: Any) -> Any:
    dW, _, dX = linear(*args)
    return dW, mean_of_db(*args)["db"], dX


def kinds(answer: Any, *mistakes: Mistake) -> list[str]:
    result = judged(with_mistakes(LINEAR, *mistakes), answer)
    return [d.kind for d in (result.diagnosis, *result.others) if d]


def test_a_named_mistake_is_named_before_any_pattern() -> None:
    """Does the author's name win over the general pattern that fits as well?"""
    assert kinds(db_averaged) == ["mean-twice"]
    assert kinds(db_averaged, DB_AVERAGED) == ["db-averaged"]


@pytest.mark.parametrize("order", [(AVERAGED, DB_AVERAGED), (DB_AVERAGED, AVERAGED)])
def test_the_one_that_explains_all_wrong_parts_wins(order: tuple[Mistake, ...]) -> None:
    """Of two that fit, is the one named that explains every wrong part, in whatever order they stand?"""
    assert kinds(both_averaged, *order) == ["averaged"]


def test_a_mistake_that_contradicts_a_right_part_gives_way() -> None:
    """A mistake would have spoilt dW too, but dW is right: is another word preferred, from the spec or a pattern?"""
    assert kinds(db_averaged, AVERAGED, DB_AVERAGED) == ["db-averaged"]
    assert kinds(db_averaged, AVERAGED) == ["mean-twice"]


def test_a_mistake_that_contradicts_a_right_part_is_better_than_nothing() -> None:
    """Where nothing else fits a part, is the mistake named that fits this part alone?"""
    cosines = lambda W, b, X, dZ: {"dW": np.cos(W), "db": np.cos(b)}  # noqa: E731
    odd = Mistake("odd", "dW and db went through a cosine.", cosines)

    def answer(*args: Any) -> Any:
        dW, _, dX = linear(*args)
        return dW, np.cos(args[1]), dX

    assert kinds(answer) == ["differs"]
    assert kinds(answer, odd) == ["odd"]


def test_a_named_mistake_may_have_the_wrong_shape() -> None:
    """Is a mistake known by its name even where its shape alone is wrong already?"""

    def answer(*args: Any) -> Any:
        dW, _, dX = linear(*args)
        return dW, args[3].copy(), dX

    assert kinds(answer) == ["unsummed-axis"]
    assert kinds(answer, UNSUMMED) == ["unsummed"]


def test_a_mistake_that_cannot_be_made_names_nothing() -> None:
    """If make() raises, or returns what nobody can compare, does the diagnosis go on without it?"""
    assert kinds(db_averaged, BROKEN, STRANGE, DB_AVERAGED) == ["db-averaged"]
    assert kinds(db_averaged, BROKEN, STRANGE) == ["mean-twice"]


def test_two_named_mistakes_in_two_parts_are_both_named() -> None:
    """Does each part get its own?"""
    sign = Mistake("dX-sign", "dX has the wrong sign.", lambda W, b, X, dZ: {"dX": -dZ @ W})

    def answer(*args: Any) -> Any:
        return linear(*args)[0], mean_of_db(*args)["db"], -linear(*args)[2]

    assert kinds(answer, sign, DB_AVERAGED) == ["db-averaged", "dX-sign"]


def test_a_right_answer_is_never_named() -> None:
    """Where a mistake makes no difference, is the right answer left in peace?"""
    same = Mistake("no-mistake", "None.", lambda Z, dA: {"dZ": relu(Z, dA)})
    result = judged(with_mistakes(RELU, same), relu)
    assert result.status == "correct" and result.diagnosis is None


def test_a_mistake_given_in_float32_or_as_truth_values_is_still_known() -> None:
    """Is a mistake recognised in single precision, and where it returns truth values, as code does?"""
    gate = Mistake("gate", "The upstream gradient is left out.", lambda Z, dA: {"dZ": Z > 0})
    exercise = with_mistakes(RELU, gate)
    for answer in (lambda Z, dA: Z > 0, lambda Z, dA: (Z > 0).astype(np.float32), lambda Z, dA: 1 * (Z > 0)):
        result = judged(exercise, answer)
        assert result.diagnosis is not None and result.diagnosis.kind == "gate"


@pytest.mark.parametrize(
    "a, b, same",
    [
        (1.0, 1.0 + 1e-7, True), (1.0, 1.001, False), (1, 1.0, True), (1j, 1j, True), (1j, 1.0, False),
        (np.ones(3), np.ones((3, 1)), False), (np.array([1.0, 1e-9]), np.array([1.0, 0.0]), True),
        (np.array([np.nan, 1]), np.array([np.nan, 1]), True), (np.array([np.nan]), np.zeros(1), False),
        (np.array([np.inf, 1]), np.array([np.inf, 1 + 1e-9]), True),
        (np.array([np.inf]), np.array([-np.inf]), False), (np.array([np.inf, 1]), np.array([np.inf, 2]), False),
        (np.array([np.inf, 0]), np.array([0, np.inf]), False),
        (np.array([True]), np.array([True]), True), (np.array([1], np.uint8), np.array([2], np.uint8), False),
        ("a", "a", True), ("a", 1.0, False), (None, None, True), (True, 1, False), ((1, 2), (1, 2), True),
        ((1, 2), 1, False), (10**400, 10**400, False), (10**400, 1.0, False), ((10**5000,), (1,), False),
        (np.zeros(0), np.zeros(0), True), (0.0, -0.0, True),
    ],
    ids=kind,
)  # fmt: skip
def test_alike(a: Any, b: Any, same: bool) -> None:
    """Are two plain values alike if no eye could tell them apart, whatever their kinds, and never by an error?"""
    assert alike(a, b) is same and alike(b, a) is same


def test_a_sentence_about_all_parts_is_quoted_where_one_part_alone_bears_it_out() -> None:
    """If only W1 is as after relu's slope, is it not said of "the gradients of W1 and b1" as if it were true?"""
    exercise = find("mlp_grads")
    assert isinstance(exercise, GradientExercise)
    relu = next(mistake for mistake in exercise.mistakes if mistake.kind == "relu-slope")

    def answer(params: Any, X: Any, y: Any) -> Any:
        args = {"params": params, "X": X, "y": y}
        right = {part: gradient_of(exercise, exercise.loss, args, part).value for part in exercise.parts}
        return right | {"W1": relu.make(**args)["W1"]}

    diagnosis = grade(exercise, in_process(answer), 3).diagnosis
    assert diagnosis is not None and diagnosis.kind == "relu-slope" and diagnosis.where.startswith("W1")
    assert diagnosis.message == f"W1 is what comes of this mistake, the other parts are not: {relu.message}"
