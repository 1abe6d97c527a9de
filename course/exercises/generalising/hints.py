"""How to go on, for the exercises of lesson 09: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

OWN_ROW = "Change one test row of the small case. Should any other row of your answer move?"
ONE_ROW = "Count the rows in twice: put every row into X once more. Should the best weights change?"
SURE = "What becomes of your number where all members are copies of one, with rho equal to 1?"

LEAK = {
    "both-piles": OWN_ROW,
    "test-by-itself": OWN_ROW,
    "test-statistics": "Which rows may be looked at before the judging begins?",
    "piles-swapped": "Which rows may be looked at before the judging begins?",
    "means-only": "What should the standard deviation of each column of Z_train be?",
    "variance-for-deviation": "What should the standard deviation of each column of Z_train be?",
    "one-less-than-n": "Work out the deviation of 0 and 2 as the task defines it.",
    "one-number-for-all": "Multiply one column of both piles by 10. Should the other columns of your answer move?",
}
LEAK_HINTS = (
    "Follow one test row through the code: every number that it helps to make is a leak if other rows see it.",
    "Reread section 9.1, 'Three piles'.",
)

BEST_OF = {
    "bound-for-mean": "Draw it instead: many times the lowest of k numbers. How far below their mean does it lie?",
    "one-deviation": "Compare 10 models with 1000. Which best one looks better?",
    "averaged": "Compare 10 models with 1000. Which best one looks better?",
    "lowest-itself": "What should the answer be for a single model?",
    "rows-forgotten": "What should happen to the answer with a million validation rows?",
    "variance-for-deviation": "In what unit does the answer stand: errors, or errors squared?",
    "no-optimism": "Throw two dice and keep the lower one. What is its mean?",
}
BEST_OF_HINTS = (
    "NumPy can play it: draw k counts of errors, keep the lowest, and do so a few thousand times from a fixed seed.",
    "Reread section 9.3, 'The best of many'.",
)

RIDGE = {
    "missing-mean": ONE_ROW,
    "penalty-halved": "Differentiate both terms of the loss twice, for one weight and one example.",
    "penalty-doubled": "Differentiate both terms of the loss twice, for one weight and one example.",
    "what-is-lost": "What should the factors be without a penalty?",
    "stretch-not-squared": "Make X ten times as large. By what factor does the curvature grow?",
    "penalty-squared": "Where the penalty is as strong as the data, half of a weight should stay. Does it?",
    "falling-order": "Which direction is shrunk most, and where should it stand?",
    "all-counted": "With a huge penalty, how many parameters are still free to move?",
    "mean-for-sum": "Without a penalty and with three features, how many parameters are free?",
}
RIDGE_HINTS = (
    "Write the minimum with and without the penalty in the coordinates of the eigenvectors, and take the quotient.",
    "Reread section 9.4, 'A price on long weights'.",
)

THRESHOLD = {
    "threshold-not-scaled": "Write the loss in one weight alone. What multiplies its square?",
    "curvature-forgotten": "Set lam to 0. Is your answer the least-squares fit?",
    "hard-threshold": "At the best weight the slope is zero. Is it, at yours?",
    "beyond-zero": "Compute the loss at your weight and at 0 where the pull is small. Which one is lower?",
    "negatives-lost": "Turn the sign of one column of X. What should happen to its weight?",
    "negatives-away": "Make lam larger and larger. Where should a negative weight go?",
    "signs-lost": "Turn the sign of one column of X. What should happen to its weight?",
    "ridge-instead": "What is the slope of the penalty just beside 0, for an absolute value and for a square?",
    "missing-mean": ONE_ROW,
    "half-forgotten": "Differentiate the data term of the loss once more, the factor in front included.",
    "no-penalty": "Make lam very large. What should be left of the weights?",
}
THRESHOLD_HINTS = (
    "Because the columns are at right angles, the loss falls apart into a parabola a weight. How steep is it?",
    "Reread section 9.5, 'A price that makes zeros'.",
)

STOPPING = {
    "tie-counts": "On the curve 3, 2, 2, 2 with a patience of 2: has anything been gained after the second epoch?",
    "against-the-previous": "On the curve 3, 1, 4, 3, 2: how many epochs have passed since the best one?",
    "never-reset": "On the curve 3, 4, 2, 3, 1: are there ever two epochs in a row without a gain?",
    "last-kept": "How is the last epoch different from the one whose weights you want?",
    "one-late": "With a patience of 1, after how many epochs without a gain should it stop?",
    "looks-ahead": "Which epochs has the rule seen at the moment when it stops?",
    "counted-from-1": "What is the index of the first loss in Python?",
    "never-stops": "Which line of yours ends the loop early?",
    "swapped": "Compare the order of what you return with the order in the docstring.",
}
STOPPING_HINTS = (
    "Go through the small curve with a finger: note the best loss so far, its epoch, and the epochs since.",
    "Reread section 9.6, 'Stopping early'.",
)

DROPOUT = {
    "keep-forgotten": "Raise one entry of Z that is on by 1. By how much does the output rise?",
    "mask-forgotten": "Raise one entry of Z that the mask switched off. Does the output move?",
    "relu-forgotten": "Raise one entry of Z from -2 to -1. Does the output move?",
    "times-keep": "Raise one entry of Z that is on by 1. By how much does the output rise?",
    "drop-for-keep": "Raise one entry of Z that is on by 1. By how much does the output rise?",
    "scaled-twice": "How often does the forward pass divide?",
    "mask-inverted": "Raise one entry of Z that the mask switched off. Does the output move?",
    "either-gate": "Take an entry that only one of the two gates lets through. What is the output there?",
    "value-for-slope": "Double Z. Should its gradient double?",
}
DROPOUT_HINTS = (
    "There are two gates and one scale between Z and the output. What does each do to a small nudge?",
    "Reread section 9.7, 'Dropout'.",
)

BATCH_NORM = {
    "statistics-held-fixed": "Add 1 to all entries of one row of X. What happens to Y, and what must dX add up to?",
    "mean-path-missing": "Add 1 to all entries of one row of X. What happens to Y, and what must dX add up to?",
    "spread-path-missing": "Set eps to nearly 0 and double the centred X. What happens to Y?",
    "sums-for-means": "Add 1 to all entries of one row of X. What happens to Y, and what must dX add up to?",
    "gamma-forgotten": "Set gamma to 0. What should dX be?",
    "variance-for-deviation": "Make X and eps such that the deviation is 2. By what does the forward pass divide?",
    "not-divided": "Make X ten times as large. Should its gradient stay the same?",
    "eps-forgotten": "Where in the forward pass does eps stand, and where in your answer?",
    "one-less-than-n": "Work out the variance of 1 and 3 as the task defines it.",
    "over-features": "Change one feature of one example. Which entries of Y may move?",
    "raw-inputs": "Which array does gamma multiply in the forward pass?",
    "averaged": "What is the slope of a sum of two terms in a number that both contain?",
}
BATCH_NORM_HINTS = (
    "Do one feature first, three examples: one row of X, one entry of gamma. Then let the axes do the rest.",
    "Reread section 9.8, 'Batch normalisation'.",
)

ENSEMBLE = {
    "independent": SURE,
    "all-alike": "What becomes of your number with rho equal to 0 and many members?",
    "pairs-once": "Write out the square of a sum of two terms. How often does their product stand in it?",
    "own-twice": SURE,
    "bare-correlation": "Double all deviations. By what factor should the answer grow?",
    "equal-weights": "Give one member the weight 1 and the others 0. What should come out?",
    "equal-members": "Give one member the weight 1 and the others 0. What should come out?",
    "deviation-returned": "Double all deviations. By what factor should the answer grow?",
    "deviations-not-squared": "Double all deviations. By what factor should the answer grow?",
    "weights-not-squared": SURE,
}
ENSEMBLE_HINTS = (
    "Write the variance of a sum as a double sum over pairs of members, a member with itself among them.",
    "Reread section 9.9, 'Many networks'.",
)
