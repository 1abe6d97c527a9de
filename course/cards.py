"""The card that a student reads: green, red or yellow, what is off and where; as HTML and as text.

Every string is escaped. The card brings its own ground and ink, so it reads on a light and on a dark page, and a
sign (✓ ✗ …) stands beside every colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import indent

from course.doctor.hints import LEVELS, Hints
from course.grading.results import Finding, Result, Status


@dataclass(frozen=True)
class Look:
    """How a status shows itself."""

    sign: str
    word: str
    edge: str
    ground: str


PASSED = Look("✓", "passed", "#007A5A", "#E8F5F0")
WRONG = Look("✗", "not right yet", "#B3261E", "#FCEDEB")
WAITING = Look("…", "not written yet", "#8A6100", "#FFF6E0")

NOTED = Look("✎", "noted", "#2F5D8A", "#EAF1F8")
"""For an answer that is marked elsewhere: neither right nor wrong, so neither green nor red."""

FAINT = "#5A5A5A"
"""The ink of small print."""
RULE = "#D8C4C2"

LOOKS: dict[Status, Look] = {
    "correct": PASSED,
    "partial": Look("✗", "partly right", WRONG.edge, WRONG.ground),
    "wrong": WRONG,
    "not_attempted": WAITING,
    "missing": Look("…", "not found", WAITING.edge, WAITING.ground),
    "crashed": Look("✗", "stopped with an error", WRONG.edge, WRONG.ground),
    "timeout": Look("✗", "took too long", WRONG.edge, WRONG.ground),
    "memory": Look("✗", "ran out of memory", WRONG.edge, WRONG.ground),
    "withheld": Look("✗", "used what is not available here", WRONG.edge, WRONG.ground),
}
NEXT = {
    "not_attempted": "Write the function above, run its cell, then run this one again.",
    "missing": "The function's cell may not have been run.",
}


def look_of(result: Result) -> Look:
    """How a result shows itself."""
    return NOTED if result.noted else LOOKS[result.status]


def lines(result: Result) -> list[str]:
    """The sentences of a card below its head: the diagnosis, the entry it was seen at, the parts, the notes."""
    if result.noted:
        return [f"Noted: {result.noted}. It is marked when you hand in; until then you may change it."]
    said = [d.message for d in (result.diagnosis, *result.others) if d is not None]
    first = result.findings[0] if result.findings else None
    if first and _shows_numbers(first) and not any(first.message in line for line in said):
        seen = f"Seen on {first.case}: {first.where}: expected {first.expected}, received {first.received}."
        said.insert(1, seen)  # beside the first diagnosis, which is of the same part
    right = [part for part, ok in result.parts.items() if ok]
    wrong = [part for part, ok in result.parts.items() if not ok]
    if right and wrong:
        said.append(f"Right: {', '.join(right)}. Not yet: {', '.join(wrong)}.")
    said.extend(f"Note: {note}." for note in result.notes)
    if result.status in NEXT and not (result.diagnosis and result.diagnosis.kind == "unknown"):
        said.append(NEXT[result.status])
    return said


def _shows_numbers(finding: Finding) -> bool:
    """Whether it sets two numbers side by side; where the form is off (a shape, a NaN) its sentence says it all."""
    return finding.message.endswith(f"expected {finding.expected}, received {finding.received}.")


def points(result: Result) -> str:
    """'2 of 4 points'; what there is to get, where the answer waits to be marked."""
    if result.noted:
        return f"{result.max_points:.4g} point{'' if result.max_points == 1 else 's'} to get"
    return f"{result.points:.4g} of {result.max_points:.4g} points"


def text_card(result: Result, title: str, hints: Hints | None = None) -> str:
    """The card as text: a head, a line for each sentence, and the hints that are open."""
    look = look_of(result)
    head = f"{look.sign} {result.exercise_id}: {title}: {look.word} ({points(result)})"
    below = "\n".join([*lines(result), *_text_hints(hints)])
    return head + ("\n" + indent(below, "    ") if below else "")


def html_card(result: Result, title: str, hints: Hints | None = None) -> str:
    """The card as one self-contained HTML element, without script or outside resource."""
    look = look_of(result)
    body = "".join(f'<div style="margin-top:4px">{escape(line)}</div>' for line in lines(result))
    return (
        f'<div role="status" style="border-left:6px solid {look.edge};background:{look.ground};color:#1A1A1A;'
        "padding:10px 14px;margin:4px 0;border-radius:4px;font-family:system-ui,sans-serif;font-size:14px;"
        'line-height:1.45;max-width:46em">'
        f'<div style="display:flex;gap:1em;justify-content:space-between">'
        f'<span><b style="color:{look.edge}">{look.sign} {escape(look.word)}</b> · {escape(title)} '
        f'<code style="background:none;color:inherit">{escape(result.exercise_id)}</code></span>'
        f'<span style="white-space:nowrap">{escape(points(result))}</span></div>{body}{_html_hints(hints)}</div>'
    )


SMALL_CASE = "The smallest case found on which it is wrong. Paste it into a cell of your own, and do it by hand."
GO_ON = "How to go on."


def _count(hints: Hints) -> str:
    """How many hints are open, and how the next one opens."""
    more = "The next one opens after another attempt in the notebook, with another result."
    return f"Hint {hints.level} of {LEVELS}.{' ' + more if hints.level < LEVELS else ''}"


def _text_hints(hints: Hints | None) -> list[str]:
    if hints is None:
        return []
    said: list[str] = []
    if hints.worked is not None:
        said += [SMALL_CASE, indent(hints.worked.inputs, "    ")]
        said += [f"{heading}:\n{indent(value, '    ')}" for heading, value in hints.worked.outcome]
    said += [f"{GO_ON} {' '.join(hints.pointers)}"] if hints.pointers else []
    return [*said, _count(hints)]


def _html_hints(hints: Hints | None) -> str:
    if hints is None:
        return ""
    said = ""
    if hints.worked is not None:
        pair = "".join(f"<div>{escape(heading)}{_numbers(value)}</div>" for heading, value in hints.worked.outcome)
        row = f'<div style="display:flex;flex-wrap:wrap;gap:4px 2em">{pair}</div>'
        said += _block(escape(SMALL_CASE) + _numbers(hints.worked.inputs) + row)
    if hints.pointers:
        rest = "".join(f'<div style="margin-top:4px">{escape(text)}</div>' for text in hints.pointers)
        said += _block(f"<b>{GO_ON}</b>{rest}")
    return said + f'<div style="margin-top:8px;font-size:12px;color:{FAINT}">{escape(_count(hints))}</div>'


def _block(html: str) -> str:
    return f'<div style="margin-top:8px;padding-top:8px;border-top:1px solid {RULE}">{html}</div>'


def _numbers(text: str) -> str:
    """Lines of code or numbers, as they stand; long ones scroll inside the card."""
    look = "margin:4px 0;padding:6px 8px;background:#FFFFFF;color:#1A1A1A;font-size:12.5px;line-height:1.35"
    return f'<pre style="{look};overflow-x:auto;white-space:pre;border-radius:3px">{escape(text)}</pre>'
