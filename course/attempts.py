"""How often a student has tried: different wrong answers to each exercise, in this process and nowhere else.

Two answers are the same attempt if they return the same on the inputs of the check. So running a cell again opens
no hint, and neither does renaming a variable. Nothing is written to disk, and no point hangs on it.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np

from course.exercises.spec import Args
from course.grading.calls import Caller, Reply

ADDRESS = re.compile(r"0x[0-9a-fA-F]+")
"""In the text of an exception it differs from run to run."""
DIGITS = 2.0**30
"""Numbers are told apart by nine digits: the last ones may differ between two runs of one answer."""


class Attempts:
    """The different wrong answers to each exercise so far."""

    def __init__(self) -> None:
        self._seen: dict[str, set[str]] = {}

    def count(self, exercise_id: str, fingerprint: str) -> int:
        """Note a wrong answer and return how many different ones there were, this one included."""
        seen = self._seen.setdefault(exercise_id, set())
        seen.add(fingerprint)
        return len(seen)

    def forget(self, exercise_id: str | None = None) -> None:
        """Start again from none: for one exercise, or for all."""
        if exercise_id is None:
            self._seen.clear()
        else:
            self._seen.pop(exercise_id, None)


ATTEMPTS = Attempts()
"""Those of this process: of one kernel, while it runs."""


class Watched:
    """A caller that remembers what came back: ``fingerprint()`` is equal for answers that returned the same."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._hash = hashlib.sha256()

    def __call__(self, args: Args) -> Reply:
        """The caller's own reply."""
        reply = self._caller(args)
        self._feed((reply.status, ADDRESS.sub("", reply.error), reply.value))
        return reply

    def fingerprint(self) -> str:
        """A text for everything that came back so far."""
        return self._hash.hexdigest()

    def _feed(self, value: Any) -> None:
        if isinstance(value, dict):
            self._feed(tuple(value.items()))
        elif isinstance(value, tuple):
            self._hash.update(f"({len(value)}".encode())
            for item in value:
                self._feed(item)
        elif isinstance(value, np.ndarray) and value.dtype.kind in "fc":
            self._hash.update(f"{value.shape}".encode())
            for part in (value.real, value.imag):
                self._feed_numbers(part)
        elif isinstance(value, np.ndarray):
            self._hash.update(f"{value.shape} {value.dtype}".encode() + np.ascontiguousarray(value).tobytes())
        elif isinstance(value, (float, complex)):
            self._feed(np.asarray(value))
        else:  # None, text, a truth value, a whole number, which may have more digits than Python prints
            self._hash.update(f"{type(value).__name__} {hash(value) if isinstance(value, int) else value}".encode())

    def _feed_numbers(self, numbers: np.ndarray[Any, Any]) -> None:
        with np.errstate(all="ignore"):  # a long double may hold more than a float
            mantissa, exponent = np.frexp(np.asarray(numbers, dtype=np.float64))
        self._hash.update(np.rint(mantissa * DIGITS).tobytes() + np.asarray(exponent, dtype=np.int64).tobytes())
