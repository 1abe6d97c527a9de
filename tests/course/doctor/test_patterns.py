"""Does a wrong gradient get the name of its mistake, on every one of fifty seeds?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any, cast

import numpy as np
import pytest

from course.exercises.spec import Args, Array, Case, GradientExercise
from tests.course.small import LINEAR, RELU, RIDGE, judged, linear, normal, relu, ridge

SEEDS = 50

# One exercise that all patterns can show in: W and V have one shape, so that they can be swapped; k may equal d, so
# that a transpose can pass for the thing itself; the loss has two terms, and the examples' shares sum to it.


def draw(rng: np.random.Generator, square: bool = False) -> Args:
    n, k, d = (int(size) for size in rng.choice(np.arange(3, 7), size=3, replace=False))
    d = k if square else d
    return {"W": normal(rng, k, d), "V": normal(rng, k, d), "X": normal(rng, n, d), "Y": normal(rng, n, k),
            "lam": 0.3}  # fmt: skip


def data(W: Any, V: Any, X: Any, Y: Any, lam: float) -> Any:
    return np.mean(np.sum((np.tanh(X @ W.T) + X @ V.T - Y) ** 2, axis=1))


def penalty(W: Any, V: Any, X: Any, Y: Any, lam: float) -> Any:
    return lam * np.sum(W**2)


def loss(**args: Any) -> Any:
    return data(**args) + penalty(**args)


def examples(W: Any, V: Any, X: Any, Y: Any, lam: float) -> list[Callable[..., Any]]:
    n = len(X)

    def share(i: int) -> Callable[..., Any]:
        return lambda W, V, X, Y, lam: loss(W=W, V=V, X=X[i : i + 1], Y=Y[i : i + 1], lam=lam) / n

    return [share(i) for i in range(n)]


def exercise(square: bool = False) -> GradientExercise:
    return GradientExercise(
        id="two", lesson="00_small", title="Two maps", points=2, signature=("W", "V", "X", "Y", "lam"),
        parts=("dW", "dV"), form="tuple", loss=loss, wrt={"dW": "W", "dV": "V"}, examples=examples,
        terms={"the data term": data, "the penalty": penalty},
        cases=(Case("ordinary inputs", lambda rng: draw(rng, square), trials=2),),
    )  # fmt: skip


def grads(W: Any, V: Any, X: Any, Y: Any, lam: float, data: float = 1.0, penalty: float = 1.0) -> Any:
    A = np.tanh(X @ W.T)
    E = 2 * (A + X @ V.T - Y) / len(X)
    return data * (E * (1 - A**2)).T @ X + penalty * 2 * lam * W, E.T @ X


def example(index: int) -> Any:
    def answer(W: Any, V: Any, X: Any, Y: Any, lam: float) -> Any:
        one = slice(index, index + 1 or None)
        return grads(W, V, X, Y, lam)[0], grads(W, V, X[one], Y[one], lam)[1]

    return answer


def on_v(change: Callable[[Array], Array]) -> Any:
    def answer(*args: Any) -> Any:
        dW, dV = grads(*args)
        return dW, change(dV)

    return answer


def off(*index: Any) -> Any:
    """Entries at this index changed, each by another factor."""

    def change(dV: Array) -> Array:
        dV = dV.copy()
        dV[index] = dV[index] * 1.7 + 0.3
        return dV

    return on_v(change)


def with_data(factor: float) -> Any:
    return lambda *args: grads(*args, data=factor)


def with_penalty(factor: float) -> Any:
    return lambda *args: grads(*args, penalty=factor)


PLAIN, SQUARE = exercise(), exercise(square=True)
PLANTED: list[tuple[str, str, GradientExercise, Any]] = [
    ("zero", "zero", PLAIN, on_v(np.zeros_like)),
    ("sign", "sign", PLAIN, on_v(np.negative)),
    ("twice", "factor-two", PLAIN, on_v(lambda dV: 2 * dV)),
    ("half", "factor-half", PLAIN, on_v(lambda dV: dV / 2)),
    ("minus twice", "sign-and-factor", PLAIN, on_v(lambda dV: -2 * dV)),
    ("minus half", "sign-and-factor", PLAIN, on_v(lambda dV: -dV / 2)),
    ("1.3 times", "factor", PLAIN, on_v(lambda dV: 1.3 * dV)),
    ("minus 2.71 times", "factor", PLAIN, on_v(lambda dV: -2.71 * dV)),
    ("no mean", "missing-mean", PLAIN, lambda *a: (grads(*a)[0], len(a[2]) * grads(*a)[1])),
    ("two means", "mean-twice", PLAIN, lambda *a: (grads(*a)[0], grads(*a)[1] / len(a[2]))),
    ("transposed", "transposed", SQUARE, on_v(np.transpose)),
    ("transposed shape", "transposed", PLAIN, on_v(np.transpose)),
    ("swapped", "swapped", PLAIN, lambda *a: (grads(*a)[0], grads(*a)[0])),
    ("no data term", "missing-term", PLAIN, with_data(0.0)),
    ("no penalty", "missing-term", PLAIN, with_penalty(0.0)),
    ("minus penalty", "term-sign", PLAIN, with_penalty(-1.0)),
    ("penalty twice", "term-factor", PLAIN, with_penalty(2.0)),
    ("penalty half", "term-factor", PLAIN, with_penalty(0.5)),
    ("last example", "only-last-example", PLAIN, example(-1)),
    ("first example", "only-first-example", PLAIN, example(0)),
    ("one entry", "one-entry", PLAIN, off(1, 2)),
    ("one row", "one-row", PLAIN, off(1)),
    ("one column", "one-column", PLAIN, off(slice(None), 0)),
    ("a triangle", "some-entries", PLAIN, on_v(lambda dV: dV + np.triu(np.ones_like(dV)) * np.arange(dV.shape[1]))),
    ("nonsense", "differs", PLAIN, on_v(lambda dV: np.cos(dV) + 3)),
    ("a scalar's sign", "sign", RIDGE, lambda *a: (ridge(*a)[0], -ridge(*a)[1])),
    ("a scalar twice", "factor-two", RIDGE, lambda *a: (ridge(*a)[0], 2 * ridge(*a)[1])),
    ("2.71 times a scalar", "factor", RIDGE, lambda *a: (ridge(*a)[0], 2.71 * ridge(*a)[1])),
    ("a scalar's nonsense", "differs", RIDGE, lambda *a: (ridge(*a)[0], np.cos(ridge(*a)[1]) + 3)),
    ("dX of the last row", "only-last-example", LINEAR,
     lambda W, b, X, dZ: (dZ.T @ X, dZ.sum(axis=0), (np.arange(len(X)) == len(X) - 1)[:, None] * (dZ @ W))),
]  # fmt: skip
NAMES = [name for name, *_ in PLANTED]


@cache
def named(name: str) -> Counter[str]:
    """How often this planted mistake got each name."""
    _, _, where, answer = next(row for row in PLANTED if row[0] == name)
    results = [judged(where, answer, seed) for seed in range(SEEDS)]
    return Counter(r.diagnosis.kind if r.diagnosis else "none" for r in results)


def confusion() -> str:
    """The confusion matrix as text: a row for each planted mistake, with the names that it got."""
    rows = {name: named(name) for name in NAMES}
    return "\n".join(f"{n:>20} -> " + ", ".join(f"{k} {c}" for k, c in row.items()) for n, row in rows.items())


@pytest.mark.parametrize("name, kind", [(name, kind) for name, kind, *_ in PLANTED], ids=NAMES)
def test_a_planted_mistake_gets_its_name(name: str, kind: str) -> None:
    """Is each mistake named rightly on all fifty seeds?"""
    assert named(name) == {kind: SEEDS}, confusion()


@pytest.mark.parametrize("where, answer", [(PLAIN, grads), (SQUARE, grads), (RIDGE, ridge), (LINEAR, linear)])
def test_a_right_answer_gets_no_name(where: GradientExercise, answer: Any) -> None:
    """Is a right answer left in peace on all fifty seeds?"""
    assert all(judged(where, answer, seed).diagnosis is None for seed in range(SEEDS))


@pytest.mark.parametrize("name", NAMES)
def test_a_diagnosis_names_the_part_and_never_the_formula(name: str) -> None:
    """Does each message name the part it speaks of, in one sentence or two, without a formula?"""
    _, _, where, answer = next(row for row in PLANTED if row[0] == name)
    diagnosis = judged(where, answer).diagnosis
    assert diagnosis is not None
    part = diagnosis.where.split("[")[0]
    assert part in where.parts and part in diagnosis.message and diagnosis.message.endswith(".")
    assert not any(sign in diagnosis.message for sign in ("@", "**", ".T", "np.", "sum("))


def test_the_place_is_the_first_wrong_entry() -> None:
    """Is one wrong entry found where it is?"""
    diagnosis = judged(PLAIN, off(1, 2)).diagnosis
    assert diagnosis is not None and diagnosis.where == "dV[1, 2]"
    assert diagnosis.message == "Only dV[1, 2] is wrong; every other entry of dV is right."


def test_a_row_of_a_matrix_with_one_row_is_not_called_a_row() -> None:
    """Where there is one row, is "the other rows are right" left unsaid?"""
    one = GradientExercise(
        id="one", lesson="00_small", title="One row", points=1, signature=("w",), parts=("dw",),
        loss=lambda w: np.sum(w**2), wrt={"dw": "w"},
        cases=(Case("ordinary inputs", lambda rng: {"w": normal(rng, 1, 5)}),),
    )  # fmt: skip
    diagnosis = judged(one, lambda w: 2 * w * [1, 3, 3, 1, 1]).diagnosis
    assert diagnosis is not None and diagnosis.kind == "some-entries" and "2 of 5" in diagnosis.message


def test_two_parts_wrong_in_two_ways_give_two_diagnoses() -> None:
    """Is each part's own mistake named?"""
    result = judged(LINEAR, lambda W, b, X, dZ: (2 * dZ.T @ X, -dZ.sum(axis=0), dZ @ W))
    said = [(d.kind, d.where) for d in (result.diagnosis, *result.others) if d]
    assert said == [("factor-two", "dW"), ("sign", "db")]


def test_one_trial_of_a_number_is_no_factor() -> None:
    """Any number is some multiple of any other: is a factor claimed of a scalar only if two trials agree?"""
    once = replace(RIDGE, cases=(replace(RIDGE.cases[0], trials=1),))
    diagnosis = judged(once, lambda *a: (ridge(*a)[0], np.cos(ridge(*a)[1]) + 3)).diagnosis
    assert diagnosis is not None and diagnosis.kind == "differs"


def test_a_sign_is_seen_through_a_kink() -> None:
    """On a kink many values are right: is a wrong sign still called that, and not "some entries"?"""
    kinks_only = replace(RELU, cases=RELU.cases[1:])
    diagnosis = judged(kinks_only, lambda Z, dA: -relu(Z, dA)).diagnosis
    assert diagnosis is not None and diagnosis.kind == "sign"


def test_an_answer_without_end_is_looked_at_without_a_warning() -> None:
    """Are entries near the largest float diagnosed without an overflow?"""
    result = judged(PLAIN, on_v(lambda dV: np.full_like(dV, 1.7e308)))
    assert cast(Any, result.diagnosis).kind == "differs"
