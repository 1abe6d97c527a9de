"""How noisy is a function: by how much does rounding inside it shake its values?

The values at equal spacings along a line are a smooth curve plus rounding. Differences of order 4 and more erase the
curve and keep the rounding, magnified by a known factor √C(2k, k). Source: R. W. Hamming, "Introduction to Applied
Numerical Analysis", 1971, chapter 6, on difference tables; J. J. Moré and S. M. Wild, "Estimating computational
noise", SIAM Journal on Scientific Computing 33, 2011.

A function may lose digits where neither x nor f(x) shows it, as (x + 1e6) − 1e6 does. Only this sees it.
"""

from __future__ import annotations

from math import comb, sqrt

import numpy as np

from course.gradcheck.slopes import EPS, STEP
from course.gradcheck.values import Array, Values

POINTS = 7
"""Values to either side, x among them."""
SPACING = STEP / 8
LOWEST = 4
"""The lowest order of differences that is used: of a smooth f they leave some 1e-25 of its fourth derivative."""
SEEN = 4.0
"""How much larger than the spread that was seen an error may be: a few values do not show the largest."""
LOUD = 16.0
"""One side is this much louder than the other only by a kink, or by chance."""
NEARER = (17.3, 261.7, 4099.1)
"""How much nearer to x both sides are looked at again: rounding stays as loud, a kink is left behind."""


def rounding_noise(values: Values) -> float:
    """A bound on the rounding in one value of f near the point, in units of f; 0 for an empty point."""
    x = values.point
    if not x.size:
        return 0.0
    # one direction, with steps that have no common measure, so that no two roundings are alike by construction
    golden = (np.arange(1, x.size + 1) * 0.6180339887498949) % 1.0
    along = SPACING * (0.5 + golden.reshape(x.shape)) * np.maximum(1.0, np.abs(x)) / np.sqrt(x.size)
    quiet, loud = sorted(_spread(values, side * along) for side in (-1.0, 1.0))
    if 0 < loud <= max(LOUD * quiet, EPS * abs(values.centre)):
        return SEEN * loud
    again = [_spread(values, side * along / nearer) for nearer in NEARER for side in (-1.0, 1.0)]
    # A kink on one side spoils three of the eight at most; and any of them may find no rounding by chance.
    return SEEN * sorted([quiet, loud, *again])[4]


def _spread(values: Values, step: Array) -> float:
    line = [values.centre, *(values.at(np.asarray(values.point + j * step)) for j in range(1, POINTS))]
    orders = range(LOWEST, POINTS)
    return max(float(np.abs(np.diff(line, k)).max()) / sqrt(comb(2 * k, k)) for k in orders)
