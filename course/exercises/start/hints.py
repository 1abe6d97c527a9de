"""How to go on, for the exercises of lesson 00: a question or a check to do oneself, never the formula."""

from __future__ import annotations

FIRST = {
    "square-of-the-mean": "Which of the two is done first in the code: the squaring, or the averaging?",
    "not-squared": "What do the entries 3 and -3 give, and what should they give?",
    "sum-of-squares": "Copy every entry of v once more. Should the answer change?",
    "root-taken": "What should two entries of 3 give, and what does your line give?",
    "absolute-values": "What becomes of an entry of 3, and what should become of it?",
    "one-less": "How many entries are there, and by which number do you divide?",
}
FIRST_HINTS = (
    "Do the vector (1, 3) by hand, one step after another, and print each step of the code beside it.",
    "Reread section 0.1, 'Cards, hints and handing in'.",
)

COUNTS = {
    "the-slide": "Write the small tables down for two variables. How many numbers stand in all of them?",
    "two-values-assumed": "How many rows does the table of one variable have, if it takes three values?",
    "base-and-exponent-swapped": "Two dice have how many outcomes together? Does your count say so?",
    "nothing-free": "If you know all numbers of one table but the last, do you need the last?",
    "one-free-number-a-table": "A die has six faces. How many of their chances must you know?",
    "one-sum-for-all-tables": "Each small table adds up to 1 by itself. How many tables are there?",
    "d-tables-of-one-kind": "All variables share one table. How often must it be stored?",
}
COUNTS_HINTS = (
    "Take two variables with three values each, write every table on paper, and count.",
    "Reread section 0.3, 'Tables of probabilities'.",
)

PRODUCT = {
    "signs-swapped": "Is p the chance of plus one or of minus one? Try a p near 1 and a row of plus ones.",
    "minus-ones-left-out": "What should a row of minus ones alone get, and what does it get from you?",
    "p-for-every-entry": "Change one entry of X. Should the probability change, and does yours?",
    "added-up": "Two coins both show heads: is that more or less likely than one coin showing heads?",
    "one-number-for-all": "How many rows has X, and how many numbers do you return?",
    "down-the-columns": "How many rows has X, and how many numbers do you return?",
    "entries-multiplied-in": "Can a probability be negative? Can yours?",
    "logarithm": "Can a probability be negative?",
}
PRODUCT_HINTS = (
    "Build the array of the factors first, of the shape of X, and print it beside X.",
    "Reread section 0.3, 'Tables of probabilities'.",
)

BAYES = {
    "the-slide": "Does a feature have the same chances in each class? How often must its table be stored?",
    "classes-forgotten": "Of what does the third and the fourth number speak: of one class, or of all?",
    "prior-forgotten": "Before you see any feature, do you know how likely each class is?",
    "two-classes-assumed": "Change c and nothing else. Which of the four numbers should move?",
    "prior-of-two-classes": "With three classes, how many of their chances must you know?",
    "one-entry-a-table": "Which values can a feature take in one class? Write its table down.",
    "prior-not-reduced": "The probabilities of the classes add up to 1. How many of them are free?",
    "entries-for-free": "Every column of probabilities adds up to 1. What does that spare you?",
    "prior-in-the-entries": "Which tables do the first two numbers count? Read the exercise again.",
}
BAYES_HINTS = (
    "Take two features and two classes, write every table on paper, and count.",
    "Reread section 0.4, 'Naive Bayes'.",
)

AFFINE = {
    "bias-forgotten": "Set X and U to zero. What should every row be then?",
    "bias-twice": "Set X and U to zero. What should every row be then?",
    "second-input-forgotten": "Change U and nothing else. Should Z move?",
    "first-row-for-all": "Change the second row of U. Which row of Z should move?",
    "transposed": "How many examples are there? In this course they are rows.",
    "bias-subtracted": "Set X and U to zero. What should every row be then?",
}
AFFINE_HINTS = (
    "Write the shape of each factor under it. Where two shapes touch, which sizes must agree?",
    "Reread section 0.6, 'Vectors, shapes and conventions'.",
)
