"""How fast does the MLP train, through its public functions: against PyTorch, scikit-learn and the bare products?

All run in this process, pinned to the same number of threads, on the same random rows, taking turns; each number is
the best of several, since whatever else the machine does can only add to a time: CPU time on one thread, the wall
clock on more. All make the same steps: shuffled minibatches, ReLU, mean cross-entropy, plain SGD, float32.

The bare products are the floor: no program on the same BLAS is faster. Where they alone take more than the target's
share of a rival's time, that target is out of reach on the machine, and the line says so.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from time import perf_counter, process_time
from typing import Any

import numpy as np
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from course.network import MLP
from course.optimisers import SGD
from course.training import fit

RATE = 0.01
INPUTS, CLASSES = 784, 10


def data(n: int) -> tuple[Any, Any]:
    """Random rows and labels: what is learned from them does not change the time."""
    rng = np.random.default_rng(0)
    return rng.standard_normal((n, INPUTS)).astype(np.float32), rng.integers(0, CLASSES, n)


def ours(X: Any, y: Any, hidden: list[int], batch: int) -> Callable[[], object]:
    """One epoch of `course.training.fit`, its checks and its history included."""
    rng = np.random.default_rng(1)
    network = MLP([INPUTS, *hidden, CLASSES], rng=rng, dtype=np.float32)
    return lambda: fit(network, X, y, optimiser=SGD(RATE), epochs=1, batch_size=batch, rng=rng)


def pytorch(X: Any, y: Any, hidden: list[int], batch: int) -> Callable[[], object]:
    """The loop that PyTorch's own tutorials teach, without a DataLoader, which would only slow it down."""
    sizes = [INPUTS, *hidden, CLASSES]
    layers = [part for into, out in pairwise(sizes) for part in (torch.nn.Linear(into, out), torch.nn.ReLU())]
    network = torch.nn.Sequential(*layers[:-1])
    optimiser = torch.optim.SGD(network.parameters(), lr=RATE)
    loss_of = torch.nn.CrossEntropyLoss()
    rows, labels = torch.from_numpy(X), torch.from_numpy(y)

    def epoch() -> None:
        losses = []
        for chosen in torch.randperm(len(rows)).split(batch):
            optimiser.zero_grad()
            loss = loss_of(network(rows[chosen]), labels[chosen])
            loss.backward()
            optimiser.step()
            losses.append(loss.item())

    return epoch


def scikit(X: Any, y: Any, hidden: list[int], batch: int) -> Callable[[], object]:
    """MLPClassifier with the same steps; its penalty and its momentum, which cost little, are turned off."""
    network = MLPClassifier(hidden, solver="sgd", batch_size=batch, learning_rate_init=RATE, momentum=0.0,
                            alpha=0.0, max_iter=1, random_state=0)  # fmt: skip
    return lambda: network.fit(X, y)


