"""The computation graph: write a formula with nodes, run it forwards, and carry gradients back through it.

    core.py        the idea on one screen: nodes, topological order, forward and backward pass
    rules/         the operations, each with its value and the way back through it side by side
    node.py        `Node`, with Python's operators; functions.py, everything that has no operator
    trace.py       every number of a backward pass, edge by edge; table.py prints it
    values.py, evaluate.py, blame.py, wording.py    what a node may hold, and what is said when something is wrong

Read them in this order.
"""

from course.graph.core import backward, forward, topological_order
from course.graph.functions import (
    binary_cross_entropy,
    concatenate,
    copy,
    exp,
    leaky_relu,
    log,
    log_softmax,
    maximum,
    mean_squared_error,
    relu,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    tanh,
)
from course.graph.node import Node
from course.graph.table import text
from course.graph.trace import Edge, Record, trace

__all__ = [
    "Edge",
    "Node",
    "Record",
    "backward",
    "binary_cross_entropy",
    "concatenate",
    "copy",
    "exp",
    "forward",
    "leaky_relu",
    "log",
    "log_softmax",
    "maximum",
    "mean_squared_error",
    "relu",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "tanh",
    "text",
    "topological_order",
    "trace",
]
