"""`grader grade`: judge what changed, record each result as it comes, and say how it went."""

from __future__ import annotations

import fcntl
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from grader.errors import ClassFolderError, UnreadableSubmissionError
from grader.judge.judge import Task, clean_notebook
from grader.judge.plan import questions
from grader.judge.version import spec_version
from grader.recorder import Recorder, keep
from grader.results import NOT_GRADED, SubmissionResult
from grader.run.jobs import Content, Job, find_jobs, has_a_place, read, standing
from grader.run.pool import Outcome, judge_all
from grader.sandbox.bwrap import require
from grader.sandbox.limits import Limits
from grader.sandbox.process import Kind

SEED_BITS = 32


@dataclass(frozen=True)
class Options:
    """How a run is to be made; the fields are the command line's."""

    assignments: tuple[str, ...] = ()
    students: tuple[str, ...] = ()
    jobs: int = 2
    sandbox: Kind = "bwrap"
    fresh: bool = False
    seed: int | None = None
    limits: Limits = field(default_factory=Limits)
    db_url: str | None = None


@dataclass(frozen=True)
class Graded:
    """One submission's result, and whether it was judged now or stood from an earlier run."""

    result: SubmissionResult
    judged: bool


def grade_class(
    folder: Path, options: Options, on_start: Callable[[int, int], None] = lambda total, stand: None
) -> Iterator[Graded]:
    """Grade a class folder; yield each submission's result, first those that stand, then as they are judged.

    Each result is recorded (gradebook, autograded notebook, result file) before it is yielded: a run that is
    stopped at any moment loses nothing that it yielded, and the next one goes on from there.

    Raises
    ------
    SandboxMissingError
        If the sandbox is asked for and cannot be had.
    ClassFolderError
        If the folder is no class folder, or another run is at work in it.
    """
    if options.sandbox == "bwrap":
        require()
    jobs = find_jobs(folder, options.assignments, options.students)
    with _alone(folder), Recorder(folder, options.db_url) as recorder, tempfile.TemporaryDirectory() as scratch:
        stand, todo = _split(folder, jobs, options, recorder)
        on_start(len(jobs), len(stand))
        yield from (Graded(result, judged=False) for result in stand)
        for job in todo:
            if job.path is None:  # nothing to read, so nothing to judge
                yield Graded(_keep(recorder, job, Outcome(None, job.reason), options), judged=True)
        readable = [job for job in todo if job.path is not None]
        tasks = _tasks(readable, options, Path(scratch))
        for job, outcome in judge_all(tasks, min(options.jobs, len(readable))) if readable else ():
            yield Graded(_keep(recorder, job, outcome, options), judged=True)


def _split(
    folder: Path, jobs: list[Job], options: Options, recorder: Recorder
) -> tuple[list[SubmissionResult], list[Job]]:
    """The results that stand, and the jobs that are to be judged."""
    stand: list[SubmissionResult] = []
    todo: list[Job] = []
    for job in jobs:
        old = None if options.fresh else standing(folder, read(job), options.sandbox, options.seed)
        # A gradebook that was deleted or replaced is filled again by judging again.
        if old is None or recorder.recorded(job.student, job.assignment) is None:
            todo.append(job)
        else:
            stand.append(old)
    return stand, todo


def _tasks(todo: list[Job], options: Options, scratch: Path) -> Iterator[tuple[Job, Task]]:
    for job in todo:
        content = read(job)
        seed = secrets.randbits(SEED_BITS) if options.seed is None else options.seed
        yield (
            job,
            Task(
                student=job.student,
                assignment=job.assignment,
                submission=content.data,
                release=content.release,
                seed=seed,
                sandbox=options.sandbox,
                scratch=scratch,
                limits=options.limits,
            ),
        )


def _keep(recorder: Recorder, job: Job, outcome: Outcome, options: Options) -> SubmissionResult:
    """Record one outcome and return it as a result."""
    content = read(job)
    if outcome.judgement is not None:
        result = outcome.judgement.result
    else:
        result = _not_graded(content, content.reason or outcome.reason, options)
    if job.note:
        result = replace(result, events=(*result.events, job.note))
    if not has_a_place(job):
        return result
    # What no judge survived is not read here either.
    shown = _shown(content) if outcome.judgement is not None else None
    return keep(recorder, result, _release(content), shown, job.release.stem)


def _not_graded(content: Content, reason: str, options: Options) -> SubmissionResult:
    return SubmissionResult(
        student=content.job.student,
        assignment=content.job.assignment,
        submission_sha256=content.digest,
        spec_version=spec_version(content.release),
        seed=options.seed or 0,
        sandbox=options.sandbox,
        score=0.0,
        max_score=float(sum(questions(_release(content)).values())),
        events=(NOT_GRADED + reason,),
    )


def _release(content: Content) -> nbformat.NotebookNode:
    return nbformat.reads(content.release.decode("utf-8"), as_version=4)


def _shown(content: Content) -> nbformat.NotebookNode | None:
    try:
        return clean_notebook(content.data)
    except UnreadableSubmissionError:
        return None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the class folder's lock; the system lets go of it when the process ends, however it ends."""
    with (folder / ".grading.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ClassFolderError(
                f"another run is grading {folder}. Try: wait until it ends, or stop it; nothing is lost either way"
            ) from None
        yield
