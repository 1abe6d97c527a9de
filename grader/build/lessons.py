"""Build every lesson from its source, or find the lessons that differ from what a build would give."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grader.build.choices import keys_path
from grader.build.errors import BuildError
from grader.build.execute import execute
from grader.build.leaks import leaks
from grader.build.reference import prove_reference, refuse_gifts
from grader.build.release import release_notebook
from grader.build.source import lesson_of, read_source, source_digest
from grader.files import write_atomically

Progress = Callable[[str], None]

FOLDER = re.compile(r"\d\d_([a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Lesson:
    """One lesson's two files."""

    name: str
    """'07_backprop', which is the assignment's name as well."""
    source: Path
    notebook: Path


def lessons_of(solutions: Path, lessons: Path) -> list[Lesson]:
    """Every lesson that has a source ``NN_topic/topic.py``, in order.

    Raises
    ------
    BuildError
        If there is none, or a folder does not hold the source that its name promises.
    """
    found = []
    for folder in sorted(path for path in solutions.glob("[!._]*") if path.is_dir()):
        match = FOLDER.fullmatch(folder.name)
        if match is None or not (folder / f"{match[1]}.py").is_file():
            raise BuildError(f"expected solutions/NN_topic/topic.py, got the folder {folder.name!r} without it")
        found.append(Lesson(folder.name, folder / f"{match[1]}.py", lessons / folder.name / f"{match[1]}.ipynb"))
    if not found:
        raise BuildError(f"expected sources solutions/NN_topic/topic.py, found none in {solutions}")
    return found


def build(
    solutions: Path,
    lessons: Path,
    *,
    check: bool,
    only: Collection[str] = (),
    jobs: int = 2,
    on_progress: Progress = lambda line: None,
) -> list[Path]:
    """Build all lessons; return the files that were written or removed, or with ``check`` those that differ.

    ``only`` names the lessons to build; then the others' files are neither looked at nor removed.

    With ``check`` nothing is written, and the reference is not run: what its outputs would prove does not stand
    in a lesson. A lesson made from another text of its source differs even if its own text is the same.

    Raises
    ------
    BuildError
        If a lesson cannot be built. The others are built all the same, and the message lists every failure.
        Before anything is built: if ``only`` names a lesson that has no source.
    """
    known = lessons_of(solutions, lessons)
    if strange := sorted(set(only) - {lesson.name for lesson in known}):
        names = ", ".join(lesson.name for lesson in known)
        raise BuildError(f"expected the folder of a lesson, got {', '.join(strange)}. Try one of: {names}")
    todo = [lesson for lesson in known if not only or lesson.name in only]
    changed: list[Path] = []
    failures: list[str] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        work = compare if check else write
        running = [(lesson, pool.submit(work, lesson, on_progress)) for lesson in todo]
        for lesson, future in running:
            try:
                changed += [lesson.notebook] if future.result() else []
            except BuildError as error:
                failures.append(str(error))
    if not only:
        changed += _extra(todo, lessons, remove=not check, on_progress=on_progress)
    if failures:
        raise BuildError("\n".join(failures))
    return changed


def compare(lesson: Lesson, on_progress: Progress) -> bool:
    """Whether the stored lesson differs from what its source gives now."""
    source = read_source(lesson.source)
    if not lesson.notebook.is_file():
        on_progress(f"{lesson.name}: missing, not built yet")
        return True
    stored = lesson.notebook.read_bytes()
    if _digest(stored) != source_digest(source):
        on_progress(f"{lesson.name}: differs, its source has changed")
        return True
    differs = stored != made(source)
    on_progress(f"{lesson.name}: {'differs, it was edited or the course has changed' if differs else 'as built'}")
    return differs


def write(lesson: Lesson, on_progress: Progress) -> bool:
    """Build one lesson; whether its file changed."""
    source = read_source(lesson.source)
    points = prove_reference(source, keys_path(lesson.source))
    on_progress(f"{lesson.name}: the reference earns {points:g} of {points:g} points")
    new = made(source)
    changed = not lesson.notebook.is_file() or lesson.notebook.read_bytes() != new
    if changed:
        write_atomically(lesson.notebook, new)
    on_progress(f"{lesson.name}: {'written' if changed else 'as it was'}")
    return changed


def made(source: NotebookNode) -> bytes:
    """The bytes of the lesson that a source notebook gives: its release, executed as a student first sees it.

    Raises
    ------
    BuildError
        If the release does not run to its end, earns a point, or shows a line of a solution.
    """
    lesson = execute(release_notebook(source))
    refuse_gifts(lesson)
    found = leaks(source, lesson)
    if found:
        raise BuildError("\n".join(f"{lesson_of(source)}: {leak}" for leak in found))
    return serialise(lesson)


def serialise(notebook: NotebookNode) -> bytes:
    """A notebook as bytes: keys sorted, one trailing newline. Raises ``ValidationError`` on a broken one."""
    nbformat.validate(notebook)
    text: str = nbformat.writes(notebook)
    return (text.rstrip("\n") + "\n").encode()


def _digest(stored: bytes) -> str | None:
    try:
        return source_digest(nbformat.reads(stored.decode(), as_version=4))
    except (ValueError, AttributeError, nbformat.ValidationError):
        return None  # not a notebook any more: it differs


def _extra(todo: list[Lesson], lessons: Path, *, remove: bool, on_progress: Progress) -> list[Path]:
    """Notebooks that no source makes. A build removes those that an earlier build made, and no others."""
    ours = {lesson.notebook for lesson in todo}
    extra = []
    for path in sorted(lessons.glob("*/*.ipynb")):
        if path in ours:
            continue
        if remove and _digest(path.read_bytes()) is None:
            on_progress(f"{path.parent.name}/{path.name}: kept, though no source makes it")
            continue
        if remove:
            path.unlink()
        extra.append(path)
        on_progress(f"{path.parent.name}/{path.name}: {'removed' if remove else 'extra'}, no source makes it")
    return extra
