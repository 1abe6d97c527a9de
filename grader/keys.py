"""The keys of a class: ``DIR/keys.toml``, beside what nbgrader gives out and never among it.

`grader init` fills it from the sources; the judge marks multiple choices with it. It has the form of a lesson's key
file (`course.exercises.keys`), for all lessons at once, and an instructor may edit it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import nbformat

from course.errors import ChainRuleError, InputError
from course.exercises import find
from course.exercises.keys import Key, Keys, key_problems, parse_keys, read_keys
from course.exercises.spec import ChoiceExercise
from grader.errors import ClassFolderError
from grader.files import write_atomically
from grader.judge.plan import questions

FILE = "keys.toml"
HEAD = "# The answers to the class's multiple choices, and what is said to each wrong one. Not for students.\n"


def keys_for(release: Path, content: bytes) -> Keys:
    """The keys of the questions that a class's release notebook asks; ``content`` is that file's.

    Raises
    ------
    ClassFolderError
        If one is missing: a choice that cannot be marked must not count as wrong.
    """
    asked = _choices(content)
    return _pick(release.parents[2], asked, class_keys(release.parents[2])) if asked else {}


def class_keys(folder: Path) -> dict[str, Key]:
    """All keys of a class folder; none where it has no key file. Raises `ClassFolderError` if it is damaged."""
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        return read_keys(path)
    except InputError as error:
        raise ClassFolderError(f"{path}: {error}") from None


def add_keys(folder: Path, keys: Keys) -> Iterator[str]:
    """Put the keys of a lesson into a class folder; yield what was done. A key that is there stays as it is."""
    there = class_keys(folder)
    if new := [name for name in keys if name not in there]:
        write_atomically(folder / FILE, to_toml({**there, **keys, **there}).encode())
        yield f"keys of {', '.join(new)} put into {FILE}"
    for name in keys:
        if name in there and there[name] != keys[name]:
            yield f"kept the key of {name}, which is not today's: the lesson, or {FILE}, was changed since"


def to_toml(keys: Keys) -> str:
    """Keys as the text of a key file."""
    tables = [HEAD]
    for name, key in keys.items():
        tables.append(f'[{name}]\nanswer = {_text("".join(key.answer))}\n[{name}.wrong]\n')
        tables.append("".join(f"{letter} = {_text(sentence)}\n" for letter, sentence in key.wrong.items()))
    text = "\n".join([tables[0], *("".join(pair) for pair in zip(tables[1::2], tables[2::2], strict=True))])
    parse_keys(text)  # what is written must be read again
    return text


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string is a TOML string


@cache
def _choices(release: bytes) -> tuple[str, ...]:
    """The multiple choices that a release asks."""
    notebook = nbformat.reads(release.decode("utf-8"), as_version=4)
    return tuple(name for name in questions(notebook) if _is_choice(name))


def _is_choice(name: str) -> bool:
    try:
        return isinstance(find(name), ChoiceExercise)
    except ChainRuleError:  # an older course's question: the judge says so
        return False


def _pick(folder: Path, asked: Iterable[str], keys: Keys) -> Keys:
    if missing := [name for name in asked if name not in keys]:
        raise ClassFolderError(
            f"expected the keys of {', '.join(missing)} in {folder / FILE}, found none. Try: grader init {folder}"
        )
    choices = [exercise for name in asked if isinstance(exercise := find(name), ChoiceExercise)]
    if problems := [problem for choice in choices for problem in key_problems(choice, keys[choice.id])]:
        raise ClassFolderError(f"{folder / FILE}: {'; '.join(problems)}")
    return {name: keys[name] for name in asked}
