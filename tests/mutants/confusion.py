"""The doctor's confusion matrix: what was wrong with an answer against what it was told.

A diagnosis is right if each cause that is named is true of the code, and wrong if one is not. Where the doctor only
says what it saw (an entry with both numbers, a shape, which rows are off), that is no diagnosis, unless what it saw
is the mistake itself: an argument that was changed, an axis that was never summed.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from course.grading.calls import in_process
from course.grading.grade import grade
from course.grading.results import Result
from tests.mutants import corpus
from tests.mutants.judging import judged, silence
from tests.mutants.patients import NAMED, TWO_AT_ONCE, WRITTEN, Patient, patients
from tests.mutants.scope import Scope
from tests.mutants.workers import shares, spread

SEEDS, QUICK_SEEDS = 50, 1
SILENT_SEEDS, QUICK_SILENT_SEEDS = 100, 2

RIGHT_AT_LEAST, WRONG_AT_MOST = 0.95, 0.01
"""The bars: the first for one mistake at a time, the second for every answer."""

SEEN = frozenset({
    *("differs", "some-entries", "one-entry", "one-row", "one-column", "zero", "factor-or-mean"),
    *("shape", "unsummed-axis", "extra-axis", "summed-too-far", "form", "not-finite", "no-value"),
    *("crashed", "timeout", "memory", "not-attempted", "withheld", "not-repeatable", "input-changed", "property"),
    *("explained", "numeric-derivative"),
})  # fmt: skip
"""The kinds that say what was seen and name no cause."""
NOTHING = "nothing"


@dataclass
class Outcome:
    """What one wrong answer was told, over all seeds."""

    patient: Patient
    seeds: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    """Kinds, joined where parts got different ones, and how often."""

    def add(self, said: list[str]) -> None:
        """Count what was said at one seed."""
        self.seeds += 1
        self.verdicts[verdict(said, self.patient.right)] += 1
        self.said[" + ".join(dict.fromkeys(said)) or NOTHING] += 1


def kinds(result: Result) -> list[str]:
    """The kinds of all diagnoses, the first one first."""
    return [diagnosis.kind for diagnosis in (result.diagnosis, *result.others) if diagnosis]


def verdict(said: list[str], right: frozenset[str]) -> str:
    """'right', 'wrong' or 'none' for the diagnoses that one answer got at one seed."""
    causes = [kind for kind in said if kind not in SEEN or kind in right]
    if not causes:
        return "none"
    return "right" if right.issuperset(causes) else "wrong"


def told(patient: Patient, seed: int) -> list[str]:
    """The kinds that the doctor gives a wrong answer handed in at one seed."""
    with silence():
        return kinds(grade(patient.exercise, in_process(patient.answer), seed))


def examined(patient: Patient, seeds: range) -> Outcome:
    """One wrong answer handed in at each seed."""
    outcome = Outcome(patient)
    for seed in seeds:
        outcome.add(told(patient, seed))
    return outcome


def spoken(numbers: list[int], seeds: range) -> int:
    """How often the doctor says anything about the right answers of these numbers in the corpus."""
    variants = corpus.variants()
    return sum(bool(kinds(judged(variants[number], seed))) for seed in seeds for number in numbers)


def _share(numbers: list[int], seeds: range) -> list[tuple[int, list[str]]]:
    """What the patients of these numbers are told. Runs in another process."""
    return [(number, told(patients()[number], seed)) for seed in seeds for number in numbers]


def table(console: Console, scope: Scope, pool: Executor) -> dict[str, Any]:
    """Print the matrix: totals, and every cell off its diagonal. Return the counts behind it."""
    seeds = range(QUICK_SEEDS if scope.quick else SEEDS)
    outcomes = {number: Outcome(each) for number, each in enumerate(patients()) if scope.holds(each.exercise)}
    cut = shares([(number, outcome.patient.exercise.id) for number, outcome in outcomes.items()], seeds)
    for share in spread(pool, console, "doctor", _share, cut):
        for number, said in share:
            outcomes[number].add(said)
    every = list(outcomes.values())
    counts: dict[str, Any] = {group: totals(every, group) for group in (NAMED, WRITTEN, TWO_AT_ONCE)}
    _print_totals(console, counts, len(seeds))
    _print_cells(console, every)
    counts["seeds"] = len(seeds)
    counts["unnoticed"] = unnoticed(every)
    counts["right answers"] = _silence(console, scope, pool)
    return counts


def unnoticed(outcomes: list[Outcome]) -> int:
    """How often a wrong answer was told nothing at all: it had full points."""
    return sum(outcome.said[NOTHING] for outcome in outcomes)


def totals(outcomes: list[Outcome], group: str) -> dict[str, int]:
    """How many answers a group has, and how their diagnoses came out."""
    mine = [outcome for outcome in outcomes if outcome.patient.group == group]
    found = {word: sum(outcome.verdicts[word] for outcome in mine) for word in ("right", "wrong", "none")}
    return {"answers": len(mine), **found}


def passes(counts: dict[str, Any]) -> bool:
    """Whether the bars hold: for one mistake at a time together, and for wrong diagnoses over all."""
    one = [counts[group] for group in (NAMED, WRITTEN)]
    every = [*one, counts[TWO_AT_ONCE]]
    tried = [sum(row[word] for word in ("right", "wrong", "none")) for row in every]
    right, wrong = sum(row["right"] for row in one), sum(row["wrong"] for row in every)
    return bool(right >= RIGHT_AT_LEAST * sum(tried[:2]) and wrong <= WRONG_AT_MOST * sum(tried))


def _print_totals(console: Console, counts: dict[str, Any], seeds: int) -> None:
    printed = Table(title=f"The doctor on wrong answers, {seeds} seeds each, in %")
    printed.add_column("mistakes")
    for column in ("answers", "right diagnosis", "no diagnosis", "wrong diagnosis"):
        printed.add_column(column, justify="right")
    for group, row in counts.items():
        every = max(1, sum(row[word] for word in ("right", "wrong", "none")))
        shares = [f"{100 * row[word] / every:.2f}" for word in ("right", "none", "wrong")]
        printed.add_row(group, str(row["answers"]), *shares)
    console.print(printed)


def _print_cells(console: Console, outcomes: list[Outcome]) -> None:
    """The matrix has a row for each mistake; nearly all of it is its diagonal, so what is off it is printed."""
    off = [outcome for outcome in outcomes if outcome.verdicts["right"] < outcome.seeds]
    diagonal = len(outcomes) - len(off)
    printed = Table(title=f"Off the diagonal; {diagonal} of {len(outcomes)} mistakes are told rightly at every seed")
    for column in ("exercise", "mistake", "told, with counts", "of these wrong"):
        printed.add_column(column)
    for outcome in off:
        told = ", ".join(f"{kind} {count}" for kind, count in outcome.said.most_common())
        patient = outcome.patient
        printed.add_row(patient.exercise.id, patient.label, told, str(outcome.verdicts["wrong"]))
    console.print(printed)


def _silence(console: Console, scope: Scope, pool: Executor) -> dict[str, int]:
    """Right answers, each written in another way: the doctor should say nothing about any.

    The table of variants hands the same answers in at 1,000 seeds; one that earns full points gets no diagnosis.
    """
    seeds = range(QUICK_SILENT_SEEDS if scope.quick else SILENT_SEEDS)
    variants = corpus.variants()
    numbers = scope.indices(variants)
    cut = shares([(number, variants[number].subject) for number in numbers], seeds)
    said = sum(spread(pool, console, "right answers", spoken, cut))
    console.print(f"Right answers: {len(numbers)}, {len(seeds)} seeds each; the doctor spoke {said} times.")
    return {"answers": len(numbers), "seeds": len(seeds), "spoken": said}
