"""Arrays as bytes: what is packed comes back, and forged bytes give an error and no memory."""

from __future__ import annotations

import contextlib
import io
import pickle
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.worker.npy import NpyError, pack, unpack

NUMBERS = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
)


def forged(header: bytes, body: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    return b"\x93NUMPY" + version + struct.pack("<H", len(header)) + header + body


def header(descr: str = "'<f8'", order: str = "False", shape: str = "(2,)") -> bytes:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n".encode()


@given(hnp.arrays(NUMBERS, hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4)))
def test_round_trip(array: np.ndarray) -> None:
    """Does every array of numbers come back with its values, NaN included, its shape and its type?"""
    back = unpack(pack(array))
    assert back.dtype == array.dtype.newbyteorder("<")
    assert back.shape == array.shape
    np.testing.assert_array_equal(back, array)


def test_numpy_reads_what_is_packed() -> None:
    """Are the bytes the standard format, which `numpy.load` reads too?"""
    array = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(np.load(io.BytesIO(pack(array)), allow_pickle=False), array)


@pytest.mark.parametrize("array", [np.asfortranarray(np.arange(6.0).reshape(2, 3)), np.arange(9)[::-2]])
def test_layout_does_not_matter(array: np.ndarray) -> None:
    """Do arrays in column order, and strided ones, keep their values?"""
    np.testing.assert_array_equal(unpack(pack(array)), array)


@pytest.mark.parametrize(
    "array",
    [
        np.array([object()]),
        np.array(["text"]),
        np.array([b"bytes"]),
        np.zeros(2, "datetime64[s]"),
        np.zeros(2, [("a", "f8")]),
        np.zeros(2, "V3"),
    ],
)
def test_only_numbers_are_packed(array: np.ndarray) -> None:
    """Are arrays of other things refused when they are sent?"""
    with pytest.raises(NpyError, match="array of numbers"):
        pack(array)


FORGERIES = {
    "empty": b"",
    "no npy": b"PK\x03\x04" + b"\0" * 60,
    "a pickle": pickle.dumps([1, 2, 3]),
    "version 2": forged(header(), b"\0" * 16, version=b"\x02\x00"),
    "header cut": forged(header())[:20],
    "objects": forged(header("'|O'"), pickle.dumps([1, 2])),
    "records": forged(header("[('a', '<f8')]"), b"\0" * 16),
    "void": forged(header("'|V8'"), b"\0" * 16),
    "text": forged(header("'<U2'"), b"\0" * 16),
    "dates": forged(header("'<M8[s]'"), b"\0" * 16),
    "no such size": forged(header("'<f3'"), b"\0" * 6),
    "size zero": forged(header("'<f0'"), b""),
    "order of bytes unclear": forged(header("'|f8'"), b"\0" * 16),
    "column order": forged(header(order="True"), b"\0" * 16),
    "negative": forged(header(shape="(-1,)"), b"\0" * 16),
    "short": forged(header(), b"\0" * 15),
    "junk after": forged(header(), b"\0" * 17),
    "far too large": forged(header(shape="(999999999999999999,)"), b"\0" * 16),
    "product wraps round": forged(header(shape="(4294967296, 4294967296)"), b""),
    "impossible and empty": forged(header(shape="(999999999999999999, 999999999999999999, 0)"), b""),
    "code": forged(header(shape="(__import__('os').getpid(),)"), b"\0" * 16),
    "deep": forged(b"(" * 5000 + b")" * 5000, b""),
}


@pytest.mark.parametrize("data", FORGERIES.values(), ids=FORGERIES.keys())
def test_forged_bytes(data: bytes) -> None:
    """Does every forgery give an `NpyError`, and is no memory taken for what is not there?"""
    tracemalloc.start()
    try:
        with pytest.raises(NpyError):
            unpack(data)
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=200), st.integers(0, 90), st.binary(min_size=1, max_size=4))
def test_any_bytes(noise: bytes, where: int, patch: bytes) -> None:
    """Do random bytes, and a valid array with some bytes changed, give an array or an `NpyError`, nothing else?"""
    good = pack(np.arange(4.0))
    for data in (noise, good[:where] + patch + good[where + len(patch) :]):
        with contextlib.suppress(NpyError):
            assert unpack(data).dtype.kind in "biufc"


def test_forged_bool() -> None:
    """Is a bool that is neither 0 nor 1 made a proper one?"""
    array = unpack(forged(header("'|b1'", shape="(3,)"), b"\x00\x01\xff"))
    assert array.tobytes() == b"\x00\x01\x01"
