"""Are inputs told apart at which a right answer in float32 keeps its digits?"""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.single import keeps_digits


def product(W: Any, X: Any, dZ: Any) -> dict[str, Any]:
    return {"dW": dZ.T @ X}


def test_numbers_of_order_one_keep_them() -> None:
    """Does a plain product pass, and does a name or a whole number among the arguments do no harm?"""
    rng = np.random.default_rng(0)
    W, X, dZ = (rng.uniform(0.5, 2.0, shape) for shape in ((4, 2), (3, 2), (3, 4)))
    assert keeps_digits(product, {"W": W, "X": X, "dZ": dZ})
    scaled = {"params": {"W": W}, "times": 3, "rule": "margin"}
    assert keeps_digits(lambda params, times, rule: {"dW": times * params["W"]}, scaled)


def test_what_cancels_does_not() -> None:
    """Is a small difference of large numbers refused, in float32 throughout and in float64 after a float32 input?"""
    x = np.array([1000.1, 1000.2])
    assert not keeps_digits(lambda x: {"dx": x - x[::-1]}, {"x": x})
    assert not keeps_digits(lambda x: {"dx": np.float64(1.0) * (x - x[::-1])}, {"x": x})
    assert keeps_digits(lambda x: {"dx": x + x[::-1]}, {"x": x})


def test_one_part_is_enough_to_refuse() -> None:
    """Is a single number that cancels seen beside an array that does not?"""
    x = np.array([1000.1, 1000.2])
    assert not keeps_digits(lambda x: {"dx": x, "db": float(x[1] - x[0])}, {"x": x})


def test_what_leaves_the_range_of_float32_is_refused_in_silence() -> None:
    """Is an infinity or a NaN in float32 a plain no, without a warning that a lesson would show?"""
    x = np.array([1e30, 2e30])
    assert not keeps_digits(lambda x: {"dx": x * x}, {"x": x})
    assert not keeps_digits(lambda x: {"dx": x * x - x * x}, {"x": x})
