"""bubblewrap's command line: namespaces of its own, nothing writable but a small scratch, nothing to see.

There is no ``/proc`` inside: its mount table would name this machine's folders, and no answer needs it.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from grader.errors import SandboxMissingError
from grader.sandbox import mounts
from grader.sandbox.limits import Limits

SCRATCH, VIEW, WORKER = "/scratch", "/opt/view", "/opt/worker"
NOBODY = "65534"
_TRIAL_SECONDS = 30
_RENEWING = ("--cap-add", "CAP_SYS_ADMIN")
"""What the warm parent needs to wall its sessions off from each other: a right within the sandbox, worth nothing
outside. Sessions do not have it."""


def environment(home: str) -> dict[str, str]:
    """The whole environment of a worker."""
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    return threads | {
        "HOME": home,
        "TMPDIR": home,
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": f"{home}/matplotlib",
        "PYTHONHASHSEED": "0",
        "LANG": "C.UTF-8",
        "COURSE_STATIC": "1",
    }


def command(view: Path, limits: Limits, arguments: list[str], told: int | None = None) -> list[str]:
    """The command that runs ``arguments`` inside, with ``view`` at `VIEW` and the worker's modules at `WORKER`.

    ``told`` is a descriptor to which bubblewrap writes the number of the sandbox's first process, as JSON.
    """
    modules = sorted((Path(__file__).parents[1] / "worker").glob("*.py"))
    shown = [mounts.Mount(view.resolve(), VIEW)]
    shown += [mounts.Mount(module, f"{WORKER}/{module.name}") for module in modules]  # no byte code: it holds paths
    renewing = [*_RENEWING] if can_renew() else []
    line = [*_wrapper(limits), *renewing, *(flag for mount in shown for flag in mount.flags())]
    if told is not None:
        line += ["--info-fd", str(told)]
    return [*line, *_close(), "--", *arguments]


@cache
def require() -> None:
    """Make sure, once, that bubblewrap can be had and does its work here.

    Raises
    ------
    SandboxMissingError
        If it is absent, too old, or a trial run fails; the message holds what the trial printed.
    """
    if said := _trial(_wrapper(Limits())):
        raise SandboxMissingError(f"a trial run failed{said}")


@cache
def can_renew() -> bool:
    """Whether this bubblewrap gives the warm parent what it needs to wall sessions off from each other."""
    return not _trial([*_wrapper(Limits()), *_RENEWING])


def _trial(wrapper: list[str]) -> str:
    """What went wrong when a Python was started by ``wrapper``; empty if nothing did."""
    arguments = [str(mounts.interpreter()), "-I", "-S", "-B", "-c", "pass"]
    trial = [*wrapper, *_close(), "--", *arguments]
    try:
        done = subprocess.run(
            trial, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TRIAL_SECONDS, check=False, env={}
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f": {error}"
    if done.returncode == 0:
        return ""
    return " and printed: " + (done.stderr.decode(errors="replace").strip()[:500] or f"exit code {done.returncode}")


def _wrapper(limits: Limits) -> list[str]:
    program = shutil.which("bwrap")
    if program is None:
        raise SandboxMissingError("no program named bwrap is on the PATH.")
    known = _help(program)
    if "--size" not in known:
        raise SandboxMissingError("this bwrap is too old to limit the scratch: version 0.7 or later is needed.")
    line = [program, "--unshare-all", "--unshare-user", "--uid", NOBODY, "--gid", NOBODY, "--hostname", "sandbox"]
    if "--disable-userns" in known:
        line.append("--disable-userns")
    line += ["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    for name, value in environment(SCRATCH).items():
        line += ["--setenv", name, value]
    line += [*mounts.flags(), "--dev", "/dev"]
    line += ["--remount-ro", "/dev/pts", "--remount-ro", "/dev"]  # /dev holds a /dev/shm without a limit
    return [*line, "--size", str(limits.scratch_mib << 20), "--tmpfs", SCRATCH, "--symlink", "scratch", "/tmp"]


def _close() -> list[str]:
    # last, for the mount points above are made in the root, which is memory without a limit
    return ["--chdir", SCRATCH, "--remount-ro", "/"]


@cache
def _help(program: str) -> str:
    try:
        done = subprocess.run([program, "--help"], capture_output=True, timeout=_TRIAL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SandboxMissingError(f"{program} does not run: {error}") from None
    return (done.stdout + done.stderr).decode(errors="replace")
