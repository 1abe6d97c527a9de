"""Does PyTorch, from the same start on the same batches, arrive at the same parameters?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from course.network import MLP
from course.optimisers import SGD
from course.training import fit, minibatches

LOSSES: dict[str, Callable[..., Any]] = {
    "softmax_cross_entropy": torch.nn.functional.cross_entropy,
    "binary_cross_entropy": torch.nn.functional.binary_cross_entropy_with_logits,
    "mean_squared_error": torch.nn.functional.mse_loss,
}
ACTIVATIONS = {"relu": torch.nn.ReLU, "leaky_relu": torch.nn.LeakyReLU, "tanh": torch.nn.Tanh,
               "sigmoid": torch.nn.Sigmoid, "identity": torch.nn.Identity}  # fmt: skip


def targets(loss: str, rng: np.random.Generator, n: int, k: int) -> Any:
    if loss == "softmax_cross_entropy":
        return rng.integers(0, k, size=n)
    return rng.uniform(size=(n, k)) if loss == "binary_cross_entropy" else rng.normal(size=(n, k))


def same_network(network: MLP, activation: str) -> torch.nn.Sequential:
    """A PyTorch network with copies of the parameters."""
    layers = [part for into, out in pairwise(network.sizes)
              for part in (torch.nn.Linear(into, out, dtype=torch.float64), ACTIVATIONS[activation]())]  # fmt: skip
    twin = torch.nn.Sequential(*layers[:-1])
    with torch.no_grad():
        for theirs, ours in zip(twin.parameters(), network.params.values(), strict=True):
            theirs.copy_(torch.from_numpy(ours))
    return twin


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("sizes", [[3, 2], [4, 5, 3], [1, 3, 1, 2]])
def test_training_is_pytorch_s_training(loss: str, activation: str, sizes: list[int]) -> None:
    """After five epochs of minibatches by SGD, are all losses and parameters the same to 1e-10?"""
    rng = np.random.default_rng(len(sizes))
    network = MLP(sizes, activation=activation, loss=loss, rng=rng)
    X, y = rng.normal(size=(23, sizes[0])), targets(loss, rng, 23, sizes[-1])
    twin = same_network(network, activation)
    optimiser = torch.optim.SGD(twin.parameters(), lr=0.1)
    history = fit(network, X, y, optimiser=SGD(0.1), epochs=5, batch_size=6, rng=np.random.default_rng(9))
    deal, losses = np.random.default_rng(9), []
    for _ in range(5):
        for batch in minibatches(23, 6, deal):
            optimiser.zero_grad()
            found = LOSSES[loss](twin(torch.from_numpy(X[batch])), torch.from_numpy(y[batch]))
            found.backward()
            optimiser.step()
            losses.append(found.item())
    np.testing.assert_allclose(history.steps, losses, rtol=1e-10)
    for ours, theirs in zip(network.params.values(), twin.parameters(), strict=True):
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-10, atol=1e-13)
