"""Are parameters counted as a textbook counts them, and do they survive a file, and a bad file them?"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course.errors import DtypeError, InputError, NotFiniteError, ShapeError
from course.network import MLP
from course.parameters import connection_count, load, parameter_count, save


def a_network(seed: int = 0) -> MLP:
    return MLP([3, 4, 2], rng=np.random.default_rng(seed))


def test_the_three_readings_of_the_quiz() -> None:
    """5 inputs, 5 hidden, 1 output, "3 layers": 55 links with three weight layers, 30 with two, 66 with biases?"""
    assert connection_count([5, 5, 5, 1]) == 55
    assert connection_count([5, 5, 1]) == 30
    assert parameter_count([5, 5, 5, 1]) == 66


def test_counts_are_those_of_the_arrays() -> None:
    """Do the formulas count what a network holds, and does its depth count weight layers?"""
    for sizes in ([3, 2], [5, 5, 1], [4, 1, 7, 3]):
        network = MLP(sizes, rng=np.random.default_rng(0))
        assert parameter_count(sizes) == sum(value.size for value in network.params.values())
        weights = [value for value in network.params.values() if value.ndim == 2]
        assert connection_count(sizes) == sum(W.size for W in weights)
        assert network.depth == len(weights)


@pytest.mark.parametrize("name", ["net", "net.npz", "net.v1"])
def test_what_is_saved_comes_back_bit_for_bit(tmp_path: Path, name: str) -> None:
    """Does another network become the saved one, in place, with or without the ending in the name?"""
    saved, other = a_network(0), a_network(1)
    arrays = dict(other.params)
    file = save(tmp_path / name, saved.arrays)
    assert file.suffix == ".npz"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    load(tmp_path / name, other.arrays)
    for key, value in saved.params.items():
        np.testing.assert_array_equal(other.params[key], value)
        assert other.params[key] is arrays[key]


GOOD = {name: value + 1.0 for name, value in a_network().params.items()}
OBJECTS = np.array([{}], dtype=object)


@pytest.mark.parametrize(
    "arrays, error, words",
    [
        ({**GOOD, "W2": GOOD["W2"].T}, ShapeError, r"W2: expected shape \(2, 4\).*got shape \(4, 2\)"),
        ({**GOOD, "b2": GOOD["b2"].astype(np.float32)}, DtypeError, "b2: expected float64.*got float32"),
        ({**GOOD, "b2": GOOD["b2"].astype(int)}, DtypeError, "b2: expected float64.*got int64"),
        ({**GOOD, "b2": GOOD["b2"] * np.nan}, NotFiniteError, "b2: expected finite"),
        ({"W1": GOOD["W1"]}, InputError, "expected the arrays W1, b1, W2, b2, got W1"),
        ({**GOOD, "W3": GOOD["W1"]}, InputError, "got W1, b1, W2, b2, W3"),
        ({**GOOD, "b2": OBJECTS}, InputError, "an .npz file of plain arrays"),
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(tmp_path: Path, arrays: Any, error: Any, words: str) -> None:
    """Is it refused with its reason, before the first parameter is touched?"""
    np.savez(tmp_path / "bad.npz", **arrays)
    network = a_network()
    before = {name: value.copy() for name, value in network.params.items()}
    with pytest.raises(error, match=words):
        load(tmp_path / "bad.npz", network.arrays)
    assert all(np.array_equal(network.params[name], before[name]) for name in before)


class Planted:
    """What a hostile pickle does: run code of its own when it is opened."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return Path.touch, (self.mark,)


def test_what_is_no_npz_file_is_refused_and_never_run(tmp_path: Path) -> None:
    """Are a pickle, a .npy array, text and a cut-off file refused, and the pickle's code not run?"""
    whole = save(tmp_path / "whole", a_network().arrays).read_bytes()
    np.save(tmp_path / "array.npy", np.ones(3))
    kinds = {"pickle": pickle.dumps(Planted(tmp_path / "ran")), "text": b"W1 = 3", "empty": b"",
             "npy": (tmp_path / "array.npy").read_bytes(), "cut": whole[: len(whole) // 2]}  # fmt: skip
    for kind, content in kinds.items():
        (tmp_path / f"{kind}.npz").write_bytes(content)
        with pytest.raises(InputError, match=f"got {kind}.npz, which cannot be read"):
            load(tmp_path / kind, a_network().arrays)
    assert not (tmp_path / "ran").exists()


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """Does the usual error reach the reader?"""
    with pytest.raises(FileNotFoundError, match=r"none\.npz"):
        load(tmp_path / "none", a_network().arrays)


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """Is a compressed file with a stretch of zeros in it told as one that cannot be read?"""
    np.savez_compressed(tmp_path / "bad.npz", W1=np.arange(5000.0))
    content = bytearray((tmp_path / "bad.npz").read_bytes())
    content[60:120] = bytes(60)
    (tmp_path / "bad.npz").write_bytes(content)
    with pytest.raises(InputError, match=r"got bad\.npz, which cannot be read"):
        load(tmp_path / "bad.npz", {"W1": np.zeros(5000)})


def test_what_cannot_be_saved_leaves_the_file_that_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Are objects refused, and is a save that breaks off in the middle without effect?"""
    whole = save(tmp_path / "net", GOOD).read_bytes()
    with pytest.raises(DtypeError, match="b2: expected numbers, got Python objects"):
        save(tmp_path / "net", {**GOOD, "b2": OBJECTS})

    def full(*args: Any, **more: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np.lib.format, "write_array", full)
    with pytest.raises(OSError, match="no space left"):
        save(tmp_path / "net", GOOD)
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]
    assert (tmp_path / "net.npz").read_bytes() == whole


def test_every_numpy_reads_a_saved_file_and_any_name_will_do(tmp_path: Path) -> None:
    """Does NumPy's own reader find the arrays and nothing else, names that its writer keeps for itself included?"""
    arrays = {"file": np.ones((2, 3)), "allow_pickle": np.arange(3.0), "0.W1": np.zeros((0, 2), np.float32)}
    with np.load(save(tmp_path / "net", arrays), allow_pickle=False) as found:
        assert set(found) == set(arrays)
        for name, value in arrays.items():
            assert found[name].dtype == value.dtype and np.array_equal(found[name], value)
