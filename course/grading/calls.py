"""One call of a student's function, however it is made: in this process, or in a sandbox far away.

`grade` asks a *caller* for answers and never runs an answer itself, so the visible check (in-process) and the
judge (through a sandboxed worker) share every line of the judgement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any, Literal

import numpy as np

from course.answers import plain
from course.errors import AnswerError, WithheldError
from course.exercises.spec import Args

CallStatus = Literal["ok", "not_attempted", "missing", "crashed", "timeout", "memory", "withheld", "unusable"]


@dataclass(frozen=True)
class Reply:
    """What came of one call. ``value`` and ``inputs_after`` are plain data (`course.answers`)."""

    status: CallStatus
    value: Any = None
    inputs_after: Args | None = None
    """The arguments as they stand after the call, so that a function that changes its inputs is noticed."""
    error: str = ""
    """'IndexError: index 3 is out of bounds (your line 4)'; for 'unusable', what was returned instead."""
    seconds: float = 0.0
    """How long the call took, whatever came of it."""


Caller = Callable[[Args], Reply]


def in_process(function: Any) -> Caller:
    """A caller that runs ``function`` here. Any exception becomes a `Reply`; none escapes but an interrupt."""

    def call(args: Args) -> Reply:
        start = perf_counter()
        return replace(_called(function, args), seconds=perf_counter() - start)

    return call


def _called(function: Any, args: Args) -> Reply:
    if not callable(function):
        return Reply("unusable", error=f"expected a function, got {type(function).__name__}")
    mine = plain(args)  # a copy: the caller's own arrays must not change
    try:
        with np.errstate():  # the function may set NumPy's error handling, but for itself alone
            value = plain(function(*mine.values()))
        return Reply("ok", value, {name: _after(argument) for name, argument in mine.items()})
    except NotImplementedError:
        return Reply("not_attempted")
    except WithheldError as error:
        return Reply("withheld", error=str(error))
    except AnswerError as error:
        return Reply("unusable", error=str(error))
    except MemoryError:
        return Reply("memory", error="the call asked for more memory than there is")
    except RecursionError:
        return Reply("crashed", error="RecursionError: the function calls itself without end")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # also SystemExit: an exit() in an answer ends the call, not the lesson
        return Reply("crashed", error=describe(error))


def _after(argument: Any) -> Any:
    """An argument after the call; None, which no argument is, if it holds things now that no argument may hold."""
    try:
        return plain(argument)
    except AnswerError:
        return None


def describe(error: BaseException) -> str:
    """'ValueError: shapes (3,) and (4,) not aligned (your line 4)': the type, first line, and the student's line.

    The student's line is the deepest one in the traceback that came from a notebook cell, which IPython
    compiles under a name of the form ``<ipython-input-…>`` or a file named ``ipykernel_…``. If it lies in another
    function than the first of theirs, that one is named: each cell counts its lines anew. No path is shown.
    """
    own: list[tuple[str, int]] = []
    step = error.__traceback__
    while step is not None:
        name = step.tb_frame.f_code.co_filename
        if name.startswith(("<ipython-input", "<cell")) or "ipykernel_" in name:
            own.append((step.tb_frame.f_code.co_name, step.tb_lineno))
        step = step.tb_next
    try:
        text = str(error).strip().splitlines()
    except Exception:  # the student's own exception class may fail to print itself
        text = []
    said = f"{type(error).__name__}: {text[0][:300]}" if text else type(error).__name__
    if not own:
        return said
    function, line = own[-1]
    return f"{said} (your line {line})" if function == own[0][0] else f"{said} (line {line} of your {function})"
