from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from textwrap import dedent
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course.exercises import find
from course.grading.results import Finding, Result, Status
from course.grading.seeds import stream
from grader.errors import ClassFolderError
from grader.judge.judge import Judgement
from grader.results import SubmissionResult
from grader.run.replay import MAX_FINDINGS, describe, recorded, replay, source
from tests.grader.judge.lesson import FULL, LESSON, as_bytes, solved
from tests.grader.run.classes import NAME, SEED, GradedClass, result_of, submit


def given_back(text: str) -> Any:
    """What the text means where there is NumPy and nothing else."""
    return eval(text, {"np": np})


def same(a: Any, b: Any) -> bool:
    """Bit for bit the same, type and shape included."""
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, np.ndarray):
        return (a.dtype, a.shape) == (b.dtype, b.shape) and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
    return type(a) is type(b) and (a == b or a != a)


numbers = arrays.arrays(
    dtype=st.sampled_from([np.float64, np.float32, np.int64, np.int32, np.uint8, np.bool_]),
    shape=arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)


@given(numbers | st.floats() | st.integers() | st.text() | st.dictionaries(st.text(), numbers, max_size=3))
def test_a_value_comes_back_exactly_from_its_text(value: Any) -> None:
    """Does the printed text give every input back to the last bit: any type, empty, infinite, no number?"""
    assert same(value, given_back(source(value)))


def test_a_large_array_is_printed_whole() -> None:
    """Is no entry left out of a large array, whatever print options the session has set?"""
    value = np.random.default_rng(0).normal(size=(60, 30)) * 1e-9
    with np.printoptions(threshold=5, precision=2, suppress=True, edgeitems=1, legacy="1.13"):
        text = source(value)
    assert same(value, given_back(text))


@pytest.fixture(scope="module")
def bobs(graded_class: GradedClass) -> Judgement:
    """The replay of a submission with dW transposed."""
    return replay(graded_class.folder, "bob", LESSON)


def test_a_replay_gives_the_recorded_result(graded_class: GradedClass, bobs: Judgement) -> None:
    """Is it the very judgement that was recorded, question by question?"""
    old = result_of(graded_class.folder, "bob")
    assert (bobs.result.seed, bobs.result.score) == (SEED, old.score)
    said = [(q.id, q.status, q.points, q.diagnosis) for q in bobs.result.questions]
    assert said == [(q.id, q.status, q.points, q.diagnosis) for q in old.questions]


def test_the_text_holds_the_failing_inputs_ready_to_paste(bobs: Judgement) -> None:
    """Do the printed lines run as they are and give the inputs that the seed draws, and no other question's card?"""
    text = "\n".join(describe(bobs))
    assert text.startswith(f"bob, {LESSON}: 24.6667 of {FULL:g} points, seed {SEED}\n")
    exercise = find("linear_backward")
    assert [e.id for e in (find(q.id) for q in bobs.result.questions) if f"✗ {e.id}:" in text] == [exercise.id]
    case = exercise.cases[0]
    _, after = text.split(f"On {case.name}, trial 1, called with\n", 1)
    lines = re.match(r"(?: {8}.*\n)+", after)
    assert lines is not None
    space: dict[str, Any] = {"np": np}
    exec(dedent(lines[0]), space)
    drawn = case.inputs(stream(SEED, exercise.id, 0), 0)
    assert all(same(np.asarray(value), np.asarray(space[name])) for name, value in drawn.items())
    x, dz = space["X"], space["dZ"]
    assert (x.T @ dz).shape != space["W"].shape or not np.allclose(x.T @ dz, dz.T @ x), "they show the mistake"


def test_of_many_failures_a_few_are_shown(bobs: Judgement) -> None:
    """Is the text short, though every trial failed?"""
    findings = bobs.details["linear_backward"].findings
    assert len({(f.case, f.trial) for f in findings}) > max(MAX_FINDINGS, len({f.case for f in findings}))
    shown = "\n".join(describe(bobs)).count("called with")
    assert shown == max(MAX_FINDINGS, len({f.case for f in findings}))


def finding(case: str, trial: int, part: str) -> Finding:
    return Finding(case, trial, part, "", "", "", f"{part} is off", {"x": float(trial)})


