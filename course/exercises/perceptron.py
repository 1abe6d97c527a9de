"""The exercises of lesson 01: gates, margins, the two rules, their loss, training and the mistake bound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from course.exercises import loss_mistakes, margin_mistakes, perceptron_mistakes
from course.exercises import perceptron_cases as cases
from course.exercises import perceptron_hints as hints
from course.exercises.perceptron_quiz import QUIZ_PERCEPTRON
from course.exercises.pointed import pointed
from course.exercises.spec import (
    Args,
    Array,
    Case,
    Draw,
    Exercise,
    GradientExercise,
    PropertyExercise,
    ValueExercise,
)
from course.exercises.until import until
from course.gates import INPUTS, table, unit
from course.margin import mistake_bound, signed_margin
from course.perceptron import mean_loss, train, update

LESSON = "01_perceptron"
WITHHELD = frozenset(
    f"course.{name}"
    for name in ("perceptron", "margin", "sandwich", "gates", "losses", "graph", "network", "training", "mlp")
)
RTOL, ATOL = 1e-5, 1e-6
"""Looser than the default, so that an answer computed in float32 is right; no named mistake comes close."""


def _both(draw: Callable[..., Args]) -> tuple[Draw, ...]:
    """The same inputs under each rule in turn."""
    return tuple(partial(draw, rule=rule) for rule in ("classic", "margin"))


# gate_weights


def _gate_weights_verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    gate = args["gate"]
    w, w_said = _numbers(answer.get("w"), "w", 2)
    b, b_said = _numbers(answer.get("b"), "b", 1)
    said = w_said or b_said or _wrong_row(gate, w, float(b[0]))
    return {"w": said, "b": said}  # a bias is right or wrong only with its weights


def _wrong_row(gate: str, w: Array, b: float) -> str | None:
    """The first input on which the unit errs, and what can be said for certain of the unit as a whole.

    There are no named mistakes here: a gate has many right answers, so no fixed numbers show how others came about.
    """
    outputs, wanted, net = unit(INPUTS, w, b), table(gate), INPUTS @ w + b
    wrong = np.flatnonzero(outputs != wanted)
    if not len(wrong):
        return None
    x, got, asked = INPUTS[wrong[0]], outputs[wrong[0]], wanted[wrong[0]]
    tie = ", because its net input is exactly 0" if net[wrong[0]] == 0 else ""
    said = f"on the input ({x[0]:g}, {x[1]:g}) the unit gives {got:g}{tie}; {gate} gives {asked:g}"
    if len(wrong) == len(INPUTS):
        return f"{said}, and the other three outputs are the opposite of what is asked too"
    if np.array_equal(unit(INPUTS, w, -b), wanted):
        return f"{said}; your b is a threshold: as a bias it stands on the other side of the comparison"
    return said


def _numbers(value: Any, name: str, count: int) -> tuple[Array, str | None]:
    """``value`` as ``count`` finite numbers, or a sentence that says why it is not that."""
    nothing = np.zeros(count)
    try:
        array = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        return nothing, f"{name} is {type(value).__name__}, not made of numbers"
    shapes = [(count,)] if count > 1 else [(), (1,)]
    if array.shape not in shapes:
        wanted = f"{count} numbers" if count > 1 else "one number"
        return nothing, f"{name} should be {wanted}, and its shape is {array.shape}"
    if not np.isfinite(array).all() or np.abs(array).max() > 1e100:
        return nothing, f"{name} holds a number that is not finite, or too large to add up"
    return array.reshape(-1), None


def _gate_case(gate: str) -> Case:
    return Case(f"the gate {gate}", lambda rng: {"gate": gate}, trials=1, alone=True)


GATE_WEIGHTS = PropertyExercise(
    id="gate_weights",
    lesson=LESSON,
    title="Weights for four gates",
    points=2,
    signature=("gate",),
    parts=("w", "b"),
    form="tuple",
    cases=tuple(_gate_case(gate) for gate in ("AND", "OR", "NAND", "NOR")),
    withheld=WITHHELD,
    shapes={"w": "(2,)", "b": "one number"},
    hints=hints.GATE_HINTS,
    verify=_gate_weights_verify,
)


# perceptron_update

PERCEPTRON_UPDATE = ValueExercise(
    id="perceptron_update",
    lesson=LESSON,
    title="One update, two rules",
    points=3,
    signature=("w", "x", "y", "rule"),
    parts=("w",),
    cases=(
        Case("ordinary inputs", cases.UPDATE_ORDINARY, share=4, trials=12),
        Case("a score between 0 and 1, margin rule", partial(cases.update_just_right, rule="margin")),
        Case("a score between 0 and 1, classic rule", partial(cases.update_just_right, rule="classic")),
        Case("a score of exactly 0, classic rule", cases.update_at_zero),
        Case("a score of exactly 1, margin rule", cases.update_at_one),
    ),
    mistakes=pointed(perceptron_mistakes.UPDATE, hints.UPDATE),
    hints=hints.UPDATE_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,), as w"},
    reference=lambda w, x, y, rule: {"w": update(w, x, y, rule)},
    rtol=RTOL,
    atol=ATOL,
)


# train_perceptron


def _trained(X: Array, y: Array, rule: Any, max_epochs: int) -> dict[str, Any]:
    run = train(X, y, rule, max_epochs)
    return {"w": run.w, "mistakes": len(run.updates)}


def _separable(rng: np.random.Generator, rule: Any, slip: Callable[..., dict[str, Any]]) -> Args:
    """Separable rows on which the run of ``slip`` ends elsewhere than the right one, and than a single pass."""

    def fits(args: Args) -> bool:
        end = slip(**args)["w"]
        return not any(np.array_equal(end, _trained(**args | {"max_epochs": most})["w"]) for most in (1, 500))

    return until(lambda: cases.train_on_separable(rng, rule), fits)


def _telling(rule: str) -> tuple[Draw, ...]:
    """Inputs that show runs that start again too soon, and one that stops too soon: such are slow to draw."""
    again, ends = perceptron_mistakes.restarting, perceptron_mistakes.until_the_last_is_right
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
        Case("separable rows, margin rule", _telling("margin"), share=3, trials=5),
        Case("separable rows, classic rule", _telling("classic"), share=2),
        Case("rows that nothing separates, max_epochs small", _both(cases.train_cut_short), trials=4),
        Case("scores of exactly 0", partial(cases.train_with_ties, rule="classic")),
        Case("scores of exactly 1", partial(cases.train_with_ties, rule="margin")),
    ),
    mistakes=pointed(perceptron_mistakes.TRAIN, hints.TRAIN),
    hints=hints.TRAIN_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(d,)", "mistakes": "one whole number"},
    reference=_trained,
    rtol=RTOL,
    atol=ATOL,
)


# perceptron_loss_grad


def _loss(w: Array, X: Array, y: Array, rule: Any) -> Any:
    """`course.perceptron.mean_loss`, but for complex w too: off its kinks the slope is then known exactly."""
    return np.mean(np.maximum(0.0, (1.0 if rule == "margin" else 0.0) - y * (X @ w)))


def _row_losses(w: Array, X: Array, y: Array, rule: Any) -> list[Callable[..., float]]:
    def of_row(i: int, w: Array, X: Array, y: Array, rule: Any) -> float:
        return mean_loss(w, X[i : i + 1], y[i : i + 1], rule) / len(X)

    return [partial(of_row, i) for i in range(len(X))]


PERCEPTRON_LOSS_GRAD = GradientExercise(
    id="perceptron_loss_grad",
    lesson=LESSON,
    title="The gradient that the slide has the wrong way round",
    points=4,
    signature=("w", "X", "y", "rule"),
    parts=("dw",),
    cases=(
        Case("ordinary inputs, margin rule", partial(cases.loss_smooth, rule="margin"), share=3),
        Case("ordinary inputs, classic rule", partial(cases.loss_smooth, rule="classic"), share=2),
        Case("a single row", _both(cases.loss_one_row), trials=4),
        Case("every row right by more than 1", _both(cases.loss_nothing_due), trials=4),
        Case("two rows exactly on the kink", _both(cases.loss_on_kinks), trials=4),
    ),
    mistakes=pointed(loss_mistakes.GRAD, hints.LOSS),
    hints=hints.LOSS_HINTS,
    withheld=WITHHELD,
    shapes={"dw": "(d,), as w"},
    loss=_loss,
    wrt={"dw": "w"},
    examples=_row_losses,
    analytic=False,
)


# margin


def _mixed(rng: np.random.Generator) -> Args:
    """Labels mixed such that the row nearest the plane is on the wrong side, and is not the worst.

    Else the plain distance and the signed value of the nearest row would be one number, and neither could be named.
    """

    def fits(args: Args) -> bool:
        reply = args["X"] @ args["w"]
        scores = args["y"] * reply
        return bool(scores.min() < scores[np.abs(reply).argmin()] < 0)

    return until(lambda: cases.margin_mixed(rng), fits)


MARGIN = ValueExercise(
    id="margin",
    lesson=LESSON,
    title="The signed margin",
    points=2,
    signature=("X", "y", "w"),
    parts=("margin",),
    cases=(
        Case("ordinary inputs", (cases.margin_separated, _mixed), share=3, trials=6),
        Case("one row on the wrong side", cases.margin_wrong_side),
        Case("a single row", cases.margin_one_row),
        Case("a row on the plane", cases.margin_on_the_plane),
    ),
    mistakes=pointed(margin_mistakes.MARGIN, hints.MARGIN),
    hints=hints.MARGIN_HINTS,
    withheld=WITHHELD,
    shapes={"margin": "one number"},
    reference=lambda X, y, w: {"margin": signed_margin(X, y, w)},
    rtol=RTOL,
    atol=ATOL,
)


# mistake_bound

MISTAKE_BOUND = ValueExercise(
    id="mistake_bound",
    lesson=LESSON,
    title="How many updates at most",
    points=2,
    signature=("X", "gamma", "rule"),
    parts=("bound",),
    cases=(
        Case("ordinary inputs", _both(cases.bound_ordinary), share=3, trials=6),
        Case("rows ten times as long", _both(partial(cases.bound_scaled, c=10.0)), trials=4),
        Case("a single row", _both(cases.bound_one_row), trials=4),
    ),
    mistakes=pointed(margin_mistakes.BOUND, hints.BOUND),
    hints=hints.BOUND_HINTS,
    withheld=WITHHELD,
    shapes={"bound": "one number"},
    reference=lambda X, gamma, rule: {"bound": mistake_bound(X, gamma, rule)},
    rtol=RTOL,
    atol=ATOL,
)

EXERCISES: tuple[Exercise, ...] = (
    GATE_WEIGHTS,
    PERCEPTRON_UPDATE,
    TRAIN_PERCEPTRON,
    PERCEPTRON_LOSS_GRAD,
    MARGIN,
    MISTAKE_BOUND,
    QUIZ_PERCEPTRON,
)
