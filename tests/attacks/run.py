"""`make attacks`: run the whole corpus, the control under stock nbgrader and the fuzzer, and print the table.

    python -m tests.attacks.run [--family NAME] [--no-stock]

A run of everything rewrites ``figures.json`` and the figures in ``grader/SECURITY.md``. Exit code 1 if an attack
gained anything.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from tests.attacks.attack import FAMILIES, Entry, corpus
from tests.attacks.classes import judge, new_class, remove
from tests.attacks.figures import Figures, store
from tests.attacks.fuzz import CAP, Tally, fuzz
from tests.attacks.lesson import POINTS
from tests.attacks.stock import Points, stock_points
from tests.attacks.verdict import SAME, Verdict, damage, verdicts

FRAMES, SEED = 100_000, 7
WIDTH = 120
Controls = dict[str, Points | None]
"""By attack, what stock nbgrader gave for each question."""


def main() -> bool:
    """Run what was asked for; return whether no attack gained anything."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks.run")
    parser.add_argument(
        "--family", choices=FAMILIES, action="append", help="this family alone; may be repeated"
    )
    parser.add_argument("--no-stock", action="store_true", help="leave out the control under stock nbgrader")
    asked = parser.parse_args()
    families = asked.family or FAMILIES
    entries = [entry for family in families for entry in corpus(family)]
    controls = [] if asked.no_stock else [entry for entry in entries if not entry.attack.no_stock]
    with _progress() as progress:
        found, harm = _judged(families, progress, len(entries))
        stock = _controls(controls, progress)
        tally = _fuzzed(progress) if asked.family is None else Tally()
    console = Console(highlight=False, markup=False)
    console.width = max(console.width, WIDTH)
    console.print(_table(found, stock, asked.no_stock))
    for line in [*harm, *tally.strays[:5]]:
        console.print(line, soft_wrap=True)
    figures = _figures(found, stock, tally)
    console.print("\n".join(figures.lines()), soft_wrap=True)
    console.print(
        f"A frame took at most {tally.slowest:.2f} s and {tally.peak >> 20} MiB (cap {CAP >> 20} MiB)."
    )
    if asked.family is None and not asked.no_stock:
        store(figures)
    return all(verdict.fine for verdict in found) and not harm and not figures.strays


def _judged(
    families: list[str] | tuple[str, ...], progress: Progress, total: int
) -> tuple[list[Verdict], list[str]]:
    task = progress.add_task("attacking", total=total)
    found, harm = list[Verdict](), list[str]()
    for family in families:
        progress.update(task, description=f"attacking: {family}")
        made = new_class(corpus(family))
        try:
            judge(made)
            found += verdicts(made)
            harm += damage(made)
        finally:
            remove(made)
        progress.update(task, advance=len(made.pairs))
    return found, harm


def _controls(entries: list[Entry], progress: Progress) -> Controls:
    task = progress.add_task("stock nbgrader", total=len(entries))

    def scores() -> Iterator[tuple[str, Points | None]]:
        with ThreadPoolExecutor(2) as pool:
            for entry, score in zip(entries, pool.map(stock_points, entries), strict=True):
                progress.update(task, advance=1)
                yield entry.id, score

    return dict(scores())


def _fuzzed(progress: Progress) -> Tally:
    task = progress.add_task("forging frames", total=FRAMES)
    return fuzz(FRAMES, SEED, lambda done: progress.update(task, completed=done))


def _table(found: list[Verdict], stock: Controls, no_stock: bool) -> Table:
    table = Table(box=None, pad_edge=False)
    for column in ("family", "attack", "honest", "ours", "stock", "there", "what went wrong here"):
        right = column in ("honest", "ours", "stock")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for verdict in found:
        entry = verdict.pair.entry
        honest = "–" if entry.attack.honest is None else f"{entry.attack.honest_score():g}"
        ours = "–" if verdict.score is None else f"{verdict.score:g}"
        given, forged = _control(entry, stock, no_stock)
        table.add_row(entry.family, entry.name, honest, ours, given, forged, _wrong(verdict))
    return table


def _control(entry: Entry, stock: Controls, no_stock: bool) -> tuple[str, str]:
    if entry.attack.no_stock or no_stock:
        return "", entry.attack.no_stock or "not run"
    points = stock[entry.id]
    return "none" if points is None else f"{sum(points.values()):g}", _judgement(entry, points)


def _judgement(entry: Entry, points: Points | None) -> str:
    """'FORGED' where a question earned more than it deserves, 'lost' where one earned less and none more."""
    honest = entry.attack.expected() or dict.fromkeys(POINTS, 0.0)
    if points is None:
        return "lost" if sum(honest.values()) else "no"
    if any(points[name] > deserved + SAME for name, deserved in honest.items()):
        return "FORGED"
    return "lost" if any(points[name] < deserved - SAME for name, deserved in honest.items()) else "no"


def _wrong(verdict: Verdict) -> str:
    said = [verdict.unfair, *(f"{leak.what} in {leak.where}" for leak in verdict.leaks), verdict.spoiled]
    return "; ".join(part for part in said if part) or "✓ nothing"


def _figures(found: list[Verdict], stock: Controls, tally: Tally) -> Figures:
    said = [
        _judgement(one.pair.entry, stock[one.pair.entry.id]) for one in found if one.pair.entry.id in stock
    ]
    return Figures(
        attacks=len(found),
        other_score=sum(bool(verdict.unfair) for verdict in found),
        leaked=sum(bool(verdict.leaks) for verdict in found),
        spoiled=sum(bool(verdict.spoiled) for verdict in found),
        stock_run=len(stock),
        stock_forged=said.count("FORGED"),
        stock_lost=said.count("lost"),
        frames=tally.frames,
        strays=len(tally.strays) + (tally.peak > CAP),
    )


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, TextColumn("left"), TimeRemainingColumn(), console=Console(stderr=True))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
