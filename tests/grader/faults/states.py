"""What a class folder holds, so that two of them can be compared: all but timings and ids drawn at random."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from grader import results
from grader.recorder import Recorder
from tests.grader.run.classes import rows

State = dict[str, Any]


def state(folder: Path) -> State:
    """Every result without its seconds, every autograded notebook to the byte, every row of the gradebook."""
    return {
        "results": {str(path.relative_to(folder)): plain(path) for path in result_files(folder)},
        "notebooks": {
            str(path.relative_to(folder)): path.read_text(encoding="utf-8")
            for path in sorted((folder / "autograded").rglob("*.ipynb"))
        },
        "gradebook": rows(folder),
        "half-written": [str(path.relative_to(folder)) for path in sorted(folder.rglob(".part-*"))],
    }


def result_files(folder: Path) -> list[Path]:
    """The result files that are there."""
    return sorted((folder / "graded").glob("*/*.json"))


def plain(path: Path) -> dict[str, Any]:
    """A result file's content without timings."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for question in data["questions"]:
        del question["seconds"]
    return data


def assert_what_is_there_is_whole(folder: Path) -> int:
    """After any fault: each result file can be read, and the gradebook says the same. How many there are."""
    there = result_files(folder)
    with Recorder(folder) as recorder:
        for path in there:
            result = results.read(path)
            assert recorder.recorded(result.student, result.assignment) == result.score
            assert (folder / "autograded" / result.student / result.assignment).is_dir()
    return len(there)
