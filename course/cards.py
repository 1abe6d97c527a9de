"""The card that a student reads: green, red or yellow, what is off and where; as HTML and as text.

Every string is escaped. The card brings its own ground and ink, so it reads on a light and on a dark page, and a
sign (✓ ✗ …) stands beside every colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

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


def lines(result: Result) -> list[str]:
    """The sentences of a card below its head: the diagnosis, the entry it was seen at, the parts, the notes."""
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
    """'2 of 4 points'."""
    return f"{result.points:.4g} of {result.max_points:.4g} points"


def text_card(result: Result, title: str) -> str:
    """The card as text, a head and a line for each sentence."""
    look = LOOKS[result.status]
    head = f"{look.sign} {result.exercise_id}: {title}: {look.word} ({points(result)})"
    return "\n".join([head, *(f"    {line}" for line in lines(result))])


def html_card(result: Result, title: str) -> str:
    """The card as one self-contained HTML element, without script or outside resource."""
    look = LOOKS[result.status]
    body = "".join(f'<div style="margin-top:4px">{escape(line)}</div>' for line in lines(result))
    return (
        f'<div role="status" style="border-left:6px solid {look.edge};background:{look.ground};color:#1A1A1A;'
        "padding:10px 14px;margin:4px 0;border-radius:4px;font-family:system-ui,sans-serif;font-size:14px;"
        'line-height:1.45;max-width:46em">'
        f'<div style="display:flex;gap:1em;justify-content:space-between">'
        f'<span><b style="color:{look.edge}">{look.sign} {escape(look.word)}</b> · {escape(title)} '
        f'<code style="background:none;color:inherit">{escape(result.exercise_id)}</code></span>'
        f'<span style="white-space:nowrap">{escape(points(result))}</span></div>{body}</div>'
    )
