"""Run a notebook from its first cell to its last, in a fresh kernel, so that every run gives the same bytes."""

from __future__ import annotations

import asyncio
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from grader.build.cells import label
from grader.build.errors import BuildError
from grader.build.kernel import environment, manager
from grader.build.outputs import WIDGET, output_problems
from grader.build.source import lesson_of

CELL_SECONDS = 120


def execute(nb: NotebookNode, *, static: bool = True, keys: Path | None = None) -> NotebookNode:
    """Return ``nb`` with its outputs and execution counts; ``nb`` itself is not changed.

    The kernel starts in an empty folder with a fixed environment (`grader.build.kernel`). With ``static`` the
    widgets draw their static figures, and a live one is an error; without it live widgets are left out of the
    outputs, for they mean nothing once their kernel is gone. ``keys`` is a key file: with it multiple choices are
    marked, for the reference alone.

    Raises
    ------
    BuildError
        If a cell raises, writes to stderr, takes longer than `CELL_SECONDS`, ends the kernel, or shows what
        differs from run to run or machine to machine. The message names each such cell.
    """
    run = deepcopy(nb)
    with TemporaryDirectory(prefix="lesson-") as folder:
        _run(run, Path(folder), static, keys)
    # nbclient adds the interpreter's version; the lesson does not change with it
    run.metadata = deepcopy(nb.metadata)
    if not static:
        _drop_widgets(run)
    problems = output_problems(run)
    if problems:
        raise BuildError("\n".join(f"{lesson_of(nb)}: {problem}" for problem in problems))
    return run


def _run(nb: NotebookNode, folder: Path, static: bool, keys: Path | None) -> None:
    (work := folder / "work").mkdir()
    running: list[int] = []
    client = NotebookClient(
        nb,
        km=manager(folder),
        on_cell_start=lambda cell, cell_index: running.append(cell_index),
        resources={"metadata": {"path": str(work)}},
        timeout=CELL_SECONDS,
        record_timing=False,
        store_widget_state=False,
        # A stream arrives in pieces that depend on the moment; joined, it does not.
        coalesce_streams=True,
        shutdown_kernel="immediate",
    )
    try:
        # nbclient would leave a kernel that it was handed running, and the loop of its own ``execute`` open
        asyncio.run(client.async_execute(env=environment(folder, static=static, keys=keys), cleanup_kc=True))
    except CellExecutionError as error:
        raise BuildError(f"{_last(nb, running)} raised {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise BuildError(f"{_last(nb, running)} took longer than {CELL_SECONDS} seconds") from error
    except DeadKernelError as error:
        raise BuildError(f"{_last(nb, running)} ended its kernel") from error


def _last(nb: NotebookNode, running: list[int]) -> str:
    return f"{lesson_of(nb)}: {label(nb, running[-1]) if running else 'its first cell'}"


def _drop_widgets(nb: NotebookNode) -> None:
    for cell in nb.cells:
        if "outputs" in cell:
            cell.outputs = [output for output in cell.outputs if WIDGET not in output.get("data", {})]
