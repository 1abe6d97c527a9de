from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from sqlalchemy import text

from grader import results
from grader.errors import ClassFolderError
from grader.judge.judge import Judgement
from grader.recorder import Recorder
from grader.run import grade as run
from grader.run.grade import Options, grade_class
from grader.run.pool import Outcome
from tests.grader.judge.lesson import FULL, LESSON, POINTS, as_bytes, solved
from tests.grader.run.classes import NAME, SEED, GradedClass, everyone, made_up, result_of, submit

SCORES = {
    "ada": FULL,
    "bob": FULL - POINTS["linear_backward"] / 3,
    "cyd": 0.0,
    "eve": FULL,
    "fay": FULL - POINTS["two_layer_dx"],
    "not-json": 0.0,
}


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The students whom a run in this test hands to the judge, who gives each a made-up result."""
    names: list[str] = []

    def judge_all(tasks: Any, jobs: int) -> Iterator[tuple[Any, Outcome]]:
        for content, task in tasks:
            job = content.job
            names.append(job.student)
            conditions = {"seed": task.seed, "sandbox": task.sandbox}
            result = made_up(job.release.parents[2], job.student, job.path.name, **conditions)
            yield content, Outcome(Judgement(result, {}))

    monkeypatch.setattr(run, "judge_all", judge_all)
    return names


def again(folder: Path, **options: Any) -> dict[str, bool]:
    """Grade the class; student to whether it was judged now."""
    return {one.result.student: one.judged for one in grade_class(folder, Options(**options))}


@pytest.mark.parametrize("student", SCORES)
def test_every_submission_gets_its_score_everywhere(graded_class: GradedClass, student: str) -> None:
    """Do result file, gradebook and what the run says agree on the score that honest grading gives?"""
    (said,) = [one.result for one in graded_class.graded if one.result.student == student]
    assert said.score == pytest.approx(SCORES[student], abs=1e-4)
    assert result_of(graded_class.folder, student) == said
    with Recorder(graded_class.folder) as recorder:
        assert recorder.recorded(student, LESSON) == pytest.approx(said.score, abs=1e-9)


def test_the_noisy_right_answers_earn_every_point(graded_class: GradedClass) -> None:
    """Do prints, warnings and text on stderr cost nothing and leave no event?"""
    noisy = result_of(graded_class.folder, "eve")
    assert {q.status for q in noisy.questions} == {"correct"}
    assert noisy.events == ()


def test_the_broken_notebook_is_named_and_stops_nobody(graded_class: GradedClass) -> None:
    """Is the submission that is no notebook not graded with its reason, and everybody else graded?"""
    reasons = {one.result.student: one.result.not_graded for one in graded_class.graded}
    assert "not JSON" in (reasons.pop("not-json") or "")
    assert reasons == dict.fromkeys(set(SCORES) - {"not-json"})
    assert result_of(graded_class.folder, "not-json").max_score == FULL


def test_the_result_file_has_the_fixed_form(graded_class: GradedClass) -> None:
    """Does the file hold exactly the fields that are promised to the outside?"""
    data = json.loads((graded_class.folder / "graded" / "bob" / f"{LESSON}.json").read_text())
    assert set(data) == {
        "schema", "student", "assignment", "submission_sha256", "spec_version", "seed", "sandbox",
        "score", "max_score", "questions", "events",
    }
    question = data["questions"][list(POINTS).index("linear_backward")]
    assert set(question) == {"id", "points", "max_points", "status", "diagnosis", "seconds"}
    assert (question["status"], set(question["diagnosis"])) == ("partial", {"kind", "message", "where"})
    assert (data["schema"], data["seed"], data["sandbox"]) == (1, SEED, "bwrap")


def test_every_graded_submission_has_its_autograded_notebook(graded_class: GradedClass) -> None:
    """Does the formgrader find a valid notebook for each, the student's answer in it?"""
    for student in SCORES:
        path = graded_class.folder / "autograded" / student / LESSON / NAME
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert ("X.T @ dZ" in str(notebook)) == (student == "bob")


