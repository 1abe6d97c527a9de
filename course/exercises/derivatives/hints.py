"""How to go on, for the exercises of lesson 05: a question or a check to do oneself, never the formula."""

from __future__ import annotations

ONE_AT_A_TIME = "Print the nudged array of the small case at each turn of your loop. How many entries differ?"

ROW_TWICE = "Print f at the small case, and at X with its row written twice. Should f stay or double?"

ZERO_DENOMINATORS = {
    "zeros-too-far-out": "The zeros crowd together near 0. From which one on do they lie close enough?",
    "upside-down": "Put one of your steps into the sine's argument. Does the fraction grow or shrink with it?",
    "peaks-for-zeros": "For which angles is the sine 0, and for which is it 1?",
    "omega-forgotten": "Put your step and the given omega into the sine. What is the angle?",
    "degrees": "Let NumPy work out the sine of 180. Is that what you counted on?",
    "small-for-zero": "Print the sine at your steps, and not only g. Is it 0?",
}
ZERO_DENOMINATORS_HINTS = (
    "Which angles have the sine 0? Make the fraction in the sine one of those, and solve for the step.",
    "Reread section 5.3, 'The chain rule, and a proof that divides by zero'.",
)

PATHS = {
    "sine-path-missing": "Draw the steps as nodes and put a finger on p. How many arrows leave it?",
    "product-path-missing": "Draw the steps as nodes and put a finger on p. How many arrows leave it?",
    "w-and-x-swapped": "Take w and x with one entry, 3 and 5, and move w by a little. By how much does p move?",
    "q-path-missing": "Set the entries of w to 0 in the small case. Does L still feel x a little way off?",
    "last-path-only": "Follow your lines on paper: what is left of the first path when the last is done?",
    "paths-multiplied": "Take L to be p plus p. What is its slope in p, and what does your way give?",
    "factors-not-swapped": "Take 3 times 5 and move the 3 by a little. By which number does the product move?",
    "value-for-slope": "How steep is the sine at 0? Compare with what your line gives there.",
    "sine-sign": "Is the sine rising or falling at 0? Compare with the sign of your line.",
    "square-missing-factor-2": "Take an x with one entry: how steep is its square at 3?",
    "outer-value-frozen": "What is q multiplied by in L? Make that number twice as large in your head.",
}
PATHS_HINTS = (
    "Find the slopes of L in p and in q first, as two numbers. Only then go on to w and x.",
    "Reread section 5.4, 'Several paths add up'.",
)

PERTURBATION = {
    "all-at-once": ONE_AT_A_TIME,
    "nudge-not-taken-back": ONE_AT_A_TIME,
    "not-divided": "Take half the delta. Should the entries of J halve with it?",
    "sign-flipped": "Take a map that grows, and a positive nudge. Which sign should its entry have?",
    "both-sides": "How many points does the exercise name, and how many does your line use?",
    "the-limit": "Try a delta of 1 in the small case. Does your J move with delta?",
    "tanh-missing": "Print g at the small case by hand, then by your code.",
}
PERTURBATION_HINTS = (
    "Work out one column of the small case by hand: nudge one entry of a, and look at every output.",
    "Reread section 5.5, 'A Jacobian, one nudge a column'.",
)

AFFINE = {
    "the-slide": "Nudge the first entry of c alone in the small case. Which entries of b move?",
    "slopes-as-a-vector": "How many inputs are nudged here, one at a time, and how many outputs are watched?",
    "every-output-moved": "Nudge the first entry of c alone in the small case. Which entries of b move?",
    "inputs-counted": "How many entries has c in the small case, and how many has b?",
    "value-for-slope": "Nudge an entry of c by 1. By how much does its output move, whatever c was?",
    "constant-for-c": "Nudge the first entry of c alone in the small case. Does b stay?",
    "constant-kept": "Nudge one entry of a. Is the change in b another one if c is larger?",
}
AFFINE_HINTS = (
    "Write b out entry by entry for two outputs. In which of them does each entry of c stand?",
    "Reread section 5.5, 'A Jacobian, one nudge a column'.",
)

