"""`rnn_backward`: backpropagation through time, for one sequence whose last state alone is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.layers import hints
from course.exercises.layers.draws import LESSON, WITHHELD, normal, sizes
from course.exercises.pointed import pointed
from course.exercises.single import keeps_digits
from course.exercises.spec import Args, Array, Case, GradientExercise, Mistake
from course.exercises.until import until

Grads = dict[str, Array]


def _states(U: Array, V: Array, X: Array) -> list[Array]:
    """h_0 = 0, h_1, …, h_T."""
    states = [np.zeros(len(U))]
    for x in X:
        states.append(np.tanh(U @ states[-1] + V @ x))
    return states


def _loss(U: Array, V: Array, c: Array, X: Array, y: Any) -> Any:
    return 0.5 * (c @ _states(U, V, X)[-1] - y) ** 2


def _draw(rng: np.random.Generator, T: int, m: int, d: int) -> Args:
    """Weights at which tanh neither saturates nor is a straight line, and a prediction that is clearly off."""

    def setting() -> Args:
        U, V = 0.8 * normal(rng, m, m), 0.7 * normal(rng, m, d)
        return {"U": U, "V": V, "c": normal(rng, m), "X": normal(rng, T, d), "y": float(2 * normal(rng))}

    def fits(args: Args) -> bool:
        off = np.sqrt(2 * _loss(**args))
        return 0.3 < off < 5 and _alive(args["U"], args["V"], args["X"]) and keeps_digits(_pass(), args)

    return until(setting, fits)


def _alive(U: Array, V: Array, X: Array) -> bool:
    return bool(np.abs(_states(U, V, X)[1:]).max() < 0.97)


def _ordinary(rng: np.random.Generator) -> Args:
    m, d = sizes(rng, 2, 2, 4)
    return _draw(rng, int(rng.integers(4, 6)), m, d)


def _one_step(rng: np.random.Generator) -> Args:
    m, d = sizes(rng, 2, 2, 4)
    return _draw(rng, 1, m, d)


def _one_unit(rng: np.random.Generator) -> Args:
    return _draw(rng, 4, 1, 2)


def _one_feature(rng: np.random.Generator) -> Args:
    return _draw(rng, 4, 3, 1)


def _long(rng: np.random.Generator) -> Args:
    return _draw(rng, 12, 2, 3)


def _pass(
    *,
    error: Callable[[float], float] = lambda off: off,
    start: Callable[[Array], Array] = lambda c: c,
    slope: Callable[[Array], Any] = lambda h: 1 - h**2,
    back: Callable[[Array], Array] = lambda U: U.T,
    bent: int = 0,
    met: int = -1,
    read: int = -1,
) -> Callable[..., Grads]:
    """The backward pass with one stage exchanged.

    ``bent`` is the state whose slope step t takes, ``met`` the one that dU pairs with it, both counted from t.
    """

    def make(U: Array, V: Array, c: Array, X: Array, y: float) -> Grads:
        h = _states(U, V, X)
        off = error(float(c @ h[-1]) - y)
        dU, dV, dh = np.zeros_like(U), np.zeros_like(V), off * start(c)
        for t in range(len(X), 0, -1):
            dz = dh * slope(h[t + bent])
            dU += np.outer(dz, h[t + met])
            dV += np.outer(dz, X[t - 1])
            dh = back(U) @ dz
        return {"dU": dU, "dV": dV, "dc": off * h[read]}

    return make


def _steps(which: slice) -> Callable[..., Grads]:
    """What only some of the steps contribute to the shared weights, counted from the first."""

    def make(U: Array, V: Array, c: Array, X: Array, y: float) -> Grads:
        h = _states(U, V, X)
        dh = (float(c @ h[-1]) - y) * c
        dUs: list[Array] = []
        dVs: list[Array] = []
        for t in range(len(X), 0, -1):
            dz = dh * (1 - h[t] ** 2)
            dUs.insert(0, np.outer(dz, h[t - 1]))
            dVs.insert(0, np.outer(dz, X[t - 1]))
            dh = U.T @ dz
        return {"dU": np.sum(dUs[which], axis=0), "dV": np.sum(dVs[which], axis=0)}

    return make


def _averaged(U: Array, V: Array, c: Array, X: Array, y: float) -> Grads:
    return {part: grad / len(X) for part, grad in _steps(slice(None))(U, V, c, X, y).items()}


def _last_slope_missing(U: Array, V: Array, c: Array, X: Array, y: float) -> Grads:
    """The gradient at the last state taken for that at what goes into its tanh."""
    h = _states(U, V, X)
    dz = (float(c @ h[-1]) - y) * c
    dU, dV = np.outer(dz, h[-2]), np.outer(dz, X[-1])
    for t in range(len(X) - 1, 0, -1):
        dz = (U.T @ dz) * (1 - h[t] ** 2)
        dU, dV = dU + np.outer(dz, h[t - 1]), dV + np.outer(dz, X[t - 1])
    return {"dU": dU, "dV": dV}


def _transposed(U: Array, V: Array, c: Array, X: Array, y: float) -> Grads:
    return {"dU": _pass()(U, V, c, X, y)["dU"].T}


MISTAKES = (
    Mistake("sign-flipped", "All gradients have the wrong sign.", _pass(error=lambda off: -off)),
    Mistake("extra-factor-2", "All gradients are twice what they should be: the loss is half a square.",
            _pass(error=lambda off: 2 * off)),
    Mistake("error-ignored", "The gradients do not depend on how far off the output is.",
            _pass(error=lambda off: 1.0)),
    Mistake("output-weights-missing", "The way back starts at the last state without the weights c of the output.",
            _pass(start=np.ones_like)),
    Mistake("last-step-only", "dU and dV hold the last step alone: the weights are used at every step.",
            _steps(slice(-1, None))),
    Mistake("first-step-only", "dU and dV hold the first step alone: something is overwritten where it should be "
            "added up.", _steps(slice(1))),
    Mistake("last-two-steps-only", "dU and dV hold the last two steps alone.", _steps(slice(-2, None))),
    Mistake("steps-averaged", "dU and dV are averaged over the steps; each step adds its part.", _averaged),
    Mistake("activation-slope-missing", "The slope of tanh is missing.", _pass(slope=np.ones_like)),
    Mistake("last-slope-missing", "The slope of tanh is missing at the last step.", _last_slope_missing),
    Mistake("slope-one-step-early", "The slope of tanh is taken at the state that a step was given; it belongs to "
            "the one that the step makes.", _pass(bent=-1)),
    Mistake("sigmoid-slope", "The slope of the sigmoid was used for tanh.", _pass(slope=lambda h: h * (1 - h))),
    Mistake("activation-slope-unsquared", "The slope of tanh lacks a square.", _pass(slope=lambda h: 1 - h)),
    Mistake("weights-not-transposed", "Between one step and the step before, U is used as on the way forward.",
            _pass(back=lambda U: U)),
    Mistake("steps-not-linked", "Nothing is multiplied by U on the way from one step to the step before.",
            _pass(back=lambda U: np.eye(len(U)))),
    Mistake("state-of-its-own-step", "dU pairs each step with the state that it makes and not with the one that it "
            "was given.", _pass(met=0)),
    Mistake("transposed", "dU is the transpose of what it should be.", _transposed),
    Mistake("output-one-step-early", "dc belongs to the state before the last.",
            lambda **a: {"dc": _pass(read=-2)(**a)["dc"]}),
)  # fmt: skip

RNN_BACKWARD = GradientExercise(
    id="rnn_backward",
    lesson=LESSON,
    title="Back through time",
    points=5,
    signature=("U", "V", "c", "X", "y"),
    parts=("dU", "dV", "dc"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=5),
        Case("a single step", _one_step, trials=2),
        Case("one unit", _one_unit, trials=2),
        Case("one feature", _one_feature, trials=2),
        Case("twelve steps", _long, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.RNN),
    hints=hints.RNN_HINTS,
    withheld=WITHHELD,
    shapes={"dU": "(m, m), as U", "dV": "(m, d), as V", "dc": "(m,), as c"},
    loss=_loss,
    wrt={"dU": "U", "dV": "V", "dc": "c"},
)
