"""What a gradebook holds, whatever database it lies in: every row, without times and without ids drawn at random."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Base
from sqlalchemy import create_engine, select

from grader.classroom import COURSE

TABLES = {table.name: table for table in Base.metadata.sorted_tables}
NAMES: dict[str, tuple[str, ...]] = {
    "assignment": ("name",),
    "notebook": ("name", "assignment_id"),
    "base_cell": ("name", "type"),
    "source_cell": ("name",),
    "submitted_assignment": ("student_id", "assignment_id"),
    "submitted_notebook": ("assignment_id", "notebook_id"),
    "grade": ("notebook_id", "cell_id"),
    "comment": ("notebook_id", "cell_id"),
}
"""What each table's random ids stand for."""


def rows(url: str) -> dict[str, list[str]]:
    """Every table as sorted text."""
    engine = create_engine(url)
    with engine.connect() as database:
        content = {
            name: [dict(row) for row in database.execute(select(table)).mappings()] for name, table in TABLES.items()
        }
    engine.dispose()
    names: dict[Any, str] = {}
    for table, columns in NAMES.items():  # in this order: a later name holds earlier ones
        names |= {
            row["id"]: f"{table}({', '.join(str(names.get(row[column], row[column])) for column in columns)})"
            for row in content[table]
        }
    for row in content["assignment"]:
        row["course_id"] = row["course_id"] or COURSE
    for row in content["submitted_assignment"]:
        del row["timestamp"]
    return {
        table: sorted(str({key: names.get(value, value) for key, value in row.items()}) for row in found)
        for table, found in content.items()
    }
