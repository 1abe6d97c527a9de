"""What a gradient check found, as a sentence, as text, and as a card that a notebook shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["How", "Report", "WrongEntry"]

How = Literal["entries", "blocks", "directions"]
RIGHT, WRONG, UNSURE, KINK = range(4)
"""What a map of entries holds."""


@dataclass(frozen=True)
class WrongEntry:
    """One entry that is wrong: where, what the differences give there and how exactly, and what was claimed."""

    place: str
    low: float
    high: float
    received: float
    error: float

    @property
    def expected(self) -> str:
        """'-6', or at a kink 'between 0 and 1'."""
        if self.low == self.high:
            return f"{self.low:.6g}"
        return f"between {self.low:.6g} and {self.high:.6g}"


@dataclass(frozen=True)
class Report:
    """The outcome of `course.gradcheck.check_gradient`: true if the gradient is right.

    Its repr is one sentence; `text` adds the worst entries and what it took; a notebook shows a card.
    """

    ok: bool
    summary: str
    how: How = "entries"
    entries: int = 0
    passes: int = 0
    """Evaluations of f, those of a stack counted one by one."""
    wrong: tuple[WrongEntry, ...] = ()
    """The worst of them, worst first."""
    wrong_count: int = 0
    kinks: int = 0
    inconclusive: int = 0
    detectable: float = 0.0
    """By directions only: a single wrong entry is sure to show if it is off by more than this."""
    notes: tuple[str, ...] = ()
    maps: tuple[tuple[str, NDArray[np.int8]], ...] = ()
    """Name and state of every entry, for arrays that are small enough to look at."""

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        return self.summary

    def text(self) -> str:
        """The sentence, a table of the worst entries, and what it took."""
        lines = [f"{'✓' if self.ok else '✗'} {self.summary}"]
        if self.wrong:
            rows = [("where", "expected", "received", "± of expected")]
            rows += [(w.place, w.expected, f"{w.received:.6g}", f"{w.error:.1g}") for w in self.wrong]
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            lines += ["    " + "   ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
                      for row in rows]  # fmt: skip
        return "\n".join([*lines, *(f"    {line}" for line in self.details())])

    def details(self) -> list[str]:
        """What it took, and what to know about kinks and limits: a sentence each."""
        said = [f"{self.passes} evaluations of f for {self.entries} entries"]
        if self.kinks:
            said.append(f"{self.kinks} on a kink, where any slope between those of the two sides is right")
        if self.inconclusive:
            said.append(f"{self.inconclusive} on the edge of a kink, where no step tells the slope")
        if self.detectable:
            said.append(f"a single wrong entry shows if it is off by more than {self.detectable:.1g}")
        return [*said, *self.notes]

    def _repr_html_(self) -> str:
        from course.gradcheck.page import card

        return card(self)
