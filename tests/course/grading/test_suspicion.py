"""Is an answer that takes differences told from one that derives, and is no honest answer ever suspected?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.gradcheck import complex_step_gradient
from course.grading.calls import in_process
from course.grading.grade import grade
from tests.course.grading.numeric_answers import (
    EXERCISES,
    HONEST,
    central,
    five_point,
    numeric,
    one_sided,
    suspected,
)
from tests.course.grading.test_written_otherwise import in_float32
from tests.course.small import RIGHT, SUMMARY, judged

EPS = float(np.finfo(np.float64).eps)
NAMES = list(EXERCISES)
STEPS = [
    *((one_sided, h) for h in (1e-5, 1e-7, EPS ** (1 / 2), 1e-8)),
    *((central, h) for h in (1e-3, 1e-5, EPS ** (1 / 3), 1e-6, 1e-7)),
    *((five_point, h) for h in (1e-3, 1e-4)),
]


def mapped(function: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    """The same function, with ``change`` applied to each array or number that it returns."""

    def each(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: each(item) for name, item in value.items()}
        return tuple(map(each, value)) if isinstance(value, tuple) else change(value)

    return lambda *args: each(function(*args))


@pytest.mark.parametrize("name", NAMES)
def test_no_reference_is_suspected(name: str) -> None:
    """How many of a thousand honest answers are suspected? None may be."""
    assert [seed for seed in range(1000) if suspected(EXERCISES[name], HONEST[name], seed, 1) is not None] == []


LESS_EXACT: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "single precision": in_float32,
    "rounded to 8 places": lambda f: mapped(f, lambda value: np.round(value, 8)),
    "rounded to 12 places": lambda f: mapped(f, lambda value: np.round(value, 12)),
    "a guard of 1e-8 in a denominator": lambda f: mapped(f, lambda value: value / (1 + 1e-8)),
    "a guard of 1e-12 in a denominator": lambda f: mapped(f, lambda value: value / (1 + 1e-12)),
    "a multiple of itself": lambda f: mapped(f, lambda value: 1.001 * value),
}


@pytest.mark.parametrize("how", LESS_EXACT)
@pytest.mark.parametrize("name", NAMES)
def test_a_lack_of_digits_alone_is_no_ground(name: str, how: str) -> None:
    """Is an answer that is short of digits for another reason left in peace?"""
    answer = LESS_EXACT[how](HONEST[name])
    assert [seed for seed in range(2) if suspected(EXERCISES[name], answer, seed) is not None] == []


PLANTED = [
    pytest.param(name, f, h, id=f"{name}-{f.__name__}-{h:.0e}")
    for name in NAMES
    for f, h in STEPS
    if name != "perceptron_loss_grad" or h < 1e-3  # two rows lie 0.003 from a kink: there a large step is wrong
]


@pytest.mark.parametrize(("name", "difference", "step"), PLANTED)
def test_differences_are_seen(name: str, difference: Any, step: float) -> None:
    """Is every usual scheme seen at every usual step, in every gradient exercise?"""
    found = suspected(EXERCISES[name], numeric(EXERCISES[name], difference, step), 3)
    assert found is not None and set(found.parts) <= set(EXERCISES[name].parts)
    assert 3 <= found.digits <= 14


@pytest.mark.parametrize(
    ("difference", "step", "how"),
    [(one_sided, 1e-5, "one-sided differences, step 1e-05"), (central, 1e-3, "central differences, step 0.001"),
     (central, 1e-6, "central differences, step 1e-06"), (five_point, 1e-2, "five-point differences, step 0.01")],
)  # fmt: skip
def test_the_scheme_and_the_step_are_named(difference: Any, step: float, how: str) -> None:
    """Is the instructor told which differences they are, from truncation and from rounding?"""
    found = suspected(EXERCISES["mlp_grads"], numeric(EXERCISES["mlp_grads"], difference, step), 1)
    assert found is not None and found.how == how and found.parts == EXERCISES["mlp_grads"].parts


def test_a_step_relative_to_the_variable_is_seen() -> None:
    """Are steps h·max(1, |x|), another for each entry, seen too?"""
    exercise = EXERCISES["softmax_cross_entropy_grad"]

    def relative(f: Callable[[Any], float], x: Any, h: float) -> Any:
        grad = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[index] = h * max(1.0, abs(x[index]))
            grad[index] = (f(x + step) - f(x - step)) / (2 * step[index])
        return grad

    found = suspected(exercise, numeric(exercise, relative, 1e-3), 2)
    assert found is not None and found.how == "central differences, step 0.001 times max(1, |x|)"


def test_the_complex_step_is_not_seen() -> None:
    """Does the detector keep to what it can show? The complex step is exact, so nothing in its values tells."""
    exercise = EXERCISES["softmax_cross_entropy_grad"]
    assert suspected(exercise, lambda Z, y: complex_step_gradient(lambda V: exercise.loss(V, y), Z), 1) is None


def test_one_numeric_part_among_honest_ones_is_named_alone() -> None:
    """If only dX is taken by differences, is only dX named?"""
    exercise = EXERCISES["linear_backward"]
    by_differences = numeric(exercise, central, 1e-6)
    found = suspected(exercise, lambda *args: (*HONEST["linear_backward"](*args)[:2], by_differences(*args)[2]), 4)
    assert found is not None and found.parts == ("dX",)


def test_points_stay_and_both_sides_are_told() -> None:
    """Does a numeric answer keep its points by default, with a sentence for each side?"""
    exercise = EXERCISES["two_layer_dx"]
    result = grade(exercise, in_process(numeric(exercise, central, 1e-5)), 5)
    assert (result.status, result.points) == ("correct", exercise.points)
    assert len(result.suspicions) == 1 and "looks like a numeric derivative" in result.suspicions[0]
    assert any("Is it itself a numeric derivative?" in note for note in result.notes)


def test_a_spec_may_refuse_numeric_answers() -> None:
    """Where the spec says so, do the suspected parts earn nothing, and only those?"""
    exercise = replace(EXERCISES["linear_backward"], numeric_answers="refused")
    by_differences, honest = numeric(exercise, central, 1e-5), HONEST["linear_backward"]
    result = grade(exercise, in_process(lambda *args: (by_differences(*args)[0], *honest(*args)[1:])), 6)
    assert result.parts == {"dW": False, "db": True, "dX": True}
    assert result.points == pytest.approx(exercise.points * 2 / 3, abs=1e-3) and result.status == "partial"
    assert result.diagnosis is not None and result.diagnosis.kind == "numeric-derivative"
    assert grade(exercise, in_process(honest), 6).points == exercise.points


def test_a_step_too_large_to_pass_is_named_too() -> None:
    """Is a numeric answer that fails for its truncation told what its error looks like?"""
    exercise = EXERCISES["softmax_cross_entropy_grad"]
    result = grade(exercise, in_process(numeric(exercise, one_sided, 1e-3)), 7)
    assert result.status == "wrong" and "one-sided differences, step 0.001" in result.suspicions[0]


@pytest.mark.parametrize(("exercise", "answer"), RIGHT, ids=[exercise.id for exercise, _ in RIGHT])
def test_other_exercises_pass_without_a_word(exercise: Any, answer: Any) -> None:
    """Do value and property exercises, and right answers of every kind, go without suspicion?"""
    assert judged(exercise, answer).suspicions == ()


def test_an_honest_answer_is_not_called_more_often() -> None:
    """Does the detector cost an honest answer no further call?"""
    calls = 0

    def counted(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        return HONEST["linear_backward"](*args)

    grade(EXERCISES["linear_backward"], in_process(counted), 1)
    assert calls == sum(case.trials for case in EXERCISES["linear_backward"].cases) + 1  # one is asked again
    assert judged(SUMMARY, lambda x, least: None).suspicions == ()
