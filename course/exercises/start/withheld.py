"""What of the course is withheld while lesson 00 is graded: the engine's layers and the lesson's own pictures."""

from __future__ import annotations

from course.exercises.backprop.draws import ENGINE

WITHHELD = ENGINE | {"course.plots.start", "course.widgets.table_lab", "course.widgets.shape_lab"}
