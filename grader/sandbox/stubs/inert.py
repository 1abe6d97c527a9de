"""`check` and `attempt` as a worker has them: there is nothing to check here, so a check says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class NoScore:
    """What `check` returns while a submission is graded: no points, no card."""

    points = 0.0
    max_points = 0.0

    def __repr__(self) -> str:
        return "0"


def check(*args: Any, **kwargs: Any) -> NoScore:
    """Do nothing: the judge checks, outside."""
    return NoScore()


def attempt(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """``function(*args, **kwargs)``, or None where it fails, as in a lesson."""
    try:
        return function(*args, **kwargs)
    except Exception:
        return None
