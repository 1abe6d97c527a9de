"""Holds a table of the right answers to the inputs of the visible check, and nothing else."""

from __future__ import annotations

from course.exercises import find
from course.grading.seeds import VISIBLE_SEED, stream
from tests.attacks.attack import Attack


def table() -> dict[bytes, bytes]:
    """What the visible check asks, by the bytes of Z, and what it wants to hear."""
    known, exercise = {}, find("relu_backward")
    for number, case in enumerate(exercise.cases):
        rng = stream(VISIBLE_SEED, exercise.id, number)
        for trial in range(case.trials):
            args = case.inputs(rng, trial)
            known[args["Z"].tobytes()] = (args["dA"] * (args["Z"] > 0)).tobytes()
    return known


SOURCE = f"""
KNOWN = {table()!r}
def relu_backward(Z, dA):
    return np.frombuffer(KNOWN.get(Z.tobytes(), bytes(Z.nbytes))).reshape(Z.shape)
"""
ATTACK = Attack(answers={"relu_backward": SOURCE})