def products(X: Any, hidden: list[int], batch: int) -> Callable[[], object]:
    """The matrix products of an epoch and nothing else: Z = A Wᵀ, dW = dZᵀ A, and dA = dZ W but for the first."""
    rng = np.random.default_rng(2)
    sizes = [INPUTS, *hidden, CLASSES]
    weights = [rng.standard_normal((out, into)).astype(np.float32) for into, out in pairwise(sizes)]
    layers = [rng.standard_normal((batch, size)).astype(np.float32) for size in sizes]

    def epoch() -> None:
        for _ in range(len(X) // batch):
            for i, W in enumerate(weights):
                np.matmul(layers[i], W.T)
                np.matmul(layers[i + 1].T, layers[i])
                if i:
                    np.matmul(layers[i + 1], W)

    return epoch


def best(runs: Iterable[Callable[[], object]], times: int, clock: Callable[[], float] = process_time) -> list[float]:
    """Seconds of each by ``clock``, the least of ``times``, taking turns after one turn to warm up."""
    runs = list(runs)
    least = [float("inf")] * len(runs)
    for turn in range(times + 1):
        for i, run in enumerate(runs):
            start = clock()
            run()
            if turn:
                least[i] = min(least[i], clock() - start)
    return least


def line(name: str, mine: float, rival: float, most: float, floor: float) -> bool:
    """Print a ratio beside its target and the floor's own ratio; whether it is met."""
    verdict = "met" if mine <= most * rival else "MISSED"
    reach = "; the products alone exceed it" if floor > most * rival else ""
    print(f"  {name:<32} {mine / rival:5.2f}   target ≤ {most:.2f}   {verdict}"
          f"   (bare products {floor / rival:.2f}{reach})")  # fmt: skip
    return mine <= most * rival


def headline(times: int, threads: int) -> bool:
    """784-256-10, batch 128: the four sides."""
    X, y = data(6400)
    sides = [ours(X, y, [256], 128), pytorch(X, y, [256], 128), scikit(X, y, [256], 128), products(X, [256], 128)]
    with pinned(threads):
        mine, torchs, sklearns, bare = best(sides, times, process_time if threads == 1 else perf_counter)
    print(f"\n784-256-10, batch 128, float32, {threads} thread(s), an epoch of {len(X)} rows: {1e3 * mine:.1f} ms")
    met = [line("of PyTorch", mine, torchs, 0.65, bare), line("of MLPClassifier", mine, sklearns, 0.5, bare),
           line("of the bare matrix products", mine, bare, 2.2, bare)]  # fmt: skip
    return all(met)


@contextmanager
def pinned(threads: int) -> Iterator[None]:
    """NumPy's BLAS, scikit-learn's and PyTorch on so many threads."""
    torch.set_num_threads(threads)
    with threadpool_limits(threads):
        yield


def grid(times: int) -> bool:
    """Batch × hidden, the time as a share of PyTorch's."""
    widths, met = (64, 256, 1024), True
    print("\nan epoch's time as a share of PyTorch's, 1 thread (target ≤ 1.00 each)")
    print("  batch " + "".join(f"  hidden {width:<5}" for width in widths))
    for batch in (32, 128, 512):
        X, y = data(2048)
        row = []
        for width in widths:
            mine, torchs = best([ours(X, y, [width], batch), pytorch(X, y, [width], batch)], times)
            row.append(mine / torchs)
        met = met and max(row) <= 1.0
        print(f"  {batch:<6}" + "".join(f"  {share:6.2f} {'' if share <= 1.0 else 'MISSED':<6}" for share in row))
    return met


def growth(times: int) -> None:
    """Exponents p of time ~ (what grows)^p, beside those of the operation count."""
    rows, wide, deep = (1024, 2048, 4096), (256, 512, 1024), (2, 4, 8)
    cases: dict[str, tuple[tuple[int, ...], list[tuple[int, list[int]]]]] = {
        "n, rows": (rows, [(n, [256]) for n in rows]),
        "width, one hidden layer": (wide, [(1024, [width]) for width in wide]),
        "width, three hidden layers": (wide, [(1024, [width] * 3) for width in wide]),
        "depth, hidden layers of 512": (deep, [(1024, [512] * depth) for depth in deep]),
    }
    print("\ngrowth of an epoch's time, batch 128, 1 thread: exponent measured, and of the operation count")
    for name, (sizes, setups) in cases.items():
        seconds = best([ours(*data(n), hidden, 128) for n, hidden in setups], times)
        count = [n * operations(hidden) for n, hidden in setups]
        print(f"  {name:<30} {exponent(sizes, seconds):5.2f}   {exponent(sizes, count):5.2f}")


def operations(hidden: list[int]) -> int:
    """Multiplications a row: each weight forwards, in dW, and in dA but for the first layer."""
    weights = [into * out for into, out in pairwise([INPUTS, *hidden, CLASSES])]
    return 3 * sum(weights) - weights[0]


def exponent(sizes: Iterable[float], values: Iterable[float]) -> float:
    """The slope of the best line through the logarithms."""
    return float(np.polyfit(np.log(list(sizes)), np.log(list(values)), 1)[0])


def main() -> int:
    """Print the tables; 1 if a target is missed and ``--strict`` was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7, help="runs of each side")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a target is missed")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)  # one epoch is all we ask of scikit-learn
    met = [headline(chosen.times, threads) for threads in sorted({1, os.cpu_count() or 1})]
    with pinned(1):
        met.append(grid(chosen.times))
        growth(chosen.times)
    return int(chosen.strict and not all(met))


if __name__ == "__main__":
    sys.exit(main())
