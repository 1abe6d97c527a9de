"""A lab to break checks on: pick a published protocol and a bug, and see who notices."""

from __future__ import annotations

from typing import Any

from course.exercises.derivatives.bench import BUGS, Bug, run
from course.exercises.derivatives.protocols import PROTOCOLS, Protocol
from course.plots.derivatives import entries
from course.plots.style import GREY, figure
from course.widgets import stage

CHECKS: dict[str, Protocol] = {protocol.name: protocol for protocol in PROTOCOLS}
CLAIMS: dict[str, Bug] = {bug.name: bug for bug in BUGS}
GOAL = "To hit: for each of the eight, a claim on which it is wrong: a bug that passes, or a right gradient refused."
UNDER_TEST = "the gradient of W (4, 3) in A = tanh(X Wᵀ + b) or P = softmax(X Wᵀ + b), 5 examples"
IN_USE = "a mark: one entry, under random weights. Disc: accepted. Square: refused. On the lower edge: exactly right"
PRESETS: dict[str, dict[str, Any]] = {
    "the sum sees no upstream": {"check": "needle", "bug": "upstream ignored", "seed": 1},
    "one norm, a NaN": {"check": "deeplearning.ai", "bug": "one NaN", "seed": 1},
    "PyTorch's defaults, a small column":
        {"check": "PyTorch's defaults", "bug": "small column turned round", "seed": 1},
    "a right gradient refused: fails": {"check": "mlcourse", "bug": "none: right, small column", "seed": 1},
}  # fmt: skip


def draw(check: str, bug: str, seed: int) -> tuple[Any, str]:
    """One check's look at one claim as a figure, and what all eight say of it."""
    fig, axes = figure(width=4.8, height=4.4)
    _panel(axes, check, bug, seed)
    fig.supxlabel(IN_USE, fontsize=8, color=GREY)
    noticed = [name for name, other in CHECKS.items() if not run(other, CLAIMS[bug], seed).passes]
    said = ", ".join(noticed) if noticed else "none of the eight"
    return fig, f"Under test: {UNDER_TEST}.\n{GOAL}\nRefused at this seed by: {said}."


def _panel(axes: Any, check: str, bug: str, seed: int) -> None:
    outcome = run(CHECKS[check], CLAIMS[bug], seed)
    protocol = CHECKS[check]
    loss = "plain sum" if protocol.plain_sum else "random weights"
    title = f"{check}: {protocol.said}\nloss: {loss}; bug: {bug}\n{outcome.verdict}"
    entries.draw_on(axes, outcome.claimed, outcome.truth, title=title, accepted=outcome.passes)


def static() -> Any:
    """The four presets side by side."""
    fig, axes = figure(2, 2, width=9.0, height=8.2)
    for panel, preset in zip(axes.flat, PRESETS.values(), strict=True):
        _panel(panel, **preset)
    fig.suptitle(f"under test: {UNDER_TEST}", fontsize=10)
    fig.supxlabel(IN_USE, fontsize=9, color=GREY)
    return fig


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    return {
        "check": widgets.Dropdown(options=list(CHECKS), description="check"),
        "bug": widgets.Dropdown(options=list(CLAIMS), description="bug"),
        "seed": widgets.IntSlider(min=0, max=50, description="seed", continuous_update=False),
    }
