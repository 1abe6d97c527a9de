"""`least_squares_step`: one step of gradient descent on the mean squared error, with a bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.descent import hints
from course.exercises.descent.draws import ATOL, LESSON, RTOL, WITHHELD, normal, rate, sizes
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise


def _draw(rng: np.random.Generator, n: int, d: int) -> Args:
    return {"w": normal(rng, d), "b": float(normal(rng)), "X": normal(rng, n, d), "y": 2 * normal(rng, n),
            "alpha": rate(rng)}  # fmt: skip


def _ordinary(rng: np.random.Generator) -> Args:
    return _draw(rng, *sizes(rng, 2))


def _one_example(rng: np.random.Generator) -> Args:
    return _draw(rng, 1, sizes(rng, 1)[0])


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, sizes(rng, 1)[0], 1)


def _at_the_minimum(rng: np.random.Generator) -> Args:
    args = _ordinary(rng)
    return args | {"y": args["X"] @ args["w"] + args["b"]}


def _step(
    w: Array, b: Any, X: Array, y: Array, alpha: float, *,
    seen: Any = None, scale: float = 1.0, scale_b: float | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The step with residuals ``seen`` in place of the right ones, and each gradient scaled."""
    r = X @ w + b - y if seen is None else seen
    down = 1.0 if scale_b is None else scale_b / scale
    return {"w": w - scale * alpha * 2 * X.T @ r / len(y),
            "b": float(b - scale * down * alpha * 2 * np.mean(r))}  # fmt: skip


def _scaled(of: Callable[[int], float]) -> Callable[..., dict[str, Any]]:
    """The step with its length multiplied by ``of(n)``."""
    return lambda w, b, X, y, alpha: _step(w, b, X, y, alpha, scale=of(len(y)))


def _bias_scaled(of: Callable[[int], float]) -> Callable[..., dict[str, Any]]:
    return lambda w, b, X, y, alpha: _step(w, b, X, y, alpha, scale_b=of(len(y)))


def _gradient_alone(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    moved = _step(w, b, X, y, 1.0)
    return {"w": w - moved["w"], "b": b - moved["b"]}


def _change_alone(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    moved = _step(w, b, X, y, alpha)
    return {"w": moved["w"] - w, "b": moved["b"] - b}


def _one_after_the_other(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    first = _step(w, b, X, y, alpha)["w"]
    return {"w": first, "b": _step(first, b, X, y, alpha)["b"]}


def _bias_unused(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    return _step(w, b, X, y, alpha, seen=X @ w - y)


def _last_example(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    return _step(w, b, X[-1:], y[-1:], alpha)


def _two_steps(w: Array, b: Any, X: Array, y: Array, alpha: float) -> dict[str, Any]:
    once = _step(w, b, X, y, alpha)
    return _step(once["w"], once["b"], X, y, alpha)


MISTAKES = (
    Mistake("uphill", "The step goes up the slope: w and b move to where the loss is larger.",
            _scaled(lambda n: -1.0)),
    Mistake("missing-factor-2", "The step is half as long as it should be: the slope of a square is missing its "
            "factor.", _scaled(lambda n: 0.5)),
    Mistake("missing-mean", "The slopes of the examples are added up, but the loss is their mean.",
            _scaled(lambda n: float(n))),
    Mistake("mean-taken-twice", "The slopes are divided by the number of examples twice.",
            _scaled(lambda n: 1.0 / n)),
    Mistake("gradient-not-step", "You return the gradient; the new w and b are asked for.", _gradient_alone),
    Mistake("change-not-step", "You return how far w and b move; the new w and b are asked for.", _change_alone),
    Mistake("one-after-the-other", "Your b moves along a slope that was taken at the new w: both slopes belong to "
            "the old w and b.", _one_after_the_other),
    Mistake("bias-left", "b has not moved: it is a parameter as w is, and the loss has a slope in it.",
            _bias_scaled(lambda n: 0.0)),
    Mistake("bias-not-averaged", "The slope in b adds the examples up, but the loss is their mean.",
            _bias_scaled(lambda n: float(n))),
    Mistake("bias-unused", "The predictions were made without b.", _bias_unused),
    Mistake("last-example-only", "The step is that of the last example alone.", _last_example),
    Mistake("two-steps", "You made two steps where one is asked for.", _two_steps),
)  # fmt: skip

LEAST_SQUARES_STEP = ValueExercise(
    id="least_squares_step",
    lesson=LESSON,
    title="One step downhill",
    points=3,
    signature=("w", "b", "X", "y", "alpha"),
    parts=("w", "b"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("one example", _one_example, trials=2),
        Case("one feature", _one_feature, trials=2),
        Case("a start at the minimum", _at_the_minimum, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.LEAST_SQUARES),
    hints=hints.LEAST_SQUARES_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w", "b": "one number, as b"},
    reference=_step,
    rtol=RTOL,
    atol=ATOL,
)
