"""`log_softmax_rows`: logarithms of probabilities, which stay finite where the probabilities are rounded to 0."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.activations import log_softmax, softmax
from course.exercises.backprop.draws import normal, size, sizes
from course.exercises.losses import hints
from course.exercises.losses.draws import ATOL, ENGINE, RTOL, huge_logits
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _ordinary(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"Z": normal(rng, n, k) + 1.0}


def _one_row(rng: np.random.Generator) -> Args:
    return {"Z": normal(rng, 1, size(rng) + 1)}


def _huge(rng: np.random.Generator) -> Args:
    n, k = sizes(rng, 2)
    return {"Z": huge_logits(rng, n, k + 1)}


def _all_low(rng: np.random.Generator) -> Args:
    args = _huge(rng)
    return {"Z": np.asarray(args["Z"] - 2 * np.abs(args["Z"]).max())}


def _rows(make: Callable[[Array], Array]) -> Callable[..., dict[str, Array]]:
    return lambda Z: {"log_p": make(Z)}


def _log_sum(Z: Array) -> Array:
    """The logarithm of each row's sum of exponentials, less the row's largest logit."""
    return np.asarray(np.log(np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)))


def _too_late(Z: Array) -> Array:
    """Divided as by hand: beside an infinity a mistake is recognised only if all else agrees to the last bit."""
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    return np.asarray(np.log(powers / powers.sum(axis=1, keepdims=True)))


def _naive(Z: Array) -> Array:
    powers = np.exp(Z)
    return np.asarray(np.log(powers / powers.sum(axis=1, keepdims=True)))


MISTAKES = (
    Mistake("logarithm-too-late", "Right on ordinary logits; far out a probability is rounded to 0 before its "
            "logarithm is taken.", _rows(_too_late)),
    Mistake("overflow", "Right on ordinary logits; on large ones the exponentials overflow.", _rows(_naive)),
    Mistake("overflow-in-the-sum", "Right on ordinary logits; on large ones the sum of the exponentials overflows.",
            _rows(lambda Z: Z - np.log(np.exp(Z).sum(axis=1, keepdims=True)))),
    Mistake("one-shift-for-all", "Right on ordinary logits; where one row is far below another its exponentials all "
            "become 0: each row needs its own shift.",
            _rows(lambda Z: Z - Z.max() - np.log(np.exp(Z - Z.max()).sum(axis=1, keepdims=True)))),
    Mistake("shift-not-taken-back", "What was subtracted before the exponential is still missing from one of "
            "the two terms.", _rows(lambda Z: Z - _log_sum(Z))),
    Mistake("shift-alone", "The largest logit is subtracted, but the logarithm of the sum is missing.",
            _rows(lambda Z: Z - Z.max(axis=1, keepdims=True))),
    Mistake("probabilities", "These are the probabilities; their logarithms are asked for.", _rows(softmax)),
    Mistake("losses", "These are the losses; the logarithms of probabilities are never positive.",
            _rows(lambda Z: -log_softmax(Z))),
    Mistake("wrong-axis", "The columns are normalised; each row is one example.",
            _rows(lambda Z: log_softmax(Z.T).T)),
    Mistake("shared-over-batch", "One sum is taken over the whole batch; each row has its own.",
            _rows(lambda Z: log_softmax(Z.ravel()).reshape(Z.shape))),
    Mistake("bits", "The logarithm has base 2; the lesson takes the natural one.",
            _rows(lambda Z: log_softmax(Z) / np.log(2))),
)  # fmt: skip

LOG_SOFTMAX_ROWS = ValueExercise(
    id="log_softmax_rows",
    lesson="03_losses",
    title="Logarithms of probabilities",
    points=3,
    signature=("Z",),
    parts=("log_p",),
    cases=(
        Case("ordinary logits", _ordinary, share=3),
        Case("one row", _one_row, trials=2),
        Case("logits near ±1,000", _huge, share=2, trials=2),
        Case("logits that are all far below 0", _all_low, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LOG_SOFTMAX),
    hints=hints.LOG_SOFTMAX_HINTS,
    withheld=ENGINE,
    shapes={"log_p": "(n, k), as Z"},
    reference=_rows(log_softmax),
    rtol=RTOL,
    atol=ATOL,
)
