"""One array as ``.npy`` bytes, and back, where the bytes may have been forged.

The format is NumPy's (NEP 1, version 1.0). A header must match one strict pattern, so no expression in it is ever
parsed, and the shape that it states must account for every byte that is there, so nothing is allocated for bytes
that are not. (NumPy's own reader parses the header as Python; for small arrays that takes ten times as long.)
"""

from __future__ import annotations

import math
import re
import struct
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

_ALIGNED = 64
_PREFIX = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(
    rb"\{'descr': '([<|])([biufc])(\d{1,2})', 'fortran_order': False, "
    rb"'shape': \(((?:\d{1,18},(?: \d{1,18}(?:, \d{1,18}){0,62})?)?)\), \} *\n"
)
_SIZES = {"b": {1}, "i": {1, 2, 4, 8}, "u": {1, 2, 4, 8}, "f": {2, 4, 8, 16}, "c": {8, 16, 32}}


class NpyError(ValueError):
    """These bytes are not an array of numbers, or this array is not one that can be sent."""


def pack(array: Array) -> bytes:
    """``array`` (any shape; bool, integer, float or complex entries) as ``.npy`` bytes in C order.

    Raises
    ------
    NpyError
        For other kinds of entries: objects, records, text, dates.
    """
    if array.dtype.kind not in _SIZES:
        raise NpyError(f"expected an array of numbers, got an array of {array.dtype}")
    little = np.array(array, dtype=array.dtype.newbyteorder("<"), order="C", subok=False, copy=None)
    header = f"{{'descr': '{little.dtype.str}', 'fortran_order': False, 'shape': {little.shape}, }}"
    start = len(_PREFIX) + 2
    padding = " " * (-(start + len(header) + 1) % _ALIGNED)
    text = f"{header}{padding}\n".encode()
    return b"".join([_PREFIX, struct.pack("<H", len(text)), text, little.tobytes()])


def unpack(data: bytes) -> Array:
    """The array in ``data``, in memory of its own.

    Raises
    ------
    NpyError
        If ``data`` is anything but one whole array of numbers as `pack` writes it, with nothing after it.
    """
    start = len(_PREFIX) + 2
    if len(data) < start or not data.startswith(_PREFIX):
        raise NpyError("expected an array in npy format 1.0, got other bytes")
    (length,) = struct.unpack_from("<H", data, len(_PREFIX))
    header = _HEADER.fullmatch(data[start : start + length])
    if header is None:
        raise NpyError("expected the header of an array of numbers in C order, got something else")
    order, kind, size = header[1].decode(), header[2].decode(), int(header[3])
    if size not in _SIZES[kind] or (order == "|") != (size == 1):
        raise NpyError(f"expected a type of numbers, got {order}{kind}{size}")
    shape = [int(extent) for extent in header[4].split(b",") if extent.strip()]
    there = len(data) - start - length
    if math.prod(shape) * size != there:
        raise NpyError(f"expected {math.prod(shape) * size} bytes of entries, got {there}")
    try:
        array = np.ndarray(shape, f"{order}{kind}{size}", data, start + length).copy()
    except (ValueError, OverflowError, TypeError, MemoryError) as error:
        raise NpyError(f"no array of shape {shape}: {error}") from None
    # a forged bool may hold any byte, and NumPy's arithmetic on such a bool is undefined
    return np.asarray(array.view(np.uint8) != 0) if kind == "b" else array