def test_a_second_run_judges_only_what_could_not_be_graded(folder: Path, judged: list[str]) -> None:
    """Does every result stand when nothing changed, and come first, with what it said?"""
    before = {student: result_of(folder, student) for student in SCORES}
    found = list(grade_class(folder, Options()))
    assert judged == ["not-json"]
    assert [one.judged for one in found] == [False] * 5 + [True]
    assert all(one.result == before[one.result.student] for one in found if not one.judged)


def test_a_run_with_nothing_to_do_starts_no_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a class in which everything stands gone through without a judge?"""
    monkeypatch.setattr(run, "judge_all", None)
    students = tuple(sorted(set(SCORES) - {"not-json"}))
    assert again(folder, students=students) == dict.fromkeys(students, False)


def change_submission(folder: Path) -> None:
    submit(folder, "bob", as_bytes(solved()) + b"\n")


def delete_result(folder: Path) -> None:
    results.result_path(folder, "bob", LESSON).unlink()


def corrupt_result(folder: Path) -> None:
    results.result_path(folder, "bob", LESSON).write_text('{"schema": 1, "score": 20')


@pytest.mark.parametrize("change", [change_submission, delete_result, corrupt_result])
def test_what_changed_is_judged_again_and_nothing_else(folder: Path, judged: list[str], change: Any) -> None:
    """Is one student's change that student's matter alone?"""
    change(folder)
    assert again(folder, students=("ada", "bob", "cyd")) == {"ada": False, "bob": True, "cyd": False}
    assert judged == ["bob"]
    assert result_of(folder, "bob").score == 0.0, "the new result is what is on file"


def test_an_older_gradebook_is_brought_up_to_date(folder: Path, judged: list[str]) -> None:
    """Where a copy of the gradebook is put back, is what was graded since recorded again, and nothing else?"""
    old = (folder / "gradebook.db").read_bytes()
    change_submission(folder)
    assert again(folder, students=("bob",)) == {"bob": True}
    (folder / "gradebook.db").write_bytes(old)
    judged.clear()
    assert again(folder, students=("ada", "bob")) == {"ada": False, "bob": True}
    assert judged == ["bob"]
    with Recorder(folder) as recorder:
        assert recorder.recorded("bob", LESSON) == result_of(folder, "bob").score
        assert recorder.holds(result_of(folder, "ada"))


def delete_gradebook(folder: Path) -> None:
    """Put a gradebook in its place that knows the assignment and no submissions."""
    with Recorder(folder) as recorder:
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment"):
            recorder._db.execute(text(f"delete from {table}"))
        recorder._db.commit()


def change_release(folder: Path) -> None:
    path = folder / "release" / LESSON / NAME
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (delete_gradebook, {}),
        (change_release, {}),
        (None, {"fresh": True}),
        (None, {"seed": SEED + 1}),
        (None, {"sandbox": "none"}),
    ],
)
def test_what_concerns_all_has_all_judged_again(
    folder: Path, judged: list[str], change: Any, options: dict[str, Any]
) -> None:
    """Is the whole class judged again after a lost gradebook or a new release, with --fresh, seed or sandbox?"""
    if change is not None:
        change(folder)
    assert again(folder, **options) == dict.fromkeys(SCORES, True)
    assert sorted(judged) == sorted(SCORES)
    with Recorder(folder) as recorder:
        assert all(recorder.recorded(student, LESSON) is not None for student in SCORES)


def test_the_same_seed_lets_results_stand(folder: Path, judged: list[str]) -> None:
    """Is nothing judged again when the seed that is asked for is the one on file?"""
    assert again(folder, seed=SEED, students=("ada", "bob")) == {"ada": False, "bob": False}


def test_without_a_seed_each_submission_gets_its_own(folder: Path, judged: list[str]) -> None:
    """Can nobody know the inputs of a run, nor share them with a neighbour?"""
    again(folder, fresh=True)
    seeds = {result_of(folder, student).seed for student in SCORES}
    assert len(seeds) == len(SCORES)
    assert SEED not in seeds


def test_a_note_becomes_an_event(empty: Path, judged: list[str]) -> None:
    """Does the instructor see that a notebook was renamed?"""
    submit(empty, "ada", as_bytes(solved()), "mine.ipynb")
    (one,) = grade_class(empty, Options())
    assert one.result.events == ("the notebook was renamed to mine.ipynb",)
    assert one.result == result_of(empty, "ada")


def test_two_notebooks_and_links_are_not_graded_with_a_reason(empty: Path) -> None:
    """Does each submission that cannot be taken end with its reason on file, the gradebook's zero included?"""
    submit(empty, "two", b"{}", "a.ipynb")
    submit(empty, "two", b"{}", "b.ipynb")
    (empty / "submitted" / "link").symlink_to(empty / "submitted" / "two")
    submit(empty, "file-link", b"{}").unlink()
    (empty / "submitted" / "file-link" / LESSON / NAME).symlink_to(empty / "gradebook.db")
    found = {one.result.student: one.result.not_graded for one in grade_class(empty, Options())}
    assert found == {
        "file-link": "it is a link, not a file",
        "link": "its folder is a link",
        "two": f"expected {NAME} in its folder, found 2 other notebooks",
    }
    assert {student: result_of(empty, student).not_graded for student in found} == found


