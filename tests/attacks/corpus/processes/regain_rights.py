"""Asks for rights that its parent had: capabilities, mounts, namespaces, another user."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

SOURCE = """
import ctypes, os
def relu_backward(Z, dA):
    libc = ctypes.CDLL(None, use_errno=True)
    gained = []
    header, every = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
    for name, act in {
        "capset": lambda: libc.capset(header, every),
        "mount": lambda: libc.mount(b"none", b"/scratch", b"tmpfs", 0, None),
        "remount": lambda: libc.mount(b"none", b"/", None, 0x1020, None),
        "umount": lambda: libc.umount2(b"/scratch", 2),
        "unshare": lambda: libc.unshare(0x10000000),
        "setns": lambda: libc.setns(0, 0),
        "chroot": lambda: libc.chroot(b"/opt"),
        "setuid": lambda: libc.setuid(0),
        "setgid": lambda: libc.setgid(0),
        "bpf": lambda: libc.syscall(321, 0, 0, 0),
        "ambient": lambda: libc.prctl(47, 2, 21, 0, 0),
        "no_new_privs": lambda: libc.prctl(38, 0, 0, 0, 0),
        "open_tree": lambda: 0 if libc.syscall(428, -100, b"/", 1) >= 0 else -1,
        "mknod": lambda: libc.mknod(b"device", 0o20666, 0x103),
    }.items():
        if act() == 0:
            gained.append(name)
    raise RuntimeError(f"gained {gained}")
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=BRINGS_DOWN)
