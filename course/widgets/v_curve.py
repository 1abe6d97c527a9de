"""A lab for the step of a difference: too large and it bends, too small and it rounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.plots.derivatives import vcurve
from course.plots.style import figure
from course.widgets import stage

Array = NDArray[np.float64]
Function = Callable[[Any], Any]
EXPONENTS = np.arange(-15.0, 0.26, 0.25)
SPOT = np.linspace(-0.02, 0.02, 41)
"""The errors of one point jump about with its last digits: shown is the root mean square of this many nearby."""
SIDEWAYS = 1e-30
GOAL = "To hit: 10 right digits with central differences; then 15 with the complex step; then the preset that fails."


@dataclass(frozen=True)
class Subject:
    """A function of one number that takes complex ones too, and its exact slope."""

    f: Function
    slope: Function


FUNCTIONS: dict[str, Subject] = {
    "exp(x)": Subject(np.exp, np.exp),
    "sin(x)": Subject(np.sin, np.cos),
    "exp(30 x)": Subject(lambda x: np.exp(30 * x), lambda x: 30 * np.exp(30 * x)),
    "sin(x) + 1000000": Subject(lambda x: np.sin(x) + 1e6, np.cos),
    "max(0, x)": Subject(lambda x: np.where(np.real(x) > 0, x, 0), lambda x: np.where(x > 0, 1.0, 0.0)),
}
PRESETS: dict[str, dict[str, Any]] = {
    "a smooth function": {"name": "exp(x)", "x": 1.0, "exponent": -5.25},
    "it bends sharply": {"name": "exp(30 x)", "x": 0.1, "exponent": -6.75},
    "a large number added": {"name": "sin(x) + 1000000", "x": 1.0, "exponent": -3.25},
    "beside a kink: no digit is right": {"name": "max(0, x)", "x": 0.05, "exponent": -0.75},
}


def slopes(f: Function, x: Array, h: float) -> dict[str, Array]:
    """The slope of ``f`` at every ``x`` (n,) with step ``h``, by each scheme."""
    above, below = x + h, x - h  # rounded: the points that f really sees, so their distance is taken and not h
    return {
        "forward": (f(above) - f(x)) / (above - x),
        "central": (f(above) - f(below)) / (above - below),
        "complex step": np.imag(f(x + 1j * SIDEWAYS)) / SIDEWAYS,
    }


def errors(name: str, x: float, steps: Array) -> dict[str, Array]:
    """The relative error of each scheme at each of ``steps`` (m,), where the slope is not 0."""
    subject, near = FUNCTIONS[name], x + SPOT * abs(x)
    exact = subject.slope(near)
    size = np.where(exact == 0, 1.0, np.abs(exact))
    found: dict[str, list[float]] = {scheme: [] for scheme in vcurve.LOOKS}
    for h in steps:
        with np.errstate(all="ignore"):  # below the last digit of x nothing is left to divide by
            for scheme, slope in slopes(subject.f, near, float(h)).items():
                off = np.nan_to_num(np.abs(slope - exact) / size, nan=1.0, posinf=1.0)
                found[scheme].append(float(np.sqrt(np.mean(off**2))))
    return {scheme: np.array(values) for scheme, values in found.items()}


def digits(error: float) -> int:
    """How many digits of a number are right, from its relative error: 0 to 16."""
    return int(np.clip(-np.log10(max(error, 1e-17)), 0, 16))


def draw(name: str, x: float, exponent: float) -> tuple[Any, str]:
    """The V-curve of one function at one point, with the chosen step marked, and the digits that it gets right."""
    steps, h = 10**EXPONENTS, 10.0**exponent
    fig, axes = figure(width=7.6, height=4.2)
    vcurve.draw_on(axes, steps, errors(name, x, steps), step=h)
    axes.set_title(f"{name} at x = {x:g}")
    axes.set_ylabel("relative error of the slope")
    here = errors(name, x, np.array([h]))
    said = ", ".join(f"{scheme} {digits(float(error[0]))}" for scheme, error in here.items())
    return fig, f"{GOAL}\nRight digits at h = {h:.2g}: {said}."


def static() -> Any:
    """The four presets side by side."""
    fig, panels = figure(2, 2, width=9.6, height=7.2)
    steps = 10**EXPONENTS
    for axes, (said, preset) in zip(panels.flat, PRESETS.items(), strict=True):
        found = errors(preset["name"], preset["x"], steps)
        vcurve.draw_on(axes, steps, found, step=10.0 ** preset["exponent"])
        axes.set_title(f"{said}\n{preset['name']} at x = {preset['x']:g}", fontsize=10)
        axes.set_ylabel("relative error")
        axes.get_legend().remove()
    handles, labels = panels.flat[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside upper center", ncols=5)
    return fig


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"continuous_update": False}
    return {
        "name": widgets.Dropdown(options=list(FUNCTIONS), description="function"),
        "x": widgets.FloatSlider(min=0.05, max=2.0, step=0.05, description="x", **look),
        "exponent": widgets.FloatSlider(min=-15, max=0, step=0.25, description="log₁₀ h", **look),
    }
