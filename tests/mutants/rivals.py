"""Eight published ways to check a gradient, and this course's, on the same wrong and right answers.

Every answer is tested at the same points: the first inputs that `check` draws for a seed. A wrong answer counts as
killed at a seed if it is not accepted there. The last row is the whole check, with all its cases, as `check` and the
judge run it; the row above it has the same comparison and the same single point as the rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table

from course.answers import plain
from course.exercises.spec import Args, GradientExercise
from course.grading.calls import in_process
from course.grading.expected import judge
from course.grading.forms import split
from course.grading.grade import grade
from course.grading.results import Diagnosis
from course.grading.seeds import stream
from tests.mutants import corpus, published
from tests.mutants.candidate import Answer, Candidate
from tests.mutants.judging import silence
from tests.mutants.protocols.all import PROTOCOLS
from tests.mutants.protocols.setting import Point, Protocol

SEEDS, QUICK_SEEDS = 10, 1
WHOLE_SEEDS = 1
"""Seeds for the whole check in this table; the table of mutants runs it at ten."""
QUICK_SHARE = 20
"""In a quick run every twentieth wrong answer stands for all."""

GROUPS: dict[str, frozenset[str]] = {
    "ignores upstream": frozenset({"upstream-ignored"}),
    "0.5 % off": frozenset({"half-per-cent"}),
    "sign": frozenset({"sign"}),
    "all zero": frozenset({"all-zero"}),
    "reduction": frozenset({"reduction", "dropped-reduction", "axis"}),
    "one entry or block": frozenset({"one-entry", "one-block"}),
    "input changed": frozenset({"in-place"}),
}
"""The table's columns: kinds of mutant by the name of the operators that made them."""

Accepts = Callable[[GradientExercise, int, Answer], bool]
"""Whether a checker calls an answer right at one seed."""


@dataclass
class Tally:
    """How many of a group of (answer, seed) pairs there were, and how many were not accepted."""

    tried: int = 0
    refused: int = 0

    def add(self, accepted: bool) -> None:
        """Count one pair."""
        self.tried += 1
        self.refused += not accepted

    @property
    def percent(self) -> str:
        """'98.5', '-' where nothing was tried; 100 only if all were refused, 0 only if none was."""
        if not self.tried:
            return "-"
        share = 100 * self.refused / self.tried
        if 0 < self.refused < self.tried:
            share = min(max(share, 0.1), 99.9)
        return f"{share:.1f}" if share % 100 else f"{share:.0f}"


@dataclass
class Row:
    """One checker's line of the table."""

    name: str
    seeds: int
    killed: Tally = field(default_factory=Tally)
    groups: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in GROUPS})
    rejected: Tally = field(default_factory=Tally)


def first_inputs(exercise: GradientExercise, seed: int) -> Args:
    """What `grade` draws first at this seed: the first trial of the main case."""
    args: Args = plain(exercise.cases[0].inputs(stream(seed, exercise.id, 0), 0))
    return args


def by_protocol(protocol: Protocol) -> Accepts:
    """A published protocol as a checker; its differences at a point are computed once for all answers."""

    @cache
    def point(name: str, seed: int) -> Point:
        exercise = corpus.subjects()[name]
        return protocol.point(exercise, first_inputs(exercise, seed), np.random.default_rng(seed))

    return lambda exercise, seed, answer: protocol.judges(exercise, point(exercise.id, seed), answer)


def by_our_comparison(exercise: GradientExercise, seed: int, answer: Answer) -> bool:
    """The course's comparison at the rivals' single point, and nothing else of the check."""
    args = first_inputs(exercise, seed)
    reply = in_process(answer)(args)
    parts = split(exercise, reply.value) if reply.status == "ok" else None
    if parts is None or isinstance(parts, Diagnosis):
        return False
    return all(verdict.ok for verdict in judge(exercise, args, parts).values())


def by_the_whole_check(exercise: GradientExercise, seed: int, answer: Answer) -> bool:
    """Full points, by exactly the code of `check` and the judge."""
    return grade(exercise, in_process(answer), seed).points == exercise.points


def rows(wrong: list[Candidate], right: list[Candidate], seeds: int, whole_seeds: int) -> list[Row]:
    """The table: each checker on each answer at each seed."""
    checkers: list[tuple[str, int, Accepts]] = [(p.name, seeds, by_protocol(p)) for p in PROTOCOLS]
    checkers.append(("this course, one point", seeds, by_our_comparison))
    checkers.append(("this course", whole_seeds, by_the_whole_check))
    found = []
    for name, count, accepts in track(checkers, description="rivals", transient=True):
        row = Row(name, count)
        for candidate, accepted in _outcomes(accepts, wrong, count):
            row.killed.add(accepted)
            for group, kinds in GROUPS.items():
                if candidate.kind in kinds:
                    row.groups[group].add(accepted)
        for _, accepted in _outcomes(accepts, right, count):
            row.rejected.add(accepted)
        found.append(row)
    return found


def _outcomes(accepts: Accepts, candidates: list[Candidate], seeds: int) -> Iterable[tuple[Candidate, bool]]:
    exercises = corpus.subjects()
    for candidate in candidates:
        for seed in range(seeds):
            with silence(), np.errstate(all="ignore"):
                accepted = accepts(exercises[candidate.subject], seed, candidate.answer)
            yield candidate, accepted


def table(console: Console, quick: bool) -> dict[str, Any]:
    """Print both tables; return the counts behind them."""
    wrong = [mutant for mutant in corpus.mutants() if mutant.equivalent is None]
    wrong = wrong[::QUICK_SHARE] if quick else wrong
    right = corpus.variants()
    found = rows(wrong, right, QUICK_SEEDS if quick else SEEDS, WHOLE_SEEDS)
    columns = ["killed", *GROUPS, "right answers rejected"]
    printed = Table(title=f"Ways to check a gradient: {len(wrong)} mutants, {len(right)} right answers, in %")
    printed.add_column("protocol")
    for column in ("seeds", *columns):
        printed.add_column(column, justify="right")
    for row in found:
        cells = [row.killed.percent, *(tally.percent for tally in row.groups.values()), row.rejected.percent]
        printed.add_row(row.name, str(row.seeds), *cells)
    console.print(printed)
    return {
        "mutants": len(wrong),
        "variants": len(right),
        "rows": {row.name: _counts(row) for row in found},
        "published": published.table(console, quick),
    }


def _counts(row: Row) -> dict[str, int]:
    return {
        "seeds": row.seeds,
        "tried": row.killed.tried,
        "killed": row.killed.refused,
        "right": row.rejected.tried,
        "rejected": row.rejected.refused,
    }
