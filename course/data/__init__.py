"""Data: made on the spot from a generator, so that a seed says all, or small enough to come with scikit-learn."""

from __future__ import annotations

from course.data.curves import TARGETS, curve
from course.data.images import digits
from course.data.parting import Split, split
from course.data.separable import planted, with_bias
from course.data.toys import moons, spirals, xor
from course.data.vowel_space import FORMANTS, WORDS, vowels

__all__ = [
    "FORMANTS",
    "TARGETS",
    "WORDS",
    "Split",
    "curve",
    "digits",
    "moons",
    "planted",
    "spirals",
    "split",
    "vowels",
    "with_bias",
    "xor",
]
