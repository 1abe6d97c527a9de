"""How fast is the gradient checker against PyTorch's, and how much does it find for how many evaluations?

First a 64-32-10 network with every parameter checked, beside `torch.autograd.gradcheck` in its slow mode, which also
measures every entry: same network, same numbers, float64, one thread each, taking turns, the best of several.

Then a 784-256-10 network with 203,530 parameters, of which one is wrong: what is spent to find it, and from which
size of error on it is found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import process_time
from typing import Any

import numpy as np
import torch
from threadpoolctl import threadpool_limits

from course.gradcheck import check_gradient
from course.network import MLP

TARGET = 10.0
SPEND = 200
Tree = dict[str, Any]
Loss = Callable[[Tree], Any]


@dataclass(frozen=True)
class Problem:
    """A network's loss on some rows, its parameters, and the engine's gradient."""

    f: Loss
    stacked: Loss
    params: Tree
    gradient: Tree
    X: Any
    y: Any
    activation: str


def problem(sizes: list[int], batch: int, activation: str, seed: int = 0) -> Problem:
    """The course's own network; nothing in it knows about stacks."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(batch, sizes[0])), rng.integers(0, sizes[-1], size=batch)
    network = MLP(sizes, activation=activation, rng=rng)
    network.loss_and_grads(X, y)
    gradient = {name: value.copy() for name, value in network.grads.items()}
    params = {name: value.copy() for name, value in network.params.items()}

    def f(p: Tree) -> float:
        for name, value in network.params.items():
            value[...] = p[name]
        return float(network.head.loss(network.forward(X), y))

    return Problem(f, stacked(X, y, activation), params, gradient, X, y, activation)


def stacked(X: Any, y: Any, activation: str) -> Loss:
    """The same loss for a stack of parameters, (k, …) each; the checker holds it against the network's."""
    rows = np.arange(len(y))

    def f(p: Tree) -> Any:
        Z = X @ p["W1"].swapaxes(-1, -2)
        Z += p["b1"][:, None, :]
        A = np.tanh(Z, out=Z) if activation == "tanh" else np.maximum(Z, 0.0, out=Z)
        S = A @ p["W2"].swapaxes(-1, -2)
        S += p["b2"][:, None, :]
        S -= S.max(axis=-1, keepdims=True)
        chosen = S[:, rows, y]
        return (np.log(np.exp(S, out=S).sum(axis=-1)) - chosen).mean(axis=-1)

    return f


def torch_check(p: Problem) -> Callable[[], bool]:
    """`torch.autograd.gradcheck` of the same loss at the same numbers, each entry measured."""
    X, y = torch.from_numpy(p.X), torch.from_numpy(p.y)
    activation = getattr(torch, p.activation)
    linear = torch.nn.functional.linear

    def f(W1: Any, b1: Any, W2: Any, b2: Any) -> Any:
        return torch.nn.functional.cross_entropy(linear(activation(linear(X, W1, b1)), W2, b2), y)

    leaves = [torch.from_numpy(value.copy()).requires_grad_() for value in p.params.values()]
    return lambda: bool(torch.autograd.gradcheck(f, leaves, fast_mode=False))


def our_check(p: Problem, how: Any, stack: bool) -> Callable[[], bool]:
    """The course's check of the engine's gradient."""
    given = p.stacked if stack else None
    return lambda: bool(
        check_gradient(p.f, p.params, p.gradient, how=how, stacked=given, rng=np.random.default_rng(1))
    )


def best(runs: Iterable[Callable[[], bool]], times: int) -> list[float]:
    """Seconds of CPU of each, the least of ``times``, taking turns after one to warm up; each must say yes."""
    runs = list(runs)
    least = [float("inf")] * len(runs)
    for turn in range(times + 1):
        for i, run in enumerate(runs):
            start = process_time()
            assert run(), "a right gradient was called wrong"
            if turn:
                least[i] = min(least[i], process_time() - start)
    return least


