"""Odd things that students hand in: files that are odd, and notebooks in which the cells are."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from tests.grader.judge.lesson import as_bytes, function, place, release, right, solved

ANSWER = "relu_backward_code"
BODY = "return dA * (Z > 0)"


def edited(edit: Callable[[NotebookNode], Any]) -> bytes:
    """The reference, changed."""
    notebook = solved()
    edit(notebook)
    return as_bytes(notebook)


def raw(edit: Callable[[dict[str, Any]], Any]) -> bytes:
    """The reference as JSON, changed where nbformat would not let it be."""
    data = json.loads(as_bytes(solved()))
    edit(data)
    return json.dumps(data).encode()


def version_3() -> bytes:
    return str(nbformat.v3.writes_json(nbformat.convert(solved(), 3))).encode()


def minor(number: int) -> bytes:
    def edit(data: dict[str, Any]) -> None:
        data["nbformat_minor"] = number
        if number < 5:
            for cell in data["cells"]:
                del cell["id"]

    return raw(edit)


def outputs_of_50_mb() -> bytes:
    def edit(data: dict[str, Any]) -> None:
        code = [cell for cell in data["cells"] if cell["cell_type"] == "code"]
        for cell in code:
            text = "x" * (50_000_000 // len(code))
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]

    return raw(edit)


def merged(notebook: NotebookNode) -> None:
    """Two answers and a check in one cell."""
    first = place(notebook, ANSWER)
    second = place(notebook, "linear_backward_code")
    notebook.cells[first].source += "\n\n" + notebook.cells[second].source
    del notebook.cells[second]
    notebook.cells[first].source += "\n\n" + notebook.cells.pop(first + 1).source


def split(marked: bool) -> Callable[[NotebookNode], None]:
    def edit(notebook: NotebookNode) -> None:
        index = place(notebook, ANSWER)
        cell = notebook.cells[index]
        head, _, rest = function("relu_backward", f"mask = Z > 0\n    {BODY}").rpartition("    return")
        cell.source = head
        mark = {"metadata": dict(cell.metadata)} if marked else {}
        notebook.cells.insert(index + 1, new_code_cell("    return" + rest, **mark))

    return edit


def turned(kind: Callable[..., NotebookNode]) -> Callable[[NotebookNode], None]:
    def edit(notebook: NotebookNode) -> None:
        index = place(notebook, ANSWER)
        notebook.cells[index] = kind(notebook.cells[index].source, metadata=notebook.cells[index].metadata)

    return edit


def swapped(notebook: NotebookNode) -> None:
    """The first answer with its check at the very end."""
    index = place(notebook, ANSWER)
    notebook.cells += [notebook.cells.pop(index), notebook.cells.pop(index)]


def windows(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", "\r\n")


def without_metadata(data: dict[str, Any]) -> None:
    data.pop("metadata")
    for cell in data["cells"]:
        cell.pop("metadata")
        cell.pop("id")


def alike_ids(data: dict[str, Any]) -> None:
    for cell in data["cells"]:
        cell["id"] = "same"


def begins(line: str) -> bytes:
    """An answer's cell that begins with this line."""
    return as_bytes(solved(relu_backward=f"{line}\n{right('relu_backward')}"))


def own(*sources: str) -> bytes:
    """Cells of the student's own before the first answer."""
    def edit(notebook: NotebookNode) -> None:
        index = place(notebook, ANSWER)
        notebook.cells[index:index] = [new_code_cell(source) for source in sources]

    return edited(edit)


WIDGETS = "import ipywidgets as w\nfrom IPython.display import display\ndisplay(w.interact(lambda a: a, a=(0, 9)))"
KERNEL_R = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}

