"""What comes back from one call of a student's function, whatever it does?"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest

from course.errors import WithheldError
from course.grading import calls
from course.grading.calls import describe, in_process

ARGS = {"x": np.arange(3.0), "params": {"W": np.ones((2, 2))}, "rule": "classic", "n": 2}


def reply(function: Any) -> Any:
    return in_process(function)(ARGS)


def raising(error: BaseException) -> Any:
    def function(*args: Any) -> None:
        raise error

    return function


def test_an_answer_comes_back_as_plain_data_with_the_inputs_after_it() -> None:
    """Does a call get its arguments in order, and give value, inputs and time?"""
    got = reply(lambda x, params, rule, n: [x.sum(), len(rule) * n])
    assert got.status == "ok" and got.value.tolist() == [3.0, 14.0]
    assert list(got.inputs_after) == list(ARGS) and got.seconds > 0


def test_the_callers_own_arguments_never_change() -> None:
    """Does a function that changes its arguments change copies, and does the reply show it?"""

    def vandal(x: Any, params: Any, rule: str, n: int) -> float:
        x[:] = 7
        params["W"] *= 0
        return 1.0

    got = reply(vandal)
    assert ARGS["x"].tolist() == [0, 1, 2] and ARGS["params"]["W"].sum() == 4  # type: ignore[index, attr-defined]
    assert got.inputs_after["x"].tolist() == [7, 7, 7] and got.inputs_after["params"]["W"].sum() == 0


def test_an_argument_that_holds_strange_things_afterwards_is_none() -> None:
    """Is a cache of functions put into params seen as a change, and not as an unusable answer?"""
    got = reply(lambda x, params, rule, n: params.update(cache=len) or 1.0)
    assert got.status == "ok" and got.value == 1.0 and got.inputs_after["params"] is None


class MuteError(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


def endless(*args: Any) -> Any:
    return endless(*args)


@pytest.mark.parametrize(
    "function, status, error",
    [
        (raising(NotImplementedError()), "not_attempted", ""),
        (raising(WithheldError("course.layers is not available")), "withheld", "course.layers is not available"),
        (raising(MemoryError()), "memory", "more memory"),
        (raising(ValueError("first\nsecond")), "crashed", "ValueError: first"),
        (raising(IndexError()), "crashed", "IndexError"),
        (raising(SystemExit(0)), "crashed", "SystemExit"),
        (raising(GeneratorExit()), "crashed", "GeneratorExit"),
        (raising(MuteError()), "crashed", "MuteError"),
        (endless, "crashed", "without end"),
        (lambda: 1, "crashed", "TypeError"),
        (lambda *a: object(), "unusable", "got object"),
        (lambda *a: (x for x in a), "unusable", "got generator"),
        (lambda *a: np.array([None]), "unusable", "array of object"),
        (3.0, "unusable", "expected a function, got float"),
        (None, "unusable", "expected a function, got NoneType"),
    ],
)
def test_every_way_to_fail_is_a_reply(function: Any, status: str, error: str) -> None:
    """Is each exception a status and a line, exit() and a broken __str__ among them?"""
    got = reply(function)
    assert got.status == status and error in got.error and "\n" not in got.error


@pytest.mark.parametrize("end", [ValueError(), NotImplementedError(), MemoryError(), None])
def test_a_call_that_fails_took_time_too(end: Exception | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is the time of every call told, whatever came of it?"""
    clock = [100.0]
    monkeypatch.setattr(calls, "perf_counter", lambda: clock[0])

    def slow(*args: Any) -> float:
        clock[0] += 3.0
        if end is not None:
            raise end
        return 1.0

    assert reply(slow).seconds == 3.0


def test_an_interrupt_goes_through() -> None:
    """Can the person at the keyboard still stop a call?"""
    with pytest.raises(KeyboardInterrupt):
        reply(raising(KeyboardInterrupt()))


def test_numpys_error_handling_is_put_back() -> None:
    """Does a function that turns NumPy's warnings into errors do so for itself alone?"""
    before = np.geterr()
    assert reply(lambda *a: np.seterr(all="raise") and 1.0).status == "ok"
    assert np.geterr() == before


def test_the_line_named_is_the_students_own() -> None:
    """Does the message name the deepest line of a notebook cell, and no line of a library or path?"""
    source = "def answer(*args):\n    x = 1\n    return [].index(x)\n"
    space: dict[str, Any] = {}
    exec(compile(source, "<ipython-input-3-abc>", "exec"), space)
    said = reply(space["answer"]).error
    assert said.startswith("ValueError: ") and said.endswith("(your line 3)")
    helper = "def helper(x):\n    return [].index(x)\n"
    exec(compile(helper, "<ipython-input-2-abc>", "exec"), space)
    exec(compile("def answer(*args):\n    return helper(1)\n", "<ipython-input-3-abc>", "exec"), space)
    assert reply(space["answer"]).error.endswith("(line 2 of your helper)")
    try:
        raise ValueError("x" * 1000)
    except ValueError as error:
        assert len(describe(error)) < 330 and sys.prefix not in describe(error)
