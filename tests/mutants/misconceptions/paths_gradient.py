"""The gradient of a scalar with several paths, as it goes wrong."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.misconceptions._slip import NONE, Slips

slip = Slips("paths_gradient")


@slip("sine-path-missing")
def forgets_the_sine(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    return q * x, q * w + 2 * p * x


@slip("last-path-only")
def overwrites(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dw = (q + np.cos(p)) * x
    dx = (q + np.cos(p)) * w
    dx = p * 2 * x
    return dw, dx


@slip("q-path-missing")
def by_symmetry(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp = q + np.cos(p)
    return dp * x, dp * w


@slip("square-missing-factor-2")
def square_is_x(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp, dq = q + np.cos(p), p
    return dp * x, dp * w + dq * x


@slip("factors-not-swapped")
def each_gets_its_own(w: Any, x: Any) -> Any:
    p, q = np.sum(w * x), np.sum(x * x)
    dp, dq = p + np.cos(p), q
    return dp * x, dp * w + dq * 2 * x


@slip("sine-sign")
def derivative_of_cosine_in_mind(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp = q - np.cos(p)
    return x * dp, w * dp + 2 * x * p


@slip("value-for-slope")
def leaves_the_sine_as_it_is(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp = q + np.sin(p)
    return x * dp, w * dp + 2 * x * p


@slip("paths-multiplied")
def multiplies_everything(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp = q * np.cos(p)
    return x * dp, w * dp + 2 * x * p


@slip("swapped")
def returns_them_in_the_other_order(w: Any, x: Any) -> Any:
    p, q = w @ x, x @ x
    dp = q + np.cos(p)
    return dp * w + 2 * p * x, dp * x


@slip("sine-path-missing", "q-path-missing", "missing-term", NONE)
def two_slips_at_once(w: Any, x: Any) -> Any:
    q = x @ x
    return q * x, q * w


CANDIDATES = slip.candidates
