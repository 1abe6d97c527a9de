"""Each command on a gradebook in PostgreSQL does what it does on the folder's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import cli
from grader.gradebook import address
from grader.run import grade as run
from tests.grader.faults.judging import judge_all
from tests.grader.faults.states import plain, result_files
from tests.grader.judge.lesson import LESSON
from tests.grader.postgres.books import rows
from tests.grader.run.classes import new_class

pytestmark = pytest.mark.xdist_group("postgres")
WRITTEN = ("report.html", "grades-csv.csv", f"feedback/bob/{LESSON}/backprop.html")


@pytest.fixture(autouse=True)
def judge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that are made up at once, the same ones for the same submissions."""
    monkeypatch.setattr(run, "judge_all", judge_all)


@pytest.fixture
def own(elsewhere: tuple[Path, str], tmp_path: Path) -> Path:
    """The same class with a gradebook of its own."""
    folder = new_class(tmp_path / "own")
    shutil.copytree(elsewhere[0] / "submitted", folder / "submitted", dirs_exist_ok=True)
    return folder


def grader(*arguments: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli.main, [str(argument) for argument in arguments])
    assert done.exit_code == code, done.output
    return done.stdout


def grade(folder: Path, *more: object) -> str:
    return grader("grade", folder, "--seed", 11, "--sandbox", "none", *more, code=3)


def test_the_class_folder_is_made_without_a_gradebook_in_it(elsewhere: tuple[Path, str], said: list[str]) -> None:
    """Does `grader init --db` fill the database, and tell nbgrader's own commands where it is?"""
    folder, url = elsewhere
    assert not (folder / "gradebook.db").exists()
    place = next(line.removeprefix("made ") for line in said if line.startswith("made postgresql"))
    assert f"recorded {LESSON} in {place}" in said
    assert f"\nc.CourseDirectory.db_url = {place!r}\n" in (folder / "nbgrader_config.py").read_text()
    assert LESSON in rows(url)["assignment"][0]


def test_a_run_records_what_it_records_in_sqlite(elsewhere: tuple[Path, str], own: Path) -> None:
    """Are all tables equal, row by row, and the result files too, and does a second run change nothing?"""
    folder, url = elsewhere
    assert "judged now" in grade(own)
    assert "marks in postgresql" in grade(folder, "--db", url)
    book = rows(url)
    assert len(book["submitted_assignment"]) == 4
    assert book == rows(address(own).render_as_string())
    assert [plain(path) for path in result_files(folder)] == [plain(path) for path in result_files(own)]
    grade(folder, "--db", url)
    assert rows(url) == book


def test_what_is_written_from_it_is_the_same(elsewhere: tuple[Path, str], own: Path) -> None:
    """With a mark that a person gave: do feedback, report and export agree with those from SQLite?"""
    folder, url = elsewhere
    for place, more in ((folder, ("--db", url)), (own, ())):
        grade(place, *more)
        mark_by_hand(url if more else address(place).render_as_string())
        grader("feedback", place, *more)
        grader("report", place, *more)
        grader("export", place, "--to", "csv", *more)
    for name in WRITTEN:
        ours, theirs = (folder / name).read_text(), (own / name).read_text()
        assert ours.replace("elsewhere", "own") == theirs
    assert "1.75" in (folder / "grades-csv.csv").read_text()
    assert not (folder / "gradebook.db").exists()


def mark_by_hand(url: str) -> None:
    """As the formgrader does, give bob 1.75 points for one question."""
    from nbgrader.api import Gradebook

    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("relu_backward", "backprop", LESSON, "bob")
        grade.manual_score = 1.75
        gradebook.db.commit()


def test_the_address_may_stand_in_the_environment(
    elsewhere: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Need a password not be typed into a command that everyone on the machine can read?"""
    folder, url = elsewhere
    monkeypatch.setenv("GRADER_DB", url)
    assert "marks in postgresql" in grade(folder)
    assert len(rows(url)["submitted_assignment"]) == 4


def test_without_the_address_the_folder_is_told_to_lack_its_gradebook(elsewhere: tuple[Path, str]) -> None:
    """Does a forgotten --db make no second gradebook, and say what is missing?"""
    done = CliRunner().invoke(cli.main, ["grade", str(elsewhere[0]), "--sandbox", "none"])
    assert done.exit_code == 2
    assert "--db URL, if the gradebook is elsewhere" in done.stderr
    assert not (elsewhere[0] / "gradebook.db").exists()
