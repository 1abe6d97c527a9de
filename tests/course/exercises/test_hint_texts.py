"""Are the hints of the exercises plain words that point somewhere, and never the formula?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from course.exercises import catalogue
from course.exercises.pointed import pointed
from course.exercises.spec import ChoiceExercise, Mistake

SOLUTIONS = Path(__file__).parents[3] / "solutions"
TEXTS = [
    pytest.param(exercise, text, id=f"{exercise.id}-{number}")
    for exercise in catalogue().values()
    for number, text in enumerate([*exercise.hints, *(m.hint for m in exercise.mistakes if m.hint)])
]
LED = [exercise for exercise in catalogue().values() if exercise.lesson in ("01_perceptron", "07_backprop")]


@pytest.mark.parametrize("exercise", LED, ids=[exercise.id for exercise in LED])
def test_an_exercise_says_how_to_go_on(exercise: Any) -> None:
    """Has each a question of its own, and a section to read again?"""
    assert isinstance(exercise, ChoiceExercise) or len(exercise.hints) >= 2


@pytest.mark.parametrize(("exercise", "text"), TEXTS)
def test_a_hint_is_plain_words(exercise: Any, text: str) -> None:
    """Is each a question or a task, short, and without a formula?"""
    assert text.endswith((".", "?")) and len(text) <= 130
    assert not set("@*=") & set(text) and ".T" not in text


@pytest.mark.parametrize(("exercise", "text"), TEXTS)
def test_a_section_to_reread_is_there(exercise: Any, text: str) -> None:
    """Does the lesson have a section of this number, and with these words?"""
    named = re.match(r"Reread section ([\d.]+)(?:, '(.+)')?", text)
    if named is None:
        return
    (source,) = (SOLUTIONS / exercise.lesson).glob("*.py")
    headings = re.findall(r"^# ## ([\d.]+?)\.? (.+)$", source.read_text(encoding="utf-8"), flags=re.MULTILINE)
    title = dict(headings)[named[1].rstrip(".")]
    assert named[2] is None or named[2] == title


def test_pointers_are_put_on_by_kind() -> None:
    """Does each mistake get its own, and is a name that is none of theirs refused?"""
    mistakes = (Mistake("a", "A.", dict), Mistake("b", "B.", dict, hint="Own."))
    assert [m.hint for m in pointed(mistakes, {"a": "Look."})] == ["Look.", "Own."]
    with pytest.raises(KeyError, match="expected kinds of mistakes, got c"):
        pointed(mistakes, {"c": "Look."})
