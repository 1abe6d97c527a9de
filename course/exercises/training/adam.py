"""`adam_step`: one step of Adam, its state taken in and handed on, steps counted from 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, ValueExercise
from course.exercises.training import hints
from course.exercises.training.draws import ATOL, LESSON, RTOL, WITHHELD, all_apart, normal
from course.exercises.until import until


def _settings(rng: np.random.Generator) -> Args:
    """A large eps, so that it shows where it stands; rates of forgetting that differ clearly."""
    return {"eta": float(rng.uniform(0.2, 0.6)), "beta1": float(rng.uniform(0.5, 0.7)),
            "beta2": float(rng.uniform(0.8, 0.95)), "eps": float(rng.uniform(0.05, 0.2))}  # fmt: skip


def _under_way(rng: np.random.Generator) -> Args:
    def draw() -> Args:
        d, t = int(rng.integers(2, 6)), int(rng.integers(2, 7))
        state = {"w": normal(rng, d), "m": 0.5 * normal(rng, d), "v": rng.uniform(0.05, 0.5, d)}
        return {**state, "g": normal(rng, d), "t": t, **_settings(rng)}

    return until(draw, lambda args: all_apart(args, _step(**args), MISTAKES))


def _first(rng: np.random.Generator) -> Args:
    d = int(rng.integers(2, 6))
    return {"w": normal(rng, d), "m": np.zeros(d), "v": np.zeros(d), "g": normal(rng, d), "t": 1, **_settings(rng)}


def _level(rng: np.random.Generator) -> Args:
    """On an exact saddle: no slope yet at all, so that only eps keeps 0 / 0 away."""
    args = _first(rng)
    return args | {"g": np.zeros_like(args["g"]), "eps": 1e-8}


def _step(
    w: Array, m: Array, v: Array, g: Array, t: int, eta: float, beta1: float, beta2: float, eps: float, *,
    count: Callable[[int], int] = lambda t: t, correct: tuple[bool, bool] = (True, True),
    fresh: Callable[[float], float] = lambda beta: 1 - beta, size: Callable[[Array], Array] = np.square,
    scale: Callable[[Array, float], Array] = lambda v_hat, eps: np.sqrt(v_hat) + eps,
) -> dict[str, Array]:  # fmt: skip
    """A step of Adam with some of its stages exchanged."""
    m = beta1 * m + fresh(beta1) * g
    v = beta2 * v + fresh(beta2) * size(g)
    m_hat = m / (1 - beta1 ** count(t)) if correct[0] else m
    v_hat = v / (1 - beta2 ** count(t)) if correct[1] else v
    return {"w": w - eta * m_hat / scale(v_hat, eps), "m": m, "v": v}


def _with(**slip: Any) -> Callable[..., dict[str, Array]]:
    return lambda w, m, v, g, t, eta, beta1, beta2, eps: _step(w, m, v, g, t, eta, beta1, beta2, eps, **slip)


def _weights(**slip: Any) -> Callable[..., dict[str, Array]]:
    """A slip that leaves both averages right."""
    return lambda **args: {"w": _with(**slip)(**args)["w"]}


def _swapped(**args: Any) -> dict[str, Array]:
    return _step(**args | {"beta1": args["beta2"], "beta2": args["beta1"]})


def _uphill(**args: Any) -> dict[str, Array]:
    return {"w": _step(**args | {"eta": -args["eta"]})["w"]}


def _stored_corrected(**args: Any) -> dict[str, Array]:
    made = _step(**args)
    return {"m": made["m"] / (1 - args["beta1"] ** args["t"]), "v": made["v"] / (1 - args["beta2"] ** args["t"])}


def _old_averages(**args: Any) -> dict[str, Array]:
    """The step is made with the averages as they came."""
    t, size = args["t"], np.sqrt(args["v"] / (1 - args["beta2"] ** args["t"])) + args["eps"]
    return {"w": args["w"] - args["eta"] * args["m"] / (1 - args["beta1"] ** t) / size}


def _bare_gradient(**args: Any) -> dict[str, Array]:
    v_hat = _step(**args)["v"] / (1 - args["beta2"] ** args["t"])
    return {"w": args["w"] - args["eta"] * args["g"] / (np.sqrt(v_hat) + args["eps"])}


MISTAKES = (
    Mistake("no-correction", "The weights move by the averages as they are: that both started at zero is not "
            "corrected.", _weights(correct=(False, False))),
    Mistake("one-correction", "Only the average of the gradients is corrected for its start at zero.",
            _weights(correct=(True, False))),
    Mistake("squares-corrected-only", "Only the average of the squares is corrected for its start at zero.",
            _weights(correct=(False, True))),
    Mistake("counts-from-0", "The corrections take this for the step after it; the first step is number 1.",
            _weights(count=lambda t: t + 1)),
    Mistake("step-behind", "The corrections are those of the step before.", _weights(count=lambda t: t - 1)),
    Mistake("correction-of-one-step", "The corrections do not fade from step to step.",
            _weights(count=lambda t: 1)),
    Mistake("eps-inside", "Your eps stands under the root; it is added to the root.",
            _weights(scale=lambda v_hat, eps: np.sqrt(v_hat + eps))),
    Mistake("eps-forgotten", "Your eps has no effect.", _weights(scale=lambda v_hat, eps: np.sqrt(v_hat))),
    Mistake("root-missing", "The step is divided by the average square itself; its size is the root of that.",
            _weights(scale=lambda v_hat, eps: v_hat + eps)),
    Mistake("old-averages", "The weights move by the averages as they came in, without this gradient.",
            _old_averages),
    Mistake("no-momentum", "The weights move along this gradient alone and not along the average of the gradients.",
            _bare_gradient),
    Mistake("uphill", "The weights move up the slope.", _uphill),
    Mistake("betas-swapped", "The two rates of forgetting are swapped.", _swapped),
    Mistake("summed-up", "The new gradient comes in full; an average gives it a share only.",
            _with(fresh=lambda beta: 1.0)),
    Mistake("shares-swapped", "The new gradient gets the share that belongs to the old average.",
            _with(fresh=lambda beta: beta)),
    Mistake("not-squared", "The second average is one of sizes; it should be one of squares.",
            lambda **args: {part: value for part, value in _with(size=np.abs)(**args).items() if part != "m"}),
    Mistake("stored-corrected", "You hand on the corrected averages; the correction belongs to this step alone.",
            _stored_corrected),
)  # fmt: skip

ADAM_STEP = ValueExercise(
    id="adam_step",
    lesson=LESSON,
    title="Adam, one step",
    points=3,
    signature=("w", "m", "v", "g", "t", "eta", "beta1", "beta2", "eps"),
    parts=("w", "m", "v"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _under_way, share=5, trials=4),
        Case("the first step", _first, trials=2),
        Case("the first step, without a slope", _level, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.ADAM),
    hints=hints.ADAM_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w", "m": "(d,), as m", "v": "(d,), as v"},
    reference=_step,
    rtol=RTOL,
    atol=ATOL,
)
