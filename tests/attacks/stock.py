"""The control: the same submission under stock ``nbgrader autograde``, where the student's process scores itself.

It runs inside bubblewrap too, with the class folder alone to write to: what is tried must not harm the machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from tests.attacks.attack import Entry
from tests.attacks.classes import Class, new_class, remove
from tests.attacks.lesson import LESSON

SECONDS = 90
Points = dict[str, float]
CONFIG = "c = get_config()\nc.Execute.timeout = 20\n"


def stock_points(entry: Entry) -> Points | None:
    """What stock nbgrader records for each question of this attack; None where it records nothing."""
    made = new_class([entry])
    try:
        (made.folder / "nbgrader_config.py").write_text(CONFIG)
        (made.home / "run").mkdir()
        student = made.pairs[0].student
        subprocess.run(
            [*_cage(made), sys.executable, "-m", "nbgrader", "autograde", LESSON, f"--student={student}"],
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return _recorded(made.folder, student)
    except subprocess.TimeoutExpired:
        return None
    finally:
        remove(made)


def _cage(made: Class) -> list[str]:
    program = shutil.which("bwrap")
    assert program is not None, "expected bwrap on the PATH. Try: apt install bubblewrap"
    home, path = str(made.home), os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    line = [
        program,
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
    ]
    line += [
        "--proc",
        "/proc",
        "--tmpfs",
        tempfile.gettempdir(),
        "--bind",
        home,
        home,
        "--chdir",
        str(made.folder),
    ]
    line += [
        "--clearenv",
        "--setenv",
        "PATH",
        path,
        "--setenv",
        "HOME",
        f"{home}/home",
        "--setenv",
        "LANG",
        "C.UTF-8",
    ]
    return [*line, "--setenv", "COURSE_STATIC", "1", "--setenv", "JUPYTER_RUNTIME_DIR", f"{home}/run", "--"]


def _recorded(folder: Path, student: str) -> Points | None:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        try:
            submission = gradebook.find_submission(LESSON, student)
        except MissingEntry:
            return None
        autograded = (
            folder / "autograded" / student / LESSON
        ).is_dir()  # nbgrader takes it away where it failed
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        return {grade.name: float(grade.score) for grade in grades} if autograded else None
