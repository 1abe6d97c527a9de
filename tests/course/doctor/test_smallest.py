"""Is the small case small, wrong in the way that the card says, and true when it is pasted?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from course.answers import plain
from course.doctor.smallest import KEPT, Worked, smallest_case
from course.doctor.written import numbers
from course.exercises import catalogue
from course.grading.calls import Reply, in_process
from course.grading.forms import split
from course.grading.results import Diagnosis
from tests.course.exercises.test_named_mistakes import handed_in
from tests.course.small import LINEAR, PARAMS, RELU, SUMMARY, WEIGHTS, failing, judged, linear, relu

NAMED = [
    pytest.param(exercise, mistake, id=f"{exercise.id}-{mistake.kind}-{number}")
    for exercise in catalogue().values()
    for number, mistake in enumerate(exercise.mistakes)
]


def found(exercise: Any, answer: Any, caller: Any = None, seed: int = 1) -> Worked:
    caller = caller or in_process(answer)
    worked = smallest_case(exercise, caller, judged(exercise, answer), np.random.default_rng(seed))
    assert worked is not None
    return worked


def pasted(worked: Worked, answer: Any) -> tuple[dict[str, Any], Any]:
    """Run the lines of a case as a student would: the arguments, and what the call returns."""
    *lines, call = worked.inputs.splitlines()
    names: dict[str, Any] = {"np": np}
    exec("\n".join(lines), names)
    names[call.partition("(")[0]] = answer
    return {name: names[name] for name in call.partition("(")[2].rstrip(")").split(", ")}, eval(call, names)


def written(parts: Any, value: Any) -> str:
    """A whole answer as the card writes it."""
    if isinstance(parts, Diagnosis):
        return numbers(plain(value))
    return "\n".join(f"{name} = {numbers(part)}" for name, part in parts.items())


def read(text: str) -> Any:
    return np.array(eval(text, {"nan": np.nan, "inf": np.inf}))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(("exercise", "mistake"), NAMED)
def test_what_is_pasted_shows_the_mistake(exercise: Any, mistake: Any) -> None:
    """For every named mistake: does the answer return, on the pasted lines, what the card says it returned?"""
    answer = handed_in(exercise, mistake)
    with np.errstate(all="ignore"):
        worked = found(exercise, answer)
        args, value = pasted(worked, answer)
    assert tuple(args) == exercise.signature
    heading, said = worked.outcome[-1]
    parts = split(exercise, plain(value))
    if heading == "what came out":
        assert said == written(parts, value)
        return
    assert isinstance(parts, dict)
    name, index = re.fullmatch(r"(\w+)(\[[\d, ]+\])? came out as", heading).groups()
    got = np.asarray(parts[name])[tuple(eval(index))] if index else np.asarray(parts[name])
    np.testing.assert_allclose(got, read(said), rtol=1e-4, atol=1e-6)
    if len(worked.outcome) == 2 and "between" not in worked.outcome[0][1]:
        wanted = read(worked.outcome[0][1])
        assert wanted.shape != read(said).shape or not np.allclose(wanted, read(said), rtol=1e-5, atol=1e-9)


def test_small_means_few_numbers() -> None:
    """Is a sign error shown on fewer numbers than the check's own inputs hold?"""
    worked = found(LINEAR, lambda *a: (-linear(*a)[0], *linear(*a)[1:]))
    assert worked.inputs.count(".") <= 22
    assert [heading for heading, _ in worked.outcome] == ["dW should be", "dW came out as"]


def test_the_case_shows_what_the_card_says() -> None:
    """A sum where a mean is asked is right on one row: is a case with more rows found?"""
    exercise = next(e for e in catalogue().values() if e.id == "softmax_cross_entropy_grad")
    mistake = next(m for m in exercise.mistakes if m.kind == "missing-mean")
    args, _ = pasted(found(exercise, handed_in(exercise, mistake)), handed_in(exercise, mistake))
    assert len(args["Z"]) > 1


