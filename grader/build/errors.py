"""What can go wrong in a build; each message names the lesson, the cell and what was expected.

    GraderError
    └── BuildError      a lesson cannot be built
        └── SourceError its source breaks the format of `CONTRIBUTING.md`
"""

from __future__ import annotations

from grader.errors import GraderError

__all__ = ["BuildError", "SourceError"]


class BuildError(GraderError):
    """A lesson cannot be built."""


class SourceError(BuildError):
    """A source breaks the format; the message lists every problem, not the first alone."""

    def __init__(self, lesson: str, problems: list[str]) -> None:
        super().__init__("\n".join(f"{lesson}: {problem}" for problem in problems))
        self.problems = problems
