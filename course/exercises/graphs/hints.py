"""How to go on, for the exercises of lesson 06: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

DRAW = "Draw the small case as a graph, with an arrow from every parent to its child."
WIRES = "Draw the small case and count the wires that leave the node. Does each of them bring something back?"
ROUTER = "Raise the smaller input of a maximum a little. Does the maximum move?"
FORWARDS = "Reread section 6.2, 'Forwards: parents first'."
GATE = "Reread section 6.3, 'One gate, backwards'."
BACKWARDS = "Reread section 6.4, 'Backwards: the sum over the children'."

ORDER = {
    "rows-as-they-come": "Look at the first row that uses a higher number than its own. What is not there yet?",
    "by-distance-from-the-leaves": "Take a node with a short way and a long way to a leaf. Which one decides?",
    "by-distance-from-the-end": "Take a node with a short way and a long way to the end. Which one decides?",
    "by-number-of-parents": "Which nodes can be computed when nothing but the leaves is known?",
}
ORDER_HINTS = (f"{DRAW} Which nodes could you compute right now?", FORWARDS)

FORWARD = {
    "subtract-swapped": "Compute 5 minus 3 with your gate. Which of the two inputs comes first in the row?",
    "minimum": "Put 1 and 4 into your gate by hand. Which of the two should come out?",
    "first-leaf-only": "When a leaf has taken its value, which value does the next leaf take?",
    "leaves-from-the-end": "Which of the given values belongs to the first leaf of the tape?",
    "one-input-taken-from-the-end": "What does NumPy give for an array at the place -1?",
    "neighbours": "Which two rows does this row name? Are they always the two just above it?",
}
FORWARD_HINTS = ("Fill in the values of the small case by hand, one row after the other.", FORWARDS)

GATES = {
    "last-path-only": WIRES,
    "first-path-only": WIRES,
    "minus-lost": "Raise w a little in the small case. Does f rise or fall?",
    "max-to-both": "Raise the smaller of y and z a little. Does the maximum move?",
    "max-to-smaller": "Raise the smaller of y and z a little. Does the maximum move?",
    "product-not-swapped": "Take a product of 2 and 3 and raise the 2 by 0.1. By how much does the product rise?",
    "sum-splits": "Raise x by 0.1. By how much does x + y move: all of it, or a half?",
    "max-forgets-upstream": "What happens to the maximum after it was taken? How much is it worth to f?",
    "factor-lost": "Raise w by 0.1 in the small case and compute f again. By how much did it move?",
}
GATES_HINTS = ("Name every inner result, fill in its value, then go back one gate at a time.", GATE)

BACKWARD = {
    "nothing-starts": "What is the slope of the last node in itself, and where does your code say so?",
    "first-to-last": "At the moment when a node is summed up, have its children heard from theirs?",
    "overwritten": WIRES,
    "stops-before-the-first-row": "Print the rows that your loop visits. Is the first one among them?",
    "seeded-everywhere": "Which single gradient is known before the sweep begins?",
    "upstream-ignored": "Put one more gate at the end that doubles everything. What should change, and does it?",
    "second-input-forgotten": "How many inputs can a row have, and how many of them does your code look at?",
}
BACKWARD_HINTS = ("Do the small case with a pencil: cross out a node when its sum is whole.", BACKWARDS)

VISITS_HINTS = (
    "Draw the ladder for 3, 4 and 5 nodes and list the paths. How do they come from those of the shorter ladders?",
    "Reread section 6.5, 'How much work the order saves'.",
)

LEFT_OVER = "Print all the gradients after the second step. Which of them still hold the first one?"
TWICE = {
    "nothing-reset": "Do the second step with a pencil. Which of the numbers in your code is the first to differ?",
    "one-of-three-reset": LEFT_OVER,
    "two-of-three-reset": LEFT_OVER,
    "reset-too-late": "Print the gradient at the moment when the weight is changed. What is it?",
    "uphill": "Compute the loss before and after one step. Did it fall?",
}
TWICE_HINTS = (
    "Do two steps of the small case by hand, and print every gradient beside yours.",
    "Reread section 6.7, 'The same graph twice'.",
)

SLIP_HINTS = (
    "Draw the sigmoid of z and the sigmoid of -z in one picture. Where do they meet, and what lies between them?",
    "Reread section 6.8, 'The sigmoid unit, cut in two ways'.",
)

LATE = "When your code computes the first gate of the tape, have its parents got their values?"
ENGINE = {
    **{kind: hint for kind, hint in BACKWARD.items() if kind != "stops-before-the-first-row"},
    "rows-backwards": "Does the number of a row say anything about when it can be visited?",
    "seeded-at-the-last-row": "Which row is the output: the last one, or the one that you are told?",
    "subtract-sign": "Raise the second input of a difference a little. Does the difference rise or fall?",
    "product-not-swapped": GATES["product-not-swapped"],
    "max-to-both": ROUTER,
    "max-to-smaller": ROUTER,
    "overwritten-by-depth": WIRES,
    "leaves-along-the-order": "Which value belongs to the leaf with the lowest row number?",
    "values-by-row-number": LATE,
    "gates-by-row-number": LATE,
    "exp-scaled-by-its-input": "What is the slope of exp at 0? Put the numbers of your line in its place.",
    "exp-slope-at-the-output": "What is the slope of exp at 0? Put the numbers of your line in its place.",
    "tanh-slope-at-the-input": "What is the slope of tanh at 3? Put the numbers of your line in its place.",
    "subtract-swapped": FORWARD["subtract-swapped"],
}
ENGINE_HINTS = (
    "Check one thing after the other: the order, then the values, then the slopes, then the sums.",
    "Reread section 6.9, 'Your own engine'.",
)
