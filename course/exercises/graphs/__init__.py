"""The exercises of lesson 06, in the order in which the lesson asks them."""

from __future__ import annotations

from course.exercises.graphs.backward import TAPE_BACKWARD
from course.exercises.graphs.choice import CHOOSE_ORDER
from course.exercises.graphs.engine import GRAPH_ENGINE
from course.exercises.graphs.forward import TAPE_FORWARD
from course.exercises.graphs.gates import GATE_GRADIENTS
from course.exercises.graphs.order import TOPOLOGICAL_ORDER
from course.exercises.graphs.sigmoid import SIGMOID_SLIP
from course.exercises.graphs.twice import BACKWARD_TWICE
from course.exercises.graphs.visits import COUNT_VISITS
from course.exercises.spec import Exercise

__all__ = ["EXERCISES"]

EXERCISES: tuple[Exercise, ...] = (
    TOPOLOGICAL_ORDER,
    TAPE_FORWARD,
    GATE_GRADIENTS,
    CHOOSE_ORDER,
    TAPE_BACKWARD,
    COUNT_VISITS,
    BACKWARD_TWICE,
    SIGMOID_SLIP,
    GRAPH_ENGINE,
)
