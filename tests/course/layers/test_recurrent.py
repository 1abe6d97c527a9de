"""Does a recurrent layer carry its state along, and its gradients back through every step?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.dense import linear
from course.layers.recurrent import Recurrent, recurrent, recurrent_backward
from tests.course.layers.layer_oracles import check, in_class, keeps_the_contract

side = st.integers(1, 3)


def formula(module: Any, Wx: Any, Wh: Any, b: Any, X: Any, h0: Any) -> Any:
    """One sequence and one step at a time."""
    sequences = []
    for i in range(len(X)):
        state, states = h0[i], []
        for t in range(X.shape[1]):
            state = module.tanh(module.dot(Wx, X[i, t]) + module.dot(Wh, state) + b)
            states.append(state)
        sequences.append(module.stack(states))
    return module.stack(sequences)


def back(Wx: Any, Wh: Any, b: Any, X: Any, h0: Any, dH: Any) -> tuple[Any, ...]:
    return recurrent_backward(Wx, Wh, b, X, h0, recurrent(Wx, Wh, b, X, h0), dH)


def draw(rng: np.random.Generator, n: int, T: int, d: int, h: int) -> list[Any]:
    return [rng.normal(size=shape) for shape in ((h, d), (h, h), (h,), (n, T, d), (n, h))]


@settings(max_examples=20, deadline=None)
@given(n=side, T=st.integers(1, 4), d=side, h=side, seed=st.integers(0, 999))
def test_backward(n: int, T: int, d: int, h: int, seed: int) -> None:
    """Are the states and all five gradients right, one step, one unit and one sequence included?"""
    rng = np.random.default_rng(seed)
    check(recurrent, back, formula, draw(rng, n, T, d, h), rng)


def test_without_memory_it_is_a_dense_layer() -> None:
    """With Wh = 0, is every step a dense tanh layer on its own?"""
    Wx, Wh, b, X, h0 = draw(np.random.default_rng(0), 2, 3, 4, 5)
    H = recurrent(Wx, 0 * Wh, b, X, h0)
    np.testing.assert_allclose(H.reshape(6, 5), np.tanh(linear(Wx, b, X.reshape(6, 4))), rtol=1e-14)


def test_the_future_does_not_reach_back() -> None:
    """Do the states up to step t ignore later inputs, and gradients at step t leave later inputs alone?"""
    Wx, Wh, b, X, h0 = draw(np.random.default_rng(1), 2, 4, 3, 3)
    H, changed = recurrent(Wx, Wh, b, X, h0), X.copy()
    changed[:, 2:] += 1
    np.testing.assert_array_equal(recurrent(Wx, Wh, b, changed, h0)[:, :2], H[:, :2])
    dH = np.zeros_like(H)
    dH[:, 1] = 1
    dX = recurrent_backward(Wx, Wh, b, X, h0, H, dH)[3]
    assert (dX[:, 2:] == 0).all() and (dX[:, :2] != 0).all()


def test_a_sequence_may_be_cut_in_two() -> None:
    """Is the state carried over in h0, and dh0 the gradient to hand to the stretch before?"""
    rng = np.random.default_rng(2)
    Wx, Wh, _, X, _ = draw(rng, 2, 5, 3, 4)
    dH = rng.normal(size=(2, 5, 4))
    whole, first, second = (Recurrent(Wx.copy(), Wh.copy()) for _ in range(3))
    H, dX = whole.forward(X), whole.backward(dH)
    H1 = first.forward(X[:, :3])
    second.h0 = H1[:, -1]
    H2 = second.forward(X[:, 3:])
    np.testing.assert_allclose(np.concatenate([H1, H2], axis=1), H, rtol=1e-13)
    dX2 = second.backward(dH[:, 3:])
    upstream = dH[:, :3].copy()
    assert second.dh0 is not None
    upstream[:, -1] += second.dh0
    np.testing.assert_allclose(np.concatenate([first.backward(upstream), dX2], axis=1), dX, rtol=1e-12, atol=1e-14)
    for name, total in whole.grads.items():
        np.testing.assert_allclose(first.grads[name] + second.grads[name], total, rtol=1e-12, atol=1e-14)
    assert first.dh0 is not None and whole.dh0 is not None
    np.testing.assert_allclose(first.dh0, whole.dh0, rtol=1e-12)


def test_contract_and_the_layers_own_gradients() -> None:
    """Does the layer keep the contract, in float32 too, and have the right gradients as a layer?"""
    rng = np.random.default_rng(3)
    weights = rng.normal(size=(4, 3)), rng.normal(size=(4, 4))
    keeps_the_contract(lambda dtype: Recurrent(*(W.astype(dtype) for W in weights)), (2, 3, 3), rng)
    Wx, Wh, b, X, h0 = draw(rng, 2, 3, 3, 4)
    check(*in_class(Recurrent(Wx, Wh), "Wx Wh b"),
          lambda module, X, Wx, Wh, b: formula(module, Wx, Wh, b, X, 0 * h0), [X, Wx, Wh, b], rng)  # fmt: skip


def test_a_way_back_cut_short_is_caught() -> None:
    """Would the check notice gradients that do not flow from step to step?"""

    def careless(Wx: Any, Wh: Any, b: Any, X: Any, h0: Any, dH: Any) -> tuple[Any, ...]:
        H = recurrent(Wx, Wh, b, X, h0)
        dZ = dH * (1 - H**2)
        before = np.concatenate([h0[:, None], H[:, :-1]], axis=1)
        return (np.einsum("nth,ntd->hd", dZ, X), np.einsum("nth,ntk->hk", dZ, before), dZ.sum(axis=(0, 1)),
                dZ @ Wx, dZ[:, 0] @ Wh)  # fmt: skip

    rng = np.random.default_rng(4)
    with pytest.raises(AssertionError):
        check(recurrent, careless, formula, draw(rng, 2, 3, 2, 2), rng)
    check(recurrent, careless, formula, draw(rng, 2, 1, 2, 2), rng)  # over one step there is nothing to cut


Wx, Wh, b, X, h0 = np.ones((4, 3)), np.ones((4, 4)), np.ones(4), np.ones((2, 5, 3)), np.ones((2, 4))
layer = Recurrent(Wx, Wh)
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("one sequence without a batch", lambda: layer.forward(X[0]), ShapeError, r"\(n, T, 3\).*\(5, 3\).*X\[None\]"),
    ("other features", lambda: layer.forward(X[:, :, :2]), ShapeError, r"\(n, T, 3\).*\(2, 5, 2\)"),
    ("an empty batch", lambda: layer.forward(X[:0]), ShapeError, r"\(0, 5, 3\)"),
    ("no steps", lambda: layer.forward(X[:, :0]), ShapeError, r"\(2, 0, 3\)"),
    ("integers", lambda: layer.forward(X.astype(int)), DtypeError, "int64"),
    ("infinity", lambda: layer.forward(X * np.inf), NotFiniteError, "infinity"),
    ("a Wh that is not square", lambda: Recurrent(Wx, Wx), ShapeError, r"Wh.*\(4, 4\).*\(4, 3\)"),
    ("integer weights", lambda: Recurrent(Wx.astype(int), Wh), DtypeError, "Wx"),
    ("too few biases", lambda: recurrent(Wx, Wh, b[:2], X, h0), ShapeError, r"b: .*\(4,\).*\(2,\)"),
    ("one state for two", lambda: recurrent(Wx, Wh, b, X, h0[:1]), ShapeError, r"h0.*\(2, 4\).*\(1, 4\)"),
    ("only the last dH", lambda: recurrent_backward(Wx, Wh, b, X, h0, np.ones((2, 5, 4)), h0), ShapeError,
     r"\(2, 5, 4\).*\(2, 4\)"),
]  # fmt: skip


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
