"""Read a submitted notebook without trusting it: a regular file of bounded size, reduced to its cells' source.

Outputs, attachments and unknown metadata are dropped unread; they have no say in the marks.
"""

from __future__ import annotations

import codecs
import json
import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.errors import UnreadableSubmissionError

MAX_BYTES = 64 * 2**20
MAX_CELLS = 20_000
MAX_CELL_CHARACTERS = 2_000_000


@dataclass(frozen=True)
class Submission:
    """A submitted notebook: its bytes' digest, and a clean notebook of version 4 with sources and ids alone."""

    digest: str
    notebook: NotebookNode
    events: tuple[str, ...] = ()
    """What was odd about the file, though it can be read."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a submitted file.

    Raises
    ------
    UnreadableSubmissionError
        If it is a link or not a regular file, larger than `MAX_BYTES`, or one and the same file as the solution or
        somebody else's submission.
    """
    try:
        # O_NOFOLLOW and fstat on what was opened: no time in which a file could become a link.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a link, not a file" if path.is_symlink() else f"it cannot be opened: {error.strerror}"
        raise UnreadableSubmissionError(reason) from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableSubmissionError("it is not a regular file")
        if found.st_size > MAX_BYTES:
            raise UnreadableSubmissionError(f"it has {found.st_size} bytes; at most {MAX_BYTES} are read")
        if found.st_nlink > 1 and (twin := _twin(path.absolute(), found)) is not None:
            raise UnreadableSubmissionError(
                f"it is one file with {twin} (a hard link). Try: let each be a copy; "
                "`find CLASS -samefile FILE` names the other"
            )
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_BYTES)
    except OSError as error:  # a bad sector, a network folder that went away
        raise UnreadableSubmissionError(f"it cannot be read: {error.strerror}") from None
    finally:
        os.close(handle)


def _twin(path: Path, found: os.stat_result) -> str | None:
    """Where the class folder has the same file under a name that is not this student's; backups do no harm.

    No name of a student is in it: the reason is on the feedback page of each of the two.
    """
    if len(path.parents) < 4:  # DIR/submitted/<student>/<assignment>/<file>
        return None
    folder, mine = path.parents[3], path.parents[1]
    for place in ("source", "release", "submitted"):
        for home, _, names in os.walk(folder / place):
            for other in (Path(home, name) for name in names):
                if other.is_relative_to(mine):
                    continue
                there = other.lstat()
                if (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino):
                    return "another submission" if place == "submitted" else str(other.relative_to(folder))
    return None


def parse(data: bytes) -> Submission:
    """A submission from its bytes.

    Raises
    ------
    UnreadableSubmissionError
        If the bytes are no notebook; the message says what they are instead.
    """
    if not data.strip():
        raise UnreadableSubmissionError("it is an empty file")
    events: list[str] = []
    text = _text(data, events)
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = f"not JSON ({str(error)[:100]})" if not events else "not UTF-8 text"
        raise UnreadableSubmissionError(f"it is not a notebook: {what}") from None
    given = _cells(raw, events)
    cells = [clean for cell in given if (clean := _clean(cell)) is not None]
    if not cells:
        raise UnreadableSubmissionError("it is a notebook without a single cell")
    if len(cells) < len(given):
        events.append(f"{len(given) - len(cells)} of its cells are of no known form or too long, and were left out")
    # Not nbformat's own new_code_cell and the like: they hold every cell to a schema, which takes seconds for
    # many cells; and what stands here is theirs in form already.
    named = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, start=1)]
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": named}
    return Submission(sha256(data).hexdigest(), nbformat.from_dict(whole), tuple(events))


def _text(data: bytes, events: list[str]) -> str:
    """The file as text. What is not UTF-8 in it is most likely a comment or a name: no reason to lose the rest."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        events.append("its text is not all UTF-8; it was read as well as could be")
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # what PowerShell's '>' writes
    return data.decode("utf-16" if marked else "utf-8", errors="replace")


def _cells(raw: Any, events: list[str]) -> list[Any]:
    if not isinstance(raw, dict):
        raise UnreadableSubmissionError(f"it is not a notebook: its JSON is a {type(raw).__name__}")
    if raw.get("nbformat") == 3:
        raw = _upgraded(raw)
        events.append("it is a notebook of version 3; it was read as one of version 4")
    if raw.get("nbformat") != 4:
        version = repr(raw.get("nbformat"))[:40]
        raise UnreadableSubmissionError(f"it is not a notebook of version 3 or 4: nbformat is {version}")
    if not (name := _language(raw.get("metadata"))).lower().startswith(("python", "ipython")):
        events.append(f"its kernel is for {name[:40]!r}, not for Python; its cells were run as Python")
    cells = raw.get("cells")
    if not isinstance(cells, list):
        raise UnreadableSubmissionError("it is not a notebook: it holds no list of cells")
    if len(cells) > MAX_CELLS:
        raise UnreadableSubmissionError(f"it holds {len(cells)} cells; at most {MAX_CELLS} are read")
    return cells


def _language(metadata: Any) -> str:
    """What the notebook says that its code is; Python where it says nothing."""
    for place, key in (("kernelspec", "language"), ("language_info", "name")):
        found = metadata.get(place) if isinstance(metadata, dict) else None
        said = found.get(key) if isinstance(found, dict) else None
        if isinstance(said, str) and said:
            return said
    return "python"


def _upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(nbformat.convert(nbformat.v3.to_notebook_json(raw), 4))
    except Exception as error:  # nbformat has no root of its own for what a malformed notebook makes it raise
        reason = f"it is a notebook of version 3 that cannot be read: {error}"
        raise UnreadableSubmissionError(reason[:200]) from None


def _clean(cell: Any) -> dict[str, Any] | None:
    """The cell's kind, source and nbgrader mark; None for what is no cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return None
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str) or len(source) > MAX_CELL_CHARACTERS:
        return None
    kind = cell["cell_type"]
    code: dict[str, Any] = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "source": source, "metadata": _metadata(cell.get("metadata")), **code}


def _metadata(metadata: Any) -> dict[str, Any]:
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if not isinstance(mark, dict) or not isinstance(mark.get("grade_id"), str):
        return {}
    flags = {key: mark.get(key) is True for key in ("grade", "solution", "locked", "task")}
    return {"nbgrader": {"grade_id": mark["grade_id"][:200], **flags}}
