"""A lab for depth: the gradient at every layer of a tanh net, with and without a way round each layer."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from course.plots.layers import fading
from course.plots.style import GREEN, figure
from course.widgets import stage

Array = NDArray[np.float64]
Kind = Literal["plain", "residual"]
WIDTH, SEEDS = 16, 8
GOAL = "To hit: 60 layers, and the gradient at the first one at most 3 times larger or smaller than at the last."
PRESETS: dict[str, dict[str, Any]] = {
    "plain, small weights: it vanishes": {"kind": "plain", "depth": 60, "gain": 0.8},
    "plain, large weights: it explodes": {"kind": "plain", "depth": 60, "gain": 2.2},
    "residual, gain 1: still too large": {"kind": "residual", "depth": 60, "gain": 1.0},
    "shallow": {"kind": "plain", "depth": 4, "gain": 1.0},
}


def sizes(kind: Kind, depth: int, gain: float) -> Array:
    """The length of the gradient at the layers' inputs (depth + 1,), last layer's output first.

    Each layer is tanh(W x), W normal with variance gain²/16, or x + tanh(W x). The gradient at the output has the
    length 1 and a random direction; the geometric mean over `SEEDS` seeds is returned.
    """
    lengths = np.ones((SEEDS, depth + 1))
    for seed in range(SEEDS):
        rng = np.random.default_rng(seed)
        x, kept = rng.standard_normal(WIDTH), []
        for _ in range(depth):
            W = gain / np.sqrt(WIDTH) * rng.standard_normal((WIDTH, WIDTH))
            a = np.tanh(W @ x)
            kept.append((W, a))
            x = x + a if kind == "residual" else a
        g = rng.standard_normal(WIDTH)
        g /= np.linalg.norm(g)
        for layer, (W, a) in enumerate(reversed(kept), start=1):
            through = W.T @ (g * (1 - a**2))
            g = g + through if kind == "residual" else through
            lengths[seed, layer] = np.linalg.norm(g)
    return np.asarray(np.exp(np.log(lengths).mean(axis=0)))


def draw(kind: Kind, depth: int, gain: float) -> tuple[Any, str]:
    """The gradient's length from the last layer to the first, beside that of the other kind of net."""
    other: Kind = "plain" if kind == "residual" else "residual"
    found = sizes(kind, depth, gain)
    fig, axes = figure(width=8.0, height=3.7)
    fading.draw_on(axes, {kind: found, f"{other}, to compare": sizes(other, depth, gain)})
    axes.axhspan(1 / 3, 3, color=GREEN, alpha=0.15, label="the goal")
    axes.set(xlabel="layers back from the output", ylabel="length of the gradient",
             title=f"{depth} layers, weights of gain {gain:.3g}; mean of {SEEDS} seeds")  # fmt: skip
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    verdict = "Hit." if depth == 60 and 1 / 3 <= found[-1] <= 3 else "Not yet."
    return fig, f"{GOAL}\n{kind}: at the first layer the gradient is {found[-1]:.2g} times as long. {verdict}"


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its first preset."""
    return stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"continuous_update": False}
    return {
        "kind": widgets.Dropdown(options=["plain", "residual"], description="layers"),
        "depth": widgets.IntSlider(min=1, max=60, description="depth", **look),
        "gain": widgets.FloatSlider(min=0.1, max=2.5, step=0.1, description="gain", **look),
    }
