"""Are the figures that stand in the file, and in the README, those of this corpus?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.mutants import corpus, report, solutions
from tests.mutants.run import FIGURES

pytestmark = pytest.mark.xdist_group("mutants")

README = Path(__file__).resolve().parents[2] / "README.md"
STALE = "run `make mutants`"


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(FIGURES.read_text(encoding="utf-8"))
    return read


def test_the_mutants_are_those_that_were_judged(figures: dict[str, Any]) -> None:
    """Has each subject as many mutants, and as many that are no mistake, as when the figures were made?"""
    made = Counter(each.subject for each in corpus.mutants())
    equivalent = Counter(each.subject for each in corpus.mutants() if each.equivalent)
    known = figures["mutants"]["by_subject"]
    assert {name: row["made"] for name, row in known.items()} == made, STALE
    assert {name: row["equivalent"] for name, row in known.items() if row["equivalent"]} == equivalent, STALE


@pytest.mark.parametrize("which", ["variants", "misconceptions"])
def test_so_are_the_others(figures: dict[str, Any], which: str) -> None:
    """Has each subject as many variants and misconceptions?"""
    now = Counter(each.subject for each in getattr(corpus, which)())
    assert figures[which]["by_subject"] == now, STALE


def test_the_sums_are_sums(figures: dict[str, Any]) -> None:
    """Do the totals follow from the rows?"""
    made = figures["mutants"]
    for key, total in made["total"].items():
        assert total == sum(row[key] for row in made["by_subject"].values())
    assert made["total"]["made"] == made["total"]["equivalent"] + made["total"]["mistakes"]
    assert made["total"]["mistakes"] == made["total"]["killed"] + made["total"]["survived"]


def test_nothing_slipped_through(figures: dict[str, Any]) -> None:
    """Did the last full run kill every mistake, and reject nothing that is right?"""
    assert figures["mutants"]["total"]["survived"] == 0
    assert figures["mutants"]["total"]["false_alarms"] == 0
    assert figures["misconceptions"]["full_points"] == 0
    assert figures["variants"]["rejected"] == 0
    assert (figures["mutants"]["seeds"], figures["variants"]["seeds"]) == (10, 1000)


def test_every_solution_was_judged_and_lost_nothing(figures: dict[str, Any]) -> None:
    """Are all exercises but the choices in that table, on 300 seeds, without a loss?"""
    assert figures["solutions"] == {"exercises": len(solutions.judged()), "seeds": 300, "lost": 0}, STALE


def test_the_readme_says_the_same(figures: dict[str, Any]) -> None:
    """Does the README hold the sentence that `make mutants` prints?"""
    text = " ".join(README.read_text(encoding="utf-8").split())
    assert report.sentence(figures) in text, report.sentence(figures)
