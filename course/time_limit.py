"""A limit on the time of a block of Python, so that a loop without an end costs a card and not the evening."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType

AT_ONCE = 1e-6
"""Seconds: the shortest time that a timer takes; 0 would switch it off."""


class TooLongError(KeyboardInterrupt):
    """The block ran out of time. No ``except Exception`` of a student's function swallows it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` in the block after ``seconds``; an interrupt from the keyboard goes through as ever.

    It works in the main thread of a Unix process, where notebooks run their cells. Elsewhere there is no limit,
    and none inside a call of C code that never returns to Python. Of two limits, one within the other, each holds;
    the inner block ends where either runs out.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    start = monotonic()
    left, every = signal.getitimer(signal.ITIMER_REAL)  # an outer limit's, or that of whoever runs this process
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, left or seconds))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (monotonic() - start), AT_ONCE), every)


def _out_of_time(number: int, frame: FrameType | None) -> None:
    raise TooLongError
