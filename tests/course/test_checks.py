"""Does `check` judge, and never raise; does `attempt` keep a lesson running?"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from course import attempt, check
from course import check as check_function
from course.attempts import ATTEMPTS
from course.grading import seeds
from course.score import Score
from tests.course.small import LINEAR, SOFTMAX, linear, softmax

module = sys.modules[check_function.__module__]


@pytest.fixture(autouse=True)
def small_catalogue(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`check` finds the small exercises, and knows the real ones no more."""
    known = {exercise.id: exercise for exercise in (LINEAR, SOFTMAX)}
    find: Callable[[str], Any] = module.find  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "find", lambda name: known[name] if name in known else find(name))
    ATTEMPTS.forget()
    yield
    ATTEMPTS.forget()


def test_a_right_answer_is_worth_its_points() -> None:
    """Does a right function earn everything?"""
    score = check("linear", linear)
    assert isinstance(score, Score) and repr(score) == "4" and score.result.status == "correct"


def test_the_same_answer_gets_the_same_card_every_time() -> None:
    """Are the inputs of a visible check fixed, and not those of another seed?"""

    def wrong(Z: Any, y: Any) -> Any:
        return softmax(Z, y) * 1.01

    first = check("softmax", wrong)
    assert first.card() == check("softmax", wrong).card()
    assert seeds.VISIBLE_SEED == 20_260_101


def unwritten(*args: Any) -> Any:
    raise NotImplementedError


def leaves(*args: Any) -> Any:
    sys.exit(1)


@pytest.mark.parametrize(
    "answer, status",
    [(unwritten, "not_attempted"), (leaves, "crashed"), (lambda: 1, "crashed"), (None, "wrong"), (3, "wrong"),
     (np.linalg, "wrong"), (lambda *a: None, "wrong")],
)  # fmt: skip
def test_it_never_raises(answer: Any, status: str) -> None:
    """Is whatever one may hand to check a card, exit() in the function included?"""
    assert check("linear", answer).result.status == status


@pytest.mark.parametrize("name", ["linnear", "", "<b>", None, 3, ["linear"], linear])
def test_an_unknown_id_is_a_card_too(name: Any) -> None:
    """Is a wrong id, of whatever type, answered with a card that earns nothing?"""
    score = check(name, linear)
    assert (score.points, score.max_points, score.result.status) == (0, 0, "missing")
    assert "may not have been run" not in score.card()


def test_an_unknown_id_lists_the_known_ones() -> None:
    """Does the card help to find the right id?"""
    assert "Try one of: " in check("linnear", linear).card() and "relu_backward" in check("linnear", linear).card()


def test_a_fault_of_the_check_earns_nothing_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the judgement itself breaks, is that told, with no points and no exception?"""

    def broken(*args: Any) -> Any:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(module, "grade", broken)
    score = check("linear", linear)
    assert score.points == 0 and "The check itself failed: ZeroDivisionError: of ours" in score.card()


@pytest.mark.parametrize("warned", ["default", "error"])
def test_a_noisy_answer_is_kept_from_the_page(warned: Any, capfd: pytest.CaptureFixture[str]) -> None:
    """Do prints, warnings and stderr of the answer stay away, since nbgrader reads stderr as a failed test?"""

    def noisy(*args: Any) -> Any:
        print("here I am")
        print("and here", file=sys.stderr)
        warnings.warn("careful", stacklevel=1)
        np.log(np.zeros(1))
        return linear(*args)

    with warnings.catch_warnings():
        warnings.simplefilter(warned)
        assert check("linear", noisy).points == 4
    assert capfd.readouterr() == ("", "")


def test_an_attempt_returns_what_the_function_returns() -> None:
    """Does a working function go through as it is, with keywords?"""
    assert attempt(lambda x, y=1: x + y, 2, y=3) == 5


@pytest.mark.parametrize(
    "function, said",
    [
        (unwritten, "unwritten is not written yet."),
        (leaves, "leaves stopped with SystemExit: 1."),
        (3, "the function stopped with TypeError: 'int' object is not callable."),
    ],
)
def test_an_attempt_that_fails_is_one_line_and_none(
    function: Any, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does a lesson go on, with one line, where the function is not written or fails?"""
    assert attempt(function) is None
    assert capsys.readouterr().out == said + "\n"


