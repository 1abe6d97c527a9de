"""`bump_weights`: the weights of a hidden layer of sigmoids that follows a curve to within ε."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from course.activations import sigmoid
from course.exercises.networks import hints
from course.exercises.networks.draws import LESSON, WITHHELD, numbers
from course.exercises.pointed import pointed
from course.exercises.spec import Args, Array, Case, Mistake, PropertyExercise

POINTS, EPS, MOST = 401, 0.1, 100
"""Points where the curve is given and compared; how close the net must come; how many hidden units it may have."""
STEEPEST = 8.0
"""The curve's largest slope, per width of its interval. A hundred steps then come to within 0.04 of it, and fifty
bumps to within 0.08."""
STEEP = 40.0
"""Of the reference: a step's weight, times the width of a cell."""


def _wave(rng: np.random.Generator, u: Array) -> Array:
    """A curve over u in [0, 1]: two waves of random phase."""
    first, second = rng.uniform(0.6, 1.0), rng.uniform(1.6, 2.2)
    phase = rng.uniform(0, 2 * np.pi, size=2)
    return np.asarray(np.sin(2 * np.pi * first * u + phase[0]) + 0.5 * np.sin(2 * np.pi * second * u + phase[1]))


def _curve(rng: np.random.Generator, low: float, high: float, level: float = 0.0) -> Args:
    u = np.linspace(0.0, 1.0, POINTS)
    y = _wave(rng, u)
    y = y * STEEPEST / np.abs(np.gradient(y, u)).max()
    return {"x": low + (high - low) * u, "y": y + level, "eps": EPS, "most": MOST}


def _unit_interval(rng: np.random.Generator) -> Args:
    return _curve(rng, 0.0, 1.0)


def _elsewhere(rng: np.random.Generator) -> Args:
    """Another interval, and a curve well above 0."""
    low = float(rng.uniform(-6.0, -3.0))
    return _curve(rng, low, low + float(rng.uniform(5.0, 9.0)), level=float(rng.uniform(2.0, 4.0)))


def _level(rng: np.random.Generator) -> Args:
    drawn = _unit_interval(rng)
    return drawn | {"y": np.full(POINTS, float(rng.uniform(1.0, 2.0)))}


def net(x: Array, w: Array, b: Array, v: Array, c: float) -> Array:
    """Σ_k v_k σ(w_k x + b_k) + c at points x (m,): (m,)."""
    return np.asarray(sigmoid(np.outer(x, w) + b) @ v + c)


def _verify(args: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, str | None]:
    read = {name: numbers(answer.get(name), name, ndim) for name, ndim in (("w", 1), ("b", 1), ("v", 1), ("c", 0))}
    if any(said for _, said in read.values()):
        return {name: said for name, (_, said) in read.items()}
    w, b, v, c = (array for array, _ in read.values())
    return dict.fromkeys(read, _form(w, b, v, args["most"]) or _score(args, w, b, v, float(c)))


def _form(w: Array, b: Array, v: Array, most: int) -> str | None:
    if not len(w) == len(b) == len(v):
        return f"w, b and v should have one entry a hidden unit; they have {len(w)}, {len(b)} and {len(v)}"
    return f"the net has {len(w)} hidden units, and at most {most} are allowed" if len(w) > most else None


def _score(args: Mapping[str, Any], w: Array, b: Array, v: Array, c: float) -> str | None:
    """None if the net stays within ε at every point; else how far off it is, where, and what can be seen of why."""
    x, y, eps = args["x"], args["y"], args["eps"]
    off = net(x, w, b, v, c) - y
    worst = int(np.abs(off).argmax())
    if abs(off[worst]) <= eps:
        return None
    said = f"the largest error is {abs(off[worst]):.3g}, at x = {x[worst]:.3g}, and it may be {eps:g}"
    if np.ptp(off) <= 2 * eps:
        return f"{said}; but for its level the curve is right: look at c"
    if _elsewhere_middles(w, b, x):
        return f"{said}; most of the steps have their middle, where the net input is 0, outside the interval"
    if worst in (0, len(x) - 1) and _half_up(w, b, float(x[worst]), float(np.ptp(x))):
        return f"{said}; a step has its middle there, at the end of the interval, and is half up"
    return said


def _half_up(w: Array, b: Array, end: float, width: float) -> bool:
    """Whether a step has its middle at this end."""
    turned = w != 0
    return bool((np.abs(-b[turned] / w[turned] - end) < 1e-6 * width).any())


def _elsewhere_middles(w: Array, b: Array, x: Array) -> bool:
    turned = w != 0
    if not turned.any():
        return False
    middle = -b[turned] / w[turned]
    return bool(np.mean((middle < x[0]) | (middle > x[-1])) > 0.5)


def staircase(x: Array, y: Array, cells: int, steep: float = STEEP) -> dict[str, Any]:
    """A step between each two of ``cells`` equal cells, as high as the curve differs between their middles."""
    edges = np.linspace(x[0], x[-1], cells + 1)
    height = np.interp((edges[1:] + edges[:-1]) / 2, x, y)
    w = np.full(cells - 1, steep * cells / (x[-1] - x[0]))
    return {"w": w, "b": -w * edges[1:-1], "v": np.diff(height), "c": float(height[0])}


def right(x: Array, y: Array, eps: float, most: int) -> dict[str, Any]:
    """One of the many answers."""
    return staircase(x, y, most)


def _changed(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    def make(x: Array, y: Array, eps: float, most: int) -> dict[str, Any]:
        made = right(x, y, eps, most)
        return made | change(made)

    return make


def _heights(x: Array, y: Array, eps: float, most: int) -> dict[str, Any]:
    made = right(x, y, eps, most)
    return made | {"v": made["c"] + np.cumsum(made["v"]), "c": 0.0}


def _too_soft(x: Array, y: Array, eps: float, most: int) -> dict[str, Any]:
    return staircase(x, y, most, steep=0.05)


MISTAKES = (
    Mistake("middle-on-the-wrong-side", "The biases have the wrong sign: each step has its middle on the other side "
            "of 0.", _changed(lambda made: {"b": -made["b"]})),
    Mistake("heights-for-jumps", "Each step was given the height of the curve; it should only add what is new.",
            _heights),
    Mistake("level-forgotten", "The curve starts from 0: the level of the first cell is missing.",
            _changed(lambda made: {"c": 0.0})),
    Mistake("too-soft", "The steps are so soft that they run into one another.", _too_soft),
    Mistake("jumps-turned-round", "The steps go down where the curve goes up.",
            _changed(lambda made: {"v": -made["v"]})),
)  # fmt: skip

BUMP_WEIGHTS = PropertyExercise(
    id="bump_weights",
    lesson=LESSON,
    title="A curve from steep sigmoids",
    points=4,
    signature=("x", "y", "eps", "most"),
    parts=("w", "b", "v", "c"),
    form="tuple",
    cases=(
        Case("a curve on (0, 1)", _unit_interval, share=4),
        Case("another interval, and a curve far from 0", _elsewhere, share=2),
        Case("a level line", _level, share=1, trials=1),
    ),
    mistakes=pointed(MISTAKES, hints.BUMPS),
    hints=hints.BUMPS_HINTS,
    withheld=WITHHELD,
    shapes={"w": "(h,), h at most `most`", "b": "(h,)", "v": "(h,)", "c": "one number"},
    verify=_verify,
)
