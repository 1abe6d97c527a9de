"""Is the instructor told, through the sandbox, that an answer is itself a numeric derivative, and nobody else?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.judge.judge import Judgement
from grader.results import FOR_INSTRUCTOR
from tests.grader.judge.lesson import FULL, function, solved

CENTRAL = """\
def loss(Z):
        return np.sum(dA * np.maximum(Z, 0.0))
    Z, dZ = Z.copy(), np.zeros_like(Z)
    for index in np.ndindex(Z.shape):
        old = Z[index]
        Z[index] = old + 1e-5
        above = loss(Z)
        Z[index] = old - 1e-5
        dZ[index] = (above - loss(Z)) / 2e-5
        Z[index] = old
    return dZ"""


@pytest.fixture(scope="module")
def judgement(judged: Callable[..., Judgement]) -> Judgement:
    """An honest notebook but for one answer that takes central differences."""
    return judged(solved(relu_backward=function("relu_backward", CENTRAL)))


def test_the_event_is_the_instructors(judgement: Judgement) -> None:
    """Is there one event, which names the question and the differences, and stays out of the feedback?"""
    (event,) = judgement.result.events
    assert event.startswith(f"{FOR_INSTRUCTOR}relu_backward looks like a numeric derivative (")
    assert "differences, step 1e-05" in event


def test_the_points_stand(judgement: Judgement) -> None:
    """Does the answer keep its points, as the spec has it?"""
    assert judgement.result.score == FULL
