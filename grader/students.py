"""Which folder names can stand in the gradebook as a student's id."""

from __future__ import annotations

import re
import unicodedata

from grader.errors import UnreadableSubmissionError

# The formgrader puts a student's id into script and mark-up as it is, and `nbgrader export` into CSV.
SAFE_STUDENT = re.compile(r"\w[\w .@+=~'()-]{0,127}")


def check_student(name: str) -> str:
    """Return ``name`` if it can stand in the gradebook as a student's id; else raise `UnreadableSubmissionError`."""
    if not _safe(name):
        better = " ".join("".join(sign if _safe(f"a{sign}a") else " " for sign in name).split())
        better = better.lstrip(".@+=~'()- ")[:128].strip()
        raise UnreadableSubmissionError(
            "expected a student id of letters, digits, spaces and _ . @ + = ~ ' ( ) -, at most 128 long and "
            f"starting with a letter or digit, got the folder name {name[:80]!r}. Try: rename the folder"
            + (f" to {better!r}" if _safe(better) else "")
        )
    return name


def _safe(name: str) -> bool:
    # Marks are left out, for \w knows letters alone: an accent of its own (as macOS writes names), a vowel sign.
    plain = "".join(sign for sign in name if unicodedata.category(sign)[0] != "M")
    return len(name) <= 128 and name == name.strip() and SAFE_STUDENT.fullmatch(plain) is not None
