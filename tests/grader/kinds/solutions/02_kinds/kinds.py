# %% [markdown]
# # Every kind of exercise
# A made-up lesson: each kind once, as short as it can be. Copy a cell line whole.

# %% tags=["setup"]
import numpy as np

from course import check

# %% [markdown]
# ## A value, or a gradient
# Write the gradient of the squared distance ½‖x − c‖² with respect to x.

# %% nbgrader={"grade": false, "grade_id": "distance_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def distance_grad(x, c):
    """Return the gradient with respect to x, shape (d,) as x and c."""
    ### BEGIN SOLUTION
    return x - c
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "distance_grad", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("distance_grad", distance_grad)

# %% [markdown]
# ## Numbers that make a unit compute something
# Choose two weights and a bias such that the unit gives 1 on (1, 1) alone of the four corners.

# %% nbgrader={"grade": false, "grade_id": "and_numbers_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def and_numbers():
    """Return the array (w1, w2, b), shape (3,)."""
    ### BEGIN SOLUTION
    return np.array([1.0, 1.0, -1.5])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "and_numbers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("and_numbers", and_numbers)

# %% [markdown]
# ## Multiple choice
# Which of these bends a straight line?
#
# (a) a change of units
#
# (b) a rectifier
#
# (c) two linear layers, one after the other

# %% nbgrader={"grade": false, "grade_id": "which_bends_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def which_bends():
    """Return your letter, as a text: one of "a", "b", "c"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "which_bends", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("which_bends", which_bends)

# %% [markdown]
# Which of these are linear in x? Several are.
#
# (a) 3x
#
# (b) x²
#
# (c) −x
#
# (d) x + 1

# %% nbgrader={"grade": false, "grade_id": "which_linear_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def which_linear():
    """Return all letters that are right, as one text: two of them look like "xy"."""
    ### BEGIN SOLUTION
    return "ac"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "which_linear", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("which_linear", which_linear)

# %% [markdown]
# ## Mend a planted bug

# %% nbgrader={"grade": false, "grade_id": "column_means_mended_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def column_means_mended(X):
    """Return the mean of each column of X, shape (d,) for X of shape (n, d). One mistake is in it: mend it."""
    ### BEGIN SOLUTION
    totals = X.sum(axis=0)
    return totals / X.shape[0]
    ### BEGIN STUB
    # totals = X.sum(axis=0)
    # return totals / X.shape[1]
    ### END STUB
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "column_means_mended", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("column_means_mended", column_means_mended)

# %% [markdown]
# ## Predict, then measure
# Draw 20 000 numbers from the standard normal distribution and subtract 1. What share does a rectifier let through?
# Predict it to within 0.02 before you measure.

# %% nbgrader={"grade": false, "grade_id": "predict_kept_share_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict_kept_share():
    """Return your prediction, a number between 0 and 1."""
    ### BEGIN SOLUTION
    return 0.159
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "predict_kept_share", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("predict_kept_share", predict_kept_share)

# %% [markdown]
# ## In your own words
# Why do two linear layers in a row give nothing that one layer cannot give? Two or three sentences.

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_collapse", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# The second layer takes linear combinations of linear combinations of the inputs, so the product of
# the two matrices is one matrix that does the same.
#
# ### RUBRIC
# - 1 point: says that the composition is linear.
# - 2 points: names the product of the matrices as the one layer.
# ### END SOLUTION
