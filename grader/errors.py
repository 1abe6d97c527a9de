"""Every error that the grader raises, in one small tree.

    GraderError
    ├── RefusedError                the command cannot be carried out as asked: exit code 2
    │   ├── SandboxMissingError     bubblewrap is absent or does not run
    │   ├── ClassFolderError        the class folder lacks something, or holds what it should not
    │   └── GradebookError          the gradebook is held by another program, damaged, or cannot be written
    ├── UnreadableSubmissionError   a submission that cannot be graded, with the reason
    └── WorkerError                 the process that runs a student's code
        ├── WorkerStartError        it did not start: our fault or the machine's, never the student's
        └── ProtocolError           it sent what it should not: nothing that it says counts any more

A message says what was expected, what arrived and what to try.
"""

from __future__ import annotations

import errno

__all__ = [
    "ClassFolderError",
    "GradebookError",
    "GraderError",
    "ProtocolError",
    "RefusedError",
    "SandboxMissingError",
    "UnreadableSubmissionError",
    "WorkerError",
    "WorkerStartError",
    "from_the_system",
]

_DISK = "free some space on that disk"
_ACCESS = "the rights of that file and its folder (ls -ld), or another user"
_JOBS = "fewer --jobs, or a higher limit (ulimit -a)"
_ADVICE = {
    errno.ENOSPC: _DISK,
    errno.EDQUOT: "free some space: the quota is used up",
    errno.EFBIG: "a higher limit on the size of files (ulimit -f)",
    errno.EROFS: "a place that can be written: it is mounted read-only",
    errno.EACCES: _ACCESS,
    errno.EPERM: _ACCESS,
    errno.ENOENT: "the right path; or wait until whoever moved it has put it back",
    errno.EISDIR: "move that folder away: a file belongs there",
    errno.ENOTDIR: "move that file away: a folder belongs there",
    errno.ENAMETOOLONG: "shorter names of folders",
    errno.ELOOP: "take away the link that leads back to itself",
    errno.EMFILE: _JOBS,
    errno.ENFILE: _JOBS,
    errno.ENOMEM: _JOBS,
    errno.EAGAIN: _JOBS,
    errno.EIO: "another disk: this one cannot be read or written any more",
    errno.ESTALE: "mount the network folder again",
    errno.ENOLCK: "a folder on a local disk: this file system keeps no locks",
}


class GraderError(Exception):
    """The root: ``except GraderError`` catches everything that the grader raises on purpose."""


class RefusedError(GraderError):
    """The command cannot be carried out as asked; the command line ends with exit code 2."""

    exit_code = 2


class SandboxMissingError(RefusedError):
    """bubblewrap is absent, too old or forbidden here. The message says why, and how to get it."""

    def __init__(self, why: str) -> None:
        self._why = why
        super().__init__(
            f"Grading needs bubblewrap, which keeps students' code away from this machine: {why}\n"
            "  Debian, Ubuntu   sudo apt install bubblewrap\n"
            "  Fedora           sudo dnf install bubblewrap\n"
            "  macOS, Windows   not available: use a Linux virtual machine (on Windows, WSL 2 is one)\n"
            "To grade without it, say so: --sandbox none. Students' code then runs with your rights,\n"
            "and each result file records it. Do that only inside a machine that you can throw away."
        )

    def __reduce__(self) -> tuple[type[SandboxMissingError], tuple[str]]:
        """Comes out of a judge's process with its text once, not once more around itself."""
        return type(self), (self._why,)


class ClassFolderError(RefusedError):
    """The class folder lacks something, or holds what it should not."""


class GradebookError(RefusedError):
    """The gradebook is held by another program, damaged, or cannot be written."""


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


def from_the_system(error: OSError) -> str:
    """What the system refused, in the form of every message: what was expected, what arrived, what to try."""
    place = " and ".join(str(name) for name in (error.filename, error.filename2) if name is not None)
    said = error.strerror or str(error) or type(error).__name__
    advice = _ADVICE.get(error.errno or 0, "mend that")
    return f"expected to use {place or 'this machine'}, got: {said}. Try: {advice}, then the same command again"
