"""`clip_by_norm`: shorten a gradient that comes as two arrays, and keep its direction."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import ATOL, LESSON, RTOL, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _pair(rng: np.random.Generator) -> tuple[Array, Array]:
    out, into = sizes(rng, 2)
    return normal(rng, out, into), normal(rng, out)


def _length(g: Array) -> float:
    return float(np.sqrt(np.sum(g**2)))


def _together(dW: Array, db: Array) -> float:
    return float(np.hypot(_length(dW), _length(db)))


def _both_long(rng: np.random.Generator) -> Args:
    """Each array is longer than the limit by itself; so the whole is."""
    dW, db = _pair(rng)
    return {"dW": dW, "db": db, "limit": float(rng.uniform(0.3, 0.8)) * min(_length(dW), _length(db))}


def _long_together(rng: np.random.Generator) -> Args:
    """Neither array is longer than the limit, and both together are."""
    dW, db = _pair(rng)
    db = db * _length(dW) / _length(db) * rng.uniform(0.7, 0.95)
    low, high = max(_length(dW), _length(db)), _together(dW, db)
    return {"dW": dW, "db": db, "limit": float(low + (high - low) * rng.uniform(0.3, 0.7))}


def _short(rng: np.random.Generator) -> Args:
    """The whole is within the limit; the sum of the two lengths is not."""
    dW, db = _pair(rng)
    low, high = _together(dW, db), _length(dW) + _length(db)
    return {"dW": dW, "db": db, "limit": float(low + (high - low) * rng.uniform(0.3, 0.7))}


def _at_the_limit(rng: np.random.Generator) -> Args:
    dW, db = _pair(rng)
    return {"dW": dW, "db": db, "limit": _together(dW, db)}


def _zero(rng: np.random.Generator) -> Args:
    dW, db = _pair(rng)
    return {"dW": 0 * dW, "db": 0 * db, "limit": 1.0}


def _scaled(dW: Array, db: Array, factor: float) -> dict[str, Array]:
    return {"dW": factor * dW, "db": factor * db}


def _by(length: Callable[[Array, Array], float]) -> Callable[..., dict[str, Array]]:
    """Shorten to the limit by some idea of the pair's length."""

    def make(dW: Array, db: Array, limit: float) -> dict[str, Array]:
        size = length(dW, db)
        return _scaled(dW, db, limit / size if size > limit else 1.0)

    return make


def _each(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    return {"dW": dW * min(1.0, limit / _length(dW)), "db": db * min(1.0, limit / _length(db))}


def _entries(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    return {"dW": np.clip(dW, -limit, limit), "db": np.clip(db, -limit, limit)}


def _always(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    return _scaled(dW, db, limit / _together(dW, db))


def _unit(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    size = _together(dW, db)
    return _scaled(dW, db, 1 / size if size > limit else 1.0)


def _weights_alone(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    return {**_by(_together)(dW, db, limit), "db": db}


def _dropped(dW: Array, db: Array, limit: float) -> dict[str, Array]:
    return _scaled(dW, db, 0.0 if _together(dW, db) > limit else 1.0)


MISTAKES = (
    Mistake("each-by-itself", "You shorten each array by itself, which turns the direction of the whole: one length "
            "for both together decides.", _each),
    Mistake("each-entry", "You cut off single entries, which turns the direction: the whole is to be shortened.",
            _entries),
    Mistake("always-rescaled", "You bring every gradient to the limit; one that is short enough must stay as it is.",
            _always),
    Mistake("unit-length", "A gradient that is too long comes out with length 1, and not with the limit's.", _unit),
    Mistake("length-of-one-array", "You measure the length of dW alone; db belongs to it.",
            _by(lambda dW, db: _length(dW))),
    Mistake("lengths-added", "You add the lengths of the two arrays; the length of the whole is less than that.",
            _by(lambda dW, db: _length(dW) + _length(db))),
    Mistake("length-squared", "You use the square of the length.", _by(lambda dW, db: _together(dW, db) ** 2)),
    Mistake("largest-entry", "You use the largest entry as the length.",
            _by(lambda dW, db: float(max(np.abs(dW).max(), np.abs(db).max())))),
    Mistake("one-array-shortened", "dW is shortened and db is not: both belong to one gradient.", _weights_alone),
    Mistake("thrown-away", "A gradient that is too long comes out as zero: its direction is still worth having.",
            _dropped),
    Mistake("never-clipped", "The gradient comes out as it went in, also where it is too long.",
            _by(lambda dW, db: 0.0)),
)  # fmt: skip

CLIP_BY_NORM = ValueExercise(
    id="clip_by_norm",
    lesson=LESSON,
    title="Clip, and keep the direction",
    points=2,
    signature=("dW", "db", "limit"),
    parts=("dW", "db"),
    form="tuple",
    cases=(
        Case("ordinary inputs", (_both_long, _long_together, _short), share=5, trials=6),
        Case("a length of exactly the limit", _at_the_limit, trials=2),
        Case("a gradient of zero", _zero, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.CLIPPING),
    hints=hints.CLIPPING_HINTS,
    withheld=WITHHELD,
    shapes={"dW": "as dW", "db": "as db"},
    reference=_by(_together),
    rtol=RTOL,
    atol=ATOL,
)
