"""A network's parameters as such: how many there are, and how they go to a file and back.

A file is NumPy's ``.npz``: one array a name, no pickles, so opening one can run nobody's code.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.numbers import count

__all__ = ["check_sizes", "connection_count", "load", "parameter_count", "save"]

Array = NDArray[Any]


def check_sizes(sizes: Sequence[int]) -> tuple[int, ...]:
    """The sizes of a fully connected network, inputs first.

    Raises
    ------
    ShapeError, InputError
        For fewer than two sizes, and for one that is no whole number of 1 or more.
    """
    if len(sizes) < 2:
        raise ShapeError("sizes", expected="at least two sizes", got=str(list(sizes)),
                         hint="[784, 256, 10]: inputs, hidden units, outputs")  # fmt: skip
    return tuple(count("sizes", size) for size in sizes)


def connection_count(sizes: Sequence[int]) -> int:
    """Weights of a fully connected network, Σ in · out over its weight layers. Biases are no connections."""
    sizes = check_sizes(sizes)
    return sum(into * out for into, out in pairwise(sizes))


def parameter_count(sizes: Sequence[int]) -> int:
    """Weights and biases: `connection_count` and one more for each unit that is no input."""
    return connection_count(sizes) + sum(sizes[1:])


def save(path: str | Path, arrays: dict[str, Array]) -> Path:
    """Write the arrays, as a rule ``network.arrays``, to ``path``, which gets the ending ``.npz`` if it has another.

    Returns where they are. A file that is there already is replaced at the end: one that cannot be written whole
    leaves it as it was.

    Raises
    ------
    DtypeError
        For an array of Python objects, which only a pickle could hold.
    """
    for name, value in arrays.items():
        if value.dtype.hasobject:
            raise DtypeError(name, expected="numbers", got="Python objects", hint=f"{name}.astype(np.float64)")
    file = _npz(path)
    part = file.with_name(f".{file.name}.part")
    try:
        # np.savez would do, but it takes `allow_pickle` for the name of an array in NumPy 2.0.
        with ZipFile(part, "w") as archive:
            for name, value in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                    np.lib.format.write_array(entry, value, allow_pickle=False)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return file


def load(path: str | Path, into: dict[str, Array]) -> None:
    """Copy the arrays that `save` wrote into those of ``into``, in place; all of them, or on an error none.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    InputError
        If it is no .npz file of plain arrays, or holds other names.
    ShapeError, DtypeError, NotFiniteError
        If an array has another shape or dtype than its parameter, or holds a NaN or an infinity.
    """
    arrays = _read(_npz(path))
    if arrays.keys() != into.keys():
        raise InputError("file", expected=f"the arrays {', '.join(into)}", got=", ".join(arrays) or "none",
                         hint="a network of the sizes that were saved")  # fmt: skip
    for name, value in into.items():
        _check_fits(name, arrays[name], value)
    for name, value in into.items():
        value[...] = arrays[name]


def _npz(path: str | Path) -> Path:
    path = Path(path)
    return path if path.suffix == ".npz" else path.with_name(f"{path.name}.npz")


def _read(file: Path) -> dict[str, Array]:
    with file.open("rb") as stream:
        try:
            found = np.load(stream, allow_pickle=False)
            if not isinstance(found, np.lib.npyio.NpzFile):
                raise TypeError("one array alone")
            return dict(found)
        except (ValueError, TypeError, EOFError, BadZipFile, zlib.error) as error:
            raise InputError("file", expected="an .npz file of plain arrays", hint="a file that `save` wrote",
                             got=f"{file.name}, which cannot be read") from error  # fmt: skip


def _check_fits(name: str, found: Array, wanted: Array) -> None:
    if found.shape != wanted.shape:
        raise ShapeError(name, expected=f"shape {wanted.shape}, as the network has it", got=f"shape {found.shape}",
                         hint="a network of the sizes that were saved")  # fmt: skip
    if found.dtype != wanted.dtype:
        raise DtypeError(name, expected=f"{wanted.dtype}, as the network has it", got=str(found.dtype),
                         hint=f"a network with dtype={found.dtype}")  # fmt: skip
    if not np.isfinite(found).all():
        raise NotFiniteError(name, expected="finite numbers", got="a NaN or an infinity",
                             hint="a file saved before training went wrong")  # fmt: skip
