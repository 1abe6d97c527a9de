"""The graph viewer: step through the forward and the backward pass of a gate or a worked graph."""

from __future__ import annotations

from typing import Any, Literal

from course.graph import Record
from course.graph.table import text
from course.plots.graphs import steps, viewer
from course.plots.graphs.examples import EXAMPLES
from course.plots.style import figure
from course.widgets import stage

View = Literal["picture", "table"]
VIEWS: tuple[View, ...] = ("picture", "table")
FIRST = "(x + y) z"
STUCK = "saturated: next to nothing comes back"
GOAL = "To hit: say the next number before you step. Then find the graph in which no input can move the output."

PRESETS: dict[str, dict[str, Any]] = {
    name: {"graph": name, "step": 0, "view": "picture"} for name in sorted(EXAMPLES, key=lambda name: name != FIRST)
}


def records(graph: str) -> list[Record]:
    """Both passes over the example of this name, run."""
    return EXAMPLES[graph].records()


def table(graph: str) -> str:
    """Every number of both passes as text: a row for each wire, the sum over the children at the end of a node."""
    return text(records(graph))


def draw(graph: str, step: int, view: View) -> tuple[Any, str]:
    """The graph after ``step`` as a figure, or all its numbers as a table, and what to say above it."""
    example, found = EXAMPLES[graph], records(graph)
    last = steps.count(found)
    said = f"{GOAL}\nStep {min(max(step, 0), last)} of {last}."
    if graph == STUCK:
        said += " The unit is saturated: its slope is almost 0, so nothing that stands before it hears anything."
    if view == "table":
        return _page(text(found), example.formula), said
    return viewer.draw(found, step, title=example.formula, rows=example.rows), said


def _page(lines: str, title: str) -> Any:
    rows = lines.splitlines()
    fig, axes = figure(width=max(6.0, 0.088 * max(map(len, rows))), height=0.24 * len(rows) + 0.6)
    axes.axis("off")
    axes.set_title(title)
    axes.text(0, 1, lines, family="monospace", fontsize=9.5, va="top", linespacing=1.35)
    return fig


def static() -> Any:
    """Half-way back through the smallest graph."""
    example = EXAMPLES[FIRST]
    found = example.records()
    return viewer.draw(found, len(steps.gates(found)) + 2, title=example.formula, rows=example.rows)


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its static figure."""
    return stage.show(draw, PRESETS, controls, static)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"description_width": "6em"}
    graph = widgets.Dropdown(options=list(PRESETS), description="graph", style=look)
    stepper = _stepper()
    graph.observe(lambda change: stepper.begin(steps.count(records(change["new"]))), names="value")
    stepper.begin(steps.count(records(graph.value)))
    return {
        "graph": graph,
        "step": stepper,
        "view": widgets.ToggleButtons(options=VIEWS, description="view", style=look),
    }


def _stepper() -> Any:
    """Buttons to the start, back, on and to the end, as one control: its ``value`` is the step."""
    import ipywidgets as widgets
    import traitlets

    class Stepper(widgets.HBox):  # type: ignore[misc]  # ipywidgets has no types
        value = traitlets.Int(0)
        last = traitlets.Int(0)

        def __init__(self) -> None:
            def button(text: str, target: Any) -> Any:
                made = widgets.Button(description=text, layout={"width": "7em"})
                made.on_click(lambda _: self.go(target()))
                return made

            super().__init__([
                button("⏮ start", lambda: 0),
                button("◀ back", lambda: self.value - 1),
                button("on ▶", lambda: self.value + 1),
                button("end ⏭", lambda: self.last),
            ])  # fmt: skip

        def go(self, step: int) -> None:
            self.value = min(max(step, 0), self.last)

        def begin(self, last: int) -> None:
            self.last, self.value = last, 0

    return Stepper()
