"""The answer to a multiple choice: which letters it names, and whether they are the key's."""

from __future__ import annotations

import re
from typing import Any

from course.errors import InputError
from course.exercises.spec import ChoiceExercise
from course.grading.forms import kind, show
from course.grading.results import Diagnosis

AROUND = re.compile(r"[\s,;.()]+")
"""What a person may write around a letter: 'b', '(b)', ' B.', 'a, c'."""


def letters(exercise: ChoiceExercise, value: Any) -> str | Diagnosis:
    """The letters that an answer names, each once and sorted, or why it names none of the options."""
    words = value if isinstance(value, tuple) else (value,)
    text = "".join(AROUND.sub("", word).lower() if isinstance(word, str) else "?" for word in words)
    chosen = "".join(sorted(set(text)))
    if chosen and set(chosen) <= set(exercise.options) and (exercise.several or len(chosen) == 1):
        return chosen
    listed = ", ".join(exercise.options)
    wanted = f"letters of {listed}, as {exercise.options[:2]!r}" if exercise.several else f"one letter of {listed}"
    received = show(value) if isinstance(value, str) else kind(value)
    return Diagnosis("form", f"{exercise.id}: expected {wanted}, received {received}.")


def wrong_choice(exercise: ChoiceExercise, chosen: str) -> Diagnosis | None:
    """None if ``chosen`` is what the key says; else what the key says to each letter that is wrong, and no more.

    Raises
    ------
    InputError
        If the exercise came without its key (`course.exercises.keys.with_key`).
    """
    key = exercise.key
    if key is None:
        hint = "course.exercises.keys.with_key, or in a class folder: grader init"
        raise InputError("exercise", expected=f"{exercise.id} with its key", got="none", hint=hint)
    if chosen == "".join(sorted(key.answer)):
        return None
    wrong = [letter for letter in chosen if letter not in key.answer]
    said = [key.wrong.get(letter, f"({letter}) is not right.") for letter in wrong]
    return Diagnosis(kind_of(chosen), " ".join(said) or "What is chosen is right, but it is not all that is right.")


def kind_of(chosen: str) -> str:
    """The kind of a wrong choice, by which a report counts them: 'choice-b'."""
    return f"choice-{chosen}"
