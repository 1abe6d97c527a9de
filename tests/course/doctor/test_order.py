"""Is it seen that right values came back in the wrong places?"""

from __future__ import annotations

from typing import Any

import pytest

from course.exercises import find
from course.exercises.spec import ValueExercise
from tests.course.small import LINEAR, RIDGE, judged, linear, ridge

SEEDS = range(20)


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0), (0, 2, 1), (1, 2, 0), (2, 0, 1)])
def test_every_other_order_is_told(order: tuple[int, ...]) -> None:
    """Is each permutation named as one, though the shapes are wrong as well, and each part's place said?"""
    for seed in SEEDS:
        result = judged(LINEAR, lambda *a: tuple(linear(*a)[i] for i in order), seed)
        diagnosis = result.diagnosis
        assert diagnosis is not None and diagnosis.kind == "swapped" and not result.others
        places = [(part, LINEAR.parts[i]) for part, i in zip(LINEAR.parts, order, strict=True)]
        moved = [f"{part} holds what belongs in {owner}" for part, owner in places if part != owner]
        assert all(words in diagnosis.message for words in moved)


def test_two_parts_that_are_both_wrong_are_not_called_exchanged() -> None:
    """If one of the two is wrong besides, is nothing said of places?"""
    for seed in SEEDS:
        result = judged(RIDGE, lambda *a: (0 * ridge(*a)[0], ridge(*a)[1] + 1), seed)
        assert all(d.kind != "swapped" for d in (result.diagnosis, *result.others) if d)


def test_a_value_exercise_is_told_too() -> None:
    """In an exercise with two values of one shape, is their exchange named?"""
    train = find("train_perceptron")
    assert isinstance(train, ValueExercise)

    def answer(*args: Any) -> Any:
        right = train.reference(*args)
        return right["mistakes"], right["w"]

    diagnosis = judged(train, answer).diagnosis
    assert diagnosis is not None and diagnosis.kind == "swapped"