def off(c: float) -> Callable[..., Any]:
    """A wrong answer, another for each c."""
    return lambda Z, y: c * softmax(Z, y)


def levels(*answers: Callable[..., Any]) -> list[int | None]:
    """The level of hint on the card after each of these answers in turn."""
    return [hints.level if (hints := check("softmax", named("softmax", a)).hints) else None for a in answers]


def named(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as a student defines it, under the name of the exercise."""

    def answer(*args: Any) -> Any:
        return function(*args)

    answer.__name__ = name
    return answer


def test_hints_open_one_after_another() -> None:
    """Does each different wrong answer open one more hint, and are there three?"""
    assert levels(off(2), off(3), off(4), off(5)) == [1, 2, 3, 3]


def test_running_a_cell_again_opens_nothing() -> None:
    """Do the same answer, another way to write it, and a way back to an earlier one count as no attempt?"""
    assert levels(off(2), off(2), lambda Z, y: softmax(Z, y) + softmax(Z, y), off(3), off(2)) == [1, 1, 1, 2, 2]


def test_a_random_answer_opens_nothing_by_itself() -> None:
    """Does an answer that is another on every call not walk through the hints?"""
    rng = np.random.default_rng(1)
    assert levels(*3 * [lambda Z, y: rng.normal(size=Z.shape)]) == [1, 1, 1]


def test_a_stub_is_no_attempt_and_a_right_answer_closes_the_hints() -> None:
    """Does it begin anew after a right answer, and not count what is not written?"""
    assert levels(unwritten, off(2), unwritten, off(3), softmax, off(4)) == [None, 1, None, 2, None, 1]


def test_exercises_count_by_themselves() -> None:
    """Does a wrong answer to one open no hint of another?"""
    assert levels(off(2), off(3)) == [1, 2]
    hints = check("linear", named("linear", lambda *args: 3)).hints
    assert hints is not None and hints.level == 1


def test_hints_cost_nothing() -> None:
    """Are points, status and the number that nbgrader reads the same on every level?"""
    scores = [check("softmax", named("softmax", answer)) for answer in (off(2), off(3), off(2))]
    assert {(repr(score), score.result.status) for score in scores} == {("0", "wrong")}
    assert "Hint 2 of 3." in scores[-1].card() and "Hint 2 of 3." in scores[-1]._repr_html_()


def test_a_demonstration_is_no_attempt() -> None:
    """Is a lesson's own wrong answer, under another name, shown without hints and not counted?"""
    assert check("softmax", off(9)).hints is None and check("softmax", 3).hints is None
    assert levels(off(2)) == [1]


def test_a_fault_in_a_hint_costs_no_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a hint cannot be made, does the card stand as it is?"""

    def broken(*args: Any) -> Any:
        raise ZeroDivisionError("of ours")

    monkeypatch.setattr(module, "hints_for", broken)
    score = check("linear", named("linear", lambda *args: (*linear(*args)[:2], None)))
    assert 0 < score.points < 4 and score.hints is None and score.result.status == "partial"


def test_an_endless_loop_in_an_edge_case_is_waited_for_once_more_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does a hint not wait for the limit again on each of its small cases?"""
    monkeypatch.setattr(module, "CALL_SECONDS", 0.6)
    endless = 0

    def on_one_row(W: Any, b: Any, X: Any, dZ: Any) -> Any:
        nonlocal endless
        if len(X) > 1:
            return linear(W, b, X, dZ)
        endless += 1
        while True:
            pass

    ATTEMPTS.count("linear", "an earlier attempt")
    score = check("linear", named("linear", on_one_row))
    assert score.hints is not None and score.hints.level == 2 and score.result.status == "partial"
    assert endless == 2
