"""How to go on, for the exercises of lesson 07: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

CHECK_LABEL = "Keep the inputs and change the label. Which entries should move, and do yours?"
SEVERAL_PATHS = "Draw the small case as a graph and colour every way from the input to the loss. How many are there?"
BIASES = "Compute the loss by your own forward pass on the small case, and by the lesson's. Are they equal?"
ONE_STEP = "Start at the loss and go back one arrow at a time. Print what you have after each one."

RELU = {
    "no-mask": "Take one unit that is off. By how much does its output move when its input moves a little?",
    "mask-inverted": "Take one positive and one negative number. Which of the two does ReLU let through?",
    "mask-from-upstream": "When is the gate set: on the way forward or on the way back? What is known at that time?",
    "value-for-slope": "Draw ReLU. How steep is it at 1, at 2 and at 5?",
    "forward-pass": "Change dA alone in the small case: must the result change, and does yours?",
    "input-for-slope": "Draw ReLU. How steep is it at 1, at 2 and at 5?",
    "sign-for-slope": "Draw ReLU. How steep is it at -1?",
    "both-positive": "Take a unit that is on, with a negative upstream gradient: should the loss hear of it?",
    "sums-taken": "Which of the other examples does one entry of Z reach in the forward pass?",
}
RELU_HINTS = (
    "Take the small case entry by entry: is the unit on or off, and what should come back through it?",
    "Reread section 7.4, 'Vectors: Jacobians, and why none is ever formed'.",
)

LINEAR = {
    "mean-taken-twice": "Where is the mean over the examples taken: in this layer, or in what dZ came from?",
    "bias-averaged": "Add a little to b. How many rows of Z move, and does each move the loss in full?",
    "rows-mixed": "Change one weight of the small case. Which columns of Z move, and which stay?",
    "bias-wrong-axis": "How many numbers does b hold in the small case, and which axis of dZ has that length?",
    "bias-collapsed": "Change one entry of b in the small case. Which columns of Z move, and which stay?",
}
LINEAR_HINTS = (
    "Write down the shapes of W, X and dZ, and of the result. Which index has to be summed away?",
    "Reread section 7.6, 'The linear layer'.",
)

SQUARED_NORM = {
    "rows-mixed": "Call the product q. Change one weight of the small case: which entries of q move?",
    "norm-not-squared": "Double x in the small case. By what factor does f grow, and by what factor its gradient?",
    "value-for-slope": "Take a single number: how steep is its square at 3? Compare with the square itself.",
    "last-path-only": SEVERAL_PATHS,
    "cross-terms-missing": "Multiply f out by hand for a W of one row and two columns. Which products do you miss?",
}
SQUARED_NORM_HINTS = (
    "Give the product of W and x a name, find the gradient at it first, and only then go on to W and x.",
    "Reread section 7.7, the gradients in a matrix.",
)

UNIT = {
    "the-slide": "Choose a target far above the output. Must w x grow or fall to bring the loss down?",
    "input-missing": "Set x to 0 in the small case. How much does the data term still feel of w?",
    "input-in-bias": "Set x to 0 in the small case. Does the output still feel b?",
    "penalty-missing-factor-2": "Leave the penalty alone in the loss and double w: how does its slope grow?",
}
UNIT_HINTS = (
    "Split the loss in two, find each term's gradient by itself, and add them at the end.",
    "Reread section 7.8, 'The sigmoid unit'.",
)

RIDGE = {
    "data-missing-factor-2": "Take one example and one feature, and write down the slope of the square by hand.",
    "penalty-missing-factor-2": "Take a w with one entry: how steep is its square?",
    "penalty-averaged": "Add every example once more to the small case. Does the penalty change by that?",
    "bias-forgotten": "Set w to zero in the small case. What does the model predict then?",
    "last-example-overwrites": "Follow your loop on paper for two examples: what is left of the first one?",
}
RIDGE_HINTS = (
    "Set lam to 0 and get the data term right; then set X to zero and get the penalty right.",
    "Reread section 7.9, 'Least squares and ridge regression'.",
)

TWO_LAYER = {
    "last-path-only": SEVERAL_PATHS,
    "first-path-only": SEVERAL_PATHS,
    "first-two-paths-only": "Add a third hidden unit to the lesson's picture. Where does your code meet it?",
    "paths-averaged": "Copy a hidden unit of the small case, weights and all. Is the loss half as steep by that?",
    "gradient-of-the-weights": "What shape should the result have: that of x, or that of W1?",
    "output-slope-twice": "Follow the loss back to what goes into the output's sigmoid. What has cancelled there?",
    "at-the-probability": "One more function stands between the probability and the layers. Which one is it?",
    "label-ignored": CHECK_LABEL,
    "biases-forgotten": BIASES,
    "hidden-bias-forgotten": BIASES,
    "output-bias-forgotten": BIASES,
    "second-layer-missing": "Set one entry of w2 to zero. What can its hidden unit still do to the loss?",
}
TWO_LAYER_HINTS = (ONE_STEP, "Reread section 7.10, 'A logistic unit, then two layers'.")

SOFTMAX = {
    "mean-over-entries": "How many examples are there in the small case, and how many entries?",
    "label-ignored": CHECK_LABEL,
    "labels-in-every-row": "How many entries of one row does your line change? How many labels does that row have?",
    "label-subtracted": "What would change if the classes were numbered in another order?",
    "right-class-only": "Raise a logit of a wrong class. Does the probability of the right one stay?",
    "wrong-axis": "Add up your probabilities along each axis. Which sums are 1, and which should be?",
    "shared-over-batch": "Add up your probabilities along each row. What should each sum be?",
    "softmax-missing": "Print what you subtract from. Do its rows add up to 1?",
    "sigmoid-for-softmax": "Add up your probabilities along each row. What should each sum be?",
    "at-the-probabilities": "Is this the gradient at the probabilities, or at the logits that they come from?",
    "all-zero": "Which function of the probabilities is the loss? Their sum never moves.",
}
SOFTMAX_HINTS = (
    "Print the probabilities and the label of one row of the small case. Which way should each logit move?",
    "Reread section 7.11, 'Softmax with cross-entropy'.",
)

MLP = {
    "label-ignored": CHECK_LABEL,
    "activation-slope-unsquared": "How steep is tanh at 0, and far out? Try your slope at both ends.",
    "weights-mean-taken-twice": "Where does the mean over the examples come in first? What follows has it already.",
    "before-activation": "What does W2 multiply in the forward pass? Print it beside what your line uses.",
    "biases-forgotten": "Compute the loss by your own forward pass on the small case, and by the lesson's.",
}
MLP_HINTS = (
    "Write the forward pass down line by line, then go through it from the last line to the first, one line each.",
    "Reread section 7.12, 'A whole network'.",
)
