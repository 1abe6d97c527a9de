from __future__ import annotations

import os
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from grader import results
from grader.errors import ClassFolderError
from grader.results import NOT_GRADED, SubmissionResult
from grader.run.jobs import Job, find_jobs, read, standing
from tests.grader.judge.lesson import LESSON
from tests.grader.run.classes import NAME, SEED, made_up, submit

HERE = b"{}"


def the_job(folder: Path) -> Job:
    (job,) = find_jobs(folder)
    return job


def test_the_jobs_are_the_submissions_in_order(empty: Path) -> None:
    """Is every submission found, by student, and nothing made of empty folders, hidden ones and stray files?"""
    for student in ("cyd", "ada", "bob"):
        submit(empty, student, HERE)
    (empty / "submitted" / "nobody").mkdir()
    (empty / "submitted" / "a file").touch()
    submit(empty, ".trash", HERE)
    (empty / "submitted" / "nobody" / "03_other").mkdir()
    jobs = find_jobs(empty)
    assert [(job.student, job.assignment, job.reason, job.note) for job in jobs] == [
        (student, LESSON, "", "") for student in ("ada", "bob", "cyd")
    ]
    assert [job.path for job in jobs] == [empty / "submitted" / job.student / LESSON / NAME for job in jobs]


def test_a_class_without_submissions_has_no_jobs(empty: Path) -> None:
    """Is an empty class no error, with the folder submitted/ and without it?"""
    assert find_jobs(empty) == []
    (empty / "submitted").rmdir()
    assert find_jobs(empty) == []


def test_jobs_are_narrowed_down(empty: Path) -> None:
    """Do the named students and assignments come, each once, however often they are named?"""
    for student in ("ada", "bob", "cyd"):
        submit(empty, student, HERE)
    found = find_jobs(empty, [LESSON, LESSON], ["cyd", "ada", "cyd"])
    assert [job.student for job in found] == ["ada", "cyd"]


@pytest.mark.parametrize(
    ("only", "students", "words"),
    [
        (["99_none"], [], "99_none"),
        ([], ["nobody"], "expected submissions of nobody"),
        ([LESSON], ["idle"], "idle handed in nothing"),
        (["../submitted"], [], "expected an assignment"),
        ([], [".."], r"expected submissions of \.\."),
    ],
)
def test_what_is_not_there_is_refused(empty: Path, only: list[str], students: list[str], words: str) -> None:
    """Is a mistyped assignment or student refused by name, and not taken for an empty class?"""
    (empty / "submitted" / "idle").mkdir()
    with pytest.raises(ClassFolderError, match=words):
        find_jobs(empty, only, students)


def test_a_folder_that_is_no_class_is_refused(tmp_path: Path) -> None:
    """Is the wrong folder refused with what to do?"""
    with pytest.raises(ClassFolderError, match="grader init"):
        find_jobs(tmp_path)


def test_a_renamed_notebook_is_graded_with_a_note(empty: Path) -> None:
    """Is a lone notebook of another name taken, macOS's shadow files and checkpoints not counted?"""
    path = submit(empty, "ada", HERE, "backprop (1).ipynb")
    (path.parent / "._backprop (1).ipynb").touch()
    (path.parent / ".ipynb_checkpoints").mkdir()
    job = the_job(empty)
    assert (job.path, job.reason, job.note) == (path, "", "the notebook was renamed to backprop (1).ipynb")


def test_the_expected_name_wins_over_others(empty: Path) -> None:
    """Is the notebook of the right name taken though others lie beside it?"""
    submit(empty, "ada", HERE, "copy.ipynb")
    assert the_job(empty).path != submit(empty, "ada", HERE, "draft.ipynb")
    path = submit(empty, "ada", HERE)
    assert (the_job(empty).path, the_job(empty).note) == (path, "")


@pytest.mark.parametrize(("names", "words"), [(["a.ipynb", "b.ipynb"], "found 2"), (["a.txt"], "found no")])
def test_no_notebook_or_several_give_a_reason(empty: Path, names: list[str], words: str) -> None:
    """Is a guess refused where it is unclear which notebook counts?"""
    for name in names:
        submit(empty, "ada", HERE, name)
    job = the_job(empty)
    assert job.path is None
    assert words in job.reason
    assert read(job).reason == job.reason


