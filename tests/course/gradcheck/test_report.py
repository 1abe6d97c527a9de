"""Does `check_gradient` say in one sentence what a person needs?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.errors import ShapeError
from course.gradcheck import check_gradient

X = np.array([1.0, -3.0])


def square(x: Any) -> Any:
    return np.sum(x**2)


def test_it_says_that_a_right_gradient_is_right() -> None:
    """Is a right gradient true, and does its sentence count the entries?"""
    report = check_gradient(square, X, 2 * X)
    assert report and repr(report) == "all 2 entries agree with the differences"
    assert "✓" in report._repr_html_()


def test_it_says_where_a_wrong_gradient_is_off() -> None:
    """Are the number of wrong entries, the worst place and both values named?"""
    report = check_gradient(square, X, [2.0, 6.0])
    assert not report
    assert repr(report) == "1 of 2 entries differ; worst at [1]: expected -6, received 6"
    assert repr(check_gradient(square, 2.0, 5.0)).endswith("worst at the number itself: expected 4, received 5")


def test_a_kink_passes_with_either_slope_and_not_with_a_third() -> None:
    """At |x| = 0, are -1, 0 and 1 right, and 2 not?"""
    assert all(check_gradient(np.abs, 0.0, g) for g in (-1.0, 0.0, 1.0))
    assert not check_gradient(np.abs, 0.0, 2.0)


def test_shapes_and_numbers_that_cannot_be_compared() -> None:
    """Is a gradient of another shape an error, and a NaN a sentence?"""
    with pytest.raises(ShapeError, match=r"expected the shape of x, \(2,\), got \(2, 1\)"):
        check_gradient(square, X, np.ones((2, 1)))
    assert "NaN" in repr(check_gradient(square, X, [np.nan, 1.0]))
