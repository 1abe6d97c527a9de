"""A trace as a table that reads like the backward pass by hand: a row for every wire, a sum for every node."""

from __future__ import annotations

from collections.abc import Sequence

from course.graph.trace import Edge, Record
from course.graph.wording import shown

__all__ = ["text"]

HEAD = ("node", "value", "child", "local derivative", "× upstream", "= share", "gradient")


def text(records: Sequence[Record]) -> str:
    """The records of `course.graph.trace` as a table, the output's first.

    >>> from course.graph import Node, trace
    >>> a = Node(3.0, "a")
    >>> b = (a + a).named("b")
    >>> print(text(trace((b * b).named("c"))))
    node       value  child  local derivative  × upstream  = share  gradient
    c = b × b  36                                                   1, the seed
    b = a + a  6      c      b = 6             1           6
                      c      b = 6             1           6        6 + 6 = 12
    a          3      b      1                 12          12
                      b      1                 12          12       12 + 12 = 24
    """
    rows = [HEAD, *(row for record in records for row in _rows(record))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _rows(record: Record) -> list[tuple[str, ...]]:
    name = f"{record.label} = {record.expression}" if record.expression else record.label
    if not record.edges:
        return [(name, shown(record.value), "", "", "", "", f"{record.total}, the seed")]
    rows: list[tuple[str, ...]] = []
    for number, edge in enumerate(record.edges, start=1):
        own = (name, shown(record.value)) if number == 1 else ("", "")
        total = record.total if number == len(record.edges) else ""
        rows.append((*own, edge.child, _local(edge), shown(edge.upstream), shown(edge.share), total))
    return rows


def _local(edge: Edge) -> str:
    if edge.local is None or shown(edge.local) == edge.formula:
        return edge.formula
    return f"{edge.formula} = {shown(edge.local)}"
