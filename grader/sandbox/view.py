"""The student view: `course` as a worker sees it, with modules that would give answers away replaced by stubs.

A stub imports as the module does, and whatever is taken from it raises `course.errors.WithheldError` when used.
What is not in the view cannot be found in the sandbox by any trick, since it is not there.
"""

from __future__ import annotations

import compileall
import hashlib
import os
import py_compile
import shutil
import sys
import tempfile
from pathlib import Path

import course
from grader.errors import GraderError

ALWAYS = frozenset(
    {"course.exercises", "course.grading.grade", "course.gradcheck", "course.checks", "course.doctor"}
)
"""Withheld whatever an exercise asks: specs with their references and mistakes, and everything that judges."""

_STUBS = Path(__file__).parent / "stubs"
_SUPPORT = {"course/_withheld.py": _STUBS / "withheld.py", "course/_inert.py": _STUBS / "inert.py"}
_STUB = '''"""Withheld while this exercise is graded."""

from course._withheld import names_of

__getattr__ = names_of({module!r})
'''
_CHECK = _STUB + """
from course._inert import attempt, check
"""
# `course.grading.calls`, which the worker uses, is typed with this one name
_SPEC = _STUB + "Args = dict[str, object]\n"


_made: dict[tuple[frozenset[str], Path], Path] = {}
"""What this process made or found: reading and hashing the whole course takes longer than a small answer does."""


def student_view(withheld: frozenset[str], to: Path) -> Path:
    """Make the view that withholds ``withheld`` and `ALWAYS`, and return its folder, which holds ``course/``.

    The folder lies in ``to`` and is named for its contents, so it is made once however often it is asked for, by
    however many processes.

    Raises
    ------
    GraderError
        If a name in ``withheld`` is no module of the course: a spec that withholds nothing by mistake would
        give its answer away.
    """
    if (folder := _made.get((withheld, to))) is not None and folder.is_dir():
        return folder
    files = view_files(withheld)
    digest = hashlib.sha256(repr((sys.implementation.cache_tag, sorted(files.items()))).encode()).hexdigest()[:16]
    folder = to / digest
    if not folder.is_dir():
        to.mkdir(parents=True, exist_ok=True)
        _write(files, folder)
    _made[withheld, to] = folder
    return folder


def view_files(withheld: frozenset[str]) -> dict[str, str]:
    """Path below the view to its text, for every file of the view."""
    root = Path(course.__file__).parent
    modules = {_module(path.relative_to(root.parent)): path for path in sorted(root.rglob("*.py"))}
    unknown = sorted(name for name in withheld if name not in modules)
    if unknown:
        raise GraderError(f"withheld: expected modules of the course, got {', '.join(unknown)}. Try: the full name")
    hidden = withheld | ALWAYS
    files = {place: source.read_text(encoding="utf-8") for place, source in _SUPPORT.items()}
    for module, path in modules.items():
        place = path.relative_to(root.parent).as_posix()
        if any(module == name or module.startswith(f"{name}.") for name in hidden):
            files[place] = _stub(module)
        else:
            files[place] = path.read_text(encoding="utf-8")
    return files


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _stub(module: str) -> str:
    special = {"course.checks": _CHECK, "course.exercises.spec": _SPEC}
    return special.get(module, _STUB).format(module=module)


def _write(files: dict[str, str], folder: Path) -> None:
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        for place, text in files.items():
            path = draft / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        # the sandbox cannot write, so without this every worker would compile the course anew
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        compileall.compile_dir(draft, quiet=2, stripdir=str(draft), invalidation_mode=unchecked)
        draft.chmod(0o755)  # mkdtemp makes it 0700
        try:
            os.rename(draft, folder)  # noqa: PTH104  Path.rename says no more
        except OSError:
            if not folder.is_dir():
                raise  # else another process was faster, and made the same
    finally:
        shutil.rmtree(draft, ignore_errors=True)
