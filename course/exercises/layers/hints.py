"""How to go on, for the exercises of lesson 10: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

WINDOWS = "Write down, for the small case, which entries of the signal each window holds."
LAST_WINDOW = "Where does the last window of the small case begin, and does the next one still fit?"
TWO_PLACES = "Which answers of the small case use the first weight of the filter? Does each of them count?"
ONE_FILTER = "Draw one filter as a block of weights: how high, how wide, how deep is it?"
SLIDE_IT = "Lay the filter on a strip of paper along one side and count the places where it fits."
SATURATED = "How steep is tanh at 0, and far out? Try your slope at both ends."
OVERLAP = "Draw two windows of length 3 that begin one entry apart. How many entries do they hold?"
EACH_STEP = "Unroll the small case on paper: at how many places does the weight stand?"
BOTH_WAYS = "Draw the block. By which ways does x reach the output, and what happens to gradients where ways meet?"
ROW_SUMS = "Add up each row of your weights. What should the sum be?"
HIDDEN = "What should the weight of a hidden key be, and what does your softmax make of the score you gave it?"
SOFTMAX = "Raise one score a little in the small case. Which of the weights move, and which way?"
LENGTH = "Make the vectors four times as long by repeating them. What should become of the scores?"

CONV = {
    "kernel-flipped": "Slide the filter (1, 0) along 5, 6, 7. Which answers should come out?",
    "stride-ignored": WINDOWS,
    "side-by-side": WINDOWS,
    "bias-forgotten": "Set all weights to zero in the small case. What is left?",
    "bias-at-every-weight": "Set all weights to zero in the small case. What is left?",
    "padded": LAST_WINDOW,
    "padded-at-the-end": LAST_WINDOW,
    "last-window-missing": LAST_WINDOW,
    "axes-swapped": "Compare the shape of your result with the docstring, axis by axis.",
    "filters-added": "How many answers does one window get, if there are two filters?",
    "first-filter-only": "Make the second filter ten times as large. Does your result change?",
    "averaged": "Slide a filter of two ones along 1, 1, 1. What should come out?",
}
CONV_HINTS = (
    "Get one signal, one filter and stride 1 right first; then add the stride, then the other axes.",
    "Reread section 10.2, 'Convolution: one pattern, every place'.",
)

COUNTING = {
    "counted-at-every-place": "If the filter moves on by one pixel, does it get new weights?",
    "channels-forgotten": ONE_FILTER,
    "filter-has-one-row": ONE_FILTER,
    "one-filter": ONE_FILTER,
    "conv-bias-forgotten": "What does the layer answer where the image is black?",
    "biases-forgotten": "What does each layer answer where the image is black?",
    "one-bias-for-all": "Can one filter answer 1 on a black image, and another 2?",
    "bias-for-every-channel": "How many numbers are added to one window's sum?",
    "stride-ignored": SLIDE_IT,
    "as-large-as-the-image": SLIDE_IT,
    "one-place-too-few": SLIDE_IT,
    "rounded-up": SLIDE_IT,
    "rows-for-columns": SLIDE_IT,
    "columns-for-rows": SLIDE_IT,
    "one-map-only": "How many answers does one place get?",
    "dense-bias-forgotten": "What does a dense unit answer if all its inputs are zero?",
    "one-dense-bias": "Can two dense units answer differently if all inputs are zero?",
    "dense-sees-one-channel": "How many numbers does the image hold in all?",
}
COUNTING_HINTS = (
    "Count in this order: the places along each side, all outputs, one filter's weights, one dense unit's weights.",
    "Reread section 10.2, 'Convolution: one pattern, every place'.",
)

CONV_BACKWARD = {
    "windows-overwritten": "Take an entry in the middle of the small case. How many windows hold it?",
    "kernel-flipped": "Nudge the first entry of the signal. Which answer moves, and by which weight?",
    "stride-ignored": WINDOWS,
    "last-place-only": TWO_PLACES,
    "first-place-only": TWO_PLACES,
    "filter-gradient-reversed": "Nudge the first weight. Which entry of each window does it meet?",
    "averaged-over-places": TWO_PLACES,
    "averaged-over-examples": "Where is a mean over the signals taken: in this layer, or in what dY came from?",
}
CONV_BACKWARD_HINTS = (
    "Take one place alone: it is a dot product. Send its gradient back, then do the same for the next place.",
    "Reread section 10.3, 'Convolution, backwards'.",
)

FIELD = {
    "strides-ignored": "Two windows of the first layer that stand side by side: how far apart do they begin?",
    "own-stride": "How many inputs does one answer of the first layer see? Does its stride matter for that?",
    "own-stride-alone": "How many inputs does one answer of the first layer see? Does its stride matter for that?",
    "wrong-end": "Start at the inputs: how many of them does one answer of the first layer see, then of the second?",
    "last-stride-only": "With layers of stride 2: how far apart do neighbours in the third layer's input begin?",
    "one-too-few": "Try one layer with a filter of length 1.",
    "overlap-counted-twice": OVERLAP,
    "kernels-added": OVERLAP,
    "kernels-multiplied": OVERLAP,
}
FIELD_HINTS = (
    "Go up layer by layer and keep two numbers: how many inputs one answer sees, and how far apart neighbours are.",
    "Reread section 10.4, 'What one output can see'.",
)

RNN = {
    "extra-factor-2": "What is the slope of half a square?",
    "error-ignored": "Set y to the output itself. What should all gradients be then?",
    "output-weights-missing": "Set c to zero in the small case. Can U still move the loss?",
    "last-step-only": EACH_STEP,
    "first-step-only": EACH_STEP,
    "last-two-steps-only": EACH_STEP,
    "steps-averaged": EACH_STEP,
    "last-slope-missing": "What stands between the last state and the weights of the last step?",
    "slope-one-step-early": "Unroll the small case on paper: which state comes out of the tanh of the first step?",
    "activation-slope-unsquared": SATURATED,
    "weights-not-transposed": "Write out one entry of U times h. Which entry of h does each weight of a row meet?",
    "steps-not-linked": "Set U to zero. How much of the loss can the first input still reach?",
    "state-of-its-own-step": "Which state is multiplied by U to make the next one?",
    "output-one-step-early": "Which state does the output read?",
}
RNN_HINTS = (
    "Keep all states on the way forward. On the way back, carry one vector: the gradient at the current state.",
    "Reread section 10.6, 'Back through time'.",
)

RESIDUAL = {
    "skip-forgotten": BOTH_WAYS,
    "branch-forgotten": BOTH_WAYS,
    "multiplied": BOTH_WAYS,
    "input-added": "Is what travels back on the skip connection a value, or a gradient?",
    "skip-subtracted": BOTH_WAYS,
    "skip-averaged": BOTH_WAYS,
    "skip-counted-twice": BOTH_WAYS,
    "activation-slope-unsquared": SATURATED,
    "before-activation": "What does W2 multiply in the forward pass?",
}
RESIDUAL_HINTS = (
    "Leave the skip connection away first: then it is a network of lesson 07. Then ask what the skip adds.",
    "Reread section 10.7, 'Residual: a way round'.",
)
CHOOSE_RESIDUAL_HINTS = ("Reread section 10.7, 'Residual: a way round'.",)

WEIGHTS = {
    "overflow": "Print the exponential of 1000. What could be taken off all scores of a row without any effect?",
    "shifted-by-a-hidden-score": "Which scores take part in the softmax? Take the largest of those.",
    "one-shift-for-all": "Let one row have scores near 0, another near 5000. What is left of the first one?",
    "scale-missing": LENGTH,
    "scaled-by-d": "Print the variance of your scores for random vectors of 100 entries.",
    "scaled-by-the-keys": "Add a key to the small case. Should the other scores change?",
    "mask-ignored": HIDDEN,
    "mask-inverted": HIDDEN,
    "hidden-score-zero": HIDDEN,
    "masked-too-late": ROW_SUMS,
    "wrong-axis": ROW_SUMS,
    "shared-over-all": ROW_SUMS,
    "scores-for-weights": ROW_SUMS,
    "sign-flipped": "Give the query and one key the same direction. Should that key get much weight or little?",
}
WEIGHTS_HINTS = (
    "Three lines in this order: the scores, then which of them may take part, then the shares within each row.",
    "Reread section 10.8, 'Attention: look up by likeness'.",
)

ATTENTION = {
    "scale-missing-on-the-way-back": LENGTH,
    "scale-missing": LENGTH,
    "scaled-by-d": LENGTH,
    "sum-to-one-forgotten": SOFTMAX,
    "own-slope-only": SOFTMAX,
    "softmax-slope-missing": SOFTMAX,
    "weights-left-out": "Take a key whose weight is nearly 0. Can its score still move the result?",
    "mean-subtracted": SOFTMAX,
    "values-unweighted": "Nudge a value whose weight is nearly 0. Does the result move?",
    "scores-for-weights": "What multiplies a value on the way forward?",
    "best-key-only": "Nudge the value of the second-best key. Does the result move?",
    "key-for-query": "Nudge one entry of one key. Which score moves, and by how much?",
    "keys-added": "Nudge one entry of one key. How many scores move?",
}
ATTENTION_HINTS = (
    "Go back line by line: the weighted mean, the softmax, the scale, the dot products. Check each one.",
    "Reread section 10.9, 'Attention, backwards'.",
)
