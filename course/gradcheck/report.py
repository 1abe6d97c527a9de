"""`check_gradient`: compare a gradient of your own with differences, and read where it is off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np

from course.errors import ShapeError
from course.gradcheck.compare import RTOL, compare
from course.gradcheck.numeric import numeric_gradient


@dataclass(frozen=True)
class Report:
    """The outcome of `check_gradient`; its repr is the sentence that a person reads."""

    ok: bool
    summary: str

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        return self.summary

    def _repr_html_(self) -> str:
        return f"<pre>{'✓' if self.ok else '✗'} {escape(self.summary)}</pre>"


def check_gradient(f: Callable[[Any], Any], x: Any, gradient: Any, *, rtol: float = RTOL) -> Report:
    """Compare ``gradient`` with the numeric gradient of the scalar function ``f`` at ``x``.

    Raises
    ------
    ShapeError
        If the gradient does not have x's shape.

    Examples
    --------
    >>> check_gradient(lambda x: float((x ** 2).sum()), np.array([1.0, -3.0]), np.array([2.0, 6.0]))
    1 of 2 entries differ; worst at [1]: expected -6, received 6
    """
    estimate = numeric_gradient(f, x)
    received = np.asarray(gradient, dtype=np.float64)
    if received.shape != estimate.value.shape:
        raise ShapeError(
            "gradient",
            expected=f"the shape of x, {estimate.value.shape}",
            got=str(received.shape),
            hint="a gradient has the shape of its variable",
        )
    if not np.isfinite(received).all():
        return Report(False, "the gradient holds a NaN or an infinity")
    result = compare(received, estimate, rtol)
    if result.ok:
        seen = received.size
        return Report(True, "; ".join([f"all {seen} entries agree with the differences", *result.notes]))
    wrong = int((~result.right).sum())
    at = result.worst
    place = f"[{', '.join(map(str, at))}]" if at else "the number itself"
    text = f"{wrong} of {received.size} entries differ; worst at {place}: "
    text += f"expected {estimate.value[at]:.6g}, received {received[at]:.6g}"
    return Report(False, text)
