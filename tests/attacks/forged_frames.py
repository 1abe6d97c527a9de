"""Frames as no honest worker sends them: valid ones damaged in the ways that matter, and noise."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.worker import frames

LIMIT = 1 << 20
"""The largest frame that the reader is told to take."""
NONCE = "0" * 32
"""The id of the request that a forged reply may know."""
Mutation = Callable[[bytes, np.random.Generator], bytes]
WORDS: tuple[tuple[bytes, bytes], ...] = (
    (b'"a"', b'"d"'),
    (b'"t"', b'"a"'),
    (b'"d"', b'"t"'),
    (b"sizes", b"tree"),
    (b"<f8", b"|O8"),
    (b"<f8", b"<M8"),
    (b"False", b"True"),
    (b"descr", b"shape"),
    (b"()", b"(99999999999,)"),
    (b"{", b"{" * 50),
    (b"null", b"[]"),
    (b'"ok"', b'"timeout"'),
    (b'"ok"', b'"withheld"'),
    (b'"error": ""', b'"error": "\\ud800"'),
    (b"text", b"\xff\xfe"),
    (b"NUMPY\x01", b"NUMPY\x02"),
    (b'{"tree"', b'{"tree": 1, "tree"'),
    (b'"id"', b'"id": {"c": [1, 2]}, "id"'),
)
"""What stands in a header, and what may stand there in its place."""


def forged(rng: np.random.Generator) -> bytes:
    """One frame, damaged up to three times; some are whole, and some were never a frame."""
    data = _valid(rng) if rng.random() < 0.9 else rng.bytes(int(rng.integers(0, 200)))
    for _ in range(int(rng.integers(0, 4))):
        data = MUTATIONS[rng.integers(len(MUTATIONS))](data, rng)
    return data[: 2 * LIMIT]


def _valid(rng: np.random.Generator) -> bytes:
    tree = _tree(rng, 0)
    if rng.random() < 0.5:
        head = {"id": NONCE, "status": "ok", "error": "", "value": tree, "inputs_after": {"x": 1.0}}
        tree = dict(list(head.items())[: int(rng.integers(1, 6))])
    return frames.encode(tree, LIMIT)


def _tree(rng: np.random.Generator, depth: int) -> Any:
    kind = int(rng.integers(9 if depth < 4 else 7))
    leaves = (None, True, int(rng.integers(-9, 9)), float(rng.normal()), "text", 1j, np.nan)
    if kind < 5:
        return leaves[rng.integers(len(leaves))]
    if kind < 7:
        shape = tuple(int(extent) for extent in rng.integers(0, 5, size=int(rng.integers(0, 4))))
        return rng.normal(size=shape).astype(("f8", "f4", "i8", "?", "c16")[rng.integers(5)])
    inner = [_tree(rng, depth + 1) for _ in range(int(rng.integers(0, 4)))]
    return tuple(inner) if kind == 7 else {f"k{place}": value for place, value in enumerate(inner)}


def _flip(data: bytes, rng: np.random.Generator) -> bytes:
    changed = bytearray(data or b"\0")
    changed[rng.integers(len(changed))] ^= 1 << int(rng.integers(8))
    return bytes(changed)


def _splice(data: bytes, rng: np.random.Generator) -> bytes:
    place, gone = int(rng.integers(len(data) + 1)), int(rng.integers(0, 9))
    return data[:place] + rng.bytes(int(rng.integers(0, 9))) + data[place + gone :]


def _cut(data: bytes, rng: np.random.Generator) -> bytes:
    return data[: int(rng.integers(len(data) + 1))]


def _length(data: bytes, rng: np.random.Generator) -> bytes:
    lengths = (0, 1, len(data), frames.MAX_HEADER, frames.MAX_HEADER + 1, LIMIT, 2**31, 2**32 - 1)
    return data[:4] + struct.pack(">I", lengths[rng.integers(len(lengths))]) + data[8:]


def _numbers(data: bytes, rng: np.random.Generator) -> bytes:
    """Puts another number where digits stand: sizes, array numbers, shapes, item sizes."""
    digits = [place for place, byte in enumerate(data[:600]) if chr(byte).isdigit()]
    if not digits:
        return data
    place = digits[rng.integers(len(digits))]
    others = (
        b"-1",
        b"0",
        b"9" * 18,
        b"9" * 400,
        b"1e999",
        b"NaN",
        b"true",
        b"4294967296",
        b"1.5",
        b"0, 999999999999",
    )
    return _reframed(data, place, 1, others[rng.integers(len(others))])


def _words(data: bytes, rng: np.random.Generator) -> bytes:
    """Puts other words into the header's JSON and the arrays' own headers."""
    old, new = WORDS[rng.integers(len(WORDS))]
    place = data.find(old)
    return data if place < 0 else _reframed(data, place, len(old), new)


def _reframed(data: bytes, place: int, length: int, new: bytes) -> bytes:
    """``data`` with bytes replaced, and the header's length put right if they stand in the header."""
    changed = data[:place] + new + data[place + length :]
    if len(data) < 8 or place >= 8 + struct.unpack(">I", data[4:8])[0]:
        return changed
    (size,) = struct.unpack(">I", data[4:8])
    return changed[:4] + struct.pack(">I", (size + len(new) - length) % 2**32) + changed[8:]


def _bomb(data: bytes, rng: np.random.Generator) -> bytes:
    """A small header that wants to be much: nested, wide, or an array without entries and with endless axes."""
    size = int(rng.choice([50, 2000, 200_000], p=[0.7, 0.28, 0.02]))  # the largest take most of the time
    shape = ", ".join(["0", "999999999999"] * int(rng.integers(1, 33)))
    array = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape}), }}\n".encode()
    array = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(array)) + array
    name = json.dumps({"tree": {"a": 0}, "sizes": [len(array)]}).encode()
    headers = (
        b'{"tree": ' + b"[" * size + b"]" * size + b', "sizes": []}',
        b'{"tree": ' + b'{"t":[' * size + b"]}" * size,
        b'{"tree": {"t": [' + b",".join([b'{"t":[]}'] * (size // 9)) + b']}, "sizes": []}',
        b'{"tree": {"d": {'
        + b",".join(b'"%d":{"t":[]}' % n for n in range(size // 14))
        + b'}}, "sizes": []}',
        b'{"tree": null, "sizes": [' + b",".join([b"0"] * size) + b"]}",
        b"[" + b"[]," * (size // 3) + b"[]]",
        name,
    )
    header = headers[rng.integers(len(headers))]
    return frames.MAGIC + struct.pack(">I", len(header)) + header + (array if header is name else b"")


def _twice(data: bytes, rng: np.random.Generator) -> bytes:
    return data + data[int(rng.integers(0, 8)) :]


def _noise(data: bytes, rng: np.random.Generator) -> bytes:
    return frames.MAGIC + struct.pack(">I", int(rng.integers(0, 64))) + rng.bytes(64)


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _flip,
    _splice,
    _cut,
    _length,
    _numbers,
    _numbers,
    _words,
    _words,
    _bomb,
    _twice,
    _noise,
)
