"""What becomes of the things that a student's function returns?"""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.answers import MAX_DEPTH, MAX_ENTRIES, MAX_ITEMS, plain
from course.errors import AnswerError

NUMBERS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(max_size=5))
ARRAYS = hnp.arrays(
    st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, np.complex128]),
    hnp.array_shapes(min_dims=0, max_side=3, min_side=0),
)
ANSWERS = st.recursive(
    NUMBERS | ARRAYS,
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(answer=ANSWERS)
def test_plain_data_stays_what_it_is_and_shares_nothing(answer: Any) -> None:
    """Is plain data kept, value, type and shape, in memory of its own, and is plain idempotent?"""
    once = plain(answer)
    assert repr(plain(once)) == repr(once)
    for copy, original in zip(leaves(once), leaves(answer), strict=True):
        assert type(copy) is type(original)
        if isinstance(copy, np.ndarray):
            assert np.array_equal(copy, original, equal_nan=copy.dtype.kind in "fc")
            assert copy.dtype == original.dtype and copy.flags.owndata and not np.shares_memory(copy, original)


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, tuple):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


@pytest.mark.parametrize(
    "value, wanted",
    [
        (np.float64(0.5), 0.5), (np.float32(0.5), 0.5), (np.longdouble(0.5), 0.5), (np.int8(3), 3),
        (np.bool_(True), True), (np.complex64(1j), 1j), (np.clongdouble(1j), 1j), (np.str_("a"), "a"),
    ],
)  # fmt: skip
def test_numpy_numbers_become_python_numbers(value: Any, wanted: Any) -> None:
    """Is each kind of NumPy number turned into Python's own, long doubles too?"""
    assert plain(value) == wanted and type(plain(value)) is type(wanted)


def test_lists_of_numbers_become_arrays_and_other_lists_tuples() -> None:
    """Does a list of numbers become an array, a ragged list or one of texts a tuple?"""
    assert plain([[1, 2], [3, 4]]).shape == (2, 2)
    assert plain([]).shape == (0,)
    ragged = plain([np.ones(2), np.ones((2, 3))])
    assert isinstance(ragged, tuple) and [item.shape for item in ragged] == [(2,), (2, 3)]
    assert plain(["a", 1.0]) == ("a", 1.0)
    assert plain([None, 1]) == (None, 1)


def test_odd_arrays_become_ordinary_ones() -> None:
    """Do views, Fortran order, other byte orders, matrices and masked arrays become plain arrays?"""
    base = np.arange(6.0).reshape(2, 3)
    for odd in (base.T, np.asfortranarray(base), base.astype(">f8"), np.ma.masked_array(base), base[:, ::2]):
        copy = plain(odd)
        assert type(copy) is np.ndarray and copy.flags.c_contiguous and copy.dtype == np.dtype("float64")
        assert np.array_equal(copy, np.asarray(odd))


class Liar(np.ndarray):
    """An array that agrees with everything, and has its own word on what it is."""

    dtype = np.dtype("float64")  # type: ignore[assignment]
    size = 1  # type: ignore[assignment]
    __hash__ = None  # type: ignore[assignment]

    def __array_function__(self, *args: Any, **kwargs: Any) -> Any:
        return True

    def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
        return np.zeros(1)

    def __eq__(self, other: object) -> Any:
        return True


def test_a_subclass_that_lies_is_asked_nothing() -> None:
    """Do an array subclass's own methods and attributes stay out of what comes through?"""
    liar = np.arange(3.0).view(Liar)
    assert type(plain(liar)) is np.ndarray and plain(liar).tolist() == [0.0, 1.0, 2.0]
    assert plain([liar, liar]).tolist() == [[0.0, 1.0, 2.0]] * 2
    with pytest.raises(AnswerError, match="an array of object"):
        plain(np.array([None], dtype=object).view(Liar))


class Word(str):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__

    def __str__(self) -> str:
        return "classic"


class Endless(tuple[Any, ...]):
    def __iter__(self) -> Any:
        while True:
            yield 0.0


class Other(dict[str, Any]):
    def items(self) -> Any:
        return [("dW", "another value")]


def test_subclasses_of_text_numbers_and_containers_lose_their_own_mind() -> None:
    """Do subclasses of str, tuple and dict come out as what they hold, in the base class?"""
    word = plain(Word("wrong"))
    assert type(word) is str and word != "classic"
    assert plain(Endless((1.0, 2.0))) == (1.0, 2.0)
    assert plain(Other(dW=1.0)) == {"dW": 1.0}
    assert type(next(iter(plain({Word("k"): 1})))) is str
    assert plain(namedtuple("Grads", "dW db")(1.0, 2.0)) == (1.0, 2.0)
    assert type(plain(OrderedDict(a=1))) is dict


class Flag(float):
    def __float__(self) -> float:
        return 0.0


def test_a_number_with_its_own_conversion_is_taken_at_its_value() -> None:
    """Is a float subclass taken as the number it is?"""
    assert plain(Flag(2.0)) == 2.0 and type(plain(Flag(2.0))) is float


DEEP: Any = 1.0
for _ in range(MAX_DEPTH + 1):
    DEEP = (DEEP,)


@pytest.mark.parametrize(
    "value",
    [
        np.array([None]), np.array(["a"]), np.array(["2026-01-01"], "M8[D]"), np.datetime64("2026-01-01"),
        np.void(b"ab"), object(), (x for x in ()), len, {1: 2.0}, {1.0, 2.0}, DEEP, b"bytes", range(3),
        (0.0,) * (MAX_ITEMS + 1), [0.0] * (MAX_ITEMS + 1), np.broadcast_to(1.0, (MAX_ENTRIES + 1,)),
        np.broadcast_to(1.0, (10**5, 10**9)),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(value: Any) -> None:
    """Is what cannot be compared, or would fill the memory, an AnswerError and nothing else?"""
    with pytest.raises(AnswerError, match=r"^expected "):
        plain(value)
