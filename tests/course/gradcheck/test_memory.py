"""Are estimates remembered for the same inputs, and for no others?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.gradcheck import memory, numeric_gradient
from course.gradcheck.memory import Memory, key_of
from course.grading import expected
from tests.course.small import LINEAR, SEED, judged, linear


def test_it_measures_once_and_forgets_the_oldest() -> None:
    """Is the second question answered without measuring, until enough others came between?"""
    made = 0

    def make() -> Any:
        nonlocal made
        made += 1
        return numeric_gradient(np.sum, np.ones(2))

    known = Memory(most=2)
    first = known.recall("a", make)
    assert known.recall("a", make) is first and made == 1
    for key in ("b", "a", "c", "a"):
        known.recall(key, make)
    assert made == 3  # a was asked for again and stayed
    known.recall("b", make)
    assert made == 4
    with pytest.raises(ValueError, match="read-only"):
        first.value[0] = 1.0


DIFFERENT: list[Any] = [
    1, 1.0, True, None, "1", np.float32(1), np.ones(1), np.ones((1, 1)), np.ones(1, np.float32), np.array([-0.0]),
    np.zeros(1), {"a": 1}, {"b": 1}, {"a": 1, "b": 1}, (1, 2), [1, 2], (1, (2,)), np.arange(4.0),
    np.arange(4.0).reshape(2, 2), np.arange(4.0).reshape(2, 2).T, 1 + 0j, 0.1, np.nextafter(0.1, 1),
]  # fmt: skip


def test_keys_tell_everything_apart() -> None:
    """Have different values different keys, to the last bit, the type and the shape, and equal ones the same?"""
    assert len({key_of(value) for value in DIFFERENT}) == len(DIFFERENT)
    assert key_of({"x": np.arange(3.0)}) == key_of({"x": np.arange(3.0)})
    assert key_of(np.arange(6.0).reshape(2, 3)) == key_of(np.asfortranarray(np.arange(6.0).reshape(2, 3)))


def test_a_judgement_is_the_same_with_and_without_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Is a right and a wrong answer judged alike the first time and from memory, and measured once?"""
    monkeypatch.setattr(memory, "KNOWN", Memory())
    answers = [linear, lambda W, b, X, dZ: (dZ.T @ X, dZ.mean(axis=0), dZ @ W)]
    first = [judged(LINEAR, answer) for answer in answers]
    monkeypatch.setattr(expected, "_measured", None)  # to measure now would be an error
    again = [judged(LINEAR, answer) for answer in answers]
    for a, b in zip(first, again, strict=True):
        assert (a.points, a.parts, a.diagnosis) == (b.points, b.parts, b.diagnosis)
    with pytest.raises(TypeError):
        judged(LINEAR, linear, seed=SEED + 1)
