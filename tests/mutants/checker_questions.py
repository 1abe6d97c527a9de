"""Questions to the gradient checker, each with the answer yes if it is sound. They use only what is public."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from course.errors import DtypeError, InputError
from course.exercises.backprop.mlp import MLP_GRADS
from course.gradcheck import check_backward, check_gradient, complex_step_gradient
from course.grading.calls import in_process
from course.grading.grade import grade

numeric = import_module("course.gradcheck.numeric")
SEED = 7
X, A = np.random.default_rng(SEED).normal(size=(2, 6))
TRUE = A * np.exp(X)


def rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


def waves(x: Any) -> Any:
    return np.sum(A * np.exp(x))


def rows_of_waves(points: Any) -> Any:
    return np.sum(A * np.exp(points), axis=-1)


def refuses(error: type[Exception], call: Callable[[], Any]) -> bool:
    try:
        call()
    except error:
        return True
    return False


def long(n: int = 64) -> tuple[Callable[[Any], Any], Any, Any]:
    """A function of many variables that are mixed, and its gradient."""
    x, a = rng().uniform(-1, 1, size=(2, n))  # steps are as long for all entries below 1, which hides least

    def f(x: Any) -> Any:
        return np.sum(a * np.sin(x)) + np.sum(x * np.roll(x, 1)) / 2

    return f, x, a * np.cos(x) + (np.roll(x, 1) + np.roll(x, -1)) / 2


def honest_error() -> bool:
    estimate = numeric.numeric_gradient(waves, X)
    off = np.abs(estimate.value - TRUE)
    return bool((off <= estimate.error).all() and (estimate.error <= 1e-7).all())


def each_half_percent() -> bool:
    spoilt = [TRUE * np.where(np.arange(6) == i, 1.005, 1.0) for i in range(6)]
    return not any(check_gradient(waves, X, wrong) for wrong in spoilt)


def small_entry() -> bool:
    x = np.array([1 / 3, 1.0])

    def f(x: Any) -> Any:
        return 1e3 * x[0] ** 2 + 1e-5 * x[1]

    return not check_gradient(f, x, np.array([2e3 / 3, 0.0]))


def kink(*claims: float) -> list[bool]:
    return [bool(check_gradient(lambda x: np.maximum(x, 0.0), 0.0, claim)) for claim in claims]


def wrong_entries(how: Any, **changes: float) -> bool:
    f, x, true = long()
    wrong = true.copy()
    for entry, change in changes.items():
        wrong[int(entry[1:])] += change
    found = check_gradient(f, x, wrong, how=how, rng=rng())
    places = {entry.place for entry in found.wrong}
    return not found and places == {f"[{entry[1:]}]" for entry in changes}


def softmax(z: Any) -> Any:
    e = np.exp(z - z.max())
    return e / e.sum()


def softmax_backward(dp: Any) -> Any:
    p = softmax(X)
    return p * (dp - dp @ p)


def tanh_slope_of_input() -> bool:
    wrong = next(m.make for m in MLP_GRADS.mistakes if m.kind == "activation-slope-at-input")

    def answer(params: Any, X: Any, y: Any) -> Any:
        from course.mlp import mlp_grads

        return {**mlp_grads(params, X, y), **wrong(params, X, y)}

    return all(grade(MLP_GRADS, in_process(answer), seed).points < MLP_GRADS.points for seed in range(3))


def adding() -> Callable[[Any], Any]:
    total = np.zeros_like(X)

    def backward(dY: Any) -> Any:
        total[...] += dY * (1 - np.tanh(X) ** 2)
        return total.copy()

    return backward


def shaky() -> Callable[[Any], Any]:
    draw = rng()
    return lambda x: np.sum(x**2) + 0.1 * draw.normal()


QUESTIONS: dict[str, Callable[[], bool]] = {
    "is a right gradient right": lambda: bool(check_gradient(waves, X, TRUE)),
    "is the error honest": honest_error,
    "is half a percent in any entry wrong": each_half_percent,
    "is the other sign wrong": lambda: not check_gradient(waves, X, -TRUE),
    "is a small entry set to 0 wrong": small_entry,
    "are both slopes of a kink right": lambda: kink(0.0, 0.5, 1.0) == [True] * 3,
    "is what lies outside a kink's slopes wrong": lambda: kink(-0.1, 1.1) == [False] * 2,
    "does rounding inside f fail nobody": lambda: all(
        check_gradient(lambda x: float(np.sum((x + 1e6) - 1e6)), x, np.ones(1)) for x in rng().normal(size=(100, 1))
    ),
    "are right gradients right in blocks and along directions": lambda: all(
        check_gradient(*long(), how=how, rng=rng()) for how in ("blocks", "directions")
    ),
    "is one wrong entry found in blocks": lambda: wrong_entries("blocks", _37=1e-3),
    "is one wrong entry found along directions": lambda: wrong_entries("directions", _37=1e-3),
    "are errors found that sum to 0": lambda: all(
        wrong_entries(how, _11=1e-3, _50=-1e-3, _51=1e-3, _52=-1e-3) for how in ("blocks", "directions")
    ),
    "is a right backward pass right": lambda: bool(check_backward(softmax, softmax_backward, X, rng())),
    "is a softmax's backward pass of zeros wrong": lambda: not check_backward(softmax, np.zeros_like, X, rng()),
    "is a backward pass that adds up refused": lambda: refuses(
        InputError, lambda: check_backward(np.tanh, adding(), X, rng())
    ),
    "is the complex step exact": lambda: np.allclose(complex_step_gradient(waves, X), TRUE, rtol=1e-13, atol=1e-13),
    "is float32 refused": lambda: all(
        refuses(DtypeError, lambda g=g: g(waves, np.float32(X)))  # type: ignore[misc]
        for g in (numeric.numeric_gradient, complex_step_gradient)
    ),
    "is a stack right that is one": lambda: bool(check_gradient(waves, X, TRUE, stacked=rows_of_waves)),
    "is a stack refused that lies": lambda: refuses(
        InputError, lambda: check_gradient(waves, X, TRUE, stacked=lambda p: 1.01 * rows_of_waves(p))
    ),
    "is a random f refused": lambda: refuses(InputError, lambda: check_gradient(shaky(), X, 2 * X)),
    "does a slope of tanh at the wrong value cost points": tanh_slope_of_input,
}
