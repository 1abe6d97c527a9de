"""`check` and `attempt`: what the cells of a lesson call on a student's function. Neither ever raises."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from course.attempts import ATTEMPTS, Watched
from course.doctor.hints import Hints, counts_as_attempt, hints_for
from course.errors import UnknownExerciseError
from course.exercises import find
from course.exercises.keys import visible_keys, with_key
from course.exercises.spec import Exercise
from course.grading.calls import Caller, Reply, describe, in_process
from course.grading.grade import grade
from course.grading.noted import noted, waits_for_key
from course.grading.results import Diagnosis, Result
from course.grading.seeds import VISIBLE_SEED, stream
from course.score import Score
from course.time_limit import TooLongError, time_limit

CALL_SECONDS = 5.0
"""For one call by a check; a right answer to any exercise takes milliseconds."""
ATTEMPT_SECONDS = 30.0
"""For one call by a figure, which may train a network with the student's function."""


def check(exercise_id: str, answer: Any) -> Score:
    """Check a student's function against its exercise and return the score, which shows itself as a card.

    Parameters
    ----------
    exercise_id
        The exercise's id, which is also the function's name.
    answer
        The function.

    Returns
    -------
    Score
        ``text/plain`` is the number of points; ``text/html`` the card. Inputs are the same on every call. The card
        of a wrong answer says more after each different attempt, up to three levels (`course.doctor.hints`).
    """
    try:
        exercise = find(exercise_id)
    except (UnknownExerciseError, TypeError) as error:  # TypeError: an id that is not even text
        nothing = Result(str(exercise_id), "missing", 0.0, 0.0, Diagnosis("unknown", str(error)))
        return Score(nothing, "no such exercise")
    try:
        exercise = with_key(exercise, visible_keys())
        judged = noted if waits_for_key(exercise) else grade
        caller = Watched(_quiet(_in_time(in_process(answer))))
        result = judged(exercise, caller, VISIBLE_SEED)
    except Exception as error:  # a fault of ours must not end the student's lesson; it earns nothing
        note = Diagnosis("internal", f"The check itself failed: {describe(error)}. Please report it.")
        return Score(Result(exercise.id, "wrong", 0.0, exercise.points, note), exercise.title)
    if not isinstance(answer, FunctionType) or answer.__name__ != exercise.id:  # a demonstration, not an attempt
        return Score(result, exercise.title)
    return Score(result, exercise.title, _hints(exercise, caller, result))


def _hints(exercise: Exercise, caller: Watched, result: Result) -> Hints | None:
    """The hints that are open after this attempt; a right answer closes them again."""
    if result.status == "correct":
        ATTEMPTS.forget(exercise.id)
    if not counts_as_attempt(exercise, result):
        return None
    random = result.diagnosis is not None and result.diagnosis.kind == "not-repeatable"
    attempts = ATTEMPTS.count(exercise.id, "random" if random else caller.fingerprint())
    rng = stream(VISIBLE_SEED, exercise.id, len(exercise.cases) + 1)
    with contextlib.suppress(Exception):  # a fault of ours in a hint must not cost a point
        return hints_for(exercise, caller, result, attempts, rng)
    return None


def attempt(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """``function(*args, **kwargs)``, or None with one printed line if it is not written yet or fails.

    Figures use it, so that a lesson runs to its end whatever state its answers are in.
    """
    name = getattr(function, "__name__", "the function")
    try:
        with np.errstate(all="ignore"), time_limit(ATTEMPT_SECONDS):
            return function(*args, **kwargs)
    except TooLongError:
        print(f"{name} did not come back within {ATTEMPT_SECONDS:g} s. Is there a loop that never ends?")
    except NotImplementedError:
        print(f"{name} is not written yet.")
    except (Exception, SystemExit) as error:
        print(f"{name} stopped with {describe(error)}.")
    return None


def _in_time(caller: Caller) -> Caller:
    """The same caller, with a limit on the time of each call: the judge's own."""

    def call(args: dict[str, Any]) -> Reply:
        try:
            with time_limit(CALL_SECONDS):
                return caller(args)
        except TooLongError:
            return Reply("timeout", error=f"took longer than {CALL_SECONDS:g} s", seconds=CALL_SECONDS)

    return call


def _quiet(caller: Caller) -> Caller:
    """The same caller with prints and warnings of the student's code kept from the page.

    A check calls a function many times, and nbgrader reads any output on stderr as a failed test.
    """

    def call(args: dict[str, Any]) -> Reply:
        sink = io.StringIO()
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return caller(args)

    return call
