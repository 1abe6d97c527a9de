"""A class folder in nbgrader's standard layout: made once, completed when run again, never overwritten.

    DIR/nbgrader_config.py
    DIR/source/07_backprop/backprop.ipynb     with the solutions, the notebook alone
    DIR/release/07_backprop/backprop.ipynb    what is given out
    DIR/submitted/<student>/07_backprop/…     what comes back
    DIR/gradebook.db
    DIR/keys.toml                             the keys of multiple choices; nbgrader copies nothing from here
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import capture_log
from sqlalchemy import make_url

from grader import gradebook
from grader.build.choices import lesson_keys
from grader.build.lessons import Lesson, lessons_of, serialise
from grader.build.source import read_source
from grader.errors import ClassFolderError
from grader.files import write_atomically
from grader.keys import add_keys
from grader.steps import release_steps
from grader.text import nearest

SOLUTIONS = Path(__file__).resolve().parents[1] / "solutions"

COURSE = "default_course"
"""nbgrader's own name for the course of a gradebook; in SQLite it uses none, and is not asked for one."""

LAYOUT = {
    *("nbgrader_config.py", "gradebook.db", "source", "release", "submitted"),
    *("graded", "autograded", "feedback", "report.html", "keys.toml"),
}

CONFIG = '''"""What nbgrader's own commands read; `grader grade` needs none of it."""

c = get_config()

# A lesson's slowest cell takes a few seconds; a busy machine may take longer.
c.Execute.timeout = 60

# `nbgrader generate_assignment` shows a function that is to be mended with its bug in it, and asks for prose in a
# sentence; `nbgrader generate_feedback` leaves out model answers and rubrics, which the formgrader shows.
from grader.steps import feedback_steps, release_steps

c.GenerateAssignment.preprocessors = release_steps()
c.GenerateFeedback.preprocessors = feedback_steps()
'''


def init(folder: Path, *, solutions: Path = SOLUTIONS, db_url: str | None = None) -> list[str]:
    """Make ``folder`` a class folder with every lesson as an assignment; return what was done, a line each.

    Run again, it adds what is missing. What is there stays as it is, and the lines say so. ``db_url`` is that of a
    gradebook elsewhere, which is then filled in place of the folder's own.

    Raises
    ------
    ClassFolderError
        If the sources are not there (they come with a clone, not with the installed package), if ``folder``
        holds other things, or if nbgrader cannot make a release.
    GradebookError
        If the gradebook at ``db_url`` cannot be used.
    """
    lessons = _lessons(solutions, folder)
    _refuse_strangers(folder)
    said = list(_frame(folder, db_url))
    for lesson in lessons:
        said += _source(lesson)
        said += _release(folder, lesson, db_url)
        said += add_keys(folder, lesson_keys(lesson.source))
    return said


def assignments(folder: Path) -> list[str]:
    """The names of the assignments that ``folder`` gives out: '07_backprop', in order.

    Raises
    ------
    ClassFolderError
        If ``folder`` is not a class folder.
    """
    if not (folder / "release").is_dir():
        raise ClassFolderError(f"expected a class folder, got {folder} without release/. Try: grader init {folder}")
    return sorted({path.parent.name for path in (folder / "release").glob("*/*.ipynb")})


def release_path(folder: Path, assignment: str) -> Path:
    """The notebook that is given out for ``assignment``.

    Raises
    ------
    ClassFolderError
        If ``folder`` gives out no such assignment, or more than one notebook for it.
    """
    known = assignments(folder)
    if assignment not in known:
        listed = ", ".join(known) or "none"
        tip = nearest(assignment, known)
        raise ClassFolderError(f"expected an assignment of {folder} ({listed}), got {assignment!r}{tip}")
    notebooks = sorted((folder / "release" / assignment).glob("*.ipynb"))
    if len(notebooks) != 1:
        raise ClassFolderError(f"expected one notebook in release/{assignment}, got {len(notebooks)}")
    return notebooks[0]


def _lessons(solutions: Path, folder: Path) -> list[Lesson]:
    if not solutions.is_dir():
        raise ClassFolderError(
            f"expected the sources of the lessons in {solutions}, found no such folder. "
            "Try: run this from a clone of the repository; the installed package has no solutions in it"
        )
    return lessons_of(solutions, folder / "source")


