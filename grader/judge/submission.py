"""Read a submitted notebook without trusting it: a regular file of bounded size, reduced to its cells' source.

Outputs, attachments and unknown metadata are dropped unread; they have no say in the marks.
"""

from __future__ import annotations

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


def read_bytes(path: Path) -> bytes:
    """The bytes of a submitted file.

    Raises
    ------
    UnreadableSubmissionError
        If it is a link or not a regular file, or larger than `MAX_BYTES`.
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
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_BYTES)
    finally:
        os.close(handle)


def parse(data: bytes) -> Submission:
    """A submission from its bytes.

    Raises
    ------
    UnreadableSubmissionError
        If the bytes are no notebook; the message says what they are instead.
    """
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise UnreadableSubmissionError("it is not a notebook: not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableSubmissionError(f"it is not a notebook: not JSON ({str(error)[:100]})") from None
    cells = [clean for cell in _cells(raw) if (clean := _clean(cell)) is not None]
    if not cells:
        raise UnreadableSubmissionError("it is a notebook without a single cell")
    # Not nbformat's own new_code_cell and the like: they hold every cell to a schema, which takes seconds for
    # many cells; and what stands here is theirs in form already.
    named = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells, start=1)]
    whole = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": named}
    return Submission(sha256(data).hexdigest(), nbformat.from_dict(whole))


def _cells(raw: Any) -> list[Any]:
    if not isinstance(raw, dict):
        raise UnreadableSubmissionError(f"it is not a notebook: its JSON is a {type(raw).__name__}")
    if raw.get("nbformat") == 3:
        raw = _upgraded(raw)
    if raw.get("nbformat") != 4:
        version = repr(raw.get("nbformat"))[:40]
        raise UnreadableSubmissionError(f"it is not a notebook of version 3 or 4: nbformat is {version}")
    language = raw.get("metadata", {}).get("kernelspec", {}) if isinstance(raw.get("metadata"), dict) else {}
    name = language.get("language", "python") if isinstance(language, dict) else "python"
    if isinstance(name, str) and name.lower() not in ("python", "python3", ""):
        raise UnreadableSubmissionError(f"its kernel is for {name[:40]}, not for Python")
    cells = raw.get("cells")
    if not isinstance(cells, list):
        raise UnreadableSubmissionError("it is not a notebook: it holds no list of cells")
    if len(cells) > MAX_CELLS:
        raise UnreadableSubmissionError(f"it holds {len(cells)} cells; at most {MAX_CELLS} are read")
    return cells


def _upgraded(raw: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(nbformat.convert(nbformat.from_dict(raw), 4))
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
