"""What every lab shares: controls, presets and a figure; or one still figure where nothing can be moved."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from typing import Any

Draw = Callable[..., tuple[Any, str]]
"""``draw(**settings)`` returns a figure and the sentences that go above it."""
Presets = Mapping[str, Mapping[str, Any]]
"""Name to settings. The first is what a lab starts from."""


def is_static() -> bool:
    """Whether labs are to draw a still figure: the environment holds COURSE_STATIC=1."""
    return os.environ.get("COURSE_STATIC") == "1"


def show(
    draw: Draw, presets: Presets, controls: Callable[[], dict[str, Any]], still: Callable[[], Any] | None = None
) -> Any:
    """Show a lab in the notebook. ``controls`` makes its ipywidgets, one for each setting, by name.

    Where nothing can be moved, ``still`` draws the figure, which is returned; without it the first preset is drawn.
    """
    if is_static():
        if still is not None:
            return still()
        _, said = draw(**next(iter(presets.values())))
        print(said)  # the figure is still open, and the notebook shows open figures after the cell
        return None
    from IPython.display import display

    display(build(draw, presets, controls()))
    return None


def build(draw: Draw, presets: Presets, controls: dict[str, Any]) -> Any:
    """Return the lab as one widget: a menu of presets, the controls, what is to be said, and the figure."""
    import ipywidgets

    look = {"description_width": "6em"}
    menu = ipywidgets.Dropdown(options=list(presets), description="preset", style=look)
    said, screen = ipywidgets.HTML(), ipywidgets.Image(format="png", layout={"max_width": "100%"})
    setting_many = False

    def redraw(*_: Any) -> None:
        if setting_many:
            return
        figure, text = draw(**{name: control.value for name, control in controls.items()})
        said.value = "<br>".join(escape(line) for line in text.splitlines())
        screen.value = _png(figure)

    def choose(*_: Any) -> None:
        nonlocal setting_many
        setting_many = True
        for name, value in presets[menu.value].items():
            controls[name].value = value
        setting_many = False
        redraw()

    menu.observe(choose, names="value")
    for control in controls.values():
        control.observe(redraw, names="value")
    choose()
    return ipywidgets.VBox([menu, *controls.values(), said, screen])


def _png(figure: Any) -> bytes:
    """The figure as a picture, closed: left open, the notebook would show it a second time under the cell."""
    import matplotlib.pyplot as plt

    # An image's bytes arrive whole. An Output widget that captures a display loses it when two labs redraw at once.
    buffer = BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    return buffer.getvalue()
