"""Does early stopping stop when its rule says, and give back the best epoch's arrays?"""

from __future__ import annotations

import numpy as np
import pytest

from course.early_stopping import EarlyStopping
from course.errors import InputError


def run(stopping: EarlyStopping, losses: list[float]) -> tuple[int, float]:
    """Epochs until it is time (or all), and the weight, which holds its epoch's number, after `restore`."""
    w, epochs = {"w": np.zeros(1)}, 0
    for epoch, loss in enumerate(losses):
        w["w"][...] = epoch
        epochs = epoch + 1
        if stopping.is_time(loss, w):
            break
    stopping.restore(w)
    return epochs, float(w["w"][0])


@pytest.mark.parametrize(
    "patience, least_gain, losses, epochs, best",
    [
        (1, 0.0, [3.0, 2.0, 2.5, 1.0], 3, 1),
        (2, 0.0, [3.0, 2.0, 2.5, 1.0, 1.1, 1.2, 0.0], 6, 3),
        (2, 0.0, [3.0, 2.0, 2.0, 2.0], 4, 1),
        (2, 0.5, [3.0, 2.9, 2.8, 0.0], 3, 0),
        (5, 0.0, [3.0, 2.0, 1.0], 3, 2),
        (2, 0.0, [3.0, np.nan, np.inf, 0.0], 3, 0),
    ],
)
def test_when_it_stops_and_what_it_keeps(
    patience: int, least_gain: float, losses: list[float], epochs: int, best: int
) -> None:
    """On losses written out, does it stop at the epoch one counts to, with the weights of the best?"""
    stopping = EarlyStopping(patience, least_gain)
    assert run(stopping, losses) == (epochs, best)
    assert (stopping.best_epoch, stopping.best_loss) == (best, losses[best])


def test_one_object_serves_several_runs() -> None:
    """After `forget`, does a worse run count as its own best?"""
    stopping = EarlyStopping(1)
    run(stopping, [0.5, 0.6])
    stopping.forget()
    assert run(stopping, [9.0, 8.0, 8.5]) == (3, 1.0)


def test_nothing_is_restored_where_nothing_was_best() -> None:
    """If every loss was NaN, does it stop after two epochs and leave the weights as they are?"""
    assert run(EarlyStopping(2), [np.nan, np.nan, np.nan]) == (2, 1.0)


@pytest.mark.parametrize("settings", [{"patience": 0}, {"patience": 1.5}, {"least_gain": -1.0}])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, float]) -> None:
    """Does it say which one?"""
    with pytest.raises(InputError, match=next(iter(settings))):
        EarlyStopping(**settings)  # type: ignore[arg-type]
