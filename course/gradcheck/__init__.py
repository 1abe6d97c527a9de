"""Gradient checking: differences with an error estimate, the complex step, and a comparison entry by entry."""

from course.gradcheck.compare import compare
from course.gradcheck.complex_step import complex_step_gradient
from course.gradcheck.numeric import Estimate, numeric_gradient
from course.gradcheck.report import check_gradient

__all__ = ["Estimate", "check_gradient", "compare", "complex_step_gradient", "numeric_gradient"]
