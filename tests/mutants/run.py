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
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tests.mutants import corpus, judging, report
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
    """Print the tables; write the figures unless ``--quick``."""
    options = _options()
    console = Console(width=max(150, Console().width))
    few = options.quick
    figures: dict[str, Any] = {}
    for made in LISTS.values():
        made()  # before the processes part, so that all of them have the same lists
    with ProcessPoolExecutor(options.jobs) as pool:
        mutants = _judge(pool, console, "mutants", range(1) if few else judging.MUTANT_SEEDS)
        misconceptions = _judge(pool, console, "misconceptions", range(1) if few else judging.MUTANT_SEEDS)
        variants = _judge(pool, console, "variants", range(3) if few else judging.VARIANT_SEEDS)
    figures["mutants"] = report.mutants(console, mutants, _quiet(mutants.candidates))
    report.kinds(console, mutants)
    report.equivalents(console, mutants.candidates)
    title = f"Misconceptions, as the specs name them and as students write them, {misconceptions.seeds} seeds each"
    figures["misconceptions"] = report.answers(console, misconceptions, title, "full points")
    title = f"Right answers written in other ways, {variants.seeds} seeds each"
    figures["variants"] = report.answers(console, variants, title, "rejected")
    figures |= _others(console, few)
    failed = report.failures(console, "survived, or a false alarm:", mutants)
    failed += report.failures(console, "full points for a misconception:", misconceptions)
    failed += report.failures(console, "a right answer rejected:", variants)
    broken = figures.get("broken_checkers", {"made": 0, "noticed": 0})
    failed += broken["made"] - broken["noticed"]
    if not few:
        text = json.dumps(figures, indent=1, sort_keys=True, ensure_ascii=False)
        FIGURES.write_text(f"{text}\n", encoding="utf-8")
    console.print(report.sentence(figures), highlight=False)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1 seed a mutant, 3 a variant; no figures are written")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    return parser.parse_args()


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


def _others(console: Console, quick: bool) -> dict[str, Any]:
    """The tables of the rivals, of the doctor's confusions, and of the checker's own planted bugs."""
    figures: dict[str, Any] = {}
    for name in ("rivals", "confusion"):
        if find_spec(f"tests.mutants.{name}"):
            figures[name] = import_module(f"tests.mutants.{name}").table(console, quick)
    if find_spec("tests.mutants.broken_checkers"):
        figures["broken_checkers"] = report.broken(console, import_module("tests.mutants.broken_checkers").rows())
    return figures


if __name__ == "__main__":
    sys.exit(main())
