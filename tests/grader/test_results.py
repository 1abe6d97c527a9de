from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.grading.results import Diagnosis, Status
from grader.errors import ClassFolderError
from grader.results import (
    NOT_GRADED,
    Question,
    ResultFileError,
    SubmissionResult,
    from_json,
    read,
    read_all,
    result_path,
    to_json,
    write,
)
from tests.grader.samples import ASSIGNMENT, result

anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=20)
amounts = st.floats(0, 1e6)
questions = st.builds(
    Question,
    anything,
    amounts,
    amounts,
    st.sampled_from(get_args(Status)),
    st.none() | st.builds(Diagnosis, anything, anything, anything),
    amounts,
)
submissions = st.builds(
    SubmissionResult,
    student=anything,
    assignment=anything,
    submission_sha256=anything,
    spec_version=anything,
    seed=st.integers(0, 2**70),
    sandbox=st.sampled_from(["bwrap", "none"]),
    score=amounts,
    max_score=amounts,
    questions=st.lists(questions, max_size=3).map(tuple),
    events=st.lists(anything, max_size=3).map(tuple),
)


@given(submissions)
def test_what_is_written_is_read_again(submission: SubmissionResult) -> None:
    """Does every result, whatever its texts, survive its file?"""
    assert from_json(to_json(submission)) == submission


def test_the_file_has_the_fixed_form() -> None:
    """Are the fields those that the design fixes, in name and nesting?"""
    data = json.loads(to_json(result()))
    assert data["schema"] == 1
    head = "schema student assignment submission_sha256 spec_version seed sandbox score max_score questions events"
    assert list(data) == head.split()
    assert list(data["questions"][1]) == ["id", "points", "max_points", "status", "diagnosis", "seconds"]
    assert data["questions"][0]["diagnosis"] is None
    assert data["questions"][1]["diagnosis"] == {
        "kind": "missing-mean",
        "message": "Every entry is n times too large.",
        "where": "dW[2, 0]",
    }


def _spoil(**changes: Any) -> str:
    return json.dumps({**json.loads(to_json(result())), **changes})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "expected the fields"),
        (to_json(result())[:-20], "not JSON"),
        (_spoil(schema=2), "schema: expected 1"),
        (_spoil(more=1), "expected the fields"),
        (_spoil(student=5), "student: expected text"),
        (_spoil(seed=True), "seed: expected a whole number"),
        (_spoil(sandbox="docker"), "sandbox: expected"),
        (_spoil(score=-1), "score: expected a finite number"),
        (_spoil(score="13"), "score: expected a finite number"),
        (_spoil(score=10**400), "score: expected a finite number"),
        (_spoil(score=float("nan")), "score: expected a finite number"),
        (_spoil(events="none"), "events: expected a list"),
        (_spoil(events=[None]), "events: expected text"),
        (_spoil(questions=[{}]), "a question: expected the fields"),
    ],
)
def test_a_damaged_or_foreign_file_is_named(text: str, says: str) -> None:
    """Does the message say which field is off?"""
    with pytest.raises(ResultFileError, match=says):
        from_json(text)


@pytest.mark.parametrize("status", ["Correct", None, ["correct"]])
def test_an_unknown_status_is_refused(status: Any) -> None:
    """May a status be anything but the nine?"""
    data = json.loads(to_json(result()))
    data["questions"][0]["status"] = status
    with pytest.raises(ResultFileError, match="status: expected one of"):
        from_json(json.dumps(data))


def test_a_file_at_another_students_place_is_refused(tmp_path: Path) -> None:
    """Can a result be moved to another student by moving its file?"""
    write(result_path(tmp_path, "ada", ASSIGNMENT), result("ada"))
    moved = result_path(tmp_path, "bob", ASSIGNMENT)
    moved.parent.mkdir()
    result_path(tmp_path, "ada", ASSIGNMENT).rename(moved)
    with pytest.raises(ResultFileError, match="the file is about ada"):
        read(moved)


def test_reading_all_goes_on_after_a_damaged_file(tmp_path: Path) -> None:
    """Does one damaged file hide the others?"""
    for student in ("ada", "bob", "cyd"):
        write(result_path(tmp_path, student, ASSIGNMENT), result(student))
    result_path(tmp_path, "bob", ASSIGNMENT).write_bytes(b"\xff")
    kinds = [type(item).__name__ for item in read_all(tmp_path)]
    assert kinds == ["SubmissionResult", "ResultFileError", "SubmissionResult"]


@pytest.mark.parametrize("student", ["..", "a/b", ""])
def test_no_path_is_made_from_a_strange_name(tmp_path: Path, student: str) -> None:
    """Is a student's id checked before it becomes a path?"""
    with pytest.raises(ClassFolderError):
        result_path(tmp_path, student, ASSIGNMENT)


def test_the_reason_for_no_grade_is_the_first_event() -> None:
    """Is a submission that could not be graded told from one that was?"""
    assert result(events=(f"{NOT_GRADED}it is not JSON", "more")).not_graded == "it is not JSON"
    assert result(events=("a note",)).not_graded is None
