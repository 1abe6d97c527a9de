"""Sessions in slots that are kept warm: each thread keeps its last one, for the next session on the same view."""

from __future__ import annotations

import atexit
import threading
from multiprocessing.util import Finalize
from pathlib import Path

from grader.errors import WorkerStartError
from grader.sandbox import bwrap
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session, begin
from grader.sandbox.slot import Kind, Slot


class _Kept(threading.local):
    """One a thread, for a sandbox dies with the thread that made it."""

    slot: Slot | None = None
    fits: tuple[Path, Kind, Limits] | None = None
    watched = False


_kept = _Kept()


def open_warm(view: Path, *, sandbox: Kind, limits: Limits) -> Session:
    """As `grader.sandbox.session.open_session`, in a slot that outlives the session.

    A thread has one such session at a time: close it before the next one is opened. Sessions see nothing of each
    other. `cool` ends the slot; so does the end of the thread.
    """
    fits = (view, sandbox, limits)
    if _kept.slot is not None and _kept.fits == fits and not _kept.slot.closed:
        try:
            return begin(_kept.slot, limits)
        except WorkerStartError:  # the slot was lost since; a new one tells whether anything is wrong here
            pass
    cool()
    if sandbox == "bwrap":
        bwrap.require()
    if not _kept.watched:
        _kept.watched = True
        atexit.register(cool)
        Finalize(None, cool, exitpriority=10)  # processes of multiprocessing end without atexit
    _kept.slot, _kept.fits = Slot(view, sandbox, limits, preload=True), fits
    return begin(_kept.slot, limits)


def cool() -> None:
    """End this thread's slot, if it has one."""
    if _kept.slot is not None:
        _kept.slot.close()
        _kept.slot = None
