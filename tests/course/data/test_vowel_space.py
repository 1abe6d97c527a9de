"""Do the simulated vowels lie round the published means, as widely as stated?"""

from __future__ import annotations

import numpy as np
import pytest

from course.data import FORMANTS, WORDS, vowels
from course.data.vowel_space import SPREAD


def test_facts_about_the_published_means() -> None:
    """Is F1 lowest for heed and highest for hod or had, F2 highest for heed, and do smaller voices lie higher?"""
    assert len(WORDS) == 10 and all(table.shape == (10, 2) for table in FORMANTS.values())
    for table in FORMANTS.values():
        lowest, highest = table[:, 0].argmin(), table[:, 1].argmax()
        assert lowest == highest == WORDS.index("heed")
        assert WORDS[table[:, 0].argmax()] in {"hod", "had"}
        assert (table[:, 0] < table[:, 1]).all()
    assert (FORMANTS["men"] < FORMANTS["women"]).all() and (FORMANTS["women"] < FORMANTS["children"]).all()


@pytest.mark.parametrize("speakers", FORMANTS)
def test_medians_and_spreads(speakers: str) -> None:
    """Over 2,000 rows a vowel, is the mean logarithm that of the published mean, and its deviation `SPREAD`?"""
    X, y = vowels(np.random.default_rng(0), 20_000, speakers)
    for c in range(10):
        logs = np.log(X[y == c])
        np.testing.assert_allclose(logs.mean(axis=0), np.log(FORMANTS[speakers][c]), atol=0.01)
        np.testing.assert_allclose(logs.std(axis=0), SPREAD, rtol=0.06)


def test_all_speakers_come_in_the_studys_shares() -> None:
    """Without spread, are 33, 28 and 15 of 76 rows men's, women's and children's?"""
    X, y = vowels(np.random.default_rng(3), 20_000, spread=(0.0, 0.0))
    shares = [(FORMANTS[group][y] == X).all(axis=1).mean() for group in ("men", "women", "children")]
    np.testing.assert_allclose(shares, np.array([33, 28, 15]) / 76, atol=0.015)
    assert sum(shares) == pytest.approx(1.0)


def test_neighbours_overlap_and_distant_vowels_do_not() -> None:
    """By the nearest mean, are heed and who'd hardly ever taken for hod, while hood and hud lose some?"""
    X, y = vowels(np.random.default_rng(1), 5000, "men")
    logs, means = np.log(X) / SPREAD, np.log(FORMANTS["men"]) / SPREAD
    guess = ((logs[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    right = np.mean(guess == y)
    assert 0.7 < right < 0.98
    far = np.isin(y, [WORDS.index("heed"), WORDS.index("who'd")])
    assert np.mean(guess[far] == WORDS.index("hod")) < 0.001
