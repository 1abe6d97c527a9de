from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.errors import DtypeError, InputError, LabelError, NotFiniteError, ShapeError
from course.labelled import rows_and_signs, weights

X, Y = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [1, -1, 1]


def test_good_rows_come_back_as_floats_of_their_own() -> None:
    """Are lists and whole numbers taken, and the caller's arrays left alone?"""
    given = np.array(X)
    rows, labels = rows_and_signs(given, Y)
    rows[0, 0] = 99.0
    assert rows.dtype == labels.dtype == np.float64
    assert given[0, 0] == 1.0


@pytest.mark.parametrize(
    ("rows", "labels", "kind"),
    [
        ([1.0, 2.0], Y, ShapeError),
        (np.zeros((0, 2)), [], ShapeError),
        (np.zeros((3, 0)), Y, ShapeError),
        (X, [1, -1], ShapeError),
        (X, [0, 1, 1], LabelError),
        (X, [1, -1, 2], LabelError),
        ([[1.0, np.nan]], [1], NotFiniteError),
        ([[1.0, np.inf]], [1], NotFiniteError),
        ([["a", "b"]], [1], DtypeError),
        ([[1j, 2j]], [1], DtypeError),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(rows: Any, labels: Any, kind: type[InputError]) -> None:
    """Does each kind of bad rows or labels raise its own error, with something to try?"""
    with pytest.raises(kind, match="Try: "):
        rows_and_signs(rows, labels)


def test_weights_must_fit_the_columns() -> None:
    """Is a w of another length refused?"""
    assert weights([1, 2], 2).shape == (2,)
    with pytest.raises(ShapeError, match=r"expected shape \(3,\), got shape \(2,\)"):
        weights([1.0, 2.0], 3)
