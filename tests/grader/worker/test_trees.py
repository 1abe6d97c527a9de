"""Trees as JSON and arrays: what is written is read, and nothing else is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.worker.npy import pack
from grader.worker.trees import MAX_ARRAYS, MAX_DEPTH, MAX_NODES, FrameError, Reader, Writer

ONE = pack(np.zeros(1))


class Loud(str):
    """A string with a mind of its own."""


class Sub(np.ndarray):
    """An array with a mind of its own."""


@pytest.mark.parametrize(
    "value",
    [
        [1, 2],
        {1: 2},
        {"a": object()},
        object(),
        b"bytes",
        {1, 2},
        Loud("x"),
        {Loud("x"): 1},
        np.float64(1.0),
        np.zeros(2).view(Sub),
        np.array([None]),
        "\ud800",
        {"\ud800": 1},
    ],
)
def test_only_plain_data_is_written(value: Any) -> None:
    """Is everything refused that `course.answers.plain` would not give?"""
    with pytest.raises(FrameError):
        Writer(1 << 20).write(value)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {},
        {"t": []} | {"d": {}},
        {"x": 1},
        {"t": {}},
        {"d": []},
        {"c": [1.0]},
        {"c": [1, 2]},
        {"c": ["a", "b"]},
        {"a": "0"},
        {"a": True},
        {"a": -1},
        {"a": 1},
        "\udfff",
        {"d": {"\udfff": 1}},
    ],
)
def test_only_what_is_written_is_read(value: Any) -> None:
    """Does every JSON value that no writer makes give a `FrameError`?"""
    with pytest.raises(FrameError):
        Reader([]).read(value)


def test_an_array_is_read_once() -> None:
    """Is a tree refused that names one array many times, and so is much larger than its bytes?"""
    with pytest.raises(FrameError, match="next"):
        Reader([ONE]).read({"t": [{"a": 0}, {"a": 0}]})


def test_every_array_is_named() -> None:
    """Are arrays refused that stand in no place of the tree?"""
    with pytest.raises(FrameError, match="as many as"):
        Reader([ONE]).read(None)


def test_depth_is_limited() -> None:
    """Does nesting beyond the limit fail on both sides, and at the limit on neither?"""
    plain: Any = 1
    for _ in range(MAX_DEPTH):
        plain = (plain,)
    written = Writer(0).write(plain)
    assert Reader([]).read(written) == plain
    with pytest.raises(FrameError):
        Writer(0).write((plain,))
    with pytest.raises(FrameError):
        Reader([]).read({"t": [written]})


def test_count_is_limited() -> None:
    """Are trees of very many values, or very many arrays, refused on both sides?"""
    many = (0,) * MAX_NODES
    with pytest.raises(FrameError):
        Writer(0).write(many)
    with pytest.raises(FrameError):
        Reader([]).read({"t": list(many)})
    with pytest.raises(FrameError):
        Writer(1 << 20).write((np.zeros(0),) * (MAX_ARRAYS + 1))


def test_bytes_are_counted_before_a_copy() -> None:
    """Is an array refused that claims much more memory than it holds (a broadcast one)?"""
    with pytest.raises(FrameError):
        Writer(1 << 20).write(np.broadcast_to(np.float64(1), (1 << 40,)))
