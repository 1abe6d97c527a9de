"""What happens at each step of a pass over a graph, in words: forwards gate by gate, then backwards node by node."""

from __future__ import annotations

from collections.abc import Sequence

from course.graph import Edge, Record
from course.graph.wording import shown
from course.plots.graphs.layout import is_constant

Records = Sequence[Record]


def gates(records: Records) -> list[Record]:
    """The nodes that an operation made, in the order of the forward pass."""
    return [record for record in sorted(records, key=lambda record: record.index) if record.expression]


def backwards(records: Records) -> list[Record]:
    """The nodes in the order of the backward pass, without constants."""
    return [record for record in records if not is_constant(record)]


def count(records: Records) -> int:
    """How many steps there are after step 0: one for each gate forwards, and one for each node backwards."""
    return len(gates(records)) + len(backwards(records))


def computed(records: Records, step: int) -> set[int]:
    """The `Record.index` of every node whose value is known after ``step``."""
    leaves = {record.index for record in records if not record.expression}
    return leaves | {record.index for record in gates(records)[:step]}


def visited(records: Records, step: int) -> list[Record]:
    """The nodes that the backward pass has visited after ``step``, in its order."""
    return backwards(records)[: max(0, step - len(gates(records)))]


def current(records: Records, step: int) -> Record | None:
    """The node whose turn it is at ``step``; none at step 0."""
    if step == 0:
        return None
    done = visited(records, step)
    return done[-1] if done else gates(records)[step - 1]


def said(records: Records, step: int) -> list[str]:
    """The step in words. Backwards: a line for each wire, then the sum over the children, written out."""
    node, done = current(records, step), visited(records, step)
    if node is None:
        return ["Step 0: the leaves have their values, and nothing is computed yet."]
    if not done:
        head = f"Forwards, gate {step} of {len(gates(records))}"
        return [f"{head}: {node.label} = {node.expression} = {shown(node.value)}"]
    head = f"Backwards, node {len(done)} of {len(backwards(records))}: {node.label}"
    if not node.edges:
        return [f"{head} is the output. Its gradient starts the sweep: {node.total}"]
    wires = "wire" if len(node.edges) == 1 else "wires"
    total = [f"    sum over the children:  {node.total}"] if len(node.edges) > 1 else []
    return [f"{head} hears from {len(node.edges)} {wires}", *map(_line, node.edges), *total]


def _line(edge: Edge) -> str:
    local = f"({edge.formula})" if " " in edge.formula else edge.formula
    if edge.local is not None and shown(edge.local) != edge.formula:
        local = f"{local} = {shown(edge.local)}"
    return f"    from {edge.child}:  upstream {shown(edge.upstream)}  ×  local {local}  gives  {shown(edge.share)}"
