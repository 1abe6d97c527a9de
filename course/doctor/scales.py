"""What a factor too much means: a sign, a 2, a mean that is missing, taken twice, or taken over the wrong thing.

Sizes are told from plain numbers by watching a factor over several trials, whose sizes differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np

from course.exercises.spec import Args

RTOL = 1e-4

Meaning = tuple[str, str]
"""A kind, and how a sentence goes on that begins with the thing that is scaled: 'has the wrong sign'."""
Lengths = dict[str, list[float]]
"""A size's name to its value on each trial."""

FIXED: dict[float, Meaning] = {
    -1.0: ("sign", "has the wrong sign"),
    2.0: ("factor-two", "is twice as large as it should be"),
    0.5: ("factor-half", "is half as large as it should be"),
    -2.0: ("sign-and-factor", "has the wrong sign, and is twice as large as it should be"),
    -0.5: ("sign-and-factor", "has the wrong sign, and is half as large as it should be"),
}
SIGNS = {1.0: ("", ""), -1.0: ("sign-and-", "has the wrong sign, and ")}
TWOS = (2.0, 0.5, -2.0, -0.5)


def meaning(factors: list[float], trials: list[Args]) -> Meaning | None:
    """What one factor a trial has in common, or None. ``trials`` are the arguments that the factors go with."""
    lengths = _lengths(trials)
    # A factor that moves as a size does, from trial to trial, is that size; one that never moves may be any number.
    moves = len({round(abs(factor), 6) for factor in factors}) > 1
    fixed = next((said for factor, said in FIXED.items() if _are(factors, [factor] * len(factors))), None)
    mean = next(_means(factors, lengths), None)
    if fixed is not None:
        # A 2 that is the number of rows on every trial may be the one or the other: no word on the cause then.
        return fixed if mean is None else ("factor-or-mean", fixed[1])
    if mean is not None or not moves:
        return mean or _constant(factors)
    return next(_two_sizes(factors, lengths), None) or next(_mean_and_two(factors, lengths), None)


def sizes(args: Args) -> dict[str, int]:
    """Every axis length of every array argument, named as a message names it."""
    found: dict[str, int] = {}
    for name, value in args.items():
        if isinstance(value, dict):
            found |= sizes(value)
        elif isinstance(value, np.ndarray):
            words = ("the number of entries of {}",) if value.ndim == 1 else AXES[: value.ndim]
            found |= {word.format(name): length for word, length in zip(words, value.shape, strict=False)}
    return found


AXES = ("the number of rows of {}", "the number of columns of {}")


def _lengths(trials: list[Args]) -> Lengths:
    found = [sizes(args) for args in trials]
    shared = [name for name in found[0] if all(name in each for each in found)]
    return {name: [float(each[name]) for each in found] for name in shared if any(each[name] > 1 for each in found)}


def _means(factors: list[float], lengths: Lengths) -> Iterator[Meaning]:
    for sign, (kind, prefix) in SIGNS.items():
        for name, n in lengths.items():
            if _are(factors, [sign * length for length in n]):
                yield f"{kind}missing-mean", f"{prefix}is too large by a factor, {name}: a division is missing"
            if _are(factors, [sign / length for length in n]):
                yield f"{kind}mean-twice", f"{prefix}is too small by a factor, {name}: it is divided once too often"


def _two_sizes(factors: list[float], lengths: Lengths) -> Iterator[Meaning]:
    for sign, (kind, prefix) in SIGNS.items():
        for over, under in permutations(lengths, 2):
            if _are(factors, [sign * n / m for n, m in zip(lengths[over], lengths[under], strict=True)]):
                text = f"{prefix}is off by a factor, {over} over {under}: look at what the mean is taken over"
                yield f"{kind}wrong-count", text


def _mean_and_two(factors: list[float], lengths: Lengths) -> Iterator[Meaning]:
    for two in TWOS:
        sign = "has the wrong sign, " if two < 0 else ""
        for kind, text in _means([factor / abs(two) * np.sign(two) for factor in factors], lengths):
            if not kind.startswith("sign"):
                yield f"factor-and-{kind}", f"{sign}is off by a factor 2, and {text}"


def _constant(factors: list[float]) -> Meaning | None:
    """Some other factor, the same on every trial; one trial alone could be chance where the part is a number."""
    if len(factors) < 2 or not _are(factors, factors[:1] * len(factors)):
        return None
    return "factor", f"is {factors[0]:.4g} times what it should be"


def _are(factors: list[float], wanted: list[float]) -> bool:
    return bool(np.allclose(factors, wanted, rtol=RTOL, atol=0.0))
