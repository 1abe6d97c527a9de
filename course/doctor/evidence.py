"""What the doctor is shown of one trial: the inputs, the answer's parts, and the verdict on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.exercises.spec import Args
    from course.grading.expected import Verdict


@dataclass(frozen=True)
class Evidence:
    """One trial."""

    args: Args
    answer: dict[str, Any]
    verdicts: dict[str, Verdict]

    @property
    def wrong(self) -> dict[str, Verdict]:
        """The verdicts on the parts that are wrong."""
        return {part: verdict for part, verdict in self.verdicts.items() if not verdict.ok}

    def only(self, part: str) -> Evidence:
        """The same trial with one part alone."""
        return Evidence(self.args, {part: self.answer[part]}, {part: self.verdicts[part]})
