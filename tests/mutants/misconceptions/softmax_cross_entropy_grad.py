"""Softmax with cross-entropy backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("softmax_cross_entropy_grad")


def probabilities(Z: Any) -> Any:
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def hot(Z: Any, y: Any) -> Any:
    return np.eye(Z.shape[1])[y]


@slip("missing-mean")
def sums_over_the_batch(Z: Any, y: Any) -> Any:
    dZ = probabilities(Z)
    dZ[np.arange(len(y)), y] -= 1
    return dZ


@slip("sign-flipped", "sign")
def label_minus_probability(Z: Any, y: Any) -> Any:
    return (hot(Z, y) - probabilities(Z)) / len(Z)


@slip("label-ignored")
def forgets_the_label(Z: Any, y: Any) -> Any:
    return probabilities(Z) / Z.shape[0]


@slip("label-subtracted")
def subtracts_the_class_number(Z: Any, y: Any) -> Any:
    return (probabilities(Z) - y.reshape(-1, 1)) / len(y)


@slip("wrong-axis")
def softmax_down_the_columns(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max(axis=0))
    P = E / E.sum(axis=0)
    return (P - hot(Z, y)) / len(y)


@slip("shared-over-batch")
def softmax_over_everything(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max())
    return (E / E.sum() - hot(Z, y)) / len(y)


@slip("not-finite")
def softmax_without_a_shift(Z: Any, y: Any) -> Any:
    E = np.exp(Z)
    return (E / E.sum(axis=1, keepdims=True) - hot(Z, y)) / len(y)


@slip("mean-over-entries")
def mean_over_all_entries(Z: Any, y: Any) -> Any:
    D = probabilities(Z) - hot(Z, y)
    return D / D.size


@slip("wrong-count")
def divides_by_the_classes(Z: Any, y: Any) -> Any:
    k = Z.shape[-1]
    return (probabilities(Z) - hot(Z, y)) / k


@slip("sigmoid-for-softmax")
def a_sigmoid_for_each_logit(Z: Any, y: Any) -> Any:
    return (1 / (1 + np.exp(-Z)) - hot(Z, y)) / len(y)


@slip("right-class-only")
def moves_the_right_logit_alone(Z: Any, y: Any) -> Any:
    P = probabilities(Z)
    dZ = np.zeros_like(Z)
    for i, label in enumerate(y):
        dZ[i, label] = (P[i, label] - 1) / len(y)
    return dZ


@slip("at-the-probabilities")
def stops_at_the_probabilities(Z: Any, y: Any) -> Any:
    return -hot(Z, y) / (probabilities(Z) + 1e-15) / len(y)


@slip("last-example-only", "only-last-example")
def starts_anew_for_every_row(Z: Any, y: Any) -> Any:
    P = probabilities(Z)
    for i in range(len(Z)):
        dZ = np.zeros(Z.shape)
        dZ[i] = P[i] / len(Z)
        dZ[i, y[i]] -= 1 / len(Z)
    return dZ


@slip("crashed")
def sums_that_do_not_line_up(Z: Any, y: Any) -> Any:
    E = np.exp(Z - Z.max())
    return (E / E.sum(axis=1) - hot(Z, y)) / len(y)


@slip("sign-and-missing-mean", "sign-flipped", "missing-mean", "sign", NONE)
def two_slips_at_once(Z: Any, y: Any) -> Any:
    return hot(Z, y) - probabilities(Z)


CANDIDATES = slip.candidates
