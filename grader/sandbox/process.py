"""The process of one session: started with two pipes and nothing else, and ended without remains."""

from __future__ import annotations

import contextlib
import os
from dataclasses import asdict

from grader.sandbox import bwrap, scratch
from grader.sandbox.limits import Limits
from grader.sandbox.slot import PATIENCE, Slot, drain
from grader.worker import control


class Process:
    """A session's process in ``slot``. It is written to at ``requests`` and read at ``replies``; neither blocks.

    A slot has one at a time. ``alone`` closes the slot with it, as happens anyway where the slot takes no other.
    """

    def __init__(self, slot: Slot, limits: Limits, *, alone: bool) -> None:
        self._slot = slot
        self._alone = alone or not slot.reusable
        self._scratch = scratch.make() if slot.kind == "none" else None
        home = str(self._scratch) if self._scratch else bwrap.SCRATCH
        theirs, self.requests = os.pipe()
        self.replies, told = os.pipe()
        for descriptor in (self.requests, self.replies):
            os.set_blocking(descriptor, False)
        self._ended = False
        try:
            slot.ask({"op": "start", "home": home, "limits": asdict(limits)}, (theirs, told))
        except BaseException:
            self.end()
            raise
        finally:
            control.close((theirs, told))

    @property
    def ended(self) -> bool:
        """Whether `end` was called."""
        return self._ended

    def last_words(self) -> str:
        """What was said on stderr before the session took that away; at most 2000 characters."""
        return self._slot.last_words()

    def end_signal(self) -> int | None:
        """Wait for a process that seems to have died; the signal that ended it, 0 if none, None if it lives."""
        number = self._tell("wait")
        return number if type(number) is int else None

    def end(self) -> None:
        """Kill it and all that it started, and wait until none of it is left."""
        if self._ended:
            return
        self._ended = True
        if self._tell("end") != "gone" or self._alone:
            self._slot.close()
        # Whatever the keeper says: every process of the session holds the pipe that replies come by.
        drain(self.replies)
        control.close((self.requests, self.replies))
        if self._scratch:
            scratch.remove(self._scratch)

    def _tell(self, word: str) -> object:
        """The answer to ``word``; None if there is none."""
        with contextlib.suppress(control.ControlError):
            self._slot.ask({"op": word})
            return self._slot.hear(PATIENCE).get("ended")
        return None
