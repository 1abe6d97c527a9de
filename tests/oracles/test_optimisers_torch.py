"""Do fifty steps of each optimiser go where PyTorch's go, to 1e-10 of the distance, on random problems?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch

from course import optimisers as ours
from course.clipping import clip_by_norm, clip_by_value
from course.schedules import Exponential, InverseTime

STEPS = 50
Pair = tuple[str, Callable[[Any], Any], Callable[..., Any], dict[str, Any]]
PAIRS: list[Pair] = [
    ("descent", ours.SGD, torch.optim.SGD, {}),
    ("momentum", lambda r: ours.Momentum(r, 0.9), torch.optim.SGD, {"momentum": 0.9}),
    ("light momentum", lambda r: ours.Momentum(r, 0.3), torch.optim.SGD, {"momentum": 0.3}),
    ("nesterov", lambda r: ours.Nesterov(r, 0.9), torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    ("adagrad", ours.AdaGrad, torch.optim.Adagrad, {}),
    ("rmsprop", ours.RMSProp, torch.optim.RMSprop, {}),
    ("rmsprop 0.9", lambda r: ours.RMSProp(r, 0.9, 1e-6), torch.optim.RMSprop, {"alpha": 0.9, "eps": 1e-6}),
    ("adam", ours.Adam, torch.optim.Adam, {}),
    ("adam 0.8", lambda r: ours.Adam(r, 0.8, 0.95, 1e-5), torch.optim.Adam, {"betas": (0.8, 0.95), "eps": 1e-5}),
]
RATES = [0.01, Exponential(0.02, 0.05), InverseTime(0.02, 0.1)]


def problem(seed: int) -> tuple[dict[str, Any], Any, Any]:
    """A small tanh regression with random data: parameters, X (n, d), Y (n, k)."""
    rng = np.random.default_rng(seed)
    n, d, h, k = (int(size) for size in rng.integers(1, 6, size=4))
    shapes = {"W1": (h, d), "b1": (h,), "W2": (k, h), "b2": (k,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return params, rng.normal(size=(n, d)), rng.normal(size=(n, k))


def torch_gradients(params: dict[str, Any], X: Any, Y: Any) -> None:
    A = torch.tanh(torch.tensor(X) @ params["W1"].T + params["b1"])
    loss = ((A @ params["W2"].T + params["b2"] - torch.tensor(Y)) ** 2).mean()
    loss.backward()


@pytest.mark.parametrize("rate", RATES, ids=["constant", "exponential", "inverse time"])
@pytest.mark.parametrize(("name", "make", "theirs", "options"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_fifty_steps(name: str, make: Any, theirs: Any, options: dict[str, Any], rate: Any) -> None:
    """Are the parameters those of PyTorch after each of fifty steps, gradients taken where PyTorch stands?"""
    for seed in range(10):
        params, X, Y = problem(seed)
        tensors = {key: torch.tensor(value, requires_grad=True) for key, value in params.items()}
        rival = theirs(tensors.values(), lr=0.01, **options)
        mine = make(rate)
        for t in range(STEPS):
            rival.zero_grad()
            torch_gradients(tensors, X, Y)
            mine.step(params, {key: tensor.grad.numpy().copy() for key, tensor in tensors.items()})
            rival.param_groups[0]["lr"] = rate(t) if callable(rate) else rate
            rival.step()
            for key, tensor in tensors.items():
                np.testing.assert_allclose(params[key], tensor.detach().numpy(), rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("seed", range(20))
def test_clipping(seed: int) -> None:
    """Do both ways of clipping agree with PyTorch's, which adds 1e-6 to the norm?"""
    params, _, _ = problem(seed)
    for ours_, theirs, tolerance in (
        (clip_by_norm, torch.nn.utils.clip_grad_norm_, 1e-5),
        (clip_by_value, torch.nn.utils.clip_grad_value_, 1e-15),
    ):
        grads = {key: value.copy() for key, value in params.items()}
        tensors = [torch.zeros(value.shape, dtype=torch.float64, requires_grad=True) for value in params.values()]
        for tensor, value in zip(tensors, params.values(), strict=True):
            tensor.grad = torch.tensor(value)
        before = ours_(grads, 0.7)
        said = theirs(tensors, 0.7)
        if before is not None:
            assert before == pytest.approx(float(said), rel=1e-13)
        for mine, tensor in zip(grads.values(), tensors, strict=True):
            np.testing.assert_allclose(mine, tensor.grad.numpy(), rtol=tolerance)
