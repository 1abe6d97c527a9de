"""Gradient checking: slopes measured by differences, each with its error, and a gradient held against them.

    numeric_gradient          the gradient of a scalar function, by differences, with bounds
    complex_step_gradient     the same to the last digit, for functions that continue to complex numbers
    compare                   a gradient against an estimate, entry by entry
    check_gradient            all of that in one call, for any number of entries: a `Report`
    check_backward            a pair of functions, forward and backward, with a random upstream gradient
"""

from course.gradcheck.backward import check_backward
from course.gradcheck.check import check_gradient
from course.gradcheck.compare import compare
from course.gradcheck.complex_step import complex_step_gradient
from course.gradcheck.numeric import Estimate, numeric_gradient
from course.gradcheck.report import Report, WrongEntry

__all__ = [
    "Estimate",
    "Report",
    "WrongEntry",
    "check_backward",
    "check_gradient",
    "compare",
    "complex_step_gradient",
    "numeric_gradient",
]
