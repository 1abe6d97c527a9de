"""Is everything that cannot be used refused, with what was expected, what arrived and what to try?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from course.early_stopping import EarlyStopping
from course.errors import DtypeError, InputError, LabelError, NotFiniteError, ShapeError
from course.network import MLP, Network
from course.optimisers import SGD
from course.training import fit

X = np.random.default_rng(0).normal(size=(6, 3))
Y = np.array([0, 1, 0, 1, 1, 0])
ONE_HOT = np.eye(2)[Y]
HOLED, ENDLESS = X.copy(), X.copy()
HOLED[4, 1], ENDLESS[5, 2] = np.nan, np.inf
SQUARED = "mean_squared_error"


def net(loss: str = "softmax_cross_entropy", **settings: Any) -> MLP:
    return MLP([3, 4, 2], loss=loss, rng=np.random.default_rng(0), **settings)


def training(X: Any = X, y: Any = Y, loss: str = "softmax_cross_entropy", **settings: Any) -> Callable[[], Any]:
    given = {"optimiser": SGD(0.1), "epochs": 1, "rng": np.random.default_rng(0)} | settings
    return lambda: fit(net(loss), X, y, **given)


def making(sizes: Any = (3, 2), **settings: Any) -> Callable[[], Any]:
    return lambda: MLP(sizes, **({"rng": np.random.default_rng(0)} | settings))


CASES: list[tuple[str, Callable[[], Any], type[InputError], str]] = [
    ("whole numbers as rows", training(X=np.ones((6, 3), int)), DtypeError, r"X: .*int64.*X\.astype\(float64\)"),
    ("text as rows", training(X=np.full((6, 3), "a")), DtypeError, "X: expected floating-point numbers"),
    ("objects as rows", training(X=np.full((6, 3), None)), DtypeError, "X: .*got entries of type object"),
    ("complex rows", training(X=X + 0j), DtypeError, "X: .*complex128"),
    ("one row alone", training(X=X[0]), ShapeError, r"X: .*got shape \(3,\).*X\[None, :\]"),
    ("no rows", training(X=X[:0], y=Y[:0]), ShapeError, r"X: expected at least one example.*\(0, 3\)"),
    ("no columns", training(X=X[:, :0]), ShapeError, r"X: .*\(6, 0\)"),
    ("a NaN", training(X=HOLED), NotFiniteError, "X: expected finite numbers, got a NaN or an infinity"),
    ("an infinity", training(X=ENDLESS), NotFiniteError, "X: expected finite numbers"),
    ("too few columns", training(X=X[:, :2]), ShapeError, r"X: expected shape \(n, in\) to go with W.*\(6, 2\)"),
    ("too few labels", training(y=Y[:4]), ShapeError, r"y: expected targets for 6 rows, got shape \(4,\)"),
    ("a label too large", training(y=Y + 1), LabelError, r"expected labels 0\.\.1, got labels 1\.\.2"),
    ("a negative label", training(y=Y - 1), LabelError, r"got labels -1\.\.0"),
    ("one-hot labels", training(y=ONE_HOT), LabelError, r"y: .*Y\.argmax\(axis=1\)"),
    ("float labels", training(y=Y.astype(float)), LabelError, "y: expected class indices.*float64"),
    ("a NaN target", training(y=ONE_HOT * np.nan, loss=SQUARED), NotFiniteError, "y: expected finite"),
    ("targets of text", training(y=np.full((6, 2), "a"), loss=SQUARED), DtypeError, "y: expected real"),
    ("flat targets", training(y=X[:, 0], loss=SQUARED), ShapeError, "y: expected the shape of the predictions"),
    ("a seed for a generator", training(rng=0), InputError, r"rng: .*got 0.*np\.random\.default_rng\(0\)"),
    ("no epochs", training(epochs=0), InputError, "epochs: expected a whole number, 1 or more, got 0"),
    ("half a batch", training(batch_size=2.5), InputError, "batch_size: .*got 2.5"),
    ("stopping by nothing", training(early_stopping=EarlyStopping()), InputError, "validation: expected rows"),
    ("bad validation rows", training(validation=(HOLED, Y)), NotFiniteError, "X: expected finite numbers"),
    ("one size", making([3]), ShapeError, r"sizes: expected at least two sizes, got \[3\]"),
    ("an empty layer", making([3, 0, 2]), InputError, "sizes: expected a whole number, 1 or more, got 0"),
    ("half a unit", making([3, 2.5]), InputError, "sizes: .*got 2.5"),
    ("an unknown activation", making([3, 4, 2], activation="gelu"), InputError, "activation: .*got 'gelu'"),
    ("an unknown start", making(init="xavier"), InputError, "init: .*got 'xavier'"),
    ("an unknown loss", making(loss="hinge"), InputError, "loss: expected one of softmax_.*got 'hinge'"),
    ("whole-number weights", making(dtype=int), DtypeError, "dtype: expected float32 or float64, got int64"),
    ("a seed for weights", making(rng=7), InputError, "rng: expected a numpy.random.Generator, got 7"),
    ("no layers", lambda: Network([]), InputError, "layers: expected at least one layer"),
    ("NaN rows to predict", lambda: net().predict(HOLED), NotFiniteError, "X: expected finite"),
    ("accuracy of numbers", lambda: net(SQUARED).accuracy(X, Y), InputError, "accuracy: expected"),
    ("back before forward", lambda: net().backward(np.ones((6, 2)), Y), InputError, "forward pass before it"),
]  # fmt: skip


@pytest.mark.parametrize("call, error, words", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_bad_input_is_refused(call: Callable[[], Any], error: type[InputError], words: str) -> None:
    """Is the error of the right kind, and does it say expected, got and try?"""
    with pytest.raises(error, match=words) as caught:
        call()
    assert all(part in str(caught.value) for part in (": expected ", ", got ", ". Try: "))


def test_the_same_calls_on_good_input_pass() -> None:
    """Is it the fault, and nothing else in these calls, that is refused?"""
    good = [training(), training(y=ONE_HOT, loss=SQUARED), training(X=X.astype(np.float32)), training(X=X.tolist()),
            training(y=Y.astype(np.uint8)), training(validation=(X, Y)), making()]  # fmt: skip
    assert all(call() is not None for call in good)


def test_training_that_is_refused_has_changed_nothing() -> None:
    """If only the last row is bad, or only the validation set is, are the weights untouched?"""
    late = np.array([0, 1, 0, 1, 1, 2])
    for faults in ({"y": late}, {"validation": (X, late)}):
        network = net()
        before = {name: value.copy() for name, value in network.params.items()}
        settings: dict[str, Any] = {"X": X, "y": Y, "epochs": 1, "batch_size": 1} | faults
        with pytest.raises(LabelError):
            fit(network, optimiser=SGD(0.1), rng=np.random.default_rng(0), **settings)
        assert all(np.array_equal(network.params[name], before[name]) for name in before)
