"""Does every kind of exercise go through a class: given out, handed in, judged, marked by hand, reported?"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from course.exercises.keys import read_keys
from grader.build.release import release_notebook
from grader.classroom import init
from grader.errors import ClassFolderError
from grader.export import export, unmarked
from grader.feedback import write_feedback
from grader.report import write_report
from grader.run.replay import describe, replay
from grader.sandbox import mounts
from grader.sandbox.view import view_files
from tests.grader.kinds.conftest import KEYS, LESSON, PROSE, SOLUTIONS, answered

Grade = Callable[..., dict[str, Any]]
HandIn = Callable[[str, NotebookNode], None]
WRONG = {
    "which_bends": 'return "c"', "which_linear": 'return {"a", "d"}', "predict_kept_share": "return 0.4",
    "column_means_mended": "return X.sum(axis=0) / 3",
}  # fmt: skip
SAID = {letter: sentence for key in read_keys(KEYS).values() for letter, sentence in key.wrong.items()}


def by_id(result: Any) -> dict[str, Any]:
    return {question.id: question for question in result.questions}


def test_init_puts_the_keys_where_nothing_is_copied_from(
    given_out: tuple[Path, list[str]], source: NotebookNode
) -> None:
    """Are the keys in the class's own file alone, and is the release what the build makes?"""
    folder, said = given_out
    assert said[-1] == "keys of which_bends, which_linear put into keys.toml"
    assert read_keys(folder / "keys.toml") == read_keys(KEYS)
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*.toml")] == ["keys.toml"]
    release = nbformat.read(folder / "release" / LESSON / "kinds.ipynb", as_version=4)
    assert release == release_notebook(source)


def test_init_again_keeps_keys_and_adds_what_is_missing(folder: Path) -> None:
    """Is an instructor's own key kept and said so, and a missing one added?"""
    path = folder / "keys.toml"
    own = path.read_text().replace("A change of units stretches", "My own sentence: it stretches")
    path.write_text(own[: own.index("[which_linear]")])
    said = init(folder, solutions=SOLUTIONS)
    assert "keys of which_linear put into keys.toml" in said
    assert "kept the key of which_bends, which is not today's: the lesson, or keys.toml, was changed since" in said
    keys = read_keys(path)
    assert keys["which_bends"].wrong["a"].startswith("My own sentence") and keys["which_linear"].answer == ("a", "c")


def test_grading_without_keys_is_refused(
    folder: Path, reference: NotebookNode, hand_in: HandIn, grade: Grade
) -> None:
    """In a class folder of an older version, is the run refused with what to do, and nothing recorded as zero?"""
    hand_in("ada", reference)
    (folder / "keys.toml").unlink()
    with pytest.raises(ClassFolderError, match=r"keys of which_bends, which_linear in .*\.toml.*Try: grader init"):
        grade()
    assert not (folder / "graded").exists()
    (folder / "keys.toml").write_text("[which_bends]\n")
    with pytest.raises(ClassFolderError, match=r"keys\.toml: key file: expected the fields answer and wrong"):
        grade()


def test_each_kind_is_judged(reference: NotebookNode, release: NotebookNode, hand_in: HandIn, grade: Grade) -> None:
    """Reference in full, fresh lesson nothing and not attempted, each wrong answer with its own words?"""
    hand_in("ada", reference)
    hand_in("blank", release_of(reference, release))
    hand_in("cleo", answered(reference, **WRONG))
    results = grade()
    assert (results["ada"].score, results["ada"].max_score) == (9.0, 9.0)
    assert {question.status for question in results["blank"].questions} == {"not_attempted"}
    assert results["blank"].score == 0.0
    cleo = by_id(results["cleo"])
    assert results["cleo"].score == 3.0
    assert cleo["which_bends"].diagnosis.kind == "choice-c" and cleo["which_bends"].diagnosis.message == SAID["c"]
    assert cleo["which_linear"].diagnosis.kind == "choice-ad" and cleo["which_linear"].diagnosis.message == SAID["d"]
    assert cleo["column_means_mended"].points == 0.0
    assert "0.15" not in cleo["predict_kept_share"].diagnosis.message


def release_of(reference: NotebookNode, release: NotebookNode) -> NotebookNode:
    """The release as it was before the reference was written into it: both fixtures share one notebook."""
    assert reference is release
    path = Path(__file__).parent / "solutions" / LESSON / "kinds.py"
    from grader.build.source import read_source

    return release_notebook(read_source(path))


def test_a_changed_key_regrades_and_nothing_else_does(
    folder: Path, reference: NotebookNode, hand_in: HandIn, grade: Grade
) -> None:
    """Does a result stand until the key of one of its questions changes?"""
    hand_in("ada", reference)
    assert grade()["ada"].score == 9.0
    path = folder / "keys.toml"
    path.write_text(path.read_text().replace('answer = "b"', 'answer = "a"').replace("\na = \"A ch", "\nb = \"A ch"))
    before = (folder / "graded" / "ada" / f"{LESSON}.json").stat().st_mtime_ns
    assert grade()["ada"].score == 8.0
    after = (folder / "graded" / "ada" / f"{LESSON}.json").stat().st_mtime_ns
    assert after > before
    assert grade()["ada"].score == 8.0
    assert (folder / "graded" / "ada" / f"{LESSON}.json").stat().st_mtime_ns == after


