"""The student view: what is withheld is gone, what stays works, and it is made once."""

from __future__ import annotations

import ast
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import course
from grader.errors import GraderError
from grader.sandbox.mounts import package_folders
from grader.sandbox.view import ALWAYS, student_view, view_files

COURSE = Path(course.__file__).parent
USES = """
call = thing()
item = thing[0]
items = list(thing)
one, *rest = thing
attribute = thing.shape
thing.shape = 1
total = thing + 1
total = 1 - thing
product = np.ones(2) @ thing
product = np.ones(2) * thing
total = np.sum(thing)
array = np.asarray(thing)
truth = not thing
equal = thing == 1
number = float(thing)
text = {thing: 1}
length = len(thing)
inside = 1 in thing
class Mine(thing): pass
with thing: pass
""".strip().splitlines()


def run(view: Path, source: str) -> str:
    """The stdout of ``source`` run on the view, apart from the course of this process."""
    start = f"import sys; sys.path[:0] = {[str(view), *map(str, package_folders())]!r}\n"
    line = [sys.executable, "-I", "-S", "-B", "-c", start + source]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_use_raises(view: Path) -> None:
    """Does each way to use a withheld name raise `WithheldError` with the module's name in it?"""
    source = "import numpy as np\nfrom course.errors import WithheldError\n"
    source += f"from course.perceptron import thing\nfor use in {USES!r}:\n    try:\n        exec(use)\n"
    source += "    except WithheldError as error:\n        assert 'course.perceptron.thing' in str(error)\n"
    source += "    else:\n        print(use)\n"
    assert run(view, source) == ""


def test_a_name_may_be_looked_at(view: Path) -> None:
    """Do imports, prints, dunder look-ups and `isinstance` of a withheld name do no harm?"""
    source = "from course.perceptron import thing\nimport course.perceptron as p\n"
    source += "print(thing, isinstance(thing, int), hasattr(thing, '__wrapped__'), p.other, hasattr(p, '__all__'))"
    expected = "<course.perceptron.thing, withheld> False False <course.perceptron.other, withheld> False"
    assert run(view, source) == expected


def test_every_module_of_the_view_imports(view: Path) -> None:
    """Does each module, real or stub, import beside the stubs of the others?"""
    names = [
        ".".join(path.relative_to(view).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted(view.rglob("*.py"))
    ]
    heavy = ("plots", "widgets")
    light = [name for name in names if name.split(".")[1:2] not in [[part] for part in heavy]]
    assert len(light) > 15
    source = f"import importlib\nfor name in {light!r}: importlib.import_module(name)\nprint('done')"
    assert run(view, source) == "done"


def test_withheld_text_is_gone(view: Path) -> None:
    """Does no file of the view, byte code included, hold a line of code of a withheld module?"""
    files = view_files(frozenset({"course.perceptron"}))
    everything = b"\n".join(path.read_bytes() for path in view.rglob("*") if path.is_file())
    kept = "\n".join(text for place, text in files.items() if not text.startswith('"""Withheld while'))
    assert '_USES' in kept
    assert 'class ChainRuleError' in kept
    hidden = ALWAYS | {"course.perceptron"}
    checked = 0
    for name in hidden:
        place = COURSE.parent / Path(*name.split("."))
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]:
            for line in file.read_text().splitlines():
                if len(line.strip()) > 40 and line.strip() not in kept:
                    checked += 1
                    assert line.strip().encode() not in everything, f"{file}: {line}"
    assert checked > 100


def test_what_stays_is_real(view: Path) -> None:
    """Are modules that are not withheld copied word for word, and files that are no Python left out?"""
    for name in ("answers.py", "errors.py", "grading/calls.py"):
        assert (view / "course" / name).read_bytes() == (COURSE / name).read_bytes()
    assert {path.suffix for path in view.rglob("*") if path.is_file()} == {".py", ".pyc"}


def test_check_is_inert(view: Path) -> None:
    """Does `check` give 0 and run nothing, and `attempt` give a value or None?"""
    source = "from course import attempt, check\nprint(check('margin', lambda: 1 / 0))\n"
    source += "print(attempt(lambda: 1 / 0), attempt(max, 2, 3))"
    assert run(view, source) == "0\nNone 3"


def test_a_package_is_withheld_whole(tmp_path: Path) -> None:
    """Are all the submodules of a withheld package stubs?"""
    files = view_files(frozenset({"course.plots"}))
    plots = {place: text for place, text in files.items() if place.startswith("course/plots/")}
    assert len(plots) == len(list((COURSE / "plots").rglob("*.py")))
    for text in plots.values():
        assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(ast.parse(text)))


def test_a_name_that_is_no_module(tmp_path: Path) -> None:
    """Is a spec that withholds a module that does not exist an error, and not a view that withholds nothing?"""
    with pytest.raises(GraderError, match=r"course\.perceptrom"):
        student_view(frozenset({"course.perceptrom"}), tmp_path)


def test_made_once(tmp_path: Path) -> None:
    """Do equal requests give one folder, unchanged, and other requests another?"""
    first = student_view(frozenset({"course.losses"}), tmp_path)
    made = {path: path.stat().st_mtime_ns for path in first.rglob("*")}
    assert student_view(frozenset({"course.losses"}), tmp_path) == first
    assert {path: path.stat().st_mtime_ns for path in first.rglob("*")} == made
    assert student_view(frozenset(), tmp_path) != first


def test_made_by_many_at_once(tmp_path: Path) -> None:
    """Do several makers at the same time end with one whole folder and no drafts?"""
    with ThreadPoolExecutor(8) as pool:
        folders = set(pool.map(lambda _: student_view(frozenset(), tmp_path / "new"), range(16)))
    (folder,) = folders
    assert list((tmp_path / "new").iterdir()) == [folder]
    assert len(list(folder.rglob("*.py"))) == len(view_files(frozenset()))
