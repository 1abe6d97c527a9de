"""Answers spoilt as a whole: the right one, with something done to what goes in or what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np

from course.answers import plain
from course.exercises.spec import Args
from tests.mutants.answers import Parts, put_together, taken_apart, with_parts
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.subject import Subject

Change = Callable[[Any], Any]


def spoilt(subject: Subject) -> list[Candidate]:
    """All of them."""
    ways = (*_outputs(subject), *_exchanged(subject), *_inputs(subject), *_memory(subject), *_single(subject))
    return [Candidate(subject.id, label, kind, answer, f"# {label}") for kind, label, answer in ways]


Way = tuple[str, str, Answer]


def _outputs(subject: Subject) -> Iterator[Way]:
    changes: dict[str, tuple[str, Change]] = {
        "0 everywhere": ("all-zero", np.zeros_like),
        "1 everywhere": ("ones", np.ones_like),
        "1 % off in one entry": ("one-entry", _one_entry),
        "0 in its last entries": ("one-block", _last_block),
        "reversed": ("operand-order", lambda value: np.flip(np.asarray(value))),
    }
    for part in subject.exercise.parts:
        for what, (kind, change) in changes.items():
            yield kind, f"{part} {what}", with_parts(subject, _changed(part, change))


def _changed(part: str, change: Change) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {part: change(parts[part])}


def _one_entry(value: Any) -> Any:
    array = np.array(value, dtype=np.float64)
    array.flat[np.argmax(np.abs(array))] *= 1.01
    return array


def _last_block(value: Any) -> Any:
    array = np.array(value, dtype=np.float64)
    array.flat[-(-array.size // 2) - (array.size == 1) :] = 0.0
    return array


def _exchanged(subject: Subject) -> Iterator[Way]:
    for one, other in combinations(subject.exercise.parts, 2):
        change = _swap(one, other)
        yield "swapped-outputs", f"{one} and {other} exchanged in what is returned", with_parts(subject, change)


def _swap(one: str, other: str) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {one: parts[other], other: parts[one]}


def _inputs(subject: Subject) -> Iterator[Way]:
    variables = {path.partition(".")[0] for path in subject.exercise.wrt.values()}
    upstream = [name for name in subject.exercise.signature if name[0] == "d" and name[1:2].isupper()]
    right = subject.compiled()
    for name in upstream:
        if name not in variables:
            yield "upstream-ignored", f"{name} taken as 1", _given(subject, right, name, np.ones_like)
            yield "first-example-only", f"{name} 0 but for its first row", _given(subject, right, name, _only(0))
            yield "last-example-only", f"{name} 0 but for its last row", _given(subject, right, name, _only(-1))
    for path in _arrays(subject):
        yield "in-place", f"{path} changed in place", _in_place(right, subject.exercise.signature, path)


def _given(subject: Subject, right: Answer, name: str, change: Change) -> Answer:
    at = subject.exercise.signature.index(name)
    return lambda *args: right(*args[:at], change(args[at]), *args[at + 1 :])


def _only(row: int) -> Change:
    def kept(value: Any) -> Any:
        rows = np.zeros_like(value)
        rows[row] = value[row]
        return rows

    return kept


def _arrays(subject: Subject) -> Iterator[str]:
    """The arguments that are arrays, and the entries of dicts that are."""
    args: Args = subject.exercise.cases[0].inputs(np.random.default_rng(1), 0)
    for name, value in args.items():
        if isinstance(value, dict):
            yield from (f"{name}.{key}" for key, entry in value.items() if isinstance(entry, np.ndarray))
        elif isinstance(value, np.ndarray):
            yield name


def _in_place(right: Answer, signature: tuple[str, ...], path: str) -> Answer:
    name, _, key = path.partition(".")

    def answer(*args: Any) -> Any:
        value = right(*args)
        argument = args[signature.index(name)]
        (argument[key] if key else argument).flat[0] += 1
        return value

    return answer


def _memory(subject: Subject) -> Iterator[Way]:
    yield "stale", "the first call's answer kept for every later one", _first_kept(subject.compiled())
    yield "accumulated", "what earlier calls gave added on", _added_up(subject)


def _first_kept(right: Answer) -> Answer:
    kept: list[Any] = []

    def answer(*args: Any) -> Any:
        if not kept:
            kept.append(plain(right(*args)))
        return plain(kept[0])

    return answer


def _added_up(subject: Subject) -> Answer:
    right = subject.compiled()
    sums: dict[tuple[str, tuple[int, ...]], Any] = {}

    def answer(*args: Any) -> Any:
        parts = taken_apart(subject.exercise, right(*args))
        for part, value in parts.items():
            key = part, np.shape(value)
            sums[key] = parts[part] = sums.get(key, 0.0) + value
        return put_together(subject.exercise, parts)

    return answer


def _single(subject: Subject) -> Iterator[Way]:
    right = subject.compiled()
    yield "float32", "all arguments in float32", lambda *args: right(*map(_narrow, args))
    rounded = with_parts(subject, lambda parts: {part: _narrow(np.asarray(value)) for part, value in parts.items()})
    yield "float32", "the answer rounded to float32", rounded


def _narrow(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _narrow(entry) for key, entry in value.items()}
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value
