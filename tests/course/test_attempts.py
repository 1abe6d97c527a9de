"""Is an attempt counted once, however often its cell is run, and a different one anew?"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np
import pytest

from course.attempts import Attempts, Watched
from course.grading.calls import Reply


def fingerprint(*values: Any, status: Any = "ok", error: str = "") -> str:
    """Of an answer that returned these values, one a call."""
    replies = iter([Reply(status, value=value, error=error) for value in values])
    watched = Watched(lambda args: next(replies))
    for _ in values:
        watched({})
    return watched.fingerprint()


VALUES: list[Any] = [
    None, True, 1, 10**5000, 1.5, 1 + 2j, "text", np.ones(3), np.ones((3, 1)), np.array([1, 2]), np.array([np.nan]),
    (1.0, 2.0), {"a": np.ones(2)}, {"b": np.ones(2)}, (np.ones(2), {"a": 1.0}), np.array([1 + 1j]), np.array([True]),
    np.zeros(0), np.float32(2.5) * np.ones(2, np.float32),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_the_same_values_are_the_same_attempt(value: Any) -> None:
    """Does running a cell again, which makes equal values anew, count as nothing new?"""
    assert fingerprint(value, value) == fingerprint(deepcopy(value), deepcopy(value))


def test_different_values_are_different_attempts() -> None:
    """Are no two of very different answers mixed up?"""
    assert len({fingerprint(value) for value in VALUES}) == len(VALUES)


def test_only_the_last_digits_may_differ() -> None:
    """Is a sum that was added up in another order the same answer, and a number that is off another?"""
    x = np.array([1.0, -3.3, 1e-9])
    assert fingerprint(x) == fingerprint(x * (1 + 1e-15))
    assert fingerprint(x) != fingerprint(x * (1 + 1e-6))


def test_an_error_counts_by_its_text_without_addresses() -> None:
    """Are two crashes the same attempt if they differ only in where an object lay in memory?"""
    first, again = (
        fingerprint(None, status="crashed", error=f"TypeError: <f at {at}>") for at in ("0x7f1a", "0x55bc")
    )
    assert first == again != fingerprint(None, status="crashed", error="TypeError: something else")


def test_a_caller_is_passed_through() -> None:
    """Does watching change nothing of a reply?"""
    reply = Reply("ok", value=3.0, seconds=1.0)
    assert Watched(lambda args: reply)({}) is reply


def test_attempts_are_counted_for_each_exercise() -> None:
    """Do different wrong answers count up, repeated ones not, and each exercise by itself?"""
    attempts = Attempts()
    assert [attempts.count("a", f) for f in ("x", "x", "y", "x", "z")] == [1, 1, 2, 2, 3]
    assert attempts.count("b", "x") == 1
    attempts.forget("a")
    assert attempts.count("a", "x") == 1 and attempts.count("b", "y") == 2
    attempts.forget()
    assert attempts.count("b", "y") == 1
