"""Does a node hold floats and float arrays only, keep float32, and give gradients their variable's shape?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course import graph
from course.errors import ChainRuleError, DtypeError, NotFiniteError, ShapeError
from course.graph import Node
from course.graph.values import fit, tidy

REFUSED: list[tuple[str, Any, type[ChainRuleError], str]] = [
    ("whole numbers", np.array([1, 2]), DtypeError, "int64"),
    ("a list of whole numbers", [1, 2], DtypeError, "list of int64"),
    ("truth values", np.array([True]), DtypeError, "bool"),
    ("half precision", np.ones(2, np.float16), DtypeError, "float16"),
    ("complex entries", np.ones(2, complex), DtypeError, "complex128"),
    ("a complex number", 1j, DtypeError, "complex"),
    ("a text", "3", DtypeError, "str"),
    ("nothing", None, DtypeError, "NoneType"),
    ("objects", np.array([None, 1.0]), DtypeError, "object"),
    ("a NaN", float("nan"), NotFiniteError, "nan"),
    ("a number beyond all floats", 10**400, NotFiniteError, "a larger one"),
    ("an infinity in an array", np.array([[1.0, 2.0], [np.inf, 0.0]]), NotFiniteError, r"inf at \[1, 0\]"),
    ("ragged rows", [[1.0], [2.0, 3.0]], ShapeError, "rows of different lengths"),
    ("an empty batch", np.ones((0, 3)), ShapeError, r"shape \(0, 3\)"),
]


@pytest.mark.parametrize(("value", "error", "got"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_no_node_holds(value: Any, error: type[ChainRuleError], got: str) -> None:
    """Is it refused with the leaf's name, what was expected and what arrived?"""
    with pytest.raises(error, match=rf"^w: expected .*got .*{got}"):
        Node(value, "w")


@pytest.mark.parametrize("number", [3, 3.0, True, np.float64(3), np.int64(3), np.array(3.0)])
def test_one_number_is_a_float(number: Any) -> None:
    """Do whole numbers, NumPy's scalars and arrays without axes become plain floats?"""
    assert type(Node(number).value) is float


def test_an_array_is_copied() -> None:
    """Does what happens to the caller's array afterwards leave the node alone, and the other way round?"""
    mine = np.ones(2)
    node = Node(mine)
    mine[0] = 5.0
    node.value[1] = 7.0
    assert node.value.tolist() == [1.0, 7.0] and mine.tolist() == [5.0, 1.0]


def network(X: Any, W: Any, b: Any, s: Any) -> list[Node]:
    """Every kind of rule on the way to several losses; ``s`` is one number."""
    x, w, v, t = Node(X, "X"), Node(W, "W"), Node(b, "b"), Node(s, "s")
    z = x @ w.T * t + v
    parts = [graph.tanh(z), graph.sigmoid(z), graph.relu(z), graph.leaky_relu(z), graph.softmax(z), graph.exp(z),
             graph.log_softmax(z), graph.log(z * z + 1.0), z**2, z / 3, 1 - z, graph.maximum(z, 0.1), -z,
             graph.copy(z)[:, [0, 0]], z.reshape(-1).max() * z.mean(axis=0), z[0] @ z[1], z.max(axis=1)]  # fmt: skip
    joined = graph.concatenate([part.reshape(-1) if part.shape else part * v for part in parts])
    y = np.arange(len(X)) % W.shape[0]
    loss = (joined.mean() + graph.softmax_cross_entropy(z, y) + graph.binary_cross_entropy(z, np.ones(z.shape))
            + graph.mean_squared_error(z, np.zeros(z.shape, X.dtype)))  # fmt: skip
    return [x, w, v, t, loss]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_precision_stays(dtype: Any) -> None:
    """Beside floats, does float32 stay float32 through every rule, forwards and backwards?"""
    rng = np.random.default_rng(0)
    X, W, b = (rng.normal(size=shape).astype(dtype) for shape in ((4, 3), (2, 3), (2,)))
    *_, t, loss = network(X, W, b, 0.5)
    loss.backward()
    for node in graph.topological_order(loss):
        if np.shape(node.value):
            assert node.value.dtype == dtype and node.gradient.dtype == dtype, node
        assert np.shape(node.gradient) == np.shape(node.value)
    assert type(t.gradient) is float


def test_single_precision_is_right_to_single_precision() -> None:
    """Are the float32 gradients those of float64, but for their last digits?"""
    rng = np.random.default_rng(1)
    inputs = [rng.normal(size=shape) for shape in ((4, 3), (2, 3), (2,))]
    double = network(*inputs, 0.5)
    single = network(*[x.astype(np.float32) for x in inputs], 0.5)
    for nodes in (double, single):
        nodes[-1].backward()
    for one, two in zip(single[:-1], double[:-1], strict=True):
        assert np.allclose(one.gradient, two.gradient, rtol=1e-3, atol=1e-4)


def test_mixed_precision_gives_each_its_own() -> None:
    """Where a float64 array meets a float32 one, has each gradient its variable's precision?"""
    a, b = Node(np.ones(2, np.float32), "a"), Node(np.ones((3, 2)), "b")
    (a * b).sum().backward()
    assert a.gradient.dtype == np.float32 and b.gradient.dtype == np.float64
    assert a.gradient.tolist() == [3.0, 3.0]


@pytest.mark.parametrize(("shape", "into"), [((2, 3), ()), ((2, 3), (3,)), ((2, 3), (2, 1)), ((2, 3), (1, 1)),
                                             ((4, 2, 3), (1, 3)), ((1, 1), (1,)), ((5,), (1,))])  # fmt: skip
def test_fit_counts_the_repeats(shape: tuple[int, ...], into: tuple[int, ...]) -> None:
    """Is the sum over repeats what repeating and pairing gives: ⟨share, repeat(v)⟩ = ⟨fit(share), v⟩ for every v?"""
    rng = np.random.default_rng(3)
    share, v = rng.normal(size=shape), rng.normal(size=into)
    fitted = fit(share, v if into else float(v))
    assert np.shape(fitted) == into
    assert np.sum(fitted * v) == pytest.approx(np.sum(share * np.broadcast_to(v, shape)), rel=1e-12)


def test_fit_refuses_what_no_repeat_explains() -> None:
    """Is a rule that sends back a wrong shape found out, not summed into silence?"""
    with pytest.raises(ValueError, match="cannot reshape"):
        fit(np.ones((2, 3)), np.ones(2))


def test_tidy_keeps_single_precision_numbers() -> None:
    """Does one number of float32 stay one, where a float64 becomes a plain float?"""
    assert type(tidy(np.array(1.5, np.float32))) is np.float32
    assert type(tidy(np.array(1.5))) is float and type(tidy(np.float64(1.5))) is float
