"""The student's notebook, run: an IPython shell that shows nothing, and calls of what it defines."""

from __future__ import annotations

import os
from typing import Any

from IPython.core.formatters import DisplayFormatter
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from traitlets.config import Config

from course.errors import WithheldError
from course.grading.calls import Reply, describe, in_process

_LONGEST = 500
_NOT_FOUND = 127
"""The exit code of a shell that finds no such command."""


class Silent(DisplayFormatter):  # type: ignore[misc]
    """``display(x)`` asks nothing of x: a repr may take for ever, and nobody would read it."""

    def format(self, obj: Any, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        """No representation at all."""
        return {}, {}


class Shell(InteractiveShell):  # type: ignore[misc]
    """IPython without a history, colours, tracebacks, displays or event loops of a window system."""

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: an error travels as one line."""

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """Nothing, as above."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Nothing: ``%matplotlib inline`` is welcome, and draws what nobody looks at."""

    def system(self, cmd: str) -> None:
        """Nothing: no program can be started here, and what ``!pip install`` stands beside is worth running."""
        self.user_ns["_exit_code"] = _NOT_FOUND

    system_piped = system_raw = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """As of a program that says nothing."""
        return [] if split else ""

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        """A line's magic shows or installs something; where that fails, the cell's own code goes on."""
        try:
            return super().run_line_magic(magic_name, line, _stack_depth=_stack_depth + 1)
        except (Exception, SystemExit):
            return None

    def ask_exit(self) -> None:
        """``exit()`` ends the cell; the notebook goes on with the next."""
        raise SystemExit


def open_shell() -> Shell:
    """The one shell of this process."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.ipython_dir = os.environ["HOME"]
    shell: Shell = Shell.instance(config=config)
    shell.display_formatter = Silent(parent=shell)
    return shell


def run(shell: Shell, source: str) -> dict[str, Any]:
    """Run one cell: ``{"status": "ok|crashed|not_attempted|memory|withheld", "error": …}``.

    The value of the last expression is computed, as it must be, and dropped.
    """
    try:
        outcome: ExecutionResult = shell.run_cell(source, store_history=False, silent=True)
        error = outcome.error_before_exec or outcome.error_in_exec
    except BaseException as broken:  # the student's code may have broken the shell itself
        error = broken
    return {"status": "ok", "error": ""} if error is None else failure(error)


def call(shell: Shell, function: str, args: dict[str, Any]) -> dict[str, Any]:
    """Call ``function`` of the notebook on ``args``; the fields of `course.grading.calls.Reply`."""
    try:
        if function not in shell.user_ns:
            reply = Reply("missing", error=f"no function named {function} was defined")
        else:
            reply = in_process(shell.user_ns[function])(args)
        said = {"status": reply.status, "error": clip(reply.error)}
        return said | {"value": reply.value, "inputs_after": reply.inputs_after}
    except BaseException as error:  # SystemExit, KeyboardInterrupt, or an exception whose text raises another
        return failure(error) | {"value": None, "inputs_after": None}


def failure(error: BaseException) -> dict[str, Any]:
    """The status and the one line for an exception."""
    if isinstance(error, NotImplementedError):
        return {"status": "not_attempted", "error": ""}
    status = "memory" if isinstance(error, MemoryError) else "crashed"
    try:
        if isinstance(error, WithheldError):
            status, said = "withheld", str(error)
        elif isinstance(error, SyntaxError) and error.lineno:
            said = f"{type(error).__name__}: {error.msg} (your line {error.lineno})"
        else:
            said = describe(error)
    except BaseException:  # the exception is the student's own, and so is its text
        said = "an exception that cannot say what it is"
    return {"status": status, "error": clip(said)}


def clip(text: str) -> str:
    """``text`` as a frame can hold it: short, without halves of surrogate pairs."""
    return text[:_LONGEST].encode(errors="replace").decode()
