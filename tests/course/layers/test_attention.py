"""Does attention take weighted means, see no future where it must not, and send gradients to all three parts?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.layers.attention import Attention, attention, attention_backward
from tests.course.layers.layer_oracles import check, in_class, keeps_the_contract

side = st.integers(1, 3)


def formula(module: Any, Q: Any, K: Any, V: Any, causal: bool = False) -> Any:
    """One query at a time, over the keys that it may see."""
    sequences = []
    for i in range(len(Q)):
        rows = []
        for t in range(Q.shape[1]):
            seen = t + 1 if causal else K.shape[1]
            e = module.exp(module.dot(K[i, :seen], Q[i, t]) / Q.shape[2] ** 0.5)
            rows.append(module.dot(e, V[i, :seen]) / module.sum(e))
        sequences.append(module.stack(rows))
    return module.stack(sequences)


def functions(causal: bool) -> tuple[Any, Any]:
    def back(Q: Any, K: Any, V: Any, dY: Any) -> tuple[Any, ...]:
        return attention_backward(Q, K, V, attention(Q, K, V, causal=causal)[1], dY)

    return lambda Q, K, V: attention(Q, K, V, causal=causal)[0], back


def draw(rng: np.random.Generator, n: int, T: int, S: int, d: int, v: int) -> list[Any]:
    return [rng.normal(size=shape) for shape in ((n, T, d), (n, S, d), (n, S, v))]


@settings(max_examples=20, deadline=None)
@given(n=side, T=side, S=st.integers(1, 4), d=side, v=side, causal=st.booleans(), seed=st.integers(0, 999))
def test_backward(n: int, T: int, S: int, d: int, v: int, causal: bool, seed: int) -> None:
    """Are value and gradients right, masked and not, for other numbers of keys than queries, and for one?"""
    rng = np.random.default_rng(seed)
    inputs = draw(rng, n, T, T if causal else S, d, v)
    check(*functions(causal), lambda module, Q, K, V: formula(module, Q, K, V, causal), inputs, rng)


def test_weights_are_means() -> None:
    """Are weights positive with sum 1, equal where all keys are, and all on the key that a query knows best?"""
    rng = np.random.default_rng(0)
    Q, K, V = draw(rng, 2, 3, 4, 5, 2)
    _, P = attention(Q, K, V)
    assert (P > 0).all()
    np.testing.assert_allclose(P.sum(axis=-1), 1, rtol=1e-14)
    np.testing.assert_allclose(attention(Q, 0 * K, V)[0], np.broadcast_to(V.mean(axis=1, keepdims=True), (2, 3, 2)))
    keys = 40 * np.eye(4)[None]
    np.testing.assert_allclose(attention(keys[:, [2]], keys, V[:1])[0], V[:1, [2]], rtol=1e-12)


def test_keys_have_no_order() -> None:
    """Does shuffling keys and values together change nothing?"""
    Q, K, V = draw(np.random.default_rng(1), 2, 3, 5, 4, 2)
    order = [3, 0, 4, 1, 2]
    np.testing.assert_allclose(attention(Q, K[:, order], V[:, order])[0], attention(Q, K, V)[0], rtol=1e-12)


def test_causal_positions_see_no_future() -> None:
    """Do later positions change nothing, carry weight exactly 0, and get no gradient from earlier outputs?"""
    Q, K, V = draw(np.random.default_rng(2), 2, 4, 4, 3, 2)
    Y, P = attention(Q, K, V, causal=True)
    np.testing.assert_array_equal(np.triu(P, 1), 0)
    K2, V2 = K.copy(), V.copy()
    K2[:, 2:], V2[:, 2:] = 9.0, -9.0
    np.testing.assert_array_equal(attention(Q, K2, V2, causal=True)[0][:, :2], Y[:, :2])
    dY = np.zeros_like(Y)
    dY[:, 1] = 1.0
    _, dK, dV = attention_backward(Q, K, V, P, dY)
    assert (dK[:, 2:] == 0).all() and (dV[:, 2:] == 0).all() and (dV[:, :2] != 0).all()


def test_large_scores_do_not_overflow() -> None:
    """Are weights finite, and gradients 0, where one key wins by thousands?"""
    Q, K, V = draw(np.random.default_rng(3), 1, 3, 3, 2, 2)
    with np.errstate(over="raise", invalid="raise"):
        Y, P = attention(1e3 * Q, 1e3 * K, V, causal=True)
        gradients = attention_backward(1e3 * Q, 1e3 * K, V, P, np.ones_like(Y))
    assert all(np.isfinite(array).all() for array in (Y, P, *gradients))


def test_scores_keep_their_size() -> None:
    """Do random queries and keys give scores of variance 1 whatever d, so that softmax does not saturate?"""
    rng = np.random.default_rng(4)
    for d in (4, 64, 512):
        Q, K, V = draw(rng, 1, 200, 200, d, 1)
        logs = np.log(attention(Q, K, V)[1][0])
        spread = (logs - logs.mean(axis=-1, keepdims=True)).var()  # the logarithm gives the scores but for a shift
        assert 0.9 < spread < 1.1


@pytest.mark.parametrize("causal", [False, True])
def test_contract_and_the_layers_own_gradients(causal: bool) -> None:
    """Does the layer keep the contract, in float32 too, and have the right gradients as a layer?"""
    rng = np.random.default_rng(5)
    weights = [rng.normal(size=shape) for shape in ((4, 3), (4, 3), (2, 3))]
    keeps_the_contract(lambda dtype: Attention(*(W.astype(dtype) for W in weights), causal=causal), (2, 5, 3), rng)

    def project(module: Any, X: Any, Wq: Any, Wk: Any, Wv: Any) -> Any:
        Q, K, V = (module.dot(X, W.T) for W in (Wq, Wk, Wv))
        return formula(module, Q, K, V, causal)

    layer = Attention(*weights, causal=causal)
    check(*in_class(layer, "Wq Wk Wv"), project, [rng.normal(size=(2, 3, 3)), *weights], rng)
    X = rng.normal(size=(2, 5, 3))
    layer.forward(X)
    np.testing.assert_array_equal(layer.weights, attention(*(X @ W.T for W in weights), causal=causal)[1])


@pytest.mark.parametrize("mistake", ["no softmax on the way back", "no 1/√d"])
def test_a_mistake_is_caught(mistake: str) -> None:
    """Would the check notice a way back without the softmax's own, or without the scale?"""

    def careless(Q: Any, K: Any, V: Any, dY: Any) -> tuple[Any, ...]:
        _, P = attention(Q, K, V)
        dQ, dK, dV = attention_backward(Q, K, V, P, dY)
        if mistake == "no 1/√d":
            return dQ * Q.shape[2] ** 0.5, dK * Q.shape[2] ** 0.5, dV
        dS = P * (dY @ V.swapaxes(1, 2)) / Q.shape[2] ** 0.5
        return dS @ K, dS.swapaxes(1, 2) @ Q, dV

    rng = np.random.default_rng(6)
    with pytest.raises(AssertionError):
        check(functions(False)[0], careless, formula, draw(rng, 2, 3, 2, 2, 2), rng)


