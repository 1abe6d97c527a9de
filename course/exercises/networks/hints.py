"""How to go on, for the exercises of lesson 02: a question or a check to do oneself, never the formula."""

from __future__ import annotations

SIDE = "Write down when your unit fires as an inequality. On which side of it does the bias stand?"

XNOR = {
    "threshold-on-a-sum": "On which input is a net input exactly 0, and what does a unit give there?",
    "threshold-as-bias": SIDE,
    "xor": "Write the truth tables of XOR and XNOR side by side. What must happen to the output unit?",
    "one-unit-twice": "What can the output unit tell apart if both hidden units always agree?",
}
XNOR_HINTS = (
    "Write the table of four rows, the first hidden unit's column filled in. Which rows must the second part?",
    "Reread section 2.2, 'Three units compute XNOR'.",
)

FORMULA = {
    "left-to-right": "Write every bracket that may be left out, the tightest first. What does the or join?",
    "bars-forgotten": "What does a bar over a letter do to its column?",
    "brackets-joined-by-or": "Which sign stands between the two large brackets?",
    "threshold-as-bias": SIDE,
    "bar-lost-in-the-unit": "Look at a row where the formula gives 1. Is X on there?",
}
FORMULA_HINTS = (
    "List the rows on which the formula gives 1. Which letters are the same in all of them, and which are not?",
    "Reread section 2.3, 'Any truth table'.",
)

PARITY = {
    "counts-one-late": "Take the input with a single 1. Which of your hidden units fire?",
    "all-added": "Take the input where everything is on. Which hidden units fire, and what do they add up to?",
    "even": "What should the net give when nothing is on?",
    "not-enough-counts": "How many different counts are there, and can your hidden units tell all of them apart?",
}
PARITY_HINTS = (
    "Make a table: the number of ones, which hidden units fire for it, and what the output should be.",
    "Reread section 2.3, 'Any truth table'.",
)

WHICH = "Which function does your code call when the activation is 'tanh', and which when it is 'relu'?"
FORWARD = {
    "output-activated": "Can your output be negative when the activation is ReLU? Should it be able to?",
    "no-activation": "Double all rows of X and set the biases to 0. Should the output simply double?",
    "bias-forgotten": "Set X to zeros. What should come out of the first layer?",
    "bias-subtracted": "Set X to zeros. What should come out of the first layer?",
    "inputs-activated": "What does the first layer get: X, or something made from it?",
    "only-first-activated": "Follow a row through the second hidden layer. What is done to its net inputs?",
    "two-layers-only": "How many layers does params hold, and how does your code find out?",
    "always-relu": WHICH,
    "always-tanh": WHICH,
    "always-sigmoid": WHICH,
    "falling-sigmoid": "What does your sigmoid give at 10, and what at -10?",
    "softmax-added": "Do the rows of your output sum to 1? Should they?",
}
FORWARD_HINTS = (
    "Print the shape after every layer. Then do one row of the small case by hand, layer by layer.",
    "Reread section 2.4, 'Layers'.",
)

LINEAR_HINTS = (
    "For each net, write the output as a formula of x. Can it be brought to the form of one layer?",
    "Reread section 2.4, 'Layers'.",
)

LADDER = "Write the row for small, for medium and for large. In how many places do neighbours differ?"
UNITS = "What are the mean and the spread of the rain that the net will see over the whole training set?"
ENCODING = {
    "size-one-hot": LADDER,
    "lowest-level-off": LADDER,
    "thermometer-upside-down": LADDER,
    "levels-above": LADDER,
    "bases-of-these-rows": "Encode a single row of base G. How many columns do you get?",
    "base-as-thermometer": "Is T more than A? Should two bases be more alike than two others?",
    "base-from-the-end": "Base 0 is A. In which of the four columns should its 1 stand?",
    "rain-not-scaled": UNITS,
    "rain-only-centred": UNITS,
    "rain-not-centred": UNITS,
    "rain-by-its-own-mean": "Encode one row alone. Does its rain come out as it did among the others?",
    "blocks-swapped": "What do the first four columns stand for?",
}
ENCODING_HINTS = (
    "Write out by hand the row of one example with base G, size medium and a rain of one mean.",
    "Reread section 2.5, 'What goes in and what comes out'.",
)

BIASED = "Draw the smallest case and write the bias on every circle that has one. How many are there?"
COUNTING = {
    "inputs-biased": BIASED,
    "always-biased": "What does the second argument say, and where does your code ask for it?",
    "never-biased": "What does the second argument say, and where does your code ask for it?",
    "one-bias-a-layer": BIASED,
    "output-unbiased": BIASED,
    "biases-of-the-layer-before": BIASED,
    "sizes-multiplied": "Draw all the lines of the smallest case. Which circles does one line join?",
    "last-layer-missing": "Draw all the lines of the smallest case and count them.",
    "units-counted": "Draw the smallest case. Are you counting its circles or its lines?",
}
COUNTING_HINTS = (
    "Draw the smallest case with all its lines, and count lines and biases layer by layer.",
    "Reread section 2.6, 'Counting parameters'.",
)

BUMPS = {
    "middle-on-the-wrong-side": "At which x is the net input of your first unit 0? Where should its step be?",
    "heights-for-jumps": "To the right of the third step, which steps are all up, and what do they add up to?",
    "level-forgotten": "To the left of all steps, what does your net give, and what does the curve give?",
    "too-soft": "Over how much of x does one of your steps climb, and how wide is a cell?",
    "jumps-turned-round": "Draw the curve and your net in one figure. Where do they part?",
}
BUMPS_HINTS = (
    "Draw your net and the curve in one figure, first with three units, then with ten.",
    "Reread section 2.10, 'Bumps from steps'.",
)
