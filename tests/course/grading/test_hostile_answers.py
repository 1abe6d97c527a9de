"""Does an answer that cheats, lies or blows up get what it has earned, which is nothing?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.course.small import LINEAR, RELU, SUMMARY, WEIGHTS, judged, linear


class Agreeable(np.ndarray):
    """An array for which every comparison turns out well."""

    __hash__ = None  # type: ignore[assignment]

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return np.ones((), dtype=bool)

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
        return np.zeros(np.shape(self))

    def __eq__(self, other: object) -> Any:
        return True

    def __le__(self, other: object) -> Any:
        return True

    def __array_finalize__(self, obj: Any) -> None:
        return None


class Shapeless:
    """No array, but it says that it is one."""

    __class__ = np.ndarray  # type: ignore[assignment]
    shape, ndim, size, dtype = (3,), 1, 3, np.dtype(float)

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("caught looking")


class Winner(str):
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return True


def rebinding(*args: Any) -> Any:
    """Makes NumPy agree with everything, for as long as it runs."""
    original = np.abs
    try:
        np.abs = lambda x, *a, **k: np.zeros_like(x)  # type: ignore[assignment]
        return tuple(value * 3 for value in linear(*args))
    finally:
        np.abs = original


@pytest.mark.parametrize(
    "answer",
    [
        lambda Z, dA: np.zeros_like(Z).view(Agreeable),
        lambda Z, dA: [row.view(Agreeable) for row in np.ones_like(Z)],
        lambda Z, dA: Shapeless(),
        lambda Z, dA: [Shapeless()] * 3,
        lambda Z, dA: np.broadcast_to(0.0, (10**6, 10**6)),
        lambda Z, dA: np.full(Z.shape, np.nan),
        lambda Z, dA: np.full(Z.shape, 1e308),
        lambda Z, dA: np.full(Z.shape, -5e-324),
        lambda Z, dA: {"dZ": dA * (Z > 0)},
        lambda Z, dA: (dA * (Z > 0),),
        lambda Z, dA: iter(dA),
        lambda Z, dA: Winner("right"),
        lambda Z, dA: True,
    ],
)
def test_no_trick_earns_a_point(answer: Any) -> None:
    """Is every one of these judged wrong, without an error and without a warning?"""
    result = judged(RELU, answer)
    assert result.points == 0 and result.status in ("wrong", "crashed") and result.diagnosis is not None


def test_a_word_that_equals_every_word_is_still_the_wrong_word() -> None:
    """Is text compared as text, whatever its class says?"""
    result = judged(SUMMARY, lambda x, least: (np.cumsum(x), Winner("a"), Winner("b"), Winner("c")))
    assert result.points == 1 and result.parts["sums"]


def test_rebinding_numpy_for_a_while_earns_nothing() -> None:
    """Does patching a function that the comparison uses, and putting it back, earn anything?"""
    assert judged(LINEAR, rebinding).points == 0


@pytest.mark.parametrize("answer", [None, "w", (), {}, 1j, np.array(["a"]), np.ones((2, 2)) * np.nan, [[1], [1, 2]]])
def test_a_property_survives_every_answer(answer: Any) -> None:
    """Is a property exercise whose author was careless judged all the same?"""
    assert judged(WEIGHTS, lambda n: answer).status == "wrong"
