from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from grader.build.errors import SourceError
from grader.build.source import lesson_of, read_source, role, source_digest

Writer = Callable[..., Path]
TITLE = "# %% [markdown]\n# # Toys"


def test_roles_and_ids(source: Path) -> None:
    """Is each cell what its line says, with an id that follows from the text?"""
    cells = read_source(source).cells
    assert [role(cell) for cell in cells] == [
        "text", "setup", "text", "answer", "check", "demo", "answer", "check",
    ]
    assert [cell.id for cell in cells] == [
        "text-1", "setup-2", "text-3", "twice_code", "twice", "demo-6", "half_code", "half",
    ]


def test_same_text_same_notebook(source: Path) -> None:
    """Does reading a source twice give the same bytes?"""
    assert nbformat.writes(read_source(source)) == nbformat.writes(read_source(source))
    nbformat.validate(read_source(source))


def test_digest_follows_the_text(source: Path, write_source: Writer) -> None:
    """Does a change that no student sees still change what the notebook remembers of its source?"""
    before = read_source(source)
    after = read_source(write_source(("number / 2.0", "number * 0.5")))
    assert lesson_of(before) == lesson_of(after) == "03_toys"
    assert source_digest(before) != source_digest(after)


def test_layout_notes_are_dropped(write_source: Writer) -> None:
    """Is jupytext's own metadata left out, from a header and from cell lines?"""
    kernel = "#   kernelspec:\n#     name: other\n#     display_name: O"
    header = f"# ---\n# jupyter:\n{kernel}\n# ---\n\n{TITLE}"
    path = write_source((TITLE, header), ("# %%\nfigure", "\n\n\n# %% A title\nfigure"))
    notebook = read_source(path)
    assert set(notebook.metadata) == {"chainrule", "kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert all(set(cell.metadata) <= {"nbgrader", "tags"} for cell in notebook.cells)


def test_unreadable(tmp_path: Path) -> None:
    """Is a file that is missing or not text refused with a sentence, not a traceback?"""
    path = tmp_path / "03_toys" / "toys.py"
    with pytest.raises(SourceError, match=r"03_toys: expected readable UTF-8 text in toys\.py"):
        read_source(path)
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SourceError, match="expected readable UTF-8"):
        read_source(path)


def test_strange_header(write_source: Writer) -> None:
    """Is a header that jupytext cannot read refused with its reason?"""
    header = "# ---\n# jupyter:\n#   jupytext:\n#     formats: nothing\n# ---\n\n" + TITLE
    with pytest.raises(SourceError, match="expected py:percent text"):
        read_source(write_source((TITLE, header)))
