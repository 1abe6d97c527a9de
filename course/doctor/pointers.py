"""How to go on, for mistakes that any exercise may meet: a question or a check to do oneself, never the formula.

The kinds are those of the general patterns and of the form of an answer, and names that many specs share.
"""

from __future__ import annotations

SIGN = "Raise one entry of the variable a little in the small case and compute the loss again: does it rise or fall?"
FACTOR = "Compute one entry of the small case by hand, factor by factor: at which step do you and your code part?"
MEAN = "Is the loss a sum over the examples, or a mean? Count how often your lines divide by their number."
SHAPES = "Write the shape of every array under your line. Which index is summed over, and which ones must be left?"
UPSTREAM = "Double the upstream gradient by hand: what must happen to the result, and what does your code do?"
OVERWRITTEN = "Copy a row of the small case so that it is there twice. What should change, and does it?"
SLOPE = "Print what goes into the slope, and what comes out of the activation. Which of the two does your line use?"
UNPENALISED = "Set the penalty's weight to zero in the small case, then make it large: which parts should feel it?"

POINTERS: dict[str, str] = {
    "sign": SIGN,
    "sign-flipped": SIGN,
    "residual-sign": SIGN,
    "sign-and-factor": SIGN,
    "factor": FACTOR,
    "factor-two": FACTOR,
    "factor-half": FACTOR,
    "missing-factor-2": FACTOR,
    "extra-factor-2": FACTOR,
    "missing-mean": MEAN,
    "factor-or-mean": MEAN,
    "mean-twice": MEAN,
    "mean-taken-twice": MEAN,
    "bias-averaged": MEAN,
    "transposed": SHAPES,
    "unsummed-axis": SHAPES,
    "summed-too-far": SHAPES,
    "extra-axis": SHAPES,
    "shape": SHAPES,
    "bias-not-summed": SHAPES,
    "not-summed": SHAPES,
    "upstream-ignored": UPSTREAM,
    "only-last-example": OVERWRITTEN,
    "only-first-example": OVERWRITTEN,
    "last-example-only": OVERWRITTEN,
    "first-example-only": OVERWRITTEN,
    "last-row-only": OVERWRITTEN,
    "activation-slope-missing": SLOPE,
    "activation-slope-at-input": SLOPE,
    "activation-twice": SLOPE,
    "tanh-slope": SLOPE,
    "sigmoid-slope": SLOPE,
    "relu-slope": SLOPE,
    "missing-term": UNPENALISED,
    "term-sign": UNPENALISED,
    "term-factor": UNPENALISED,
    "penalty-forgotten": UNPENALISED,
    "penalty-sign": UNPENALISED,
    "bias-penalised": UNPENALISED,
    "zero": "Which line makes the result? Print it before that line and after it, on the small case.",
    "swapped": "Compare the order of what you return with the order in the docstring.",
    "one-entry": "What is special about that entry of the small case: is it the first, the last, a zero, a maximum?",
    "one-row": "What is special about that row: is it the first, the last, or the one that a loop leaves out?",
    "one-column": "What is special about that column: is it the first, the last, or the one that a loop leaves out?",
    "some-entries": "Mark the wrong entries of the small case on paper. What have their inputs in common?",
    "not-finite": "Print every step on the small case: where does the first odd number come up, and from what?",
    "no-value": "Run the small case in a cell of your own, and look at what it returns.",
    "form": "Run the small case in a cell of your own, and compare what it returns with the docstring.",
    "input-changed": "Look for lines that assign to an argument or to a piece of one, with an index or with +=.",
    "not-repeatable": "Look for what outlives a call: another cell's variable, a default argument, random numbers.",
    "numeric-derivative": "Derive it on paper first, and keep the differences as a check of your own.",
    "crashed": "Run the small case in a cell of your own, and print the shapes above the line that stops.",
    "timeout": "Print the loop's variable on the small case: what should end the loop, and does it ever come about?",
}

ANY = "Do the small case by hand, and print your own steps beside it: the first one that differs is the one to mend."
"""Where nothing else is known."""
