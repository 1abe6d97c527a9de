"""A limit on the time of a block of Python, so that a loop without an end costs a card and not the evening."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLongError(KeyboardInterrupt):
    """The block ran out of time. No ``except Exception`` of a student's function swallows it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` in the block after ``seconds``; an interrupt from the keyboard goes through as ever.

    It works in the main thread of a Unix process, where notebooks run their cells. Elsewhere there is no limit,
    and none inside a call of C code that never returns to Python.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise TooLongError
