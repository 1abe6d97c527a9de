"""`paths_gradient`, written otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.mutants.candidate import written


def path_by_path(w: Any, x: Any) -> Any:
    p, q = np.dot(w, x), np.dot(x, x)
    dw, dx = np.zeros_like(w), np.zeros_like(x)
    dw += q * x
    dw += np.cos(p) * x
    dx += q * w
    dx += np.cos(p) * w
    dx += p * 2 * x
    return dw, dx


def entry_by_entry(w: Any, x: Any) -> Any:
    p = sum(a * b for a, b in zip(w, x, strict=True))
    q = sum(a * a for a in x)
    dw = [a * (q + np.cos(p)) for a in x]
    dx = [b * (q + np.cos(p)) + 2 * a * p for a, b in zip(x, w, strict=True)]
    return dw, dx


def by_jacobians(w: Any, x: Any) -> Any:
    p, q = w @ x, np.linalg.norm(x) ** 2
    at_joints = np.array([q + np.cos(p), p])
    of_w = np.stack([x, np.zeros_like(x)])
    of_x = np.stack([w, 2 * x])
    return of_w.T @ at_joints, of_x.T @ at_joints


def shifted_sine(w: Any, x: Any) -> Any:
    p, q = np.sum(w * x), np.sum(x**2)
    back = q + np.sin(p + np.pi / 2)
    return back * x, np.add(back * w, p * x + x * p)


CANDIDATES = [
    written("paths_gradient", kind, function)
    for kind, function in (
        ("path by path", path_by_path),
        ("loops", entry_by_entry),
        ("matrix calculus rearranged", by_jacobians),
        ("other formula", shifted_sine),
    )
]
