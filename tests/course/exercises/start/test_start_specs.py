"""Every exercise of lesson 00: is an answer that counts and multiplies one by one right on all that is drawn?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest

from course.exercises.spec import Exercise
from course.exercises.start import EXERCISES, counts
from course.exercises.start import product as products
from course.exercises.start.affine import AFFINE_ROWS
from course.exercises.start.first import FIRST_CHECK
from course.grading.calls import in_process
from course.grading.grade import grade

BY_SPEC = [pytest.param(spec, id=spec.id) for spec in EXERCISES]


def first_check(v: Any) -> float:
    return sum(float(entry) ** 2 for entry in v) / len(v)


def count_entries(d: int, m: int) -> tuple[int, ...]:
    joint = sum(1 for _ in product(range(m), repeat=d))
    small = [(j, value) for j in range(d) for value in range(m)]
    free = [pair for pair in small if pair[1] > 0]
    return joint, len(small), len(range(m)), joint - 1, len(free), len(range(1, m))


def factorised_probability(X: Any, p: Any) -> Any:
    found = []
    for row in X:
        chance = 1.0
        for entry, plus in zip(row, p, strict=True):
            chance *= plus if entry == 1 else 1 - plus
        found.append(chance)
    return np.array(found)


def naive_bayes_counts(K: int, c: int) -> tuple[int, ...]:
    full = [(y, x) for y in range(c) for x in product((0, 1), repeat=K)]
    naive = [(y, k, x) for y in range(c) for k in range(K) for x in (0, 1)]
    # One joint distribution of X and Y has a single sum to obey, however its table is cut up.
    return len(full), len(naive), len(full) - 1, sum(x for _, _, x in naive) + len(range(1, c))


def affine_rows(X: Any, U: Any, W: Any, V: Any, b: Any) -> Any:
    return np.array(
        [[w @ x + v @ u + one for w, v, one in zip(W, V, b, strict=True)] for x, u in zip(X, U, strict=True)]
    )


ANSWERS: dict[str, Callable[..., Any]] = {
    answer.__name__: answer
    for answer in (first_check, count_entries, factorised_probability, naive_bayes_counts, affine_rows)
}


@pytest.mark.parametrize("spec", BY_SPEC)
def test_a_right_answer_earns_everything_on_every_seed(spec: Exercise) -> None:
    """Does an answer made of plain loops and counts get full points, whatever is drawn?"""
    caller = in_process(ANSWERS[spec.id])
    for seed in range(25):
        result = grade(spec, caller, seed)
        assert result.status == "correct", (seed, result.findings[:1])


@pytest.mark.parametrize("spec", BY_SPEC)
def test_every_exercise_says_how_to_go_on(spec: Exercise) -> None:
    """Has each a question of its own, a section to read again, and a pointer for each named mistake?"""
    assert len(spec.hints) >= 2 and all(mistake.hint for mistake in spec.mistakes)


def test_the_planted_slip_earns_nothing_though_it_is_right_on_one_entry() -> None:
    """Does the function as given out earn no point at all, and is it told what is off?"""
    result = grade(FIRST_CHECK, in_process(lambda v: np.mean(v) ** 2), 0)
    assert result.points == 0 and result.diagnosis is not None and result.diagnosis.kind == "square-of-the-mean"


def test_weights_that_were_not_turned_are_wrong_where_all_sizes_agree() -> None:
    """Does X @ W, which exists for square shapes, fail there too?"""
    (square,) = [case for case in AFFINE_ROWS.cases if case.name == "all sizes equal"]
    args = square.inputs(np.random.default_rng(0), 0)
    wrong = args["X"] @ args["W"] + args["U"] @ args["V"] + args["b"]
    assert not np.allclose(wrong, AFFINE_ROWS.reference(**args)["Z"])


@pytest.mark.parametrize("seed", range(20))
def test_counts_are_drawn_where_the_slips_show(seed: int) -> None:
    """Do the ordinary inputs tell m to the d from d to the m, and from d times m?"""
    args = counts._ordinary(np.random.default_rng(seed))
    d, m = args["d"], args["m"]
    assert len({m**d, d**m, d * m}) == 3


def test_a_certain_entry_makes_a_row_impossible() -> None:
    """Does the case of a certain entry hold a row of probability 0, and rows that are possible?"""
    args = products._certain(np.random.default_rng(0))
    found = factorised_probability(**args)
    assert found[0] == 0 and (found[1:3] > 0).all()
