"""Frames: how judge and worker talk. A frame is one tree of plain data, its size known before it is read.

    magic b"CRF1" | length of the header, 4 bytes, big-endian | header, JSON | arrays, .npy, one after the other

The header is ``{"tree": …, "sizes": […]}`` (`trees`); sizes are the arrays' lengths in bytes. Nothing that is read
is evaluated or unpickled, and no more is kept than has arrived and the limit allows.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from typing import Any

from .trees import MAX_ARRAYS, FrameError, Reader, Writer

__all__ = ["FrameClosedError", "FrameError", "FrameTimeoutError", "encode", "receive", "send"]

MAGIC = b"CRF1"
MAX_BYTES = 64 << 20
MAX_HEADER = 1 << 20
_START = 8
_CHUNK = 1 << 20


class FrameClosedError(FrameError):
    """The other side has closed its end, before or within a frame."""


class FrameTimeoutError(FrameError):
    """The deadline passed before the frame was whole."""


def encode(tree: Any, limit: int = MAX_BYTES) -> bytes:
    """``tree`` as one frame of at most ``limit`` bytes.

    Raises
    ------
    FrameError
        If it holds anything that is not plain data (`course.answers.plain`), or too much of it.
    """
    writer = Writer(limit)
    nodes = writer.write(tree)
    try:
        header = json.dumps({"tree": nodes, "sizes": [len(array) for array in writer.arrays]}).encode()
    except ValueError as error:  # an integer with thousands of digits
        raise FrameError(f"expected plain data, got: {error}") from None
    if len(header) > MAX_HEADER:
        raise FrameError(f"expected at most {MAX_HEADER} bytes outside arrays, got {len(header)}. Try: an array")
    frame = b"".join([MAGIC, struct.pack(">I", len(header)), header, *writer.arrays])
    if len(frame) > limit:
        raise FrameError(f"expected at most {limit} bytes in all, got {len(frame)}")
    return frame


def receive(descriptor: int, deadline: float | None = None, limit: int = MAX_BYTES) -> Any:
    """Read one frame from ``descriptor`` and return its tree.

    ``deadline`` is a value of `time.monotonic` in seconds; None waits for ever.

    Raises
    ------
    FrameTimeoutError
        If the frame is not whole by then, however many bytes arrived.
    FrameClosedError
        If the other side closes first.
    FrameError
        If what arrives is no frame.
    """
    start = _exactly(descriptor, _START, deadline)
    header = _exactly(descriptor, _header_length(start, limit), deadline)
    nodes, sizes = _header(header, limit - _START - len(header))
    return Reader([_exactly(descriptor, size, deadline) for size in sizes]).read(nodes)


def send(descriptor: int, frame: bytes, deadline: float | None = None) -> None:
    """Write a frame that `encode` made. With a deadline, ``descriptor`` must be a non-blocking one.

    Raises
    ------
    FrameTimeoutError
        If the other side has not taken all of it by then.
    FrameClosedError
        If the other side no longer reads.
    """
    rest = memoryview(frame)
    while rest:
        _wait(descriptor, select.POLLOUT, deadline)
        try:
            rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as error:
            raise FrameClosedError(f"the other side no longer reads: {error.strerror}") from None


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = None if deadline is None else (deadline - time.monotonic()) * 1000
    if (left is not None and left <= 0) or not poll.poll(left):
        raise FrameTimeoutError("the time was over before the frame was whole")


def _exactly(descriptor: int, size: int, deadline: float | None) -> bytes:
    data = bytearray()
    while len(data) < size:  # grows with what arrives, never ahead of it
        _wait(descriptor, select.POLLIN, deadline)
        try:
            chunk = os.read(descriptor, min(size - len(data), _CHUNK))
        except BlockingIOError:
            continue
        if not chunk:
            raise FrameClosedError(f"the other side closed after {len(data)} of {size} bytes")
        data += chunk
    return bytes(data)


def _header_length(start: bytes, limit: int) -> int:
    (length,) = struct.unpack(">I", start[4:])
    most = min(MAX_HEADER, limit - _START)
    if start[:4] != MAGIC:
        raise FrameError(f"expected a frame, got bytes that begin with {start[:4]!r}")
    if length > most:
        raise FrameError(f"expected a header of at most {most} bytes, got {length}")
    return int(length)


def _header(data: bytes, room: int) -> tuple[Any, list[int]]:
    try:
        header = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise FrameError(f"expected a header in JSON, got {type(error).__name__}") from None
    if type(header) is not dict or header.keys() != {"tree", "sizes"} or type(header["sizes"]) is not list:
        raise FrameError("expected a header with a tree and sizes, got another one")
    sizes = header["sizes"]
    if len(sizes) > MAX_ARRAYS or any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) > room:
        raise FrameError(f"expected at most {MAX_ARRAYS} arrays in {room} bytes, got others")
    return header["tree"], sizes
