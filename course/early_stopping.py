"""Early stopping: train while the validation loss falls, and keep the weights of its lowest point.

L. Prechelt, "Early stopping – but when?", in Neural Networks: Tricks of the Trade, Springer, 1998.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from course.numbers import count, not_negative

__all__ = ["EarlyStopping"]

Array = NDArray[Any]


class EarlyStopping:
    """Says when ``patience`` epochs in a row have not beaten the best loss so far by more than ``least_gain``.

    Raises
    ------
    InputError
        Unless patience is a whole number ≥ 1 and least_gain ≥ 0.
    """

    def __init__(self, patience: int = 5, least_gain: float = 0.0) -> None:
        self.patience, self.least_gain = count("patience", patience), not_negative("least_gain", least_gain)
        self.forget()

    def forget(self) -> None:
        """Be as new. `course.training.fit` asks for this, so that one object serves several runs."""
        self.best_loss, self.best_epoch, self.epoch = float("inf"), -1, -1
        self._best: dict[str, Array] = {}

    def is_time(self, loss: float, arrays: dict[str, Array]) -> bool:
        """Note the loss after one more epoch; True where it is time to stop."""
        self.epoch += 1
        if loss < self.best_loss - self.least_gain:
            self.best_loss, self.best_epoch = loss, self.epoch
            self._best = {name: value.copy() for name, value in arrays.items()}
        return self.epoch - self.best_epoch >= self.patience

    def restore(self, arrays: dict[str, Array]) -> None:
        """Put the best epoch's arrays back, in place; nothing where no epoch had a finite loss."""
        for name, value in self._best.items():
            arrays[name][...] = value
