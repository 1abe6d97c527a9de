"""deeplearning.ai and its copies: the ratio of two norms over all parameters at once.

    difference = ‖a - n‖ / (‖a‖ + ‖n‖),   n by central differences with epsilon = 1e-7,

and the backward pass is called wrong if difference > 2e-7. A difference that is not a number is not greater than
anything, so it passes. The upstream gradient of the scalar cost is 1.

Source: Improving Deep Neural Networks, week 1, assignment "Gradient Checking", `gradient_check_n`, read in public
copies: some have 2e-7 for the bound, some 1e-7; this is the looser one.
"""

from __future__ import annotations

import numpy as np

from tests.mutants.protocols.setting import Pair, Protocol


def agree(pairs: list[Pair]) -> bool:
    """One norm for all parameters; NaN passes, as it does there."""
    a, n = (np.concatenate([np.ravel(side) for side in sides]) for sides in zip(*pairs, strict=True))
    difference = np.linalg.norm(a - n) / (np.linalg.norm(a) + np.linalg.norm(n))
    return not difference > 2e-7


DEEPLEARNING_AI = Protocol("deeplearning.ai", agree, step=1e-7, plain_sum=True)
