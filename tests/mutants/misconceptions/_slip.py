"""A slip: a wrong answer in a student's own words, and the diagnoses that would be right about it.

The files beside this one hold code as students write it, made without a look at the specs' own `make`. A diagnosis
is right if its kind is one of those given here: they were chosen by reading the code, not the doctor's answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.mutants.candidate import Candidate, written

NONE = "no diagnosis"
"""Among the right kinds of a slip that is two mistakes at once, or whose cause its numbers cannot tell."""


@dataclass(frozen=True)
class Slip:
    """One wrong answer."""

    candidate: Candidate
    right: frozenset[str]


class Slips:
    """The slips of one exercise: ``@slip("transposed")`` above a function adds it to them."""

    def __init__(self, subject: str) -> None:
        self.subject = subject
        self.found: list[Slip] = []

    def __call__(self, *right: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Name the kinds of diagnosis that are true of the function below."""

        def add(function: Callable[..., Any]) -> Callable[..., Any]:
            self.found.append(Slip(written(self.subject, right[0], function), frozenset(right)))
            return function

        return add

    @property
    def candidates(self) -> list[Candidate]:
        """The slips as the corpus takes them."""
        return [slip.candidate for slip in self.found]
