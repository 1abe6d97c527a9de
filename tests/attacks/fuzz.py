"""Forged frames, read as the judge reads a worker's: by `frames.receive`, and by a whole `Session.call`."""

from __future__ import annotations

import os
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args
from unittest import mock

import numpy as np

from course.grading.calls import CallStatus
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from grader.worker import frames
from tests.attacks.forged_frames import LIMIT, NONCE, forged

CAP = 4 * LIMIT + 32 * frames.MAX_HEADER
"""Bytes that reading one frame may take: its arrays four times over (as they arrive, whole, in the reader's hands,
as an array), and the header's JSON, of which a byte can become 32."""
SECONDS = 5.0
"""For one frame. A frame that is there whole, or cut off, is read in milliseconds."""
EVERY = 8
"""One frame in so many goes through a whole session."""


@dataclass
class Tally:
    """What became of the frames."""

    frames: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    """'read', or the error's name; for a call, 'call: ' and its status."""
    strays: list[str] = field(default_factory=list)
    """Errors from outside the judge's own tree, replies of no known form, reads that took too long."""
    peak: int = 0
    """The most bytes that one read held."""
    slowest: float = 0.0


def fuzz(count: int, seed: int, on_progress: Callable[[int], None] = lambda done: None) -> Tally:
    """Feed ``count`` frames to the judge's reader and say what became of them."""
    rng, tally = np.random.default_rng(seed), Tally()
    descriptor = os.memfd_create("frames")
    traced = tracemalloc.is_tracing()
    tracemalloc.start()
    try:
        while tally.frames < count:
            data = forged(rng)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, data, 0)
            _one(descriptor, data, tally, whole=tally.frames % EVERY == 0)
            tally.frames += 1
            if tally.frames % 1000 == 0:
                on_progress(tally.frames)
    finally:
        os.close(descriptor)
        if not traced:
            tracemalloc.stop()
    return tally


def _one(descriptor: int, data: bytes, tally: Tally, *, whole: bool) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    tracemalloc.reset_peak()
    before, start = tracemalloc.get_traced_memory()[0], time.monotonic()
    try:
        outcome = _call(descriptor) if whole else _read(descriptor)
    except Exception as error:
        outcome = type(error).__name__
        tally.strays.append(f"{error!r:.200} for {data[:200]!r}")
    took = time.monotonic() - start
    tally.slowest = max(tally.slowest, took)
    tally.peak = max(tally.peak, tracemalloc.get_traced_memory()[1] - before)
    tally.outcomes[outcome] += 1
    if took > SECONDS or outcome == "call: timeout":
        tally.strays.append(f"took {took:.1f} s for {data[:200]!r}")


def _read(descriptor: int) -> str:
    try:
        frames.receive(descriptor, time.monotonic() + SECONDS, LIMIT)
    except frames.FrameError as error:
        return type(error).__name__
    return "read"


class _Replies:
    """Stands in for a worker's process: what it sends is whatever lies in a descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.requests, self.replies = os.open(os.devnull, os.O_WRONLY), descriptor
        self.ended = False

    def end(self) -> None:
        self.ended = True

    def end_signal(self) -> int | None:
        return 0


def _call(descriptor: int) -> str:
    process: Any = _Replies(descriptor)
    session = Session(process, Limits(call_seconds=SECONDS, frame_mib=LIMIT >> 20), ())
    try:
        with mock.patch(
            "secrets.token_hex", lambda size: NONCE
        ):  # so that a forged reply can carry the right id
            reply = session.call("f", {"x": 1.0})
    finally:
        os.close(process.requests)
    assert reply.status in get_args(CallStatus) and type(reply.error) is str, f"no reply: {reply}"
    assert reply.status != "ok" or (type(reply.inputs_after) is dict and list(reply.inputs_after) == ["x"])
    return f"call: {reply.status}"
