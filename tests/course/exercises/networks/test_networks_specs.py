"""The specs of lesson 02 as wholes: right answers in several styles, on many seeds, and answers of odd forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from course.exercises.networks import EXERCISES
from course.exercises.networks.bumps import staircase
from course.exercises.networks.draws import numbers, shaped
from course.exercises.networks.xnor import right as xnor
from course.exercises.spec import ChoiceExercise, Exercise
from course.grading.calls import in_process
from course.grading.grade import grade

Answer = Callable[..., Any]
SEEDS = range(20)
BY_ID = {exercise.id: exercise for exercise in EXERCISES}


def xnor_scaled(first: str) -> Any:
    """The net with every unit's numbers multiplied by a positive number, as lists."""
    made = xnor(first)
    return [
        [3 * made["W"][0], 7 * made["W"][1]],
        [3 * made["b"][0], 7 * made["b"][1]],
        0.1 * made["v"],
        0.1 * made["c"],
    ]


def rows_in_words(rows: Any) -> Any:
    outputs = []
    for A, X, Y, Z in rows.astype(int).tolist():
        left = (A and not X and Z) or (A and not Y)
        outputs.append(int(bool(left and ((X and Y) or (not X and Z)))))
    return outputs, [2, -2, 0, 2], -3


def parities_of_parities(d: int, most: int) -> Any:
    """XOR of pairs, then of the pairs' results; a number that is left over is handed on by a unit of its own."""
    layers = []
    while d > 1:
        pairs, odd = divmod(d, 2)
        first, b1 = np.zeros((2 * pairs + odd, d)), np.full(2 * pairs + odd, -0.5)
        second, b2 = np.zeros((pairs + odd, 2 * pairs + odd)), np.full(pairs + odd, -0.5)
        for k in range(pairs):
            first[2 * k, 2 * k : 2 * k + 2] = 1, -1
            first[2 * k + 1, 2 * k : 2 * k + 2] = -1, 1
            second[k, 2 * k : 2 * k + 2] = 1
        if odd:
            first[-1, -1] = second[-1, -1] = 1
        layers += [(first, b1), (second, b2)]
        d = pairs + odd
    return layers


def detectors(d: int, most: int) -> Any:
    """One unit for each row with an odd number of ones, if that is allowed; else counters."""
    rows = np.array([[k >> i & 1 for i in range(d)] for k in range(2**d)])
    odd = rows[rows.sum(axis=1) % 2 == 1]
    if len(odd) > most:
        return parities_of_parities(d, most)
    return [(2.0 * odd - 1, 0.5 - odd.sum(axis=1)), (np.ones((1, len(odd))), np.array([-0.5]))]


def forward_by_columns(params: Any, activation: str, X: Any) -> Any:
    functions: dict[str, Callable[[float], float]] = {
        "relu": lambda z: z * (z > 0),
        "tanh": math.tanh,
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    }
    g = functions[activation]
    out, k = [], 0
    for row in X:
        h, k = row, 1
        while f"W{k}" in params:
            h = np.array([w @ h + b for w, b in zip(params[f"W{k}"], params[f"b{k}"], strict=True)])
            k += 1
            h = np.array([g(z) for z in h]) if f"W{k}" in params else h
        out.append(h)
    return np.array(out)


def forward_in_float32(params: Any, activation: str, X: Any) -> Any:
    small = {name: value.astype(np.float32) for name, value in params.items()}
    return forward_by_columns(small, activation, X.astype(np.float32)).astype(np.float32)


def encode_row_by_row(bases: Any, sizes: Any, rain: Any, mean: float, spread: float) -> Any:
    rows = []
    for base, size, fallen in zip(bases, sizes, rain, strict=True):
        row = [0] * 8
        row[base] = 1
        row[4 : 5 + size] = [1] * (size + 1)
        row[7] = (fallen - mean) / spread
        rows.append(row)
    return rows


def count_from_arrays(sizes: Any, biases: bool) -> Any:
    return sum(np.zeros((out, int(into) + bool(biases))).size for into, out in pairwise(sizes))


