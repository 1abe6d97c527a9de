"""`parity_weights`: a net of step units that says whether the number of inputs that are on is odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, always, numbers, row
from course.exercises.pointed import pointed
from course.exercises.spec import Array, Case, Mistake, PropertyExercise
from course.gates import rows_of_table, step

Layers = list[tuple[Array, Array]]


def parity(d: int) -> Array:
    """On the 2^d rows of `rows_of_table`: 1 where an odd number of entries is 1."""
    return np.asarray(rows_of_table(d).sum(axis=1) % 2)


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    d, most = int(args["d"]), int(args["most"])
    layers, said = _read(answer.get("layers"), d)
    if said:
        return {"layers": said}
    hidden = sum(len(b) for _, b in layers[:-1])
    if hidden > most:
        return {"layers": f"the net has {hidden} hidden units, and at most {most} are allowed"}
    return {"layers": _wrong_rows(layers, d)}


def _read(value: Any, d: int) -> tuple[Layers, str | None]:
    """The layers as arrays whose shapes fit together, or what does not fit."""
    if not isinstance(value, tuple) or not value:
        return [], "layers should be a list of pairs (W, b), one a layer"
    layers: Layers = []
    width = d
    for number, pair in enumerate(value, start=1):
        if not isinstance(pair, tuple) or len(pair) != 2:
            return [], f"layer {number} should be a pair (W, b)"
        W, W_said = numbers(pair[0], f"W of layer {number}", 2)
        b, b_said = numbers(pair[1], f"b of layer {number}", 1)
        if W_said or b_said:
            return [], W_said or b_said
        if W.shape != (len(b), width):
            wanted = f"({len(b)}, {width}): as many rows as b has entries, as many columns as the layer gets inputs"
            return [], f"W of layer {number} should have the shape {wanted}; its shape is {W.shape}"
        layers.append((W, b))
        width = len(b)
    return layers, None if width == 1 else f"the last layer should have one unit, and it has {width}"


def run(layers: Sequence[tuple[Array, Array]], X: Array) -> Array:
    """The output of the last layer's one unit on rows X (n, d), all units being steps: (n,)."""
    for W, b in layers:
        X = step(X @ W.T + b)
    return X[:, 0]


def _wrong_rows(layers: Layers, d: int) -> str | None:
    X, wanted, got = rows_of_table(d), parity(d), run(layers, rows_of_table(d))
    wrong = np.flatnonzero(got != wanted)
    if not len(wrong):
        return None
    if len(wrong) == len(X):
        return "the output is the opposite of parity on every row: it says whether the number is even"
    at = wrong[0]
    said = f"on the input {row(X[at])} the net gives {got[at]:g}, parity is {wanted[at]:g}"
    return f"{said}; it is right on {len(X) - len(wrong)} of {len(X)} rows"


def _counting(d: int, *, late: float = 0.0, signs: int = -1, sense: float = 1.0) -> dict[str, Any]:
    """Hidden unit k fires where more than k − ½ inputs are on; their outputs are added with signs that alternate."""
    k = np.arange(1, d + 1)
    v = sense * float(signs) ** (k - 1)
    c = -0.5 if sense > 0 else 0.5
    return {"layers": ((np.ones((d, d)), 0.5 - k - late), (v[None, :], np.array([c])))}


def right(d: int, most: int) -> dict[str, Any]:
    """One of the many answers: d hidden units."""
    return _counting(d)


def _without_last(d: int) -> dict[str, Any]:
    (W, b), (v, c) = _counting(d)["layers"]
    return {"layers": ((W[:-1], b[:-1]), (v[:, :-1], c))}


MISTAKES = (
    Mistake("counts-one-late", "Each hidden unit fires one input too late: with its bias it is silent where its own "
            "count is reached.", lambda d, most: _counting(d, late=0.5)),
    Mistake("all-added", "The output adds up what it should partly take away: the net computes OR.",
            lambda d, most: _counting(d, signs=1)),
    Mistake("even", "The net says whether the number is even.", lambda d, most: _counting(d, sense=-1.0)),
    Mistake("not-enough-counts", "The last hidden unit is missing: the net errs where all inputs are on.",
            lambda d, most: _without_last(d)),
)  # fmt: skip


def _case(d: int, most: int, words: str, share: float) -> Case:
    return Case(words, always({"d": d, "most": most}), share=share, trials=1)


PARITY_WEIGHTS = PropertyExercise(
    id="parity_weights",
    lesson=LESSON,
    title="Parity from step units",
    points=3,
    signature=("d", "most"),
    parts=("layers",),
    cases=(
        _case(3, 7, "three inputs, at most 7 hidden units", share=4),
        _case(2, 2, "two inputs, at most 2 hidden units", share=1),
        _case(4, 9, "four inputs, at most 9 hidden units", share=2),
        _case(6, 16, "six inputs, at most 16 hidden units", share=1),
    ),
    mistakes=pointed(MISTAKES, hints.PARITY),
    hints=hints.PARITY_HINTS,
    withheld=WITHHELD,
    shapes={"layers": "a list of pairs (W, b)"},
    verify=_verify,
)
