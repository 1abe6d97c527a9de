from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.collect.names import sender_of


@pytest.mark.parametrize(
    ("entry", "name", "number", "stem", "order"),
    [
        ("lovelaceada_1815_90210_backprop.ipynb", "lovelaceada", "1815", "backprop", (90210, 0)),
        ("lovelaceada_LATE_1815_90210_backprop-1.ipynb", "lovelaceada", "1815", "backprop", (90210, 1)),
        ("lovelaceada_1815_90210_my_own_1_2_work-12.ipynb", "lovelaceada", "1815", "my_own_1_2_work", (90210, 12)),
        ("müllerzoë_7_8_toys.ipynb", "müllerzoë", "7", "toys", (8, 0)),
        ("download/lovelaceada_1815_90210_toys.ipynb", "lovelaceada", "1815", "toys", (90210, 0)),
        ("Ada Lovelace_1815_assignsubmission_file_/toys.ipynb", "Ada Lovelace", "1815", "toys", (0, 0)),
        ("Ada_L_1815_assignsubmission_file/sub/toys.ipynb", "Ada_L", "1815", "toys", (0, 0)),
        ("Ada Lovelace_1815_assignsubmission_file_toys.ipynb", "Ada Lovelace", "1815", "toys", (0, 0)),
        ("All/Ada_9_assignsubmission_file_/a_1_2_b.ipynb", "Ada", "9", "a_1_2_b", (0, 0)),
    ],
)
def test_the_names_that_an_lms_gives_are_read(
    entry: str, name: str, number: str, stem: str, order: tuple[int, int]
) -> None:
    """Are sender, file and version found, late ones included?"""
    sender = sender_of(entry)
    assert sender is not None
    assert (sender.name, sender.id, sender.stem, sender.order) == (name, number, stem, order)


@pytest.mark.parametrize("entry", ["toys.ipynb", "ada_toys.ipynb", "_1_2_x.ipynb", "ada_1_2_", "ada_x_2_toys.ipynb"])
def test_other_names_are_nobodys(entry: str) -> None:
    """Is a name that no LMS gives told apart?"""
    assert sender_of(entry) is None


@given(st.text())
def test_an_id_is_digits_alone(entry: str) -> None:
    """Whatever the name: can the id, which becomes a folder, hold anything but ASCII digits?"""
    sender = sender_of(entry)
    assert sender is None or (sender.id.isascii() and sender.id.isdecimal())
