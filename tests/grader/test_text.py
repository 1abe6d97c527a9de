from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.grading.results import Status
from grader.text import STATUS, number, visible


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_visible_text_can_be_written_and_shown(text: str) -> None:
    """Is what comes out free of controls and of what no encoder takes, and stable when done again?"""
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(ord(character) < 32 and character not in "\t\n" for character in shown)
    assert visible(shown) == shown


@pytest.mark.parametrize("mark", ["\x1b", "\x9b", "\u202e", "\u2066", "\udcff", "\x7f"])
def test_each_deceiving_character_becomes_a_mark(mark: str) -> None:
    """Does it show that something was there?"""
    assert visible(f"a{mark}b") == "a\ufffdb"


def test_every_status_has_words_and_a_sign_of_its_own() -> None:
    """Can statuses be told apart without colour?"""
    assert set(STATUS) == set(get_args(Status))
    assert len({shown.sign for shown in STATUS.values()}) == len(STATUS)
    assert len({shown.words for shown in STATUS.values()}) == len(STATUS)


@pytest.mark.parametrize(("points", "text"), [(2.0, "2"), (1.5, "1.5"), (1 / 3, "0.33"), (10.0, "10"), (0.0, "0")])
def test_points_read_as_people_write_them(points: float, text: str) -> None:
    """Are needless zeros gone, and needed ones kept?"""
    assert number(points) == text
