"""What one attack is: a submission, and the points that honest grading gives it.

Each file below ``corpus/FAMILY/`` holds one, as ``ATTACK``; its docstring says what it tries.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from textwrap import dedent, indent

from grader.demo.edits import Edit
from tests.attacks.lesson import POINTS, SPECS, TOPIC

CORPUS = Path(__file__).parent / "corpus"
FAMILIES = ("asserts", "answers", "files", "processes", "resources", "protocol", "readers", "archives")
BRINGS_DOWN = "may bring the machine down"
NO_PART = "stock nbgrader has no such part"
NO_MARKS = "no marks are at stake"


@dataclass(frozen=True)
class Seat:
    """Where an attack is handed in, and what lies about there."""

    folder: Path
    """The class folder."""
    student: str
    notebook: bytes
    """The attack's own notebook."""
    victim: Path
    """Another student's submission."""

    @property
    def home(self) -> Path:
        """The folder of this student's submission."""
        return self.folder / "submitted" / self.student / "07_backprop"

    @property
    def path(self) -> Path:
        """Where the notebook belongs."""
        return self.home / f"{TOPIC}.ipynb"

    def entry(self, name: str = f"{TOPIC}.ipynb") -> str:
        """What Canvas would call this student's upload of a file ``name``."""
        return f"mallory_{self.student}_1_{name}"


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One hostile submission. Whatever it leaves out is as an honest student would hand it in."""

    honest: Mapping[str, float] | None = field(default_factory=lambda: {"relu_backward": 0.0})
    """The attacked questions and what each deserves; all others deserve full points. None: there is nothing to
    grade, so a clear refusal is right, and any mark wrong."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Question to the source of its answer cell."""
    first: str = ""
    """A code cell before all others."""
    edit: Edit | None = None
    """Anything else that is changed in the notebook."""
    place: Callable[[Seat], None] | None = None
    """Puts the files in place; by default the notebook alone."""
    pack: Callable[[zipfile.ZipFile, Seat], None] | None = None
    """Packs an archive for `grader collect`, in place of files."""
    student: str | None = None
    """The name of the student's folder, where that is the attack."""
    no_stock: str = ""
    """Why stock nbgrader is no control for this one; empty where it is."""

    def expected(self) -> dict[str, float] | None:
        """Question to honest points."""
        return None if self.honest is None else {**POINTS, **self.honest}

    def honest_score(self) -> float:
        """The honest points in all, which are none where there is nothing to grade."""
        return sum((self.expected() or {}).values())


@dataclass(frozen=True)
class Entry:
    """An attack with its place in the corpus."""

    family: str
    name: str
    says: str
    attack: Attack

    @property
    def id(self) -> str:
        """'asserts/patch_allclose'."""
        return f"{self.family}/{self.name}"


def corpus(family: str) -> list[Entry]:
    """The attacks of one family, by name."""
    return [_load(family, path.stem) for path in sorted((CORPUS / family).glob("*.py"))]


def everything() -> list[Entry]:
    """The whole corpus, a family at a time."""
    return [entry for family in FAMILIES for entry in corpus(family)]


def _load(family: str, name: str) -> Entry:
    module = import_module(f"tests.attacks.corpus.{family}.{name}")
    return Entry(family, name, (module.__doc__ or "").strip(), module.ATTACK)


def relu(body: str) -> dict[str, str]:
    """An answer to `relu_backward` with this body."""
    return _answer("relu_backward", body)


def linear(body: str) -> dict[str, str]:
    """An answer to `linear_backward` with this body."""
    return _answer("linear_backward", body)


def norm(body: str) -> dict[str, str]:
    """An answer to `squared_norm_grads` with this body."""
    return _answer("squared_norm_grads", body)


def _answer(question: str, body: str) -> dict[str, str]:
    arguments = ", ".join(SPECS[question].signature)
    return {question: f"def {question}({arguments}):\n{indent(dedent(body).strip(), '    ')}\n"}


ZEROS = relu("return np.zeros_like(Z)")
"""A wrong answer of the right form, for attacks that work elsewhere."""
TELL = relu('raise RuntimeError(" ".join(map(str, loot))[:280] or "nothing was found")')
"""Carries out what an earlier cell put into ``loot``: an error's text is the one thing that a student is shown."""
