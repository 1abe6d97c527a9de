"""How to go on, for the exercises of lesson 04: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

LOSS_AGAIN = "Compute the loss before and after your step on the small case. Which way did it go?"
ONE_EXAMPLE = "Take the small case with one example only. By what do you divide there, and by what with two?"
FACTOR = "How steep is the square of r where r is 3? Compare with the number that your line gives."
ROWS = "Print which rows of X your line takes on the small case, beside S."

LEAST_SQUARES = {
    "uphill": LOSS_AGAIN,
    "missing-factor-2": FACTOR,
    "missing-mean": ONE_EXAMPLE,
    "mean-taken-twice": ONE_EXAMPLE,
    "gradient-not-step": "Set alpha to 0. What should come back then?",
    "change-not-step": "Set alpha to 0. What should come back then?",
    "one-after-the-other": "Which of your two lines runs first, and what does the second one see?",
    "bias-left": "Give every example the target 5, and start from zeros. Which parameter should move first?",
    "bias-not-averaged": ONE_EXAMPLE,
    "bias-unused": "Set w to zero. What does the model predict, and does your residual know it?",
    "last-example-only": "Change the first target of the small case. Does your answer move?",
    "two-steps": "How often is the residual worked out in your answer?",
}
LEAST_SQUARES_HINTS = (
    "Put a column of ones before X: then b is one more weight, and the section's derivation covers it.",
    "Reread section 4.2, 'Least squares and its price'.",
)

STABLE = {
    "one-over": "Take one feature and twice your step. Does the error still shrink?",
    "flattest-direction": "In which direction does one step change the error most?",
    "average-curvature": "Take one steep and three flat directions. Which of them breaks out first?",
    "curvatures-added": "Take two directions of one curvature. Does the second one change what the first may do?",
    "penalty-forgotten": "Set X to zero. Is there still a bowl to descend in?",
    "penalty-halved": "Take one weight and no data. What is the second derivative of lam times its square?",
    "factor-2-missing": "Take one weight and one example. What is the second derivative of the loss?",
    "data-factor-2-missing": "Set lam to 0 and take one weight and one example. What is the second derivative?",
    "missing-mean": "Add every example once more to the small case. Does the loss change, and does your answer?",
    "penalty-averaged": "Add every example once more to the small case. Does the penalty change by that?",
    "penalty-everywhere": "With two weights and no data, print your Hessian. Does the loss tie them together?",
    "stretch-not-squared": "Make X ten times as large, with lam at 0. By what factor does the loss get steeper?",
    "curvature-returned": "Make the loss steeper. Should the largest step grow or shrink?",
}
STABLE_HINTS = (
    "Find the second derivatives of both terms of the loss; then ask what the penalty does to each eigenvalue.",
    "Reread section 4.3, 'How large a step?'.",
)

STEPS = {
    "flattest-only": "Work out by how much one step shrinks the error in each direction. Which one shrinks least?",
    "steepest-only": "Work out by how much one step shrinks the error in each direction. Which one shrinks least?",
    "average-curvature": "Which direction is the last to arrive?",
    "exponential": "Do two steps by hand, as the rule says, and compare the error with your curve.",
    "rule-of-thumb": "Make alpha a little smaller. Should the count change, and does yours?",
    "one-too-few": "Put your count back into the rule: is the error short enough then?",
    "one-too-many": "Put your count less one back into the rule: is the error short enough already?",
    "not-whole": "Can a descent make half a step?",
    "loss-not-error": "If the error is halved, what becomes of the loss? Which of the two is asked for?",
}
STEPS_HINTS = (
    "Descend on the small case with pencil and paper: one factor for each direction, again and again.",
    "Reread section 4.3, 'How large a step?'.",
)

MINIBATCH = {
    "divided-by-n": "Add examples that are not in S. Should the gradient change?",
    "missing-mean": ONE_EXAMPLE,
    "mean-taken-twice": ONE_EXAMPLE,
    "all-examples": ROWS,
    "first-rows": ROWS,
    "rows-left-out": ROWS,
    "counted-from-1": ROWS,
    "least-squares-slope": "Which function of the residual is the loss here, and how steep is it far out?",
    "half-square-slope": "Which function of the residual is the loss here, and how steep is it far out?",
    "loss-for-slope": "Should a residual of -2 and one of 2 pull the same way?",
    "upstream-ignored": "Make one prediction exactly right. How much should its row pull?",
    "bias-unused": "Set w to zero. What does the model predict, and does your residual know it?",
    "bias-not-averaged": ONE_EXAMPLE,
}
MINIBATCH_HINTS = (
    "Take the rows of S out of X and y first. From there on it is the mean over all rows that you have.",
    "Reread section 4.4, 'A few examples at a time'.",
)

EPOCH = {
    "place-for-example": "Print, in each turn of the loop, which row and which label are used.",
    "forward-not-mended": "Print, in each turn of the loop, which row goes into the prediction and which label.",
    "backward-not-mended": "Print, in each turn of the loop, which row is multiplied by the residual.",
    "order-not-used": "Which of the two names in the loop's head is an example, and which is a place?",
    "targets-moved": "Print, in each turn of the loop, which row and which label are used.",
    "weights-of-the-start": "When the second example is looked at, has it seen the first one's step?",
    "divided-by-n": "Give X and y more rows, which the order never visits. Should the steps change?",
    "one-example-only": "How often does your loop come to its last line?",
    "order-reversed": "Which example of the order should be seen first?",
    "uphill": LOSS_AGAIN,
    "missing-factor-2": FACTOR,
}
EPOCH_HINTS = (
    "Run it by hand on the small case with the order (1, 0), and write down which row and label each line uses.",
    "Reread section 4.4, 'A few examples at a time'.",
)

DECAY = {
    "counts-steps": "With 10 steps to an epoch: should steps 10 and 19 have one step size?",
    "parts-of-epochs": "With 10 steps to an epoch: should steps 10 and 19 have one step size?",
    "epoch-ahead": "What should the step size of step 0 be?",
    "counted-from-1": "With 10 steps to an epoch: in which epoch is step 10?",
    "place-in-epoch": "With 10 steps to an epoch: should steps 0 and 10 have one step size?",
    "grows": "Print the step sizes of the first five epochs. Which way do they go?",
    "one-left-out": "What should the step size of step 0 be?",
    "kinds-swapped": "Which of the two loses the same share in every epoch?",
    "always-exponential": "Try both kinds on the small case. Do they differ?",
    "always-inverse": "Try both kinds on the small case. Do they differ?",
}
DECAY_HINTS = (
    "Find the number of the epoch first, a whole number, and only then the step size.",
    "Reread section 4.5, 'Smaller steps later'.",
)

NOT_CONVEX_HINTS = (
    "Find a point with no loss at all. What happens to tanh when the sign of its input is turned?",
    "Reread section 4.6, 'Convex or not'.",
)

CLIPPING = {
    "each-by-itself": "Compare the ratio of two entries, one of each array, before and after.",
    "each-entry": "Compare the ratio of two entries before and after.",
    "always-rescaled": "Take a gradient that is nearly zero. Should it be made longer?",
    "unit-length": "Use a limit of 5 on the small case. How long should the result be?",
    "length-of-one-array": "Make db very long and dW short. Is anything shortened?",
    "lengths-added": "How long is the vector (3, 4)?",
    "length-squared": "How long is the vector (3, 4)?",
    "largest-entry": "How long is the vector (3, 4)?",
    "one-array-shortened": "Compare the ratio of two entries, one of each array, before and after.",
    "thrown-away": "After clipping, how long should a gradient be that was too long?",
    "never-clipped": "Work out the length of both arrays together in the small case. Is it above the limit?",
}
CLIPPING_HINTS = (
    "Think of all entries of both arrays as one long vector: how long is it, and by what must it be multiplied?",
    "Reread section 4.9, 'Flat ground and cliffs'.",
)
