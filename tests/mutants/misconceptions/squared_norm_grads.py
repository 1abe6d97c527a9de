"""‖Wx‖² backwards, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("squared_norm_grads")


@slip("missing-factor-2")
def loses_the_two(W: Any, x: Any) -> Any:
    q = W @ x
    dq = q
    return np.outer(dq, x), W.T @ dq


@slip("factor-half")
def loses_the_two_in_x(W: Any, x: Any) -> Any:
    q = W.dot(x)
    return 2 * q[:, None] * x[None, :], W.T.dot(q)


@slip("transposed")
def outer_the_other_way(W: Any, x: Any) -> Any:
    q = W @ x
    return 2 * np.outer(x, q), 2 * W.T @ q


@slip("last-path-only")
def overwrites_the_paths(W: Any, x: Any) -> Any:
    q = W @ x
    dW = np.zeros_like(W)
    for i in range(len(q)):
        dW[i] = 2 * q[i] * x
        dx = 2 * q[i] * W[i]
    return dW, dx


@slip("upstream-ignored")
def sums_q(W: Any, x: Any) -> Any:
    dq = np.ones(len(W))
    return np.outer(dq, x), W.T @ dq


@slip("cross-terms-missing")
def squares_every_entry(W: Any, x: Any) -> Any:
    return 2 * W * x * x, 2 * np.sum(W * W, axis=0) * x


@slip("not-summed", "unsummed-axis")
def forgets_to_add_the_paths(W: Any, x: Any) -> Any:
    q = W @ x
    return 2 * np.outer(q, x), 2 * (W * q[:, None]).T


@slip("crashed")
def multiplies_shapes_that_do_not_fit(W: Any, x: Any) -> Any:
    q = W @ x
    return 2 * np.outer(q, x), 2 * W @ q


@slip("value-for-slope")
def squares_q_again(W: Any, x: Any) -> Any:
    dq = 2 * (W @ x) ** 2
    return np.outer(dq, x), W.T @ dq


@slip("rows-mixed")
def adds_q_up_first(W: Any, x: Any) -> Any:
    total = np.sum(W @ x)
    return np.tile(2 * total * x, (len(W), 1)), 2 * W.T @ (W @ x)


@slip("factor-half", "sign", "sign-and-factor", NONE)
def a_minus_here_and_no_two_there(W: Any, x: Any) -> Any:
    q = W @ x
    return -2 * np.outer(q, x), W.T @ q


CANDIDATES = slip.candidates
