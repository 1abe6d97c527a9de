"""Did an attack gain anything? Three questions, each answered with what went wrong, or with nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.attacks.bait import Leak, leaks
from tests.attacks.classes import ALONE, Class, Pair, untouched
from tests.attacks.lesson import FULL, LESSON, POINTS

SAME = 1e-9
BLUNT = "this attack must be mended"
"""What an attack says that no longer finds what it attacks; see `finder`."""


@dataclass(frozen=True)
class Verdict:
    """What came of one attack."""

    pair: Pair
    score: float | None
    """What we gave; None where we said that it cannot be graded."""
    unfair: str
    """Where our points are not the honest ones; empty where they are."""
    leaks: tuple[Leak, ...]
    spoiled: str
    """How the honest student after it was judged otherwise than alone; empty where that is not so."""

    @property
    def fine(self) -> bool:
        """Whether the attack gained nothing, and harmed nobody."""
        return not (self.unfair or self.leaks or self.spoiled)


def verdicts(made: Class) -> list[Verdict]:
    """A verdict for each attack of a class that was graded."""
    alone = result(made.folder, ALONE)
    needles = made.bait.needles(made.folder)
    return [_verdict(made, pair, alone, needles) for pair in made.pairs]


def result(folder: Path, student: str) -> dict[str, Any] | None:
    """The student's result file, None where there is none."""
    path = folder / "graded" / student / f"{LESSON}.json"
    return json.loads(path.read_text()) if path.is_file() else None


def damage(made: Class) -> list[str]:
    """What a run did beyond its own rooms: files changed, gradebook rows that no result stands behind."""
    after = untouched(made)
    changed = {name for name in made.before.keys() | after.keys() if made.before.get(name) != after.get(name)}
    return [*(f"changed: {name}" for name in sorted(changed)), *_gradebook(made.folder), *_alive(made.home)]


def _verdict(made: Class, pair: Pair, alone: dict[str, Any] | None, needles: dict[str, str]) -> Verdict:
    mine = result(made.folder, pair.student)
    graded = mine is not None and bool(mine["questions"])
    score = mine["score"] if mine is not None and graded else None
    return Verdict(
        pair=pair,
        score=score,
        unfair=_unfair(pair, mine if graded else None),
        leaks=tuple(leaks(made.folder, needles, {pair.student}, made.said)),
        spoiled=_spoiled(result(made.folder, pair.honest), alone),
    )


def _unfair(pair: Pair, mine: dict[str, Any] | None) -> str:
    expected = pair.entry.attack.expected()
    if mine is None or expected is None:
        if mine is None and expected is None:
            return ""
        return "it was graded" if mine is not None else "it was not graded"
    if BLUNT in json.dumps(mine):
        return "the attack could not be carried out as it stands"
    got = {question["id"]: question["points"] for question in mine["questions"]}
    if (
        got.keys() != POINTS.keys()
        or abs(mine["score"] - sum(got.values())) > SAME
        or mine["max_score"] != FULL
    ):
        return f"the result has {got}, {mine['score']} of {mine['max_score']}"
    other = [
        f"{name} {got[name]:g} for {points:g}"
        for name, points in expected.items()
        if abs(got[name] - points) > SAME
    ]
    return ", ".join(other)


def _spoiled(mine: dict[str, Any] | None, alone: dict[str, Any] | None) -> str:
    if mine is None or alone is None:
        return "it has no result"
    one, other = _without_timings(mine), _without_timings(alone)
    return "" if one == other else f"{[key for key in other if one.get(key) != other[key]]} differ"


def _without_timings(found: dict[str, Any]) -> dict[str, Any]:
    questions = [
        {key: value for key, value in question.items() if key != "seconds"} for question in found["questions"]
    ]
    return {**found, "questions": questions, "student": ""}


def _gradebook(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "gradebook.db")) as db:
        by_hand = db.execute("select count(*) from grade where manual_score is not null").fetchone()[0]
        triggers = db.execute("select count(*) from sqlite_master where type = 'trigger'").fetchone()[0]
        rows = db.execute(
            "select s.student_id, sum(g.auto_score) from grade g join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment s on n.assignment_id = s.id group by s.student_id"
        ).fetchall()
    wrong = [
        name for name, score in rows if abs(score - (result(folder, name) or {"score": -1})["score"]) > SAME
    ]
    said = [f"{by_hand} scores set by hand"] if by_hand else []
    return [
        *said,
        *([f"{triggers} triggers"] if triggers else []),
        *(f"other score of {name}" for name in wrong),
    ]


def _alive(home: Path) -> list[str]:
    """Processes that still name a folder of this run."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes()
        except OSError:
            continue
        if str(home).encode() in words:
            found.append(f"still running: {words[:200]!r}")
    return found
