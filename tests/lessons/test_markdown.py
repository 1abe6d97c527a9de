"""Is a paragraph shown as one, whatever number a line of it happens to begin with?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jupytext
import pytest

SOURCES = sorted((Path(__file__).resolve().parents[2] / "solutions").glob("*/*.py"))
NUMBER = re.compile(r"\s*(\d+)[.)](\s|$)")


def stray(markdown: str) -> Iterator[str]:
    """The lines that a page shows as items of a list, though they count nothing: a year, a result, minutes."""
    expected = 1
    for line in markdown.splitlines():
        if found := NUMBER.match(line):
            if int(found[1]) not in (1, expected):
                yield line
            expected = int(found[1]) + 1


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_only_what_counts_is_a_numbered_list(source: Path) -> None:
    """Does each line that begins with a number and a dot come after the number before it?"""
    texts = [cell.source for cell in jupytext.read(source).cells if cell.cell_type == "markdown"]
    assert [line for text in texts for line in stray(text)] == []


def test_a_stray_number_is_seen() -> None:
    """Is a year at the start of a line found, and a list of two left alone?"""
    assert list(stray("printed in\n1998.\n\n1. one\n2. two")) == ["1998."]
    assert list(stray("the gradient is\n0. So such layers")) == ["0. So such layers"]
