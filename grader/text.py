"""Words for people: the statuses in plain English, and strangers' text made safe to look at.

`visible` is not an escape for HTML: whoever puts text into a page escapes it as well. It takes away what escaping
leaves: terminal codes, characters that reorder a line, bytes of a file name that are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from course.grading.results import Status

# C0 and C1 controls but tab and newline; marks that reorder a line (Unicode TR36, 'bidirectional text spoofing');
# halves of surrogate pairs, which no encoder takes.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Shown:
    """How a status is shown: never by colour alone."""

    words: str
    sign: str
    tone: str
    """'good', 'part', 'bad' or 'none': the colour's name in the style sheets."""


STATUS: dict[Status, Shown] = {
    "correct": Shown("Correct", "✓", "good"),
    "partial": Shown("Partly right", "◐", "part"),
    "wrong": Shown("Not right yet", "✗", "bad"),
    "not_attempted": Shown("Not attempted", "–", "none"),
    "missing": Shown("Answer not found", "?", "none"),
    "crashed": Shown("Stopped with an error", "!", "bad"),
    "timeout": Shown("Ran out of time", "∞", "bad"),
    "memory": Shown("Ran out of memory", "▦", "bad"),
    "withheld": Shown("Used what is withheld", "⊘", "bad"),
}


def visible(text: str) -> str:
    """Return ``text`` with each invisible or reordering character shown as \ufffd, newlines unified."""
    return _INVISIBLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown ``name``: '. Try: X', X the known name that was meant; else nothing.

    >>> nearest("Backprop", ["00_start", "07_backprop"])
    '. Try: 07_backprop'
    """
    plain = {candidate.casefold(): candidate for candidate in known}
    wanted = name.casefold()
    found = [key for key in plain if wanted and wanted in key] or get_close_matches(wanted, plain, 1)
    return f". Try: {plain[found[0]]}" if len(found) == 1 else ""


def number(points: float) -> str:
    """Points as people write them: '2', '1.5', '0.33'."""
    return f"{points:.2f}".rstrip("0").rstrip(".")
