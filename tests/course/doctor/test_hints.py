"""Do the three levels open one after another, and does each help without giving the answer away?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.doctor.hints import LEVELS, counts_as_attempt, hints_for, pointers
from course.doctor.pointers import ANY, POINTERS
from course.exercises import catalogue
from course.exercises.spec import ChoiceExercise, Mistake
from course.grading.calls import in_process
from course.grading.results import Diagnosis, Result
from tests.course.small import LINEAR, RELU, SUMMARY, judged, linear, relu, with_mistakes


def wrong(*args: Any) -> Any:
    """dW has the wrong sign."""
    return (-linear(*args)[0], *linear(*args)[1:])


def hints(attempts: int, exercise: Any = LINEAR, answer: Any = wrong) -> Any:
    result = judged(exercise, answer)
    return hints_for(exercise, in_process(answer), result, attempts, np.random.default_rng(1))


@pytest.mark.parametrize(("attempts", "level"), [(1, 1), (2, 2), (3, 3), (9, 3)])
def test_a_level_opens_with_each_attempt(attempts: int, level: int) -> None:
    """Is there no more on the first card than the diagnosis, then the small case, then the pointer?"""
    found = hints(attempts)
    assert found.level == level <= LEVELS
    assert (found.worked is not None) == (level >= 2) and bool(found.pointers) == (level >= 3)


def test_the_same_card_for_the_same_attempt() -> None:
    """Is the small case no matter of luck?"""
    assert hints(3) == hints(3)


def test_a_mistakes_own_pointer_comes_first() -> None:
    """Is what the spec says of its mistake preferred to what is said of its kind?"""

    def make(**args: Any) -> Any:
        return {"dZ": -relu(**args)}

    own = Mistake("sign", "dZ is upside down.", make, hint="Which way is up?")
    assert pointers(with_mistakes(RELU, own), judged(with_mistakes(RELU, own), lambda *a: -relu(*a)))[0] == own.hint
    assert pointers(RELU, judged(RELU, lambda *a: -relu(*a)))[0] == POINTERS["sign"]


def test_there_is_always_a_pointer() -> None:
    """Is there something to go on with where nothing is known of the mistake?"""
    nothing = Result("relu", "wrong", 0.0, 2.0, Diagnosis("never-heard-of", "Something is off."))
    assert pointers(RELU, nothing) == (ANY,) == pointers(RELU, Result("relu", "wrong", 0.0, 2.0))


@pytest.mark.parametrize(
    ("status", "counts"),
    [("wrong", True), ("partial", True), ("crashed", True), ("timeout", True), ("correct", False),
     ("not_attempted", False), ("missing", False), ("withheld", False), ("memory", False)],
)  # fmt: skip
def test_what_is_an_attempt(status: Any, counts: bool) -> None:
    """Is a stub no attempt, and a right answer no wrong one?"""
    assert counts_as_attempt(LINEAR, Result("linear", status, 0.0, 4.0)) is counts


def test_a_choice_has_no_hints() -> None:
    """Is nothing said of a question whose next hint would be its key?"""
    choice = ChoiceExercise(id="pick", lesson="00_small", title="Pick", points=1, options="abc")
    assert not counts_as_attempt(choice, Result("pick", "wrong", 0.0, 1.0))


def test_a_warning_in_the_arithmetic_stays_away() -> None:
    """Does an answer that overflows cost no warning, which nbgrader would read as a failed test?"""
    assert hints(3, SUMMARY, lambda x, least: (x / 0.0, 1, True, "few")).worked is not None


LESSON_MISTAKES = [
    pytest.param(exercise, mistake, id=f"{exercise.id}-{mistake.kind}-{number}")
    for exercise in catalogue().values()
    for number, mistake in enumerate(exercise.mistakes)
]


@pytest.mark.parametrize(("exercise", "mistake"), LESSON_MISTAKES)
def test_every_named_mistake_has_a_pointer(exercise: Any, mistake: Mistake) -> None:
    """Is whoever makes a named mistake of a lesson told more than the words for every mistake?"""
    said = pointers(exercise, Result(exercise.id, "wrong", 0.0, 1.0, Diagnosis(mistake.kind, mistake.message)))
    assert said[0] in (mistake.hint, POINTERS.get(mistake.kind), *exercise.hints) and said != (ANY,)


@pytest.mark.parametrize("text", sorted({*POINTERS.values(), ANY}))
def test_a_pointer_is_plain_words(text: str) -> None:
    """Is each a question or a task, without a formula?"""
    assert text.endswith((".", "?")) and len(text) <= 120
    assert not set("@*") & set(text) and ".T" not in text
