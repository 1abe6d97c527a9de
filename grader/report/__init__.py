"""The instructor's page about a class: who has what, what goes wrong most often, what needs a look."""

from __future__ import annotations

from grader.report.write import write_report

__all__ = ["write_report"]
