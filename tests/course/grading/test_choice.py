"""Is a choice judged by its letters, and without its key noted, never marked?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output

import course.checks
from course.cards import LOOKS, NOTED, html_card, look_of, text_card
from course.errors import InputError, WithheldError
from course.exercises.keys import VARIABLE
from course.exercises.spec import Case, ChoiceExercise, Key, ValueExercise
from course.grading.calls import in_process
from course.grading.choice import letters
from course.grading.grade import grade
from course.grading.noted import noted, waits_for_key
from course.grading.results import Result
from course.shell import _card

ONE = ChoiceExercise(id="one", lesson="02_x", title="One", points=1.0, options="abc")
MANY = ChoiceExercise(id="many", lesson="02_x", title="Many", points=2.0, options="abcd", several=True)
KEYED = replace(ONE, key=Key(("b",), {"a": "Not a.", "c": "Not c."}))
KEYED_MANY = replace(MANY, key=Key(("a", "c"), {"b": "Not b.", "d": "Not d."}))


def judged(exercise: ChoiceExercise, value: Any) -> Result:
    return grade(exercise, in_process(lambda: value), 1)


@pytest.mark.parametrize("value", ["b", "B", " b ", "(b)", "b)", "b.", ("b",), ["b"], {"b"}, frozenset("b")])
def test_a_right_letter_is_right_however_it_is_written(value: Any) -> None:
    """Does the answer count as a person means it?"""
    assert (judged(KEYED, value).status, judged(KEYED, value).points) == ("correct", 1.0)


@pytest.mark.parametrize("value", ["ac", "ca", "a, c", "(a) (c)", "A,C", ("c", "a"), ["a", "c"], {"a", "c"}])
def test_several_letters_are_a_set(value: Any) -> None:
    """Do order and form not matter where several are asked for?"""
    assert judged(KEYED_MANY, value).points == 2.0


@pytest.mark.parametrize(
    "exercise, value, kind, said",
    [
        (KEYED, "a", "choice-a", "Not a."), (KEYED, "c", "choice-c", "Not c."),
        (KEYED_MANY, "ab", "choice-ab", "Not b."), (KEYED_MANY, "bd", "choice-bd", "Not b. Not d."),
        (KEYED_MANY, "abcd", "choice-abcd", "Not b. Not d."),
        (KEYED_MANY, "a", "choice-a", "What is chosen is right, but it is not all that is right."),
    ],
)  # fmt: skip
def test_a_wrong_choice_hears_its_own_sentence_and_nothing_else(
    exercise: ChoiceExercise, value: str, kind: str, said: str
) -> None:
    """Does it earn nothing, and do result, card and findings keep the key to themselves?"""
    result = judged(exercise, value)
    assert result.diagnosis is not None
    assert (result.points, result.status) == (0.0, "wrong")
    assert (result.diagnosis.kind, result.diagnosis.message) == (kind, said)
    assert [finding.expected for finding in result.findings] == [""]
    assert "expected" not in text_card(result, "Title") and "expected" not in html_card(result, "Title")


@pytest.mark.parametrize("value", ["d", "ab", "", 1, 2.0, True, np.zeros(2), {"b": 1}, (1, "b"), "none of these"])
def test_what_is_no_letter_is_told_so(value: Any) -> None:
    """Is any other answer wrong in its form, with the letters that there are, key or no key?"""
    for result in (judged(KEYED, value), noted(ONE, in_process(lambda: value), 1)):
        assert result.points == 0.0 and result.diagnosis is not None and result.diagnosis.kind == "form"
        assert "expected one letter of a, b, c" in result.diagnosis.message and not result.noted


def test_letters_are_sorted_and_single() -> None:
    """Is the canonical form each letter once, in order?"""
    assert letters(MANY, "c a c") == "ac"


def test_without_its_key_a_choice_is_never_marked() -> None:
    """Does the grading itself refuse, so that no path can give a silent zero or full points?"""
    assert waits_for_key(ONE) and not waits_for_key(KEYED)
    with pytest.raises(InputError, match="expected one with its key, got none"):
        judged(ONE, "b")


@pytest.mark.parametrize("value", ["a", "b", "c"])
def test_a_choice_is_noted_alike_whatever_it_is(value: str) -> None:
    """Without the key, does the card say what was noted, for no points, in a look that is neither green nor red?"""
    result = noted(ONE, in_process(lambda: value), 1)
    assert (result.noted, result.points, result.findings, result.diagnosis) == (value, 0.0, (), None)
    assert look_of(result) is NOTED and NOTED not in LOOKS.values()
    for text in (text_card(result, "One"), html_card(result, "One")):
        assert f"Noted: {value}. It is marked when you hand in" in text and "1 point to get" in text
    assert "B3261E" not in html_card(result, "One") and "007A5A" not in html_card(result, "One")


def _unwritten() -> str:
    raise NotImplementedError


def _broken() -> str:
    raise KeyError("b")


def _withheld() -> str:
    raise WithheldError("no")


@pytest.mark.parametrize(
    "function, status", [(_unwritten, "not_attempted"), (_broken, "crashed"), (_withheld, "withheld")]
)
def test_what_cannot_be_called_is_told_as_ever(function: Any, status: str) -> None:
    """Is a function that is not written yet, or fails, not noted?"""
    result = noted(ONE, in_process(function), 1)
    assert result.status == status and not result.noted


def test_notes_and_marks_at_the_check(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does `check` note without keys, mark with COURSE_KEYS, and never raise for a damaged key file?"""
    monkeypatch.setattr(course.checks, "find", lambda name: ONE)
    monkeypatch.delenv(VARIABLE, raising=False)
    score = course.checks.check("one", lambda: "b")
    assert repr(score) == "0" and score.result.noted == "b"
    cell = new_code_cell(outputs=[new_output("execute_result", data=score._repr_mimebundle_())])
    card = _card(cell, {"points": 1})
    assert (card.points, card.max_points) == (0.0, 0.0), "what is marked elsewhere is not missing in `course check`"
    path = tmp_path / "keys.toml"
    path.write_text('[one]\nanswer = "b"\nwrong = {a = "Not a.", c = "Not c."}\n')
    monkeypatch.setenv(VARIABLE, str(path))
    assert repr(course.checks.check("one", lambda: "b")) == "1"
    assert repr(course.checks.check("one", lambda: "a")) == "0"
    path.write_text("[one")
    broken = course.checks.check("one", lambda: "b")
    assert repr(broken) == "0" and "key file" in broken.card()


