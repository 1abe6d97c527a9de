"""Judge the whole corpus and print what came of it: `make mutants`, or ``python -m tests.mutants.run``.

Exit code 1 if a mistake survived, a right answer was rejected, a change that is no mistake lost points, or a broken
checker went unnoticed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.mutants import broken_checkers, confusion, corpus, judging, report, rivals
from tests.mutants.candidate import Candidate
from tests.mutants.equivalence import right_shape
from tests.mutants.report import Judged

FIGURES = Path(__file__).with_name("figures.json")
LISTS: dict[str, Callable[[], list[Candidate]]] = {
    "mutants": corpus.mutants,
    "misconceptions": corpus.misconceptions,
    "variants": corpus.variants,
}
SEEDS, CANDIDATES = 40, 60
"""How many of each go to a process at a time: so few that the checker remembers what it measured for them."""


def main() -> int:
    """Print the tables that were asked for, and write the figures of each as soon as it is done."""
    options = _options()
    console = Console(width=max(150, Console().width))
    figures: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    for made in LISTS.values():
        made()  # before the processes part, so that all of them have the same lists
    failed = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        for which in options.only or TABLES:
            figures[which], failures = TABLES[which](console, options.quick, pool)
            failed += failures
            if not options.quick:
                text = json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=False)
                FIGURES.write_text(f"{text}\n", encoding="utf-8")
    if {"mutants", "variants"} <= figures.keys():
        console.print(report.sentence(figures), highlight=False)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1 seed a mutant, 3 a variant; no figures are written")
    parser.add_argument("--only", nargs="+", choices=TABLES, help="these tables; the other figures stay as they are")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    return parser.parse_args()


def _mutants(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    judged = _judge(pool, console, "mutants", range(1) if quick else judging.MUTANT_SEEDS)
    figures = report.mutants(console, judged, _quiet(judged.candidates))
    report.kinds(console, judged)
    report.equivalents(console, judged.candidates)
    return figures, report.failures(console, "survived, or a false alarm:", judged)


def _misconceptions(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    judged = _judge(pool, console, "misconceptions", range(1) if quick else judging.MUTANT_SEEDS)
    title = f"Misconceptions, as the specs name them and as students write them, {judged.seeds} seeds each"
    figures = report.answers(console, judged, title, "full points")
    return figures, report.failures(console, "full points for a misconception:", judged)


def _variants(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    judged = _judge(pool, console, "variants", range(3) if quick else judging.VARIANT_SEEDS)
    title = f"Right answers written in other ways, {judged.seeds} seeds each"
    figures = report.answers(console, judged, title, "rejected")
    return figures, report.failures(console, "a right answer rejected:", judged)


def _rivals(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    return rivals.table(console, quick), 0


def _confusion(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    return confusion.table(console, quick), 0


def _broken_checkers(console: Console, quick: bool, pool: ProcessPoolExecutor) -> tuple[dict[str, Any], int]:
    figures = report.broken(console, broken_checkers.rows())
    return figures, figures["made"] - figures["noticed"]


TABLES: dict[str, Callable[[Console, bool, ProcessPoolExecutor], tuple[dict[str, Any], int]]] = {
    "mutants": _mutants,
    "misconceptions": _misconceptions,
    "variants": _variants,
    "rivals": _rivals,
    "confusion": _confusion,
    "broken_checkers": _broken_checkers,
}
"""Name to what prints the table and returns its figures, and how much of it is not as it should be."""


def _judge(pool: ProcessPoolExecutor, console: Console, which: str, seeds: range) -> Judged:
    """Every candidate of a list on every seed, with the time that is left."""
    candidates = LISTS[which]()
    wrong: list[list[int]] = [[] for _ in candidates]
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with Progress(TextColumn(which), *columns, console=console, transient=True) as progress:
        task = progress.add_task(which, total=len(candidates) * len(seeds))
        work = [pool.submit(_share, which, *share) for share in _shares(candidates, seeds)]
        for done in as_completed(work):
            for index, judgements, found in done.result():
                wrong[index] += found
                progress.advance(task, judgements)
    return Judged(candidates, [sorted(found) for found in wrong], len(seeds))


def _shares(candidates: Sequence[Candidate], seeds: range) -> Iterator[tuple[list[int], range]]:
    """Candidates of one subject with some of the seeds: what is measured for the first serves the others too."""
    for name in dict.fromkeys(each.subject for each in candidates):
        mine = [index for index, each in enumerate(candidates) if each.subject == name]
        for start in range(0, len(seeds), SEEDS):
            for first in range(0, len(mine), CANDIDATES):
                yield mine[first : first + CANDIDATES], seeds[start : start + SEEDS]


def _share(which: str, indices: Sequence[int], seeds: range) -> list[tuple[int, int, list[int]]]:
    """For each candidate its index, how often it was judged, and the seeds on which not as is due.

    Runs in a process of its own.
    """
    found = []
    for index in indices:
        candidate = LISTS[which]()[index]
        right = which == "variants" or candidate.equivalent is not None
        wrong = judging.not_full(candidate, seeds) if right else judging.full(candidate, seeds)
        found.append((index, len(seeds), wrong))
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
