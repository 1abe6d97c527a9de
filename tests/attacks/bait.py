"""Secrets that an attack may find: planted before the run, looked for in everything that is handed out."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from nbgrader.api import Gradebook

from course.exercises.spec import Args
from course.grading.seeds import stream
from tests.attacks.lesson import SPECS

MARK = "CANARY-"
"""How each planted text begins. Attacks may know this much, so it stands in their sources."""
SEED = 4_611_686_018_427_387_847
"""Of every run here; the judge's alone, but for the result file's own field."""


def canary(place: str) -> str:
    """A text that stands nowhere else."""
    return f"{MARK}{place}-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class Bait:
    """The planted secrets by the place where each lies."""

    canaries: dict[str, str] = field(
        default_factory=lambda: {
            place: canary(place)
            for place in ("source", "notes", "keys", "home", "gradebook", "submission", "environment")
        }
    )

    def plant(self, folder: Path, home: Path) -> None:
        """Put them into a class folder and a home folder; the others are for the caller to place."""
        (folder / "notes.md").write_text(self.canaries["notes"])
        (folder / "source" / "answers.key").write_text(self.canaries["keys"])
        for name in (".netrc", ".ssh/id_rsa", ".bash_history", ".gitconfig"):
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.canaries["home"])
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            gradebook.add_student("0000", last_name=self.canaries["gradebook"])

    def needles(self, folder: Path) -> dict[str, str]:
        """What must be found nowhere: the canaries, the judge's seed, inputs that are still to come, and places."""
        coming = {f"coming input of {name} ({number})": text for name, number, text in _coming()}
        places = {
            "the class folder's place": str(folder),
            "the project's place": str(Path(__file__).parents[2]),
        }
        return {**self.canaries, "seed": str(SEED), "seed in hexadecimal": f"{SEED:x}", **coming, **places}


def _coming() -> Iterator[tuple[str, int, str]]:
    """Numbers of each question's last inputs, which no attack here lives to be asked, as Python prints them."""
    for name, exercise in SPECS.items():
        number = len(exercise.cases) - 1
        case = exercise.cases[number]
        rng = stream(SEED, name, number)
        args: Args = {}
        for trial in range(case.trials):
            args = case.inputs(rng, trial)
        for place, entry in enumerate(np.ravel(next(iter(args.values())))[:4]):
            if len(repr(float(entry))) > 12:  # a bare 0.0 stands in many files
                yield name, place, repr(float(entry))


@dataclass(frozen=True)
class Leak:
    """A secret in a file where it must not be."""

    what: str
    where: str


def leaks(folder: Path, needles: dict[str, str], students: set[str], said: str = "") -> list[Leak]:
    """Every needle in a file that these students or the instructor get, or in what the run ``said``."""
    found = [
        Leak(what, "the terminal") for what, text in needles.items() if text in said and "place" not in what
    ]
    for path, text in _handed_out(folder, students):
        # The instructor's own pages may name the instructor's own folders.
        found += [Leak(what, path) for what, needle in needles.items() if needle in text]
    return found


def _handed_out(folder: Path, students: set[str]) -> Iterator[tuple[str, str]]:
    for room in ("graded", "autograded", "feedback"):
        for student in sorted(students):
            for path in sorted((folder / room / student).rglob("*")):
                if path.is_file():
                    yield str(path.relative_to(folder)), _text(path)
    for path in (folder / "report.html", *sorted(folder.glob("grades-*.csv"))):
        yield path.name, _text(path)


def _text(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.parent.parent.name != "graded":
        return text
    result = json.loads(text)
    del result["seed"]  # it belongs there: `grader replay` needs it
    return json.dumps(result)
