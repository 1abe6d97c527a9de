"""Every error that the grader raises, in one small tree.

    GraderError
    ├── RefusedError                the command cannot be carried out as asked: exit code 2
    │   ├── SandboxMissingError     bubblewrap is absent or does not run
    │   └── ClassFolderError        the class folder lacks something, or holds what it should not
    ├── UnreadableSubmissionError   a submission that cannot be graded, with the reason
    └── WorkerError                 the process that runs a student's code
        ├── WorkerStartError        it did not start: our fault or the machine's, never the student's
        └── ProtocolError           it sent what it should not: nothing that it says counts any more

A message says what was expected, what arrived and what to try.
"""

from __future__ import annotations

__all__ = [
    "ClassFolderError",
    "GraderError",
    "ProtocolError",
    "RefusedError",
    "SandboxMissingError",
    "UnreadableSubmissionError",
    "WorkerError",
    "WorkerStartError",
]


class GraderError(Exception):
    """The root: ``except GraderError`` catches everything that the grader raises on purpose."""


class RefusedError(GraderError):
    """The command cannot be carried out as asked; the command line ends with exit code 2."""

    exit_code = 2


class SandboxMissingError(RefusedError):
    """bubblewrap is absent, too old or forbidden here. The message says why, and how to get it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"Grading needs bubblewrap, which keeps students' code away from this machine: {why}\n"
            "  Debian, Ubuntu   sudo apt install bubblewrap\n"
            "  Fedora           sudo dnf install bubblewrap\n"
            "  macOS, Windows   not available: use a Linux virtual machine (on Windows, WSL 2 is one)\n"
            "To grade without it, say so: --sandbox none. Students' code then runs with your rights,\n"
            "and each result file records it. Do that only inside a machine that you can throw away."
        )


class ClassFolderError(RefusedError):
    """The class folder lacks something, or holds what it should not."""


class UnreadableSubmissionError(GraderError):
    """A submission cannot be graded; ``reason`` stands in the class's table."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WorkerError(GraderError):
    """Something about the process that runs a student's code."""


class WorkerStartError(WorkerError):
    """The worker did not start, before any line of a student's code ran."""


class ProtocolError(WorkerError):
    """The worker sent something that is no answer to what it was asked."""
