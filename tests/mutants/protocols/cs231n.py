"""cs231n: the largest relative error, read against a rule of thumb.

    max |a - n| / max(1e-8, |a| + |n|),   n by central differences with h = 1e-5,

under a random upstream gradient. The notes say of it that 1e-7 and less is good and that above 1e-2 the gradient is
probably wrong; the notebooks ask for "around 1e-7" or "less than 1e-5". It is printed and not asserted: a person
reads it. Both bounds stand here, each as if that person were strict.

Source: cs231n assignment 2, cs231n/gradient_check.py, `eval_numerical_gradient_array`, and `rel_error` in the
notebook FullyConnectedNets, read in public copies; course notes, "Neural Networks Part 3", "Gradient checks".
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Agree, Pair, Protocol


def below(bound: float) -> Agree:
    """Whether the largest relative error of every variable lies below ``bound``."""

    def agree(pairs: list[Pair]) -> bool:
        errors = [np.max(np.abs(a - n) / np.maximum(1e-8, np.abs(a) + np.abs(n)), initial=0.0) for a, n in pairs]
        return all(bool(error < bound) for error in errors)

    return agree


CS231N_STRICT = Protocol("cs231n < 1e-7", below(1e-7), step=1e-5)
CS231N = Protocol("cs231n < 1e-5", below(1e-5), step=1e-5)