def test_a_name_that_cannot_stand_in_the_gradebook_is_told_as_it_is_kept(empty: Path, judged: list[str]) -> None:
    """Does the run's own table agree with the result file where the recorder refuses a student's folder name?"""
    submit(empty, "-ada", as_bytes(solved()))
    (one,) = grade_class(empty, Options())
    assert one.result == result_of(empty, "-ada")
    assert "rename the folder" in (one.result.not_graded or "")


def test_odd_letters_in_a_notebook_stop_nobody(empty: Path) -> None:
    """Is a submission with half a letter and terminal codes judged, recorded and shown?"""
    data = as_bytes(solved()).replace(b"# Backpropagation", b"\\ud800 \\u001b[31m \\u0000")
    assert b"ud800" in data
    submit(empty, "ada", data)
    submit(empty, "zoe", as_bytes(solved()))
    found = {one.result.student: one.result.score for one in grade_class(empty, Options(seed=1))}
    assert found == {"ada": FULL, "zoe": FULL}


def test_two_runs_at_once_are_refused(folder: Path) -> None:
    """Does a second run on the same class refuse at once, and go on when the first has ended?"""
    with (folder / ".grading.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ClassFolderError, match="another run is grading"):
            again(folder)
    assert again(folder, students=("ada",)) == {"ada": False}


def test_a_run_tells_how_much_there_is_before_it_begins(folder: Path, judged: list[str]) -> None:
    """Does whoever shows progress learn the total, and how much of it stands?"""
    told: list[tuple[int, int]] = []
    list(grade_class(folder, Options(), lambda total, stand: told.append((total, stand))))
    assert told == [(6, 5)]


def test_a_stopped_run_keeps_what_it_yielded(folder: Path, judged: list[str]) -> None:
    """Is a result on file before it is yielded, and the rest left for the next run?"""
    outcomes = grade_class(folder, Options(fresh=True))
    first = next(outcomes).result
    outcomes.close()  # type: ignore[attr-defined]
    assert result_of(folder, first.student) == first
    judged.clear()
    again(folder, seed=first.seed)
    assert first.student not in judged


def test_the_students_of_everyone_are_the_tested_ones() -> None:
    """Does this file state a score for each submission of the class?"""
    assert set(everyone()) == set(SCORES)
