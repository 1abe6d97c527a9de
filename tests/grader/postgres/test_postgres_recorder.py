"""Recording in PostgreSQL: a transaction a submission, two recorders at once, and a server that goes away."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from grader import marks
from grader.errors import ClassFolderError, GradebookError
from grader.gradebook import open_gradebook
from grader.recorder import Recorder
from grader.results import Question, SubmissionResult
from tests.grader.judge.lesson import POINTS
from tests.grader.run.classes import made_up

pytestmark = pytest.mark.xdist_group("postgres")
STUDENTS = [f"student {number}" for number in range(16)]


def scored(folder: Path, student: str, *shares: float) -> SubmissionResult:
    """A result with these shares of the points: the first for the first question, the last for all that are left."""
    each = [*shares, *[shares[-1]] * len(POINTS)]
    asked = tuple(Question(name, each[n] * most, most, "partial") for n, (name, most) in enumerate(POINTS.items()))
    result = made_up(folder, "ada", score=sum(question.points for question in asked), questions=asked)
    return replace(result, student=student)


def shares(url: str) -> dict[str, tuple[float, ...]]:
    """Student to the shares of the points that stand in the submission's rows, in the order of the questions."""
    with psycopg.connect(url.replace("+psycopg", "")) as database:
        found = database.execute(
            "select s.student_id, c.name, g.auto_score from grade g join base_cell c on c.id = g.cell_id "
            "join submitted_notebook n on n.id = g.notebook_id join submitted_assignment s on s.id = n.assignment_id"
        ).fetchall()
    points = {(student, cell): score / POINTS[cell] for student, cell, score in found}
    return {student: tuple(points[student, cell] for cell in POINTS) for student, *_ in found}


def same(share: float) -> tuple[float, ...]:
    return (share,) * len(POINTS)


def test_nothing_of_a_submission_is_written_before_all_of_it_is(
    elsewhere: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a fault in the middle of a submission's rows: is the gradebook as it was before?"""
    folder, url = elsewhere
    real, calls = marks.score, 0

    def fails(*arguments: Any, **named: Any) -> None:
        nonlocal calls
        calls += 1
        if calls == 12:  # the fourth row of the second submission
            raise ZeroDivisionError
        real(*arguments, **named)

    monkeypatch.setattr(marks, "score", fails)
    with Recorder(folder, url) as recorder:
        recorder.record(scored(folder, "ada", 0.5))
        with pytest.raises(ZeroDivisionError):
            recorder.record(scored(folder, "bob", 0.5))
        assert shares(url) == {"ada": same(0.5)}
        recorder.record(scored(folder, "bob", 0.25))
    assert shares(url) == {"ada": same(0.5), "bob": same(0.25)}


def test_two_recorders_at_once_do_not_mix_their_marks(elsewhere: tuple[Path, str]) -> None:
    """When two runs record one submission at the same moment: is it whole, all the one's or all the other's?

    The second gives to the first question what stands there already, so that on its own account there is nothing to
    change in that row.
    """
    folder, url = elsewhere
    together = Barrier(2)
    found: list[tuple[float, ...]] = []

    def record(*share: float) -> None:
        with Recorder(folder, url) as recorder:
            for student in STUDENTS:
                together.wait(60)
                recorder.record(scored(folder, student, *share))
                if together.wait(60) == 0:
                    found.append(shares(url)[student])

    with Recorder(folder, url) as recorder:
        for student in STUDENTS[1:]:  # the first has no rows yet: both make them
            recorder.record(scored(folder, student, 0.0))
    with ThreadPoolExecutor(2) as both:
        for done in [both.submit(record, 0.25), both.submit(record, 0.0, 0.75)]:
            done.result()
    assert len(found) == len(STUDENTS)
    assert set(found) <= {same(0.25), (0.0, *same(0.75)[1:])}


def test_a_connection_that_is_cut_is_a_clear_refusal_and_the_next_one_works(elsewhere: tuple[Path, str]) -> None:
    """When the server drops us: is that told, is nothing half-written, and can the run be started again?"""
    folder, url = elsewhere
    with Recorder(folder, url) as recorder:
        recorder.record(scored(folder, "ada", 0.5))
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as database:
            database.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where pid <> pg_backend_pid() and datname = current_database()"
            )
        with pytest.raises(GradebookError, match="expected a gradebook that can be used"):
            recorder.record(scored(folder, "ada", 0.75))
        assert shares(url) == {"ada": same(0.5)}
        recorder.record(scored(folder, "ada", 0.75))
    assert shares(url) == {"ada": same(0.75)}


def test_an_empty_database_is_no_gradebook(new_database: Callable[[], str], tmp_path: Path) -> None:
    """Is it left empty, with the command that fills it?"""
    url = new_database()
    with pytest.raises(ClassFolderError, match=r"Try: grader init .* --db URL"), Recorder(tmp_path, url):
        pass
    with psycopg.connect(url.replace("+psycopg", "")) as database:
        assert database.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (0,)


def test_where_no_server_or_no_database_is_that_is_told_without_the_password(postgres: str) -> None:
    """Does a wrong address end with what to do, and never show the password?"""
    known = make_url(postgres.format("no-such-book")).set(password="secret")
    for url, said in ((known, "does not exist"), (known.set(port=1), "see that the database server runs")):
        with pytest.raises(GradebookError, match=said) as caught:
            open_gradebook(url)
        assert "secret" not in str(caught.value)


def test_who_may_not_write_is_told_so(elsewhere: tuple[Path, str]) -> None:
    """Is a lack of rights in the database a refusal, and no fault of ours?"""
    folder, url = elsewhere
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as database:
        database.execute("create role reader login")
        database.execute("grant select on all tables in schema public to reader")
    reader = make_url(url).set(username="reader")
    with Recorder(folder, reader.render_as_string()) as recorder, pytest.raises(GradebookError, match="permission"):
        recorder.record(scored(folder, "ada", 0.5))
    assert shares(url) == {}
