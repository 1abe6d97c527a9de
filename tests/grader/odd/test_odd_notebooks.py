"""Every odd notebook in one class, judged for real behind the sandbox: graded, or refused with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.recorder import Recorder
from grader.results import SubmissionResult
from grader.run.grade import Options, grade_class
from tests.grader.judge.lesson import FULL, LESSON, POINTS, as_bytes, solved
from tests.grader.odd.notebooks import BLANK, FULL_MARKS, NOT_GRADED, ONE_ANSWER_LOST
from tests.grader.run.classes import NAME, new_class, result_of, submit

EVERYTHING = {
    **{name: data for name, (data, _) in FULL_MARKS.items()},
    **{name: data for name, (data, _, _) in ONE_ANSWER_LOST.items()},
    **{name: data for name, (data, _) in NOT_GRADED.items()},
}
STUDENTS = {name: f"s{number:02}" for number, name in enumerate(EVERYTHING)}
Results = dict[str, SubmissionResult]


@pytest.fixture(scope="module")
def odd_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class folder, graded."""
    folder = new_class(tmp_path_factory.mktemp("odd") / "class")
    for name, data in EVERYTHING.items():
        submit(folder, STUDENTS[name], data)
    assert len(list(grade_class(folder, Options(seed=3)))) == len(EVERYTHING)
    return folder


@pytest.fixture(scope="module")
def graded(odd_class: Path) -> Results:
    """Name to what is on file."""
    return {name: result_of(odd_class, student) for name, student in STUDENTS.items()}


@pytest.mark.parametrize("name", FULL_MARKS)
def test_what_is_odd_about_a_file_costs_no_point(name: str, graded: Results) -> None:
    """Does a right answer earn full marks, and is what was odd told, and nothing else?"""
    result, words = graded[name], FULL_MARKS[name][1]
    assert {q.id: (q.status, q.diagnosis) for q in result.questions if q.status != "correct"} == {}
    assert result.score == FULL
    assert any(words in event for event in result.events) if words else result.events == ()


@pytest.mark.parametrize("name", ONE_ANSWER_LOST)
def test_an_odd_answer_costs_itself_alone(name: str, graded: Results) -> None:
    """Does an answer that is no function any more lose its own points with a sentence, and no others?"""
    _, status, words = ONE_ANSWER_LOST[name]
    (lost,) = [question for question in graded[name].questions if question.status != "correct"]
    assert (lost.id, lost.status) == ("relu_backward", status)
    assert lost.diagnosis is not None
    assert words in lost.diagnosis.message
    assert graded[name].score == FULL - POINTS["relu_backward"]


@pytest.mark.parametrize("name", NOT_GRADED)
def test_what_is_no_notebook_has_its_reason(name: str, graded: Results) -> None:
    """Is what cannot be graded told with a reason that fits it?"""
    result, reason = graded[name], NOT_GRADED[name][1]
    assert result.not_graded is not None
    assert reason in result.not_graded
    assert (result.score, result.max_score, result.questions) == (0.0, FULL, ())


def test_each_has_its_row_in_the_gradebook_and_its_page(odd_class: Path, graded: Results) -> None:
    """Do the gradebook and the notebook to look at agree with the result, however odd the file?"""
    with Recorder(odd_class) as recorder:
        for name, student in STUDENTS.items():
            assert recorder.recorded(student, LESSON) == graded[name].score, name
            assert (odd_class / "autograded" / student / LESSON / NAME).is_file(), name


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A class to which nothing was handed in."""
    return new_class(tmp_path / "class")


def grade(folder: Path) -> Results:
    return {one.result.student: one.result for one in grade_class(folder, Options(seed=3))}


def test_names_of_any_alphabet_are_graded(empty: Path) -> None:
    """Do students and files with letters beyond ASCII, composed either way, get their marks?"""
    students = ["Zoë", "Zoe\u0301 2", "李明", "Ñandú o'Brien", "Łukasz"]
    for student in students:
        submit(empty, student, BLANK, NAME if student == "Zoë" else f"{student} – devoir.ipynb")
    found = grade(empty)
    assert sorted(found) == sorted(students)
    assert all(result.not_graded is None for result in found.values())
    assert found["李明"].events == ("the notebook was renamed to 李明 – devoir.ipynb",)
    assert result_of(empty, "李明") == found["李明"]


@pytest.mark.parametrize(
    ("names", "event"),
    [
        (["backprop (1).ipynb"], "the notebook was renamed to backprop (1).ipynb"),
        ([NAME, "backprop (1).ipynb"], f"{NAME} counts; also in its folder, not read: backprop (1).ipynb"),
        ([NAME, "._backprop.ipynb"], ""),
    ],
)
def test_which_notebook_counts_is_told(names: list[str], event: str, empty: Path) -> None:
    """Is a renamed notebook graded, and of two the one with the lesson's name, with an event that says so?"""
    for name in names:
        submit(empty, "ada", as_bytes(solved()) if name == names[0] else BLANK, name)
    (result,) = grade(empty).values()
    assert result.score == FULL
    assert result.events == ((event,) if event else ())


def test_where_none_can_be_chosen_the_reason_says_so(empty: Path) -> None:
    """Are two renamed notebooks, a folder in its place, an empty one and a deeper one refused, with reasons?"""
    for name in ("backprop (1).ipynb", "backprop (2).ipynb"):
        submit(empty, "two", BLANK, name)
    submit(empty, "folder", BLANK, f"{NAME}/{NAME}")
    submit(empty, "none", BLANK, "notes.txt")
    submit(empty, "deep", BLANK, f"work/{NAME}")
    reasons = {student: result.not_graded for student, result in grade(empty).items()}
    assert reasons == {
        "two": f"expected {NAME} in its folder, found 2 other notebooks",
        "folder": "it is not a regular file",
        "none": f"expected {NAME} in its folder, found no notebook",
        "deep": f"expected {NAME} in its folder, found no notebook, but work/{NAME}. Try: move it up",
    }


@pytest.mark.parametrize(
    ("name", "better"), [("Doe, Jane", "Doe Jane"), ("jane&john", "jane john"), ("<b>x", "b x"), ("-5", "5")]
)
def test_a_folder_that_nbgrader_cannot_show_is_told_with_a_better_name(name: str, better: str, empty: Path) -> None:
    """Does the reason name the rule, and a name under which it can be graded?"""
    submit(empty, name, BLANK)
    (result,) = grade(empty).values()
    assert result.not_graded is not None
    assert f"Try: rename the folder to {better!r}" in result.not_graded


def test_a_folder_without_one_usable_letter_is_told_without_a_name(empty: Path) -> None:
    """Is no useless name proposed?"""
    submit(empty, "+++", BLANK)
    (result,) = grade(empty).values()
    assert (result.not_graded or "").endswith("Try: rename the folder")
