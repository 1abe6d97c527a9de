"""Does the card show verdict, worst entries and a map, with a sign beside every colour and nothing unescaped?"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import numpy as np

from course.gradcheck import check_gradient
from tests.course.small import SEED

X = np.random.default_rng(SEED).normal(size=(3, 5))


class Tags(HTMLParser):
    """Collects tags, text, and what was not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def card(report: Any) -> tuple[Tags, str]:
    tags = Tags(report._repr_html_())
    assert tags.open == [] and not {"script", "img", "link", "iframe"} & set(tags.tags)
    return tags, "".join(tags.words)


def square(x: Any) -> float:
    return float(np.sum(x**2))


def test_a_right_gradient_is_a_short_green_card() -> None:
    """Is there the sign, the sentence and what it took, and no map of nothing but right entries?"""
    _, words = card(check_gradient(square, X, 2 * X))
    assert words.startswith("✓ gradient agrees") and "all 15 entries agree" in words and "evaluations of f" in words
    assert "·" not in words.split("entries agree")[0]


def test_a_wrong_gradient_shows_where() -> None:
    """Is a wrong row a row of crosses in the map, between dots, and are the numbers of the worst in the table?"""
    wrong = 2 * X
    wrong[1] = 0
    tags, words = card(check_gradient(square, X, wrong))
    assert words.startswith("✗ gradient differs") and {"table", "th", "td"} <= set(tags.tags)
    runs = [word for word in tags.words if word and set(word) <= {"·", "✗"}]
    assert runs == ["·" * 5, "✗" * 5, "·" * 5, "·", "✗"]  # the map, and its key
    worst = int(np.argmax(np.abs(X[1])))
    assert f"[1, {worst}]" in words and f"{2 * X[1, worst]:.6g}" in words


def test_kinks_and_their_edges_have_signs_of_their_own() -> None:
    """Are exact kinks and entries on the edge of one marked, and explained in words?"""
    x = np.array([[1.0, 0.0, -1.0] + [2.0] * 20, [1e-8, 1.0, 1.0] + [2.0] * 20])
    report = check_gradient(lambda x: np.maximum(x, 0).sum(), x, (x > 0) * 1.0)
    tags, words = card(report)
    assert report and report.kinks == 1 and report.inconclusive == 1
    assert "^" in tags.words and "?" in tags.words and "on a kink" in words and "too near a kink to tell" in words


def test_names_are_escaped() -> None:
    """Is a parameter's name that holds markup shown as it is, in table and map?"""
    name = "<script>alert(1)</script>&\""
    report = check_gradient(lambda p: square(p[name]), {name: X}, {name: 3 * X})
    tags, words = card(report)
    assert words.count(name) >= 2 and "script" not in tags.tags


def test_only_the_worst_are_listed_and_the_rest_counted() -> None:
    """With 15 wrong entries, are eight rows shown, the worst first, and 'and 7 more' said?"""
    report = check_gradient(square, X, -2 * X)
    tags, words = card(report)
    assert tags.tags.count("tr") == 1 + 8 and "and 7 more" in words
    sizes = [abs(entry.low) for entry in report.wrong]
    assert sizes == sorted(sizes, reverse=True)


def test_the_text_says_the_same() -> None:
    """Does the text hold the sentence, a row for each entry that is listed, and what it took?"""
    lines = check_gradient(square, X, -2 * X).text().splitlines()
    assert lines[0].startswith("✗ 15 of 15 entries differ") and len(lines) == 1 + 1 + 8 + 1
    assert lines[1].split()[:3] == ["where", "expected", "received"]
    assert "evaluations of f for 15 entries" in lines[-1]
    assert check_gradient(square, X, 2 * X).text().startswith("✓ all 15 entries agree")


def test_a_large_gradient_has_no_map() -> None:
    """Does a report of very many entries keep to the table?"""
    big = np.ones((60, 60))
    report = check_gradient(square, big, 3 * big, how="entries")
    assert report.maps == () and len(report._repr_html_()) < 20_000