Q, K, V, W = np.ones((2, 5, 3)), np.ones((2, 4, 3)), np.ones((2, 4, 2)), np.ones((4, 3))
BAD: list[tuple[str, Any, type[InputError], str]] = [
    ("one sequence without a batch", lambda: attention(Q[0], K[0], V[0]), ShapeError, r"\(n, T, d\).*\(5, 3\)"),
    ("keys of another length", lambda: attention(Q, K[:, :, :2], V), ShapeError, r"\(2, S, 3\).*\(2, 4, 2\)"),
    ("too few values", lambda: attention(Q, K, V[:, :3]), ShapeError, r"\(2, 4, v\).*\(2, 3, 2\)"),
    ("no keys", lambda: attention(Q, K[:, :0], V[:, :0]), ShapeError, r"\(2, 0, 3\)"),
    ("causal with fewer keys", lambda: attention(Q, K, V, causal=True), ShapeError, "as queries, 5.*got 4"),
    ("integers", lambda: attention(Q.astype(int), K, V), DtypeError, "Q.*int64"),
    ("NaN", lambda: attention(Q, K, V * np.nan), NotFiniteError, "V.*NaN"),
    ("other features", lambda: Attention(W, W, W).forward(Q[:, :, :2]), ShapeError, r"\(n, T, 3\).*\(2, 5, 2\)"),
    ("an empty batch", lambda: Attention(W, W, W).forward(Q[:0]), ShapeError, r"\(0, 5, 3\)"),
    ("Wk unlike Wq", lambda: Attention(W, W[:2], W), ShapeError, r"Wk.*\(4, 3\).*\(2, 3\)"),
    ("Wv of other features", lambda: Attention(W, W, W.T), ShapeError, r"Wv.*\(v, 3\).*\(3, 4\)"),
]


@pytest.mark.parametrize(("call", "error", "says"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_input(call: Any, error: type[InputError], says: str) -> None:
    """Is each bad input refused with what was expected, what arrived and what to try?"""
    with pytest.raises(error, match=says) as caught:
        call()
    assert all(word in str(caught.value) for word in ("expected", "got", "Try:"))