WAYS: list[tuple[str, Any, bool]] = [
    ("every entry alone, one evaluation at a time", "entries", False),
    ("every entry alone, in stacks", "entries", True),
    ("every entry, in blocks of 16, twice, in stacks", "blocks", True),
    ("three random directions", "directions", False),
]


def against_torch(times: int, batch: int) -> bool:
    """64-32-10: PyTorch's time over ours, by each way."""
    met = True
    for activation in ("tanh", "relu"):
        p = problem([64, 32, 10], batch, activation)
        theirs, *ours = best([torch_check(p), *(our_check(p, how, stack) for _, how, stack in WAYS)], times)
        print(f"\n64-32-10, {activation}, batch {batch}, float64: 2,410 parameters; PyTorch {1e3 * theirs:.0f} ms")
        for (words, how, _), mine in zip(WAYS, ours, strict=True):
            verdict = ""
            if how == "blocks":  # what the checker chooses for this size
                met = met and theirs >= TARGET * mine
                verdict = f"   target ≥ {TARGET:.0f}   {'met' if theirs >= TARGET * mine else 'MISSED'}"
            print(f"  {words:<46} {1e3 * mine:7.1f} ms   {theirs / mine:6.1f} times as fast{verdict}")
    return met


def spoilt(p: Problem, rng: np.random.Generator, size: float) -> tuple[Tree, str]:
    """The gradient with one entry of W1, drawn at random, off by ``size``; and its place."""
    wrong = {name: value.copy() for name, value in p.gradient.items()}
    row, column = (int(rng.integers(length)) for length in wrong["W1"].shape)
    wrong["W1"][row, column] += rng.choice([-1.0, 1.0]) * size
    return wrong, f"W1[{row}, {column}]"


def detection(seeds: int) -> bool:
    """784-256-10: for each size of error, how often it is noticed and named, and what was spent."""
    met = True
    for activation in ("tanh", "relu"):
        p = problem([784, 256, 10], 32, activation)
        typical = float(np.median(np.abs(p.gradient["W1"])))
        right = [check_gradient(p.f, p.params, p.gradient, rng=np.random.default_rng(seed)) for seed in range(seeds)]
        alarms, spent = sum(not report for report in right), max(report.passes for report in right)
        met = met and alarms == 0
        print(f"\n784-256-10, {activation}, batch 32: 203,530 parameters, median |entry| of dW1 {typical:.1g}")
        print(f"  right: {alarms} of {seeds} called wrong, at most {spent} evaluations; "
              f"a single error shows from {max(report.detectable for report in right):.0e} on")  # fmt: skip
        print("  one entry off by   noticed   named     evaluations, mean and most")
        for size in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 3e-8, 1e-8, 1e-9):
            noticed = named = 0
            passes = []
            for seed in range(seeds):
                rng = np.random.default_rng([seed, 1])
                wrong, place = spoilt(p, rng, size)
                report = check_gradient(p.f, p.params, wrong, rng=rng)
                noticed += not report
                named += [entry.place for entry in report.wrong] == [place]
                passes.append(report.passes)
            met = met and max(passes) < SPEND
            verdict = "" if max(passes) < SPEND else f"   MISSED: target < {SPEND}"
            print(f"  {size:<16.0e} {noticed / seeds:8.0%} {named / seeds:8.0%}   "
                  f"{np.mean(passes):8.0f} {max(passes):6}{verdict}")  # fmt: skip
    return met


def main() -> int:
    """Print the tables; 1 if a target is missed and ``--strict`` was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each side")
    parser.add_argument("--batch", type=int, default=32, help="rows of the small network's batch")
    parser.add_argument("--seeds", type=int, default=25, help="wrong entries of each size")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a target is missed")
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    with threadpool_limits(1):
        met = [against_torch(chosen.times, chosen.batch), detection(chosen.seeds)]
    return int(chosen.strict and not all(met))


if __name__ == "__main__":
    sys.exit(main())
