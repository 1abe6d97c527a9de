"""Is it told which examples an answer counts, also where some of them leave no trace?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.exercises import find
from course.exercises.spec import Exercise
from tests.course.small import judged

LINEAR, LOSS, MLP = (find(name) for name in ("linear_backward", "perceptron_loss_grad", "mlp_grads"))
SEEDS = range(20)


def rows(which: Callable[[int], Any]) -> Any:
    """A linear layer that counts some of the rows only."""

    def answer(W: Any, b: Any, X: Any, dZ: Any) -> Any:
        kept = dZ * which(len(X))[:, None]
        return kept.T @ X, kept.sum(axis=0), dZ @ W

    return answer


def first_missing(n: int) -> Any:
    return np.arange(n) > 0


def last_missing(n: int) -> Any:
    return np.arange(n) < n - 1


def costly(take: int) -> Any:
    """The perceptron's loss with one of the rows that cost something alone."""

    def answer(w: Any, X: Any, y: Any, rule: Any) -> Any:
        scores = y * (X @ w)
        on = np.flatnonzero(scores < 1 if rule == "margin" else scores <= 0)
        return -y[on[take]] * X[on[take]] / len(X) if len(on) else np.zeros_like(w)

    return answer


def kinds(exercise: Exercise, answer: Any) -> list[str]:
    """The first diagnosis on each seed."""
    return [d.kind if (d := judged(exercise, answer, seed).diagnosis) else "none" for seed in SEEDS]


@pytest.mark.parametrize("which, kind", [(first_missing, "first"), (last_missing, "last")])
def test_one_example_left_out(which: Any, kind: str) -> None:
    """Is it said that the first or the last is missing? With two rows a trial, "only the other one" is as true."""
    other = {"first": "last", "last": "first"}[kind]
    told = kinds(LINEAR, rows(which))
    assert set(told) <= {f"{kind}-example-missing", f"{other}-example-only"}
    assert told.count(f"{kind}-example-missing") >= len(SEEDS) - 2


@pytest.mark.parametrize("take, word", [(-1, "last"), (0, "first")])
def test_only_one_of_those_that_count(take: int, word: str) -> None:
    """Rows that are right have no gradient: is the last one that has one found?"""
    named = {f"only-{word}-example", f"{word}-row-only"}
    assert set(kinds(LOSS, costly(take))) <= named


def test_the_sentence_says_which_last() -> None:
    """Where the very last row leaves no trace, does the sentence speak of the last that has a gradient?"""
    messages = {d.message for seed in SEEDS if (d := judged(LOSS, costly(-1), seed).diagnosis)}
    assert "dw counts only the last example that has a gradient at all; the others are lost." in messages


def test_half_of_the_examples_is_no_pattern() -> None:
    """Is an answer that skips every other row not taken for one that skips an end?"""
    told = kinds(LINEAR, rows(lambda n: np.arange(n) % 2 == 0))
    assert told.count("differs") >= len(SEEDS) // 2  # few rows make "every other" an end now and then
