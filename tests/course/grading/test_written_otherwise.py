"""Is a right answer never rejected, however it is written? Two hundred seeds each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course.exercises.spec import Exercise
from tests.course.small import LINEAR, PARAMS, RELU, RIDGE, RIGHT, SOFTMAX, SUMMARY, judged, linear, softmax

SEEDS = 200


def in_float32(function: Any) -> Any:
    """The same function, run in single precision from its first line on."""

    def narrow(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: narrow(item) for key, item in value.items()}
        return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value

    return lambda *args: function(*map(narrow, args))


def half_float32(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    """Single precision in one argument alone."""
    return linear(W, b, X, dZ.astype(np.float32))


def in_fortran(function: Any) -> Any:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(item) for key, item in value.items()}
        return np.asfortranarray(value) if isinstance(value, np.ndarray) else value

    return lambda *args: turn(function(*map(turned, args)))


def turn(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(turn(item) for item in value)
    if isinstance(value, dict):
        return {key: turn(item) for key, item in value.items()}
    return np.asfortranarray(value) if isinstance(value, np.ndarray) else value


def linear_in_loops(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    dW, db, dX = [[0.0] * W.shape[1] for _ in b], [0.0] * len(b), [[0.0] * W.shape[1] for _ in X]
    for n in range(len(X)):
        for i in range(len(b)):
            db[i] += dZ[n, i]
            for j in range(W.shape[1]):
                dW[i][j] += dZ[n, i] * X[n, j]
                dX[n][j] += dZ[n, i] * W[i, j]
    return dW, db, dX


def linear_by_einsum(W: Any, b: Any, X: Any, dZ: Any) -> Any:
    return np.einsum("ni,nj->ij", dZ, X), np.einsum("ni->i", dZ), np.einsum("ni,ij->nj", dZ, W)


def softmax_row_by_row(Z: Any, y: Any) -> Any:
    rows = []
    for z, label in zip(Z - 700, y, strict=True):  # another shift of the logits
        e = np.exp(z + 700 - max(z + 700))
        row = e / sum(e)
        row[label] -= 1
        rows.append(row / len(y))
    return np.array(rows)


def ridge_by_steps(w: Any, b: Any, X: Any, y: Any, lam: float, rule: str) -> Any:
    dw, db = 2 * lam * w, np.zeros(())
    for x, t in zip(X, y, strict=True):
        r = 2 / len(y) * (x @ w + b - t)
        dw, db = dw + r * x, db + r
    return [dw, db]


WAYS: list[tuple[str, Exercise, Any]] = [
    *((f"{exercise.id} in float32", exercise, in_float32(f)) for exercise, f in RIGHT[:6]),
    *((f"{exercise.id} in Fortran order", exercise, in_fortran(f)) for exercise, f in RIGHT[:6]),
    ("linear, one argument in float32", LINEAR, half_float32),
    ("linear in loops", LINEAR, linear_in_loops),
    ("linear by einsum", LINEAR, linear_by_einsum),
    ("softmax row by row", SOFTMAX, softmax_row_by_row),
    ("softmax in long doubles", SOFTMAX, lambda Z, y: softmax(Z.astype(np.longdouble), y)),
    ("ridge by steps", RIDGE, ridge_by_steps),
    ("relu with dA at the kink", RELU, lambda Z, dA: dA * (Z >= 0)),
    ("relu by where", RELU, lambda Z, dA: np.where(Z > 0, dA, -0.0)),
]


def test_every_gradient_exercise_is_among_them() -> None:
    """Is each kind of exercise written otherwise at least twice?"""
    for exercise in (LINEAR, SOFTMAX, RELU, RIDGE, PARAMS, SUMMARY):
        assert sum(exercise is other for _, other, _ in WAYS) >= 2


@pytest.mark.parametrize("name, exercise, function", WAYS, ids=[name for name, _, _ in WAYS])
def test_none_is_rejected(name: str, exercise: Exercise, function: Any) -> None:
    """How many of 200 judgements take points from a right answer? None may."""
    rejected = [seed for seed in range(SEEDS) if judged(exercise, function, seed).status != "correct"]
    print(f"{name}: {len(rejected)} of {SEEDS} rejected")
    assert rejected == []
