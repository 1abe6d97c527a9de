"""A slope as a limit: secants that turn into the tangent, and the number that their slopes close in on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, figure

LINES = ("--", "-.", ":")


def draw(f: Callable[[Any], Any], x: float, steps: Sequence[float], slope: float, *, name: str = "f") -> Any:
    """``f`` with its secants from ``x`` to ``x + t`` for up to three ``steps`` t, and its tangent of this ``slope``.

    On the right: the quotient (f(x + t) − f(x)) / t for steps t of both signs.
    """
    fig, (left, right) = figure(1, 2, width=9.0, height=3.8)
    reach = 1.15 * max(abs(step) for step in steps)
    across = np.linspace(x - reach, x + reach, 201)
    left.plot(across, f(across), color=INK, linewidth=2, label=f"{name}(x)")
    for step, line in zip(steps, LINES, strict=False):
        secant = (f(x + step) - f(x)) / step
        left.plot(across, f(x) + secant * (across - x), line, color=BLUE, linewidth=1.2, label=f"t = {step:g}")
        left.plot(x + step, f(x + step), "o", color=BLUE, markerfacecolor=GROUND)
    left.plot(across, f(x) + slope * (across - x), color=ORANGE, linewidth=2, label="tangent")
    left.plot(x, f(x), "o", color=INK)
    low, high = float(np.min(f(across))), float(np.max(f(across)))
    left.set(xlabel="x", ylabel=f"{name}(x)", ylim=(low - 0.35 * (high - low), high + 0.1 * (high - low)))
    left.set_title("secants through x and x + t")
    left.legend(loc="upper left", fontsize=9)
    t = np.concatenate([np.linspace(-reach, -reach / 80, 80), np.linspace(reach / 80, reach, 80)])
    for side in (t < 0, t > 0):
        right.plot(t[side], (f(x + t[side]) - f(x)) / t[side], color=BLUE)
    right.axhline(slope, color=ORANGE, linewidth=1.2)
    right.plot(0, slope, "o", color=ORANGE, markerfacecolor=GROUND, markersize=7)
    right.annotate("no quotient at t = 0,\nonly a limit", (0, slope), (0.12, 0.8), textcoords="axes fraction",
                   fontsize=9, arrowprops={"arrowstyle": "->", "color": GREY})  # fmt: skip
    right.set(xlabel="t", ylabel="slope of the secant")
    right.set_title("their slopes close in on one number")
    return fig
