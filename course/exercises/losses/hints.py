"""How to go on, for the exercises of lesson 03: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

FAR_OUT = "Print every step of your line for a score of 1000, and for one of -1000. Where is the first infinity?"
BITS = "Which logarithm is np.log, and which one does your line take?"
ROW_LOSS = "What does a row of class 0 cost in your formula when the prediction is near 1, and when it is near 0?"
LABEL_TURNED = "Keep the scores and turn one label round. Should the loss move, and does yours?"
WRONG_ROWS = "Take one row that is far on its wrong side and one far on its right side. Which should pull harder?"
ROW_SUMS = "Take exp of your result and add up each row. What should every sum be?"
SHARED_SUM = "Raise one logit of a row a little. Which probabilities of the row move?"
ONE_ROW = "Do the small case with its first row alone. Should the other rows change what you get for it?"

BOTH_FAR = "Put a row at 1000 on its wrong side and a row at 1 into one batch. What is left of the second one?"

LOGISTIC = {
    "overflow": FAR_OUT,
    "one-shift-for-all": BOTH_FAR,
    "shift-not-put-back": "What should a row cost that is 1000 on its wrong side, and what does yours?",
    "clipped": "What does a row cost at a score of 100 on its wrong side, and what at 1000?",
    "clipped-more": "What does a row cost at a score of 100 on its wrong side, and what at 1000?",
    "labels-forgotten": LABEL_TURNED,
    "labels-as-0-and-1": "Put a label of -1 into your formula by hand. What becomes of each of its two terms?",
    "bits": BITS,
    "hinge": "What does a row cost at a score of exactly 1 in the lesson's table of losses?",
    "probability-for-loss": "By how much does your loss grow when a wrong row moves from 5 to 10 on the wrong side?",
    "log-likelihood": "Can the loss of a row be negative?",
    "mean-inside-the-log": "Compute the loss of each row of the small case by itself first.",
}
LOGISTIC_HINTS = (
    "Compute y times z for each row of the small case. What should the row with the lowest one cost?",
    "Reread section 3.3, 'Two classes'.",
)

BINARY = {
    "the-slide": ROW_LOSS,
    "both-weighted-by-p": LABEL_TURNED,
    "first-weighted-by-p": "What does a row of class 1 cost in your formula when the prediction is near 0?",
    "second-term-dropped": ROW_LOSS,
    "second-term-unweighted": "What does a row of class 1 cost when the prediction is almost 1?",
    "labels-swapped": "Which label should a prediction near 1 be good for?",
    "same-logarithm-twice": LABEL_TURNED,
    "log-likelihood": "Can the loss of a row be negative?",
}
BINARY_HINTS = (
    "Write down the loss for a label of 1, then for a label of 0. Which factor should switch each term off?",
    "Reread section 3.3, 'Two classes'.",
)

LOGISTIC_SLOPE = {
    "overflow": "For a score of -1000, print what stands above and what stands below in your fraction.",
    "labels-as-0-and-1": "Put a label of -1 into your line by hand. What should the row pull with if it is right?",
    "right-rows-weighted": WRONG_ROWS,
    "data-sign": "Take a small step against your gradient with no penalty. Did the scores rise?",
    "label-missing-in-score": "Turn one label round. How should the size of that row's pull change?",
    "label-missing-outside": "Turn one label round. Which way should that row pull now?",
    "slope-of-the-sigmoid": WRONG_ROWS,
    "loss-for-slope": "Draw the loss over the score. How steep is it far out on the wrong side?",
    "perceptron": WRONG_ROWS,
    "penalty-missing-factor-2": "Take a w with one entry: how steep is its square?",
    "penalty-averaged": "Add every example once more to the small case. Does the penalty change by that?",
}
LOGISTIC_SLOPE_HINTS = (
    "Find the slope of one row's loss in its score first, then the slope of the score in w.",
    "Reread section 3.4, 'Losses of the margin'.",
)

POISSON = {
    "hours-forgotten": "Double the hours of one row. What should happen to the number expected there?",
    "hours-on-the-counts": "If a row lasted two hours and 6 were counted, which number enters the likelihood?",
    "counts-per-hour": "If a row lasted two hours and 6 were counted, which number enters the likelihood?",
    "hours-inside-exp": "Double the hours of one row. By what factor should the expected number grow?",
    "exp-forgotten": "What does the model expect where the linear score is negative?",
    "at-the-rate": "Raise b a little. By how much does the rate move, and by how much its logarithm?",
    "squared-loss": "Write down minus the logarithm of the probability. Where is a square in it?",
    "counts-ignored": "Raise one count. Should b go up or down because of that?",
    "rate-ignored": "Set all counts to 0. In which direction should b go then?",
    "bias-forgotten": "Set w to zero in the small case. What does the model expect then?",
}
POISSON_HINTS = (
    "Write the loss of one row in terms of the score alone, then take its slope in the score.",
    "Reread section 3.5, 'Counts: a loss of your own'.",
)

LOG_SOFTMAX = {
    "logarithm-too-late": "What is exp(-2000) in the computer, and what is the logarithm of that?",
    "overflow": FAR_OUT,
    "overflow-in-the-sum": FAR_OUT,
    "one-shift-for-all": "Take one row near 1000 and one near -1000. What is left of the second after your shift?",
    "shift-not-taken-back": ROW_SUMS,
    "shift-alone": ROW_SUMS,
    "losses": "Can the logarithm of a probability be positive?",
    "wrong-axis": ROW_SUMS,
    "shared-over-batch": ROW_SUMS,
    "bits": BITS,
}
LOG_SOFTMAX_HINTS = (
    "Write the logarithm of the quotient as a difference before you compute anything.",
    "Reread section 3.6, 'From scores to probabilities'.",
)

START = {
    "bits": BITS,
    "base-10": BITS,
    "negative": "What sign has the logarithm of a number below 1, and what sign has a loss?",
    "probability": "What does an example cost whose right class was given this probability?",
    "error-rate": "What does an example cost whose right class was given this probability?",
    "summed-over-classes": "How many classes of one example does the loss look at?",
    "averaged-over-classes": "How many terms of the sum over the classes does the label leave?",
    "zero": "What probabilities does softmax make of equal scores?",
}
START_HINTS = (
    "With all scores nearly 0, which probability does each class get? What does one example cost then?",
    "Reread section 3.7, 'Cross-entropy'.",
)

DECISION = {
    "the-slide": "How many hidden units are there, and how many classes? Which of the two do you choose among?",
    "one-input-for-all": "Change the last row of X. Should its class be able to change, and can it?",
    "bias-forgotten": "Set the last weights to zero. Which class should be chosen then?",
    "activation-on-the-scores": "What is left of the scores -3 and -1 after a ReLU, and which one was better?",
    "activation-missing": "Print what the hidden units put out. May a ReLU put out a negative number?",
    "largest-size": "Which of the scores -5 and 2 speaks for its class?",
    "counted-from-1": "What does the course call the first class?",
    "best-score-returned": "Is your number a score, or the place where the score stands?",
    "wrong-axis": "How many decisions are asked for: one a row, or one a class?",
}
DECISION_HINTS = (
    "Write the shape of each layer's output beside it. Which one has a number for each class?",
    "Reread section 3.8, 'From a network to a class'.",
)

SQUARED = {
    "cross-entropy": "Which loss is asked for here? Write its first line down, with the square in it.",
    "at-the-probabilities": "Is this the gradient at the probabilities, or at the logits that they come from?",
    "diagonal-only": SHARED_SUM,
    "other-paths-missing": SHARED_SUM,
    "own-path-missing": "Raise one logit of a row a little. Which way does its own probability go?",
    "right-class-only": "Over which classes does the loss sum its squares?",
    "mean-over-entries": "How many examples are there in the small case, and how many entries?",
    "label-ignored": "Keep the logits and turn one label round. Should the gradient move, and does yours?",
    "sigmoid-for-softmax": "Add up your probabilities along each row. What should each sum be?",
    "summed-over-the-batch": ONE_ROW,
    "wrong-axis": "Add up your probabilities along each axis. Which sums are 1, and which should be?",
}
SQUARED_HINTS = (
    "Take one row: find the slope of the loss in each probability, then send it through the table of slopes.",
    "Reread section 3.9, 'Why not squared error'.",
)
