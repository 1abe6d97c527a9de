"""The exercises of lesson 02: nets of step units, layers, encodings, counting, and a curve from steps."""

from __future__ import annotations

from course.exercises.networks.bumps import BUMP_WEIGHTS
from course.exercises.networks.counting import COUNT_PARAMETERS
from course.exercises.networks.encoding import ENCODE
from course.exercises.networks.formula import COLLAPSED_ROWS
from course.exercises.networks.forward import MLP_FORWARD
from course.exercises.networks.linear import CHOOSE_LINEAR
from course.exercises.networks.parity import PARITY_WEIGHTS
from course.exercises.networks.xnor import XNOR_WEIGHTS
from course.exercises.spec import Exercise

EXERCISES: tuple[Exercise, ...] = (
    XNOR_WEIGHTS,
    COLLAPSED_ROWS,
    PARITY_WEIGHTS,
    MLP_FORWARD,
    CHOOSE_LINEAR,
    ENCODE,
    COUNT_PARAMETERS,
    BUMP_WEIGHTS,
)
