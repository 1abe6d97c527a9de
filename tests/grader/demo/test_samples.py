from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from course.exercises import find
from grader.demo import wrong_ways
from grader.demo.edits import answer
from grader.demo.everywhere import first_half
from grader.demo.make import hand_in_all
from grader.demo.samples import BACKPROP, PERCEPTRON, SAMPLES, Sample, in_every_lesson
from grader.judge.submission import parse
from grader.recorder import check_student
from tests.grader.judge.lesson import FULL, LESSON, POINTS, as_bytes, place, release, solved
from tests.grader.run.classes import NAME, new_class


def test_the_class_has_at_least_sixteen_students_of_different_names() -> None:
    """Is the demo class as large as was asked, each with a name that the gradebook takes, and described?"""
    assert len(SAMPLES) >= 16
    assert set(Counter(sample.student for sample in SAMPLES).values()) == {1}
    assert set(Counter(sample.what for sample in SAMPLES).values()) == {1}
    assert all(check_student(sample.student) == sample.student for sample in SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.student)
def test_what_a_sample_loses_is_what_its_lesson_has(sample: Sample) -> None:
    """Does each lost question exist, belong to a lesson that is handed in, and cost no more than it is worth?"""
    assert sample.edits.keys() <= {PERCEPTRON, BACKPROP}
    assert sample.edits or sample.habit, "every student hands something in"
    for question, points in sample.lost.items():
        exercise = find(question)
        assert exercise.lesson in sample.edits
        assert 0 < points <= exercise.points
    assert not (sample.lost and (sample.blank or sample.raw is not None)), "stated by what they are"


def test_the_class_shows_what_was_asked_for() -> None:
    """Is each kind of submission of the issue among them?"""
    kinds = {sample.student for sample in SAMPLES}
    assert kinds >= {
        "complete", "blank", "sign", "factor", "no-mean", "transposed", "loops", "einsum", "float32", "noisy",
        "crash", "endless", "deleted", "duplicated", "moved", "not-json", "forger", "reader",
    }
    assert any(sample.blank for sample in SAMPLES)
    assert [sample.student for sample in SAMPLES if sample.raw is not None] == ["not-json"]
    assert [sample.student for sample in SAMPLES if sample.needs_sandbox] == ["reader"]


ANSWERS = {name: text for name, text in vars(wrong_ways).items() if name.isupper() and name != "NOISE"}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_way_is_python_and_used(name: str) -> None:
    """Does each written answer compile, and does a sample hand it in?"""
    compile(ANSWERS[name].replace("{question}", "q").replace("{{", "{").replace("}}", "}"), name, "exec")
    others = Path(wrong_ways.__file__).parent
    text = (others / "samples.py").read_text() + (others / "everywhere.py").read_text()
    assert re.search(rf"\b{name}\b", text)


def test_a_habit_is_followed_in_every_lesson_that_is_not_named() -> None:
    """Does a sample with a habit hand in each lesson that is given out, and one without it no more than it names?"""
    releases = {LESSON: release(), "99_new": release()}
    made = in_every_lesson(Sample("ada", "half", {LESSON: ()}, {"relu_backward": 2.0}, habit=first_half), releases)
    assert made.edits.keys() == releases.keys()
    assert made.edits[LESSON] == ()
    assert made.lost == {"relu_backward": 2.0} | {name: POINTS[name] for name in list(POINTS)[4:]}
    alone = Sample("bob", "one lesson", {LESSON: ()})
    assert in_every_lesson(alone, releases) == alone


def test_every_lesson_is_handed_in_right_blank_half_and_wrong() -> None:
    """Are the students whom the issue wants in each lesson of those who follow a habit?"""
    assert {sample.student for sample in SAMPLES if sample.habit} == {"complete", "blank", "noisy", "half", "slips"}


def test_stated_scores_are_the_points_less_what_is_lost(tmp_path: Path) -> None:
    """Is the stated score the sum of the points less each loss, 0 for a blank, none for what is no notebook?"""
    folder = new_class(tmp_path / "class")
    lost = {"linear_backward": 4 / 3, "mlp_grads": 2.5, "margin": 2.0}
    samples = [
        Sample("ada", "all right", {LESSON: ()}),
        Sample("bob", "some lost, one of another lesson", {LESSON: (), PERCEPTRON: ()}, lost),
        Sample("cyd", "blank", {LESSON: ()}, blank=True),
        Sample("dan", "no notebook", {LESSON: ()}, raw=b"{"),
        Sample("eli", "another lesson alone", {PERCEPTRON: ()}),
    ]
    stated = hand_in_all(folder, samples)
    whole = dict.fromkeys([("ada", LESSON)], FULL) | {("bob", LESSON): FULL - 4 / 3 - 2.5}
    assert stated == {**whole, ("cyd", LESSON): 0.0, ("dan", LESSON): None}
    assert sorted(path.name for path in (folder / "submitted").iterdir()) == ["ada", "bob", "cyd", "dan"]


def test_what_is_handed_in_is_what_the_sample_says(tmp_path: Path) -> None:
    """Is the reference handed in with the edits applied, the release for a blank, the bytes where there are any?"""
    folder = new_class(tmp_path / "class")
    hand_in_all(
        folder,
        [
            Sample("ada", "all right", {LESSON: ()}),
            Sample("bob", "edited", {LESSON: (answer("relu_backward", "mine = 1"),)}),
            Sample("cyd", "blank", {LESSON: ()}, blank=True),
            Sample("dan", "no notebook", {LESSON: ()}, raw=b"{"),
        ],
    )
    data = {path.parts[-3]: path.read_bytes() for path in (folder / "submitted").glob(f"*/{LESSON}/{NAME}")}

    def sources(raw: bytes) -> list[str]:
        return [cell.source for cell in parse(raw).notebook.cells]

    assert data["dan"] == b"{"
    assert sources(data["ada"]) == sources(as_bytes(solved()))
    assert sources(data["cyd"]) == sources(as_bytes(release()))
    edited = sources(as_bytes(solved()))
    edited[place(solved(), "relu_backward_code")] = "mine = 1"
    assert sources(data["bob"]) == edited, "an edit for one student reaches no other"
    assert len(POINTS) == 8
