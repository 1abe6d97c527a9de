"""Judge the whole corpus and print what came of it: `make mutants`, or ``python -m tests.mutants.run``.

Exit code 1 if a mistake survived, a right answer was rejected, a solution lost points or a change that is no mistake
did, the doctor was right too rarely or wrong too often, or a broken checker went unnoticed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.mutants import broken_checkers, confusion, corpus, judging, patients, report, rivals, solutions
from tests.mutants.candidate import Candidate
from tests.mutants.equivalence import right_shape
from tests.mutants.report import Judged
from tests.mutants.scope import Scope, unknown
from tests.mutants.workers import shares, spread

FIGURES = Path(__file__).with_name("figures.json")
LISTS: dict[str, Callable[[], list[Candidate]]] = {
    "mutants": corpus.mutants,
    "misconceptions": corpus.misconceptions,
    "variants": corpus.variants,
}
Told = tuple[dict[str, Any], int]
"""The figures of a table, and how much of it is not as it should be."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables that were asked for; write the figures of each as soon as it is done, if over everything."""
    options = _options(arguments)
    scope = Scope(options.quick, frozenset(options.subjects))
    console = Console(width=max(150, Console().width))
    figures: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    patients.patients()
    for made in LISTS.values():
        made()  # before the processes part, so that all of them have the same lists
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for which in options.only or TABLES:
            found, failures = TABLES[which](console, scope, pool)
            failed += failures
            if scope.whole:
                figures[which] = found
                text = json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=False)
                FIGURES.write_text(f"{text}\n", encoding="utf-8")
    if scope.whole and {"mutants", "variants", "solutions"} <= figures.keys():
        console.print(report.sentence(figures), highlight=False)
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1 seed a mutant, 3 a variant; no figures are written")
    parser.add_argument("--only", nargs="+", choices=TABLES, help="these tables; the other figures stay as they are")
    parser.add_argument(
        "--subjects", nargs="+", metavar="NAME", default=[],
        help="these exercises (linear_backward), lessons (07_backprop) or parts of the engine (layer:dense; engine "
        "for all of them); no figures are written",
    )  # fmt: skip
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    options = parser.parse_args(arguments)
    if strange := unknown(options.subjects):
        parser.error(f"expected ids of exercises or names of lessons, got {', '.join(strange)}")
    return options


def _mutants(console: Console, scope: Scope, pool: Executor) -> Told:
    judged = _judge(pool, console, "mutants", scope, range(1) if scope.quick else judging.MUTANT_SEEDS)
    figures = report.mutants(console, judged, _quiet(judged.candidates))
    report.kinds(console, judged)
    report.equivalents(console, judged.candidates)
    return figures, report.failures(console, "survived, or a false alarm:", judged)


def _misconceptions(console: Console, scope: Scope, pool: Executor) -> Told:
    judged = _judge(pool, console, "misconceptions", scope, range(1) if scope.quick else judging.MUTANT_SEEDS)
    title = f"Misconceptions, as the specs name them and as students write them, {judged.seeds} seeds each"
    figures = report.answers(console, judged, title, "full points")
    return figures, report.failures(console, "full points for a misconception:", judged)


def _variants(console: Console, scope: Scope, pool: Executor) -> Told:
    judged = _judge(pool, console, "variants", scope, range(3) if scope.quick else judging.VARIANT_SEEDS)
    title = f"Right answers written in other ways, {judged.seeds} seeds each"
    figures = report.answers(console, judged, title, "rejected")
    return figures, report.failures(console, "a right answer rejected:", judged)


def _solutions(console: Console, scope: Scope, pool: Executor) -> Told:
    figures = solutions.table(console, scope, pool)
    return figures, figures["lost"]


def _rivals(console: Console, scope: Scope, pool: Executor) -> Told:
    return rivals.table(console, scope, pool), 0


def _confusion(console: Console, scope: Scope, pool: Executor) -> Told:
    figures = confusion.table(console, scope, pool)
    return figures, report.bars(console, confusion.passes(figures), figures["unnoticed"])


def _broken_checkers(console: Console, scope: Scope, pool: Executor) -> Told:
    if scope.names:
        console.print("The checker's own planted bugs belong to no subject: left out.")
        return {}, 0
    figures = report.broken(console, broken_checkers.rows())
    return figures, figures["made"] - figures["noticed"]


TABLES: dict[str, Callable[[Console, Scope, Executor], Told]] = {
    "mutants": _mutants,
    "misconceptions": _misconceptions,
    "variants": _variants,
    "solutions": _solutions,
    "rivals": _rivals,
    "confusion": _confusion,
    "broken_checkers": _broken_checkers,
}
"""Name to what prints the table."""


def _judge(pool: Executor, console: Console, which: str, scope: Scope, seeds: range) -> Judged:
    """Every candidate of a list that is in scope, on every seed."""
    every = LISTS[which]()
    wrong: dict[int, list[int]] = {number: [] for number in scope.indices(every)}
    cut = shares([(number, every[number].subject) for number in wrong], seeds)
    for found in spread(pool, console, which, partial(_share, which), cut):
        for number, seed in found:
            wrong[number].append(seed)
    return Judged([every[number] for number in wrong], [sorted(found) for found in wrong.values()], len(seeds))


def _share(which: str, numbers: list[int], seeds: range) -> list[tuple[int, int]]:
    """The candidates, by number, and the seeds on which they were not judged as is due. Runs in another process."""
    candidates = LISTS[which]()
    found = []
    for seed in seeds:
        for number in numbers:
            candidate = candidates[number]
            right = which == "variants" or candidate.equivalent is not None
            wrong = judging.not_full(candidate, [seed]) if right else judging.full(candidate, [seed])
            found += [(number, each) for each in wrong]
    return found


def _quiet(candidates: Sequence[Candidate]) -> Counter[str]:
    """By subject, the mistakes that show in nothing but their numbers."""
    return Counter(
        each.subject
        for each in candidates
        if each.equivalent is None and right_shape(corpus.subject(each.subject), each.answer)
    )


if __name__ == "__main__":
    sys.exit(main())
