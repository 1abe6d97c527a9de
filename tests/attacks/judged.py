"""Grade a class folder as `grader grade` does, and write all that is handed out: run as a process of its own.

    python -m tests.attacks.judged FOLDER SEED

So the environment, the working folder and what is left running afterwards are the run's own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from grader.export import export
from grader.feedback import write_feedback
from grader.report import write_report
from grader.run.grade import Options, grade_class
from grader.sandbox.limits import Limits
from grader.show import summary

LIMITS = Limits(cell_seconds=3.0, call_seconds=2.0)
"""Shorter than a class's own: each endless loop of the corpus would only make its reader wait."""


def main(folder: Path, seed: int) -> None:
    """One process, so that all submissions go through one slot, in the order of their students' names."""
    summary(folder, list(grade_class(folder, Options(jobs=1, seed=seed, limits=LIMITS))))
    write_feedback(folder)
    write_report(folder)
    for kind in ("csv", "canvas", "moodle"):
        export(folder, kind, folder / f"grades-{kind}.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
