"""A lab for softmax: four logits, a temperature, and what two losses hand back to the logits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from course.activations import log_softmax, softmax, softmax_backward
from course.labelled import Array
from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE, SKY, figure
from course.widgets import stage

CLASSES = ("rooster", "cat", "dog", "donkey")
GOAL = "To hit: a cross-entropy above 5 while no entry of the squared error's gradient is longer than 0.01."


@dataclass(frozen=True)
class Outcome:
    """Probabilities (4,), both losses, and the gradient (4,) of each at the logits."""

    p: Array
    cross_entropy: float
    squared_error: float
    of_cross_entropy: Array
    of_squared_error: Array


def run(z: Array, tau: float, right: str) -> Outcome:
    """One row of logits z (4,) at temperature ``tau``, with the class ``right``.

    p = softmax(z / τ); losses −log p_y and Σ_j (p_j − [j = y])². The temperature is part of the way back: 1/τ.
    """
    y = CLASSES.index(right)
    target = np.eye(len(CLASSES))[y]
    p = softmax(z / tau)
    of_squared = softmax_backward(p, 2 * (p - target)) / tau
    surprise = float(-log_softmax(z / tau)[y])
    return Outcome(p, surprise, float(np.sum((p - target) ** 2)), (p - target) / tau, of_squared)


WRONG: dict[str, Any] = {"z1": -4.0, "z2": 8.0, "z3": 0.0, "z4": -1.0, "tau": 1.0, "right": "rooster"}
PRESETS: dict[str, dict[str, Any]] = {
    "not sure": {"z1": 1.0, "z2": 2.0, "z3": 0.5, "z4": -1.0, "tau": 1.0, "right": "rooster"},
    "sure and right": {"z1": 8.0, "z2": 0.0, "z3": -1.0, "z4": -2.0, "tau": 1.0, "right": "rooster"},
    "sure and wrong: one loss is stuck": WRONG,
    "the same, hot": WRONG | {"tau": 8.0},
    "a tie": {"z1": 3.0, "z2": 3.0, "z3": 3.0, "z4": 3.0, "tau": 1.0, "right": "donkey"},
}


def _panels(left: Any, right: Any, tau: float, label: str, outcome: Outcome) -> None:
    places = np.arange(len(CLASSES))
    bars = left.bar(places, outcome.p, color=SKY, edgecolor=BLUE, width=0.6)
    bars[CLASSES.index(label)].set(facecolor=GROUND, hatch="///", edgecolor=ORANGE)
    for place, share in zip(places, outcome.p, strict=True):
        left.text(place, share + 0.03, f"{share:.2g}", ha="center", fontsize=10)
    left.set(ylim=(0, 1.18), ylabel="probability", title=f"temperature {tau:.3g}, right: {label}")
    for shift, values, color, hatch, name in (
        (-0.2, outcome.of_cross_entropy, BLUE, "", "of the cross-entropy"),
        (0.2, outcome.of_squared_error, GROUND, "...", "of the squared error"),
    ):
        right.bar(places + shift, values, width=0.36, color=color, hatch=hatch, edgecolor=INK, label=name)
    reach = max(1.15, 1.15 * float(np.abs([outcome.of_cross_entropy, outcome.of_squared_error]).max()))
    right.set(ylim=(-reach, reach), ylabel="gradient at the logit",
              title=f"losses: {outcome.cross_entropy:.3g} and {outcome.squared_error:.3g}")  # fmt: skip
    right.axhline(0, color=GREY, linewidth=1)
    for panel in (left, right):
        panel.set_xticks(places, CLASSES)
        panel.grid(axis="x", visible=False)
        panel.title.set_fontsize(11)


def draw(z1: float, z2: float, z3: float, z4: float, tau: float, right: str) -> tuple[Any, str]:
    """One setting as a figure, and what to say above it."""
    outcome = run(np.array([z1, z2, z3, z4]), tau, right)
    fig, axes = figure(1, 2, width=8.8, height=3.6)
    _panels(axes[0], axes[1], tau, right, outcome)
    axes[1].legend(loc="lower right", fontsize=9)
    longest = [np.abs(g).max() for g in (outcome.of_cross_entropy, outcome.of_squared_error)]
    said = f"Longest entry of the gradient: cross-entropy {longest[0]:.2g}, squared error {longest[1]:.2g}."
    return fig, f"{GOAL}\nCross-entropy now: {outcome.cross_entropy:.3g}. {said}"


def static() -> Any:
    """Three presets, one below the other."""
    shown = list(PRESETS)[:3]
    fig, axes = figure(len(shown), 2, width=8.8, height=3.0 * len(shown) + 0.4)
    for pair, name in zip(axes, shown, strict=True):
        preset = dict(PRESETS[name])
        z = np.array([preset[f"z{j}"] for j in range(1, 5)])
        _panels(pair[0], pair[1], preset["tau"], preset["right"], run(z, preset["tau"], preset["right"]))
        pair[0].set_title(f"{name}\n{pair[0].get_title()}", fontsize=11)
    fig.legend(*axes[0, 1].get_legend_handles_labels(), loc="outside lower center", ncols=2, frameon=False)
    return fig


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets

    style = {"style": {"description_width": "6em"}}
    look = {"min": -10.0, "max": 10.0, "step": 0.5, "continuous_update": False, **style}
    logits = {
        f"z{j}": ipywidgets.FloatSlider(0.0, description=f"z, {name}", **look) for j, name in enumerate(CLASSES, 1)
    }
    return {
        **logits,
        "tau": ipywidgets.FloatLogSlider(1.0, min=-1, max=1.5, description="temperature", **style),
        "right": ipywidgets.Dropdown(options=list(CLASSES), description="right class", **style),
    }
