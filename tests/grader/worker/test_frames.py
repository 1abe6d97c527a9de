"""Frames on bytes and on pipes: round trips, forgeries, deadlines."""

from __future__ import annotations

import contextlib
import json
import os
import struct
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course.answers import plain
from grader.worker.frames import (
    MAX_BYTES,
    MAX_HEADER,
    FrameClosedError,
    FrameError,
    FrameTimeoutError,
    encode,
    receive,
    send,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    TEXT,
    hnp.arrays(st.sampled_from(["f8", "f4", "i8", "?", "c16"]), hnp.array_shapes(min_dims=0, min_side=0)),
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4).map(tuple), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


def same(one: Any, other: Any) -> bool:
    """Equal in value and in type, NaN equal to NaN, -0.0 unequal to 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return repr(one) == repr(other)


def framed(header: Any, body: bytes = b"", magic: bytes = b"CRF1") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return magic + struct.pack(">I", len(text)) + text + body


def decode(frame: bytes, limit: int = MAX_BYTES) -> Any:
    """What is received from a stream that holds these bytes and then ends."""
    stream = os.memfd_create("frame")
    try:
        assert os.write(stream, frame) == len(frame)
        os.lseek(stream, 0, os.SEEK_SET)
        return receive(stream, limit=limit)
    finally:
        os.close(stream)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe whose ends do not block: (where to read, where to write)."""
    ends = os.pipe()
    for end in ends:
        os.set_blocking(end, False)
    yield ends
    for end in ends:
        os.close(end)


def soon() -> float:
    return time.monotonic() + 0.05


@given(TREES)
def test_round_trip(tree: Any) -> None:
    """Does every tree of plain data come back the same, types, signs of zero, NaN and order included?"""
    assert same(decode(encode(tree)), tree)


def test_what_plain_gives_can_be_sent() -> None:
    """Can everything that `course.answers.plain` returns travel?"""
    tree = plain({"W": np.eye(2, dtype="f4"), "l": [1, 2], "r": [[1], [1, 2]], "s": np.int8(3), "t": (None, 1j)})
    assert same(decode(encode(tree)), tree)


FORGERIES = {
    "empty": b"",
    "short": b"CRF1\0\0",
    "magic": framed({"tree": None, "sizes": []}, magic=b"CRF2"),
    "oversized header": b"CRF1" + struct.pack(">I", MAX_HEADER + 1) + b" " * (MAX_HEADER + 1),
    "header cut": b"CRF1" + struct.pack(">I", 400) + b"{}",
    "no JSON": framed(b"\x80\x04]."),
    "no UTF-8": framed(b'"\xff"'),
    "deep JSON": framed(b"[" * 100_000),
    "huge number": framed(b'{"tree": ' + b"9" * 5000 + b', "sizes": []}'),
    "no object": framed([1]),
    "keys": framed({"tree": None}),
    "more keys": framed({"tree": None, "sizes": [], "then": 1}),
    "sizes negative": framed({"tree": {"a": 0}, "sizes": [-1]}),
    "sizes no numbers": framed({"tree": {"a": 0}, "sizes": [True]}),
    "sizes too large": framed({"tree": {"a": 0}, "sizes": [1 << 62]}),
    "too many sizes": framed({"tree": None, "sizes": [0] * 20_000}),
    "array missing": framed({"tree": {"a": 0}, "sizes": [128]}),
    "array forged": framed({"tree": {"a": 0}, "sizes": [4]}, b"abcd"),
}


@pytest.mark.parametrize("frame", FORGERIES.values(), ids=FORGERIES.keys())
def test_forged_frames(frame: bytes) -> None:
    """Does every forged frame give a `FrameError`?"""
    with pytest.raises(FrameError):
        decode(frame)


@given(TREES, st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_damaged_frames(tree: Any, where: int, patch: bytes) -> None:
    """Does a frame with some bytes changed give a tree or a `FrameError`, and nothing else?"""
    frame = encode(tree)
    with contextlib.suppress(FrameError):
        decode(frame[:where] + patch + frame[where + len(patch) :])


def test_the_limit_holds_on_both_sides() -> None:
    """Is a frame beyond the limit refused when it is made, and when it arrives?"""
    tree = np.zeros(1000)
    frame = encode(tree)
    assert same(decode(encode(tree, len(frame)), len(frame)), tree)
    with pytest.raises(FrameError):
        encode(tree, len(frame) - 1)
    with pytest.raises(FrameError):
        decode(frame, len(frame) - 1)


@pytest.mark.parametrize("tree", ["x" * (MAX_HEADER + 1), 10**5000, [1]], ids=["text", "integer", "list"])
def test_what_cannot_be_encoded(tree: Any) -> None:
    """Are a very long text, an integer of thousands of digits and a list refused with a `FrameError`?"""
    with pytest.raises(FrameError):
        encode(tree)


def test_frames_follow_each_other_on_a_pipe(pipe: tuple[int, int]) -> None:
    """Does a read take one frame and leave the next?"""
    read, write = pipe
    send(write, encode({"n": 1}) + encode(np.arange(3)), soon())
    assert receive(read, soon()) == {"n": 1}
    assert receive(read, soon()).tolist() == [0, 1, 2]


def test_more_than_a_pipe_holds(pipe: tuple[int, int]) -> None:
    """Does a frame of several megabytes pass, the two sides taking turns?"""
    read, write = pipe
    tree = np.arange(1 << 19)
    writer = threading.Thread(target=send, args=(write, encode(tree), time.monotonic() + 20))
    writer.start()
    back = receive(read, time.monotonic() + 20)
    writer.join()
    np.testing.assert_array_equal(back, tree)


@pytest.mark.parametrize("size", [0, 3, 8, 20, -1])
def test_a_frame_that_never_ends(pipe: tuple[int, int], size: int) -> None:
    """Does the deadline hold wherever the stream stops short?"""
    read, write = pipe
    os.write(write, encode({"a": np.zeros(3)})[:size])
    with pytest.raises(FrameTimeoutError):
        receive(read, soon())


def test_a_frame_that_nobody_takes(pipe: tuple[int, int]) -> None:
    """Does a write to a side that does not read end at its deadline?"""
    with pytest.raises(FrameTimeoutError):
        send(pipe[1], encode(np.zeros(1 << 18)), soon())


@pytest.mark.parametrize("size", [0, 5, 30])
def test_a_side_that_closes(size: int) -> None:
    """Is the end of the stream told from a timeout, whether it comes before a frame or within?"""
    read, write = os.pipe()
    os.write(write, encode({"a": np.zeros(3)})[:size])
    os.close(write)
    with pytest.raises(FrameClosedError):
        receive(read, soon())
    os.close(read)


def test_an_endless_stream(pipe: tuple[int, int]) -> None:
    """Is a flood of bytes refused after its first eight?"""
    read, write = pipe
    os.write(write, b"\0" * 4096)
    with pytest.raises(FrameError, match="begin with"):
        receive(read, soon())
    assert len(os.read(read, 8192)) == 4096 - 8
