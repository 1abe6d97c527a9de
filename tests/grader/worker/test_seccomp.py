"""The filter, run step by step by an interpreter of classic BPF that is written here from its manual page."""

from __future__ import annotations

import errno
import struct

import pytest

from grader.worker.seccomp import CLONE, CLONE3, DENIED, NEWEST, PRCTL, SIGNALS, program

ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
COLUMN = {"x86_64": 0, "aarch64": 1}
ALLOW, EPERM, ENOSYS = 0x7FFF0000, 0x50000 | errno.EPERM, 0x50000 | errno.ENOSYS
PID = 4242
THREAD = 0x3D0F00  # the flags of pthread_create
CHILD = 0x1200011  # the flags of fork


def outcome(steps: bytes, arch: int, number: int, argument: int = 0) -> int:
    """What the kernel would answer to a call."""
    data = struct.pack("<iIQ6Q", number, arch, 0, argument, 0, 0, 0, 0, 0)
    code = list(struct.iter_unpack("<HBBI", steps))
    accumulator = at = 0
    while True:
        operation, then, otherwise, value = code[at]
        at += 1
        if operation == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, value)
        elif operation == 0x06:
            return value
        else:
            test = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}
            at += then if test[operation] else otherwise


def filter_for(machine: str) -> bytes:
    steps = program(machine, PID)
    assert steps is not None
    return steps


@pytest.mark.parametrize("machine", ARCH)
def test_denied_and_allowed(machine: str) -> None:
    """Is each call of the table refused, each later one unknown, and each other one allowed, on both machines?"""
    steps, column = filter_for(machine), COLUMN[machine]
    denied = {numbers[column] for numbers in DENIED.values()} - {None}
    special = {CLONE[column], CLONE3[column], PRCTL[column], *(numbers[column] for numbers in SIGNALS.values())}
    assert not denied & special
    for number in range(600):
        if number not in special:
            known = EPERM if number in denied else ALLOW
            assert outcome(steps, ARCH[machine], number) == (known if number <= NEWEST else ENOSYS)


@pytest.mark.parametrize("machine", ARCH)
def test_what_the_worker_did_to_itself_stays(machine: str) -> None:
    """May the signal at the judge's death and the guard of its memory be changed, or any other option be used?"""
    steps, number = filter_for(machine), PRCTL[COLUMN[machine]]
    options = {1: EPERM, 4: EPERM, 15: ALLOW, 22: ALLOW, 38: ALLOW}  # linux/prctl.h; 15 names a thread
    assert {option: outcome(steps, ARCH[machine], number, option) for option in options} == options


@pytest.mark.parametrize("machine", ARCH)
def test_threads_but_no_processes(machine: str) -> None:
    """May a thread be started, and no process, and does clone3 seem not to exist?"""
    steps, column = filter_for(machine), COLUMN[machine]
    assert outcome(steps, ARCH[machine], CLONE[column], THREAD) == ALLOW
    assert outcome(steps, ARCH[machine], CLONE[column], CHILD) == EPERM
    assert outcome(steps, ARCH[machine], CLONE3[column]) == ENOSYS


@pytest.mark.parametrize("machine", ARCH)
@pytest.mark.parametrize("name", SIGNALS)
def test_signals_to_itself_alone(machine: str, name: str) -> None:
    """May it signal itself, as abort does, and nobody else, not even all (-1)?"""
    steps, number = filter_for(machine), SIGNALS[name][COLUMN[machine]]
    assert outcome(steps, ARCH[machine], number, PID) == ALLOW
    for other in (1, PID + 1, 2**64 - 1, 0):
        assert outcome(steps, ARCH[machine], number, other) == EPERM


def test_other_doors_to_the_same_calls() -> None:
    """Are calls refused that come as another machine's, or as x32, whatever their number?"""
    steps = filter_for("x86_64")
    assert outcome(steps, 0x40000003, 20) == EPERM  # 32-bit x86
    assert outcome(steps, ARCH["x86_64"], 0x40000000 | 39) == EPERM


def test_unknown_machine() -> None:
    """Is there no filter, rather than a wrong one, for a machine that is not known?"""
    assert program("riscv64", PID) is None


def test_program_fits() -> None:
    """Is the program within the kernel's limit of 4096 steps?"""
    assert all(len(filter_for(machine)) // 8 <= 4096 for machine in ARCH)
