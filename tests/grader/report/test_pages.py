from __future__ import annotations

import base64
import hashlib
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from grader.report.pages import code, render
from grader.text import visible


@given(st.text(max_size=200))
def test_code_is_escaped_and_complete(source: str) -> None:
    """Does the coloured text, tags taken away, say what the source says but for empty lines around it?"""
    html = code(source)
    assert set(re.findall(r"<(/?\w+)", html)) <= {"span", "/span"}
    assert unescape(re.sub(r"<[^>]*>", "", html)).strip() == visible(source).strip()


def test_lines_are_counted_as_ipython_counts_them() -> None:
    """Is the first line that is not empty line 1, and does each line have its own number?"""
    html = code("\n  \ndef f():\n\n    return \"\"\"a\nb\"\"\"\n")
    lines = html.split("\n")
    assert len(lines) == 4 and all(line.startswith('<span class="line">') for line in lines)
    assert html.count('class="line"') == 4  # no coloured word has the class that is counted
    assert "def" in lines[0]


def test_the_policy_allows_the_one_style_sheet_and_nothing_more() -> None:
    """Does the hash in the page's policy fit the style that the page carries, and is all else closed?"""
    page = render("report.html", folder="class", assignments=[], not_graded=[], feedback_of=None)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy"\s+content="([^"]*)"', page)
    rules = [rule.strip() for rule in policy.split(";")]
    assert rules == ["default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'"]
    assert not re.search(r"<script|src=|style=|@import|url\(", page)


def test_terminal_codes_and_reordering_marks_do_not_reach_a_page() -> None:
    """Is every value that a template shows made visible, also what no encoder takes?"""
    page = render("report.html", folder="a\x1b[31m\u202e\udcff", assignments=[], not_graded=[], feedback_of=None)
    assert "a\ufffd[31m\ufffd\ufffd" in page
    page.encode("utf-8")
