"""Mistakes with their pointers, which stand in a file of their own beside a lesson's specs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from course.exercises.spec import Mistake


def pointed(mistakes: tuple[Mistake, ...], hints: Mapping[str, str]) -> tuple[Mistake, ...]:
    """``mistakes``, each with the hint that ``hints`` holds for its kind, if any.

    Raises
    ------
    KeyError
        If ``hints`` names a kind that is none of theirs.
    """
    unknown = hints.keys() - {mistake.kind for mistake in mistakes}
    if unknown:
        raise KeyError(f"expected kinds of mistakes, got {', '.join(sorted(unknown))}. Try: the spec's own kinds")
    return tuple(replace(mistake, hint=hints.get(mistake.kind, mistake.hint)) for mistake in mistakes)
