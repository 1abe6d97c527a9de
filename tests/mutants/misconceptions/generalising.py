"""Dropout and batch normalisation backwards, as they go wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

dropout = Slips("dropout_backward")
norm = Slips("batch_norm_backward")


@dropout("keep-forgotten")
def plain_dropout(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    dZ = dD * mask
    dZ[Z <= 0] = 0
    return dZ


@dropout("times-keep")
def scales_as_in_use(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return keep * np.where(Z > 0, dD * mask, 0)


@dropout("drop-for-keep")
def takes_keep_for_the_rate(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    p = keep
    return dD * mask * (Z > 0) / (1 - p) if p < 1 else dD * 0


@dropout("relu-forgotten")
def one_gate_only(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return mask / keep * dD


@dropout("mask-forgotten")
def the_other_gate_only(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return np.where(Z > 0, dD / keep, 0.0)


@dropout("value-for-slope")
def multiplies_by_the_output(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    D = mask * np.maximum(0, Z) / keep
    return D * dD


@dropout(NONE)
def gates_on_the_upstream(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return np.maximum(dD, 0) * mask / keep


@dropout(NONE, "keep-forgotten")
def draws_a_share_of_the_mask_again(Z: Any, mask: Any, keep: Any, dD: Any) -> Any:
    return dD * (Z > 0) * mask / max(mask.mean(), 1e-9)


def standardised(X: Any, eps: Any) -> Any:
    off = X - X.mean(axis=1, keepdims=True)
    sigma = np.sqrt((off**2).mean(axis=1, keepdims=True) + eps)
    return off / sigma, sigma


@norm("statistics-held-fixed")
def as_in_use(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    return gamma[:, None] * dY / s, (dY * h).sum(1), dY.sum(1)


@norm("spread-path-missing")
def only_the_mean_moves(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    g = gamma[:, None] * dY
    return (g - g.mean(1, keepdims=True)) / s, (dY * h).sum(1), dY.sum(1)


@norm("mean-path-missing")
def only_the_deviation_moves(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    g = gamma[:, None] * dY
    return (g - h * (g * h).mean(1, keepdims=True)) / s, (dY * h).sum(1), dY.sum(1)


@norm("gamma-forgotten")
def no_gamma_on_the_way(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    dX = (dY - dY.mean(1, keepdims=True) - h * (dY * h).mean(1, keepdims=True)) / s
    return dX, (dY * h).sum(1), dY.sum(1)


@norm("eps-forgotten")
def plain_deviation(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, 1e-12)
    g = gamma[:, None] * dY
    dX = (g - g.mean(1, keepdims=True) - h * (g * h).mean(1, keepdims=True)) / s
    return dX, (dY * h).sum(1), dY.sum(1)


@norm("over-features")
def the_axis_of_rows(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = (a.T for a in standardised(X.T, eps))
    g = gamma[:, None] * dY
    dX = (g - g.mean(0) - h * (g * h).mean(0)) / s
    return dX, (dY * h).sum(1), dY.sum(1)


@norm("raw-inputs")
def gamma_times_x(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    g = gamma[:, None] * dY
    dX = (g - g.mean(1, keepdims=True) - h * (g * h).mean(1, keepdims=True)) / s
    return dX, (dY * X).sum(1), dY.sum(1)


@norm("averaged", "factor-or-mean", "mean-taken-twice")
def means_for_both_parameters(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    g = gamma[:, None] * dY
    dX = (g - g.mean(1, keepdims=True) - h * (g * h).mean(1, keepdims=True)) / s
    return dX, (dY * h).mean(1), dY.mean(1)


@norm("sums-for-means")
def sums_where_means_belong(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h, s = standardised(X, eps)
    g = gamma[:, None] * dY
    dX = (g - g.sum(1, keepdims=True) - h * (g * h).sum(1, keepdims=True)) / s
    return dX, (dY * h).sum(1), dY.sum(1)


@norm(NONE)
def one_mean_for_the_whole_table(X: Any, gamma: Any, beta: Any, eps: Any, dY: Any) -> Any:
    h = (X - X.mean()) / np.sqrt(X.var() + eps)
    g = gamma[:, None] * dY
    dX = (g - g.mean() - h * (g * h).mean()) / np.sqrt(X.var() + eps)
    return dX, (dY * h).sum(1), dY.sum(1)


CANDIDATES = dropout.candidates + norm.candidates
