"""What a student gets back: a page that says, for each question, what is right, what is off and where."""

from __future__ import annotations

from grader.feedback.write import write_feedback

__all__ = ["write_feedback"]
