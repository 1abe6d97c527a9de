"""Does PyTorch find the same values and gradients for every layer, in float64 to 1e-10?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from hypothesis import given, settings
from hypothesis import strategies as st

from course.layers.attention import Attention, attention, attention_backward
from course.layers.batch_norm import BatchNorm, batch_norm, batch_norm_backward
from course.layers.convolution import conv2d, conv2d_backward
from course.layers.dense import Dense
from course.layers.layer_norm import layer_norm, layer_norm_backward
from course.layers.recurrent import recurrent, recurrent_backward
from course.layers.residual import Residual

RTOL = 1e-10
side = st.integers(1, 5)
seeds = st.integers(0, 2**32 - 1)
often = settings(max_examples=40, deadline=None)


def agree(value: Any, back: Callable[[Any], Any], rival: Callable[..., Any], inputs: list[Any], rng: Any) -> None:
    """The same value, and for one random dY the same gradient at each input."""
    tensors = [torch.tensor(x, requires_grad=True) for x in inputs]
    expected = rival(*tensors)
    close(value, expected)
    dY = rng.normal(size=value.shape)
    expected.backward(torch.tensor(dY))
    for gradient, tensor in zip(back(dY), tensors, strict=True):
        close(gradient, tensor.grad)


def close(received: Any, expected: Any) -> None:
    """Equal to 1e-10 of the largest entry, or of 1 where all are smaller."""
    expected = expected.detach().numpy()
    assert received.shape == expected.shape and received.dtype == expected.dtype
    assert np.abs(received - expected).max() <= RTOL * max(1.0, np.abs(expected).max())


def normals(rng: Any, *shapes: tuple[int, ...]) -> list[Any]:
    return [rng.normal(size=shape) for shape in shapes]


@often
@given(seed=seeds, n=side, c=side, f=side, p=st.integers(1, 4), q=st.integers(1, 4), extra=st.integers(0, 6),
       stride=st.integers(1, 3), padding=st.integers(0, 3))  # fmt: skip
def test_convolution(
    seed: int, n: int, c: int, f: int, p: int, q: int, extra: int, stride: int, padding: int
) -> None:
    """Do all sizes, strides and paddings of a convolution agree?"""
    rng = np.random.default_rng(seed)
    W, b, X = normals(rng, (f, c, p, q), (f,), (n, c, p + extra, q + extra // 2))
    how = {"stride": stride, "padding": padding}
    agree(conv2d(W, b, X, **how), lambda dY: conv2d_backward(W, b, X, dY, **how),
          lambda W, b, X: F.conv2d(X, W, b, **how), [W, b, X], rng)  # fmt: skip


@often
@given(seed=seeds, n=st.integers(2, 6), d=side)
def test_batch_norm_in_training(seed: int, n: int, d: int) -> None:
    """Do value and gradients agree with the batch's statistics?"""
    rng = np.random.default_rng(seed)
    gamma, beta, X = normals(rng, (d,), (d,), (n, d))
    Y, Xhat, sigma = batch_norm(gamma, beta, X)
    agree(Y, lambda dY: batch_norm_backward(gamma, Xhat, sigma, dY),
          lambda gamma, beta, X: F.batch_norm(X, None, None, gamma, beta, training=True),
          [gamma, beta, X], rng)  # fmt: skip


@pytest.mark.parametrize("shape", [(), (3, 2)], ids=["rows", "images"])
def test_batch_norm_over_a_training_run(shape: tuple[int, ...]) -> None:
    """After twenty batches, do the running averages agree, and value and gradients in use?"""
    rng = np.random.default_rng(0)
    ours = BatchNorm(4, momentum=0.2)
    theirs = (torch.nn.BatchNorm2d if shape else torch.nn.BatchNorm1d)(4, momentum=0.2, dtype=torch.float64)
    for _ in range(20):
        X, dY = normals(rng, (5, 4, *shape), (5, 4, *shape))
        train_both(ours, theirs, 2 * X + 1, dY, training=True)
    close(ours.running_mean, theirs.running_mean)
    close(ours.running_variance, theirs.running_var)
    theirs.eval()
    train_both(ours, theirs, *normals(rng, (3, 4, *shape), (3, 4, *shape)), training=False)


