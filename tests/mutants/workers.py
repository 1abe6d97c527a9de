"""The work cut into shares for the processes of a pool, so that what is measured for one answer serves the next.

A share is some answers to one exercise with some of the seeds. Whoever works on it takes the seeds one by one, each
with all the answers: inputs and numeric gradients of a seed are then at hand, however much the checker forgets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

SEEDS, ANSWERS = 25, 60
"""How many of each are in a share at most: so few that no process is left alone with the last one for long."""

Share = tuple[list[int], range]
Found = TypeVar("Found")


def shares(subjects: Sequence[tuple[int, str]], seeds: range) -> Iterator[Share]:
    """Every answer, by its number and its subject, with every seed once."""
    for name in dict.fromkeys(subject for _, subject in subjects):
        mine = [number for number, subject in subjects if subject == name]
        for start in range(0, len(seeds), SEEDS):
            for first in range(0, len(mine), ANSWERS):
                yield mine[first : first + ANSWERS], seeds[start : start + SEEDS]


def spread(
    pool: Executor, console: Console, title: str, work: Callable[[list[int], range], Found], cut: Iterator[Share]
) -> Iterator[Found]:
    """What ``work`` gives for each share, in the order in which they are done, with the time that is left."""
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    with Progress(TextColumn(title), *columns, console=console, transient=True) as progress:
        waiting = {pool.submit(work, *share): len(share[0]) * len(share[1]) for share in cut}
        task = progress.add_task(title, total=sum(waiting.values()))
        for done in as_completed(waiting):
            yield done.result()
            progress.advance(task, waiting[done])
