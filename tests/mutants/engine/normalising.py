"""Batch and layer normalisation; the batch's in training and in use, since its backward pass knows both."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal, sizes
from course.exercises.spec import Args, Array
from course.layers import batch_norm, layer_norm
from tests.mutants.candidate import Answer
from tests.mutants.engine.wrap import layer, subject
from tests.mutants.subject import Namespace, Subject

WRT = {"dgamma": "gamma", "dbeta": "beta", "dX": "X"}


def subjects() -> tuple[Subject, ...]:
    """Each with the code that its backward pass runs through."""
    batches = {"ordinary inputs": (_training, _in_use), "images": (_images,)}
    rows = {"ordinary inputs": _rows, "sequences of rows": _sequences}
    return (
        subject(layer("layer:batch_norm", _batch_norm, WRT, batches), batch_norm,
                ("BatchNorm.backward", "batch_norm_backward", "normalise_backward"), _batch),
        subject(layer("layer:layer_norm", _layer_norm, WRT, rows), layer_norm,
                ("LayerNorm.backward", "layer_norm_backward"), _layer),
    )  # fmt: skip


def _features(rng: np.random.Generator, *shape: int, d: int) -> Args:
    return {"gamma": normal(rng, d), "beta": normal(rng, d), "X": normal(rng, *shape)}


def _statistics(rng: np.random.Generator, d: int, training: float) -> Args:
    return {"mean": normal(rng, d), "variance": rng.uniform(0.5, 2.0, d), "training": training}


def _training(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    return _features(rng, n + 1, d, d=d) | _statistics(rng, d, 1.0)


def _in_use(rng: np.random.Generator) -> Args:
    return _training(rng) | {"training": 0.0}


def _images(rng: np.random.Generator) -> Args:
    n, d, h, w = sizes(rng, 4)
    return _features(rng, n, d, min(h, 3), min(w, 3), d=d) | _statistics(rng, d, 1.0)


def _batch_norm(gamma: Array, beta: Array, X: Array, mean: Array, variance: Array, training: float) -> Any:
    if training:
        return batch_norm.batch_norm(gamma, beta, X)[0]
    return batch_norm.batch_norm_in_use(gamma, beta, mean, variance, X)[0]


def _batch(made: Namespace) -> Answer:
    def answer(
        gamma: Array, beta: Array, X: Array, mean: Array, variance: Array, training: float, dY: Array
    ) -> Any:
        own = made["BatchNorm"](len(gamma))
        own.params["gamma"][...], own.params["beta"][...] = gamma, beta
        own.running_mean[...], own.running_variance[...] = mean, variance
        own.forward(X, training=bool(training))
        dX = own.backward(dY)
        return own.grads["gamma"], own.grads["beta"], dX

    return answer


def _rows(rng: np.random.Generator) -> Args:
    n, d = sizes(rng, 2)
    d += 1  # of two features the normalised ones are ±1 whatever they were, and dX is all but 0
    return _features(rng, n, d, d=d)


def _sequences(rng: np.random.Generator) -> Args:
    n, T, d = sizes(rng, 3)
    d += 1
    return _features(rng, n, T, d, d=d)


def _layer_norm(gamma: Array, beta: Array, X: Array) -> Any:
    return layer_norm.layer_norm(gamma, beta, X)[0]


def _layer(made: Namespace) -> Answer:
    def answer(gamma: Array, beta: Array, X: Array, dY: Array) -> Any:
        own = made["LayerNorm"](len(gamma))
        own.params["gamma"][...], own.params["beta"][...] = gamma, beta
        own.forward(X, training=True)
        dX = own.backward(dY)
        return own.grads["gamma"], own.grads["beta"], dX

    return answer
