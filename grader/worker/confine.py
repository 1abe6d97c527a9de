"""What the worker does to itself before it sees a line of student code; none of it can be undone from inside."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from collections.abc import Mapping

from . import seccomp
from .seccomp import SET_DEATH_SIGNAL, SET_DUMPABLE

_SET_NO_NEW_PRIVS = 38
_MIB = 1 << 20
_DESCRIPTORS = 1 << 20
"""More than there are; the kernel closes a whole range in one call."""


def take_control() -> socket.socket:
    """Move the socket to the judge from 0 to another descriptor, and put the null device at 0 and 1.

    ``print``, warnings, C libraries and ``input`` then meet a device that takes everything, gives nothing, never
    fills and never waits. What goes wrong before any student's code runs can still be said on stderr.
    """
    control = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    os.close(null)
    # reopened: a lone surrogate in a print must not raise
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    return control


def keep_only(*descriptors: int) -> None:
    """Close every descriptor but these and the three standard ones, which all lead to the null device afterwards."""
    os.dup2(0, 2)
    first = 3
    for kept in (*sorted(descriptors), _DESCRIPTORS):
        os.closerange(first, kept)
        first = kept + 1


def limit(limits: Mapping[str, float]) -> list[str]:
    """Set the resource limits of this process; ``limits`` are the numbers of `grader.sandbox.limits.Limits`.

    Returns a sentence for each limit that this machine does not take.
    """
    cpu = int(limits["cpu_seconds"])
    wanted = {
        "AS": (int(limits["memory_mib"]) * _MIB,) * 2,
        "CPU": (cpu, cpu + 1),  # the first ends it with SIGXCPU, which the judge can tell
        "FSIZE": (int(limits["file_mib"]) * _MIB,) * 2,
        "NOFILE": (int(limits["open_files"]),) * 2,
        "STACK": (8 * _MIB,) * 2,
        "CORE": (0, 0),
    }
    missing = []
    for name, (soft, hard) in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:  # a limit that is tighter already cannot be raised
            soft, hard = min(soft, most), min(hard, most)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (ValueError, OSError) as error:
            missing.append(f"no limit {name}: the system says {error}")
    return missing


def renounce() -> list[str]:
    """Give up new rights, core dumps and the calls in `seccomp`; die with the judge.

    Returns a sentence for each thing that this machine does not have.
    """
    if sys.platform != "linux":
        return [f"no system-call filter: there is none on {sys.platform}"]
    libc = ctypes.CDLL(None, use_errno=True)
    missing = []
    for option, value, what in (
        (_SET_NO_NEW_PRIVS, 1, "promise of no new rights"),
        (SET_DEATH_SIGNAL, signal.SIGKILL, "signal at the judge's death"),
        (SET_DUMPABLE, 0, "protection of its memory"),
    ):
        if libc.prctl(option, value, 0, 0, 0) != 0:
            missing.append(f"no {what}: the kernel says {os.strerror(ctypes.get_errno())}")
    refused = seccomp.install()
    return [*missing, *([refused] if refused else [])]


def die_with_parent() -> None:
    """End this process when the one that started it ends, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def protect() -> None:
    """Keep this process's memory from any other of the same user: no core, no tracing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)
