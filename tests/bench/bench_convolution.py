"""How fast is the convolution against PyTorch's: forward and backward on 32 grey images of 28×28, 8 filters of 3×3?

Both sides compute in float32 and on one thread, and take turns; the best of many counts, since whatever else the
machine does can only add to a time.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from course.layers.convolution import Convolution

TIMES = 200
AIM = 5.0
SETTINGS = [  # name, images, patterns, stride, padding
    ("32×1×28×28, 8 of 3×3", (32, 1, 28, 28), (8, 1, 3, 3), 1, 0),
    ("the same, padding 1", (32, 1, 28, 28), (8, 1, 3, 3), 1, 1),
    ("32×8×14×14, 16 of 3×3", (32, 8, 14, 14), (16, 8, 3, 3), 1, 1),
    ("32×3×32×32, 16 of 5×5, stride 2", (32, 3, 32, 32), (16, 3, 5, 5), 2, 2),
]


def ours(X: Any, W: Any, b: Any, dY: Any, stride: int, padding: int) -> Callable[[], list[Any]]:
    """Both passes through the layer, all three gradients."""
    layer = Convolution(W.copy(), stride=stride, padding=padding)
    layer.params["b"][...] = b

    def run() -> list[Any]:
        Y = layer.forward(X, training=True)
        dX = layer.backward(dY)
        return [Y, layer.grads["W"], layer.grads["b"], dX]

    return run


def theirs(X: Any, W: Any, b: Any, dY: Any, stride: int, padding: int) -> Callable[[], list[Any]]:
    """The same in PyTorch."""
    import torch

    torch.set_num_threads(1)
    tensors = [torch.tensor(value, requires_grad=True) for value in (X, W, b)]
    upstream = torch.tensor(dY)

    def run() -> list[Any]:
        for tensor in tensors:
            tensor.grad = None
        Y = torch.nn.functional.conv2d(*tensors, stride=stride, padding=padding)
        Y.backward(upstream)
        return [Y.detach().numpy(), *(tensors[i].grad.numpy() for i in (1, 2, 0))]

    return run


def best(*contestants: Callable[[], Any]) -> list[float]:
    """The best time of each in ms, taking turns."""
    times = [[_time(run) for run in contestants] for _ in range(TIMES)]
    return [min(column) * 1e3 for column in zip(*times, strict=True)]


def main() -> None:
    """Print the table."""
    try:
        import torch  # noqa: F401
    except ImportError:
        print("PyTorch is not installed, so there is nothing to compare with. Try: make bench")
        return
    print(f"{'forward and backward, float32, 1 thread':<40} PyTorch ms   course ms   ratio   at most {AIM:g}")
    rng = np.random.default_rng(0)
    for name, images, patterns, stride, padding in SETTINGS:
        X, W = (rng.normal(size=shape).astype(np.float32) for shape in (images, patterns))
        b = rng.normal(size=len(W)).astype(np.float32)
        sides = [(size + 2 * padding - w) // stride + 1 for size, w in zip(images[2:], patterns[2:], strict=True)]
        dY = rng.normal(size=(len(X), len(W), *sides)).astype(np.float32)
        runs = [make(X, W, b, dY, stride, padding) for make in (theirs, ours)]
        for one, other in zip(runs[0](), runs[1](), strict=True):  # the same work, or the race means nothing
            np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-3)
        rival, course = best(*runs)
        print(f"{name:<40} {rival:10.3f} {course:11.3f} {course / rival:7.2f}   "
              f"{'yes' if course <= AIM * rival else 'NO'}")  # fmt: skip


def _time(run: Callable[[], Any]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


if __name__ == "__main__":
    with threadpool_limits(limits=1):
        main()
