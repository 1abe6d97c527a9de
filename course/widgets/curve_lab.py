"""The curve lab: hidden units, activation and start are chosen; a net is fitted, its hidden units drawn dashed."""

from __future__ import annotations

from typing import Any

import numpy as np

from course.data import TARGETS, curve
from course.plots.networks import curves
from course.widgets import stage
from course.widgets.curve_fits import SLOPES, Fits, fit

POINTS, SEED = 50, 0
CHOICE: dict[str, Any] = {"name": "sine", "hidden": 3, "activation": "tanh", "start": 3, "reach": 1.0}
PRESETS: dict[str, dict[str, Any]] = {
    "sine, three tanh units": CHOICE,
    "one unit: no wave": CHOICE | {"hidden": 1},
    "three ReLU units: three kinks": CHOICE | {"activation": "relu"},
    "the same net, further out": CHOICE | {"reach": 3.0},
    "a step that stays a slope": CHOICE | {"name": "heaviside", "hidden": 1},
}


def lab() -> None:
    """Show the lab. Aim: the fewest ReLU units with which the sine is hit to 0.05; then a start that fails."""
    stage.show(draw, PRESETS, _controls)


def fitted(name: str, hidden: int, activation: str, start: int) -> Fits:
    """One net with ``hidden`` units, fitted to the lab's points of a curve from start number ``start``."""
    X, y = curve(np.random.default_rng(SEED), name, POINTS)
    return fit(X[:, 0], y, hidden, 1, np.random.default_rng(start), activation=activation)


def panel(fits: Fits, name: str, reach: float = 1.0, which: int = 0) -> curves.Panel:
    """Net number ``which`` of ``fits`` as a panel of `course.plots.networks.curves`, on (−reach, reach)."""
    X, y = curve(np.random.default_rng(SEED), name, POINTS)
    across = np.linspace(-reach, reach, 401)
    return curves.Panel(X[:, 0], y, across, fits(across)[which], fits.hidden(across)[which])


def draw(name: str, hidden: int, activation: str, start: int, reach: float) -> tuple[Any, str]:
    """The fitted net on (−reach, reach), and how far it is off, on the points and beyond them."""
    one = fitted(name, hidden, activation, start)
    shown = panel(one, name, reach)
    off = float(np.abs(shown.net - TARGETS[name](shown.across)).max())
    said = f"root mean squared error on the points {one.rms[0]:.3g}; largest error in the picture {off:.3g}"
    return curves.draw({f"{name}, {hidden} {activation} units": shown}), said


def _controls() -> dict[str, Any]:
    import ipywidgets

    look = {"continuous_update": False, "style": {"description_width": "8em"}}
    return {
        "name": ipywidgets.Dropdown(options=list(TARGETS), description="curve", style=look["style"]),
        "hidden": ipywidgets.IntSlider(3, 1, 12, description="hidden units", **look),
        "activation": ipywidgets.Dropdown(options=list(SLOPES), description="activation", style=look["style"]),
        "start": ipywidgets.IntSlider(0, 0, 30, description="start", **look),
        "reach": ipywidgets.FloatSlider(1.0, min=1.0, max=4.0, step=0.5, description="draw out to", **look),
    }
