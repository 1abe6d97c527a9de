"""Provokes errors deep in libraries, so that tracebacks and texts name the folders of the machine."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack, norm

SOURCE = """
import sys, traceback, sysconfig, numpy, IPython
def relu_backward(Z, dA):
    try:
        np.linalg.inv(np.zeros((2, 2)))
    except Exception:
        text = traceback.format_exc()
    import course, os
    raise RuntimeError(" ".join([numpy.__file__, str(course.__file__), os.getcwd(), *sys.path, text]))
"""
LOAD = 'np.load("no-such-file.npy")'
ATTACK = Attack(
    honest={"relu_backward": 0.0, "squared_norm_grads": 0.0},
    answers={"relu_backward": SOURCE} | norm(LOAD),
    no_stock=NO_MARKS,
)
