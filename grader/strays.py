"""What lies in ``submitted/`` where no run looks: named, for work that is passed over in silence is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.text import nearest

PLACE = "expected submitted/STUDENT/ASSIGNMENT/NOTEBOOK"


@dataclass(frozen=True)
class Stray:
    """Something that was handed in and that no run finds."""

    place: Path
    """Below the class folder: 'submitted/ada/backprop.ipynb'."""
    reason: str


def strays(folder: Path, students: Iterable[str] = ()) -> list[Stray]:
    """What is handed in at the wrong place of ``folder``, in order; ``students`` narrows it down.

    These are notebooks that stand in no assignment's folder, and folders of no assignment that hold a notebook.
    """
    known = sorted({path.parent.name for path in (folder / "release").glob("*/*.ipynb")})
    if not known:
        return []
    asked = set(students)
    found = [Stray(path.relative_to(folder), PLACE) for path in _loose(folder / "submitted") if not asked]
    for home in sorted((folder / "submitted").glob("[!.]*")):
        if home.is_dir() and not home.is_symlink() and (not asked or home.name in asked):
            found += _strays_of(home, folder, known)
    return found


def _strays_of(home: Path, folder: Path, known: list[str]) -> Iterator[Stray]:
    for path in _loose(home):
        yield Stray(path.relative_to(folder), PLACE)
    for place in sorted(home.glob("[!.]*")):
        if place.name not in known and place.is_dir() and not place.is_symlink() and any(place.rglob("*.ipynb")):
            reason = f"no assignment of this class{nearest(place.name, known)}"
            yield Stray(place.relative_to(folder), reason)


def _loose(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*.ipynb") if not path.is_dir())
