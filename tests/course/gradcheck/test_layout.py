"""Are arrays and dicts of arrays taken apart and put together again, and is every entry's place named?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.gradcheck.layout import layout

SHAPES = st.lists(st.integers(0, 4), max_size=3).map(tuple)


@given(shapes=st.dictionaries(st.text(min_size=1, max_size=3), SHAPES, min_size=1, max_size=4), k=st.integers(1, 3))
def test_there_and_back(shapes: dict[str, tuple[int, ...]], k: int) -> None:
    """For any names and shapes, does unpacking undo packing, for one vector and for a stack of them?"""
    rng = np.random.default_rng(0)
    x = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    form = layout({name: np.asarray(value) for name, value in x.items()})
    vector = form.vector(x)
    assert vector.shape == (form.size,)
    back = form.unpack(vector)
    assert list(back) == list(x) and all(np.array_equal(back[name], x[name]) for name in x)
    stack = form.unpack(np.stack([vector + i for i in range(k)]))
    for name, value in x.items():
        assert stack[name].shape == (k, *np.shape(value)) and np.array_equal(stack[name][-1], value + (k - 1))


@given(shapes=st.lists(SHAPES, min_size=1, max_size=3))
def test_each_place_leads_to_its_entry(shapes: list[tuple[int, ...]]) -> None:
    """Does the place that is named for an entry hold that entry?"""
    x = {f"W{i}": np.asarray(np.random.default_rng(i).normal(size=shape)) for i, shape in enumerate(shapes)}
    form = layout(x)
    for entry, value in enumerate(form.vector(x)):
        assert eval(form.place(entry), {}, dict(x)) == value


def test_a_single_array_and_a_number() -> None:
    """Does an array keep its shape, a number become a scalar, and do their places have no name?"""
    assert layout(np.ones((2, 3))).unpack(np.arange(6.0)).shape == (2, 3)
    assert isinstance(layout(2.0).unpack(np.array([2.0])), float)
    assert layout(np.ones((2, 3))).place(4) == "[1, 1]" and layout(2.0).place(0) == "the number itself"
    with pytest.raises(IndexError):
        layout(2.0).place(1)


@pytest.mark.parametrize(
    "gradient, error, words",
    [
        ({"W": np.ones((2, 3))}, InputError, "a dict with the names W, b"),
        ({"W": np.ones((2, 3)), "b": np.ones(3), "c": 1.0}, InputError, "a dict with the names W, b"),
        (np.ones(9), InputError, "got ndarray"),
        ({"W": np.ones((3, 2)), "b": np.ones(3)}, ShapeError, r"gradient of W: expected the shape of W, \(2, 3\)"),
        ({"W": np.ones((2, 3)), "b": 1.0}, ShapeError, r"gradient of b: .* got \(\)"),
        ({"W": np.ones((2, 3)) * 1j, "b": np.ones(3)}, DtypeError, "real numbers, got complex128"),
        ({"W": np.ones((2, 3)), "b": ["a", "b", "c"]}, DtypeError, "real numbers"),
    ],
)
def test_gradients_of_another_form_are_refused(gradient: Any, error: type[Exception], words: str) -> None:
    """Are missing names, other shapes and what is no number refused by name?"""
    with pytest.raises(error, match=words):
        layout({"W": np.ones((2, 3)), "b": np.ones(3)}).gradient(gradient)


def test_parameters_that_cannot_be_varied_are_refused() -> None:
    """Are float32 and NaN refused in a dict as they are in an array?"""
    with pytest.raises(DtypeError):
        layout({"W": np.ones(2, np.float32)})
    with pytest.raises(NotFiniteError):
        layout({"W": np.array([np.nan])})


@pytest.mark.parametrize(
    "x, got", [({}, r"\(none\)"), ({1: np.ones(2)}, "1"), ({"a": 1.0, ("b",): 2.0}, "'a', .'b',")]
)
def test_names_that_no_place_could_be_called_by_are_refused(x: Any, got: str) -> None:
    """Are a dict of nothing, and names that are no text, an error that says so?"""
    with pytest.raises(InputError, match=f"from names, one at least, to arrays, got the names {got}"):
        layout(x)
