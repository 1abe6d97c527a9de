"""One wrong answer, the mistake in it, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Slip:
    """One wrong answer.

    A part of an answer is one of the values it returns; each holds the same share of the points. A part that
    is wrong on ordinary inputs is lost altogether, whatever becomes of it on others.
    """

    question: str
    lost: float
    """The points that honest grading takes away."""
    kind: str
    """What the student's card calls it: a named mistake, a choice, or the exercise's own sentence."""
    code: str
    """The source of the answer's cell."""
