"""The keys of a lesson's multiple choices: a file beside its source, held to the specs before anything is built."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from course import exercises
from course.errors import InputError
from course.exercises.keys import Key, key_problems, read_keys
from course.exercises.spec import ChoiceExercise

FILE = "keys.toml"


def keys_path(source: Path) -> Path | None:
    """The key file of the lesson whose source this is; None where it has none."""
    path = source.parent / FILE
    return path if path.is_file() else None


def lesson_keys(source: Path) -> dict[str, Key]:
    """The keys of the lesson whose source this is. Raises `InputError` if the file is none."""
    path = keys_path(source)
    return {} if path is None else read_keys(path)


def choice_problems(source: Path, lesson: str) -> Iterator[str]:
    """What is wrong with the lesson's keys: none for a choice, one for no choice, or one that does not fit."""
    try:
        keys = lesson_keys(source)
    except InputError as error:
        yield str(error)
        return
    choices = {spec.id: spec for spec in exercises.of_lesson(lesson) if isinstance(spec, ChoiceExercise)}
    for name, spec in choices.items():
        if name not in keys:
            yield f"expected the key of {name!r} in solutions/{lesson}/{FILE}, found none"
        else:
            yield from key_problems(spec, keys[name])
    for name in keys.keys() - choices.keys():
        yield f"{FILE}: expected keys of this lesson's choices alone, got one for {name!r}"
