"""Regrading with the same seed, by the real judges, in another order and with other company."""

from __future__ import annotations

import shutil
from pathlib import Path

from grader.run.grade import Options, grade_class
from tests.grader.faults.states import state
from tests.grader.run.classes import SEED, graded


def test_the_same_seed_gives_the_same_results(tmp_path: Path) -> None:
    """Are results, gradebook and notebooks equal but for timings, whether right, wrong, blank or crashing?"""
    folder = Path(shutil.copytree(graded().folder, tmp_path / "class"))
    again = list(grade_class(folder, Options(seed=SEED, jobs=1, fresh=True)))
    assert all(one.judged for one in again)
    assert state(folder) == state(graded().folder)
    assert any(question.status == "crashed" for one in again for question in one.result.questions)


def test_another_seed_is_another_judgement(tmp_path: Path) -> None:
    """Would the comparison above see that a submission was judged on other inputs?"""
    folder = Path(shutil.copytree(graded().folder, tmp_path / "class"))
    list(grade_class(folder, Options(seed=SEED + 1, students=("bob",))))
    assert state(folder)["results"] != state(graded().folder)["results"]
