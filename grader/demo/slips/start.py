"""Lesson 00: a mean of the wrong thing, tables miscounted, a sign."""

from grader.demo.slips.slip import Slip

SQUARE_OF_MEAN = """
def first_check(v):
    return (v.sum() / len(v)) ** 2
"""
SWAPPED = """
def count_entries(d, m):
    joint = d ** m
    return joint, d * m, m, joint - 1, d * (m - 1), m - 1
"""
LEFT_OUT = """
def factorised_probability(X, p):
    found = np.ones(len(X))
    for i, row in enumerate(X):
        for j, value in enumerate(row):
            if value == 1:
                found[i] *= p[j]
    return found
"""
NO_PRIOR = """
def naive_bayes_counts(K, c):
    full, naive = c * 2 ** K, c * 2 * K
    return full, naive, full - c, naive // 2
"""
MINUS_B = """
def affine_rows(X, U, W, V, b):
    return np.stack([W @ x + V @ u - b for x, u in zip(X, U)])
"""

SLIPS = (
    Slip("first_check", 1, "square-of-the-mean", SQUARE_OF_MEAN),
    Slip("count_entries", 3 * 2 / 6, "base-and-exponent-swapped", SWAPPED),
    Slip("factorised_probability", 2, "minus-ones-left-out", LEFT_OUT),
    Slip("naive_bayes_counts", 2 * 2 / 4, "prior-forgotten", NO_PRIOR),
    Slip("affine_rows", 2, "bias-subtracted", MINUS_B),
)
