"""Gradient descent with fresh gradients, and with those of the steps before still in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from course.plots.style import BLUE, GREEN, GREY, GROUND, ORANGE, figure

LOOKS = ((ORANGE, "s", "--"), (GREEN, "^", ":"), (BLUE, "o", "-"))


def forgetful(keeps: str, w: float, x: float, y: float, rate: float, steps: int) -> list[float]:
    """The weights of descent on (w x - y)² where the gradients named in ``keeps`` are not cleared between steps.

    Of 'r' (the residual), 'p' (the product) and 'w' (the weight), any may be named.
    """
    gradient, weights = dict.fromkeys("rpw", 0.0), [w]
    for _ in range(steps):
        arrives = 2 * (w * x - y)
        for name, local in (("r", 1.0), ("p", 1.0), ("w", x)):
            arrives = arrives * local + (gradient[name] if name in keeps else 0.0)
            gradient[name] = arrives
        w -= rate * gradient["w"]
        weights.append(w)
    return weights


def draw(weights: Mapping[str, Sequence[float]], best: float, reach: float) -> Any:
    """``weights`` maps a name to the weight after each step; ``best`` is where the loss is least.

    The picture ends ``reach`` above and below the best: a curve that runs away leaves it.
    """
    fig, axes = figure(width=8.4, height=3.6)
    axes.axhline(best, color=GREY, linewidth=1, label="the least loss")
    for (name, values), (color, marker, line) in zip(weights.items(), LOOKS, strict=False):
        axes.plot(range(len(values)), values, line, color=color, marker=marker, markerfacecolor=GROUND, label=name)
    axes.set(xlabel="step", ylabel="weight w", ylim=(best - reach, best + reach))
    axes.locator_params(axis="x", integer=True)
    axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return fig
