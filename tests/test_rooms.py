"""Do the rooms stay apart: what imports what, how large a file may be, and what `import course` costs?"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("course", "grader", "tests")
LAZY = {"sklearn", "ipywidgets", "tqdm"}
MOST_LINES = 300


def modules(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    """The dotted name of every module that this code imports, by statement or by ``import_module``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def rooms_of(tree: ast.AST) -> set[str]:
    return {name.split(".")[0] for name in imported(tree)}


def outside_functions(tree: ast.Module) -> ast.Module:
    """The code that runs on import: all but the bodies of functions and what only a type checker reads."""

    class Strip(ast.NodeTransformer):
        def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
            return None

        def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
            return ast.Constant(None)

        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if ast.unparse(node.test).endswith("TYPE_CHECKING") else self.generic_visit(node)

    stripped = Strip().visit(tree)
    assert isinstance(stripped, ast.Module)
    return stripped


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("room, forbidden", [("course", {"grader", "solutions", "lessons", "tests"}),
                                             ("grader", {"solutions", "lessons", "tests"})])  # fmt: skip
def test_the_one_arrow(room: str, forbidden: set[str]) -> None:
    """Does `course` import nothing but itself, and `grader` nothing but itself and `course`?"""
    crossing = {short(path): found for path in modules(room) if (found := rooms_of(tree_of(path)) & forbidden)}
    assert modules(room) and crossing == {}


def test_nothing_but_the_grader_and_the_tests_imports_the_grader() -> None:
    """Do the lessons' sources keep to `course`?"""
    sources = sorted((ROOT / "solutions").rglob("*.py"))
    assert sources
    assert [short(path) for path in sources if rooms_of(tree_of(path)) & {"grader", "tests"}] == []


def test_heavy_packages_wait_inside_functions() -> None:
    """Does `course` import scikit-learn, ipywidgets and tqdm only where a function needs them?"""
    early = {
        short(path): found
        for path in modules("course")
        if (found := rooms_of(outside_functions(tree_of(path))) & LAZY)
    }
    assert early == {}


@pytest.mark.parametrize(
    "code, seen, early",
    [
        ("import grader.run", {"grader"}, {"grader"}),
        ("from grader import run", {"grader"}, {"grader"}),
        ("def f():\n    import sklearn.svm", {"sklearn"}, set()),
        ("class A:\n    import tqdm", {"tqdm"}, {"tqdm"}),
        ("if TYPE_CHECKING:\n    import tqdm", {"tqdm"}, set()),
        ("from importlib import import_module\nimport_module('grader.run')", {"grader", "importlib"},
         {"grader", "importlib"}),
        ("from . import grader", set(), set()),
    ],
)  # fmt: skip
def test_the_reader_of_imports_sees_them_all(code: str, seen: set[str], early: set[str]) -> None:
    """Would the tests above notice each way to import, and tell import time from call time?"""
    assert rooms_of(ast.parse(code)) == seen
    assert rooms_of(outside_functions(ast.parse(code))) == early


def loaded(statement: str) -> set[str]:
    """The packages in memory of a fresh Python after ``statement``."""
    code = f"{statement}; import sys, json; print(json.dumps([name.split('.')[0] for name in sys.modules]))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(ran.stdout))


def test_importing_course_loads_next_to_nothing() -> None:
    """Does `import course` leave NumPy, Matplotlib, scikit-learn and ipywidgets alone?"""
    heavy = {"numpy", "matplotlib", "sklearn", "ipywidgets", "IPython", "scipy", "tqdm", "nbformat"}
    assert loaded("import course") & heavy == set()


def test_check_and_attempt_need_numpy_alone() -> None:
    """Do the names that every lesson imports load NumPy, and nothing larger?"""
    seen = loaded("from course import check, attempt, numeric_gradient; import course.exercises as e; e.catalogue()")
    assert "numpy" in seen and seen & {"matplotlib", "sklearn", "ipywidgets", "IPython", "tqdm"} == set()


def test_every_module_says_what_it_is() -> None:
    """Has each module of `course` and `grader` a docstring?"""
    paths = modules("course") + modules("grader")
    mute = [short(path) for path in paths if not ast.get_docstring(tree_of(path))]
    assert mute == []


def test_no_file_is_long() -> None:
    """Is every file of the three rooms at most 300 lines?"""
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for r in ROOMS for path in modules(r)}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_test_says_what_it_asks() -> None:
    """Has each test function a docstring?"""
    silent = [
        f"{short(path)}::{node.name}"
        for path in modules("tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []
