from __future__ import annotations

import errno
import io
import json
import os
import socket
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UnreadableSubmissionError
from grader.judge import submission
from grader.judge.submission import parse, read_bytes
from tests.grader.judge.lesson import as_bytes, solved


def cell(source: Any = "x = 1", kind: Any = "code", **fields: Any) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {}, **fields}


def book(*cells: Any, **fields: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **fields}).encode()


def sources(data: bytes) -> list[str]:
    return [cell.source for cell in parse(data).notebook.cells]


def test_the_bytes_of_a_regular_file_come_back_whole(tmp_path: Path) -> None:
    """Is an ordinary file read as it is?"""
    (tmp_path / "a.ipynb").write_bytes(b"\x00 any bytes")
    assert read_bytes(tmp_path / "a.ipynb") == b"\x00 any bytes"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """Can a student hand in a link to somebody else's notebook, or one that leads nowhere?"""
    (tmp_path / "other.ipynb").write_bytes(b"{}")
    for name, target in (("good", "other.ipynb"), ("broken", "nothing")):
        (tmp_path / name).symlink_to(tmp_path / target)
        with pytest.raises(UnreadableSubmissionError, match="a link"):
            read_bytes(tmp_path / name)


def test_one_file_with_somebody_elses_is_refused(tmp_path: Path) -> None:
    """Does a hard link to the solution or to another's work earn its marks? Does one to a backup do harm?"""
    homes = ("source", "submitted/ada", "submitted/eve")
    places = {home: tmp_path / "class" / home / "l" / "a.ipynb" for home in homes}
    for path in (*places.values(), tmp_path / "backup" / "a.ipynb"):
        path.parent.mkdir(parents=True)
    own, eve = places["submitted/ada"], places["submitted/eve"]
    own.write_bytes(b"{}")
    for harmless in (tmp_path / "backup" / "a.ipynb", own.with_name("copy.ipynb")):
        os.link(own, harmless)
    assert read_bytes(own) == b"{}"
    os.link(own, places["source"])
    with pytest.raises(UnreadableSubmissionError, match=r"one file with source/l/a\.ipynb"):
        read_bytes(own)
    places["source"].unlink()
    os.link(own, eve)
    with pytest.raises(UnreadableSubmissionError, match="one file with another submission") as refusal:
        read_bytes(eve)
    assert "ada" not in str(refusal.value)  # the reason is on eve's own feedback page


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Can a folder, a pipe that nobody writes to, a device or a socket stop or hang the run?"""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "pipe", tmp_path / "folder", Path("/dev/zero")):
        with pytest.raises(UnreadableSubmissionError, match="not a regular file"):
            read_bytes(path)
    monkeypatch.chdir(tmp_path)  # a socket's whole path may have no more than 108 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        with pytest.raises(UnreadableSubmissionError, match="cannot be opened"):
            read_bytes(tmp_path / "socket")


def test_refusing_leaves_no_descriptor_open(tmp_path: Path) -> None:
    """Would a class full of odd files use up the run's descriptors?"""
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(UnreadableSubmissionError):
            read_bytes(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_file_that_is_absent_is_a_reason(tmp_path: Path) -> None:
    """Is a file that vanished between the search and the reading told as such?"""
    with pytest.raises(UnreadableSubmissionError, match="cannot be opened: No such file"):
        read_bytes(tmp_path / "gone.ipynb")


def test_a_file_above_the_cap_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the cap hold exactly, and does the reason name both sizes?"""
    monkeypatch.setattr(submission, "MAX_BYTES", 10)
    (tmp_path / "a").write_bytes(b"0123456789")
    (tmp_path / "b").write_bytes(b"0123456789+")
    assert len(read_bytes(tmp_path / "a")) == 10
    with pytest.raises(UnreadableSubmissionError, match="11 bytes; at most 10"):
        read_bytes(tmp_path / "b")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"cells": [ the rest was lost', "not JSON"),
        (b"", "an empty file"),
        (b" \r\n", "an empty file"),
        (b"[" * 200_000, "not JSON"),
        (b'{"nbformat": ' + b"9" * 10_000 + b"}", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b'"text"', "its JSON is a str"),
        (b"[]", "its JSON is a list"),
        (book(nbformat=5), "nbformat is 5"),
        (book(nbformat=2), "nbformat is 2"),
        (book(nbformat="4"), "nbformat is '4'"),
        (book(nbformat=[4]), "nbformat is"),
        (book(cells={"0": cell()}), "no list of cells"),
        (book(cells=None), "no list of cells"),
        (book(), "without a single cell"),
        (book(3, "cell", None, cell(kind="shell"), cell(kind=["code"]), cell(source=3)), "without a single cell"),
        (b'{"nbformat": 3}', "version 3 that cannot be read"),
        (b'{"nbformat": 3, "metadata": {}, "worksheets": [[]]}', "version 3 that cannot be read"),
    ],
)
def test_what_is_no_notebook_of_python_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    """Does each kind of file that cannot be graded get the reason that fits it?"""
    with pytest.raises(UnreadableSubmissionError, match=reason) as caught:
        parse(data)
    assert len(caught.value.reason) < 300, "a reason stands in a table"


def test_python_by_any_other_name_is_read() -> None:
    """Is a notebook without a kernelspec read, or with one that says Python in its own way, and nothing remarked?"""
    shapes: tuple[Any, ...] = ({}, {"kernelspec": {}}, {"kernelspec": {"language": "Python"}}, {"kernelspec": 3}, [])
    own = {"kernelspec": {"name": "my-env"}, "language_info": {"name": "ipython"}}
    for metadata in (*shapes, own, None):
        data = book(cell("x"), metadata=metadata)
        assert sources(data) == ["x"]
        assert parse(data).events == ()


@pytest.mark.parametrize(
    "metadata", [{"kernelspec": {"name": "ir", "language": "R"}}, {"language_info": {"name": "R"}}]
)
def test_a_kernel_of_another_language_is_told(metadata: Any) -> None:
    """Is a notebook read that was opened with the wrong kernel, and is that told?"""
    data = book(cell("x"), metadata=metadata)
    assert sources(data) == ["x"]
    assert parse(data).events == ("its kernel is for 'R', not for Python; its cells were run as Python",)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (book(cell("Z")).replace(b"Z", "naïve".encode("latin-1")), "na\ufffdve"),
        (book(cell("Z")).decode().replace("Z", "naïve").encode("utf-16"), "naïve"),
    ],
    ids=["one byte of Latin-1", "UTF-16 with its mark"],
)
def test_text_that_is_not_utf_8_is_read_as_well_as_can_be(data: bytes, text: str) -> None:
    """Does one wrong byte, or a shell that writes UTF-16, cost a student the whole notebook? Is it told?"""
    assert sources(data) == [text]
    assert parse(data).events == ("its text is not all UTF-8; it was read as well as could be",)


def test_what_was_left_out_is_told() -> None:
    """Does an event say how many of the cells could not be read?"""
    assert parse(book(cell("x"), cell(kind="shell"), 3)).events == (
        "2 of its cells are of no known form or too long, and were left out",
    )


def test_a_file_that_cannot_be_read_to_its_end_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is a disk that fails under one submission that submission's matter alone?"""
    (tmp_path / "a").write_bytes(b"{}")

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(submission.os, "fdopen", lambda *a, **k: Broken())
    with pytest.raises(UnreadableSubmissionError, match="cannot be read: Input/output error"):
        read_bytes(tmp_path / "a")


@pytest.mark.parametrize("minor", range(6))
def test_every_minor_version_of_4_is_read(minor: int) -> None:
    """Are notebooks of old Jupyters read, which know no cell ids?"""
    assert sources(book(cell("x"), nbformat_minor=minor)) == ["x"]


def test_a_notebook_of_version_3_is_upgraded() -> None:
    """Is a notebook of version 3 read, where cells lie in worksheets and code is called input?"""
    code = {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python", "outputs": [], "metadata": {}}
    head = {"cell_type": "heading", "level": 2, "source": "Title", "metadata": {}}
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": [code, head]}]}
    assert sources(json.dumps(old).encode()) == ["a = 1\nb = 2", "## Title"]
    assert "version 3" in parse(json.dumps(old).encode()).events[0]


def test_a_byte_order_mark_is_no_obstacle() -> None:
    """Is a file that an editor on Windows saved read as well?"""
    assert sources(b"\xef\xbb\xbf" + book(cell("ü"))) == ["ü"]


def test_source_may_be_a_list_of_lines() -> None:
    """Is source put together as nbformat does, and what is no text in it left out?"""
    assert sources(book(cell(["a = 1\n", "b = 2"]), cell(["x", 3, None]))) == ["a = 1\nb = 2", "x"]


def test_the_caps_on_cells_hold_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Are 20,000 cells read and one more refused? Is a cell of more than the allowed text dropped?"""
    assert len(sources(book(*[cell("")] * 20_000))) == 20_000
    with pytest.raises(UnreadableSubmissionError, match="20001 cells; at most 20000"):
        parse(book(*[cell("")] * 20_001))
    monkeypatch.setattr(submission, "MAX_CELL_CHARACTERS", 3)
    assert sources(book(cell("abc"), cell("abcd"))) == ["abc"]


def test_outputs_ids_and_attachments_are_dropped() -> None:
    """Does nothing of a cell but its source and nbgrader's mark reach the judge, however large it is?"""
    output = {"output_type": "execute_result", "data": {"text/plain": "4" * 3_000_000}, "metadata": {}}
    mark = {"grade_id": "q", "grade": True, "points": 99, "solution": False, "locked": "yes", "checksum": "0"}
    given = cell("x", id="same", outputs=[output], execution_count=3, metadata={"nbgrader": mark, "tags": ["setup"]})
    notebook = parse(book(given, {**given, "attachments": {}})).notebook
    assert len(as_bytes(notebook)) < 2_000
    assert [c.id for c in notebook.cells] == ["cell-1", "cell-2"], "the same id twice does no harm"
    flags = {"grade": True, "solution": False, "locked": False, "task": False}
    assert notebook.cells[0].metadata == {"nbgrader": {"grade_id": "q", **flags}}
    assert notebook.cells[0].outputs == []


def test_the_digest_is_of_the_bytes_as_they_came() -> None:
    """Can a result be held to the file that was handed in?"""
    data = b"\xef\xbb\xbf" + book(cell())
    assert parse(data).digest == sha256(data).hexdigest()


def test_an_honest_notebook_keeps_every_source_and_mark() -> None:
    """Does the reduction lose anything of an honest submission that a mark may hang on?"""
    given = solved()
    read = parse(as_bytes(given)).notebook
    assert [c.source for c in read.cells] == [c.source for c in given.cells]
    marks = [c.metadata.get("nbgrader", {}).get("grade_id") for c in given.cells]
    assert [c.metadata.get("nbgrader", {}).get("grade_id") for c in read.cells] == marks


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
odd_cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | anything,
        "source": st.text(max_size=8) | st.lists(anything, max_size=3) | anything,
        "metadata": anything
        | st.fixed_dictionaries({"tags": anything, "nbgrader": anything})
        | st.fixed_dictionaries({"nbgrader": st.fixed_dictionaries({"grade_id": st.text() | anything})}),
        "outputs": anything,
        "id": anything,
    },
)
odd_books = st.fixed_dictionaries(
    {"nbformat": st.sampled_from([3, 4, 4.0]) | anything, "cells": st.lists(odd_cells | anything, max_size=4)},
    optional={"metadata": anything, "nbformat_minor": anything, "worksheets": anything},
)


@given(odd_books | anything)
def test_json_of_any_shape_is_read_or_refused_and_nothing_else(raw: Any) -> None:
    """Can any JSON make the reader raise anything but a reason? Is what it reads a valid notebook?"""
    try:
        notebook = parse(json.dumps(raw).encode()).notebook
    except UnreadableSubmissionError as error:
        assert error.reason
        return
    nbformat.validate(notebook)


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_refused(data: bytes) -> None:
    """Can any bytes make the reader raise anything but a reason?"""
    with pytest.raises(UnreadableSubmissionError):
        parse(data)
