"""Outputs that are the same on every run, or an error that names the cell which makes them differ."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode

from grader.build.cells import label

WIDGET = "application/vnd.jupyter.widget-view+json"


def texts(output: NotebookNode) -> Iterator[str]:
    """Everything that can be read in an output: a stream's text, an error, each textual form of a result."""
    if output.output_type == "stream":
        yield output.text
    if output.output_type == "error":
        yield f"{output.ename}: {output.evalue}"
    for kind, value in output.get("data", {}).items():
        if kind.endswith("json"):
            yield json.dumps(value, ensure_ascii=False)
        elif kind.startswith("text/") or kind == "image/svg+xml":
            yield value


def output_problems(notebook: NotebookNode) -> list[str]:
    """What in the outputs of an executed lesson must not stand there, a sentence each."""
    return [
        f"{label(notebook, index)}: {problem}"
        for index, cell in enumerate(notebook.cells)
        for output in cell.get("outputs", ())
        for problem in _problems(output)
    ]


def _problems(output: NotebookNode) -> Iterator[str]:
    if output.output_type == "stream" and output.name == "stderr":
        yield f"expected nothing on stderr, got: {_short(output.text)}"
    if WIDGET in output.get("data", {}):
        yield "shows a live widget. Try: with COURSE_STATIC=1 in the environment, draw its static figure"
    for text in texts(output):
        if " at 0x" in text:
            yield f"shows a memory address, which differs from run to run: {_short(text)}"
        path = PLACES.search(text)
        if path:
            yield f"shows a path of this machine: {_short(text[max(0, path.start() - 40):])}"


def _places() -> re.Pattern[str]:
    """The folders that are this machine's own. The root, or '/usr', would be found in honest text."""
    here = {Path.cwd(), Path.home(), Path(tempfile.gettempdir()), Path(sys.prefix), Path(__file__).parents[2]}
    own = {str(path.resolve()) for path in here} | {str(path) for path in here}
    return re.compile("|".join(re.escape(path) + r"(?=/|\b)" for path in sorted(own - {"/", "/usr"})))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 200 else line[:200] + " …"


PLACES = _places()
