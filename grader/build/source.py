"""A source text becomes a notebook whose every byte follows from the text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import jupytext
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.build.cells import Role, grade_id, role
from grader.build.choices import choice_problems
from grader.build.errors import SourceError
from grader.build.validate import problems

__all__ = ["Role", "lesson_of", "read_source", "role", "source_digest"]

KEPT_METADATA = ("nbgrader", "tags")
"""jupytext also notes how the text was laid out; a notebook has no use for that."""

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# No version here: it would change with the interpreter, the lesson would not.
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python", "pygments_lexer": "ipython3"}


def read_source(path: Path) -> NotebookNode:
    """Read ``solutions/NN_topic/topic.py`` (py:percent) as a notebook without outputs, and hold it to the format.

    The notebook remembers its lesson and the SHA-256 of the text, so that a lesson made from an older text is
    known even where the change does not show in it.

    Raises
    ------
    SourceError
        If the file cannot be read or breaks the format, or the key file beside it does; the message lists every
        problem with its cell.
    """
    lesson = path.parent.name
    try:
        text = path.read_text(encoding="utf-8")
        raw = jupytext.reads(text, fmt="py:percent")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(lesson, [f"expected readable UTF-8 text in {path.name}: {error}"]) from error
    except Exception as error:  # jupytext has no root of its own for what a strange header makes it raise
        raise SourceError(lesson, [f"expected py:percent text in {path.name}: {error}"]) from error
    notebook = new_notebook(
        cells=[_cell(cell) for cell in raw.cells],
        metadata={
            "chainrule": {"lesson": lesson, "source_sha256": sha256(text.encode()).hexdigest()},
            "kernelspec": dict(KERNELSPEC),
            "language_info": dict(LANGUAGE),
        },
    )
    found = [*problems(notebook, lesson), *choice_problems(path, lesson)]
    if found:
        raise SourceError(lesson, found)
    for position, cell in enumerate(notebook.cells, start=1):
        cell.id = grade_id(cell) or f"{role(cell)}-{position}"
    return notebook


def source_digest(notebook: NotebookNode) -> str | None:
    """The SHA-256 of the source that ``notebook`` was made from; None if it is not one of ours."""
    found = notebook.metadata.get("chainrule", {}).get("source_sha256")
    return None if found is None else str(found)


def lesson_of(notebook: NotebookNode) -> str:
    """The lesson that ``notebook`` was made for: '07_backprop'; 'notebook' if it is not one of ours."""
    return str(notebook.metadata.get("chainrule", {}).get("lesson", "notebook"))


def _cell(raw: NotebookNode) -> NotebookNode:
    metadata = {key: raw.metadata[key] for key in KEPT_METADATA if key in raw.metadata}
    make = new_code_cell if raw.cell_type == "code" else new_markdown_cell
    return make(source=raw.source, metadata=metadata)
