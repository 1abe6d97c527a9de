"""Endless loops in answers."""

from __future__ import annotations

import signal
import threading
from typing import Any

import pytest

from course import attempt, check, checks
from course.time_limit import TooLongError, time_limit


def endless(*args: Any) -> None:
    """A loop that swallows every exception it can."""
    while True:
        try:
            sum(range(1000))
        except Exception:
            continue


def bounded() -> None:
    """A loop that is far longer than every limit here, and yet ends where none holds."""
    for _ in range(300_000):
        sum(range(100))


def test_a_loop_is_ended() -> None:
    """Is a loop without an end ended, though it swallows exceptions, and is the old handler back afterwards?"""
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLongError), time_limit(0.05):
        endless()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_block_in_time_is_left_alone() -> None:
    """Does nothing happen to a block that ends in time, an exception of its own included?"""
    with time_limit(60):
        pass
    with pytest.raises(ZeroDivisionError), time_limit(60):
        raise ZeroDivisionError


def test_a_limit_within_a_limit_takes_nothing_from_it() -> None:
    """Does the outer limit hold after an inner block that ended in time, and within one that has more time?"""
    with pytest.raises(TooLongError), time_limit(0.05):
        with time_limit(60):
            pass
        bounded()
    with pytest.raises(TooLongError), time_limit(0.05), time_limit(60):
        bounded()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_an_inner_limit_that_was_caught_leaves_the_outer_one() -> None:
    """Does a block go on after its inner one was ended, until its own time is up?"""
    ended: list[str] = []
    with pytest.raises(TooLongError), time_limit(0.1):
        try:
            with time_limit(0.02):
                bounded()
        except TooLongError:
            ended.append("inner")
        bounded()
    assert ended == ["inner"]


def test_outside_the_main_thread_there_is_no_limit() -> None:
    """Does the block still run where no signal can be set?"""
    ran: list[bool] = []

    def work() -> None:
        with time_limit(60):
            ran.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert ran == [True]


def test_a_check_tells_of_an_endless_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Does the card say so, after one call and not after every trial?"""
    monkeypatch.setattr(checks, "CALL_SECONDS", 0.05)
    score = check("train_perceptron", endless)
    assert score.points == 0.0
    assert score.result.status == "timeout"
    assert "loop that never ends" in score.card()


def test_an_attempt_tells_of_an_endless_loop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does a figure go on without the student's function when that does not come back?"""
    monkeypatch.setattr(checks, "ATTEMPT_SECONDS", 0.05)
    assert attempt(endless) is None
    assert "did not come back within 0.05 s" in capsys.readouterr().out
