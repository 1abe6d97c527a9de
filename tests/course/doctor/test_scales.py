"""Is a factor read for what it means, and for no more than the trials bear out?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.doctor.scales import meaning, sizes
from course.exercises.spec import Args

SHAPES = ((5, 3), (4, 6), (2, 3))


def trials(*shapes: tuple[int, int]) -> list[Args]:
    return [{"X": np.zeros(shape), "lam": 0.3} for shape in shapes or SHAPES]


ROWS = np.array([n for n, _ in SHAPES], dtype=float)
COLUMNS = np.array([d for _, d in SHAPES], dtype=float)


@pytest.mark.parametrize(
    "factors, kind, words",
    [
        (-np.ones(3), "sign", "wrong sign"),
        (2 * np.ones(3), "factor-two", "twice"),
        (np.ones(3) / 2, "factor-half", "half"),
        (-2 * np.ones(3), "sign-and-factor", "wrong sign"),
        (1.7 * np.ones(3), "factor", "1.7 times"),
        (ROWS, "missing-mean", "the number of rows of X"),
        (1 / COLUMNS, "mean-twice", "the number of columns of X"),
        (-ROWS, "sign-and-missing-mean", "wrong sign"),
        (-1 / ROWS, "sign-and-mean-twice", "wrong sign"),
        (ROWS / COLUMNS, "wrong-count", "the number of rows of X over the number of columns of X"),
        (-COLUMNS / ROWS, "sign-and-wrong-count", "wrong sign"),
        (2 * ROWS, "factor-and-missing-mean", "a factor 2"),
        (0.5 / ROWS, "factor-and-mean-twice", "a factor 2"),
        (-2 * ROWS, "factor-and-missing-mean", "wrong sign"),
    ],
)
def test_a_factor_is_named(factors: np.ndarray, kind: str, words: str) -> None:
    """Does each factor get its kind, with words that say it?"""
    found = meaning(list(factors), trials())
    assert found is not None and found[0] == kind and words in found[1]


def test_a_two_that_is_also_a_size_is_not_taken_for_either() -> None:
    """With two rows on every trial, is "twice" said and the cause left open?"""
    found = meaning([2.0, 2.0], trials((2, 3), (2, 5)))
    assert found is not None and found[0] == "factor-or-mean" and "twice" in found[1]


def test_a_size_of_one_means_nothing() -> None:
    """With one row on every trial, is a wrong sign only a wrong sign?"""
    assert meaning([-1.0, -1.0], trials((1, 3), (1, 5))) == ("sign", "has the wrong sign")


def test_an_unsteady_factor_means_nothing() -> None:
    """Is a factor that follows no size left without a meaning?"""
    assert meaning([1.3, 2.1, -0.4], trials()) is None
    assert meaning([1.3], trials((4, 3))) is None


@given(st.lists(st.floats(0.11, 0.19), min_size=3, max_size=3, unique=True))
def test_no_size_is_read_into_other_numbers(factors: list[float]) -> None:
    """Is a factor that lies between all that sizes can make never called a mean?"""
    found = meaning(factors, trials((2, 3), (2, 3), (3, 2)))  # these make 1/6 and more, or 1/3 and more
    near = any(abs(factor - 1 / 6) < 1e-3 or abs(factor - 1 / 8) < 1e-3 for factor in factors)
    assert near or found is None or found[0] == "factor"


def test_sizes_have_names_also_inside_a_dict() -> None:
    """Are vectors, matrices and parameters in a dict named as a person would?"""
    found = sizes({"params": {"W": np.zeros((2, 3))}, "y": np.zeros(4), "rule": "margin"})
    assert found == {"the number of rows of W": 2, "the number of columns of W": 3, "the number of entries of y": 4}
