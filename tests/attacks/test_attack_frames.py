"""The judge's reader of frames, fed with what no honest worker sends."""

from __future__ import annotations

from grader.worker.frames import MAX_HEADER
from tests.attacks.forged_frames import LIMIT
from tests.attacks.fuzz import CAP, fuzz


def test_the_reader_survives_forged_frames() -> None:
    """Do 5,000 damaged frames give answers or the judge's own errors, at once, and within the cap on memory?"""
    tally = fuzz(5000, seed=20_260_101)
    assert tally.strays == []
    assert tally.peak < CAP, f"{tally.peak} bytes for one frame"
    assert (
        tally.outcomes["read"] > 500 and tally.outcomes["FrameError"] > 500
    )  # neither all well nor all broken
    assert tally.outcomes["call: ok"] > 5 and tally.outcomes["call: crashed"] > 50


def test_the_cap_is_a_cap() -> None:
    """Is the cap far below what the forged sizes ask for, and above a frame of full size?"""
    assert LIMIT < CAP < 64 * (LIMIT + MAX_HEADER)
