"""Does a card say what a person needs, whatever the answer was, and only as text?"""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any, get_args

import numpy as np
import pytest

from course.cards import FAINT, LOOKS, html_card, lines, text_card
from course.doctor.hints import Hints
from course.doctor.smallest import Worked
from course.grading.grade import grade
from course.grading.results import Diagnosis, Finding, Result, Status
from tests.course.small import LINEAR, RELU, SUMMARY, WEIGHTS, failing, judged, linear, relu, summary

NASTY = "<script>alert('x')</script>\"'&amp;<img src=x onerror=alert(1)>"


def result(status: Status, **fields: Any) -> Result:
    points = {"correct": 4.0, "partial": 2.5}.get(status, 0.0)
    return Result("linear", status, points, 4.0, **fields)


class Reader(HTMLParser):
    """The tags of a page and its text, as a browser would take them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_a_card(status: Status) -> None:
    """Does each status show its sign, its word, the exercise and the points, in both forms?"""
    shown = result(status, diagnosis=None if status == "correct" else Diagnosis("k", "Something is off."))
    text, page = text_card(shown, "A linear layer"), read(html_card(shown, "A linear layer")).text
    look = LOOKS[status]
    for part in (look.sign, look.word, "linear", "A linear layer", f"{shown.points:.4g} of 4 points"):
        assert part in text and part in page
    assert ("Something is off." in text) is (status != "correct")


def test_the_signs_stand_for_the_three_colours() -> None:
    """Green only for what is right, yellow for what is not there yet, red for the rest, with a sign beside each?"""
    assert {LOOKS[s].sign for s in LOOKS} == {"✓", "✗", "…"}
    assert [s for s in LOOKS if LOOKS[s].sign == "✓"] == ["correct"]
    assert [s for s in LOOKS if LOOKS[s].sign == "…"] == ["not_attempted", "missing"]
    for one in LOOKS.values():
        assert len({other.edge for other in LOOKS.values() if other.sign == one.sign}) == 1


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1 between two colours #rrggbb, 1 to 21."""

    def luminance(colour: str) -> float:
        parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("status", LOOKS)
def test_words_stand_out_from_their_ground(status: Status) -> None:
    """Do the coloured word and the ink reach the contrast of 4.5 that small text needs?"""
    look = LOOKS[status]
    assert contrast(look.edge, look.ground) >= 4.5 and contrast("#1A1A1A", look.ground) >= 4.5
    card = html_card(result(status), "t")
    assert "color:#1A1A1A" in card and f"background:{look.ground}" in card


@pytest.mark.parametrize("status", get_args(Status))
def test_every_string_is_escaped(status: Status) -> None:
    """Is markup in any field, an exception's text or an id, shown and not obeyed?"""
    finding = Finding(NASTY, 0, NASTY, NASTY, NASTY, NASTY, f"x: expected {NASTY}, received {NASTY}.")
    said, other = Diagnosis(NASTY, NASTY, NASTY), Diagnosis("k", NASTY + "2")
    shown = Result(NASTY, status, 1.0, 4.0, said, (finding,), (other,), (NASTY,), {NASTY: True, "b": False})
    page = read(html_card(shown, NASTY))
    assert set(page.tags) <= {"div", "span", "b", "code"}
    assert page.text.count(NASTY) >= 5


def test_an_exception_text_of_the_students_is_escaped() -> None:
    """Does a script in the message of an exception arrive as text?"""

    def angry(*args: Any) -> Any:
        raise ValueError(NASTY)

    page = read(html_card(judged(LINEAR, angry), "A linear layer"))
    assert NASTY in page.text and "script" not in page.tags and "img" not in page.tags


def card(exercise: Any, answer: Any) -> list[str]:
    return text_card(judged(exercise, answer), exercise.title).splitlines()


def test_a_wrong_number_is_shown_with_what_was_expected() -> None:
    """Does a card name the mistake, then one entry of it, then what is right already?"""
    head, mistake, seen, parts = card(LINEAR, lambda *a: (-linear(*a)[0], *linear(*a)[1:]))
    assert head == "✗ linear: A linear layer: partly right (2.667 of 4 points)"
    assert mistake == "    dW has the wrong sign, everywhere."
    assert seen.startswith("    Seen on ordinary inputs: dW[") and "expected" in seen and "received" in seen
    assert parts == "    Right: db, dX. Not yet: dW."


