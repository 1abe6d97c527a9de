"""A result file that is damaged: it is judged again, and nobody else; until then it is named and stops nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from grader.cli import main
from grader.results import result_path
from tests.grader.faults.conftest import SEED
from tests.grader.faults.nursery import Nursery
from tests.grader.faults.states import State, state
from tests.grader.judge.lesson import LESSON


def changed(**fields: Any) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps(json.loads(data) | fields).encode()


def without(field: str) -> Callable[[bytes], bytes]:
    return lambda data: json.dumps({k: v for k, v in json.loads(data).items() if k != field}).encode()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut off": lambda data: data[: len(data) // 2],
    "zeros, as after a power cut": lambda data: bytes(len(data)),
    "not text": lambda data: b"\xff\xfe" + data,
    "not JSON": lambda data: b"score: 20",
    "another JSON": lambda data: b"[]",
    "nested without end": lambda data: b"[" * 100_000,
    "another schema": changed(schema=2),
    "a score in words": changed(score="all"),
    "a score that is no number": changed(score=float("nan")),
    "a score beyond all bounds": changed(score=10**400),
    "questions that are none": changed(questions=[1, 2]),
    "a seed below zero": changed(seed=-1),
    "somebody else's": changed(student="bob"),
    "a field missing": without("seed"),
    "a field too many": changed(more=1),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_result_file_is_made_again(
    name: str, a_class: Callable[..., Path], nursery: Nursery, undisturbed: State
) -> None:
    """Does a plain run end as an undisturbed one, with only the damaged one judged again?"""
    folder = a_class("graded")
    path = result_path(folder, "ada", LESSON)
    path.write_bytes(DAMAGE[name](path.read_bytes()))
    others = {p: p.stat().st_mtime_ns for p in (result_path(folder, name, LESSON) for name in ("bob", "Zoë"))}
    done = nursery.grade(folder, *SEED)
    assert done["status"] == 3
    assert state(folder) == undisturbed
    assert {p: p.stat().st_mtime_ns for p in others} == others


def test_a_folder_in_the_place_of_a_result_file_is_a_clear_refusal(
    a_class: Callable[..., Path], nursery: Nursery
) -> None:
    """Is what the grader did not make, and must not delete, named with what to do?"""
    folder = a_class("graded")
    path = result_path(folder, "ada", LESSON)
    path.unlink()
    path.mkdir()
    done = nursery.grade(folder, *SEED)
    assert done["status"] == 2
    assert f"expected to use {path}, got: Is a directory. Try: move that folder away" in done["said"]


@pytest.mark.parametrize(
    ("command", "code"),
    [(["report"], 0), (["feedback"], 0), (["export", "--to", "csv"], 2), (["replay", "ada", LESSON], 2)],
)
def test_what_reads_results_goes_on_without_a_damaged_one_or_names_it(
    command: list[str], code: int, a_class: Callable[..., Path]
) -> None:
    """Do report and feedback go on, and do a table of marks and a replay refuse, which cannot do without it?"""
    folder = a_class("graded")
    result_path(folder, "ada", LESSON).write_bytes(b"{")
    name, *rest = command
    done = CliRunner().invoke(main, [name, str(folder), *rest])
    assert done.exit_code == code, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if code:
        assert f"{LESSON}.json" in done.stderr
