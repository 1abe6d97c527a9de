"""The keys of multiple choices: read from a file that students never get, and put into specs where marks are given.

A key file is TOML, a table per exercise:

    [which_bias]
    answer = "b"                 # where several are asked for: "ac"
    [which_bias.wrong]           # a sentence for each wrong option, which is what its chooser is told
    a = "With this bias the unit gives 1 on (0, 0) too."

It stands beside the source of a lesson, and as ``keys.toml`` in a class folder. No key is in the course itself.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from course.errors import InputError
from course.exercises.spec import ChoiceExercise, Exercise, Key

__all__ = ["VARIABLE", "Key", "Keys", "key_problems", "parse_keys", "read_keys", "visible_keys", "with_key"]

Keys = Mapping[str, Key]

VARIABLE = "COURSE_KEYS"
"""The environment variable that names a key file: with it a visible `check` marks choices, without it notes them."""


def parse_keys(text: str) -> dict[str, Key]:
    """The keys of a key file's text by exercise.

    Raises
    ------
    InputError
        If it is no TOML, or a table is no key: ``answer`` and ``wrong``, texts alone.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unusable("TOML", str(error)) from None
    return {name: _key(name, table) for name, table in tables.items()}


def read_keys(path: Path) -> dict[str, Key]:
    """The keys of a file. Raises `InputError` as `parse_keys` does, and where the file cannot be read."""
    try:
        return parse_keys(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _unusable("a readable file", str(error)) from None


def visible_keys() -> dict[str, Key]:
    """The keys of the file that `VARIABLE` names; none where it is not set. Raises as `read_keys` does."""
    path = os.environ.get(VARIABLE)
    return read_keys(Path(path)) if path else {}


def with_key(exercise: Exercise, keys: Keys) -> Exercise:
    """``exercise`` with its key in it; as it is, where it is no choice or ``keys`` holds none for it."""
    if isinstance(exercise, ChoiceExercise) and exercise.id in keys:
        return replace(exercise, key=keys[exercise.id])
    return exercise


def key_problems(exercise: ChoiceExercise, key: Key) -> list[str]:
    """What is wrong with a key, a sentence each: letters that are no options, wrong options without a word."""
    found = []
    name, options, answer = exercise.id, set(exercise.options), set(key.answer)
    if not answer or not answer <= options or len(key.answer) != len(answer):
        found.append(f"{name}: expected an answer among {exercise.options!r}, got {''.join(key.answer)!r}")
    if len(answer) > 1 and not exercise.several:
        found.append(f"{name}: expected one letter as the answer, got {''.join(key.answer)!r}. Try: several=True")
    if missing := sorted(options - answer - key.wrong.keys()):
        found.append(f"{name}: expected a sentence for each wrong option, found none for {', '.join(missing)}")
    if extra := sorted(key.wrong.keys() - (options - answer)):
        found.append(f"{name}: expected sentences for wrong options alone, got one for {', '.join(extra)}")
    for letter, sentence in key.wrong.items():
        if not sentence.strip():
            found.append(f"{name}: expected a sentence for {letter}, got an empty text")
        if any(form in sentence for right in answer for form in (f"({right})", f'"{right}"', f"'{right}'")):
            found.append(f"{name}: the sentence for {letter} names a right letter")
    return found


def _key(name: str, table: Any) -> Key:
    if not isinstance(table, dict) or not {"answer"} <= table.keys() <= {"answer", "wrong"}:
        raise _unusable("the fields answer and wrong", f"another table, in [{name}]")
    answer, wrong = table["answer"], table.get("wrong", {})
    if not isinstance(answer, str) or not isinstance(wrong, dict):
        raise _unusable("answer as letters and wrong as a table", f"something else, in [{name}]")
    if not all(isinstance(sentence, str) for sentence in wrong.values()):
        raise _unusable("sentences", f"something else, in [{name}.wrong]")
    return Key(tuple(sorted(answer)), dict(wrong))


def _unusable(expected: str, got: str) -> InputError:
    return InputError("key file", expected=expected, got=got, hint='[exercise] answer = "b" wrong = {a = "…"}')
