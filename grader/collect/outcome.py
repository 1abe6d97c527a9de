"""What came of taking in an archive: every entry is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.text import visible


@dataclass(frozen=True)
class Collected:
    """A submission that was taken in, or is there already."""

    student: str
    assignment: str
    path: Path
    entry: str


@dataclass(frozen=True)
class Refused:
    """An entry that was not taken in, and why."""

    entry: str
    reason: str


@dataclass(frozen=True)
class CollectReport:
    """What came of one archive."""

    written: tuple[Collected, ...] = ()
    unchanged: tuple[Collected, ...] = ()
    """There already, with the same bytes."""
    kept: tuple[Collected, ...] = ()
    """There already and different: what was there stays."""
    superseded: tuple[str, ...] = ()
    """Entries that a later one of the same student replaces."""
    refused: tuple[Refused, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 if everything was taken in; 3 if something was refused, or kept in place of the archive's version."""
        return 3 if self.refused or self.kept else 0

    def lines(self) -> Iterator[str]:
        """The report for a terminal: what was not taken in is named with its reason, the rest is counted."""
        for word, group in (("took in", self.written), ("already there", self.unchanged)):
            if group:
                yield f"{word}: {len(group)} ({len({item.student for item in group})} students)"
        if self.superseded:
            yield f"passed over: {len(self.superseded)} earlier versions"
        for item in self.kept:
            place = visible(f"{item.student}/{item.assignment}")
            yield f"kept: {place} differs from the archive's {_shown(item.entry)}. Try: --replace"
        for refused in self.refused:
            yield f"refused: {_shown(refused.entry)}: {visible(refused.reason)}"


def _shown(entry: str) -> str:
    name = visible(entry)
    return name if len(name) <= 120 else f"{name[:80]}…{name[-36:]}"
