"""How much of everything a student's code may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits of one session. Seconds are wall-clock seconds as the judge counts them, but for ``cpu_seconds``."""

    cell_seconds: float = 10.0
    call_seconds: float = 5.0
    memory_mib: int = 2048
    """Address space of the worker, libraries included."""
    file_mib: int = 64
    """The largest file that it may write."""
    scratch_mib: int = 64
    """All files together. Holds under bubblewrap alone; so do, where each session has walls of its own, at most 1024
    files for each MiB."""
    open_files: int = 64
    cpu_seconds: int = 120
    """Processor time of the whole session."""
    frame_mib: int = 64
    """The largest request or reply."""
    start_seconds: float = 30.0
