"""A made-up lesson of two exercises, which brings its own small ``check``, so that no real lesson is needed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from course import exercises
from course.exercises.spec import Exercise, ValueExercise

LESSON = "03_toys"

OUTLINE = '''\
# %% [markdown]
# # Toys
# Twice a number, and a number's half.

# %% tags=["setup"]
import matplotlib.pyplot as plt


class Score:
    def __init__(self, points):
        self.points = points

    def __repr__(self):
        return f"{self.points:g}"

    def _repr_html_(self):
        return f"<b>{self.points:g} points</b>"


def check(name, function):
    inputs, right, points = {"twice": (3, 6, 2.0), "half": (3, 1.5, 3.0)}[name]
    try:
        return Score(points * (function(inputs) == right))
    except NotImplementedError:
        return Score(0.0)

# %% [markdown]
# Write `twice`.

# %% answer twice
def twice(number):
    """Return 2 times ``number``."""
    ### BEGIN SOLUTION
    return number + number  # the toy solution
    ### END SOLUTION

# %% check twice 2
check("twice", twice)

# %%
figure, axes = plt.subplots()
line = axes.plot([0, 1], [0, 2])
print("a line")

# %% answer half
def half(number):
    """Return half of ``number``."""
    ### BEGIN SOLUTION
    return number / 2.0
    ### END SOLUTION

# %% check half 3
check("half", half)
'''


def answer(name: str) -> str:
    """The cell line of an answer."""
    return (
        f'# %% nbgrader={{"grade": false, "grade_id": "{name}_code", "locked": false, '
        '"schema_version": 3, "solution": true, "task": false}'
    )


def check(name: str, points: int) -> str:
    """The cell line of a check."""
    return (
        f'# %% nbgrader={{"grade": true, "grade_id": "{name}", "locked": true, "points": {points}, '
        '"schema_version": 3, "solution": false, "task": false}'
    )


SOURCE = (
    OUTLINE.replace("# %% answer twice", answer("twice"))
    .replace("# %% check twice 2", check("twice", 2))
    .replace("# %% answer half", answer("half"))
    .replace("# %% check half 3", check("half", 3))
)


def toy(name: str, points: float) -> Exercise:
    return ValueExercise(
        id=name, lesson=LESSON, title=name, points=points, signature=("number",), parts=("value",), cases=(),
        reference=lambda number: {"value": number},
    )


@pytest.fixture(autouse=True)
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The course holds two exercises: ``twice`` for 2 points and ``half`` for 3."""
    found = {"twice": toy("twice", 2.0), "half": toy("half", 3.0)}
    monkeypatch.setattr(exercises, "catalogue", lambda: found)


@pytest.fixture
def write_source(tmp_path: Path) -> Callable[..., Path]:
    """Write the toy lesson's source, each (old, new) replaced in it, to ``solutions/03_toys/toys.py``."""

    def write(*changes: tuple[str, str]) -> Path:
        text = SOURCE
        for old, new in changes:
            assert old in text, f"the toy lesson does not hold {old!r}"
            text = text.replace(old, new)
        path = tmp_path / "solutions" / LESSON / "toys.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def source(write_source: Callable[..., Path]) -> Path:
    """The toy lesson's source as it is."""
    return write_source()
