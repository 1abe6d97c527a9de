from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from grader.collect.matching import Target, grade_ids, match, targets
from grader.errors import ClassFolderError, UnreadableSubmissionError
from tests.grader.samples import ASSIGNMENT, TOPIC, new_class, release_notebook

TOYS = Target("03_toys", "toys", frozenset({"double", "halve", "double_code"}))
MORE = Target("04_more", "more", frozenset({"square", "double"}))


def test_the_targets_are_the_releases(tmp_path: Path) -> None:
    """Are assignment, topic and grade_ids those that the class gives out?"""
    folder = new_class(tmp_path / "class")
    (target,) = targets(folder)
    assert (target.assignment, target.topic) == (ASSIGNMENT, TOPIC)
    assert target.grade_ids == {"double", "double_code", "halve", "halve_code"}
    with pytest.raises(ClassFolderError, match="the assignment 09_other"):
        targets(folder, "09_other")
    with pytest.raises(ClassFolderError, match="Try: grader init"):
        targets(tmp_path)


@pytest.mark.parametrize(
    ("ids", "stem", "expected"),
    [
        ({"double", "halve"}, "whatever", TOYS),
        ({"square", "double"}, "toys", MORE),
        (set(), "toys", TOYS),
        (set(), "Toys", TOYS),
        (set(), "04_more", MORE),
        ({"strange"}, "more", MORE),
    ],
)
def test_grade_ids_decide_before_the_name(ids: set[str], stem: str, expected: Target) -> None:
    """Is a renamed notebook still known by its cells, and one without ids by its name?"""
    assert match(frozenset(ids), stem, [TOYS, MORE]) is expected


def test_what_fits_nothing_or_two_is_refused() -> None:
    """Is there no guessing?"""
    with pytest.raises(UnreadableSubmissionError, match="no assignment"):
        match(frozenset(), "diary", [TOYS, MORE])
    with pytest.raises(UnreadableSubmissionError, match="more than one"):
        match(frozenset({"double"}), "diary", [TOYS, MORE])


def test_grade_ids_are_found_in_a_notebook() -> None:
    """Are all of them found, and cells without any passed over?"""
    assert "double" in grade_ids(nbformat.writes(release_notebook()).encode())
    odd = {"nbformat": 4, "cells": [5, {}, {"metadata": None}, {"metadata": {"nbgrader": {"grade_id": 3}}}]}
    assert grade_ids(json.dumps(odd).encode()) == frozenset()


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"[" * 100_000, b"[]", b'{"cells": []}', b'{"nbformat": 3, "cells": []}', b'{"nbformat": 4}'],
)
def test_what_is_no_notebook_is_refused(data: bytes) -> None:
    """Is each kind of rubbish survived and named?"""
    with pytest.raises(UnreadableSubmissionError, match="not a notebook"):
        grade_ids(data)