def train_both(ours: BatchNorm, theirs: Any, X: Any, dY: Any, *, training: bool) -> None:
    theirs.zero_grad()
    tensor = torch.tensor(X, requires_grad=True)
    expected = theirs(tensor)
    close(ours.forward(X, training=training), expected)
    expected.backward(torch.tensor(dY))
    close(ours.backward(dY), tensor.grad)
    close(ours.grads["gamma"], theirs.weight.grad)
    close(ours.grads["beta"], theirs.bias.grad)


@often
@given(seed=seeds, leading=st.lists(side, max_size=3), d=side)
def test_layer_norm(seed: int, leading: list[int], d: int) -> None:
    """Does it agree with any number of leading axes?"""
    rng = np.random.default_rng(seed)
    gamma, beta, X = normals(rng, (d,), (d,), (*leading, d))
    Y, Xhat, sigma = layer_norm(gamma, beta, X)
    agree(Y, lambda dY: layer_norm_backward(gamma, Xhat, sigma, dY),
          lambda gamma, beta, X: F.layer_norm(X, (d,), gamma, beta), [gamma, beta, X], rng)  # fmt: skip


@often
@given(seed=seeds, n=side, T=st.integers(1, 12), d=side, h=side)
def test_recurrence(seed: int, n: int, T: int, d: int, h: int) -> None:
    """Does PyTorch's RNN with tanh agree, the gradient at the first state included?"""
    rng = np.random.default_rng(seed)
    Wx, Wh, b, X, h0 = inputs = normals(rng, (h, d), (h, h), (h,), (n, T, d), (n, h))
    H = recurrent(*inputs)

    def theirs(Wx: Any, Wh: Any, b: Any, X: Any, h0: Any) -> Any:
        rnn = torch.nn.RNN(d, h, batch_first=True, dtype=torch.float64)
        weights = {"weight_ih_l0": Wx, "weight_hh_l0": Wh, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
        return torch.func.functional_call(rnn, weights, (X, h0[None]))[0]

    agree(H, lambda dH: recurrent_backward(Wx, Wh, b, X, h0, H, dH), theirs, inputs, rng)


@often
@given(seed=seeds, n=side, T=side, S=side, d=side, v=side, causal=st.booleans())
def test_attention(seed: int, n: int, T: int, S: int, d: int, v: int, causal: bool) -> None:
    """Does scaled_dot_product_attention agree, masked and not, and the weights with them?"""
    rng = np.random.default_rng(seed)
    keys = T if causal else S
    Q, K, V = inputs = normals(rng, (n, T, d), (n, keys, d), (n, keys, v))
    Y, P = attention(Q, K, V, causal=causal)
    agree(Y, lambda dY: attention_backward(Q, K, V, P, dY),
          lambda Q, K, V: F.scaled_dot_product_attention(Q, K, V, is_causal=causal), inputs, rng)  # fmt: skip


@often
@given(seed=seeds, n=side, T=side, f=side, causal=st.booleans())
def test_self_attention_layer(seed: int, n: int, T: int, f: int, causal: bool) -> None:
    """Does PyTorch's multi-head layer with one head, its biases 0 and its output the identity, agree?"""
    rng = np.random.default_rng(seed)
    Wq, Wk, Wv, X = inputs = normals(rng, (f, f), (f, f), (f, f), (n, T, f))
    layer = Attention(Wq, Wk, Wv, causal=causal)

    def theirs(Wq: Any, Wk: Any, Wv: Any, X: Any) -> Any:
        heads = torch.nn.MultiheadAttention(f, 1, bias=False, batch_first=True, dtype=torch.float64)
        weights = {"in_proj_weight": torch.cat([Wq, Wk, Wv]), "out_proj.weight": torch.eye(f, dtype=torch.float64)}
        hidden = torch.triu(torch.ones(T, T, dtype=torch.bool), 1) if causal else None
        return torch.func.functional_call(heads, weights, (X, X, X), {"attn_mask": hidden})[0]

    def back(dY: Any) -> Any:
        dX = layer.backward(dY)
        return (*(layer.grads[name] for name in ("Wq", "Wk", "Wv")), dX)

    agree(layer.forward(X), back, theirs, inputs, rng)


@often
@given(seed=seeds, n=side, d=side)
def test_residual(seed: int, n: int, d: int) -> None:
    """Does a block round a dense layer agree?"""
    rng = np.random.default_rng(seed)
    W, X = normals(rng, (d, d), (n, d))
    layer = Residual(Dense(W))

    def back(dY: Any) -> Any:
        dX = layer.backward(dY)
        return layer.grads["0.W"], dX

    agree(layer.forward(X), back, lambda W, X: X + F.linear(X, W), [W, X], rng)
