"""How to go on, for the exercises of lesson 01: a question or a check to do oneself, never the formula.

Mistakes that other lessons share have their pointers in `course.doctor.pointers`.
"""

from __future__ import annotations

TIE_AT_ZERO = "What does a run that starts from zero weights do with its very first row?"
TIE_AT_ONE = "What is the loss of a row with a score of exactly 1, and is there anything left to mend?"
RULES = "Take a row with a score of a half. What should each of the two rules do with it?"
LABELS = "Flip the label of the row and run it again. What should be different?"

GATE_HINTS = (
    "Draw the four inputs in the plane, mark where the output should be 1, and draw the line that parts them.",
    "Reread section 1.2, 'Logic gates by hand'.",
)

UPDATE = {
    "tie-at-zero": TIE_AT_ZERO,
    "tie-at-one": TIE_AT_ONE,
    "always-classic": RULES,
    "always-margin": RULES,
    "labels-forgotten-in-test": LABELS,
    "labels-forgotten": LABELS,
    "score-times-row": "Take two rows, one a little wrong and one very wrong. Does the rule move w further for one?",
    "sign-flipped": "Compute the score of the row before your update and after it. Which way did it go?",
    "updates-always": "Take a row that is well right. What should the rule do with it?",
    "condition-inverted": "Take a row that is well right. What should the rule do with it?",
}
UPDATE_HINTS = (
    "Compute the score of the small case by hand. Does its rule ask for an update, and where should w go?",
    "Reread section 1.4, 'Learning: two rules'.",
)

TRAIN = {
    "one-pass-more": "With max_epochs of 1, how often does your outer loop run?",
    "stops-after-a-right-last-row": "Take a pass in which only its first row asks for an update. Is it the last?",
    "one-pass": "How do you know, after a pass, that nothing is left to do?",
    "counts-passes": "Follow one pass by hand: how many updates can it hold?",
    "counts-last-pass": "Where is your counter set to zero, and how often does that line run?",
    "counts-rows": "Follow one pass by hand: which of its rows should be counted?",
    "counts-sign-errors": "Under the margin rule, take a score of a half: is there an update, and is it counted?",
    "restarts": "After an update in the middle of a pass, which row comes next?",
    "stops-at-a-right-row": "If the first row is right, what may still be wrong with the second?",
    "starts-at-one": "Which weights does the run start from?",
    "whole-pass": "When the second row is looked at, has it seen the update that the first one caused?",
    "labels-forgotten": LABELS,
    "always-classic": RULES,
    "always-margin": RULES,
    "tie-at-zero": TIE_AT_ZERO,
    "tie-at-one": TIE_AT_ONE,
}
TRAIN_HINTS = (
    "Print the row, its score and w after each step on the small case, and go through the same steps on paper.",
    "Reread section 1.4, 'Learning: two rules'.",
)

LOSS = {
    "always-classic": RULES,
    "always-margin": RULES,
    "sign-flipped": "Take a small step against your gradient and compute the loss again: did it fall?",
    "mean-of-wrong-rows": "Add rows that are well right. Does the mean loss change, and does its gradient?",
    "every-row-counted": "Take a row that is well right. How much does its loss move when w moves a little?",
    "right-rows-counted": "Take a row that is well right. How much does its loss move when w moves a little?",
    "labels-forgotten": LABELS,
    "labels-forgotten-in-test": LABELS,
    "weights-returned": "Where the loss is flat, what should you return, whatever w is?",
    "weighted-by-loss": "Draw the loss over the score. Does it get steeper the higher it stands?",
}
LOSS_HINTS = (
    "Write down the loss of each row of the small case, then its slope, and only then their mean.",
    "Reread section 1.5, 'The rules as steps on a loss'.",
)

MARGIN = {
    "unsigned": "Put one row on the wrong side. What should the margin say of it?",
    "closest-not-worst": "Compute the value of every row in the small case. Which one is the least?",
    "not-normalised": "Make w ten times as long. Does the plane move, and does your margin?",
    "length-squared": "Make w ten times as long. Does the plane move, and does your margin?",
    "labels-forgotten": "Flip all the labels. What should become of the margin?",
    "mean-not-worst": "Compute the value of every row in the small case. Which of them decides?",
    "best-not-worst": "Compute the value of every row in the small case. Which of them decides?",
    "row-for-weights": "Make w ten times as long. Does the plane move, and does your margin?",
    "rows-normalised": "Make one row ten times as long. How far from the plane is it now?",
}
MARGIN_HINTS = (
    "Draw the plane and the rows of the small case, and measure how far each row is on its right side.",
    "Reread section 1.6, 'Margins'.",
)

BOUND = {
    "margin-not-squared": "Make X and gamma ten times as large. Should the classic bound change?",
    "radius-not-squared": "Make X and gamma ten times as large. Should the classic bound change?",
    "all-squared": "Follow the derivation for the margin rule: what is the most that one update adds to the length?",
    "rounded": "The bound is a number that the updates stay below. Does it have to be whole?",
    "diameter": "Take a single row. How large should R be?",
    "mean-length": "Which row can make the longest step?",
    "all-entries": "How many rows does one update add?",
    "largest-entry": "How long is the row (3, 4)?",
    "column-length": "How long is the row (3, 4)?",
    "shortest-row": "Which row can make the longest step?",
    "not-squared": "Take one row of length 3 with a margin of 1. By how much does each update move the two walls?",
    "slack-halved": "Multiply out the square of a sum of two terms. How often does their product appear?",
    "always-classic": "Which of the two rules makes more updates on the same rows?",
    "always-margin": "Which of the two rules makes more updates on the same rows?",
    "rules-swapped": "Which of the two rules makes more updates on the same rows?",
    "slack-outside": "Follow the derivation for the margin rule: by what is every term divided at its end?",
}
BOUND_HINTS = (
    "Go through the two inequalities of the proof with the numbers of the small case, one after the other.",
    "Reread section 1.7, 'The mistake bound'.",
)

QUIZ_HINTS = (
    "Which section proves something of statement A, and which of statement B?",
    "Reread section 1.7, 'The mistake bound'.",
)
