"""What stands inside: the covers hide the course, the grader and the checkout wherever they would show."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest

import course
import grader
from grader.sandbox import mounts


def covers(flags: list[str]) -> set[str]:
    """The places that are covered."""
    folders = {place for flag, place in pairwise(flags) if flag == "--tmpfs"}
    read_only = {place for flag, place in pairwise(flags) if flag == "--remount-ro"}
    assert folders <= read_only
    return folders | {flags[at + 1] for at, flag in enumerate(flags) if flag == "/dev/null"}


def test_the_packages_of_this_process() -> None:
    """Are the folders found that NumPy and IPython come from?"""
    numpy_from = Path(sys.modules["numpy"].__file__ or "").resolve().parents[1]
    assert numpy_from in mounts.package_folders()


def test_installed_metadata_is_covered() -> None:
    """Are this project's own files among the installed packages covered, each one that is there?"""
    hidden = covers(mounts.flags())
    found = 0
    for mount in mounts.packages():
        for path in mount.source.glob("*chainrule*"):
            found += 1
            assert f"{mount.target}/{path.name}" in hidden
    assert found > 0


def test_a_course_installed_among_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where course and grader lie in site-packages, are they covered under the neutral name?"""
    for package in (course, grader):
        folder = tmp_path / package.__name__
        folder.mkdir()
        monkeypatch.setattr(package, "__file__", str(folder / "__init__.py"))
    monkeypatch.setattr(mounts, "package_folders", lambda: [tmp_path])
    assert {"/opt/packages/0/course", "/opt/packages/0/grader"} <= covers(mounts.flags())


def test_a_checkout_inside_what_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a checkout lies below Python's own prefix, is the whole of it covered?"""
    checkout = tmp_path / "lib" / "work"
    for package in (course, grader):
        (checkout / package.__name__).mkdir(parents=True)
        monkeypatch.setattr(package, "__file__", str(checkout / package.__name__ / "__init__.py"))
    (checkout / "pyproject.toml").touch()
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    assert str(checkout) in covers(mounts.flags())


def test_the_checkout_is_not_mounted() -> None:
    """Is no folder mounted that is the course's, or around it, unless it is covered?"""
    flags = mounts.flags()
    home = Path(course.__file__).resolve().parent
    sources = [Path(source) for flag, source in pairwise(flags) if flag == "--ro-bind"]
    around = [source for source in sources if home.is_relative_to(source)]
    assert len(sources) > 3
    assert not around or covers(flags) & {str(place) for place in (home, *home.parents)}
    assert not {Path("/"), Path.home().resolve()} & set(sources)