# Name: what is handed in, and what of its events must say so ("" where nothing odd is to be said).
FULL_MARKS: dict[str, tuple[bytes, str]] = {
    "version 3": (version_3(), "a notebook of version 3"),
    **{f"version 4.{number}": (minor(number), "") for number in range(6)},
    "no kernelspec": (raw(lambda data: data.update(metadata={})), ""),
    "kernelspec of R": (raw(lambda data: data.update(metadata=KERNEL_R)), "its kernel is for 'R', not for Python"),
    "50 MB of outputs": (outputs_of_50_mb(), ""),
    "10,000 cells": (own(*(f"own_{number} = {number}" for number in range(10_000))), ""),
    "Latin-1 in a comment": (begins("# na\xefve").replace("na\xefve".encode(), b"na\xefve"), "not all UTF-8"),
    "UTF-16": (as_bytes(solved()).decode().encode("utf-16"), "not all UTF-8"),
    "byte order mark": (b"\xef\xbb\xbf" + as_bytes(solved()), ""),
    "ids alike": (raw(alike_ids), ""),
    "no metadata at all": (raw(without_metadata), "relu_backward: no answer cell was found"),
    "merged": (edited(merged), "linear_backward: no answer cell was found"),
    "split": (edited(split(marked=True)), "relu_backward: its answer's cell was split"),
    "split without a mark": (edited(split(marked=False)), "relu_backward: its answer's cell was split"),
    "reordered": (edited(swapped), "in another order"),
    "as markdown": (edited(turned(new_markdown_cell)), "relu_backward: its answer's cell was turned into text"),
    "as raw": (edited(turned(new_raw_cell)), "relu_backward: its answer's cell was turned into text"),
    "%%time": (begins("%%time"), ""),
    "%%capture": (begins("%%capture"), ""),
    "%matplotlib widget": (begins("%matplotlib widget\nimport matplotlib.pyplot as plt"), ""),
    "%autoreload": (begins("%load_ext autoreload\n%autoreload 2"), ""),
    "!pip": (begins("!pip install torch\nfiles = !ls"), ""),
    "%pip": (begins("%pip install torch"), ""),
    "await": (begins("import asyncio\nawait asyncio.sleep(0)"), ""),
    "async helper": (own("async def one():\n    return 1\n\nx = await one()"), ""),
    "widgets": (begins(WIDGETS), ""),
    "javascript": (own("%%javascript\nalert(1)", "%%html\n<b>a</b>", "%%latex\nx"), ""),
    "own input()": (own("name = input('Your name? ')"), "ended with crashed: EOFError"),
    "own %%bash": (own("%%bash\nls"), "a cell that the student added or changed ended with crashed"),
    "a magic that nobody knows": (own("%who_knows", "%%who_knows\nx"), "ended with crashed: UsageError"),
    "Windows line ends": (edited(windows).replace(b"\n", b"\r\n"), ""),
}

# Name: what is handed in, and what the first answer's status and sentence are; all other answers earn full marks.
ONE_ANSWER_LOST: dict[str, tuple[bytes, str, str]] = {
    "input() in an answer": (begins("name = input()"), "crashed", "EOFError"),
    "async answer": (
        as_bytes(solved(relu_backward="async " + right("relu_backward"))), "wrong", "got coroutine"
    ),
    "%%javascript over an answer": (begins("%%javascript"), "missing", "defines no function named relu_backward"),
    "%%timeit over an answer": (begins("%%timeit -n 1 -r 1"), "missing", "defines no function named relu_backward"),
    "a widget for an answer": (
        as_bytes(solved(relu_backward="import ipywidgets as w\nrelu_backward = w.IntSlider()")), "wrong", "function"
    ),
}

# Name: what is handed in, and the reason why it cannot be graded.
NOT_GRADED: dict[str, tuple[bytes, str]] = {
    "empty file": (b"", "it is an empty file"),
    "blank file": (b"\r\n \r\n", "it is an empty file"),
    "no cell": (raw(lambda data: data.update(cells=[])), "without a single cell"),
    "another JSON": (b'{"name": "package", "version": "1.0.0"}', "nbformat is None"),
    "a list": (b"[1, 2]", "its JSON is a list"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not UTF-8 text"),
    "a web page": (b"<!DOCTYPE html><html></html>", "not JSON"),
    "a script": (right("relu_backward").encode(), "not JSON"),
    "cut off": (as_bytes(solved())[:3000], "not JSON"),
    "version 2": (raw(lambda data: data.update(nbformat=2)), "nbformat is 2"),
    "version 5": (raw(lambda data: data.update(nbformat=5)), "nbformat is 5"),
    "broken version 3": (b'{"nbformat": 3, "worksheets": 7}', "version 3 that cannot be read"),
    "20,001 cells": (
        raw(lambda data: data.update(cells=[{"cell_type": "raw"}] * 20_001)), "20001 cells; at most 20000"
    ),
}

BLANK = as_bytes(release())
