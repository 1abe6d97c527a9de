"""`grader grade`: judge what changed, record each result as it comes, and say how it went."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import nbformat

from grader.errors import UnreadableSubmissionError
from grader.files import alone
from grader.judge.judge import Task, clean_notebook
from grader.judge.plan import questions
from grader.recorder import Recorder, keep
from grader.results import NOT_GRADED, SubmissionResult
from grader.run.jobs import Content, Job, find_jobs, has_a_place, read, standing
from grader.run.pool import Outcome, judge_all
from grader.sandbox.bwrap import require
from grader.sandbox.limits import Limits
from grader.sandbox.slot import Kind

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
    cluster: str | None = None
    """Address of a dask scheduler whose workers judge in place of local processes."""


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
    RefusedError
        If the cluster cannot be reached, or none of its workers may judge.
    ClassFolderError
        If the folder is no class folder, or another run is at work in it.
    GradebookError, OSError
        If the gradebook, or the folder, cannot be read or written any more. What was yielded is kept.
    """
    if options.sandbox == "bwrap" and options.cluster is None:  # a cluster's workers are asked there
        require()
    jobs = find_jobs(folder, options.assignments, options.students)
    busy = f"another run is grading {folder}. Try: wait until it ends, or stop it; nothing is lost either way"
    with (
        alone(folder / ".grading.lock", busy),
        Recorder(folder, options.db_url) as recorder,
        tempfile.TemporaryDirectory() as scratch,
    ):
        stand, todo = _split(folder, jobs, options, recorder)
        on_start(len(jobs), len(stand))
        yield from (Graded(result, judged=False) for result in stand)
        for job in todo:
            if job.path is None:  # nothing to read, so nothing to judge
                yield Graded(_keep(recorder, read(job), Outcome(None, job.reason), options), judged=True)
        readable = [job for job in todo if job.path is not None]
        if not readable:
            return
        outcomes = _judge(_tasks(readable, options, Path(scratch)), options, len(readable))
        # Closed at once, so that what cannot be recorded does not leave judges at work behind it.
        with closing(cast(Any, outcomes)):
            for content, outcome in outcomes:
                yield Graded(_keep(recorder, content, outcome, options), judged=True)


def _split(
    folder: Path, jobs: list[Job], options: Options, recorder: Recorder
) -> tuple[list[SubmissionResult], list[Job]]:
    """The results that stand, and the jobs that are to be judged."""
    stand: list[SubmissionResult] = []
    todo: list[Job] = []
    for job in jobs:
        old = None if options.fresh else standing(folder, read(job), options.sandbox, options.seed)
        # A gradebook that was deleted, or replaced by an older copy, is filled again by judging again.
        if old is None or not recorder.holds(old):
            todo.append(job)
        else:
            stand.append(old)
    return stand, todo


def _judge(
    tasks: Iterator[tuple[Content, Task]], options: Options, count: int
) -> Iterator[tuple[Content, Outcome]]:
    """The outcome of each task, from local processes or from a cluster."""
    if options.cluster is None:
        return judge_all(tasks, min(options.jobs, count))
    from grader.run.cluster import judge_on  # dask is an extra

    return judge_on(options.cluster, tasks, options.sandbox)


def _tasks(todo: list[Job], options: Options, scratch: Path) -> Iterator[tuple[Content, Task]]:
    """Each submission's task, with what was read as its key: what was judged is what is shown and hashed."""
    for job in todo:
        content = read(job)
        seed = secrets.randbits(SEED_BITS) if options.seed is None else options.seed
        yield (
            content,
            Task(
                student=job.student,
                assignment=job.assignment,
                submission=content.data,
                release=content.release,
                seed=seed,
                sandbox=options.sandbox,
                scratch=scratch,
                limits=options.limits,
                keys=content.keys,
            ),
        )


def _keep(recorder: Recorder, content: Content, outcome: Outcome, options: Options) -> SubmissionResult:
    """Record one outcome and return it as a result."""
    job = content.job
    if outcome.judgement is not None:
        result = outcome.judgement.result
    else:
        result = _not_graded(content, content.reason or outcome.reason, options)
    if notes := [note for note in (job.note, _others(job)) if note]:
        result = replace(result, events=(*result.events, *notes))
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
        spec_version=content.version,
        seed=options.seed or 0,
        sandbox=options.sandbox,
        score=0.0,
        max_score=float(sum(questions(_release(content)).values())),
        events=(NOT_GRADED + reason,),
    )


def _release(content: Content) -> nbformat.NotebookNode:
    return _notebook(content.release)


@lru_cache(maxsize=16)
def _notebook(release: bytes) -> nbformat.NotebookNode:
    """Read once, for the whole class has the same; nothing that is given it changes it."""
    return nbformat.reads(release.decode("utf-8"), as_version=4)


def _shown(content: Content) -> nbformat.NotebookNode | None:
    try:
        return clean_notebook(content.data)
    except UnreadableSubmissionError:
        return None


def _others(job: Job) -> str:
    """Further notebooks beside the one that counts, for whoever wonders why theirs did not."""
    if job.path is None:
        return ""
    others = sorted(path.name for path in job.path.parent.glob("[!.]*.ipynb") if path != job.path)
    return f"{job.path.name} counts; also in its folder, not read: {', '.join(others[:3])[:200]}" if others else ""
