"""Judging for real: bubblewrap is needed, and where it is absent these tests fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nbformat import NotebookNode

from grader.judge.judge import Judgement, Task, judge
from grader.sandbox.limits import Limits
from tests.grader.judge.lesson import LESSON, as_bytes, release

SEED = 7
SHORT = Limits(cell_seconds=3.0, call_seconds=2.0)


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Judgement]:
    """Judge a notebook in the sandbox; student views are made once a session."""
    scratch: Path = tmp_path_factory.mktemp("views")

    def run(notebook: NotebookNode | bytes, seed: int = SEED, limits: Limits = SHORT) -> Judgement:
        data = notebook if isinstance(notebook, bytes) else as_bytes(notebook)
        return judge(Task("ada", LESSON, data, as_bytes(release()), seed, "bwrap", scratch, limits))

    return run
