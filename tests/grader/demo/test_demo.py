from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from grader.demo import demo
from grader.demo.demo import MARK, run
from grader.demo.edits import leave
from grader.demo.samples import Sample
from grader.errors import ClassFolderError, SandboxMissingError
from tests.grader.judge.lesson import FULL, LESSON, POINTS
from tests.grader.run.classes import new_class, result_of

GOOD = Sample("ada", "all right", {LESSON: ()})
BROKEN = Sample("bob", "no notebook", {LESSON: ()}, raw=b"{")


@pytest.fixture
def samples(monkeypatch: pytest.MonkeyPatch) -> list[Sample]:
    """A demo of two students on the short lesson."""
    made = [GOOD, BROKEN]
    monkeypatch.setattr(demo, "SAMPLES", made)
    monkeypatch.setattr(demo, "init", new_class)
    return made


def test_a_demo_whose_scores_are_the_stated_ones_is_right(
    samples: list[Sample], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does a small demo grade, print a row each with a tick, write feedback and report, and say yes?"""
    assert run(tmp_path / "demo", jobs=1, sandbox="bwrap")
    out = capsys.readouterr().out
    assert out.count("✓") == 2
    assert f"{FULL:.2f} of {FULL:g}" in out
    assert "Every score is the stated one: yes" in out
    assert result_of(tmp_path / "demo", "ada").score == FULL
    assert (tmp_path / "demo" / "report.html").is_file()
    assert sorted(path.name for path in (tmp_path / "demo" / "feedback").iterdir()) == ["ada", "bob"]


def test_a_score_that_differs_is_shown_and_not_right(
    samples: list[Sample], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Can the demo fail: is a stated score that grading does not give marked, and the answer no?"""
    samples[:] = [Sample("ada", "all right", {LESSON: ()}, {"relu_backward": POINTS["relu_backward"]})]
    assert not run(tmp_path / "demo", jobs=1, sandbox="bwrap")
    out = capsys.readouterr().out
    assert "✗ DIFFERS" in out
    assert "Every score is the stated one: NO" in out


def test_points_lost_on_another_question_than_stated_are_not_right(
    samples: list[Sample], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Is a right total no excuse: does each question have to lose what is stated of it?"""
    equal = POINTS["squared_norm_grads"]
    assert POINTS["two_layer_dx"] == equal
    samples[:] = [Sample("ada", "one open", {LESSON: (leave("squared_norm_grads"),)}, {"two_layer_dx": equal})]
    assert not run(tmp_path / "demo", jobs=1, sandbox="bwrap")
    out = capsys.readouterr().out
    assert out.count(f"{FULL - equal:.2f}") == 2
    assert "✗ DIFFERS" in out


def test_a_demo_is_made_anew_over_an_earlier_one(samples: list[Sample], tmp_path: Path) -> None:
    """Can the command be given twice, the second class without what the first one left?"""
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / MARK).touch()
    (folder / "submitted" / "old").mkdir(parents=True)
    assert run(folder, jobs=1, sandbox="bwrap")
    assert not (folder / "submitted" / "old").exists()


def full_folder(path: Path) -> None:
    path.mkdir()
    (path / "thesis.txt").write_text("years of work")


def a_file(path: Path) -> None:
    path.write_text("years of work")


def a_link(path: Path) -> None:
    full_folder(path.with_name("elsewhere"))
    (path.with_name("elsewhere") / MARK).touch()
    path.symlink_to(path.with_name("elsewhere"))


@pytest.mark.parametrize("make", [full_folder, a_file, a_link])
def test_a_place_that_is_no_demo_is_refused(samples: list[Sample], tmp_path: Path, make: Any) -> None:
    """Is nothing deleted in a folder that the demo did not make, in a file's place, or behind a link?"""
    make(tmp_path / "mine")
    before = {path: path.is_dir() or path.read_text() for path in tmp_path.rglob("*")}
    with pytest.raises(ClassFolderError, match="expected a new folder or an earlier demo"):
        run(tmp_path / "mine", jobs=1, sandbox="bwrap")
    assert {path: path.is_dir() or path.read_text() for path in tmp_path.rglob("*")} == before


def test_without_bubblewrap_the_demo_goes_on_and_says_so(
    samples: list[Sample], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Does the demo grade without a sandbox what it made itself, but for what only a sandbox can stop?"""
    def missing() -> None:
        raise SandboxMissingError("not here")

    monkeypatch.setattr(demo, "require", missing)
    samples[:] = [GOOD, Sample("reader", "reads", {LESSON: ()}, needs_sandbox=True)]
    assert run(tmp_path / "demo", jobs=1)
    out = capsys.readouterr().out
    assert "apt install bubblewrap" in out
    assert "goes on without a sandbox" in out
    assert result_of(tmp_path / "demo", "ada").sandbox == "none"
    assert not (tmp_path / "demo" / "submitted" / "reader").exists()
