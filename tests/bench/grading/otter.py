"""otter-grader on the same submissions, in one process and without its containers: its fastest way.

It lives in an environment of its own, made on first use beside this one, since what it needs does not fit ours. Each
of our checks becomes one of its tests: full points or none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from course.exercises.keys import VARIABLE
from grader.judge.plan import questions

HOME = Path(sys.prefix) / "otter"
NEEDS = ("otter-grader==7.0.0", "numpy", "matplotlib", "ipykernel", "ipywidgets", "click")
SAMPLE = 5
ROOT = Path(__file__).resolve().parents[3]
TEST = '''OK_FORMAT = True
test = {{"name": "{name}", "points": {points}, "suites": [{{"cases": [{{
    "code": ">>> check('{name}', {name}).points == {points}\\nTrue", "hidden": False, "locked": False}}],
    "scored": True, "setup": "", "teardown": "", "type": "doctest"}}]}}
'''
GRADE = """
import sys, time
from otter.api import grade_submission
archive, *submissions = sys.argv[1:]
grade_submission(submissions[0], archive, quiet=True)  # what is imported on first use is not counted
start = time.perf_counter()
totals = [grade_submission(submission, archive, quiet=True).total for submission in submissions]
print((time.perf_counter() - start) / len(submissions), *totals)
"""


def seconds_a_notebook(folder: Path) -> tuple[float, bool] | str:
    """Seconds for one submission of the class, averaged over both lessons, or why it could not be measured.

    The second value says whether the submissions that earn full marks with us do so with otter.
    """
    try:
        _install()
        taken = [_lesson(release, folder) for release in sorted(folder.glob("release/0[17]*/*.ipynb"))]
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines()
        return f"{Path(error.cmd[0]).name} ended with {error.returncode}: {said[-1] if said else 'nothing said'}"
    return sum(seconds for seconds, _ in taken) / len(taken), all(right for _, right in taken)


def _install() -> None:
    if not (HOME / "bin" / "otter").exists():
        _run([sys.executable, "-m", "venv", str(HOME)])
        _run([str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", *NEEDS])


def _lesson(release: Path, folder: Path) -> tuple[float, bool]:
    asked = questions(nbformat.read(release, as_version=4))
    handed = sorted(folder.glob(f"submitted/*-complete/{release.parent.name}/*.ipynb"))[:SAMPLE]
    with tempfile.TemporaryDirectory() as home:
        tests = Path(home) / "tests"
        tests.mkdir()
        for name, points in asked.items():
            (tests / f"{name}.py").write_text(TEST.format(name=name, points=points))
        archive = Path(home) / "autograder.zip"
        _run([str(HOME / "bin" / "otter"), "generate", "-t", str(tests), "-o", str(archive), "--no-environment"])
        line = [str(HOME / "bin" / "python"), "-c", GRADE, str(archive), *map(str, handed)]
        seconds, *totals = map(float, _run(line, keys=folder / "keys.toml").split())
    return seconds, all(total == sum(asked.values()) for total in totals)


def _run(line: list[str], keys: Path | None = None) -> str:
    path = os.pathsep.join([str(HOME / "bin"), os.environ.get("PATH", "")])
    place = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "COURSE_STATIC": "1"}
    if keys is not None:
        place[VARIABLE] = str(keys)  # for the multiple choices
    done = subprocess.run(line, env=place, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
