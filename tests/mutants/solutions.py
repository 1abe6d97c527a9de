"""Every exercise's own solution on many seeds: where luck can cost points, that is found before a student meets it.

A gradient's right answers are judged a thousand times in the table of variants. This one is over all kinds: values,
some of them drawn by the answer itself, and properties. A choice has no solution in a lesson, and nothing is drawn.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Executor
from functools import cache
from typing import Any

from rich.console import Console
from rich.table import Table

from course.exercises import catalogue
from course.exercises.spec import ChoiceExercise
from course.grading.calls import in_process
from course.grading.grade import grade
from tests.mutants.judging import silence
from tests.mutants.lessons import answers
from tests.mutants.scope import Scope
from tests.mutants.workers import shares, spread

SEEDS, QUICK_SEEDS = 300, 1
FIRST = 10_000
"""Seeds that no other table has."""


@cache
def judged() -> tuple[str, ...]:
    """The ids of the exercises, in the order of the lessons."""
    return tuple(name for name, each in catalogue().items() if not isinstance(each, ChoiceExercise))


def loses(name: str, seed: int) -> bool:
    """Whether the solution of this exercise earns less than all its points at this seed."""
    with silence():
        result = grade(catalogue()[name], in_process(answers()[name]), seed)
    return result.points < result.max_points


def table(console: Console, scope: Scope, pool: Executor) -> dict[str, Any]:
    """Print, by exercise, how often its solution lost points, and at which seed first. Return the counts."""
    seeds = range(FIRST, FIRST + (QUICK_SEEDS if scope.quick else SEEDS))
    numbered = [(number, name) for number, name in enumerate(judged()) if scope.holds(catalogue()[name])]
    lost: dict[str, list[int]] = {name: [] for _, name in numbered}
    for found in spread(pool, console, "solutions", _share, shares(numbered, seeds)):
        for name, seed in found:
            lost[name].append(seed)
    shown = Table("lesson", "exercises", "judgements", "points lost",
                  title=f"The lessons' own solutions, {len(seeds)} seeds each")  # fmt: skip
    lessons = Counter(catalogue()[name].lesson for name in lost)
    for lesson, count in lessons.items():
        of_it = sum(len(found) for name, found in lost.items() if catalogue()[name].lesson == lesson)
        shown.add_row(lesson, str(count), f"{count * len(seeds):,}", str(of_it))
    console.print(shown)
    for name, found in lost.items():
        if found:
            rate = f"{len(found)} of {len(seeds)} seeds, the first {min(found)}"
            console.print(f"[bold red]a solution that loses points:[/] {name} | {rate}", highlight=False)
    return {"exercises": len(lost), "seeds": len(seeds), "lost": sum(map(len, lost.values()))}


def _share(numbers: list[int], seeds: range) -> list[tuple[str, int]]:
    """The exercises and seeds at which points were lost. Runs in another process."""
    names = [judged()[number] for number in numbers]
    return [(name, seed) for seed in seeds for name in names if loses(name, seed)]
