"""Does the page about security say what was measured, and what the code says?"""

from __future__ import annotations

import re
from dataclasses import fields

from grader.sandbox.limits import Limits
from tests.attacks.attack import everything
from tests.attacks.figures import BEGIN, END, PAGE, stored


def test_the_page_repeats_the_last_whole_run() -> None:
    """Are the lines between the page's marks those that the stored figures give?"""
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    said, mark, _ = rest.partition(END)
    assert mark == END
    assert said.strip().splitlines() == stored().lines()


def test_the_last_whole_run_was_of_this_corpus() -> None:
    """Were all of today's attacks in it, was each control run, and did none gain anything?"""
    entries, figures = everything(), stored()
    assert figures.attacks == len(entries)
    assert figures.stock_run == sum(not entry.attack.no_stock for entry in entries)
    assert (figures.other_score, figures.leaked, figures.spoiled, figures.strays) == (0, 0, 0, 0)
    assert figures.frames >= 100_000 and figures.stock_forged > 0


def test_the_limits_on_the_page_are_the_limits() -> None:
    """Does the table name every limit of a session with its number?"""
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    limits = Limits()
    assert {name: float(number) for name, number in rows} == {
        field.name: float(getattr(limits, field.name)) for field in fields(Limits)
    }
