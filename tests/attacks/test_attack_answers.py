"""The judge's comparisons, fed with whatever plain data a worker could send as an answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.exercises import catalogue
from course.exercises.spec import Args, Exercise
from course.grading.calls import Reply
from course.grading.grade import grade

NASTY = (0.0, -0.0, np.nan, np.inf, -np.inf, 1e308, -1e308, 5e-324, 1e-300, 1.0, 2.0**60)
ODD: tuple[Any, ...] = (
    None,
    True,
    "",
    "a" * 5000,
    "<script>",
    10**4000,
    -(2**63),
    1j,
    complex(np.nan, np.inf),
    (),
    {},
    ((),),
)
KINDS = ("f8", "f4", "f2", "i8", "u1", "?", "c16", "g")
TRIALS = 12


def anything(rng: np.random.Generator, exercise: Exercise, args: Args, depth: int = 0) -> Any:
    """Plain data of any shape; often of the shape of one of the arguments, since that gets furthest."""
    kind = int(rng.integers(7 if depth < 3 else 4))
    if kind == 0:
        return ODD[rng.integers(len(ODD))]
    if kind == 1:
        return NASTY[rng.integers(len(NASTY))]
    if kind <= 3:
        shapes = [np.shape(value) for value in args.values() if not isinstance(value, (str, dict))]
        shapes += [(), (0,), (1, 0, 3), (1,) * 20, (2, 3), (10_000,)]
        with np.errstate(all="ignore"):
            entries = rng.choice(NASTY, size=shapes[rng.integers(len(shapes))])
            return np.nan_to_num(entries, nan=3.0, posinf=7.0).astype(KINDS[rng.integers(len(KINDS))])
    inner = [anything(rng, exercise, args, depth + 1) for _ in exercise.parts]
    if kind == 4:
        return tuple(inner)
    if kind == 5:
        return dict(zip(exercise.parts, inner, strict=True))
    return tuple(inner[: int(rng.integers(0, 3))])


@pytest.mark.parametrize("exercise", catalogue().values(), ids=list(catalogue()))
def test_no_plain_data_upsets_the_judge(exercise: Exercise) -> None:
    """Does each exercise judge every such answer, without an error, and with points within its bounds?"""
    for trial in range(TRIALS):
        seen: dict[int, Reply] = {}

        def caller(args: Args, trial: int = trial, seen: dict[int, Reply] = seen) -> Reply:
            rng = np.random.default_rng([trial, len(seen) % 2])  # also another answer when it is asked again
            seen[len(seen)] = Reply("ok", anything(rng, exercise, args), args)
            return seen[len(seen) - 1]

        result = grade(exercise, caller, seed=trial)
        assert 0 <= result.points <= exercise.points
        assert result.status in ("correct", "partial", "wrong")
