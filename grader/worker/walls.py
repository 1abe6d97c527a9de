"""Namespaces of its own for each session, made inside the sandbox: no session sees what another one left.

The sandbox's warm parent alone holds the one capability that this takes (CAP_SYS_ADMIN in the sandbox's own user
namespace, worth nothing outside). It is given up before any student's code runs. Where the machine does not grant
it, `possible` says so, and a sandbox then serves a single session.
"""

from __future__ import annotations

import ctypes
import os

NEW_MOUNTS, NEW_IPC, NEW_PIDS, NEW_NETWORK = 0x00020000, 0x08000000, 0x20000000, 0x40000000  # linux/sched.h
_NOSUID, _NODEV, _RECURSIVE, _PRIVATE = 0x2, 0x4, 0x4000, 0x40000  # linux/mount.h
_AMBIENT, _CLEAR_ALL = 47, 4  # linux/prctl.h: PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL
_CAPABILITIES_V3 = 0x20080522  # linux/capability.h


def renew(scratch: str, size: int) -> None:
    """Give this process fresh namespaces and an empty ``scratch`` in memory: ``size`` bytes, a file for each KiB.

    The process numbers are new for the children that it starts from now on, whose first one is number 1: when that
    one ends, the kernel ends all others. Raises OSError where the machine does not allow it.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    _done(libc.unshare(NEW_MOUNTS | NEW_IPC | NEW_PIDS | NEW_NETWORK), "unshare")
    _done(libc.mount(b"none", b"/", None, ctypes.c_ulong(_RECURSIVE | _PRIVATE), None), "mount: private")
    # A file without content has no size, but takes about a KiB of the kernel's memory.
    options = f"size={size},nr_inodes={size >> 10},mode=0755".encode()
    flags = ctypes.c_ulong(_NOSUID | _NODEV)
    _done(libc.mount(b"tmpfs", os.fsencode(scratch), b"tmpfs", flags, options), "mount: scratch")
    os.chdir(scratch)


def drop_capabilities() -> None:
    """Give up every capability, for good once no new rights are promised. Raises OSError if that fails."""
    libc = ctypes.CDLL(None, use_errno=True)
    _done(libc.prctl(_AMBIENT, _CLEAR_ALL, 0, 0, 0), "prctl")
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0)
    _done(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")


def possible(scratch: str) -> bool:
    """Whether `renew` works here; tried in a process of its own, which ends at once."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            renew(scratch, 1 << 20)
            drop_capabilities()
            code = 0
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1] == 0


def _done(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