def test_a_student_or_submission_that_is_a_link_gives_a_reason(empty: Path, tmp_path: Path) -> None:
    """Can a folder that is a link bring in another student's work?"""
    submit(empty, "ada", HERE)
    (empty / "submitted" / "bob").symlink_to(empty / "submitted" / "ada")
    (empty / "submitted" / "cyd").mkdir()
    (empty / "submitted" / "cyd" / LESSON).symlink_to(empty / "submitted" / "ada" / LESSON)
    found = {job.student: (job.path is None, job.reason) for job in find_jobs(empty)}
    linked = (True, "its folder is a link")
    assert found == {"ada": (False, ""), "bob": linked, "cyd": linked}


def test_reading_gives_the_bytes_or_the_reason(empty: Path) -> None:
    """Does what was read know its digest, and does a file that is a link become a reason?"""
    path = submit(empty, "ada", HERE)
    content = read(the_job(empty))
    assert (content.data, content.reason, content.digest) == (HERE, "", sha256(HERE).hexdigest())
    assert content.release == (empty / "release" / LESSON / NAME).read_bytes()
    path.unlink()
    path.symlink_to(os.devnull)
    assert (read(the_job(empty)).data, read(the_job(empty)).reason) == (b"", "it is a link, not a file")


@pytest.fixture
def recorded(empty: Path) -> tuple[Path, SubmissionResult]:
    """A class with one submission, and the result that a run left."""
    submit(empty, "ada", HERE)
    result = made_up(empty, "ada")
    results.write(results.result_path(empty, "ada", LESSON), result)
    return empty, result


def stands(folder: Path, **conditions: Any) -> SubmissionResult | None:
    given: dict[str, Any] = {"sandbox": "bwrap", "seed": None, **conditions}
    return standing(folder, read(the_job(folder)), **given)


def test_an_unchanged_result_stands(recorded: tuple[Path, SubmissionResult]) -> None:
    """Does a result stand with its own seed asked or none, and come back as it was?"""
    folder, result = recorded
    assert stands(folder) == result
    assert stands(folder, seed=SEED) == result


@pytest.mark.parametrize("conditions", [{"sandbox": "none"}, {"seed": SEED + 1}, {"seed": 0}])
def test_other_conditions_overthrow_a_result(
    recorded: tuple[Path, SubmissionResult], conditions: dict[str, Any]
) -> None:
    """Is a submission judged again with another sandbox or another seed?"""
    assert stands(recorded[0], **conditions) is None


@pytest.mark.parametrize("place", [f"submitted/ada/{LESSON}", f"release/{LESSON}"])
def test_a_changed_submission_or_release_overthrows_a_result(
    recorded: tuple[Path, SubmissionResult], place: str
) -> None:
    """Is one changed byte enough?"""
    path = recorded[0] / place / NAME
    path.write_bytes(path.read_bytes() + b" ")
    assert stands(recorded[0]) is None


@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_text("{"), lambda path: path.write_text("")]
)
def test_a_lost_or_damaged_result_does_not_stand(recorded: tuple[Path, SubmissionResult], damage: Any) -> None:
    """Is a result file that is gone, cut or empty taken for none?"""
    damage(results.result_path(recorded[0], "ada", LESSON))
    assert stands(recorded[0]) is None


def test_a_result_of_somebody_else_does_not_stand(recorded: tuple[Path, SubmissionResult]) -> None:
    """Does a result file copied from another student count for this one?"""
    folder, _ = recorded
    submit(folder, "bob", HERE)
    path = results.result_path(folder, "bob", LESSON)
    path.parent.mkdir()
    shutil.copy(results.result_path(folder, "ada", LESSON), path)
    (_, bob) = find_jobs(folder)
    assert standing(folder, read(bob), "bwrap", None) is None


def test_what_could_not_be_graded_is_tried_again(recorded: tuple[Path, SubmissionResult]) -> None:
    """Is a submission tried again that could not be graded, since the reason may have been the machine's?"""
    folder, result = recorded
    failed = replace(result, events=(NOT_GRADED + "the judge failed",))
    results.write(results.result_path(folder, "ada", LESSON), failed)
    assert stands(folder) is None
