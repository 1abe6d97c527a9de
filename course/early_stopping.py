"""Early stopping: train while the validation loss falls, and keep the weights of its lowest point.

L. Prechelt, "Early stopping – but when?", in Neural Networks: Tricks of the Trade, Springer, 1998.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from course.errors import InputError

__all__ = ["EarlyStopping"]

Array = NDArray[Any]


class EarlyStopping:
    """Says when ``patience`` epochs in a row have not beaten the best loss so far by more than ``least_gain``.

    Raises
    ------
    InputError
        Unless patience ≥ 1 and least_gain ≥ 0.
    """

    def __init__(self, patience: int = 5, least_gain: float = 0.0) -> None:
        if not (patience >= 1 and least_gain >= 0):
            raise InputError("EarlyStopping", expected="patience >= 1 and least_gain >= 0",
                             got=f"patience={patience}, least_gain={least_gain}", hint="patience=5")  # fmt: skip
        self.patience, self.least_gain = patience, least_gain
        self.forget()

    def forget(self) -> None:
        """Be as new. `course.training.fit` asks for this, so that one object serves several runs."""
        self.best_loss, self.best_epoch, self.epoch = float("inf"), -1, -1
        self._best: dict[str, Array] = {}

    def is_time(self, loss: float, params: dict[str, Array]) -> bool:
        """Note the loss after one more epoch; True where it is time to stop."""
        self.epoch += 1
        if loss < self.best_loss - self.least_gain:
            self.best_loss, self.best_epoch = loss, self.epoch
            self._best = {name: value.copy() for name, value in params.items()}
        return self.epoch - self.best_epoch >= self.patience

    def restore(self, params: dict[str, Array]) -> None:
        """Put the best epoch's weights back, in place. Without a best epoch (every loss was NaN) it does nothing."""
        for name, value in self._best.items():
            params[name][...] = value
