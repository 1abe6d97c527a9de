"""The shape lab: choose three sizes, and see which products of X, W and b exist. NumPy itself decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.plots.start import shapes
from course.plots.style import GREEN, INK, NEGATIVE, figure
from course.widgets import stage

Product = Callable[[Any, Any, Any], Any]
PRODUCTS: dict[str, Product] = {
    "X @ W": lambda X, W, b: X @ W,
    "X @ W.T": lambda X, W, b: X @ W.T,
    "W @ X": lambda X, W, b: W @ X,
    "W @ X.T": lambda X, W, b: W @ X.T,
    "X @ W.T + b": lambda X, W, b: X @ W.T + b,
    "W @ X.T + b": lambda X, W, b: W @ X.T + b,
}
PRESETS: dict[str, dict[str, Any]] = {
    "three different sizes": {"n": 5, "d": 3, "out": 2},
    "one row": {"n": 1, "d": 3, "out": 2},
    "as many rows as outputs: a wrong sum exists": {"n": 3, "d": 4, "out": 3},
    "all equal: shapes can warn of nothing": {"n": 3, "d": 3, "out": 3},
}


def lab() -> Any:
    """Show the lab. Aim: sizes for which ``X @ W`` exists and ``W @ X`` does not."""
    return stage.show(draw, PRESETS, _controls)


def found(n: int, d: int, out: int) -> dict[str, tuple[int, ...] | None]:
    """Each product's shape, or None where NumPy refuses it; X is (n, d), W (out, d), b (out,)."""
    X, W, b = np.ones((n, d)), np.ones((out, d)), np.ones(out)
    return {name: _shape(product, X, W, b) for name, product in PRODUCTS.items()}


def _shape(product: Product, X: Any, W: Any, b: Any) -> tuple[int, ...] | None:
    try:
        return tuple(np.shape(product(X, W, b)))
    except ValueError:
        return None


def draw(n: int, d: int, out: int) -> tuple[Any, str]:
    """The boxes of the right product, a line for each of the six, and how many exist."""
    shown = found(n, d, out)
    fig, (left, right) = figure(1, 2, width=8.6, height=3.4, width_ratios=(1.7, 1))
    shapes.on(left, n, d, out)
    right.axis("off")
    right.set(xlim=(0, 1), ylim=(0, 1))
    for place, (name, shape) in enumerate(shown.items()):
        height = 0.92 - 0.16 * place
        right.text(0.0, height, name, color=INK, family="monospace", fontsize=10)
        text, color = ("✗ refused", NEGATIVE) if shape is None else (f"✓ {shape}", GREEN)
        right.text(0.62, height, text, color=color, fontsize=10)
    made = sum(shape is not None for shape in shown.values())
    return fig, f"X is ({n}, {d}), W is ({out}, {d}), b is ({out},): {made} of {len(shown)} products exist."


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"min": 1, "max": 6, "continuous_update": False}
    return {
        "n": ipywidgets.IntSlider(5, description="rows n", **look),
        "d": ipywidgets.IntSlider(3, description="inputs d", **look),
        "out": ipywidgets.IntSlider(2, description="outputs", **look),
    }
