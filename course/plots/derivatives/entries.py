"""Every entry of a claimed gradient: how large it is, and how far it is off. Small entries stand apart here."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.style import BLUE, GREY, GROUND, INK, ORANGE

Array = NDArray[np.float64]
SIZES = (1e-10, 1e2)
ERRORS = (1e-18, 1e3)
NAN_AT = 1e2
"""The height at which an entry that is no number is drawn."""


def draw_on(axes: Any, claimed: Array, right: Array, *, title: str, accepted: bool) -> None:
    """``claimed`` beside what is ``right``: discs where the check accepts the claim, else open squares."""
    size = np.clip(np.abs(right).ravel(), *SIZES)
    error = np.abs(claimed - right).ravel()
    lost = ~np.isfinite(error)
    look: dict[str, Any] = {"marker": "o", "color": BLUE}
    if not accepted:
        look = {"marker": "s", "color": ORANGE, "markerfacecolor": GROUND}
    axes.plot(size[~lost], np.clip(error[~lost], 3 * ERRORS[0], None), linestyle="none", markersize=6, **look)
    for x in size[lost]:
        axes.plot(x, NAN_AT, "x", color=INK, markersize=8, markeredgewidth=2)
        axes.annotate("NaN", (x, NAN_AT), (8, -4), textcoords="offset points", fontsize=9)
    across = np.array(SIZES)
    for share, line, said in ((1.0, "-", "off by all of itself"), (0.005, "--", "off by 0.5 %")):
        axes.plot(across, share * across, line, color=GREY, linewidth=1, label=said)
    axes.set(xscale="log", yscale="log", xlim=SIZES, ylim=ERRORS)
    axes.set(xlabel="size of the right entry", ylabel="error of the claimed entry")
    axes.legend(loc="upper left", fontsize=8)
    axes.set_title(title, fontsize=9)
