"""Whole runs on a real scheduler and real workers, and what becomes of them when one of these goes away."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import RefusedError
from grader.judge.judge import Task
from grader.run.cluster import judge_on
from grader.run.grade import Options, grade_class
from grader.run.pool import AHEAD
from tests.grader.cluster.machines import Machines
from tests.grader.faults.states import result_files, state
from tests.grader.run.classes import SEED, GradedClass, everyone
from tests.grader.run.work import task

pytestmark = pytest.mark.xdist_group("cluster")


def test_a_run_on_two_workers_leaves_what_a_run_at_home_leaves(
    machines: Machines, folder: Path, graded_class: GradedClass
) -> None:
    """Are results, autograded notebooks and the gradebook's rows the same, all but timings?"""
    graded = list(grade_class(folder, Options(seed=SEED, cluster=machines.address)))
    assert sorted(one.result.student for one in graded) == sorted(everyone())
    assert state(folder) == state(graded_class.folder)


def test_a_worker_that_is_killed_at_work_costs_nobody_anything(
    machines: Machines, folder: Path, graded_class: GradedClass
) -> None:
    """After kill -9 of one of two workers in the middle: is each submission judged once, with an equal result?"""
    students = []
    for one in grade_class(folder, Options(seed=SEED, cluster=machines.address)):
        if not students:
            machines.kill_one_at_work()
        students.append(one.result.student)
    assert sorted(students) == sorted(everyone())
    assert state(folder) == state(graded_class.folder)


def test_few_tasks_are_under_way_at_a_time(machines: Machines) -> None:
    """Is a submission read only when there is room for it, so that memory does not grow with the class?"""
    drawn = 0

    def tasks() -> Iterator[tuple[int, Task]]:
        nonlocal drawn
        for number in range(30):
            drawn += 1
            yield number, task(f"student {number}")

    done, most = [], 0
    for key, outcome in judge_on(machines.address, tasks()):
        most = max(most, drawn - len(done))
        done.append(key)
        assert outcome.reason == "it is an empty file"
    assert sorted(done) == list(range(30))
    assert most <= AHEAD * 2


def test_a_scheduler_that_goes_away_ends_the_run_and_loses_nothing(tmp_path: Path, folder: Path) -> None:
    """Is it said what happened, does what was graded stand, and does a run at home go on from there?"""
    students = []
    with Machines(tmp_path) as machines:
        machines.add("one")
        with pytest.raises(RefusedError, match="expected an answer from the scheduler") as caught:
            for one in grade_class(folder, Options(seed=SEED, cluster=machines.address)):
                if not students:
                    machines.scheduler.send_signal(signal.SIGKILL)
                    machines.scheduler.wait()
                students.append(one.result.student)
    assert "the same command goes on" in str(caught.value)
    assert len(result_files(folder)) == len(students)
    again = {one.result.student: one.judged for one in grade_class(folder, Options(seed=SEED))}
    assert {student for student, judged in again.items() if not judged} == set(students) - {"not-json"}
    assert set(again) == set(everyone())
