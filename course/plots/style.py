"""One look for every figure: a colour-blind-safe palette on an opaque white ground, so it reads in a dark theme.

Colours: Okabe & Ito, "Color Universal Design", 2008. No figure tells two things apart by colour alone: class +1
is a filled disc and -1 an open square, values are upright and gradients have an arrow.
"""

from __future__ import annotations

from typing import Any

BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#007A5A"
SKY = "#56B4E9"
YELLOW = "#E69F00"
PINK = "#CC79A7"
INK = "#1A1A1A"
GREY = "#6E6E6E"
LIGHT = "#D9D9D9"
GROUND = "#FFFFFF"

POSITIVE = BLUE
NEGATIVE = ORANGE
VALUE = GREEN
GRADIENT = ORANGE

RC: dict[str, Any] = {
    "figure.facecolor": GROUND,
    "savefig.facecolor": GROUND,
    "axes.facecolor": GROUND,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.grid": True,
    "grid.color": LIGHT,
    "grid.linewidth": 0.6,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "font.size": 11,
    "axes.titlesize": 12,
    "legend.frameon": False,
    "figure.dpi": 96,
    "savefig.dpi": 96,
    "figure.constrained_layout.use": True,
    "svg.hashsalt": "chainrule",
}


def figure(rows: int = 1, columns: int = 1, *, width: float = 6.4, height: float = 4.0, **kwargs: Any) -> Any:
    """``plt.subplots`` in the course's style: returns ``(figure, axes)``; ``width`` and ``height`` in inches."""
    import matplotlib.pyplot as plt

    with plt.rc_context(RC):
        made = plt.subplots(rows, columns, figsize=(width, height), **kwargs)
        interactive = plt.isinteractive()
    # The first figure loads the backend, and Jupyter's turns interactive mode on. Leaving the context would turn it
    # off again, and every later figure of the notebook would stay hidden.
    plt.interactive(interactive)
    return made
