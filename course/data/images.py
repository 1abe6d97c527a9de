"""Handwritten digits, 8 by 8 pixels: real data that is small enough for a lesson."""

from __future__ import annotations

import numpy as np

from course.data.parting import Split, split

__all__ = ["digits"]


def digits(rng: np.random.Generator, test: float = 0.2) -> Split:
    """1,797 images as rows of 64 grey values in [0, 1], classes 0 to 9; the share ``test`` is held back.

    The test images of the UCI set "Optical recognition of handwritten digits" (E. Alpaydin and C. Kaynak, 1998),
    which come with scikit-learn. Their grey values 0 to 16 are divided by 16. Raises InputError for a share that
    leaves one side empty.
    """
    from sklearn.datasets import load_digits

    images = load_digits()
    return split(rng, images.data / 16.0, images.target, test)
