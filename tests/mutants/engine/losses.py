"""Losses and penalties: each as a number, and its gradient as the answer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course import losses
from course.exercises.backprop.draws import labels, normal, sizes
from course.exercises.spec import Args
from tests.mutants.engine.wrap import exercise, subject
from tests.mutants.subject import Subject

Draw = Callable[[np.random.Generator], Args]


def subjects() -> tuple[Subject, ...]:
    """One a loss."""
    return (
        _loss("mean_squared_error", "prediction", _numbers),
        _loss("binary_cross_entropy", "z", _shares),
        _loss("softmax_cross_entropy", "Z", _classes),
        _loss("perceptron_loss", "scores", _scores(0.0), analytic=False),
        _loss("hinge_loss", "scores", _scores(1.0), analytic=False),
        _loss("l2_penalty", "W", _weights),
        _loss("l1_penalty", "W", _weights, analytic=False),
    )


def _loss(name: str, variable: str, draw: Draw, *, analytic: bool = True) -> Subject:
    draws: dict[str, Draw] = {"ordinary inputs": draw}
    spec = exercise(f"loss:{name}", getattr(losses, name), {f"d{variable}": variable}, draws, analytic=analytic)
    return subject(spec, losses, (f"{name}_grad",), lambda made: made[f"{name}_grad"])


def _numbers(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"prediction": normal(rng, n, k), "y": normal(rng, n, k)}


def _shares(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"z": normal(rng, n, k), "y": rng.uniform(0.1, 0.9, (n, k))}


def _classes(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"Z": normal(rng, n, k + 1), "y": labels(rng, n, k + 1)}


def _scores(kink: float) -> Draw:
    def draw(rng: np.random.Generator) -> Args:
        scores = 2 * normal(rng, 4 + sizes(rng, 1)[0])
        scores[:5] = kink + np.array([0.0, 0.003, -0.003, 0.5, -0.5])  # on the kink, beside it, and off it
        return {"scores": scores}

    return draw


def _weights(rng: np.random.Generator) -> Args:
    W = normal(rng, *sizes(rng, 2))
    W.flat[0] = 0.0
    return {"W": W, "lam": float(rng.uniform(0.3, 1.5))}
