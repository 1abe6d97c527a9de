"""A class of attackers, each followed by an honest student in the same slot; graded, and looked at afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from nbformat import NotebookNode

from grader.build.cells import ANSWER_SUFFIX, grade_id
from grader.collect import collect
from grader.demo.edits import add_on_top
from grader.errors import GraderError
from tests.attacks.attack import Attack, Entry, Seat
from tests.attacks.bait import SEED, Bait
from tests.attacks.lesson import LESSON, TOPIC, as_bytes, new_folder, solved

ALONE, VICTIM, FIRST_ATTACKER, LAST = "1000", "1001", 2000, "9999"
"""The honest student who is graded before any attacker, the one whose submission holds a secret, and so on."""
ROOT = Path(__file__).parents[2]
SECONDS = 900


@dataclass(frozen=True)
class Pair:
    """An attack, the name under which it was handed in, and the honest student who is graded after it."""

    entry: Entry
    student: str
    honest: str


@dataclass
class Class:
    """A class folder with attackers in it."""

    home: Path
    bait: Bait = field(default_factory=Bait)
    pairs: list[Pair] = field(default_factory=list)
    before: dict[str, str] = field(default_factory=dict)
    """Digests of the files that no run may change."""
    said: str = ""
    """What the run printed."""

    @property
    def folder(self) -> Path:
        """The class folder."""
        return self.home / "class"


def notebook_of(attack: Attack) -> NotebookNode:
    """What the attacker hands in: the honest notebook with the attack in it."""
    notebook = solved()
    for cell in notebook.cells:
        name = (grade_id(cell) or "").removesuffix(ANSWER_SUFFIX)
        if grade_id(cell) == name + ANSWER_SUFFIX and name in attack.answers:
            cell.source = attack.answers[name]
    if attack.first:
        add_on_top(attack.first)(notebook)
    if attack.edit:
        attack.edit(notebook)
    return notebook


def new_class(entries: Iterable[Entry]) -> Class:
    """Make a class folder with secrets all around it, and hand in each attack and its honest follower."""
    made = Class(Path(mkdtemp(prefix="attacks-")))
    new_folder(made.folder, made.bait.canaries["source"])
    made.bait.plant(made.folder, made.home / "home")
    honest = as_bytes(solved())
    _submit(made, ALONE, honest)
    secret = solved()
    add_on_top(f"# {made.bait.canaries['submission']}")(secret)
    _submit(made, VICTIM, as_bytes(secret))
    waiting: list[tuple[Entry, str]] = []
    for number, entry in enumerate(entries):
        student = str(FIRST_ATTACKER + 2 * number)
        waiting.append((entry, entry.attack.student or student))
        if entry.attack.honest is not None:  # what is refused takes no slot: the next honest student will do
            _follow(made, waiting, str(FIRST_ATTACKER + 2 * number + 1), honest)
            waiting = []
    _follow(made, waiting, LAST, honest)
    for pair in made.pairs:
        _hand_in(made, pair)
    made.before = untouched(made)
    return made


def judge(made: Class) -> None:
    """Grade the class in a process of its own, with a secret in its environment."""
    scratch = made.home / "scratch"
    scratch.mkdir()
    env = {**os.environ, "HOME": str(made.home / "home"), "TMPDIR": str(scratch)}
    env["COURSE_SECRET"] = made.bait.canaries["environment"]
    command = [sys.executable, "-m", "tests.attacks.judged", str(made.folder), str(SEED)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        errors="replace",
    )
    made.said = done.stdout + done.stderr
    if done.returncode != 0:
        raise RuntimeError(f"the run ended with {done.returncode}:\n{made.said[-4000:]}")


def untouched(made: Class) -> dict[str, str]:
    """Digests of all that a run reads, and of nothing that it writes."""
    found = {}
    for top, _, names in os.walk(made.home):
        for name in names:
            path = Path(top, name)
            place = os.fsencode(path.relative_to(made.home))
            if path.is_symlink() or not path.is_file() or path.stat().st_size > 1 << 30 or _written(place):
                continue
            found[os.fsdecode(place)] = sha256(path.read_bytes()).hexdigest()
    return found


def remove(made: Class) -> None:
    """Delete the class from the disk."""
    shutil.rmtree(made.home, ignore_errors=True)


def _written(place: bytes) -> bool:
    rooms = (
        b"scratch/",
        b"class/graded/",
        b"class/autograded/",
        b"class/feedback/",
        b"class/grades-",
        b"class/report",
    )
    return place.startswith((*rooms, b"class/gradebook.db", b"class/.")) or b"/.cache/" in place


def _submit(made: Class, student: str, data: bytes) -> None:
    path = made.folder / "submitted" / student / LESSON / f"{TOPIC}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)


def _follow(made: Class, attackers: list[tuple[Entry, str]], student: str, notebook: bytes) -> None:
    made.pairs += [Pair(entry, name, student) for entry, name in attackers]
    if attackers:
        _submit(made, student, notebook)


def _hand_in(made: Class, pair: Pair) -> None:
    attack = pair.entry.attack
    victim = made.folder / "submitted" / VICTIM / LESSON / f"{TOPIC}.ipynb"
    seat = Seat(made.folder, pair.student, as_bytes(notebook_of(attack)), victim)
    if attack.pack is not None:
        made.said += _collect(made, attack, seat)
    elif attack.place is not None:
        attack.place(seat)
    else:
        _submit(made, pair.student, seat.notebook)


def _collect(made: Class, attack: Attack, seat: Seat) -> str:
    """Let `grader collect` take in the attack's archive; return what it says."""
    path = made.home / f"{seat.student}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        assert attack.pack is not None
        attack.pack(archive, seat)
    try:
        return "\n".join(collect(path, made.folder).lines()) + "\n"
    except GraderError as error:
        return f"{error}\n"
