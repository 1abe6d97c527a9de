"""`dropout_backward`: the upstream gradient through inverted dropout and the rectifier before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.generalising import hints
from course.exercises.generalising.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake


def _draw(rng: np.random.Generator, *shape: int) -> Args:
    """Among the first entries a unit of each kind: on or off by the mask, on or off by its own sign."""
    Z, dA = normal(rng, *shape), normal(rng, *shape)
    keep = float(rng.choice([rng.uniform(0.25, 0.42), rng.uniform(0.6, 0.85)]))
    mask = (rng.random(shape) < keep).astype(float)
    Z.flat[:4] = np.abs(Z.flat[:4]) * [1, 1, -1, -1]
    mask.flat[:4] = [1, 0, 1, 0]
    dA.flat[:4] = np.abs(dA.flat[:4]) * rng.choice([-1.0, 1.0])
    return {"Z": Z, "mask": mask, "keep": keep, "dD": dA}


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2))


def _vector(rng: np.random.Generator) -> Args:
    return _draw(rng, int(rng.integers(5, 9)))


def _all_off(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return {**args, "mask": np.zeros_like(args["mask"])}


def _all_on(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return {**args, "mask": np.ones_like(args["mask"]), "keep": 1.0}


def _kinks(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    args["Z"].flat[4::3] = 0.0
    return args


def _loss(Z: Array, mask: Array, keep: float, dD: Array) -> Any:
    return np.sum(dD * mask * np.maximum(Z, 0.0) / keep)


def _examples(Z: Array, mask: Array, keep: float, dD: Array) -> list[Any]:
    def row(i: int) -> Any:
        return lambda Z, mask, keep, dD: np.sum(dD[i] * mask[i] * np.maximum(Z[i], 0.0)) / keep

    return [row(i) for i in range(len(Z))]


def _one(of: Callable[[Array, Array, float, Array], Any]) -> Callable[..., dict[str, Any]]:
    return lambda Z, mask, keep, dD: {"dZ": np.asarray(of(Z, mask, keep, dD), dtype=float)}


MISTAKES = (
    Mistake("keep-forgotten", "What survives comes back unscaled; the forward pass scaled it up.",
            _one(lambda Z, mask, keep, dD: dD * mask * (Z > 0))),
    Mistake("mask-forgotten", "Units that the mask had switched off get a gradient too.",
            _one(lambda Z, mask, keep, dD: dD * (Z > 0) / keep)),
    Mistake("relu-forgotten", "Units that were off by their own sign get a gradient too.",
            _one(lambda Z, mask, keep, dD: dD * mask / keep)),
    Mistake("times-keep", "What survives is scaled down; the forward pass scaled it up.",
            _one(lambda Z, mask, keep, dD: dD * mask * (Z > 0) * keep)),
    Mistake("drop-for-keep", "You scale by the share that is switched off; it should be the share that stays.",
            _one(lambda Z, mask, keep, dD: dD * mask * (Z > 0) / max(1 - keep, 1e-12))),
    Mistake("scaled-twice", "The scale enters twice.",
            _one(lambda Z, mask, keep, dD: dD * mask * (Z > 0) / keep**2)),
    Mistake("mask-inverted", "The mask is the wrong way round: those that were off get the gradient.",
            _one(lambda Z, mask, keep, dD: dD * (1 - mask) * (Z > 0) / keep)),
    Mistake("either-gate", "A unit gets a gradient if one of the two gates was open; both must be.",
            _one(lambda Z, mask, keep, dD: dD * np.maximum(mask, Z > 0) / keep)),
    Mistake("value-for-slope", "The value of the rectifier stands where its slope belongs.",
            _one(lambda Z, mask, keep, dD: dD * mask * np.maximum(Z, 0) / keep)),
    Mistake("upstream-ignored", "The upstream gradient dD was left out.",
            _one(lambda Z, mask, keep, dD: mask * (Z > 0) / keep)),
    Mistake("sign-flipped", "dZ has the wrong sign everywhere.",
            _one(lambda Z, mask, keep, dD: -dD * mask * (Z > 0) / keep)),
)  # fmt: skip

DROPOUT_BACKWARD = GradientExercise(
    id="dropout_backward",
    lesson=LESSON,
    title="Dropout after a rectifier, backwards",
    points=3,
    signature=("Z", "mask", "keep", "dD"),
    parts=("dZ",),
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one vector", _vector, trials=2),
        Case("a mask that lets nothing through", _all_off, trials=1),
        Case("nothing dropped", _all_on, trials=1),
        Case("entries of Z that are exactly 0", _kinks, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.DROPOUT),
    hints=hints.DROPOUT_HINTS,
    withheld=WITHHELD,
    shapes={"dZ": "as Z"},
    loss=_loss,
    wrt={"dZ": "Z"},
    examples=_examples,
    analytic=False,
)
