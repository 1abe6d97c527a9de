"""A disk that is full, really: a tmpfs of a given size, mounted in a namespace; and a folder mounted read-only.

bubblewrap mounts both for root and for an ordinary user. Grading needs it anyway, so nothing is skipped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.grader.faults.conftest import SEED
from tests.grader.faults.nursery import Nursery
from tests.grader.faults.states import State

BWRAP = ("bwrap", "--dev-bind", "/", "/", "--die-with-parent")
PAGE = 4096
CASES = [
    *(("all of a new class", pages) for pages in (0, 1, 4, 12, 16, 20, 24, 28)),
    *(("all of a graded class", pages) for pages in (0, 1)),
    *(("results", pages) for pages in (0, 1, 2, 3)),
]
"""What lies on the small disk, and its free pages. Of a new class the gradebook's journal needs most room. Where all
is graded again to the same marks the gradebook writes nothing, and a notebook meets the end of the disk."""


@dataclass(frozen=True)
class Outcome:
    """A run on a full disk, what it left, and what a plain run made of it once there was room again."""

    refused: dict[str, Any]
    left: State
    again: int
    mended: State


@pytest.fixture(scope="module")
def small_disks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nursery, Path, Path]]:
    """A nursery that sees a small disk for a class, and one for the results of a class; and where."""
    all_of_it, results = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("class") / "graded"
    results.mkdir()
    disks = ("--size", str(8 << 20), "--tmpfs", str(all_of_it), "--size", str(1 << 20), "--tmpfs", str(results))
    with Nursery(*BWRAP, *disks, "--") as nursery:
        yield nursery, all_of_it, results


@pytest.fixture(scope="module")
def outcomes(
    small_disks: tuple[Nursery, Path, Path], handed_in: Path, graded_once: Path
) -> dict[tuple[str, int], Outcome]:
    """For each of `CASES`."""
    nursery, all_of_it, results = small_disks

    def one(kind: str, pages: int) -> Outcome:
        source = graded_once if kind == "all of a graded class" else handed_in
        disk = results if kind == "results" else all_of_it
        folder, ballast = results.parent if kind == "results" else disk / "class", disk / "ballast"
        nursery.ask("copy", source=str(source), to=str(folder))
        assert nursery.ask("fill", path=str(ballast), leave=pages * PAGE) <= pages * PAGE
        refused = nursery.grade(folder, *SEED, "--fresh")
        left = nursery.ask("state", folder=str(folder))
        nursery.ask("delete", path=str(ballast))
        again = nursery.grade(folder, *SEED)["status"]
        return Outcome(refused, left, again, nursery.ask("state", folder=str(folder)))

    return {case: one(*case) for case in CASES}


@pytest.mark.parametrize("case", CASES)
def test_a_full_disk_is_a_clear_refusal_and_loses_nothing(
    case: tuple[str, int], outcomes: dict[tuple[str, int], Outcome], undisturbed: State
) -> None:
    """Refused with a message, nothing half-written, nothing wrong on file, and right once there is room again?"""
    found = outcomes[case]
    assert found.refused["status"] == 2
    assert "Try: free some space" in found.refused["said"]
    assert "Traceback" not in found.refused["said"]
    assert found.left["half-written"] == []
    assert found.left["results"].items() <= undisturbed["results"].items(), "what is on file is what it should be"
    assert (found.again, found.mended) == (3, undisturbed)


def test_different_writes_met_the_end_of_the_disk(outcomes: dict[tuple[str, int], Outcome]) -> None:
    """Was it the gradebook in some cases, a notebook or a result file in others, and not always at once?"""
    said = "\n".join(found.refused["said"] for found in outcomes.values())
    assert all(name in said for name in ("gradebook.db: database or disk is full", ".ipynb, got:", ".json, got:"))
    assert len({len(found.left["results"]) for found in outcomes.values()}) > 2


def test_a_read_only_class_folder_is_a_clear_refusal(
    graded_once: Path, undisturbed: State
) -> None:
    """Is a class folder on a read-only mount refused, for root too, with nothing changed and nothing thrown away?"""
    with Nursery(*BWRAP, "--ro-bind", str(graded_once), str(graded_once), "--") as nursery:
        refused = nursery.grade(graded_once, *SEED, "--fresh")
        left = nursery.ask("state", folder=str(graded_once))
    assert refused["status"] == 2
    assert "Read-only file system. Try:" in refused["said"]
    assert "Traceback" not in refused["said"]
    assert left == undisturbed
