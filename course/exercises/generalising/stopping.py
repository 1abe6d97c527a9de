"""`stop_at`: the rule of patience on a validation curve: when to stop, and which weights to keep."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import LESSON, WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.until import until

Answer = tuple[int, int]


def rule(
    losses: Array, patience: int, *, ties: bool = False, previous: bool = False, in_all: bool = False
) -> Answer:
    """(stopped, kept). With ``ties`` an equal loss counts as better; with ``previous`` each is held to the last.

    With ``in_all`` a gain does not start the count afresh.
    """
    best, kept, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses):
        better = loss < (losses[epoch - 1] if previous and epoch else best) or (ties and loss == best)
        waited = (waited if in_all else 0) if better else waited + 1
        if loss < best or (ties and loss == best):
            best, kept = loss, epoch
        if waited >= patience:
            return epoch, kept
    return len(losses) - 1, kept


def _walk(rng: np.random.Generator) -> Args:
    """A curve that falls, rises and repeats values: eighths, so that equal losses are equal in every format."""
    moves = rng.integers(-2, 3, size=int(rng.integers(16, 25)))
    return {"losses": 8.0 + np.cumsum(moves) / 8, "patience": int(rng.integers(2, 5))}


def _telling(args: Args) -> bool:
    """Whether each slip shows on it, always in the same of its two numbers, and no two of them look alike."""
    right, slips = rule(**args), [tuple(mistake.make(**args).values()) for mistake in MISTAKES]
    both_off = (rule(**args, ties=True), rule(**args, previous=True))
    early = rule(**args, in_all=True)
    return (
        right not in slips
        and len(set(slips)) == len(slips)
        and all(found[0] != right[0] and found[1] != right[1] for found in both_off)
        and early[0] != right[0]
        and early[1] == right[1]
        and _late_keeps(args)
    )


def _late_keeps(args: Args) -> bool:
    """Whether waiting an epoch longer finds nothing better: then that slip is in ``stopped`` alone."""
    losses, patience = args["losses"], args["patience"]
    return rule(losses, patience)[1] == rule(losses, patience + 1)[1]


def _ordinary(rng: np.random.Generator) -> Args:
    return until(partial(_walk, rng), _telling)


def _never(rng: np.random.Generator) -> Args:
    """It improves often enough to run to the end; the last epoch is not the best."""
    falling = 5.0 - np.arange(int(rng.integers(6, 10))) / 8
    return {"losses": np.append(falling, falling[-1] + 0.25), "patience": 3}


def _impatient(rng: np.random.Generator) -> Args:
    return until(lambda: {**_walk(rng), "patience": 1}, _late_keeps)


def _said(found: Answer) -> dict[str, Any]:
    return {"stopped": found[0], "kept": found[1]}


def _then(change: Callable[[Array, int, Answer], Answer]) -> Callable[..., dict[str, Any]]:
    """The right answer, changed."""
    return lambda losses, patience: _said(change(losses, patience, rule(losses, patience)))


def _other_patience(by: int) -> Callable[..., dict[str, Any]]:
    return lambda losses, patience: _said(rule(losses, max(1, patience + by)))


MISTAKES = (
    Mistake("tie-counts", "An epoch that only equals the best one resets your count; it is no gain.",
            lambda losses, patience: _said(rule(losses, patience, ties=True))),
    Mistake("against-the-previous", "You compare each epoch with the one before it; the best so far is what counts.",
            lambda losses, patience: _said(rule(losses, patience, previous=True))),
    Mistake("never-reset", "You count the epochs without a gain in all; asked is how many there were in a row.",
            lambda losses, patience: _said(rule(losses, patience, in_all=True))),
    Mistake("last-kept", "The weights of the last epoch are kept, not those of the best one.",
            _then(lambda losses, patience, right: (right[0], right[0]))),
    Mistake("one-late", "You wait one epoch longer than the patience says.", _other_patience(1)),
    Mistake("looks-ahead", "The kept epoch is the best of the whole curve; training had stopped before it.",
            _then(lambda losses, patience, right: (right[0], int(np.argmin(losses))))),
    Mistake("counted-from-1", "Your epochs are counted from 1; they are asked for from 0.",
            _then(lambda losses, patience, right: (right[0] + 1, right[1] + 1))),
    Mistake("never-stops", "You run to the end of the curve: the patience has no effect.",
            _then(lambda losses, patience, right: (len(losses) - 1, int(np.argmin(losses))))),
    Mistake("swapped", "The two numbers stand in the wrong order.",
            _then(lambda losses, patience, right: (right[1], right[0]))),
)  # fmt: skip

STOP_AT = ValueExercise(
    id="stop_at",
    lesson=LESSON,
    title="When to stop, and what to keep",
    points=2,
    signature=("losses", "patience"),
    parts=("stopped", "kept"),
    form="tuple",
    cases=(
        Case("ordinary curves", _ordinary, share=4, trials=4),
        Case("a curve that never makes one stop", _never, trials=2),
        Case("a patience of one epoch", _impatient, trials=3),
    ),
    mistakes=pointed(MISTAKES, hints.STOPPING),
    hints=hints.STOPPING_HINTS,
    withheld=WITHHELD,
    shapes={"stopped": "a whole number", "kept": "a whole number"},
    reference=lambda losses, patience: _said(rule(losses, patience)),
    atol=1e-6,
)
