"""Four curves to be fitted by three hidden units: after C. M. Bishop, "Pattern recognition and machine learning",
Springer 2006, figure 5.3, where 50 points lie uniformly on (−1, 1) and the units are tanh with a linear output.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError
from course.numbers import count, not_negative

__all__ = ["TARGETS", "curve"]

Array = NDArray[Any]

TARGETS: dict[str, Callable[[Array], Array]] = {
    "square": lambda x: x**2,
    "sine": lambda x: np.sin(np.pi * x),
    "absolute": lambda x: np.abs(x),
    "heaviside": lambda x: np.heaviside(x, 0.0),
}
"""x², sin πx, |x| and the Heaviside step H(x), which is 0 at 0 as the course's step is.

The book writes sin x. On (−1, 1) that is nearly a straight line, so here π scales it to one whole period.
"""


def curve(rng: np.random.Generator, name: str, n: int = 50, spread: float = 0.0) -> tuple[Array, Array]:
    """n points x (n, 1), uniform on (−1, 1) and in ascending order, with targets (n,): the curve at x.

    ``spread`` is the standard deviation of the normal noise on the targets.

    Raises
    ------
    InputError
        For a name that `TARGETS` has not, n < 1, or a negative spread.
    """
    if name not in TARGETS:
        raise InputError("name", expected=f"one of {', '.join(TARGETS)}", got=repr(name), hint="name='sine'")
    x = np.sort(rng.uniform(-1.0, 1.0, size=count("n", n)))
    return x[:, None], TARGETS[name](x) + not_negative("spread", spread) * rng.standard_normal(n)
