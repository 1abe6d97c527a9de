"""Is a backward pass held to its forward pass, with an upstream gradient that hides nothing?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.activations import relu, relu_backward, softmax, softmax_backward, tanh, tanh_backward
from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.gradcheck import check_backward
from course.layers import Dense, linear, linear_backward
from tests.course.small import SEED

Pair = tuple[Callable[[Any], Any], Callable[[Any], Any]]
RNG = np.random.default_rng(SEED)
Z = RNG.normal(size=(4, 3))
W, b = RNG.normal(size=(2, 3)), RNG.normal(size=2)


def rng() -> np.random.Generator:
    return np.random.default_rng(SEED)


RIGHT: dict[str, Pair] = {
    "tanh": (tanh, lambda dA: tanh_backward(np.tanh(Z), dA)),
    "relu": (relu, lambda dA: relu_backward(Z, dA)),
    "softmax": (softmax, lambda dP: softmax_backward(softmax(Z), dP)),
    "linear": (lambda X: linear(W, b, X), lambda dZ: linear_backward(W, b, Z, dZ)[2]),
    "nothing depends on it": (lambda X: np.ones((2, 2)), lambda dY: np.zeros_like(Z)),
}
WRONG: dict[str, Pair] = {
    "ignores upstream": (tanh, lambda dA: 1 - np.tanh(Z) ** 2),
    "upstream unchanged": (tanh, lambda dA: dA.copy()),
    "softmax zero": (softmax, lambda dP: np.zeros_like(dP)),
    "softmax diagonal": (softmax, lambda dP: dP * softmax(Z) * (1 - softmax(Z))),
    "half a percent": (tanh, lambda dA: 1.005 * tanh_backward(np.tanh(Z), dA)),
    "relu inverted": (relu, lambda dA: dA * (Z < 0)),
}


@pytest.mark.parametrize("name", RIGHT)
def test_right_passes_are_right(name: str) -> None:
    """Is the engine's own backward pass right, at ten upstream gradients?"""
    assert all(check_backward(*RIGHT[name], Z, np.random.default_rng(seed)) for seed in range(10))


@pytest.mark.parametrize("name", WRONG)
def test_wrong_passes_are_wrong(name: str) -> None:
    """Is each classic mistake wrong, at each of ten upstream gradients?"""
    assert not any(check_backward(*WRONG[name], Z, np.random.default_rng(seed)) for seed in range(10))


def test_a_layer_and_a_dict_of_parameters() -> None:
    """Does a layer that keeps its input fit, and a function of a dict of parameters?"""
    layer = Dense(W.copy())
    assert check_backward(layer.forward, layer.backward, Z, rng())

    def back(dZ: Any) -> dict[str, Any]:
        dW, db, _ = linear_backward(W, b, Z, dZ)
        return {"W": dW, "b": db}

    parameters = {"W": W, "b": b}
    assert check_backward(lambda p: linear(p["W"], p["b"], Z), back, parameters, rng())
    report = check_backward(lambda p: linear(p["W"], p["b"], Z), lambda dZ: {**back(dZ), "b": dZ.mean(axis=0)},
                            parameters, rng())  # fmt: skip
    assert not report and {entry.place for entry in report.wrong} == {"b[0]", "b[1]"}


def adding(total: Any) -> Callable[[Any], Any]:
    def backward(dA: Any) -> Any:
        total[...] += dA
        return total.copy()

    return backward


def spoil(x: Any) -> Any:
    x += 1.0
    return x.copy()


@pytest.mark.parametrize(
    "passes, name",
    [
        ((lambda x: x.copy(), adding(np.zeros_like(Z))), "backward"),
        ((spoil, lambda dY: dY.copy()), "x"),
        ((lambda x: x.copy(), spoil), "dY"),
    ],
)
def test_passes_that_leave_traces_are_refused(passes: Pair, name: str) -> None:
    """Is a pass refused that changes its argument, or adds to what it returned before?"""
    with pytest.raises(InputError, match=f"^{name}: expected passes that change nothing"):
        check_backward(*passes, Z.copy(), rng())


def test_the_value_is_looked_at_too() -> None:
    """A forward pass that broadcasts by mistake has a right backward pass: is its shape held to what is said?"""
    wrong = (lambda x: x + np.ones((5, 4, 3)), lambda dY: dY.sum(axis=0))
    assert check_backward(*wrong, Z, rng())
    with pytest.raises(ShapeError, match=r"forward\(x\): expected shape \(4, 3\), got shape \(5, 4, 3\)"):
        check_backward(*wrong, Z, rng(), shape=(4, 3))
    with pytest.raises(NotFiniteError):
        check_backward(lambda x: x * np.inf, lambda dY: dY, Z, rng())
    with pytest.raises(DtypeError):
        check_backward(lambda x: x.astype(int), lambda dY: dY, Z, rng())
    with pytest.raises(ShapeError, match="the shape of its variable"):
        check_backward(np.tanh, lambda dY: dY.T, Z, rng())


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_backward_pass_with_a_nan_is_told_that_and_nothing_else(bad: float) -> None:
    """Is a NaN or an infinity in one entry what is reported, with no warning on the way (pytest raises those)?"""

    def backward(dA: Any) -> Any:
        dZ = tanh_backward(np.tanh(Z), dA)
        dZ[0, 0] = bad
        return dZ

    report = check_backward(tanh, backward, Z, rng())
    assert not report and repr(report) == "the gradient holds a NaN or an infinity"
