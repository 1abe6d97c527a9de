"""What of this machine stands inside the sandbox: the Python that runs it, its libraries, and nothing else.

Students' code sees the folders of installed packages under a neutral name. The course itself, the grader, this
project's metadata and, where it is a checkout, the whole of it, are covered wherever they would show through.
"""

from __future__ import annotations

import site
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import course
import grader

PACKAGES = "/opt/packages"
_LIBRARIES = ("lib", "lib32", "lib64", "libx32")
_LINKER = ("/etc/ld.so.cache", "/etc/alternatives")


@dataclass(frozen=True)
class Mount:
    """A file or folder of this machine, read-only at ``target`` in the sandbox."""

    source: Path
    target: str

    def flags(self) -> list[str]:
        """As bwrap takes it."""
        return ["--ro-bind", str(self.source), self.target]


def interpreter() -> Path:
    """The Python that this process runs on, without its virtual environment."""
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()


def package_folders() -> list[Path]:
    """The folders of installed packages that this process imports from, in order."""
    known = [*site.getsitepackages(), site.getusersitepackages()]
    found = [Path(folder).resolve() for folder in known if folder in sys.path and Path(folder).is_dir()]
    return list(dict.fromkeys(found))


def packages() -> list[Mount]:
    """Those folders, under neutral names."""
    return [Mount(folder, f"{PACKAGES}/{index}") for index, folder in enumerate(package_folders())]


def flags() -> list[str]:
    """bwrap's flags for all of it: libraries, Python, packages, and then the covers over what must not show."""
    tops = dict.fromkeys([Path("/"), Path("/usr"), Path(sys.base_prefix).resolve()])
    made: list[str] = []
    mounts: list[Mount] = []
    for folder in (top / name for top in tops for name in _LIBRARIES):
        if folder.is_symlink():  # /lib -> usr/lib, as on the host
            made += ["--symlink", str(folder.readlink()), str(folder)]
        elif folder.is_dir():
            mounts.append(Mount(folder, str(folder)))
    mounts += [Mount(Path(path), path) for path in _LINKER if Path(path).exists()]
    mounts += [Mount(interpreter(), str(interpreter())), *packages()]
    made += [flag for mount in mounts for flag in mount.flags()]
    return made + [flag for cover in _covers(mounts) for flag in cover]


def _covers(mounts: list[Mount]) -> Iterator[list[str]]:
    covered: set[Path] = set()
    for secret in sorted(set(_secrets()), key=lambda path: len(path.parts)):
        for mount in mounts:
            if not secret.is_relative_to(mount.source):
                continue
            place = Path(mount.target) / secret.relative_to(mount.source)
            if covered.isdisjoint([place, *place.parents]):
                covered.add(place)
                if secret.is_dir():  # made read-only, else each cover would be memory without a limit
                    yield ["--tmpfs", str(place), "--remount-ro", str(place)]
                else:
                    yield ["--ro-bind", "/dev/null", str(place)]


def _secrets() -> Iterator[Path]:
    for package in (course, grader):
        folder = Path(str(package.__file__)).resolve().parent
        yield folder
        if (folder.parent / "pyproject.toml").is_file():
            yield folder.parent
    for installed in package_folders():
        for pattern in ("chainrule-*.dist-info", "*chainrule*.pth", "__editable__*chainrule*"):
            yield from (path.resolve() for path in installed.glob(pattern))
    # the base Python's own packages are not on the worker's path: there is no reason to show them
    base = {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}
    for key in ("purelib", "platlib"):
        folder = Path(sysconfig.get_path(key, vars=base)).resolve()
        if folder.is_dir():
            yield folder
