"""What `check` returns: to nbgrader a number of points, to a person a card.

nbgrader reads the ``text/plain`` of a check cell's result as the points (partial credit), so that is the bare
number and nothing else. A browser shows the ``text/html``: the card.
"""

from __future__ import annotations

from typing import Any

from course.cards import html_card, text_card
from course.doctor.hints import Hints
from course.grading.results import Result

MIME = "application/vnd.chainrule.result+json"
"""The result as data, for `course check`, which prints the cards of a whole notebook as text."""


class Score:
    """The outcome of one check: ``result`` holds all of it, ``points`` and ``max_points`` the numbers.

    ``hints`` are those that are open, None where there are none.
    """

    def __init__(self, result: Result, title: str, hints: Hints | None = None) -> None:
        self.result = result
        self.title = title
        self.hints = hints

    @property
    def points(self) -> float:
        """Points earned, between 0 and `max_points`."""
        return self.result.points

    @property
    def max_points(self) -> float:
        """Points that the exercise is worth."""
        return self.result.max_points

    def __repr__(self) -> str:
        return number(self.points)

    def card(self) -> str:
        """The card as text."""
        return text_card(self.result, self.title, self.hints)

    def _repr_html_(self) -> str:
        return html_card(self.result, self.title, self.hints)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        noted = {"noted": True} if self.result.noted else {}
        return {"text/plain": repr(self), "text/html": self._repr_html_(), MIME: {"card": self.card(), **noted}}


def number(points: float) -> str:
    """Points as a bare number, without an idle '.0': '2', '1.3333'."""
    return f"{points:.4f}".rstrip("0").rstrip(".")