def test_floats_stay_floats() -> None:
    """Are whole floats written with a point, so that pasting makes an array of floats again?"""

    def wrong(x: Any, least: int) -> Any:
        return 2 * np.cumsum(x), 1, True, "few"

    draw = replace(SUMMARY.cases[0], draw=lambda rng: {"x": np.array([1.0, -2.0]), "least": 2})
    worked = found(replace(SUMMARY, cases=(draw,)), wrong)
    assert worked.inputs == "x = np.array([1.0, -2.0])\nleast = 2\nsummary(x, least)"


def test_a_dict_of_arrays_can_be_pasted() -> None:
    """Do parameters come as a dict that Python reads?"""

    def wrong(params: Any, X: Any, Y: Any) -> Any:
        return {"W": np.zeros_like(params["W"]), "b": np.zeros_like(params["b"])}

    args, _ = pasted(found(PARAMS, wrong), wrong)
    assert set(args["params"]) == {"W", "b"} and args["params"]["W"].dtype == np.float64


def test_an_entry_is_shown_of_a_large_array() -> None:
    """Is a large array not written out, but the entry that is off?"""
    big = replace(
        RELU, cases=(replace(RELU.cases[0], draw=lambda rng: {n: rng.normal(size=(9, 9)) for n in ("Z", "dA")}),)
    )
    worked = found(big, lambda Z, dA: 2 * relu(Z, dA))
    assert worked.outcome[0][0].startswith("dZ[")


def test_the_middle_of_a_kink_is_not_called_right() -> None:
    """Where one entry of a small array stands at a kink, is another one shown, and not the whole array?"""
    inputs = {"Z": np.array([[0.0, 1.0], [2.0, -1.0]]), "dA": np.array([[0.3, 1.0], [2.0, -1.0]])}
    kinked = replace(RELU, cases=(replace(RELU.cases[0], draw=lambda rng: inputs),))
    worked = found(kinked, lambda Z, dA: 2 * relu(Z, dA))
    assert [heading for heading, _ in worked.outcome] == ["dZ[1, 0] should be", "dZ[1, 0] came out as"]


def test_a_crash_is_shown_on_small_inputs() -> None:
    """Does the case say what happened where there is no value?"""
    worked = found(LINEAR, lambda W, b, X, dZ: X @ dZ)
    assert worked.outcome[0][0] == "what happened" and "ValueError" in worked.outcome[0][1]


def test_a_timeout_is_asked_once() -> None:
    """Is an answer that never comes back not called again and again for a hint?"""
    calls = []

    def endless(args: Any) -> Reply:
        calls.append(args)
        return Reply("timeout", seconds=5.0)

    worked = smallest_case(LINEAR, endless, judged(LINEAR, linear), np.random.default_rng(1))
    assert worked is not None and len(calls) == 1


def test_a_form_that_cannot_be_taken_apart_is_shown() -> None:
    """Is what came out shown where it has no parts?"""
    assert found(LINEAR, lambda *a: 3).outcome == (("what came out", "3"),)
    assert found(LINEAR, lambda *a: object()).outcome[0][0] == "what happened"


def test_a_property_shows_the_whole_answer() -> None:
    """Is the whole answer shown where many would be right, and none given away?"""
    assert found(WEIGHTS, lambda n: np.full(n, 2.0)).outcome[0][1].startswith("w = [2.0, 2.0")


def test_an_answer_kept_secret_is_not_given() -> None:
    """Where the expected value would be the answer, does the case not show it?"""
    secret = replace(SUMMARY, reveals=False)
    worked = found(secret, lambda x, least: (2 * np.cumsum(x), 1, True, "few"))
    assert [heading for heading, _ in worked.outcome] == ["what came out"]


def test_a_right_answer_has_no_case_and_few_calls() -> None:
    """Is nothing made up where nothing is wrong, in a bounded number of calls?"""
    calls = []

    def caller(args: Any) -> Reply:
        calls.append(args)
        return in_process(linear)(args)

    assert smallest_case(LINEAR, caller, judged(LINEAR, linear), np.random.default_rng(1)) is None
    assert len(calls) <= 2 * KEPT * len(LINEAR.cases)
    assert smallest_case(LINEAR, failing("ok"), judged(LINEAR, linear), np.random.default_rng(1)) is not None
