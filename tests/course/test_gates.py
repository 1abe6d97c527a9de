"""Do units and nets of units compute the logic that they are listed under?"""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from course.data import with_bias
from course.errors import InputError
from course.gates import (
    INPUTS,
    NETS,
    NOT,
    WEIGHTS,
    Net,
    net_of,
    nets_that_compute,
    rows_of_table,
    step,
    step_from_zero,
    table,
    unit,
)
from course.margin import separable

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


def test_not() -> None:
    """Does one unit turn its only input round?"""
    assert unit([[0.0], [1.0]], *NOT).tolist() == [1.0, 0.0]


@pytest.mark.parametrize("gate", NETS)
def test_the_nets_compute_what_no_unit_does(gate: str) -> None:
    """Does each net give its gate's table, and does its hidden layer make it separable, which it was not?"""
    y = 2 * table(gate) - 1
    assert NETS[gate](INPUTS).tolist() == table(gate).tolist()
    assert not separable(with_bias(INPUTS), y)
    assert separable(with_bias(NETS[gate].folded(INPUTS)), y)


def test_the_lectures_xnor_row_by_row() -> None:
    """With AND (1, 1), θ = 2, NOR (−1, −1), θ = 0 and OR (1, 1), θ = 1, are net inputs and outputs the table's?"""
    nets = INPUTS @ np.array([[1.0, -1.0], [1.0, -1.0]])
    assert nets.tolist() == [[0, 0], [1, -1], [1, -1], [2, -2]]
    hidden = step_from_zero(nets - [2, 0])
    assert hidden.tolist() == [[0, 1], [0, 0], [0, 0], [1, 0]]
    assert step_from_zero(hidden @ [1.0, 1.0] - 1).tolist() == table("XNOR").tolist() == [1, 0, 0, 1]
    assert NETS["XNOR"].folded(INPUTS).tolist() == hidden.tolist()


@pytest.mark.parametrize("d", [0, 1, 2, 3])
def test_every_boolean_function_has_a_net(d: int) -> None:
    """Does `net_of` compute all 2^(2^d) functions of d inputs, with 2^(d−1) hidden units at most?"""
    for outputs in product((0, 1), repeat=2**d):
        net = net_of(outputs)
        assert net(rows_of_table(d)).tolist() == list(outputs)
        assert len(net.hidden) == min(sum(outputs), 2**d - sum(outputs)) <= max(2**d // 2, 0)


def test_parity_of_six_inputs() -> None:
    """Does the net of the parity function, with 32 hidden units, agree with counting?"""
    rows = rows_of_table(6)
    parity = (rows.sum(axis=1) % 2).astype(int)
    net = net_of(parity.tolist())
    assert len(net.hidden) == 32
    assert net(rows).tolist() == parity.tolist()


def test_the_lectures_network_is_a_single_gate() -> None:
    """Is ((A ∧ ¬X ∧ Z) ∨ (A ∧ ¬Y)) ∧ ((X ∧ Y) ∨ (¬X ∧ Z)) no more than A ∧ ¬X ∧ Z, which one unit computes?"""
    rows = rows_of_table(4)
    a, x, y, z = rows.T.astype(bool)
    whole = ((a & ~x & z) | (a & ~y)) & ((x & y) | (~x & z))
    assert whole.tolist() == (a & ~x & z).tolist()
    assert unit(rows, [1.0, -1.0, 0.0, 1.0], -1.5).tolist() == whole.astype(float).tolist()
    assert net_of(whole.astype(int).tolist())(rows).tolist() == whole.astype(float).tolist()


def test_the_usual_order_is_that_of_the_gates() -> None:
    """Do two inputs give `INPUTS`?"""
    assert rows_of_table(2).tolist() == INPUTS.tolist()


def test_a_net_without_hidden_units() -> None:
    """Does it give the same on every row?"""
    assert Net((), ((), 0.5))(INPUTS).tolist() == [1.0] * 4
