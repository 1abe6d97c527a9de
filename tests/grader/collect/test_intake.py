from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import nbformat
import pytest

from grader.collect import CollectReport, collect
from grader.collect.archive import MIB, Caps
from grader.errors import ClassFolderError
from tests.grader.samples import ASSIGNMENT, TOPIC, new_class, submitted_notebook

Moment = tuple[int, int, int, int, int, int]
NOON, LATER = (2024, 5, 1, 12, 0, 0), (2024, 5, 2, 12, 0, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_class(tmp_path / "class")


def notebook(answer: str = "") -> bytes:
    return nbformat.writes(submitted_notebook({"double": answer})).encode()


def pack(path: Path, entries: dict[str, bytes], when: Moment = NOON, mode: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, when)
            entry.external_attr = mode << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return path


def place(folder: Path, student: str) -> Path:
    return folder / "submitted" / student / ASSIGNMENT / f"{TOPIC}.ipynb"


def test_canvas_and_moodle_downloads_land_in_their_places(folder: Path, tmp_path: Path) -> None:
    """Is each notebook where nbgrader expects it, byte for byte?"""
    entries = {
        "lovelaceada_1815_1_toys.ipynb": notebook("a"),
        "boolegeorge_LATE_1816_2_renamed.ipynb": notebook("b"),
        "Emmy Noether_1882_assignsubmission_file_/anything.ipynb": notebook("c"),
    }
    report = collect(pack(tmp_path / "all.zip", entries), folder)
    assert {place(folder, s).read_bytes() for s in ("1815", "1816", "1882")} == set(entries.values())
    assert [(item.student, item.assignment) for item in report.written] == [
        ("1815", ASSIGNMENT),
        ("1816", ASSIGNMENT),
        ("1882", ASSIGNMENT),
    ]
    assert report.exit_code == 0


def test_of_several_versions_the_newest_wins(folder: Path, tmp_path: Path) -> None:
    """Is a later upload or a higher version taken, whatever the order in the archive?"""
    entries = {
        "ada_1_11_toys-2.ipynb": notebook("third"),
        "ada_1_9_toys.ipynb": notebook("first"),
        "ada_1_10_toys-1.ipynb": notebook("second"),
        "bob_2_5_toys-10.ipynb": notebook("tenth"),
        "bob_2_5_toys-9.ipynb": notebook("ninth"),
    }
    report = collect(pack(tmp_path / "all.zip", entries), folder)
    assert place(folder, "1").read_bytes() == notebook("third")
    assert place(folder, "2").read_bytes() == notebook("tenth")
    assert sorted((item.entry, item.by) for item in report.superseded) == [
        ("ada_1_10_toys-1.ipynb", "ada_1_11_toys-2.ipynb"),
        ("ada_1_9_toys.ipynb", "ada_1_11_toys-2.ipynb"),
        ("bob_2_5_toys-9.ipynb", "bob_2_5_toys-10.ipynb"),
    ]
    assert "passed over: ada_1_9_toys.ipynb: ada_1_11_toys-2.ipynb counts in its place" in report.lines()


def test_what_canvas_marks_as_late_is_said(folder: Path, tmp_path: Path) -> None:
    """Does the instructor learn who was late, also from an archive that was taken in before?"""
    entries = {"ada_LATE_1_1_toys.ipynb": notebook("a"), "bob_2_2_toys.ipynb": notebook("b")}
    path = pack(tmp_path / "all.zip", entries)
    for _ in range(2):
        assert f"late, as Canvas marks it: 1/{ASSIGNMENT}" in collect(path, folder).lines()


def test_what_is_no_notebook_is_called_that(folder: Path, tmp_path: Path) -> None:
    """Are Moodle's own texts and an empty file refused for what they are?"""
    text, empty = "A_1_assignsubmission_onlinetext_/onlinetext.html", "A_1_assignsubmission_file_/toys.ipynb"
    entries = {text: b"<p>", empty: b" "}
    reasons = [item.reason for item in collect(pack(tmp_path / "all.zip", entries), folder).refused]
    assert reasons == ["not a notebook: its name does not end in .ipynb", "not a notebook: the file is empty"]


def test_collecting_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """Is the same archive a second time without effect?"""
    path = pack(tmp_path / "all.zip", {"ada_1_1_toys.ipynb": notebook("a")})
    collect(path, folder)
    before = place(folder, "1").stat()
    report = collect(path, folder)
    after = place(folder, "1").stat()
    assert (len(report.unchanged), report.written, report.exit_code) == (1, (), 0)
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_different_submission_in_place_is_kept_and_said(folder: Path, tmp_path: Path) -> None:
    """Is nothing overwritten without being asked?"""
    collect(pack(tmp_path / "one.zip", {"ada_1_1_toys.ipynb": notebook("old")}), folder)
    report = collect(pack(tmp_path / "two.zip", {"ada_1_2_toys.ipynb": notebook("new")}, LATER), folder)
    assert place(folder, "1").read_bytes() == notebook("old")
    assert [item.student for item in report.kept] == ["1"] and report.exit_code == 3
    assert any("--replace" in line for line in report.lines())


def test_replacing_lets_the_newer_one_win_in_either_direction(folder: Path, tmp_path: Path) -> None:
    """With replace: does the later submission win, and an earlier one never?"""
    old = pack(tmp_path / "old.zip", {"ada_1_1_toys.ipynb": notebook("old")})
    new = pack(tmp_path / "new.zip", {"ada_1_2_toys.ipynb": notebook("new")}, LATER)
    collect(old, folder)
    assert len(collect(new, folder, replace=True).written) == 1
    assert place(folder, "1").read_bytes() == notebook("new")
    report = collect(old, folder, replace=True)
    assert len(report.kept) == 1
    assert "is later than the archive's" in "".join(report.lines()) and "--replace" not in "".join(report.lines())
    assert place(folder, "1").read_bytes() == notebook("new")


def test_two_senders_with_one_id_get_a_folder_each(folder: Path, tmp_path: Path) -> None:
    """Is nobody's work put over another's where ids are not unique?"""
    entries = {
        "Ada Byron_7_assignsubmission_file_/toys.ipynb": notebook("a"),
        "../Bob_7_assignsubmission_file_/toys.ipynb": notebook("evil"),
        "Bob/_7_assignsubmission_file_/toys.ipynb": notebook("nameless"),
        "Bob <b>_7_assignsubmission_file_/toys.ipynb": notebook("b"),
    }
    report = collect(pack(tmp_path / "all.zip", entries), folder)
    assert sorted(item.student for item in report.written) == ["7-Ada-Byron", "7-Bob-b"]
    assert len(report.refused) == 2


def test_everything_refused_is_named_and_the_rest_taken_in(folder: Path, tmp_path: Path) -> None:
    """Does each bad entry cost only itself, with its reason, and is nothing written elsewhere?"""
    everything = set(tmp_path.rglob("*"))
    entries = {
        "ada_1_1_toys.ipynb": notebook("a"),
        "../../evil_2_2_toys.ipynb": notebook("x"),
        "/abs_3_3_toys.ipynb": notebook("x"),
        "text_4_4_essay.pdf": b"%PDF",
        "json_5_5_toys.ipynb": b"not json",
        "other_6_6_diary.ipynb": b'{"nbformat": 4, "cells": []}',
        "toys.ipynb": notebook("x"),
        "BOB_7_7_toys.ipynb": notebook("x"),
        "bob_7_7_toys.ipynb": notebook("x"),
        "__MACOSX/._ada_1_1_toys.ipynb": b"litter",
        "bomb_8_8_toys.ipynb": b" " * (30 * MIB),
    }
    path = pack(tmp_path / "all.zip", entries)
    report = collect(path, folder)
    assert [item.student for item in report.written] == ["1"] and report.exit_code == 3
    assert {item.entry for item in report.refused} == set(entries) - {
        "ada_1_1_toys.ipynb",
        "__MACOSX/._ada_1_1_toys.ipynb",
    }
    said = "\n".join(report.lines())
    assert all(item.reason in said for item in report.refused)
    new = {p for p in tmp_path.rglob("*") if p.is_file()} - everything
    assert new == {path, place(folder, "1")}


def test_a_link_entry_and_a_link_in_the_way_are_refused(folder: Path, tmp_path: Path) -> None:
    """Can a link, packed or lying in the class folder, lead a write elsewhere?"""
    packed = pack(tmp_path / "link.zip", {"ada_1_1_toys.ipynb": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)
    assert [item.reason for item in collect(packed, folder).refused] == ["a link"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "submitted" / "1").symlink_to(elsewhere)
    report = collect(pack(tmp_path / "all.zip", {"ada_1_1_toys.ipynb": notebook()}), folder)
    assert "through a link" in report.refused[0].reason
    assert list(elsewhere.iterdir()) == []


def test_one_assignment_can_be_asked_for(folder: Path, tmp_path: Path) -> None:
    """Is an unknown assignment refused before anything is read?"""
    path = pack(tmp_path / "all.zip", {"ada_1_1_toys.ipynb": notebook()})
    with pytest.raises(ClassFolderError, match="09_other"):
        collect(path, folder, "09_other")
    assert len(collect(path, folder, ASSIGNMENT).written) == 1


def test_caps_and_progress_are_the_callers(folder: Path, tmp_path: Path) -> None:
    """Do smaller caps bite, and is each entry counted?"""
    path = pack(tmp_path / "all.zip", {"ada_1_1_toys.ipynb": notebook(), "bob_2_2_toys.ipynb": notebook()})
    seen = list[tuple[int, int]]()
    report = collect(path, folder, caps=Caps(entry_bytes=10), on_progress=lambda *at: seen.append(at))
    assert len(report.refused) == 2 and seen == [(1, 2), (2, 2)]


def test_a_date_that_is_none_is_survived(folder: Path, tmp_path: Path) -> None:
    """Some archivers write month 0: is the submission taken in all the same?"""
    path = pack(tmp_path / "all.zip", {"ada_1_1_toys.ipynb": notebook()}, (1980, 0, 0, 0, 0, 0))
    assert len(collect(path, folder).written) == 1


def test_a_report_for_the_terminal_hides_nothing_behind_codes() -> None:
    """Can an entry's name play tricks on the terminal?"""
    from grader.collect import Refused

    (line,) = CollectReport(refused=(Refused("\x1b[2Jx" + "y" * 500, "a link"),)).lines()
    assert "\x1b" not in line and len(line) < 160
