"""A kernel that is the same everywhere: this interpreter, a fixed environment, nothing of the user's settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path

# Importing it builds the font cache. A kernel that had to do so would say it on stderr, and only on a new machine.
import matplotlib.font_manager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

import course
from course.exercises.keys import VARIABLE as KEYS

PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")
"""What an interpreter may need in order to start at all."""

FIXED = {
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # One thread: a sum split among several comes out in another order, and its last digits with it.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # The debugger's start-up check warns on stderr where the standard library is frozen.
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
}


class ThisInterpreter(KernelSpecManager):
    """Finds one kernel: the running interpreter. A ``python3`` that the user installed elsewhere is not asked."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the specification of this interpreter's kernel, whatever the name."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


def manager(home: Path) -> AsyncKernelManager:
    """A manager for one fresh kernel, reached through sockets in ``home`` that no other user can open.

    Ports would be open to everyone on the machine, and two kernels starting at once could pick the same ones.
    """
    return AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=ThisInterpreter(),
        transport="ipc",
        connection_file=str(home / "kernel.json"),
    )


def environment(home: Path, *, static: bool, keys: Path | None = None) -> dict[str, str]:
    """The whole environment of the kernel; ``home`` is an empty folder of its own.

    ``static`` sets ``COURSE_STATIC``: widgets then draw their static figure. ``keys`` sets ``COURSE_KEYS``: checks
    then mark multiple choices.
    """
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {
        **passed,
        **FIXED,
        "HOME": str(home),
        "IPYTHONDIR": str(home / "ipython"),
        # The kernel imports the course that is imported here, not another clone's.
        "PYTHONPATH": str(Path(course.__file__).resolve().parents[1]),
        # The cache with the fonts is shared; a matplotlibrc beside it, or anywhere, is not read.
        "MPLCONFIGDIR": matplotlib.get_cachedir(),
        "MATPLOTLIBRC": str(Path(matplotlib.get_data_path()) / "matplotlibrc"),
        **({"COURSE_STATIC": "1"} if static else {}),
        **({KEYS: str(keys.resolve())} if keys is not None else {}),
    }
