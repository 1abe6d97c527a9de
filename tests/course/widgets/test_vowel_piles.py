"""Are the piles scaled by the training rows alone, and is the best guess the best?"""

from __future__ import annotations

import numpy as np
import pytest

from course.data import vowels
from course.data.vowel_space import FORMANTS, SPREAD
from course.widgets.vowel_piles import best_guess, many_piles, piles, true_log_density


def test_only_the_training_rows_have_a_say_in_the_scale() -> None:
    """Are mean and deviation of the training rows 0 and 1, and does the scale stay when other piles grow?"""
    data = piles(3, 50, 40, 60)
    np.testing.assert_allclose(data.train[0].mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train[0].std(axis=0), 1)
    assert abs(data.validation[0].mean(axis=0)).max() > 0.01
    larger = piles(3, 50, 80, 90)
    np.testing.assert_array_equal(data.mean, larger.mean)
    np.testing.assert_array_equal(data.train[0], larger.train[0])


def test_the_scale_leads_from_hertz_to_the_piles() -> None:
    """Do rows that are drawn in Hz land where the pile has them?"""
    data = piles(5, 20, 10, 10)
    hertz, _ = vowels(np.random.default_rng(5), 20)
    np.testing.assert_allclose(data.scaled(hertz), data.train[0])


def test_a_stack_holds_the_single_ones() -> None:
    """Is each layer of `many_piles` what `piles` gives for its seed?"""
    many = many_piles(range(2, 5), 20, 10, 10)
    for i, seed in enumerate(range(2, 5)):
        one = piles(seed, 20, 10, 10)
        np.testing.assert_array_equal(many.train[0][i], one.train[0])
        np.testing.assert_array_equal(many.test[1][i], one.test[1])
        np.testing.assert_array_equal(many.deviation[i], one.deviation)


def test_the_density_is_one() -> None:
    """Does each word's density integrate to 1 over the plane?"""
    f1, f2 = np.geomspace(120, 2500, 220), np.geomspace(350, 7000, 220)
    grid = np.stack(np.meshgrid(f1, f2), axis=-1).reshape(-1, 2)
    area = np.outer(np.gradient(f2), np.gradient(f1)).reshape(-1, 1)
    assert (np.exp(true_log_density(grid)) * area).sum(axis=0) == pytest.approx(np.ones(10), abs=5e-3)


def test_the_density_is_that_of_the_rows_that_are_drawn() -> None:
    """Do drawn rows of one word have the mean log density that the law of that word gives (its own entropy)?"""
    rng = np.random.default_rng(0)
    X, y = vowels(rng, 20_000)
    mean = true_log_density(X)[np.arange(len(y)), y][y == 0].mean()
    group = rng.choice(3, size=20_000, p=np.array([33, 28, 15]) / 76)
    centres = np.array([FORMANTS[name][0] for name in ("men", "women", "children")])
    own = np.exp(np.log(centres[group]) + np.array(SPREAD) * rng.standard_normal((20_000, 2)))
    assert mean == pytest.approx(true_log_density(own)[:, 0].mean(), abs=0.15)


def test_no_nearest_mean_beats_the_best_guess() -> None:
    """Is the best guess right more often than the nearest of all group means, on 20,000 rows?"""
    X, y = vowels(np.random.default_rng(1), 20_000)
    centres = np.log(np.concatenate(list(FORMANTS.values())))
    nearest = ((np.log(X)[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1) % 10
    assert 0.15 < np.mean(best_guess(X) != y) < np.mean(nearest != y)
