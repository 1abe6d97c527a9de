"""A class of made-up submissions, each with the score that honest grading must give it."""