def described(*findings: Finding, status: Status = "wrong") -> str:
    """The text for one question with these findings."""
    question = Result("relu_backward", status, 0.0, 2.0, findings=findings)
    result = SubmissionResult(
        student="ada", assignment=LESSON, submission_sha256="", spec_version="", seed=1, sandbox="bwrap",
        score=0.0, max_score=2.0, events=("something odd",),
    )
    return "\n".join(describe(Judgement(result, {question.exercise_id: question})))


def test_every_part_of_every_case_that_failed_is_shown() -> None:
    """Does an input come for the second part and the last case too, though the first case has many failures?"""
    many = [finding("main", trial, "dW") for trial in range(9)]
    text = described(*many, finding("main", 9, "db"), finding("edge", 4, "dW"), finding("edge", 5, "dW"))
    shown = re.findall(r"On (\w+), trial (\d+)", text)
    assert shown == [("main", "1"), ("main", "10"), ("edge", "5")]
    assert "x = 9.0\n      db is off" in text


@pytest.mark.parametrize(
    ("status", "words"), [("missing", "no function of this name"), ("not_attempted", "not written yet")]
)
def test_where_nothing_could_be_called_that_is_said(status: Status, words: str) -> None:
    """Does a question without a function say why there are no inputs, instead of showing some?"""
    text = described(finding("main", 0, ""), status=status)
    assert "    No inputs to show: " in text
    assert words in text
    assert "called with" not in text


def test_what_was_odd_about_the_submission_is_told() -> None:
    """Are the events of the judgement part of the replay?"""
    assert "Noted: something odd" in described()


def test_an_answer_that_depends_on_more_than_its_inputs_is_told(bobs: Judgement, folder: Path) -> None:
    """Does a replay that gives other points than those on file say so, question by question?"""
    on_file = recorded(folder, "bob", LESSON)
    assert list(describe(bobs, on_file)) == list(describe(bobs))
    relu, *rest = on_file.questions
    other = replace(on_file, questions=(replace(relu, status="timeout", points=0.0), *rest))
    told = list(describe(bobs, other))[-2]
    assert told == "relu_backward: on file with 0 points (timeout), now 2 (correct)."


def test_a_crash_is_shown_with_its_inputs(graded_class: GradedClass) -> None:
    """Does a question that ended its process say so, with what it was called with?"""
    text = "\n".join(describe(replay(graded_class.folder, "fay", LESSON)))
    assert "two_layer_dx" in text
    assert "ended by itself" in text
    assert "        W1 = np.array(" in text


def test_nothing_lost_is_said(graded_class: GradedClass) -> None:
    """Does a full score say so, instead of nothing?"""
    lines = list(describe(replay(graded_class.folder, "ada", LESSON)))
    assert lines == [f"ada, {LESSON}: {FULL:g} of {FULL:g} points, seed {SEED}", "No point was lost."]


def test_a_changed_submission_is_refused(folder: Path) -> None:
    """Would a replay explain points by a notebook that did not lose them?"""
    submit(folder, "bob", as_bytes(solved()))
    with pytest.raises(ClassFolderError, match="bob changed since it was graded"):
        replay(folder, "bob", LESSON)


def test_a_changed_release_is_refused(folder: Path) -> None:
    """Is a result refused that was judged against another release?"""
    path = folder / "release" / LESSON / NAME
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(ClassFolderError, match="judged otherwise now"):
        replay(folder, "bob", LESSON)


@pytest.mark.parametrize(
    ("student", "assignment", "words"),
    [
        ("nobody", LESSON, "expected submissions of nobody"),
        ("Ada", LESSON, "found none. Try: ada"),
        ("ada", "01_perceptron", "expected an assignment of"),
        ("not-json", LESSON, "could not be graded: it is not a notebook"),
        ("../ada", LESSON, "plain folder name"),
    ],
)
def test_what_cannot_be_replayed_is_refused(
    graded_class: GradedClass, student: str, assignment: str, words: str
) -> None:
    """Is what was not handed in or could not be judged refused with the reason, and a slip with its cure?"""
    with pytest.raises(ClassFolderError, match=words):
        replay(graded_class.folder, student, assignment)


def test_what_is_handed_in_and_not_graded_yet_is_refused(folder: Path) -> None:
    """Is the way on the command that grades this one?"""
    submit(folder, "new", as_bytes(solved()))
    with pytest.raises(ClassFolderError, match=f"Try: grader grade .* {LESSON} --student new"):
        replay(folder, "new", LESSON)
