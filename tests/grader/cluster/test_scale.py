"""`grader/SCALE.md` says what 100,000 submissions need; its figures follow from those of 1,000."""

from __future__ import annotations

import re
from math import ceil
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[3] / "grader" / "SCALE.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
TABLE = {
    what: (float(small), small_unit, float(large), large_unit)
    for what, small, small_unit, large, large_unit in re.findall(
        r"^\| ([^|]+?) \| ([\d.]+) (\w+) \| ([\d.]+) (\w+) \|$", PAGE, re.MULTILINE
    )
}
JUDGING = "judging, processor time of the workers"
AT_HOME = "processor time of the run at home, its recorder included"
SENT = "sent to the workers"


def seconds(what: str) -> float:
    return TABLE[what][2]


def test_the_table_is_there() -> None:
    """Are judging, recording and what travels among its lines?"""
    assert {JUDGING, AT_HOME, SENT} < TABLE.keys()
    assert len(TABLE) == 10


@pytest.mark.parametrize("what", TABLE)
def test_a_hundred_thousand_are_a_hundred_times_a_thousand(what: str) -> None:
    """Is each line's second figure a hundred times its first, in the same unit?"""
    small, unit, large, same_unit = TABLE[what]
    assert unit == same_unit
    assert large == pytest.approx(100 * small, rel=1e-12)


def test_the_hours_of_judging_follow() -> None:
    """Are core hours, and the minutes of one machine and of four, those of the table?"""
    judging = seconds(JUDGING)
    assert f"**{judging / 3600:.1f} core hours** of judging" in TEXT
    one, four = judging / 16 / 60, judging / 64 / 60
    assert f"with 1 machine of 16 cores {one:.0f} minutes, with 4 such machines {four:.0f} minutes" in TEXT


def test_the_one_recorder_is_the_bottleneck_that_it_is_said_to_be() -> None:
    """Do the minutes at home, and the cores that keep up with them, follow from the table?"""
    home = seconds(AT_HOME)
    assert f"**{home / 60:.0f} minutes** of one core at home" in TEXT
    assert f"{seconds(JUDGING) / home:.1f} cores judge as fast as one run can record" in TEXT
    runs = f"4 runs side by side on one scheduler need {home / 4 / 60:.0f} minutes of that"
    assert f"{runs}, and {ceil(seconds(JUDGING) / (home / 4))} cores to judge for them" in TEXT


def test_what_travels_follows() -> None:
    """Are the gigabytes of all, and the kilobytes of one, those of the table?"""
    small, _, large, _ = TABLE[SENT]
    assert f"**{large / 1024:.0f} GiB** over the network, {small * 1024 / 1000:.0f} KiB a submission" in TEXT
