"""From an LMS's archive to ``DIR/submitted/<student>/<assignment>/<topic>.ipynb``.

Every path is made here, from ids that are digits and names that the class folder gave; nothing of the archive's own
names reaches the disk. What is refused is named with its reason, and the rest goes on.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from grader.collect.archive import Archive, Caps
from grader.collect.matching import Target, grade_ids, match, targets
from grader.collect.names import Sender, sender_of
from grader.collect.outcome import Collected, CollectReport, Refused, Superseded
from grader.errors import UnreadableSubmissionError
from grader.files import check_name, write_atomically

_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db)$")


@dataclass(frozen=True)
class _Found:
    entry: zipfile.ZipInfo
    sender: Sender
    target: Target


def collect(
    archive: Path,
    folder: Path,
    assignment: str | None = None,
    *,
    replace: bool = False,
    caps: Caps | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> CollectReport:
    """Take the submissions in ``archive`` into ``folder``.

    ``assignment`` takes one assignment's notebooks alone. With ``replace``, a submission that differs from the one
    in place wins if it is the later of the two. ``on_progress(done, total)`` counts entries.

    Raises
    ------
    RefusedError
        If the archive cannot be read at all.
    ClassFolderError
        If ``folder`` gives out no assignment.
    """
    known = targets(folder, assignment)
    with Archive(archive, caps or Caps()) as opened:
        found, refused = list[_Found](), list[Refused]()
        for done, entry in enumerate(opened.entries, 1):
            try:
                if not _LITTER.search(entry.filename):
                    found.append(_examine(opened, entry, known))
            except UnreadableSubmissionError as error:
                refused.append(Refused(entry.orig_filename, error.reason))
            if on_progress is not None:
                on_progress(done, len(opened.entries))
        return _take_in(opened, folder, found, refused, replace=replace)


def _examine(archive: Archive, entry: zipfile.ZipInfo, known: list[Target]) -> _Found:
    archive.check(entry)
    if not entry.filename.lower().endswith(".ipynb"):
        raise UnreadableSubmissionError("not a notebook: its name does not end in .ipynb")
    sender = sender_of(entry.filename)
    if sender is None:
        raise UnreadableSubmissionError("a name that neither Canvas nor Moodle gives to a notebook")
    return _Found(entry, sender, match(grade_ids(archive.read(entry)), sender.stem, known))


def _take_in(
    archive: Archive, folder: Path, found: list[_Found], refused: list[Refused], *, replace: bool
) -> CollectReport:
    by_place = defaultdict[tuple[str, str], list[_Found]](list)
    students = _student_ids(item.sender for item in found)
    for item in found:
        by_place[students[item.sender.name, item.sender.id], item.target.assignment].append(item)
    outcome = defaultdict[str, list[Collected]](list)
    superseded = list[Superseded]()
    for (student, assignment), items in sorted(by_place.items()):
        *older, newest = sorted(items, key=lambda item: (item.sender.order, item.entry.date_time))
        superseded += [Superseded(item.entry.filename, newest.entry.filename) for item in older]
        path = folder.joinpath("submitted", student, assignment, f"{newest.target.topic}.ipynb")
        try:
            what = _put(archive, newest.entry, folder, path, replace=replace)
        except UnreadableSubmissionError as error:
            refused.append(Refused(newest.entry.filename, error.reason))
        else:
            late = newest.sender.late
            outcome[what].append(Collected(student, assignment, path, newest.entry.filename, late))
    return CollectReport(
        written=tuple(outcome["written"]),
        unchanged=tuple(outcome["unchanged"]),
        kept=tuple(outcome["kept"]),
        superseded=tuple(superseded),
        refused=tuple(refused),
        replace=replace,
    )


def _student_ids(senders: Iterable[Sender]) -> dict[tuple[str, str], str]:
    """A folder name for each sender: the LMS's id, with the name behind it where two senders share one id."""
    names = defaultdict[str, set[str]](set)
    for sender in senders:
        names[sender.id].add(sender.name)
    chosen = dict[tuple[str, str], str]()
    for number, sharing in names.items():
        for name in sharing:
            plain = re.sub(r"\W+", "-", name)[:40].strip("-")
            chosen[name, number] = check_name(number if len(sharing) == 1 else f"{number}-{plain}")
    return chosen


def _put(archive: Archive, entry: zipfile.ZipInfo, folder: Path, path: Path, *, replace: bool) -> str:
    """Write one submission unless another is in its place; return 'written', 'unchanged' or 'kept'."""
    real = folder.resolve()
    if path.parent.resolve() != real.joinpath(*path.parent.relative_to(folder).parts) or path.is_symlink():
        raise UnreadableSubmissionError(f"{path} leads through a link, which may point anywhere")
    data = archive.read(entry)
    handed_in = _moment(entry)
    if path.exists():
        if path.read_bytes() == data:
            return "unchanged"
        if not replace or path.stat().st_mtime > handed_in:
            return "kept"
    write_atomically(path, data)
    os.utime(path, (handed_in, handed_in))  # so that a later archive can tell which of two is the newer
    return "written"


def _moment(entry: zipfile.ZipInfo) -> float:
    """The entry's date in seconds, local time as ZIP has it; the format's zero, 1980, where it is no date."""
    try:
        return datetime(*entry.date_time).timestamp()
    except ValueError:
        return datetime(1980, 1, 1).timestamp()
