"""Draws a picture of ten thousand million pixels."""

from __future__ import annotations

from tests.attacks.attack import BRINGS_DOWN, Attack

FIRST = """
import matplotlib.pyplot as plt
figure = plt.figure(figsize=(1000, 1000), dpi=1000)
figure.savefig("picture.png")
"""
ATTACK = Attack(honest={}, first=FIRST, no_stock=BRINGS_DOWN)
