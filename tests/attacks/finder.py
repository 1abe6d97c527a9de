"""How an attack finds the worker's own pipe: by walking up the stack, and else by trying every descriptor."""

from __future__ import annotations

FIND = '''
import os, sys

def find():
    """The judge's pipe, the worker's module of frames, and the head of the reply that is due."""
    frame = sys._getframe()
    frames = next(m for n, m in sys.modules.items() if n.endswith(".frames") and hasattr(m, "encode"))
    while frame is not None:
        if "replies" in frame.f_locals and "mine" in frame.f_locals:
            return frame.f_locals["replies"], frames, frame.f_locals["mine"]
        frame = frame.f_back
    raise RuntimeError("the worker's loop was not found: this attack must be mended")
'''
