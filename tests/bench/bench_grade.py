"""How fast is `grader grade`: against stock `nbgrader autograde` and otter-grader, the same submissions in one run.

    bench_grade.py [--students N] [--jobs N] [--memory]

By default 30 students hand in two lessons each, and the comparison takes about a quarter of an hour, nearly all of
it nbgrader's. `--memory` grades 2,000 submissions instead and prints what the processes hold at 100, 500 and 2,000.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.grading import classes, contest, memory, otter, where

AIM, HOPE = 10.0, 20.0
MARKS = [100, 500, 2000]
SAME = 1e-6


def against_stock(folder: Path, students: int, jobs: int, *, lean: bool) -> None:
    """Both graders on one class: notebooks a minute, the ratio, and whether the scores are the same."""
    kind = "the lessons without text and demonstrations" if lean else "the lessons as they are"
    assignments = classes.make(folder, students, lean=lean)
    our_seconds, our_scores = contest.ours(folder, jobs)
    their_seconds, their_scores = contest.stock(folder, assignments)
    count = len(our_scores)
    ratio = their_seconds / our_seconds
    differ = sorted(key for key in our_scores if abs(our_scores[key] - their_scores.get(key, -1.0)) > SAME)
    print(f"\n{count} submissions, {kind}          seconds   notebooks a minute")
    for name, seconds in ((f"grader grade --jobs {jobs}, sandbox on", our_seconds), ("nbgrader", their_seconds)):
        print(f"  {name:<40} {seconds:16.1f} {60 * count / seconds:12.1f}")
    aims = "   ".join(f"at least {aim:g}: {_said(ratio >= aim)}" for aim in (AIM, HOPE))
    print(f"  {ratio:.1f} times as many   {aims}")
    print(f"  the same scores: {_said(not differ)}{' ' + str(differ[:3]) if differ else ''}")


def where_it_goes(folder: Path, jobs: int) -> None:
    """A table of the steps, and the floor."""
    account, own, count = where.measure(folder)
    seconds = {name: taken for name, taken in account.seconds.most_common() if name != "measuring"}
    total = sum(seconds.values())
    print(f"\nWhere it goes, one submission after another, {count} of them      ms a submission      %")
    for name, taken in seconds.items():
        print(f"  {name:<58} {1000 * taken / count:16.1f} {100 * taken / total:6.0f}")
    print(f"  {'all':<58} {1000 * total / count:16.1f}")
    floor = own / jobs
    print(f"The floor, the sessions' own processor time over {jobs} cores: {floor:.2f} s for all "
          f"({1000 * own / count:.1f} ms each)")  # fmt: skip


def against_otter(folder: Path) -> None:
    """otter-grader in one process, on a sample of the class: it runs no faster for more."""
    found = otter.seconds_a_notebook(folder)
    if isinstance(found, str):
        print(f"\notter-grader was left out: {found}")
        return
    seconds, right = found
    print(f"\notter-grader, in process, the lessons as they are: {seconds:.2f} s a notebook, "
          f"{60 / seconds:.1f} notebooks a minute; full marks where we give them: {_said(right)}")  # fmt: skip


def in_memory() -> None:
    """Grade a large class and print what the processes hold."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "class"
        classes.make(folder, MARKS[-1] // 2)
        print("MiB resident, the largest of its kind   " + "   ".join(f"{kind:>12}" for kind in memory.KINDS))
        for mark, sizes in memory.follow(folder, MARKS):
            row = "   ".join(f"{sizes[kind]:12.0f}" for kind in memory.KINDS)
            print(f"  after {mark:5} submissions              {row}", flush=True)


def _said(true: bool) -> str:
    return "yes" if true else "NO"


def main() -> None:
    """Print the tables that were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    if asked.memory:
        in_memory()
        return
    with tempfile.TemporaryDirectory() as home:
        against_stock(Path(home) / "full", asked.students, asked.jobs, lean=False)
        against_stock(Path(home) / "lean", asked.students, asked.jobs, lean=True)
        where_it_goes(Path(home) / "full", asked.jobs)
        against_otter(Path(home) / "full")


if __name__ == "__main__":
    main()
