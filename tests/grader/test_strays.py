from __future__ import annotations

from pathlib import Path

import pytest

from grader.strays import PLACE, strays
from grader.text import nearest
from tests.grader.samples import ASSIGNMENT, new_class


def put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{}")


def test_what_no_run_finds_is_named(tmp_path: Path) -> None:
    """Are notebooks beside the folders, and folders of no assignment, named, and nothing else?"""
    folder = new_class(tmp_path / "class")
    home = folder / "submitted"
    for wrong in ("loose.ipynb", "ada/toys.ipynb", "bob/03_Toys/toys.ipynb", "cyd/diary/deep/toys.ipynb"):
        put(home / wrong)
    hidden = ("ada/._toys.ipynb", "bob/.ipynb_checkpoints/toys.ipynb")
    for right in (f"ada/{ASSIGNMENT}/toys.ipynb", *hidden, "bob/pictures/a.png"):
        put(home / right)
    found = {stray.place.as_posix(): stray.reason for stray in strays(folder)}
    assert found == {
        "submitted/loose.ipynb": PLACE,
        "submitted/ada/toys.ipynb": PLACE,
        "submitted/bob/03_Toys": f"no assignment of this class. Try: {ASSIGNMENT}",
        "submitted/cyd/diary": "no assignment of this class",
    }
    assert [stray.place.name for stray in strays(folder, ["bob"])] == ["03_Toys"]


def test_a_folder_that_gives_out_nothing_has_none(tmp_path: Path) -> None:
    """Where no assignment is known, is nothing called a stray?"""
    put(tmp_path / "submitted" / "ada" / "toys.ipynb")
    assert strays(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *((slip, "07_backprop") for slip in ("backprop", "07_Backprop", "7_backpro")),
        *((riddle, "") for riddle in ("0", "zzz", "")),
    ],
)
def test_a_slip_of_the_hand_is_understood(name: str, meant: str) -> None:
    """Is the name that was meant offered, and none where it could be two or none?"""
    assert nearest(name, ["00_start", "07_backprop"]) == (f". Try: {meant}" if meant else "")
