"""Eight published ways to check a gradient, and this course's, on the same wrong and right answers.

Every answer is tested at the same points: the first inputs that `check` draws for a seed. A wrong answer counts as
killed at a seed if it is not accepted there. The last row is the whole check, with all its cases, as `check` and the
judge run it; the row above it has the same comparison and the same single point as the rivals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from tests.mutants import corpus, judging, published
from tests.mutants.candidate import Candidate
from tests.mutants.judging import silence
from tests.mutants.protocols.all import PROTOCOLS
from tests.mutants.protocols.setting import Point, Protocol
from tests.mutants.scope import Scope
from tests.mutants.workers import spread

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

Accepts = Callable[[Candidate, int], bool]
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


def by_protocol(protocol: Protocol) -> Accepts:
    """A published protocol as a checker; its differences at a point are computed once for all answers."""

    @cache
    def point(name: str, seed: int) -> Point:
        exercise = judging.exercise(name)
        return protocol.point(exercise, judging.first_inputs(exercise, seed), np.random.default_rng(seed))

    def accepts(candidate: Candidate, seed: int) -> bool:
        exercise = judging.exercise(candidate.subject)
        return protocol.judges(exercise, point(candidate.subject, seed), candidate.answer)

    return accepts


def by_our_comparison(candidate: Candidate, seed: int) -> bool:
    """The course's comparison at the rivals' single point, and nothing else of the check."""
    return judging.right_at_first(judging.exercise(candidate.subject), seed, candidate.answer)


def by_the_whole_check(candidate: Candidate, seed: int) -> bool:
    """Full points, by exactly the code of `check` and the judge."""
    return bool(judging.full(candidate, [seed]))


def checkers(seeds: int, whole_seeds: int) -> list[tuple[str, int, Accepts]]:
    """All of the table: the name, the seeds, and how it decides."""
    ours = [("this course, one point", seeds, by_our_comparison), ("this course", whole_seeds, by_the_whole_check)]
    return [*((protocol.name, seeds, by_protocol(protocol)) for protocol in PROTOCOLS), *ours]


def row(checker: tuple[str, int, Accepts], wrong: list[Candidate], right: list[Candidate]) -> Row:
    """One checker on each answer at each of its seeds."""
    name, seeds, accepts = checker
    found = Row(name, seeds)
    for candidate, accepted in _outcomes(accepts, wrong, seeds):
        found.killed.add(accepted)
        for group, kinds in GROUPS.items():
            if candidate.kind in kinds:
                found.groups[group].add(accepted)
    for _, accepted in _outcomes(accepts, right, seeds):
        found.rejected.add(accepted)
    return found


def _outcomes(accepts: Accepts, candidates: list[Candidate], seeds: int) -> Iterable[tuple[Candidate, bool]]:
    for candidate in candidates:
        for seed in range(seeds):
            with silence(), np.errstate(all="ignore"):
                accepted = accepts(candidate, seed)
            yield candidate, accepted


def answers(scope: Scope) -> tuple[list[Candidate], list[Candidate]]:
    """The wrong answers and the right ones that take part."""
    mutants, variants = corpus.mutants(), corpus.variants()
    wrong = [mutants[n] for n in scope.indices(mutants) if mutants[n].equivalent is None]
    return wrong[::QUICK_SHARE] if scope.quick else wrong, [variants[n] for n in scope.indices(variants)]


def _share(scope: Scope, numbers: list[int], seeds: range) -> list[tuple[int, Row]]:
    """The rows of these numbers. Runs in another process."""
    every = checkers(len(seeds), WHOLE_SEEDS)
    return [(number, row(every[number], *answers(scope))) for number in numbers]


def rows(scope: Scope, pool: Executor, console: Console) -> list[Row]:
    """The table: each checker on each answer at each seed."""
    seeds = range(QUICK_SEEDS if scope.quick else SEEDS)
    longest_first = reversed(range(len(checkers(len(seeds), WHOLE_SEEDS))))
    cut = (([number], seeds) for number in longest_first)
    found = [each for share in spread(pool, console, "rivals", partial(_share, scope), cut) for each in share]
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def table(console: Console, scope: Scope, pool: Executor) -> dict[str, Any]:
    """Print both tables; return the counts behind them."""
    wrong, right = answers(scope)
    found = rows(scope, pool, console)
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
        "published": published.table(console, scope.quick),
    }


def _counts(row: Row) -> dict[str, int]:
    return {
        "seeds": row.seeds,
        "tried": row.killed.tried,
        "killed": row.killed.refused,
        "right": row.rejected.tried,
        "rejected": row.rejected.refused,
    }
