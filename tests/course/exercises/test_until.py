"""Do draws that must fit come to an end?"""

from __future__ import annotations

from itertools import count

import pytest

from course.exercises.until import MOST, until


def test_the_first_that_fits_is_taken() -> None:
    """Is nothing drawn beyond it?"""
    numbers = count()
    assert until(lambda: next(numbers), lambda n: n * n > 50) == 8
    assert next(numbers) == 9


def test_it_ends_where_nothing_fits() -> None:
    """Is a demand that nothing meets an error and not an endless loop?"""
    drawn = count()
    with pytest.raises(RuntimeError, match=f"got {MOST} that do not"):
        until(lambda: next(drawn), lambda n: False)
    assert next(drawn) == MOST