CENTRAL = {
    "averaged": ROW_TWICE,
    "averaged-over-examples": ROW_TWICE,
    "sign-flipped": "Which of the two values belongs to the larger weight?",
    "divided-by-h": "Draw the two points on a line. How far is it from one to the other?",
    "not-divided": "Take half the h. Should the entries of the answer halve with it?",
    "one-sided": "At which two points does your code call f? Print them.",
    "one-sided-below": "At which two points does your code call f? Print them.",
    "half-the-step": "At which two points does your code call f? Print them.",
    "all-at-once": ONE_AT_A_TIME,
    "rows-at-once": ONE_AT_A_TIME,
    "nudge-not-taken-back": ONE_AT_A_TIME,
    "the-limit": "Try an h of 1 in the small case. Does your answer move with h?",
}
CENTRAL_HINTS = (
    "Write a small function for f first. Then call it at two arrays that differ in one entry.",
    "Reread section 5.6, 'Measuring a slope: two errors that pull apart'.",
)

BEST_STEP = {
    "other-scheme": "Which of the two schemes bends less, and so can afford the longer step?",
    "omega-ignored": "The section's law holds the derivatives of f. Which power of omega stands in each?",
    "example-kept": "The section's law holds the derivatives of f. Which power of omega stands in each?",
    "omega-upside-down": "Draw the function for a small and for a large omega. Which one bends within a short way?",
    "as-small-as-can-be": "At such a step, how many digits of f still change?",
    "sign-flipped": "Is the step larger or smaller than 1? Compare with the sign of your exponent.",
    "step-for-exponent": "What does the exercise ask you to return: the step, or its power of ten?",
    "natural-logarithm": "Try your function's last line on a step of 100. Does it give 2?",
}
BEST_STEP_HINTS = (
    "Add the two errors of the scheme up for this function, and ask where their sum is least.",
    "Reread section 5.6, 'Measuring a slope: two errors that pull apart'.",
)

CHOOSE_STEP_HINTS = (
    "What takes the place of the machine's rounding when numbers have seven digits in place of sixteen?",
    "Reread section 5.6, 'Measuring a slope: two errors that pull apart'.",
)

FOOL_SUM = {
    "right": "Change the right one so that it stays 0 wherever the plain sum makes it 0.",
    "zero": "What else vanishes when all entries of a row of dP are equal?",
    "hardly-wrong": "The sum cannot tell by how much you are off. How far can you go?",
    "upstream-handed-on": "What does your function return when dP is made of ones?",
    "diagonal-only": "What does your function return when dP is made of ones?",
}
FOOL_SUM_HINTS = (
    "Set dP to ones and print your answer. Then change what does not show there.",
    "Reread section 5.9, 'Break the famous checks'.",
)

FOOL_NORM = {
    "nothing-changed": "Which entry would the norm miss least if it were gone?",
    "all-halved": "Work out by how much one entry alone may move before the ratio reaches its bound.",
    "sign-flipped": "Work out by how much one entry alone may move before the ratio reaches its bound.",
    "largest-changed": "Sort the entries by size. Which end of the list does the norm hardly see?",
    "one-added": "Is your change large beside the entry, or large beside the bound?",
}
FOOL_NORM_HINTS = (
    "Look at the sizes of the entries first: how small a share of the norm is each of them?",
    "Reread section 5.9, 'Break the famous checks'.",
)

CATCHING = {
    "infinity-passes": "Work out both sides for an entry that is claimed to be infinite. Which one is larger?",
    "no-floor": "What is the size of the numbers that are added up before they cancel?",
    "one-norm": "Compare entry by entry. Which of them decides then?",
    "too-loose": "How many digits does your measured slope have? Ask for nearly as many.",
    "absolute-tolerance": "Divide dP by a million in the small case. Does your tolerance shrink with it?",
    "nan-passes": "Ask Python whether a NaN is below 1, and whether it is above 1.",
    "first-entry-only": "Which entries does your comparison look at? Print their number.",
    "shape-ignored": "Print the two shapes before you compare.",
    "always-refused": "Print your measured slopes beside a right gradient. From which digit on do they differ?",
    "plain-sum": "What does your loss do with dP? Print the loss for two different dP.",
    "always-accepted": "Print the largest difference between the claim and your slopes, for a claim of zeros.",
}
CATCHING_HINTS = (
    "Get the measured slopes right first: compare them with a right gradient. Then choose what to allow.",
    "Reread section 5.10, 'A check that catches them all'.",
)
