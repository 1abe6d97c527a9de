from __future__ import annotations

import numpy as np
import pytest

from course.errors import InputError
from course.gates import INPUTS, WEIGHTS, nets_that_compute, step, step_from_zero, table, unit

PYTHON = {
    "AND": lambda a, b: a and b,
    "OR": lambda a, b: a or b,
    "NAND": lambda a, b: not (a and b),
    "NOR": lambda a, b: not (a or b),
    "XOR": lambda a, b: a != b,
    "XNOR": lambda a, b: a == b,
}


@pytest.mark.parametrize("gate", PYTHON)
def test_the_tables_are_those_of_the_gates(gate: str) -> None:
    """Do the tables agree with Python's own logic?"""
    assert table(gate).tolist() == [float(bool(PYTHON[gate](bool(a), bool(b)))) for a, b in INPUTS]


@pytest.mark.parametrize("gate", WEIGHTS)
def test_the_weights_compute_their_gates(gate: str) -> None:
    """Does each unit of the course compute the gate it is listed under?"""
    w, b = WEIGHTS[gate]
    assert unit(INPUTS, w, b).tolist() == table(gate).tolist()


def test_and_by_hand() -> None:
    """Does w = (1, 1) give the net inputs 0, 1, 1, 2, which reach 2 once and exceed it never?"""
    net = INPUTS @ [1.0, 1.0]
    assert net.tolist() == [0, 1, 1, 2]
    assert step_from_zero(net - 2).tolist() == table("AND").tolist()
    assert step(net - 2).tolist() == [0, 0, 0, 0]


def test_xor_without_biases_hangs_on_the_step_at_zero() -> None:
    """Is there a net without biases if step(0) = 0, the well-known one among them, and none otherwise?"""
    assert (1, -1, -1, 1, 1, 1) in nets_that_compute("XOR", step)
    assert nets_that_compute("XOR", step_from_zero) == []


def test_no_random_real_net_escapes_the_search() -> None:
    """Do 100,000 nets with real weights, without biases, confirm that step(0) = 1 never gives XOR?"""
    a, b, v = np.random.default_rng(0).normal(size=(3, 100_000, 2))
    hidden = [step_from_zero(w @ INPUTS.T) for w in (a, b)]
    outputs = step_from_zero(v[:, :1] * hidden[0] + v[:, 1:] * hidden[1])
    assert not (outputs == table("XOR")).all(axis=1).any()
    outputs = step(v[:, :1] * step(a @ INPUTS.T) + v[:, 1:] * step(b @ INPUTS.T))
    assert (outputs == table("XOR")).all(axis=1).any()


def test_an_unknown_gate_is_refused() -> None:
    """Does a gate that does not exist raise, and list those that do?"""
    with pytest.raises(InputError, match="AND, OR, NAND, NOR, XOR, XNOR"):
        table("IF")
