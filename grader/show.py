"""What the terminal shows of a grading run: progress with the time left, then the class in a few lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from grader.export import unmarked
from grader.gradebook import spoken
from grader.run.grade import Graded, Options, grade_class
from grader.strays import Stray
from grader.text import visible

MAX_STRAYS = 20


def follow(folder: Path, options: Options) -> list[Graded]:
    """Grade the class and show how far it is."""
    graded: list[Graded] = []
    progress = _bar(transient=False)
    task = progress.add_task("grading", total=None)

    def start(total: int, stand: int) -> None:
        progress.update(task, total=total)
        progress.start()  # not before: a refusal stands alone

    try:
        for one in grade_class(folder, options, start):
            graded.append(one)
            progress.update(task, advance=1, description=f"grading {visible(one.result.student)[:24]}")
        progress.update(task, description="graded")
    finally:
        if progress.live.is_started:
            progress.stop()
    return graded


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show how far a work of many steps is, while it lasts: yields what is to be told (done, total)."""
    with _bar(transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _bar(*, transient: bool) -> Progress:
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
    text = TextColumn("{task.description}", markup=False)
    console = Console(stderr=True)
    # What is to vanish would leave an empty line in a log.
    quiet = transient and not console.is_terminal
    return Progress(text, *columns, console=console, transient=transient, disable=quiet)


def summary(
    folder: Path,
    graded: list[Graded],
    db_url: str | None = None,
    asked: Sequence[str] = (),
    passed_over: Sequence[Stray] = (),
) -> None:
    """Print a line per assignment, and name each submission that could not be graded with its reason.

    ``asked`` names the assignments that were asked for, if not all; ``passed_over`` what lies where no run looks.
    """
    console = Console(highlight=False, markup=False)
    if graded:
        _table(folder, graded, db_url, console)
    else:
        which = f" of {', '.join(asked)}" if asked else ""
        line = f"No submissions{which} in {folder / 'submitted'}. Try: grader collect ZIP --to {folder}"
        console.print(line, soft_wrap=True)
    for stray in passed_over[:MAX_STRAYS]:
        line = f"passed over: {visible(str(stray.place))}: {visible(stray.reason)}"
        console.print(line, soft_wrap=True)
    if len(passed_over) > MAX_STRAYS:
        line = f"passed over: {len(passed_over) - MAX_STRAYS} more, which grader report {folder} names"
        console.print(line, soft_wrap=True)


def _table(folder: Path, graded: list[Graded], db_url: str | None, console: Console) -> None:
    by_assignment = defaultdict[str, list[Graded]](list)
    for one in graded:
        by_assignment[one.result.assignment].append(one)
    table = Table(box=None, pad_edge=False)
    for column in ("assignment", "submissions", "judged now", "not graded", "mean", "full marks"):
        table.add_column(column, justify="left" if column == "assignment" else "right")
    for assignment, ones in sorted(by_assignment.items()):
        results = [one.result for one in ones if one.result.not_graded is None]
        mean = sum(r.score for r in results) / len(results) if results else 0.0
        most = max((r.max_score for r in results), default=0.0)
        table.add_row(
            assignment,
            str(len(ones)),
            str(sum(one.judged for one in ones)),
            str(len(ones) - len(results)),
            f"{mean:.2f} of {most:g}" if results else "–",
            str(sum(r.score == r.max_score for r in results)),
        )
    console.print(table)
    for one in graded:
        if one.result.not_graded is not None:
            reason = visible(one.result.not_graded)
            line = f"not graded: {visible(one.result.student)}, {one.result.assignment}: {reason}"
            console.print(line, soft_wrap=True)
    if count := unmarked(folder, db_url):
        line = f"{count} submissions have answers to mark by hand: nbgrader formgrader, in {folder}"
        console.print(line, soft_wrap=True)
    marks = spoken(db_url) if db_url else folder / "gradebook.db"
    console.print(f"Results in {folder / 'graded'}, marks in {marks}.", soft_wrap=True)