def _share(value: float, **fields: Any) -> Result:
    spec = ValueExercise(
        id="share", lesson="02_x", title="Share", points=1.0, signature=(), parts=("share",),
        cases=(Case("the measurement", lambda rng: {}, trials=1),), reference=lambda: {"share": 0.15927}, atol=0.02,
        **fields,
    )  # fmt: skip
    return grade(spec, in_process(lambda: value), 1)


def test_a_prediction_is_right_within_its_tolerance_and_never_told() -> None:
    """Is the stated tolerance the one that holds, and is the measured number kept where it would be the answer?"""
    assert _share(0.15927 + 0.0199, reveals=False).points == 1.0
    off = _share(0.15927 + 0.0201, reveals=False)
    assert off.points == 0.0 and "0.159" not in text_card(off, "Share") and "0.17937" in text_card(off, "Share")
    assert not [finding for finding in off.findings if "0.159" in finding.expected + finding.message]
    assert "0.15927" in text_card(_share(0.5), "Share")


def test_all_or_nothing_takes_the_points_of_a_half_right_answer() -> None:
    """Does an answer that is right on one case of two earn half, and nothing where it is all or nothing?"""
    cases = (Case("small", lambda rng: {"x": 1.0}), Case("large", lambda rng: {"x": 9.0}))
    spec = ValueExercise(
        id="same", lesson="02_x", title="Same", points=2.0, signature=("x",), parts=("y",), cases=cases,
        reference=lambda x: {"y": x},
    )  # fmt: skip
    half = in_process(lambda x: min(x, 5.0))
    assert (grade(spec, half, 1).points, grade(spec, half, 1).status) == (1.0, "partial")
    strict = replace(spec, all_or_nothing=True)
    assert (grade(strict, half, 1).points, grade(strict, half, 1).status) == (0.0, "wrong")
    assert grade(strict, in_process(lambda x: x), 1).points == 2.0
