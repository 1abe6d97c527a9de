"""`check_backward`: is a backward pass the derivative of its forward pass?

A forward pass has many outputs. With a random upstream gradient dY the number L = ⟨dY, forward(x)⟩ has the gradient
that the backward pass must return. A plain sum, dY = 1, would hide much: outputs of a softmax always sum to 1, so a
backward pass of zeros would be right for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.gradcheck.check import check_gradient
from course.gradcheck.compare import RTOL
from course.gradcheck.layout import layout
from course.gradcheck.report import Report
from course.gradcheck.values import Array

__all__ = ["check_backward"]

SAME = 1e-12
"""How far a second call may differ from the first, relative to the largest entry."""


def check_backward(
    forward: Callable[[Any], Any],
    backward: Callable[[Array], Any],
    x: Any,
    rng: np.random.Generator,
    *,
    shape: tuple[int, ...] | None = None,
    rtol: float = RTOL,
) -> Report:
    """Check ``backward(dY)`` against ``forward(x)`` with an upstream gradient dY drawn from ``rng``.

    Parameters
    ----------
    forward
        Takes what ``x`` is and returns an array Y of floats; may keep what backward needs.
    backward
        Takes dY, of Y's shape, right after ``forward(x)`` and returns ∂L/∂x for L = ⟨dY, Y⟩, of x's form.
    x
        A float64 array, a float, or a dict of float64 arrays, which neither function may change.
    shape
        The shape that Y must have, if you know it: a broadcast by mistake has a gradient too, but the wrong shape.
    rtol
        As for `check_gradient`.

    Raises
    ------
    ShapeError, DtypeError, NotFiniteError
        If Y has another shape than ``shape``, is no array of real floats, or is not finite.
    InputError
        If a pass changes x or dY, or gives something else when it is called again; as `check_gradient` does.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> z = rng.normal(size=(2, 3))
    >>> check_backward(np.tanh, lambda dY: dY * (1 - np.tanh(z) ** 2), z, rng)
    all 6 entries agree with the differences
    """
    form = layout(x)
    before = form.vector(x)
    Y = _output(forward(x), shape)
    dY = cotangent(rng, Y.shape)
    upstream = dY.copy()
    gradient = form.gradient(backward(dY))
    forward(x)
    again = form.gradient(backward(dY))
    if not np.array_equal(form.vector(x), before):
        raise _impure("x", "the passes changed it in place", "work on a copy")
    if not np.array_equal(dY, upstream):
        raise _impure("dY", "backward changed it in place", "work on a copy")
    slack = SAME * float(np.abs(gradient).max(initial=0.0, where=np.isfinite(gradient)))
    if not np.allclose(again, gradient, rtol=0.0, atol=slack, equal_nan=True):
        raise _impure("backward", "another gradient on the second call", "set gradients, where it adds to old ones")
    return check_gradient(lambda moved: float(np.sum(upstream * forward(moved))), x, form.unpack(gradient),
                          rtol=rtol, rng=rng)  # fmt: skip


def cotangent(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """A random upstream gradient, standard normal."""
    return rng.standard_normal(shape)


def _output(value: Any, shape: tuple[int, ...] | None) -> Array:
    Y = np.asarray(value)
    if Y.dtype.kind != "f":
        raise DtypeError("forward(x)", expected="an array of real floats", got=str(Y.dtype), hint="float64 inputs")
    if shape is not None and Y.shape != shape:
        raise ShapeError("forward(x)", expected=f"shape {shape}", got=f"shape {Y.shape}",
                         hint="look for arrays that broadcast by mistake")  # fmt: skip
    if not np.isfinite(Y).all():
        raise NotFiniteError("forward(x)", expected="finite numbers", got="a NaN or an infinity",
                             hint="a point where forward is finite")  # fmt: skip
    return np.array(Y)


def _impure(name: str, got: str, hint: str) -> InputError:
    return InputError(name, expected="passes that change nothing and repeat themselves", got=got, hint=hint)

