"""A system-call filter that the worker puts on itself: no new process, no other program, no network, no mount table.

Namespaces take away what can be *seen*; the filter takes away what can be *asked*. It is needed beside them: a
limit on the number of processes does not hold for root, and here a fork bomb or a socket is stopped at its first
call. It also stands where there are no namespaces (``--sandbox none``). A refused call gives EPERM, so Python
raises PermissionError and the student reads one line. A call that is newer than the table seems not to exist.

The filter is classic BPF (seccomp(2)) over ``struct seccomp_data``. Numbers are the kernel's, for x86-64
(arch/x86/entry/syscalls/syscall_64.tbl) and 64-bit ARM (include/uapi/asm-generic/unistd.h).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct

# Name to its number on (x86-64, 64-bit ARM); None where there is none.
DENIED: dict[str, tuple[int | None, int | None]] = {
    # processes and programs
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "process_madvise": (440, 440), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "tkill": (200, 130),
    # the network: everything begins with a socket; a pair of connected ones reaches nobody and stays allowed
    "socket": (41, 198),
    # memory that the limit on address space does not count
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "semget": (64, 190),
    "msgget": (68, 186), "mq_open": (240, 180),
    # calls made for us by the kernel, past this filter
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    # namespaces, mounts, files by handle
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "statmount": (457, 457), "listmount": (458, 458), "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "fanotify_init": (300, 262),
    # doors into the kernel that have been broken before
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "personality": (135, 92), "modify_ldt": (154, None),
    "iopl": (172, None), "ioperm": (173, None), "syslog": (103, 116), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225),
    "acct": (163, 89), "quotactl": (179, 60), "quotactl_fd": (443, 443), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171), "sethostname": (170, 161),
    "setdomainname": (171, 162),
}  # fmt: skip
NEWEST = 469
"""file_setattr, of Linux 6.17, on both: nobody has judged what came after it, so it is not let through."""
CLONE, CLONE3, PRCTL = (56, 220), (435, 435), (157, 167)
SET_DEATH_SIGNAL, SET_DUMPABLE = 1, 4  # linux/prctl.h: what is set before the filter, and must stay
SIGNALS = {"kill": (62, 129), "tgkill": (234, 131), "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240)}
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column in the tables, AUDIT_ARCH_…

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # BPF_LD|W|ABS, BPF_JMP|…, BPF_RET
_NUMBER, _ARCH, _FIRST_ARGUMENT = 0, 4, 16  # offsets in seccomp_data; low half of the argument, little-endian
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_CLONE_THREAD = 0x00010000
_X32 = 0x40000000
_SET_SECCOMP, _MODE_FILTER = 22, 2


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("<HBBI", code, then, otherwise, value)


def _reply(value: int) -> bytes:
    return _step(_RETURN, value)


def program(machine: str, pid: int) -> bytes | None:
    """The filter for ``machine`` (as `platform.machine` says it) and a process ``pid``; None if it is not known."""
    if machine not in _MACHINES:
        return None
    column, arch = _MACHINES[machine]
    steps = [_step(_LOAD, _ARCH), _step(_EQUAL, arch, 1, 0), _reply(_REFUSE), _step(_LOAD, _NUMBER)]
    if machine == "x86_64":  # the x32 variants of calls have numbers of their own
        steps += [_step(_AT_LEAST, _X32, 0, 1), _reply(_REFUSE)]
    steps += [_step(_AT_LEAST, NEWEST + 1, 0, 1), _reply(_UNKNOWN)]
    for numbers in DENIED.values():
        number = numbers[column]
        if number is not None:
            steps += [_step(_EQUAL, number, 0, 1), _reply(_REFUSE)]
    # clone3 hides its flags behind a pointer; told that there is none, the C library uses clone
    steps += [_step(_EQUAL, CLONE3[column], 0, 1), _reply(_UNKNOWN)]
    first = _step(_LOAD, _FIRST_ARGUMENT)
    steps += [_step(_EQUAL, CLONE[column], 0, 4), first]
    steps += [_step(_ANY_BIT, _CLONE_THREAD, 0, 1), _reply(_ALLOW), _reply(_REFUSE)]
    steps += [_step(_EQUAL, PRCTL[column], 0, 5), first, _step(_EQUAL, SET_DEATH_SIGNAL, 1, 0)]
    steps += [_step(_EQUAL, SET_DUMPABLE, 0, 1), _reply(_REFUSE), _reply(_ALLOW)]
    for numbers in SIGNALS.values():  # a signal to itself is allowed, abort() needs it
        steps += [_step(_EQUAL, numbers[column], 0, 4), first]
        steps += [_step(_EQUAL, pid, 0, 1), _reply(_ALLOW), _reply(_REFUSE)]
    return b"".join([*steps, _reply(_ALLOW)])


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def install() -> str | None:
    """Filter this process and all threads that it starts from now on, for good.

    ``PR_SET_NO_NEW_PRIVS`` must be set. Returns None, or a sentence that says why there is no filter.
    """
    steps = program(platform.machine(), os.getpid())
    if steps is None:
        return f"no system-call filter: the machine type {platform.machine()} is not known"
    filter_ = _Program(len(steps) // 8, steps)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(filter_), 0, 0) != 0:
        return f"no system-call filter: the kernel says {os.strerror(ctypes.get_errno())}"
    return None
