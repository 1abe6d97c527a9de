"""`gate_gradients`: the gradients of a small circuit in which two inputs are used twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from course.exercises.backprop.draws import normal
from course.exercises.graphs import hints
from course.exercises.graphs.tapes import WITHHELD
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Case, GradientExercise, Mistake

PARTS = ("dx", "dy", "dz", "dw")


def _draw(rng: np.random.Generator, y_wins: bool) -> Args:
    x, y, gap, w = (float(number) for number in normal(rng, 4))
    x, gap = x + float(np.copysign(0.3, x)), abs(gap) + 0.2
    if abs(x + y) < 0.2:
        y += 0.5
    return {"x": x, "y": y, "z": y - gap if y_wins else y + gap, "w": w}


def _close(rng: np.random.Generator, y_wins: bool) -> Args:
    """y and z close together, and x and w on the far side of both.

    So an answer that compares anything but y and z, or compares them with a margin, goes the wrong way.
    """
    side = 1.0 if y_wins else -1.0
    x, more, w = (-side * abs(float(number)) for number in normal(rng, 3))
    x -= 0.3 * side
    y = -x - more + 0.3 * side
    return {"x": x, "y": y, "z": y - side * float(rng.uniform(0.01, 0.08)), "w": w}


ORDINARY = tuple(partial(draw, y_wins=y_wins) for draw in (_draw, _close) for y_wins in (True, False))


def _tie(rng: np.random.Generator) -> Args:
    args = _draw(rng, True)
    return args | {"z": args["y"]}


def _zero(rng: np.random.Generator) -> Args:
    return _draw(rng, bool(rng.integers(2))) | {"x": 0.0}


def _loss(x: Any, y: Any, z: Any, w: Any) -> Any:
    return (x + y) * np.maximum(y, z) - 3 * x * w


def _mistake(
    *,
    route: Callable[[float, float], tuple[float, float]] = lambda y, z: (float(y > z), float(z >= y)),
    upstream: Callable[[float, float], float] = lambda s, m: s,
    other: Callable[[float, float], float] = lambda s, m: m,
    share: float = 1.0,
    factor: float = -3.0,
    swap: bool = True,
) -> Callable[..., dict[str, float]]:
    """The backward pass with one gate exchanged."""

    def make(x: float, y: float, z: float, w: float) -> dict[str, float]:
        s, m = x + y, max(y, z)
        ds, dm = share * other(s, m), upstream(s, m)
        to_y, to_z = route(y, z)
        of_x, of_w = (w, x) if swap else (x, w)
        return {"dx": ds + factor * of_x, "dy": ds + dm * to_y, "dz": dm * to_z, "dw": factor * of_w}

    return make


def _last_path(x: float, y: float, z: float, w: float) -> dict[str, float]:
    return {"dx": -3 * w, "dy": (x + y) * float(y > z)}


def _first_path(x: float, y: float, z: float, w: float) -> dict[str, float]:
    return {"dx": max(y, z), "dy": max(y, z)}


def _flipped(**args: float) -> dict[str, float]:
    return {part: -value for part, value in _mistake()(**args).items()}


MISTAKES = (
    Mistake("last-path-only", "x and y are each used twice, and only the last use counts: something is overwritten "
            "where it should be added up.", _last_path),
    Mistake("first-path-only", "x and y are each used twice, and only the first use counts.", _first_path),
    Mistake("minus-lost", "What comes back through the second input of the difference has the wrong sign.",
            _mistake(factor=3.0)),
    Mistake("factor-lost", "The constant factor is missing from what comes back to x and w.", _mistake(factor=-1.0)),
    Mistake("max-to-both", "The maximum hands its gradient to both inputs; only the larger one moves it.",
            _mistake(route=lambda y, z: (1.0, 1.0))),
    Mistake("max-to-smaller", "The maximum hands its gradient to the smaller input.",
            _mistake(route=lambda y, z: (float(y < z), float(z <= y)))),
    Mistake("max-splits", "The maximum hands half of its gradient to each input; only the larger one moves it.",
            _mistake(route=lambda y, z: (0.5, 0.5))),
    Mistake("max-forgets-upstream", "The maximum hands back 1; what arrives from above is lost there.",
            _mistake(upstream=lambda s, m: 1.0)),
    Mistake("product-not-swapped", "Each input of a product gets its own value back; it should get the other's.",
            _mistake(upstream=lambda s, m: m, other=lambda s, m: s, swap=False)),
    Mistake("sum-splits", "The sum hands half of its gradient to each input; each moves it in full.",
            _mistake(share=0.5)),
    Mistake("sign-flipped", "All four gradients have the wrong sign.", _flipped),
)  # fmt: skip

GATE_GRADIENTS = GradientExercise(
    id="gate_gradients",
    lesson="06_graphs",
    title="A small circuit, backwards",
    points=3,
    signature=("x", "y", "z", "w"),
    parts=PARTS,
    form="tuple",
    cases=(
        Case("ordinary inputs", ORDINARY, share=4, trials=8),
        Case("an input of 0", _zero, trials=2),
        Case("a tie of y and z", _tie, trials=2),
    ),
    mistakes=pointed(MISTAKES, hints.GATES),
    hints=hints.GATES_HINTS,
    withheld=WITHHELD,
    shapes=dict.fromkeys(PARTS, "one number"),
    loss=_loss,
    wrt={part: part[1:] for part in PARTS},
    analytic=False,
)
