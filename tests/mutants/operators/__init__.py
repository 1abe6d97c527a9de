"""The mutation operators: each looks at one place in a right answer and says what a mistake would put there.

A library such as mutmut or cosmic-ray changes files and asks a test-suite; here one function is changed in
memory, the mistakes are those of matrix calculus, and the judge is the course's own.
"""

from __future__ import annotations

from tests.mutants.operators import (
    accumulation,
    arithmetic,
    axes,
    constants,
    dropped,
    functions,
    masks,
    order,
    ranges,
    reductions,
    signs,
    slopes,
    transposes,
    variables,
)
from tests.mutants.operators.site import Operator

OPERATORS: tuple[Operator, ...] = (
    masks.boundary,
    masks.moved,
    slopes.wrong_slope,
    reductions.dropped,
    reductions.exchanged,
    axes.exchanged,
    axes.keepdims,
    transposes.dropped,
    transposes.added,
    transposes.operands_swapped,
    dropped.terms,
    dropped.factors,
    accumulation.overwritten,
    accumulation.added,
    accumulation.other_way,
    order.dropped_statements,
    order.swapped_statements,
    ranges.shortened,
    ranges.other_index,
    variables.swapped,
    functions.exchanged,
    arithmetic.other_operator,
    constants.other_number,
    signs.flipped,
    signs.scaled,
)
"""In order: where two operators make the same text, the first one names it."""
