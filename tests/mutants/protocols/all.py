"""The eight published protocols, in the order of the table."""

from __future__ import annotations

from tests.mutants.protocols.cs231n import CS231N, CS231N_STRICT
from tests.mutants.protocols.deeplearning_ai import DEEPLEARNING_AI
from tests.mutants.protocols.minitorch import MINITORCH
from tests.mutants.protocols.mlcourse import MLCOURSE
from tests.mutants.protocols.needle import NEEDLE
from tests.mutants.protocols.tinytorch import TINYTORCH
from tests.mutants.protocols.torch_like import TORCH_LIKE

PROTOCOLS = (
    MINITORCH,
    NEEDLE,
    DEEPLEARNING_AI,
    CS231N_STRICT,
    CS231N,
    MLCOURSE,
    TINYTORCH,
    TORCH_LIKE,
)
