"""The engine's subjects: a layer, an activation or a loss as a gradient exercise.

The loss runs the true engine forwards, the answer runs the mutant's backward pass, and the upstream gradient
between them is random.
"""

from __future__ import annotations

from tests.mutants.engine import activations, dense, images, losses, normalising, sequences
from tests.mutants.subject import Subject


def subjects() -> tuple[Subject, ...]:
    """Layers first, then activations, then losses."""
    rooms = (dense, normalising, images, sequences, activations, losses)
    return tuple(subject for room in rooms for subject in room.subjects())
