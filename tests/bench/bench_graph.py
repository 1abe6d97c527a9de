"""How fast is the graph: against micrograd's `Value` on numbers, and against itself on arrays?

Every row is measured in this run, both sides taking turns, in CPU time of one thread; the best of several counts,
since whatever else the machine does can only add to a time.
"""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Callable
from time import thread_time
from typing import Any

import numpy as np

from course.graph import Node, relu

OPERATIONS = 10_000
DEEP = 100_000
TIMES = 15
COLUMNS = np.random.default_rng(0).normal(size=(3, OPERATIONS // 4))
ROWS = COLUMNS.T.tolist()


def chain(leaf: Callable[[float], Any]) -> Any:
    """Alternating × and +, each on the result of the last and a constant."""
    node = leaf(0.9)
    for _ in range(OPERATIONS // 2):
        node = node * 0.999 + 0.001
    return node


def shared(leaf: Callable[[float], Any]) -> Any:
    """Products and sums of a hundred leaves, each used by hundreds of operations."""
    draw = random.Random(0)
    leaves = [leaf(draw.uniform(0.5, 1.0)) for _ in range(100)]
    total = leaf(0.0)
    for _ in range(OPERATIONS // 4):
        a, b, c = draw.choice(leaves), draw.choice(leaves), draw.choice(leaves)
        total = total + (a * b + c) * a
    return total


def units(leaf: Callable[[float], Any]) -> Any:
    """A layer of ReLU units on sixteen inputs, summed: what micrograd's own network is made of."""
    draw = random.Random(1)
    inputs = [leaf(draw.uniform(-1.0, 1.0)) for _ in range(16)]
    total = leaf(0.0)
    for _ in range(OPERATIONS // 34):
        unit = leaf(0.1)
        for x in inputs:
            unit = unit + x * leaf(draw.uniform(-1.0, 1.0))
        total = total + (relu(unit) if isinstance(unit, Node) else unit.relu())
    return total


def all_gates(leaf: Callable[[float], Any]) -> Any:
    """Sums, differences, products, quotients and squares in turn."""
    a, b = leaf(1.1), leaf(0.7)
    node = a
    for _ in range(OPERATIONS // 5):
        node = ((node + a) / (node - 3.0) * b) ** 2
    return node


def numbers() -> Node:
    """Σ (x y + z) x, entry by entry: 10,000 operations on numbers."""
    total = Node(0.0)
    for a, b, c in ROWS:
        first = Node(a)
        total = total + (first * Node(b) + Node(c)) * first
    return total


def arrays() -> Node:
    """The same on arrays: four nodes."""
    x, y, z = (Node(column) for column in COLUMNS)
    return ((x * y + z) * x).sum()


def both_passes(build: Callable[[], Any]) -> Callable[[], None]:
    """Build the graph, which is the forward pass, and run it backwards."""
    return lambda: build().backward()


def best(*contestants: Callable[[], Any]) -> list[float]:
    """The best time of each, in ms; they take turns, so that a busy moment hits all."""
    times = [[_time(run) for run in contestants] for _ in range(TIMES)]
    return [min(column) * 1e3 for column in zip(*times, strict=True)]


def _time(run: Callable[[], Any]) -> float:
    start = thread_time()
    run()
    return thread_time() - start


def against_micrograd() -> None:
    """The table of ratios; at most 1.0 is the aim."""
    try:
        from micrograd.engine import Value
    except ImportError:
        print("micrograd is not installed, so the comparison with it is left out. Try: pip install micrograd")
        return
    print(f"forward and backward, {OPERATIONS:,} scalar operations   micrograd ms   graph ms   ratio   at most 1.0")
    for build in (chain, shared, units, all_gates):
        theirs, ours = best(both_passes(lambda f=build: f(Value)), both_passes(lambda f=build: f(Node)))
        met = "yes" if ours <= theirs else "NO"
        print(f"  {build.__name__:<48} {theirs:12.2f} {ours:10.2f} {ours / theirs:7.2f}   {met}")


def against_itself() -> None:
    """Numbers against arrays, and a deep chain."""
    one_by_one, at_once = best(both_passes(numbers), both_passes(arrays))
    ratio = one_by_one / at_once
    print(f"\nΣ (x y + z) x, {OPERATIONS:,} operations   numbers {one_by_one:.2f} ms   arrays {at_once:.3f} ms   "
          f"{ratio:.0f} times as fast   at least 50: {'yes' if ratio >= 50 else 'NO'}")  # fmt: skip
    x = Node(1.0)
    node = x
    for _ in range(DEEP):
        node = node + 0.5
    backward, forward = best(node.backward, node.forward)
    print(f"a chain of {DEEP:,}: backward {backward:.0f} ms, forward again {forward:.0f} ms, gradient {x.gradient}")


def main() -> None:
    """Print the tables."""
    against_micrograd()
    against_itself()


if __name__ == "__main__":
    # micrograd's backward pass calls itself once for every step of depth: it needs a stack that is deep enough
    sys.setrecursionlimit(10 * OPERATIONS)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
