"""Give a student lessons of their own to work in, and never touch what they have done."""

from __future__ import annotations

import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.errors import ChainRuleError, InputError

CLONE = Path(__file__).resolve().parents[1] / "lessons"
INSTALLED = Path(sysconfig.get_path("data")) / "share" / "chainrule" / "lessons"


@dataclass(frozen=True)
class CopyReport:
    """What `copy_lessons` did; paths are relative to ``to``, in order."""

    to: Path
    copied: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Files that were there already. They were not opened: an older or changed lesson stays as it is."""

    def lines(self) -> list[str]:
        """The report for a person, a line each."""
        said = [f"copied {path}" for path in self.copied]
        if self.kept:
            said.append(f"kept {len(self.kept)} files that were there already")
        return said or ["there was nothing to copy"]


def lessons_folder(places: tuple[Path, ...] = (CLONE, INSTALLED)) -> Path:
    """The folder of the lessons: beside the package in a clone, else where an installed wheel put them.

    Raises
    ------
    ChainRuleError
        If there are no lessons in either place.
    """
    for place in places:
        if any(place.glob("*/*.ipynb")):
            return place
    raise ChainRuleError(
        "expected the lessons beside the package or installed with it, found none. "
        "Try: pip install chainrule, or in a clone: grader build"
    )


def copy_lessons(to: Path) -> CopyReport:
    """Copy every lesson, and what stands with it, to the folder ``to``; a file that exists is never overwritten.

    Raises
    ------
    InputError
        If ``to`` is a file, or the folder of the lessons themselves.
    ChainRuleError
        If the lessons cannot be found.
    """
    lessons = lessons_folder()
    _refuse(to, lessons)
    copied: list[Path] = []
    kept: list[Path] = []
    for path in _files(lessons):
        relative = path.relative_to(lessons)
        (copied if _copy_new(path, to / relative) else kept).append(relative)
    return CopyReport(to, tuple(copied), tuple(kept))


def _refuse(to: Path, lessons: Path) -> None:
    hint = "another name, as in: course lab my-lessons"
    if to.exists() and not to.is_dir():
        raise InputError("DIR", expected="a folder", got=f"the file {to}", hint=hint)
    if to.resolve().is_relative_to(lessons.resolve()):
        got = f"{to}, where the lessons themselves are"
        raise InputError("DIR", expected="a folder for your own copies", got=got, hint=hint)


def _files(lessons: Path) -> Iterator[Path]:
    """Every file of the lessons, but what Jupyter and Python leave behind."""
    for path in sorted(lessons.rglob("*")):
        parts = path.relative_to(lessons).parts
        if path.is_file() and not any(part.startswith((".", "__")) for part in parts):
            yield path


def _copy_new(source: Path, target: Path) -> bool:
    """Copy unless ``target`` exists, even as a broken link; whether it was copied."""
    content = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = target.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(content)
    except BaseException:  # a full disk, Ctrl-C: half a lesson would be kept for ever as the student's own
        target.unlink()
        raise
    return True