def _refuse_strangers(folder: Path) -> None:
    """Typing the wrong folder must not fill it; one that nbgrader knows, or that holds only its parts, is right."""
    if folder.exists() and not folder.is_dir():
        raise ClassFolderError(f"expected a folder, got the file {folder}")
    if not folder.exists() or (folder / "nbgrader_config.py").exists():
        return
    strangers = sorted(p.name for p in folder.iterdir() if p.name not in LAYOUT and not p.name.startswith("."))
    if strangers:
        raise ClassFolderError(
            f"expected an empty folder or a class folder, got {folder} with {', '.join(strangers[:3])} in it. "
            "Try: the name of a new folder"
        )


def _frame(folder: Path, db_url: str | None) -> Iterator[str]:
    new = gradebook.is_empty(db_url) if db_url else not (folder / "gradebook.db").exists()
    config = folder / "nbgrader_config.py"
    if config.exists():
        yield "kept nbgrader_config.py"
    else:
        write_atomically(config, (CONFIG + (_elsewhere(db_url) if db_url else "")).encode())
        yield "made nbgrader_config.py"
    if not (folder / "submitted").is_dir():
        (folder / "submitted").mkdir()
        yield "made submitted/"
    name = gradebook.spoken(db_url) if db_url else "gradebook.db"
    if new:
        with _own_scripts_on_path(), _gradebook(folder, db_url):
            yield f"made {name}"
    else:
        yield f"kept {name}"


def _elsewhere(db_url: str) -> str:
    """What nbgrader's own commands need to know of a gradebook elsewhere; a password has no place in a file here."""
    url = make_url(db_url)._replace(password=None).render_as_string()
    return f"\nc.CourseDirectory.db_url = {url!r}\nc.CourseDirectory.course_id = {COURSE!r}\n"


def _source(lesson: Lesson) -> Iterator[str]:
    name = f"source/{lesson.name}/{lesson.notebook.name}"
    new = serialise(read_source(lesson.source))
    if not lesson.notebook.exists():
        # Alone in its folder: nbgrader gives out whatever stands beside it.
        write_atomically(lesson.notebook, new)
        yield f"made {name}"
    elif lesson.notebook.read_bytes() == new:
        yield f"kept {name}"
    else:
        yield f"kept {name}, which is not today's: the lesson, or this copy, was changed since"


def _release(folder: Path, lesson: Lesson, db_url: str | None) -> Iterator[str]:
    """Make the release, and record the assignment, in so far as they are missing."""
    release = folder / "release" / lesson.name / lesson.notebook.name
    name = f"release/{lesson.name}/{lesson.notebook.name}"
    recorded = _recorded(folder, lesson.name, db_url)
    if not release.exists() or not recorded:
        with TemporaryDirectory(prefix=".release-", dir=folder) as part:
            generated = _generate(folder, lesson, Path(part).name, db_url)
            if not release.exists():
                release.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(generated, release)
                yield f"made {name}"
            else:
                yield f"kept {name}"
    else:
        yield f"kept {name}"
    if not recorded:
        yield f"recorded {lesson.name} in {gradebook.spoken(db_url) if db_url else 'gradebook.db'}"


def _generate(folder: Path, lesson: Lesson, part: str, db_url: str | None) -> Path:
    """Let nbgrader make the release under ``folder/part`` and record it in the gradebook."""
    elsewhere = {"db_url": db_url, "course_id": COURSE} if db_url else {}
    course = CourseDirectory(
        root=str(folder.resolve()), release_directory=part, assignment_id=lesson.name, **elsewhere
    )
    result = capture_log(GenerateAssignment(coursedir=course, preprocessors=release_steps()))
    generated = folder / part / lesson.name / lesson.notebook.name
    if not result["success"] or not generated.is_file():
        raise ClassFolderError(f"nbgrader could not make the release of {lesson.name}:\n{result.get('log', '')}")
    return generated


def _recorded(folder: Path, assignment: str, db_url: str | None) -> bool:
    with _gradebook(folder, db_url) as book:
        try:
            return bool(book.find_assignment(assignment).notebooks)
        except MissingEntry:
            return False


def _gradebook(folder: Path, db_url: str | None) -> Gradebook:
    if db_url:
        return gradebook.open_gradebook(db_url)
    return Gradebook(f"sqlite:///{(folder / 'gradebook.db').resolve()}")


@contextmanager
def _own_scripts_on_path() -> Iterator[None]:
    """nbgrader asks the command ``alembic`` for a new gradebook's version; it stands beside this interpreter.

    Without this, a virtual environment that is used but not activated could not make a gradebook.
    """
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
