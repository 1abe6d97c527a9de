"""`gate_gradients`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def by_cases(x: Any, y: Any, z: Any, w: Any) -> Any:
    if y >= z:
        return y - 3 * w, x + 2 * y, 0.0, -3 * x
    return z - 3 * w, z, x + y, -3 * x


def by_paths(x: Any, y: Any, z: Any, w: Any) -> Any:
    wins = 1.0 if y > z else 0.0
    largest = wins * y + (1 - wins) * z
    through_sum, through_max = largest, x + y
    dx = 1 * through_sum
    dx += w * -3
    dy = 1 * through_sum
    dy += wins * through_max
    return [dx, dy, (1 - wins) * through_max, x * -3]


def as_an_array(x: Any, y: Any, z: Any, w: Any) -> Any:
    route = np.array([0, y >= z, y < z, 0])
    return max(y, z) * np.array([1, 1, 0, 0]) + (x + y) * route - 3 * np.array([w, 0, 0, x])


def half_at_the_tie(x: Any, y: Any, z: Any, w: Any) -> Any:
    to_y = np.heaviside(y - z, 0.5)
    m, s = np.maximum(y, z), x + y
    return m - 3 * w, m + s * to_y, s * (1 - to_y), -3 * x


def tape_of_shares(x: Any, y: Any, z: Any, w: Any) -> Any:
    s, m = x + y, max(y, z)
    slopes = dict.fromkeys("xyzwsmpqf", 0.0)
    slopes["f"] = 1.0
    first = (("q", "f", -1), ("p", "f", 1), ("x", "q", 3 * w), ("w", "q", 3 * x))
    then = (("s", "p", m), ("m", "p", s), ("y" if y > z else "z", "m", 1), ("x", "s", 1), ("y", "s", 1))
    for parent, child, local in first + then:
        slopes[parent] += slopes[child] * local
    return slopes["x"], slopes["y"], slopes["z"], slopes["w"]


CANDIDATES = [
    written("gate_gradients", kind, function)
    for kind, function in (
        ("cases", by_cases),
        ("path by path, a list", by_paths),
        ("one array", as_an_array),
        ("other slope at the kink", half_at_the_tie),
        ("wires in a table", tape_of_shares),
    )
]
