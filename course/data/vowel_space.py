"""Ten vowels by their first two formants: simulated speakers round published means.

A formant is a resonance of the mouth and throat. The means are those of G. E. Peterson and H. L. Barney, "Control
methods used in a study of the vowels", Journal of the Acoustical Society of America 24, 1952, table II: 33 men, 28
women and 15 children who read ten words h–d. Their single measurements are not here. What `vowels` draws is
simulated: the spreads round the means are chosen, not measured.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from course.errors import InputError
from course.numbers import count, not_negative

__all__ = ["FORMANTS", "SPREAD", "WORDS", "vowels"]

Array = NDArray[Any]

WORDS = ("heed", "hid", "head", "had", "hod", "hawed", "hood", "who'd", "hud", "heard")
"""The word of each class 0..9."""

SPREAD = (0.10, 0.07)
"""How far a simulated speaker is from the mean: the standard deviation of log F1 and of log F2, so about 10 % and
7 %. Chosen so that neighbouring vowels overlap while distant ones do not."""

_SPEAKERS = {"men": 33, "women": 28, "children": 15}

FORMANTS: dict[str, Array] = {
    "men": np.array([[270, 2290], [390, 1990], [530, 1840], [660, 1720], [730, 1090],
                     [570, 840], [440, 1020], [300, 870], [640, 1190], [490, 1350]], dtype=float),
    "women": np.array([[310, 2790], [430, 2480], [610, 2330], [860, 2050], [850, 1220],
                       [590, 920], [470, 1160], [370, 950], [760, 1400], [500, 1640]], dtype=float),
    "children": np.array([[370, 3200], [530, 2730], [690, 2610], [1010, 2320], [1030, 1370],
                          [680, 1060], [560, 1410], [430, 1170], [850, 1590], [560, 1820]], dtype=float),
}  # fmt: skip
"""Group of speakers to mean F1 and F2 in Hz, (10, 2): a row for each of `WORDS`."""


def vowels(
    rng: np.random.Generator, n: int, speakers: str = "all", spread: tuple[float, float] = SPREAD
) -> tuple[Array, Array]:
    """n simulated vowels: X (n, 2) holds F1 and F2 in Hz, y (n,) the class 0..9 of `WORDS`. The classes take turns.

    Each formant is its group's mean times e^(s z), z standard normal, s its ``spread``: so no formant is negative,
    the published mean is the simulated median, and voices differ by shares, not by Hertz. ``speakers`` is "men",
    "women", "children" or "all": then each row's speaker is drawn from the 76 of the study.

    Raises
    ------
    InputError
        For n < 1, another group, or a spread that is not two numbers of 0 or more.
    """
    groups = [*_SPEAKERS]
    if speakers not in (*groups, "all"):
        raise InputError("speakers", expected="'men', 'women', 'children' or 'all'", got=repr(speakers),
                         hint="speakers='men'")  # fmt: skip
    y = np.arange(count("n", n)) % len(WORDS)
    shares = np.array([size if speakers in ("all", group) else 0 for group, size in _SPEAKERS.items()])
    group = rng.choice(len(groups), size=n, p=shares / shares.sum())
    means = np.stack([FORMANTS[name] for name in groups])[group, y]
    scale = [not_negative("spread", share) for share in spread]
    if len(scale) != 2:
        raise InputError("spread", expected="one for F1 and one for F2", got=repr(spread), hint="(0.1, 0.07)")
    return means * np.exp(scale * rng.standard_normal((n, 2))), y
