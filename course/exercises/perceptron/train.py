"""`train_perceptron`: passes over the rows until one of them asks for no update."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from course.exercises.perceptron import hints, rules
from course.exercises.perceptron.draws import ATOL, LESSON, RTOL, WITHHELD, by_rule, separated, signs, size
from course.exercises.perceptron.train_mistakes import MISTAKES, restarting, until_the_last_is_right
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Draw, ValueExercise
from course.exercises.until import until
from course.perceptron import Rule, train


class _Run(NamedTuple):
    """What a training run did, as far as a miscount could hide in it."""

    w: Array
    counts: list[int]
    """Updates in each pass; the last is 0 if the run came to its end."""
    sign_errors: int
    tied: bool
    """Whether a score was exactly 0 (but at the start) or exactly 1."""


def _run(X: Array, y: Array, rule: Rule, max_epochs: int) -> _Run:
    w, counts, sign_errors, tied, due = np.zeros(X.shape[1]), list[int](), 0, False, rules.due(rule)
    while len(counts) < max_epochs and (not counts or counts[-1]):
        counts.append(0)
        for x, label in zip(X, y, strict=True):
            score = label * (w @ x)
            tied |= score == 1.0 or (score == 0.0 and bool(w.any()))
            if due(score):
                w = w + label * x
                counts[-1] += 1
                sign_errors += score <= 0.0
    return _Run(w, counts, sign_errors, tied)


def _telling(X: Array, y: Array, rule: Rule, max_epochs: int) -> bool:
    """Whether every usual miscount gives a number of its own, both rules end apart, and no score is a tie.

    Else the marks of an answer that counts the wrong thing would hang on the seed.
    """
    mine, other = (_run(X, y, name, max_epochs) for name in (rule, "classic" if rule == "margin" else "margin"))
    updates, passes = sum(mine.counts), len(mine.counts)
    wrong = [passes, mine.counts[0], mine.counts[-1], passes * len(X), sum(other.counts)]
    if rule == "margin":  # under the classic rule these are the updates
        wrong.append(mine.sign_errors)
    apart = bool(mine.w.any()) and bool((mine.w != other.w).any())
    return apart and not mine.tied and updates not in wrong and len(set(wrong)) == len(wrong)


def train_on_separable(rng: np.random.Generator, rule: Rule) -> Args:
    """Separable rows, with more passes allowed than any run needs."""

    def draw() -> Args:
        X, y, _ = separated(rng, *size(rng))
        return {"X": X, "y": y, "rule": rule, "max_epochs": 500}

    return until(draw, lambda args: _telling(**args))


def train_cut_short(rng: np.random.Generator, rule: Rule) -> Args:
    """Rows that no w separates: one of them comes with both labels. Only max_epochs ends the run.

    One pass more would end elsewhere. It need not: once the other rows are right, the pair pushes w there and back.
    """

    def draw() -> Args:
        X, y, _ = separated(rng, *size(rng))
        X, y, most = np.vstack([X, X[0]]), np.append(y, -y[0]), int(rng.integers(3, 6))
        return {"X": X, "y": y, "rule": rule, "max_epochs": most}

    def fits(args: Args) -> bool:
        if not _telling(**args):
            return False
        longer = args | {"max_epochs": args["max_epochs"] + 1}
        return bool((_run(**args).w != _run(**longer).w).any())

    return until(draw, fits)


def train_with_ties(rng: np.random.Generator, rule: Rule) -> Args:
    """Unit vectors: after one update each scores exactly 1, and before it exactly 0."""
    d = int(rng.integers(3, 6))
    X = rng.permutation(np.eye(d))
    return {"X": X, "y": signs(rng, d), "rule": rule, "max_epochs": 10}


def _trained(X: Array, y: Array, rule: Any, max_epochs: int) -> dict[str, Any]:
    run = train(X, y, rule, max_epochs)
    return {"w": run.w, "mistakes": len(run.updates)}


def _separable(rng: np.random.Generator, rule: Any, slip: Callable[..., dict[str, Any]]) -> Args:
    """Separable rows on which the run of ``slip`` ends elsewhere than the right one, and than a single pass."""

    def fits(args: Args) -> bool:
        end = slip(**args)["w"]
        return not any(np.array_equal(end, _trained(**args | {"max_epochs": most})["w"]) for most in (1, 500))

    return until(lambda: train_on_separable(rng, rule), fits)


def _showing(rule: Rule) -> tuple[Draw, ...]:
    """Inputs that show runs that start again too soon, and one that stops too soon: such are slow to draw."""
    again, ends = restarting, until_the_last_is_right
    slips = (again, ends, again, again, again)
    return tuple(partial(_separable, rule=rule, slip=slip) for slip in slips)


TRAIN_PERCEPTRON = ValueExercise(
    id="train_perceptron",
    lesson=LESSON,
    title="Training until nothing is left to do",
    points=4,
    signature=("X", "y", "rule", "max_epochs"),
    parts=("w", "mistakes"),
    form="tuple",
    cases=(
        Case("separable rows, margin rule", _showing("margin"), share=3, trials=5),
        Case("separable rows, classic rule", _showing("classic"), share=2),
        Case("rows that nothing separates, max_epochs small", by_rule(train_cut_short), trials=4),
        Case("scores of exactly 0", partial(train_with_ties, rule="classic")),
        Case("scores of exactly 1", partial(train_with_ties, rule="margin")),
    ),
    mistakes=pointed(MISTAKES, hints.TRAIN),
    hints=hints.TRAIN_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,)", "mistakes": "one whole number"},
    reference=_trained,
    rtol=RTOL,
    atol=ATOL,
)
