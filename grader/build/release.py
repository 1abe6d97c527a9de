"""From the source notebook to what a student is given, by nbgrader's own steps."""

from __future__ import annotations

import ast
from copy import deepcopy
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import SaveCells

from grader.build.cells import label, question, role
from grader.build.errors import BuildError
from grader.build.source import lesson_of
from grader.steps import release_steps


def release_notebook(source: NotebookNode) -> NotebookNode:
    """Return the release of a source notebook: solutions replaced by stubs, cells locked, checksums set.

    Equal to what ``nbgrader generate_assignment`` writes in a class folder of ours; the steps are taken from its own
    list (`grader.steps`). Only the gradebook is left out, which a build has no use for. ``source`` is not
    changed.

    Raises
    ------
    BuildError
        If an answer cell no longer defines its function once its solution is gone.
    """
    release: Any = deepcopy(source)
    resources: dict[str, Any] = {}
    for step in release_steps():
        if step is not SaveCells:
            release, resources = step().preprocess(release, resources)
    for index, cell in enumerate(release.cells):
        if role(cell) == "answer" and question(cell) not in _functions(cell.source):
            raise BuildError(
                f"{lesson_of(source)}: {label(source, index)}: expected 'def {question(cell)}' to stay when the "
                "solution is taken out. Try: open the solution inside the function, after its docstring"
            )
    return release


def _functions(code: str) -> set[str]:
    try:
        return {node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)}
    except SyntaxError:
        return set()
