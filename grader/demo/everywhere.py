"""What a student of the demo class does in every lesson: from a lesson's release to edits, and what they cost.

So a new lesson is in the class as soon as it is given out, and no list of lessons is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nbformat import NotebookNode

from grader.demo.edits import Edit, answer, begin_every_answer_with, leave
from grader.demo.slips import slips
from grader.demo.wrong_ways import NO_RETURN, NOISE
from grader.judge.plan import questions

Habit = Callable[[NotebookNode], tuple[tuple[Edit, ...], Mapping[str, float]]]
"""The edits that make the submission from the reference, and question to the points that they lose."""


def no_change(release: NotebookNode) -> tuple[tuple[Edit, ...], Mapping[str, float]]:
    """Hand in what there is."""
    return (), {}


def noise(release: NotebookNode) -> tuple[tuple[Edit, ...], Mapping[str, float]]:
    """Print and warn in every answer, which costs nothing."""
    return (begin_every_answer_with(NOISE),), {}


def first_half(release: NotebookNode) -> tuple[tuple[Edit, ...], Mapping[str, float]]:
    """Leave the second half of the questions open: a later answer may use an earlier one, never the other way."""
    points = questions(release)
    opened = dict(list(points.items())[len(points) // 2 :])
    return (leave(*opened),), opened


def slip_everywhere(release: NotebookNode) -> tuple[tuple[Edit, ...], Mapping[str, float]]:
    """Make a mistake in every answer: a written one, or where none is written, forget to return anything."""
    edits, lost = [], {}
    for question, points in questions(release).items():
        slip = slips().get(question)
        edits.append(answer(question, slip.code if slip else NO_RETURN.replace("{question}", question)))
        lost[question] = slip.lost if slip else points
    return tuple(edits), lost