def test_no_page_gives_a_right_letter_away(
    folder: Path, reference: NotebookNode, hand_in: HandIn, grade: Grade
) -> None:
    """Does the feedback on a wrong choice hold its own sentence, and neither the key nor another option's?"""
    hand_in("cleo", answered(reference, **WRONG))
    grade()
    write_feedback(folder)
    page = (folder / "feedback" / "cleo" / LESSON / "kinds.html").read_text()
    assert SAID["c"] in page and SAID["d"] in page
    assert not [other for other in (SAID["a"], SAID["b"], "RUBRIC", "names the product") if other in page]
    given = (folder / "graded" / "cleo" / f"{LESSON}.json").read_text()
    assert SAID["a"] not in given and '"b"' not in given
    shown = "\n".join(describe(replay(folder, "cleo", LESSON)))
    assert SAID["c"] in shown and "expected" not in shown.split("which_bends")[1].split("which_linear")[0]


def test_keys_do_not_enter_the_sandbox(given_out: tuple[Path, list[str]]) -> None:
    """Is no key file mounted, and no key in the student's view of the course?"""
    flags = mounts.flags()
    folder = given_out[0]
    assert not any("keys.toml" in flag or str(folder) in flag or flag.startswith(str(SOLUTIONS)) for flag in flags)
    text = "\n".join(view_files(frozenset()).values())
    assert not [sentence for sentence in SAID.values() if sentence in text]
    assert "Key(" not in view_files(frozenset())["course/exercises/keys.py"]


def test_prose_waits_for_a_person_and_then_counts(
    folder: Path, reference: NotebookNode, hand_in: HandIn, grade: Grade
) -> None:
    """Do result, report, feedback and export say that 3 points wait, and add them once they are given?"""
    hand_in("ada", reference)
    hand_in("bob", answered(reference, explain_collapse="*Write your answer here, in place of this line.*"))
    results = grade()
    assert (results["ada"].score, results["ada"].max_score) == (9.0, 9.0)
    assert rows(folder) == {"ada": (None, None, 1), "bob": (0.0, None, 0)}
    assert pages(folder) == {
        "report": "1 with answers still to be marked by hand", "ada": "3 of the 12 are still to be marked",
        "bob": "",
    }
    assert unmarked(folder) == 1 and exported(folder) == {"ada": ("9", "12", "3"), "bob": ("9", "12", "0")}
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grade_row = gradebook.find_grade("explain_collapse", "kinds", LESSON, "ada")
        grade_row.manual_score, grade_row.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    assert pages(folder) == {"report": "", "ada": "", "bob": ""}
    assert unmarked(folder) == 0 and exported(folder) == {"ada": ("11", "12", "0"), "bob": ("9", "12", "0")}
    # handed in once more: the mark stays, and a person is asked to look only where the prose changed
    hand_in("ada", answered(reference, which_bends='return "b"  # sure'))
    grade()
    assert rows(folder)["ada"] == (None, 2.0, 0)
    hand_in("ada", answered(reference, explain_collapse="Because."))
    grade()
    assert rows(folder)["ada"] == (None, 2.0, 1)


def rows(folder: Path) -> dict[str, tuple[float | None, float | None, int]]:
    query = (
        "select s.student_id, g.auto_score, g.manual_score, g.needs_manual_grade from grade g "
        "join base_cell b on g.cell_id = b.id join submitted_notebook n on g.notebook_id = n.id "
        "join submitted_assignment s on n.assignment_id = s.id where b.name = 'explain_collapse'"
    )
    with closing(sqlite3.connect(folder / "gradebook.db")) as db:
        return {student: (auto, manual, needs) for student, auto, manual, needs in db.execute(query)}


def pages(folder: Path) -> dict[str, str]:
    """What each page says of points that wait; '' where it says nothing."""
    write_feedback(folder)
    texts = {"report": write_report(folder).read_text()}
    texts |= {s: (folder / "feedback" / s / LESSON / "kinds.html").read_text() for s in ("ada", "bob")}
    said = ("1 with answers still to be marked by hand", "3 of the 12 are still to be marked")
    return {name: next((line for line in said if line in text), "") for name, text in texts.items()}


def exported(folder: Path) -> dict[str, tuple[str, str, str]]:
    with export(folder, "csv", folder / "grades.csv").open() as file:
        return {row["student"]: (row["score"], row["max_score"], row["to_mark"]) for row in csv.DictReader(file)}


def test_whoever_marks_sees_the_rubric_and_students_do_not(
    folder: Path, reference: NotebookNode, hand_in: HandIn, grade: Grade
) -> None:
    """Does the notebook that the formgrader shows hold the model answer beside the answer, and nbgrader's own
    feedback leave it out?"""
    from grader.steps import feedback_steps

    hand_in("ada", reference)
    grade()
    shown = nbformat.read(folder / "autograded" / "ada" / LESSON / "kinds.ipynb", as_version=4)
    place = next(i for i, cell in enumerate(shown.cells) if PROSE in cell.source)
    beside = shown.cells[place + 1].source
    assert "linear combinations of linear combinations" in beside and "- 2 points: names the product" in beside
    left, _ = feedback_steps()[0]().preprocess(shown, {})
    assert "names the product" not in json.dumps(left) and PROSE in json.dumps(left)
