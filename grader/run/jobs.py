"""Which submissions of a class folder are to be judged: found in ``submitted/``, less those that stand unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from course.exercises.keys import Keys
from grader import results
from grader.classroom import assignments, release_path
from grader.errors import ClassFolderError, UnreadableSubmissionError
from grader.files import check_name
from grader.judge.submission import read_bytes
from grader.judge.version import spec_version
from grader.keys import keys_for
from grader.results import ResultFileError, SubmissionResult
from grader.sandbox.slot import Kind
from grader.students import check_student
from grader.text import nearest


@dataclass(frozen=True)
class Job:
    """One submission as it lies in the class folder."""

    student: str
    assignment: str
    release: Path
    path: Path | None
    """The submitted notebook; None where ``reason`` says why there is none to read."""
    reason: str = ""
    note: str = ""
    """Worth an event, though it can be graded: the notebook was renamed."""


@dataclass(frozen=True)
class Content:
    """A job with what was read: the submission's bytes, or why they could not be read."""

    job: Job
    data: bytes
    release: bytes
    reason: str = ""
    keys: Keys = field(default_factory=dict)
    """Of the multiple choices that the release asks."""

    @property
    def digest(self) -> str:
        """SHA-256 of the submission as it lies there."""
        return sha256(self.data).hexdigest()

    @property
    def version(self) -> str:
        """The version of what judges it."""
        return spec_version(self.release, self.keys)


def find_jobs(folder: Path, only: Iterable[str] = (), students: Iterable[str] = ()) -> list[Job]:
    """The submissions of the class, by assignment and student; ``only`` and ``students`` narrow them down.

    Raises
    ------
    ClassFolderError
        If this is no class folder, or holds no such assignment or student.
    """
    wanted = list(dict.fromkeys(only)) or assignments(folder)
    releases = {assignment: release_path(folder, assignment) for assignment in wanted}
    submitted = folder / "submitted"
    homes = submitted.iterdir() if submitted.is_dir() else ()
    there = sorted(home.name for home in homes if home.is_dir() and not home.name.startswith("."))
    asked = sorted(set(students))
    if missing := [student for student in asked if student not in there]:
        tip = nearest(missing[0], there) if len(missing) == 1 else ""
        raise ClassFolderError(f"expected submissions of {', '.join(missing)} in {submitted}, found none{tip}")
    jobs = [
        job
        for assignment in wanted
        for student in (asked or there)
        if (job := _job(submitted / student, assignment, releases[assignment])) is not None
    ]
    if asked and not jobs:
        raise ClassFolderError(f"{', '.join(asked)} handed in nothing for {', '.join(wanted)}")
    return jobs


def _job(home: Path, assignment: str, release: Path) -> Job | None:
    place = home / assignment
    student = home.name
    if home.is_symlink() or place.is_symlink():
        return Job(student, assignment, release, None, "its folder is a link")
    if not place.is_dir():
        return None
    try:
        check_student(student)
    except UnreadableSubmissionError as error:
        return Job(student, assignment, release, None, error.reason)
    expected = place / release.name
    if expected.exists() or expected.is_symlink():
        return Job(student, assignment, release, expected)
    notebooks = sorted(place.glob("[!.]*.ipynb"))  # macOS leaves ._name beside every file that it zips
    if len(notebooks) == 1:
        note = f"the notebook was renamed to {notebooks[0].name}"
        return Job(student, assignment, release, notebooks[0], note=note)
    reason = f"expected {release.name} in its folder, {_instead(place, notebooks)}"
    return Job(student, assignment, release, None, reason)


def _instead(place: Path, notebooks: list[Path]) -> str:
    """What is there in place of the notebook; one that lies deeper is named, so that a person can move it up."""
    if notebooks:
        return f"found {len(notebooks)} other notebooks"
    below = sorted(path for path in place.glob("*/**/[!.]*.ipynb") if "__MACOSX" not in path.parts)
    where = below[0].relative_to(place).as_posix()[:120] if below else ""
    return f"found no notebook{f', but {where}. Try: move it up' if below else ''}"


def read(job: Job) -> Content:
    """Read the job's submission; a fault becomes its reason. Raises `ClassFolderError` if a key is missing."""
    release = job.release.read_bytes()
    keys = keys_for(job.release, release)
    if job.path is None:
        return Content(job, b"", release, job.reason, keys)
    try:
        return Content(job, read_bytes(job.path), release, keys=keys)
    except UnreadableSubmissionError as error:
        return Content(job, b"", release, error.reason, keys)


def has_a_place(job: Job) -> bool:
    """Whether a result of this student can be written at all: the folder's name may be longer than ours can be."""
    try:
        check_name(job.student)
    except ClassFolderError:
        return False
    return True


def standing(folder: Path, content: Content, sandbox: Kind, seed: int | None) -> SubmissionResult | None:
    """The result of an earlier run if it still stands: same submission, same judging code, same conditions."""
    if content.job.path is None:
        return None
    try:
        old = results.read(results.result_path(folder, content.job.student, content.job.assignment))
    except ResultFileError:
        return None
    same = (
        old.not_graded is None  # the reason may be gone by now, and to find it again takes no time
        and old.submission_sha256 == content.digest
        and old.spec_version == content.version
        and old.sandbox == sandbox
        and seed in (None, old.seed)
    )
    return old if same else None
