"""A lab for attention weights: one query and six keys, their length, and a temperature."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.activations import softmax
from course.plots.style import BLUE, INK, ORANGE, figure
from course.widgets import stage

Array = NDArray[np.float64]
WORDS = ("cat", "dog", "sun", "sea", "owl", "fig")
WANTED = 2
SEED = 4
GOAL = ("To hit, with a likeness of 0.3: left the word that is asked for gets at least 0.9, "
        "right no word gets more than 0.5.")  # fmt: skip
PRESETS: dict[str, dict[str, Any]] = {
    "short vectors": {"d": 16, "scaled": "divide by √d", "temperature": 1.0, "likeness": 0.3},
    "colder: it grasps at anything": {"d": 16, "scaled": "divide by √d", "temperature": 0.1, "likeness": 0.3},
    "hot: everything is one": {"d": 16, "scaled": "divide by √d", "temperature": 10.0, "likeness": 0.3},
    "long vectors, not scaled: fails": {"d": 256, "scaled": "do not", "temperature": 1.0, "likeness": 0.3},
}


def weights(d: int, scaled: str, temperature: float, likeness: float) -> Array:
    """Six weights, softmax of the scores over ``temperature``.

    Keys are normal vectors of ``d`` entries. The query is ``likeness`` parts of the wanted key and as much of a
    vector of its own as keeps its entries at variance 1.
    """
    rng = np.random.default_rng(SEED)
    keys, own = rng.standard_normal((len(WORDS), d)), rng.standard_normal(d)
    query = likeness * keys[WANTED] + np.sqrt(1 - likeness**2) * own
    scores = keys @ query / (np.sqrt(d) if scaled == "divide by √d" else 1.0)
    return np.asarray(softmax(scores[None] / temperature)[0])


def looked_at(p: Array) -> float:
    """How many words share the weight: e to the entropy, 1 for a single one and 6 for equal shares."""
    positive = p[p > 0]
    return float(np.exp(-(positive * np.log(positive)).sum()))


def draw(d: int, scaled: str, temperature: float, likeness: float) -> tuple[Any, str]:
    """The weights for a query that is like the wanted key, and for one that is like none."""
    found = weights(d, scaled, temperature, likeness), weights(d, scaled, temperature, 0.0)
    fig, panels = figure(1, 2, width=9.4, height=3.4, sharey=True)
    titles = (f"a query like “{WORDS[WANTED]}” (likeness {likeness:.2g})", "a query like none of them")
    for k, (panel, p, title, goal) in enumerate(zip(panels, found, titles, (0.9, 0.5), strict=True)):
        bars = panel.bar(WORDS, p, color=BLUE, edgecolor=INK)
        bars[WANTED].set_hatch("//" if k == 0 else "")
        panel.axhline(goal, color=ORANGE, linestyle="--", linewidth=1.3)
        panel.text(
            5.4, goal + 0.02, f"goal: at {'most' if k else 'least'} {goal}", ha="right", color=INK, fontsize=9
        )
        panel.set(title=title, ylim=(0, 1.05), xlabel=f"as if {looked_at(p):.2g} words had equal shares",
                  ylabel="" if k else "weight")  # fmt: skip
    hit = likeness == 0.3 and found[0][WANTED] >= 0.9 and found[1].max() <= 0.5
    said = f"Left {found[0][WANTED]:.2g} on the right word, right at most {found[1].max():.2g} on one word."
    return fig, f"{GOAL}\n{said} {'Hit.' if hit else 'Not yet.'}"


def show() -> Any:
    """The lab; with COURSE_STATIC=1 in the environment, its first preset."""
    return stage.show(draw, PRESETS, controls)


def controls() -> dict[str, Any]:
    """The lab's ipywidgets, by the name of the setting that each moves."""
    import ipywidgets as widgets

    look = {"continuous_update": False}
    return {
        "d": widgets.SelectionSlider(options=[4, 16, 64, 256, 1024], description="length d", **look),
        "scaled": widgets.Dropdown(options=["divide by √d", "do not"], description="scores"),
        "temperature": widgets.FloatLogSlider(value=1.0, min=-1, max=1, step=0.1, description="temperature", **look),
        "likeness": widgets.FloatSlider(min=0, max=1, step=0.1, description="likeness", **look),
    }
