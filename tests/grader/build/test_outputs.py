from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.build.outputs import WIDGET, output_problems, texts


def shown(output: Any) -> list[str]:
    cells = [new_markdown_cell("# Title"), new_code_cell("x", outputs=[output])]
    return output_problems(new_notebook(cells=cells))


def printed(text: str, name: str = "stdout") -> Any:
    return new_output("stream", name=name, text=text)


def result(**data: str) -> Any:
    return new_output("execute_result", data={kind.replace("_", "/"): text for kind, text in data.items()})


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (printed("careful\n", "stderr"), "cell 2 (demo): expected nothing on stderr, got: careful"),
        (result(text_plain="<Line2D at 0x7f00>"), "cell 2 (demo): shows a memory address"),
        (result(text_html="<p>&lt;function f at 0x7f00&gt;</p>"), "shows a memory address"),
        (printed(f"read {Path.home()}/data.csv"), "shows a path of this machine"),
        (printed(f"{Path(__file__).parents[3] / 'course' / 'x.py'}:3"), "shows a path of this machine"),
        (new_output("display_data", data={WIDGET: {"model_id": "1"}, "text/plain": "x"}), "shows a live widget"),
    ],
)
def test_unstable(output: Any, expected: str) -> None:
    """Is each thing that differs from run to run, or does not belong in a lesson, found and named?"""
    assert any(problem.startswith(("cell 2",)) and expected in problem for problem in shown(output))


@pytest.mark.parametrize("text", ["0.25", "at 0.5", "x ∈ [0, 1] / y", "/usr/bin is a folder", "rooted"])
def test_harmless(text: str) -> None:
    """Is an honest output left alone?"""
    assert shown(printed(text)) == []


def test_texts_reads_every_form() -> None:
    """Are all textual forms of a result read, and pictures left out?"""
    output = result(text_plain="plain", text_html="<b>html</b>", image_png="iVBORw0KGgo")
    assert sorted(texts(output)) == ["<b>html</b>", "plain"]
    assert list(texts(printed("words"))) == ["words"]
    assert list(texts(new_output("display_data", data={"application/x+json": {"card": "né"}}))) == ['{"card": "né"}']
