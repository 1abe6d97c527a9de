"""At the ends of the number line, at kinks and ties: does the right gradient pass, and a wrong one never?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from course.activations import relu, sigmoid, sigmoid_backward, softmax
from course.exercises.spec import Case, GradientExercise
from course.gradcheck import check_gradient
from course.losses import softmax_cross_entropy, softmax_cross_entropy_grad
from tests.course.small import judged

Rng = np.random.Generator


@dataclass(frozen=True)
class Extreme:
    """A function at a hard point, its gradient, and gradients that are wrong there."""

    draw: Callable[[Rng], Any]
    f: Callable[[Any], Any]
    gradient: Callable[[Any], Any]
    wrong: dict[str, Callable[[Any], Any]]
    analytic: bool = True


def one(scale: float, rng: Rng) -> Any:
    x = rng.normal(size=6)
    return scale * (x + np.copysign(0.3, x))


def logits(size: float, n: int = 4) -> Callable[[Rng], Any]:
    """Rows of logits, some of them very wrong: where all are very right, every gradient is 0."""

    def draw(rng: Rng) -> Any:
        signs = rng.choice([-1.0, 1.0], size=(n, 3))
        signs[0] = [-1.0, 1.0, 1.0]  # its label is 0
        return size * signs + rng.normal(size=(n, 3))

    return draw


def cross_entropy(Z: Any) -> Any:
    return softmax_cross_entropy(Z, np.arange(len(Z)) % 3)


def cross_entropy_grad(Z: Any) -> Any:
    return softmax_cross_entropy_grad(Z, np.arange(len(Z)) % 3)


def spoil(gradient: Callable[[Any], Any]) -> dict[str, Callable[[Any], Any]]:
    """One entry that matters half a percent off; all signs changed; the largest entry gone."""

    def largest(x: Any, change: Callable[[Any], Any]) -> Any:
        g = np.array(gradient(x), dtype=float)
        at = int(np.abs(g).argmax())
        g.flat[at] = change(g.flat[at])
        return g

    return {
        "half a percent": lambda x: largest(x, lambda g: 1.005 * g),
        "signs": lambda x: -gradient(x),
        "an entry 0": lambda x: largest(x, lambda g: 0.0 * g),
        "twice": lambda x: 2 * gradient(x),
    }


def smooth(draw: Any, f: Any, gradient: Any) -> Extreme:
    return Extreme(draw, f, gradient, spoil(gradient))


def relu_case(draw: Callable[[Rng], Any]) -> Extreme:
    A = np.linspace(-2.0, 2.0, 6)
    return Extreme(draw, lambda x: np.sum(A * relu(x)), lambda x: A * (x > 0),
                   {"inverted": lambda x: A * (x < 0), "all pass": lambda x: A * 1.0,
                    "upstream lost": lambda x: 1.0 * (x > 0)}, analytic=False)  # fmt: skip


def mixed(values: list[float]) -> Callable[[Rng], Any]:
    return lambda rng: np.array(values)


SLOPES = np.arange(1.0, 7.0)
EXTREMES: dict[str, Extreme] = {
    "weights of 1e-8": smooth(lambda rng: one(1e-8, rng), lambda x: np.sum(np.tanh(x) * SLOPES),
                              lambda x: SLOPES / np.cosh(x) ** 2),
    "weights of 1e8": smooth(lambda rng: one(1e8, rng), lambda x: np.sum(x**2) / 1e8, lambda x: 2 * x / 1e8),
    "products of 1e8 and 1e-8": smooth(lambda rng: one(1.0, rng) * np.tile([1e8, 1e-8], 3),
                                       lambda x: np.sum(x[::2] * x[1::2]),
                                       lambda x: x.reshape(3, 2)[:, ::-1].ravel()),
    "logits of ±1000": smooth(logits(1000.0), cross_entropy, cross_entropy_grad),
    "logits of ±1000, a batch of one": smooth(logits(1000.0, n=1), cross_entropy, cross_entropy_grad),
    "logits of 30": smooth(logits(30.0), cross_entropy, cross_entropy_grad),
    "a batch of one": smooth(logits(1.0, n=1), cross_entropy, cross_entropy_grad),
    "sigmoids at 15": smooth(lambda rng: 15 + rng.normal(size=6), lambda x: 1e6 * sigmoid(x).sum(),
                             lambda x: 1e6 * sigmoid_backward(sigmoid(x), np.ones(6))),
    "sigmoids at −15": smooth(lambda rng: -15 + rng.normal(size=6), lambda x: 1e6 * sigmoid(x).sum(),
                              lambda x: 1e6 * sigmoid_backward(sigmoid(x), np.ones(6))),
    "a gradient that is 0": Extreme(lambda rng: rng.normal(size=5), lambda x: np.sum(softmax(x)), np.zeros_like,
                                    {"softmax": softmax, "1e-6": lambda x: 1e-6 + 0 * x}),
    "a minimum": Extreme(lambda rng: np.zeros(5), lambda x: np.sum(x**2) + np.sum(x**4), np.zeros_like,
                         {"ones": np.ones_like, "1e-6": lambda x: x + 1e-6}),
    "ReLU away from 0": relu_case(lambda rng: np.abs(one(1.0, rng)) * rng.permutation([-1, -1, -1, 1, 1, 1])),
    "ReLU at 0": relu_case(mixed([0.0, 1.0, -1.0, 2.0, 0.0, -2.0])),
    "ReLU at 1e-5, 1e-6, 1e-7 from 0": relu_case(mixed([1e-5, -1e-5, 1e-6, -1e-6, 1e-7, -1e-7])),
    "a tie of max": Extreme(mixed([2.0, 2.0, -1.0, 0.5]), np.max, lambda x: np.array([1.0, 0, 0, 0]),
                            {"last": lambda x: np.array([0, 0, 1.0, 0]), "sign": lambda x: np.array([-1.0, 0, 0, 0]),
                             "all": np.ones_like}, analytic=False),
    "|x| at 0": Extreme(mixed([0.0, 0.0, 1.0, -2.0]), lambda x: np.abs(x).sum(), np.sign,
                        {"ones": np.ones_like, "sign": lambda x: -np.sign(x), "x": lambda x: x,
                         "outside": lambda x: np.sign(x) + 1.2 * (x == 0)}, analytic=False),
}  # fmt: skip
WRONG = [(name, kind) for name, extreme in EXTREMES.items() for kind in extreme.wrong]


@pytest.mark.parametrize("name", EXTREMES)
def test_the_right_gradient_passes(name: str) -> None:
    """At twenty points of each kind, is there no false alarm?"""
    extreme = EXTREMES[name]
    for seed in range(20):
        x = extreme.draw(np.random.default_rng(seed))
        report = check_gradient(extreme.f, x, extreme.gradient(x))
        assert report, report


@pytest.mark.parametrize("name, kind", WRONG)
def test_a_wrong_gradient_does_not(name: str, kind: str) -> None:
    """At twenty points of each kind, is there no miss?"""
    extreme = EXTREMES[name]
    for seed in range(20):
        x = extreme.draw(np.random.default_rng(seed))
        assert not check_gradient(extreme.f, x, extreme.wrong[kind](x))


def exercise(extreme: Extreme, analytic: bool) -> GradientExercise:
    return GradientExercise(
        id="extreme", lesson="00_small", title="At the edge", points=1, signature=("x",), parts=("dx",),
        loss=lambda x: extreme.f(x), wrt={"dx": "x"}, analytic=analytic,
        cases=(Case("the edge", lambda rng: {"x": extreme.draw(rng)}),),
    )  # fmt: skip


@pytest.mark.parametrize("analytic", [True, False])
@pytest.mark.parametrize("name", EXTREMES)
def test_exercises_judge_alike(name: str, analytic: bool) -> None:
    """As an exercise: full points for the right answer, none for each wrong one, by differences and complex step?"""
    extreme = EXTREMES[name]
    if analytic and not extreme.analytic:
        return  # the complex step is not for kinks, and no exercise asks it
    asked = exercise(extreme, analytic)
    for seed in range(5):
        assert judged(asked, extreme.gradient, seed).points == 1
        for kind, wrong in extreme.wrong.items():
            assert judged(asked, wrong, seed).points == 0, kind
