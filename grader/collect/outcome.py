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
    late: bool = False
    """Whether Canvas marked it as late."""


@dataclass(frozen=True)
class Superseded:
    """An entry that does not count, since ``by`` of the same student is for the same assignment, and later."""

    entry: str
    by: str


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
    superseded: tuple[Superseded, ...] = ()
    """Entries that a later one of the same student replaces."""
    refused: tuple[Refused, ...] = ()
    replace: bool = False
    """Whether the archive's version was to win over an earlier one in place."""

    @property
    def exit_code(self) -> int:
        """0 if everything was taken in; 3 if something was refused, or kept in place of the archive's version."""
        return 3 if self.refused or self.kept else 0

    def lines(self) -> Iterator[str]:
        """The report for a terminal: what was not taken in is named with its reason, the rest is counted."""
        for word, group in (("took in", self.written), ("already there", self.unchanged)):
            if group:
                yield f"{word}: {len(group)} ({len({item.student for item in group})} students)"
        if late := [_place(item) for item in (*self.written, *self.unchanged, *self.kept) if item.late]:
            yield f"late, as Canvas marks it: {', '.join(late)}"
        for older in self.superseded:
            yield f"passed over: {_shown(older.entry)}: {_shown(older.by)} counts in its place"
        for item in self.kept:
            if self.replace:
                said = f"is later than the archive's {_shown(item.entry)}. Try: move it away, if that is to count"
            else:
                said = f"differs from the archive's {_shown(item.entry)}. Try: --replace"
            yield f"kept: {_place(item)} {said}"
        for refused in self.refused:
            yield f"refused: {_shown(refused.entry)}: {visible(refused.reason)}"


def _place(item: Collected) -> str:
    return visible(f"{item.student}/{item.assignment}")


def _shown(entry: str) -> str:
    name = visible(entry)
    return name if len(name) <= 120 else f"{name[:80]}…{name[-36:]}"
