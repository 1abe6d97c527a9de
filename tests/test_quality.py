"""The tools that `CONTRIBUTING.md` promises are clean, run as a contributor runs them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run(*arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_ruff_is_clean() -> None:
    """Does the linter find nothing in the whole repository?"""
    done = run("ruff", "check", "--output-format", "concise")
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy_is_clean() -> None:
    """Does `mypy --strict` find nothing in both packages?"""
    done = run("mypy")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues found" in done.stdout


@pytest.mark.parametrize(("tool", "arguments"), [("ruff", ("check", "bad.py")), ("mypy", ("bad.py",))])
def test_the_tools_can_fail(tool: str, arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Would a line that breaks the rules be found: an unused import, a function without types?"""
    (tmp_path / "bad.py").write_text("import os\n\n\ndef half(x):\n    return x / 2\n")
    config = str(ROOT / "pyproject.toml")
    flag = "--config" if tool == "ruff" else "--config-file"
    done = run(tool, *arguments, flag, config, folder=tmp_path)
    assert done.returncode == 1
    assert ("F401" if tool == "ruff" else "no-untyped-def") in done.stdout
