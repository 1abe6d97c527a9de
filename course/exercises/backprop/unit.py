"""`regularised_unit_grads`: one sigmoid unit with a penalty, whose gradient a lecture slide gets wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.exercises.backprop import hints
from course.exercises.backprop.draws import ENGINE, normal
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, GradientExercise, Mistake


def _ordinary(rng: np.random.Generator) -> Args:
    w, b, x, y = (float(normal(rng)) for _ in range(4))
    return {"w": w, "b": b, "x": x, "y": y, "lam": float(rng.uniform(0.3, 1.5))}


def _no_penalty(rng: np.random.Generator) -> Args:
    return _ordinary(rng) | {"lam": 0.0}


def _no_weight(rng: np.random.Generator) -> Args:
    return _ordinary(rng) | {"w": 0.0}


def _saturated(rng: np.random.Generator) -> Args:
    return _ordinary(rng) | {"b": float(rng.choice([-1.0, 1.0]) * rng.uniform(4.0, 6.0))}


def _data(w: Any, b: Any, x: float, y: float, lam: float) -> Any:
    return 0.5 * (y - sigmoid(w * x + b)) ** 2


def _penalty(w: Any, b: Any, x: float, y: float, lam: float) -> Any:
    return lam * w**2


def _loss(w: Any, b: Any, x: float, y: float, lam: float) -> Any:
    return _data(w, b, x, y, lam) + _penalty(w, b, x, y, lam)


def _mistake(
    *, data: float = 1.0, data_w: float = 1.0, penalty: float = 1.0, slope: Callable[[Any, Any], Any] | None = None
) -> Callable[..., dict[str, Any]]:
    """The gradient with a term scaled (``data_w`` in dw alone), or with another ``slope(z, s)`` for σ'."""

    def make(w: float, b: float, x: float, y: float, lam: float) -> dict[str, Any]:
        z = w * x + b
        s = sigmoid(z)
        back = data * (s - y) * (s * (1 - s) if slope is None else slope(z, s))
        return {"dw": float(data_w * back * x + penalty * 2 * lam * w), "db": float(back)}

    return make


def _dw(make: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    return lambda **args: {"dw": make(**args)["dw"]}


def _bias_penalised(w: float, b: float, x: float, y: float, lam: float) -> dict[str, Any]:
    return {"db": _mistake()(w, b, x, y, lam)["db"] + 2 * lam * b}


def _input_left_out(w: float, b: float, x: float, y: float, lam: float) -> dict[str, Any]:
    return {"dw": _mistake()(w, b, x, y, lam)["db"] + 2 * lam * w}


def _input_in_bias(w: float, b: float, x: float, y: float, lam: float) -> dict[str, Any]:
    return {"db": _mistake()(w, b, x, y, lam)["db"] * x}


MISTAKES = (
    Mistake("the-slide", "The data term of dw has the wrong sign: this is the gradient as the slide prints it.",
            _dw(_mistake(data_w=-1.0))),
    Mistake("residual-sign", "The data term has the wrong sign, in dw and in db.", _mistake(data=-1.0)),
    Mistake("sign-flipped", "Both gradients have the wrong sign.", _mistake(data=-1.0, penalty=-1.0)),
    Mistake("activation-slope-missing", "The slope of the sigmoid is missing from the data term.",
            _mistake(slope=lambda z, s: 1.0)),
    Mistake("activation-slope-at-input", "The slope of the sigmoid is written in terms of its output but was given "
            "its input.", _mistake(slope=lambda z, s: z * (1 - z))),
    Mistake("activation-twice", "The slope of the sigmoid was taken at a value that had been through the sigmoid "
            "already.", _mistake(slope=lambda z, s: sigmoid(s) * (1 - sigmoid(s)))),
    Mistake("tanh-slope", "The slope of tanh was used for the sigmoid.", _mistake(slope=lambda z, s: 1 - s**2)),
    Mistake("extra-factor-2", "The data term is twice what it should be: the loss has a half in front.",
            _mistake(data=2.0)),
    Mistake("penalty-forgotten", "The penalty's part of dw is missing.", _dw(_mistake(penalty=0.0))),
    Mistake("penalty-missing-factor-2", "The penalty's part of dw is half of what it should be.",
            _dw(_mistake(penalty=0.5))),
    Mistake("input-missing", "The data term of dw does not depend on x as it should: one factor is missing.",
            _input_left_out),
    Mistake("input-in-bias", "db has a factor too many: wx + b changes by as much as b does.", _input_in_bias),
    Mistake("bias-penalised", "db holds a penalty on b, but only w is penalised.", _bias_penalised),
)  # fmt: skip

REGULARISED_UNIT_GRADS = GradientExercise(
    id="regularised_unit_grads",
    lesson="07_backprop",
    title="The slide's unit with a penalty",
    points=2,
    signature=("w", "b", "x", "y", "lam"),
    parts=("dw", "db"),
    form="tuple",
    cases=(
        Case("ordinary inputs", _ordinary, share=4, trials=4),
        Case("no penalty (lam = 0)", _no_penalty, share=1, trials=2),
        Case("w equal to 0", _no_weight, share=1, trials=2),
        Case("a unit near saturation", _saturated, share=1, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.UNIT),
    hints=hints.UNIT_HINTS,
    withheld=ENGINE,
    shapes={"dw": "a single number, as w", "db": "a single number, as b"},
    loss=_loss,
    wrt={"dw": "w", "db": "b"},
    terms={"the data term": _data, "the penalty": _penalty},
)
