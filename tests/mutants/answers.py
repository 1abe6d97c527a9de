"""Answers as parts: what a function returns by the names of the exercise, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from course.exercises.spec import Exercise, Mistake
from tests.mutants.candidate import Answer
from tests.mutants.subject import Subject

Parts = dict[str, Any]


def taken_apart(exercise: Exercise, value: Any) -> Parts:
    """What a right answer returns, by part."""
    if exercise.form == "single":
        return {exercise.parts[0]: value}
    if exercise.form == "dict":
        return dict(value)
    return dict(zip(exercise.parts, value, strict=True))


def put_together(exercise: Exercise, parts: Mapping[str, Any]) -> Any:
    """The value that a student's function returns for these parts."""
    if exercise.form == "dict":
        return dict(parts)
    values = tuple(parts[part] for part in exercise.parts)
    return values[0] if exercise.form == "single" else values


def with_parts(subject: Subject, change: Callable[[Parts], Parts]) -> Answer:
    """The right answer with ``change`` made to its parts."""
    right = subject.compiled()

    def answer(*args: Any) -> Any:
        return put_together(subject.exercise, change(taken_apart(subject.exercise, right(*args))))

    return answer


def mistaken(subject: Subject, mistake: Mistake) -> Answer:
    """The function of a student who makes this mistake and no other: what it says nothing about is right."""
    right = subject.compiled()

    def answer(*values: Any) -> Any:
        args = dict(zip(subject.exercise.signature, values, strict=True))
        parts = taken_apart(subject.exercise, right(*values)) | dict(mistake.make(**args))
        return put_together(subject.exercise, parts)

    return answer
