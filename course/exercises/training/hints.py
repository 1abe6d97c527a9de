"""How to go on, for the exercises of lesson 08: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

SMALL_STEP = "Do the small case with pencil and paper, one line at a time, and print your values beside it."
MEMORY = "Give it a gradient of zero and some velocity. What should be left of that after one step?"
LOSS_AGAIN = "Compute the loss before and after your step on a small case. Which way did it go?"
COUNT = "What is one minus beta to the power of t where t is 1? Try your line with a state of zeros."

LOOP = {
    "piles-up": "Print the gradient's size in each batch. What is in it when the second batch begins?",
    "weights-pile-up": "Print both gradients when the second batch begins, before it is looked at.",
    "biases-pile-up": "Print both gradients when the second batch begins, before it is looked at.",
    "stale-weights": "When the second batch is looked at, has it seen the first one's step?",
    "last-batch-by-size": "How many rows has the last batch of the small case, and by what do you divide?",
    "divided-by-n": "Add examples that come in later batches. Should the first step change?",
    "last-batch-dropped": "Which rows of the small case are never looked at?",
    "first-batch-only": "How often does your loop come to its last line?",
    "order-not-used": "Print which rows each batch takes, beside the order.",
    "labels-not-shuffled": "Print which rows and which labels each batch takes.",
    "uphill": LOSS_AGAIN,
}
LOOP_HINTS = (
    "Run it by hand with two batches of one row each: what is kept from the first to the second?",
    "Reread section 8.1, 'The whole loop, and a bug in it'.",
)

UNITS = {
    "outgoing-forgotten": "Send one of two equal units to class 0 only. Does the same come back to both?",
    "bias-forgotten": "Two units share their weights and not their bias. Do they give the same value?",
    "incoming-weights-only": "List everything that the proof of the section asks to be equal.",
    "outgoing-weights-only": "List everything that the proof of the section asks to be equal.",
    "biases-only": "List everything that the proof of the section asks to be equal.",
    "all-counted": "In the small case two units are twins for ever. How often should they count?",
    "rows-for-columns": "Print the table that you hand to `np.unique`. Does a row of it belong to one unit?",
    "twins-left-out": "Two equal units do the work of one. Is that none?",
    "copies-counted": "In a start without twins: how many units are there, and what do you return?",
}
UNITS_HINTS = (
    "Write each unit of the small case as one line of numbers: all that goes in, the bias, all that goes out.",
    "Reread section 8.3, 'Equal units stay equal'.",
)

VARIANCE = {
    "fan-out": "Write out one sum of the second layer. How many terms has it?",
    "first-width-only": "Write out one sum of the second layer. How many terms has it?",
    "widths-forgotten": "Add ten numbers of size 1 with random signs. Is the result of size 1?",
    "scale-not-squared": "Make every weight twice as large, in one layer. By what does the mean square grow?",
    "bend-forgotten": "Set slope to 0: half of the values are cut off. Does your result feel it?",
    "plain-relu": "Set slope to 1: then nothing is bent at all. What should come out?",
    "slope-not-squared": "Set slope to minus 1: the values lose their sign. Does their mean square change?",
    "halves-forgotten": "Set slope to 1: then nothing is bent at all. What should come out?",
    "input-bent": "Take one layer. Does its sum come before the activation or after it?",
    "one-bend-only": "Draw four layers in a row. How many activations lie between them?",
    "first-layer-only": "Change the scale of the last layer. Does your result move?",
    "root-taken": "Double all inputs. By what should the mean square grow?",
}
VARIANCE_HINTS = (
    "Go layer by layer: what does the sum do to the mean square, and what does the bend do to it?",
    "Reread section 8.4, 'How large at the start?'.",
)

DEEP = {
    "mean-over-outputs": "Write the loss of one example with two outputs. Where in it is a division?",
    "tanh-slope-missing": "Which lines of the forward pass have no line of their own on your way back?",
    "relu-slope-missing": "Take a unit of the second layer that is off. Should anything below hear of it?",
    "slopes-swapped": "Which of the two layers can have negative values, and which slope goes with it?",
    "relu-in-both": "Which activation stands behind the first sums?",
    "tanh-in-both": "Which activation stands behind the second sums?",
    "mask-from-upstream": "When is the gate set: on the way forward or on the way back?",
    "value-for-slope": "Draw ReLU. How steep is it at 1, and at 5?",
    "before-activation": "What does the next layer multiply its weights with: the sums, or what comes after them?",
    "biases-forgotten": "Set all weights of the first layer to zero. Are your hidden values zero too?",
}
DEEP_HINTS = (
    "Write the forward pass in five lines, and under it the same lines in reverse, one gradient for each.",
    "Reread section 8.5, 'Backwards through many layers'.",
)

MOMENTUM = {
    "no-memory": MEMORY,
    "no-friction": MEMORY,
    "friction-share": MEMORY,
    "averaged": "Start from rest, with one gradient. How long should the first step be?",
    "uphill": "Start from rest, with one gradient. Which way should the first step go?",
    "rate-left-out": "Give it a gradient of zero and some velocity: how far should the weights go?",
    "other-form": "Give it a gradient of zero and some velocity: how far, and which way, should the weights go?",
    "backwards": "Give it a gradient of zero and some velocity: which way should the weights go?",
    "rate-on-both": "Give it a gradient of zero: what share of the velocity should be left?",
    "rate-twice": "Give it a gradient of zero and some velocity: how far should the weights go?",
    "old-velocity": "Start from rest, with one gradient. Do your weights move?",
    "gradient-twice": "Start from rest, with one gradient. How long should the first step be?",
    "weights-left": "What do your weights do when the velocity is large?",
    "first-gradient-only": "Change the last row of G. Should the result move?",
    "last-gradient-only": "Change the first row of G. Should the result move?",
    "gradients-added": "When the second gradient comes, where has the first one already led?",
    "order-reversed": "Which row of G should be seen first?",
}
MOMENTUM_HINTS = (SMALL_STEP, "Reread section 8.6, 'Momentum'.")

NESTEROV = {
    "plain-momentum": "At which place do you take the slope? Print it, for a large velocity.",
    "too-far-ahead": "If there were no slope at all, where would this step lead?",
    "looks-back": "If there were no slope at all, where would this step lead?",
    "ahead-of-gradient": "If there were no slope at all, where would this step lead?",
    "no-friction": MEMORY,
    "no-memory": MEMORY,
    "moved-twice": "Set the slope to zero, with targets that fit. How far should the weights go?",
    "stored-ahead": "Set the slope to zero, with targets that fit. How far should the weights go?",
    "uphill": LOSS_AGAIN,
    "weights-left": "What do your weights do when the velocity is large?",
}
NESTEROV_HINTS = (SMALL_STEP, "Reread section 8.7, 'Looking ahead'.")

ADAM = {
    "no-correction": "At the first step, from zeros: should the step be as long as eta?",
    "one-correction": "At the first step, from zeros: should the step be as long as eta?",
    "squares-corrected-only": "At the first step, from zeros: should the step be as long as eta?",
    "counts-from-0": COUNT,
    "step-behind": COUNT,
    "correction-of-one-step": "After a thousand steps, how large should the correction be?",
    "eps-inside": "Let the gradient be zero so far. By what do you divide then?",
    "eps-forgotten": "Let the gradient be zero so far. By what do you divide then?",
    "root-missing": "Make the gradient ten times as large from the start. Should the step change?",
    "old-averages": "At the first step the averages come in as zeros. Do your weights move?",
    "no-momentum": "Give it a gradient of zero and a large m. Should the weights move?",
    "uphill": "At the first step, which way should the weights go?",
    "betas-swapped": "Which of the two averages is to forget faster?",
    "summed-up": "If the gradient is always 1, what should its average be?",
    "shares-swapped": "If beta is nearly 1, does one gradient change the average much or little?",
    "not-squared": "What is the unit of v, if the gradient is measured in metres?",
    "stored-corrected": "Do two steps by hand. Is the first correction inside the second average?",
}
ADAM_HINTS = (
    "Bring both averages up to date first, then correct them, and only then move the weights.",
    "Reread section 8.8, 'A step size for each weight'.",
)

DECAY = {
    "coupled": "Set the gradient and the momentum to zero. What should be handed on as the new momentum?",
    "both-ways": "Set the gradient and the momentum to zero. What should be handed on as the new momentum?",
    "decay-forgotten": "Set the gradient and the momentum to zero. Should the weights stay?",
    "decay-without-rate": "Set eta to nearly zero. Should the weights still shrink?",
    "decay-doubled": "Set the gradient and the momentum to zero. What share of the weights should be lost?",
    "weights-grow": "Set the gradient and the momentum to zero. Do your weights get shorter?",
    "decay-alone-kept": "Set lam to zero. Should the weights vanish?",
    "decayed-afterwards": "Set the weights to zero. Should lam make any difference?",
    "decay-once": "Set all gradients and the momentum to zero. How long are the weights after three steps?",
    "last-gradient-only": "Change the first row of G. Should the result move?",
    "no-memory": "Set the gradient to zero. What should be left of the momentum?",
    "no-friction": "Set the gradient to zero. What should be left of the momentum?",
    "rate-inside": "Start with b at zero and one gradient. What should be handed on as the new momentum?",
    "bare-gradient": "Set the gradient to zero. Should the weights still roll on?",
    "uphill": LOSS_AGAIN,
}
DECAY_HINTS = (
    "Two things happen to the weights in one step. Which of them should the momentum know of?",
    "Reread section 8.10, 'Decay, clipping, and where to set the rate'.",
)