def bump_pairs(x: Any, y: Any, eps: float, most: int) -> Any:
    """Two units a bump, one up, one down."""
    cells = most // 2
    edges = np.linspace(x[0], x[-1], cells + 1)
    top = np.interp((edges[1:] + edges[:-1]) / 2, x, y)
    width = (x[-1] - x[0]) / cells
    edges[0], edges[-1] = edges[0] - width, edges[-1] + width
    w = np.full(most, 60 / width)
    places = np.column_stack([edges[:-1], edges[1:]]).ravel()
    return w, -w * places, np.column_stack([top, -top]).ravel(), 0.0


def least_squares_of_soft_units(x: Any, y: Any, eps: float, most: int) -> Any:
    """Forty soft sigmoids at even places, their heights fitted."""
    width = x[-1] - x[0]
    places = np.linspace(x[0] - 0.2 * width, x[-1] + 0.2 * width, 40)
    w = np.full(40, 15 / width)
    units = 1 / (1 + np.exp(-(np.outer(x, w) - w * places)))
    v = np.linalg.lstsq(units, y, rcond=1e-8)[0]
    return w, -w * places, v, [0.0]


RIGHT: list[tuple[str, Answer]] = [
    ("xnor_weights", xnor_scaled),
    ("collapsed_rows", rows_in_words),
    ("parity_weights", parities_of_parities),
    ("parity_weights", detectors),
    ("mlp_forward", forward_by_columns),
    ("mlp_forward", forward_in_float32),
    ("encode", encode_row_by_row),
    ("count_parameters", count_from_arrays),
    ("bump_weights", bump_pairs),
    ("bump_weights", least_squares_of_soft_units),
    ("bump_weights", lambda x, y, eps, most: tuple(staircase(x, y, most // 2).values())),
]


@pytest.mark.parametrize(
    ("name", "answer"), RIGHT, ids=[f"{name}-{number}" for number, (name, _) in enumerate(RIGHT)]
)
def test_a_right_answer_earns_everything_however_it_is_written(name: str, answer: Answer) -> None:
    """Is it full points on every seed, loops, lists and float32 included?"""
    exercise = BY_ID[name]
    for seed in SEEDS:
        result = grade(exercise, in_process(answer), seed)
        assert result.points == exercise.points, (seed, result.diagnosis)


ODD_FORMS = [None, 3.0, "ab", (), (1, 2), np.zeros((3, 3)), [[None]], (np.full((2, 2), np.nan),) * 4, {"W": 1}]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("value", ODD_FORMS, ids=str)
def test_an_answer_of_an_odd_form_is_judged_and_earns_nothing(exercise: Exercise, value: Any) -> None:
    """Does the judgement survive whatever comes back, with something said and no point given?"""
    if isinstance(exercise, ChoiceExercise):
        return
    result = grade(exercise, in_process(lambda *args: value), 1)
    assert result.points == 0
    assert result.diagnosis is not None and result.diagnosis.message


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_every_exercise_but_the_choice_knows_typical_mistakes(exercise: Exercise) -> None:
    """Are there at least three, each with a pointer of its own, and two hints for the exercise?"""
    assert len(exercise.hints) == 2
    if not isinstance(exercise, ChoiceExercise):
        assert len(exercise.mistakes) >= 3
        assert all(mistake.hint for mistake in exercise.mistakes)


def test_numbers_are_read_or_refused_with_their_reason() -> None:
    """Are shapes, kinds and sizes told apart, and is one number in an array taken for one number?"""
    assert numbers([3.0], "c", 0)[0] == 3.0
    assert numbers("no", "c", 0)[1] == "c is not made of real numbers"
    assert numbers([[1.0]], "b", 1)[1] == "b should be a vector, and its shape is (1, 1)"
    assert numbers([np.inf], "b", 1)[1] == "b holds a number that is not finite, or too large to add up"
    assert numbers([1e200], "b", 1)[1] is not None
    assert shaped([1.0, 2.0], "w", (3,))[1] == "w should have the shape (3,), and its shape is (2,)"
    assert shaped(np.array([1, 2]), "w", (2,))[1] is None
