"""Is an answer of the wrong form told what was expected and what arrived?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.answers import plain
from course.grading.forms import as_gradient, as_numbers, kind, place, show, split
from course.grading.results import Diagnosis
from tests.course.small import LINEAR, PARAMS, RELU, SUMMARY

ROWS = np.zeros((4, 3))


@pytest.mark.parametrize(
    "value, wanted, problem",
    [
        (np.zeros((4, 3, 1)), ROWS, "extra-axis"),
        (np.zeros((1, 4, 3)), ROWS, "extra-axis"),
        (np.zeros((3, 4)), ROWS, "transposed"),
        (np.zeros((5, 4, 3)), ROWS, "unsummed-axis"),
        (np.zeros(3), ROWS, "summed-too-far"),
        (0.0, ROWS, "summed-too-far"),
        (np.zeros((4, 2)), ROWS, "shape"),
        (np.zeros((3, 1)), np.zeros(3), "extra-axis"),
        (np.zeros((1, 3)), np.zeros(3), "extra-axis"),
        (np.zeros((2, 2)), np.zeros(4), "unsummed-axis"),
        (np.zeros(1), 0.0, "extra-axis"),
        (np.zeros(5), 0.0, "unsummed-axis"),
        (np.full((4, 3), np.nan), ROWS, "not-finite"),
        (np.full((4, 3), np.inf), ROWS, "not-finite"),
        (np.full((4, 3), 1j), ROWS, "form"),
        (ROWS > 0, ROWS, "form"),
        (1j, 0.0, "form"),
        (10**400, 0.0, "form"),
        (True, 0.0, "form"),
        ("0", 0.0, "form"),
        (None, 0.0, "form"),
        ((0.0,), 0.0, "form"),
        ({}, 0.0, "form"),
    ],
)
def test_a_wrong_form_has_a_name(value: Any, wanted: Any, problem: str) -> None:
    """Is each kind of wrong shape or type told apart?"""
    found = as_gradient("dW", value, wanted)
    assert isinstance(found, Diagnosis) and found.kind == problem and found.message.startswith("dW")
    assert found.where.startswith("dW")


@pytest.mark.parametrize("value", [ROWS, ROWS.astype(np.float32), ROWS.astype(np.uint8), ROWS.astype(np.longdouble)])
def test_real_numbers_of_the_right_shape_pass(value: Any) -> None:
    """Do all kinds of real numbers come through as float64?"""
    found = as_gradient("dW", value, ROWS)
    assert isinstance(found, np.ndarray) and found.dtype == np.float64


def test_the_rule_of_gradients_is_said_of_gradients_alone() -> None:
    """Is a value of a wrong shape not called a gradient?"""
    rule = "A gradient has the shape of its variable."
    said = [form("p", np.zeros((4, 2)), ROWS) for form in (as_gradient, as_numbers)]
    assert [isinstance(one, Diagnosis) and rule in one.message for one in said] == [True, False]


def test_a_long_double_beyond_float64_is_not_finite_and_makes_no_noise() -> None:
    """Is a number that only a long double can hold called an infinity, without a warning?"""
    found = as_gradient("db", np.full(2, np.longdouble("1e400")), np.zeros(2))
    assert isinstance(found, Diagnosis) and found.kind == "not-finite"


@pytest.mark.parametrize(
    "exercise, value, said",
    [
        (LINEAR, None, "returned nothing"),
        (LINEAR, (1.0, 2.0), "returned 2 values"),
        (LINEAR, np.zeros((2, 2)), "returned an array of shape (2, 2)"),
        (LINEAR, {"dW": 1.0}, "returned a dict with the keys dW"),
        (LINEAR, 1.0, "returned a number"),
        (PARAMS, (1.0, 2.0), "returned a tuple of 2"),
        (PARAMS, {"W": 1.0}, "missing: b"),
    ],
)
def test_an_answer_that_cannot_be_taken_apart_says_why(exercise: Any, value: Any, said: str) -> None:
    """Does the message hold what was expected and what came?"""
    found = split(exercise, value)
    assert isinstance(found, Diagnosis) and said in found.message


def test_lists_tuples_and_dicts_give_the_same_parts() -> None:
    """Is a list as good as a tuple, also where NumPy melts it into one array, and are extra keys ignored?"""
    assert list(split(LINEAR, plain([ROWS, np.zeros(3), 1.0]))) == ["dW", "db", "dX"]
    melted = split(LINEAR, plain([ROWS, ROWS + 1, ROWS + 2]))
    assert isinstance(melted, dict) and np.array_equal(melted["dX"], ROWS + 2)
    truths = split(SUMMARY, plain([True, False, True, True]))
    assert isinstance(truths, dict) and all(type(value) is bool for value in truths.values())
    assert split(PARAMS, {"b": 2.0, "W": 1.0, "loss": 3.0}) == {"W": 1.0, "b": 2.0}
    assert split(RELU, 1.0) == {"dZ": 1.0}


@pytest.mark.parametrize("value", [0.1, 12345678, 10**400, -(10**5000), 1j, True, "x" * 10_000, None, (1,), {"a": 1},
                                   np.zeros((50, 50)), np.array(1.5), np.nan, [object()]], ids=kind)  # fmt: skip
def test_everything_can_be_shown_in_a_few_words(value: Any) -> None:
    """Is there a short word for every value, numbers too large to print among them?"""
    assert 0 < len(show(value)) < 800 and 0 < len(kind(value)) < 80


def test_places_read_like_numpy() -> None:
    """Is an entry named as one would index it?"""
    assert place("dW", (2, 0)) == "dW[2, 0]" and place("db", ()) == "db"
