"""Submissions from an LMS's download, taken in without trusting a byte of the archive."""

from __future__ import annotations

from grader.collect.intake import collect
from grader.collect.outcome import Collected, CollectReport, Refused, Superseded

__all__ = ["CollectReport", "Collected", "Refused", "Superseded", "collect"]