@pytest.mark.parametrize(
    "exercise, answer",
    [
        (RELU, lambda Z, dA: np.cos(Z)),
        (RELU, lambda Z, dA: relu(Z, dA).T),
        (RELU, lambda Z, dA: relu(Z, dA) * np.nan),
        (RELU, lambda Z, dA: None),
        (RELU, lambda Z, dA: "text"),
        (RELU, lambda Z, dA: relu(Z, dA) + (Z == 0) * 9.0),
        (LINEAR, lambda *a: (None, *linear(*a)[1:])),
        (SUMMARY, lambda *a: (*summary(*a)[:1], 99, *summary(*a)[2:])),
        (WEIGHTS, lambda n: np.ones(n)),
    ],
)
def test_nothing_is_said_twice(exercise: Any, answer: Any) -> None:
    """Is the pair "expected, received" said once at most, and is a wrong form not followed by numbers?"""
    said = "\n".join(card(exercise, answer))
    assert said.count("received") <= 1 and len(said) < 500


def test_a_mistake_of_an_edge_case_is_said_once() -> None:
    """Where the sentence is the pair of numbers itself, "Only on …", is the pair left at that?"""
    said = card(RELU, lambda Z, dA: 9.0 + np.cos(dA) if (Z == 0).any() else relu(Z, dA))
    assert "Only on zeros in Z: " in said[1] and len(said) == 2


def test_two_ways_to_be_wrong_are_two_lines() -> None:
    """Does each part's diagnosis have its line?"""
    said = card(LINEAR, lambda W, b, X, dZ: (2 * dZ.T @ X, -dZ.sum(axis=0), dZ @ W))
    assert said[1] == "    dW is twice as large as it should be, everywhere."
    assert said[2].startswith("    Seen on ordinary inputs: dW[")
    assert said[3] == "    db has the wrong sign, everywhere."


def test_a_note_is_no_blame() -> None:
    """Does a right answer in single precision pass, with a note?"""
    passed = result("correct", notes=("the entries agree to single precision only",))
    assert lines(passed) == ["Note: the entries agree to single precision only."]


@pytest.mark.parametrize("status", ["timeout", "missing", "memory", "withheld"])
def test_what_only_a_sandbox_sees_has_a_sentence(status: Any) -> None:
    """Does a time-out, or a lack of memory, say what happened and what to look for?"""
    said = lines(grade(LINEAR, failing(status), 1))
    assert said and all(line.strip().endswith((".", "?")) for line in said)


def test_a_stub_is_told_what_to_do_next() -> None:
    """Does the yellow card say how to go on, and blame nobody?"""

    def stub(*args: Any) -> Any:
        raise NotImplementedError

    waiting = judged(LINEAR, stub)
    assert lines(waiting) == ["Write the function above, run its cell, then run this one again."]
    assert "Seen on" not in text_card(replace(waiting, status="not_attempted"), "t")


def hinted(level: int) -> Hints:
    """Hints up to a level, whose every text is nasty."""
    worked = Worked(f"W = {NASTY}\nlinear(W)", (("dW should be", NASTY), ("dW came out as", "[2.0,\n 3.0]")))
    return Hints(level, worked if level >= 2 else None, (f"Look {NASTY}?", "Reread.") if level >= 3 else ())


def test_each_level_shows_itself_and_the_ones_before() -> None:
    """Does the small print say how many hints there are and how the next one opens, in both forms?"""
    shown = result("wrong", diagnosis=Diagnosis("k", "Something is off."))
    for level in (1, 2, 3):
        for said in (text_card(shown, "t", hinted(level)), read(html_card(shown, "t", hinted(level))).text):
            assert "Something is off." in said and f"Hint {level} of 3." in said
            assert ("The next one opens after another attempt" in said) is (level < 3)
            assert ("linear(W)" in said and "dW should be" in said) is (level >= 2)
            assert ("Reread." in said) is (level == 3)


def test_hints_are_text_and_nothing_else() -> None:
    """Is markup in an input or a pointer shown and not obeyed, and are lines kept?"""
    html = html_card(result("wrong"), "t", hinted(3))
    page = read(html)
    assert set(page.tags) <= {"div", "span", "b", "code", "pre"} and page.text.count(NASTY) == 3
    assert "[2.0,\n 3.0]" in page.text
    assert "        [2.0,\n         3.0]" in text_card(result("wrong"), "t", hinted(2))


def test_a_card_without_hints_is_as_it_was() -> None:
    """Is there no small print on a card that passed, or that waits?"""
    for status in ("correct", "not_attempted"):
        assert "Hint" not in text_card(result(status), "t") and "<pre" not in html_card(result(status), "t")


def test_small_print_stands_out_from_every_ground() -> None:
    """Does the fainter ink reach the contrast of 4.5 too?"""
    assert min(contrast(FAINT, look.ground) for look in LOOKS.values()) >= 4.5
