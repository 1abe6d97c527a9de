"""The server that these tests start: where it is looked for, and what its absence means."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grader.postgres import server as place


def test_without_a_server_these_tests_are_skipped_but_not_by_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    """Can a lack of PostgreSQL go unseen where it must not?"""
    monkeypatch.setattr(place, "programs", lambda: None)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception), place.server():
        pass
    monkeypatch.setenv("CI", "true")
    with pytest.raises(AssertionError, match="apt install postgresql"), place.server():
        pass


def test_debians_newest_is_found_off_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of versions 9.6, 15 and 17: is it 17, by number and not by spelling?"""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(place, "DEBIAN", tmp_path)
    assert place.programs() is None
    for version in ("9.6", "17", "15"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "postgres").touch()
    assert place.programs() == tmp_path / "17" / "bin"
