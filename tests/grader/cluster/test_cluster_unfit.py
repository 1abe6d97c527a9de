"""Workers that may not judge: without bubblewrap, with another version of the course, without the grader."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import course
from grader.run.cluster import judge_on
from grader.run.grade import Options, grade_class
from tests.grader.cluster.machines import Machines
from tests.grader.faults.states import result_files, state
from tests.grader.run.classes import SEED, GradedClass, everyone
from tests.grader.run.work import task

pytestmark = pytest.mark.xdist_group("cluster")
GRADER = Path(sys.executable).parent / "grader"


@pytest.fixture(scope="module")
def unfit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler whose workers may not judge, each for a reason of its own."""
    home = tmp_path_factory.mktemp("unfit")
    other = shutil.copytree(Path(course.__file__).parent, home / "other" / "course")
    (other / "errors.py").write_text((other / "errors.py").read_text() + "# another version\n")
    (home / "none" / "grader").mkdir(parents=True)
    (home / "none" / "grader" / "__init__.py").touch()
    (home / "bin").mkdir()
    with Machines(home) as machines:
        machines.add("no-sandbox", PATH=str(home / "bin"))
        machines.add("other-version", PYTHONPATH=str(home / "other"))
        machines.add("no-grader", PYTHONPATH=str(home / "none"))
        yield machines


def test_where_nobody_may_judge_the_command_refuses_and_says_why(unfit: Machines, folder: Path) -> None:
    """Does it end with 2, name each worker's reason, and leave no result?"""
    command = [str(GRADER), "grade", str(folder), "--cluster", unfit.address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "apt install bubblewrap" in done.stderr
    assert "the version of the course" in done.stderr
    assert "No module named 'grader.run'" in done.stderr
    assert "Traceback" not in done.stderr
    assert result_files(folder) == []


def test_without_a_sandbox_a_worker_may_judge_what_asks_for_none(unfit: Machines) -> None:
    """Is the worker without bubblewrap refused for its lack of it alone?"""
    ((key, outcome),) = judge_on(unfit.address, [("a", task("a"))], "none")
    assert (key, outcome.reason) == ("a", "it is an empty file")


def test_their_work_goes_to_one_that_may(
    unfit: Machines, folder: Path, graded_class: GradedClass, caplog: pytest.LogCaptureFixture
) -> None:
    """With one fit worker among three others: is everything judged, with equal results, and are these named?"""
    unfit.add("fit")
    with caplog.at_level(logging.WARNING, "grader.run.crew"):
        graded = list(grade_class(folder, Options(seed=SEED, cluster=unfit.address)))
    assert sorted(one.result.student for one in graded) == sorted(everyone())
    assert state(folder) == state(graded_class.folder)
    assert sum("judges nothing" in said for said in caplog.messages) == 3
