"""The table lab: drag the number of variables, and watch one table leave every memory behind."""

from __future__ import annotations

from typing import Any

from course.plots.start import counts
from course.widgets import stage

PRESETS: dict[str, dict[str, Any]] = {
    "twenty variables": {"d": 20},
    "784, the pixels of a small picture: no table": {"d": 784},
}
BYTES = 8
"""Of one entry in float64."""
GIB = 2**30
ATOMS = 10**80
"""In the observable universe, to the nearest few powers of ten."""


def lab() -> Any:
    """Show the lab. Aim: the largest d whose joint table fits into 8 GiB."""
    return stage.show(draw, PRESETS, _controls)


def draw(d: int) -> tuple[Any, str]:
    """Entries over d, and what the three tables need in whole numbers: Python's have no largest."""
    joint = 2**d
    said = f"d = {d}: joint {_count(joint)} entries, {_size(joint)}; independent {2 * d}; identical 2."
    return counts.draw(d), said


def _count(entries: int) -> str:
    return f"{entries:,}" if entries < 10**9 else f"about 10^{len(str(entries)) - 1}"


def _size(entries: int) -> str:
    if entries > ATOMS:
        return "more than there are atoms in the universe"
    fits = "fits" if entries * BYTES <= 8 * GIB else "does not fit"
    return f"which {fits} into 8 GiB"


def _controls() -> dict[str, Any]:
    import ipywidgets

    slider = ipywidgets.IntSlider(20, min=1, max=800, description="d", continuous_update=False)
    return {"d": slider}
