"""The exercises of lesson 05: are right answers right on every seed, and are the inputs fit to tell wrong ones?"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, sin, tanh
from typing import Any

import numpy as np
import pytest

from course.exercises.derivatives import EXERCISES
from course.exercises.derivatives.best_step import WITHIN, measured
from course.exercises.derivatives.paths import PATHS_GRADIENT
from course.exercises.spec import ChoiceExercise, Exercise
from course.gradcheck import numeric_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

SEEDS = range(12)
Answer = Callable[..., Any]


def zero_denominators(omega: float, near: float) -> Any:
    k = int(abs(omega) / (3.14 * near)) + 1
    return [omega / (np.pi * (k + j)) for j in (1, 2, 5, 9)]


def both_sides_of_zero(omega: float, near: float) -> Any:
    k = np.ceil(abs(omega) / (np.pi * near)) + 1
    return np.array([1, -1, 0.5, -0.5]) * omega / (np.pi * k)


def paths_gradient(w: Any, x: Any) -> Any:
    p, q = sum(a * b for a, b in zip(w, x, strict=True)), sum(a * a for a in x)
    dw = [x[i] * q + x[i] * cos(p) for i in range(len(x))]
    dx = [w[i] * q + w[i] * cos(p) + 2 * x[i] * p for i in range(len(x))]
    return np.array(dw), np.array(dx)


def jacobian_by_perturbation(M: Any, c: Any, a: Any, delta: float) -> Any:
    def g(i: int, moved: int | None) -> float:
        return tanh(c[i] + sum(M[i, k] * (a[k] + (delta if k == moved else 0.0)) for k in range(len(a))))

    return np.array([[(g(i, j) - g(i, None)) / delta for j in range(len(a))] for i in range(len(c))])


def affine_jacobians(M: Any, c: Any) -> Any:
    return M, np.array([[1.0 if i == j else 0.0 for j in range(len(c))] for i in range(len(c))])


def central_difference(W: Any, X: Any, h: float) -> Any:
    """sin(z + hx) − sin(z − hx) = 2 cos z sin(hx): no difference is taken."""
    out = np.zeros_like(W)
    for (k, j), _ in np.ndenumerate(W):
        out[k, j] = sum(cos(row @ W[k]) * sin(h * row[j]) for row in X) / h
    return out


def best_step(scheme: str, omega: float) -> float:
    return (-7.8 if scheme == "forward" else -5.2) - float(np.log10(omega))


def centred(Z: Any, dP: Any) -> Any:
    return dP - dP.mean(axis=1)[:, None]


def against_the_first(Z: Any, dP: Any) -> Any:
    return dP - dP[:, :1]


def fool_the_norm(numeric: Any) -> Any:
    claimed = numeric.copy()
    index = min((abs(v), i) for i, v in np.ndenumerate(numeric) if v != 0)[1]
    claimed[index] = 0.0
    return claimed


def _loss(W: Any, b: Any, X: Any, dP: Any) -> Any:
    powers = np.exp(X @ W.T + b)
    return (dP * powers / powers.sum(axis=1, keepdims=True)).sum()


def by_differences(W: Any, b: Any, X: Any, dP: Any, claimed: Any) -> bool:
    if claimed.shape != W.shape:
        return False
    size, h = float(np.abs(dP).max() * np.abs(X).max()), 1e-5
    for index in np.ndindex(W.shape):
        up, down = W.copy(), W.copy()
        up[index] += h
        down[index] -= h
        slope = (_loss(up, b, X, dP) - _loss(down, b, X, dP)) / (2 * h)
        if not abs(claimed[index] - slope) <= 1e-5 * abs(slope) + 1e-9 * size:
            return False
    return True


RIGHT: list[tuple[str, Answer]] = [
    ("zero_denominators", zero_denominators),
    ("zero_denominators", both_sides_of_zero),
    ("paths_gradient", paths_gradient),
    ("jacobian_by_perturbation", jacobian_by_perturbation),
    ("affine_jacobians", affine_jacobians),
    ("central_difference", central_difference),
    ("best_step", best_step),
    ("fool_the_sum", centred),
    ("fool_the_sum", against_the_first),
    ("fool_the_norm", fool_the_norm),
    ("catching_check", by_differences),
]
BY_ID: dict[str, Exercise] = {spec.id: spec for spec in EXERCISES}


@pytest.mark.parametrize(("name", "answer"), RIGHT, ids=[f"{n}-{f.__name__}" for n, f in RIGHT])
def test_a_right_answer_earns_all_on_every_seed(name: str, answer: Answer) -> None:
    """Does an answer that was derived apart from the spec earn full points, whatever is drawn?"""
    spec = BY_ID[name]
    results = [grade(spec, in_process(answer), seed) for seed in SEEDS]
    assert [(r.points, r.diagnosis) for r in results] == [(spec.points, None)] * len(SEEDS)


def test_every_exercise_has_a_right_answer_here() -> None:
    """Is no exercise left out of the test above, but for the choice?"""
    assert {name for name, _ in RIGHT} == {s.id for s in EXERCISES if not isinstance(s, ChoiceExercise)}


@pytest.mark.parametrize("spec", EXERCISES, ids=lambda spec: spec.id)
def test_enough_mistakes_have_a_name(spec: Exercise) -> None:
    """At least five of a gradient, at least three of anything else but a choice, each with a pointer?"""
    least = 5 if spec is PATHS_GRADIENT else 0 if isinstance(spec, ChoiceExercise) else 3
    assert len(spec.mistakes) >= least
    assert len({mistake.kind for mistake in spec.mistakes}) == len(spec.mistakes)


@pytest.mark.parametrize("case", PATHS_GRADIENT.cases, ids=lambda case: case.name)
def test_the_gradient_by_hand_is_the_losses(case: Any) -> None:
    """Does the loss of `paths_gradient` have the gradient that was derived by hand?"""
    args = case.inputs(np.random.default_rng(3), 0)
    wanted = dict(zip(("w", "x"), paths_gradient(**args), strict=True))
    for name, gradient in wanted.items():

        def loss(value: Any, name: str = name) -> float:
            return float(PATHS_GRADIENT.loss(**args | {name: value}))

        found = numeric_gradient(loss, args[name])
        np.testing.assert_allclose(gradient, found.value, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("scheme", ["forward", "central"])
@pytest.mark.parametrize("omega", [1e-4, 0.03, 1.0, 50.0, 1e4])
def test_the_measured_best_step_follows_the_law(scheme: str, omega: float) -> None:
    """Does the step that is measured lie within half the tolerance of the one that the lesson derives?"""
    eps = np.finfo(float).eps
    law = np.log10(np.sqrt(2 * eps) if scheme == "forward" else np.cbrt(1.5 * eps)) - np.log10(omega)
    assert abs(measured(scheme, omega) - law) < WITHIN / 2
