# %% [markdown]
# # 1. The perceptron
#
# One unit of a neural network, what it can compute, how it learns, and a proof that on separable rows it stops
# making mistakes.
#
# **You need:** vectors and their inner product, straight lines in the plane, a little NumPy. Calculus comes in
# section 1.5 only: partial derivatives of a sum. What a gradient and a subgradient are is said there.
#
# **Afterwards you can**
#
# - write a unit in its three spellings and build logic gates from it by hand;
# - prove that no single unit computes XOR;
# - train a unit with two rules, and say which loss each rule goes down;
# - measure a margin, and prove how many updates training can need at most;
# - say where that proof breaks.
#
# **Time:** about 90 minutes, seven exercises. It makes two evenings: 55 minutes for sections 1.1 to 1.5, 35 for the
# margins and the proof in 1.6 to 1.8. Three parts may be left out, since nothing later needs them: "Why the step at 0 is
# not cosmetic" in 1.3, "The bias changes the data" and "How tight is the bound?" in 1.8. Every exercise has a check
# below it; a check may be run as often as you like.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

# %%
# For the demonstrations only: your answers need none of these.
from course import gates
from course.data import planted, with_bias
from course.margin import best_separator, radius, separable
from course.margin import mistake_bound as engine_bound
from course.margin import signed_margin, unsigned_margin
from course.perceptron import RULES, mean_loss, train
from course.plots.perceptron import boundary, passes, row_loss, tightness
from course.plots.perceptron import gates as gate_plots
from course.plots.perceptron import sandwich as sandwich_plots
from course.plots.perceptron import unit as unit_plots
from course.plots.perceptron import update as update_plots
from course.sandwich import sandwich
from course.widgets import gate_lab
from course.widgets import mistake_bound as bound_lab

np.set_printoptions(precision=4, suppress=True)

# %% [markdown]
# ## 1.1 One unit
#
# **What does a single unit do?** It takes some numbers, weighs them, adds them up, and says yes or no.

# %%
figure = unit_plots.draw()

# %% [markdown]
# The idea is from 1943: McCulloch and Pitts described a nerve cell as a switch that fires when enough of its
# inputs fire and no inhibiting one does. Rosenblatt gave the model weights that are *learnt*, in 1958, and called it
# the perceptron; Widrow and Hoff published a close relative in 1960.
#
# **Statement.** A unit has weights $w$, a vector of shape $(d,)$, and a bias $b$, one number. For an input $x$ of
# shape $(d,)$ its *net input* is
#
# $$z = w^\top x + b = w_1x_1 + \dots + w_dx_d + b,$$
#
# one number, and its output is $\hat y = \mathrm{step}(z)$: 1 if $z > 0$, else 0. "The unit fires" means
# $\hat y = 1$.
#
# **Three spellings of the same unit.** Lectures differ in how they write the bias. You will meet all three.
#
# | spelling | the unit fires when | how to get there |
# |---|---|---|
# | bias explicit | $w^\top x + b > 0$ | as above |
# | bias absorbed | $\tilde w^\top \tilde x > 0$ with $\tilde x = (1, x_1, \dots, x_d)$, $\tilde w = (b, w_1, \dots, w_d)$ | put a 1 before every input |
# | threshold | $w^\top x > \theta$ | $\theta = -b$: take $b$ to the other side |
#
# **By hand.** Take $w = (2, -1)$, $b = -1$ and $x = (1, 0.5)$. Explicit: $z = 2\cdot1 - 1\cdot0.5 - 1 = 0.5 > 0$,
# so the unit fires. Absorbed: $(-1, 2, -1)^\top(1, 1, 0.5) = -1 + 2 - 0.5 = 0.5$. Threshold:
# $w^\top x = 1.5 > 1 = \theta$. The same answer three times.

# %%
unit_w, unit_b = np.array([2.0, -1.0]), -1.0
point = np.array([1.0, 0.5])
long_w, long_x = np.array([unit_b, *unit_w]), np.array([1.0, *point])
weighted, z = unit_w @ point, unit_w @ point + unit_b
print(f"explicit:  z = {z:.4g}, fires: {z > 0}")
print(f"absorbed:  z = {long_w @ long_x:.4g}, fires: {long_w @ long_x > 0}")
print(f"threshold: w·x = {weighted:.4g} against {-unit_b:.4g}, fires: {weighted > -unit_b}")

# %% [markdown]
# **Two conventions to watch.**
#
# *Labels.* A unit's output is 0 or 1. For training it is handier to call the classes $-1$ and $+1$, because then
# "the sign is right" is one short formula, $y\,w^\top x > 0$. The sources use 0/1 on one slide and $\pm1$ on the
# next. This lesson uses 0/1 for gates and $\pm1$ from section 1.4 on; $y = 2\hat y - 1$ turns the first into the
# second.
#
# *The step at 0.* Here $\mathrm{step}(0) = 0$. One source says $\mathrm{step}(0) = 1$, another $0$. Section
# 1.3 shows a statement that is true under one convention and false under the other.
#
# **Where is the boundary?** The unit changes its mind where $z = 0$. Take two inputs, and write $w_0$ for the absorbed
# bias $b$. Then this reads $w_1x_1 + w_2x_2 + w_0 = 0$. If $w_2 \ne 0$, solve for $x_2$:
#
# $$x_2 = -\frac{w_1}{w_2}\,x_1 - \frac{w_0}{w_2}.$$
#
# That is a straight line with slope $-w_1/w_2$. If $w_2 = 0$ and $w_1 \ne 0$ the line is vertical, at
# $x_1 = -w_0/w_1$. In $d$ dimensions it is a flat sheet of dimension $d - 1$, a *hyperplane*. For the unit above,
# slope 2 and intercept $-1$:

# %%
for x1 in (-1.0, 0.0, 2.0):
    x2 = -unit_w[0] / unit_w[1] * x1 - unit_b / unit_w[1]
    print(f"({x1:.4g}, {x2:.4g}) is on the line: z = {unit_w @ [x1, x2] + unit_b:.4g}")

# %% [markdown]
# A finite set of labelled points is **linearly separable** if some hyperplane has all points of one class strictly
# on one side and all points of the other class strictly on the other side. Only such sets can be learnt by one unit
# without error.
#
# *To think about.* Multiply $w$ and $b$ by 3. Does any answer of the unit change? And by $-3$?
#
# <details><summary>Answer</summary>
#
# By 3: no, $z$ keeps its sign. By $-3$: the two sides change places. Only points on the line keep their answer, 0.
#
# </details>

# %% [markdown]
# ## 1.2 Logic gates by hand
#
# **Can a unit compute a logical function?** Say $x_1$ and $x_2$ are 1 where there is light at two places, else 0.
# We want a unit that fires when there is light at both: the gate AND. Here are four gates as pictures.

# %%
figure = gate_plots.draw({"AND": None, "OR": None, "NAND": None, "NOR": None})

# %% [markdown]
# NAND is "not AND", NOR is "not OR". To build a gate means to find a line with the discs on the side where the
# unit fires, and the squares on the other.
#
# **AND by hand.** One source takes $w_1 = w_2 = 1$ and threshold $\theta = 2$, and lets the unit fire when
# the weighted sum $w_1x_1 + w_2x_2$ (no bias in it) *reaches* the threshold:
#
# | $x_1$ | $x_2$ | $w_1x_1 + w_2x_2$ | reaches 2? | AND |
# |---|---|---|---|---|
# | 0 | 0 | 0 | no | 0 |
# | 0 | 1 | 1 | no | 0 |
# | 1 | 0 | 1 | no | 0 |
# | 1 | 1 | 2 | yes | 1 |
#
# Right on all four rows. But note the last: 2 reaches 2 exactly. Under our convention, which asks for *more* than
# the threshold, this unit would stay silent there. Run both:

# %%
sums = gates.INPUTS @ np.array([1.0, 1.0])
print("weighted sum     ", sums)
print("AND              ", gates.table("AND").astype(int))
print("fires at sum ≥ 2 ", (sums >= 2).astype(int))
print("fires at sum > 2 ", (sums > 2).astype(int))

# %% [markdown]
# The cure is to put the threshold *between* two weighted sums and not on one of them. Then both conventions agree,
# and a little rounding does no harm.
#
# **Play first.** In the lab, move the weights and the bias until all four rows are right. Then try XOR.

# %%
gate_lab.lab()

# %% [markdown]
# ### Exercise: `gate_weights(gate)`
#
# Return `(w, b)`: weights, an array of two numbers, and a bias, one number, such that the unit computes the gate.
# The unit fires if and only if `w[0]*x1 + w[1]*x2 + b > 0`, for `x1` and `x2` in {0, 1}. The gate is one of the
# strings `"AND"`, `"OR"`, `"NAND"`, `"NOR"`. Many answers are right.
#
# *Try first:* the unit `w = (2, 2), b = 1` gives 1 on all four inputs. It computes none of the gates.

# %% nbgrader={"grade": false, "grade_id": "gate_weights_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gate_weights(gate):
    """Weights (2,) and a bias (one number) of a unit that computes the gate.

    gate is "AND", "OR", "NAND" or "NOR".
    """
    ### BEGIN SOLUTION
    sign = -1.0 if gate in ("NAND", "NOR") else 1.0
    threshold = 1.5 if gate in ("AND", "NAND") else 0.5
    return sign * np.array([1.0, 1.0]), -sign * threshold
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "gate_weights", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("gate_weights", gate_weights)

# %%
# Your units: they fire on the shaded side. Not written yet: the points alone.
units = {"AND": attempt(gate_weights, "AND")}
for gate in ("OR", "NAND", "NOR"):
    units[gate] = None if units["AND"] is None else attempt(gate_weights, gate)
figure = attempt(gate_plots.draw, units)

# %% [markdown]
# *To think about.* How do the weights for NAND follow from those for AND, whatever these are? Where does this
# trick fail if a net input is exactly 0?
#
# <details><summary>Answer</summary>
#
# Turn the signs of all three numbers: $-w$ and $-b$. Then $z$ turns its sign on every row, and the answers with it.
# Where $z = 0$ it stays 0: the unit is silent before and after, and one of the two is wrong.
#
# </details>

# %% [markdown]
# ## 1.3 What one unit cannot do
#
# **Is there a gate that no unit computes?** XOR fires when exactly one input is on; XNOR when both are equal.

# %%
figure = gate_plots.draw({"XOR": None, "XNOR": None})

# %% [markdown]
# **Statement.** No choice of $w_1, w_2, \theta$ makes one unit compute XNOR, nor XOR.
#
# **Proof.** Write the four rows of XNOR for our unit, which fires when $w_1x_1 + w_2x_2 > \theta$:
#
# | input | wanted | so |
# |---|---|---|
# | (0, 0) | fires | $0 > \theta$ |
# | (1, 1) | fires | $w_1 + w_2 > \theta$ |
# | (1, 0) | silent | $w_1 \le \theta$ |
# | (0, 1) | silent | $w_2 \le \theta$ |
#
# Add the last two: $w_1 + w_2 \le 2\theta$. The first says $\theta < 0$, so $2\theta < \theta$. Together
# $w_1 + w_2 \le 2\theta < \theta$, which contradicts the second row.
#
# For XOR every comparison turns round. $(0, 0)$ is silent: $0 \le \theta$. The rows that fire say $w_1 > \theta$
# and $w_2 > \theta$, so $w_1 + w_2 > 2\theta \ge \theta$. But $(1, 1)$ must stay silent: $w_1 + w_2 \le \theta$.
# $\square$
#
# A unit that fires at $\ge \theta$ swaps strict and loose: XNOR has $w_1 + w_2 < 2\theta \le \theta$, XOR has
# $w_1 + w_2 \ge 2\theta > \theta$. The same contradictions.
#
# > **On the slide**, which uses $\ge$, the argument begins "if θ is negative". There the first row says
# > $0 \ge \theta$, so $\theta = 0$ is possible too, and the slide leaves it out. The chain
# > $w_1 + w_2 < 2\theta \le \theta$ covers it.
#
# **By numbers.** A proof needs no experiment, but an experiment may catch a wrong proof. Draw 100,000 units at
# random and count how many of the four rows each gets right.

# %%
rng = np.random.default_rng(0)
weights, biases = rng.normal(size=(100_000, 2)), rng.normal(size=100_000)
outputs = gates.step(weights @ gates.INPUTS.T + biases[:, None])
for gate in ("AND", "OR", "XOR", "XNOR"):
    right = (outputs == gates.table(gate)).sum(axis=1)
    share = 100 * (right == 4).mean()
    print(f"{gate:5s} best: {right.max()} of 4 rows; all four right: {share:.3g} % of the units")

# %% [markdown]
# How rare is this? There are $2^4 = 16$ Boolean functions of two inputs. `separable` decides (section 1.6 says how)
# whether a plane through the origin splits the rows; the column of ones stands for the bias.

# %%
functions = [np.array([k >> i & 1 for i in range(4)]) for k in range(16)]
lifted = with_bias(gates.INPUTS)
impossible = [outputs for outputs in functions if not separable(lifted, 2 * outputs - 1)]
print(f"{16 - len(impossible)} of 16 functions can be had. The others:")
for outputs in impossible:
    print("  outputs on 00, 01, 10, 11:", outputs)

# %% [markdown]
# **Who said what.** A slide has Rosenblatt claim that a perceptron can represent any Boolean logic, and Minsky
# ask: what about XOR? Both are right about different things. *One* unit cannot; a *net* of units can, with XOR =
# (OR) and (NAND), which lesson 2 builds. Minsky and Papert's book of 1969 proved more. Put any fixed detectors before
# the unit: it cannot tell odd from even numbers of inputs that are on, unless some detector sees all inputs.
#
# **Why the step at 0 is not cosmetic.** A slide shows a net for XOR, two hidden units and one output unit, with
# the remark that all biases are 0. Its step fires at 0. Is there such a net? Inputs are 0 or 1, so a unit without
# bias depends only on the signs of its two weights and of their sum. The lines $v_1 = 0$, $v_2 = 0$ and $v_1 + v_2 = 0$
# cut the plane of all weights into 6 sectors, 6 rays and the origin: 13 combinations of signs. If the whole numbers
# from $-2$ to 2 reach all 13, then trying all $25^3$ nets settles the question for *all* real weights.

# %%
small = range(-2, 3)
reached = {tuple(np.sign([v1, v2, v1 + v2])) for v1 in small for v2 in small}
print(f"combinations of signs reached: {len(reached)} of 13")
for at_zero, step in ((0, gates.step), (1, gates.step_from_zero)):
    nets = gates.nets_that_compute("XOR", step)
    print(f"step(0) = {at_zero}: {len(nets)} of {25**3} nets compute XOR")

# %% [markdown]
# With the slide's own convention there is none; with ours there are many, such as hidden weights $(1, -1)$ and
# $(-1, 1)$ and output weights $(1, 1)$.
#
# <details><summary>Why there is none, in a few lines</summary>
#
# With $\mathrm{step}(0) = 1$ and no bias every unit fires on $(0, 0)$. So both hidden units give 1 there, and the
# output must be 0: $v_1 + v_2 < 0$. One of the two is negative, say $v_2$. If $v_1$ is negative too, the output
# is 1 only where neither hidden unit fires; if not, only where the second hidden unit does not fire. In both
# cases the second hidden unit is silent on $(1, 0)$ and on $(0, 1)$, so both of its weights are negative, and
# it is silent on $(1, 1)$ as well. In the second case the output is then 1 there, which is wrong. In the first
# case the same holds for the first hidden unit, so neither fires, and the output is 1 again.
#
# </details>
#
# *To think about.* Drop one of the four rows of XOR. Is there a unit that gets the other three right?
#
# <details><summary>Answer</summary>
#
# Always, whichever row goes. The three points left are the corners of a triangle, and a line can cut off any one
# corner from the other two.
#
# </details>

# %% [markdown]
# ## 1.4 Learning: two rules
#
# **How can a unit find its weights from examples?** Look at one example at a time. If the unit is right, do
# nothing. If not, turn the weights a little towards the right answer.
#
# From here on a unit is one vector $w$ of shape $(d,)$. If it needs a bias, a column of ones stands in $X$ and the
# bias is its weight. Examples are the rows of $X$, shape $(n, d)$; labels $y_i$ are $-1$ or $+1$. The **score** of a
# row is
#
# $$s_i = y_i\,w^\top x_i,$$
#
# one number: positive if the sign of $w^\top x_i$ matches the label. The larger it is, the more clearly the row
# is right. The weights at the start are $w^{(0)} = 0$, the zero vector. (On the slides $w_0$ is both the start and the
# bias.)
#
# **Statement: two rules, one step.** Both rules do the same thing, $w \leftarrow w + y_ix_i$. They differ in
# *when*:
#
# | rule | updates when | name of the event |
# |---|---|---|
# | **classic** (Rosenblatt) | $s_i \le 0$ | a *mistake*: the sign is wrong, or there is none |
# | **margin** (margin 1) | $s_i < 1$ | a *margin violation*: perhaps right, but not by enough |
#
# A row with $s_i = 0$ counts as a mistake. A row with $s_i = 1$ is no violation. "Update" means either event.
#
# **Training is stricter than the step.** A row with $y_i = -1$ and $w^\top x_i = 0$ is answered rightly, because
# $\mathrm{step}(0) = 0$. Yet it counts as a mistake. The reason is the start: at $w = 0$ every score is 0, and a
# rule that is content there would never begin with a row of class $-1$. A row *on* the line is not safe either.
#
# > **On the slides** the algorithm tests $y\,w^\top x < 1$ and the theorem counts "mistakes". That is the margin
# > rule, and what it counts are violations. On short rows most of them are *not* sign errors, as we shall see. The
# > slide before asks for a score of at least some positive level, and adds that this is more than needed. The classic
# > rule does not ask it.
#
# **What an update does to its own row.** Let $w' = w + y\,x$. Then
#
# $$w'^\top x = (w + y\,x)^\top x = w^\top x + y\,x^\top x = w^\top x + y\,\|x\|^2 .$$
#
# Multiply by $y$, with $y^2 = 1$: the score grows by exactly $\|x\|^2$. It need not become positive in one go.
#
# **By hand.** $w = (1, 2)$, $x = (2, -1.5)$, $y = +1$. Score: $2 - 3 = -1$, a mistake under both rules. The
# update gives $w' = (1 + 2,\ 2 - 1.5) = (3, 0.5)$. New score: $6 - 0.75 = 5.25$. It grew by
# $6.25 = 4 + 2.25 = \|x\|^2$.

# %%
w_before, w_after, seen_row = np.array([1.0, 2.0]), np.array([3.0, 0.5]), np.array([2.0, -1.5])
score_before, score_after = w_before @ seen_row, w_after @ seen_row
print(f"score before {score_before:.4g}, after {score_after:.4g}")
print(f"it grew by {score_after - score_before:.4g}; ‖x‖² = {seen_row @ seen_row:.4g}")
figure = update_plots.draw(w_before, seen_row, 1.0)

# %% [markdown]
# The arrow $w$ stands at a right angle to the line and points to the side where the unit says $+1$, which is grey. The update
# puts $y\,x$ on its tip. So $w$ turns towards a row of class $+1$, and away from a row of class $-1$.
#
# ### Exercise: `perceptron_update(w, x, y, rule)`
#
# Return the weights after one row. `w` and `x` have shape (d,), `y` is -1.0 or +1.0, `rule` is `"classic"`
# (update where $y\,w^\top x \le 0$) or `"margin"` (where $y\,w^\top x < 1$). Return a **new** array and leave `w`
# as it is. Where no update is due, return the same numbers.
#
# *Try first:* `w = (1, 0)`, `x = (2, -1)`, `y = -1`: both rules give `(-1, 1)`. With `w = (0.5, 0)`,
# `x = (1, 1)`, `y = 1` the score is 0.5: the classic rule gives `(0.5, 0)`, the margin rule `(1.5, 1)`.

# %% nbgrader={"grade": false, "grade_id": "perceptron_update_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def perceptron_update(w, x, y, rule):
    """The weights (d,) after seeing one row x (d,) with its label y, -1 or +1.

    w is (d,) and stays as it is; rule is "classic" or "margin".
    """
    ### BEGIN SOLUTION
    score = y * (w @ x)
    due = score <= 0 if rule == "classic" else score < 1
    return w + y * x if due else w.copy()
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "perceptron_update", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("perceptron_update", perceptron_update)

# %% [markdown]
# **Training.** Start at $w = 0$. Go over the rows in order; update where the rule says so. That is one *pass* (or
# epoch). Make passes until one of them asks for no update.
#
# **By hand.** Two rows: row 0 is $(2, 1)$ with label $+1$, row 1 is $(1, 2)$ with label $-1$.
#
# | pass | row | $w$ before | score | classic | margin | $w$ after |
# |---|---|---|---|---|---|---|
# | 1 | 0 | (0, 0) | 0 | update | update | (2, 1) |
# | 1 | 1 | (2, 1) | −4 | update | update | (1, −1) |
# | 2 | 0 | (1, −1) | 1 | fine | fine (1 is not below 1) | (1, −1) |
# | 2 | 1 | (1, −1) | 1 | fine | fine | (1, −1) |
#
# Two updates; the second pass is clean, so training ends with $w = (1, -1)$.
#
# **A real run.** Twenty rows in the plane, inside a circle of radius 1, with a margin of 0.133. (Section 1.6 says
# what a margin is: here, that the best line stays at least 0.133 away from every row.) There are two columns and
# no column of ones: the set was made so that it needs no bias. Every line below goes through the origin. The margin
# rule, first:

# %%
X, y, w_star = planted(np.random.default_rng(2), n=20, d=2, gamma=0.133, R=1.0)
run = train(X, y, "margin")
figure = update_plots.steps(run, X, y, [1, 2, 3, len(run.updates)])

# %%
classic = train(X, y, "classic")
for name, one in (("margin", run), ("classic", classic)):
    last = one.updates[-1]
    print(f"{name:7s} rule: {one.epochs} passes with {last.number} updates,", end=" ")
    print(f"{last.mistakes} of these at a score ≤ 0")

# %% [markdown]
# The arrow shows the direction of $w$ and not its length, which grows during the run. The margin rule makes many updates,
# of which few correct a sign. Is that so in general? Here are 200 sets drawn in the same way, and the same sets with
# rows 3 and 10 times as long:

# %%
def draw_set(seed):
    return planted(np.random.default_rng(seed), n=20, d=2, gamma=0.133, R=1.0)


sets = [draw_set(seed)[:2] for seed in range(200)]
print("rows   updates, median   at a score ≤ 0, median   runs in which most updates found the sign right")
for longer in (1, 3, 10):
    ends = [train(longer * rows, labels, "margin").updates[-1] for rows, labels in sets]
    updates, mistakes = np.array([(last.number, last.mistakes) for last in ends]).T
    most = 100 * (2 * mistakes < updates).mean()
    print(f"× {longer:2d}   {np.median(updates):15.0f}   {np.median(mistakes):22.0f}   {most:.4g} %")

# %% [markdown]
# So it depends on the length of the rows: scores grow with its square, and the 1 of the rule does not.
#
# ### Exercise: `train_perceptron(X, y, rule, max_epochs)`
#
# Return `(w, mistakes)`. Start from zeros, take the rows in order 0, 1, …, n−1, pass after pass. Stop after a
# pass without an update, and after `max_epochs` passes at the latest. `X` is (n, d), `y` is (n,) of -1.0 and
# +1.0. `mistakes` counts **updates**, under either rule, over all passes. Within a pass, each row sees the
# updates that came before it.
#
# *Try first:* the two rows of the table above, `max_epochs=10`, give `w = (1, -1)` and `mistakes = 2` under both
# rules. With `max_epochs=1` the answer is the same; the run just does not get to its clean pass. Where the rules
# differ: `X = [[0.5, 0]]`, `y = [1]` gives `w = (0.5, 0)` and 1 under `"classic"`, `w = (2, 0)` and 4 under
# `"margin"`.

# %% nbgrader={"grade": false, "grade_id": "train_perceptron_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_perceptron(X, y, rule, max_epochs):
    """(w, mistakes): the weights (d,) after training from zero, and how many updates it took.

    X is (n, d), y is (n,) of -1 and +1; rule is "classic" or "margin".
    """
    ### BEGIN SOLUTION
    w, mistakes = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = mistakes
        for i in range(len(X)):
            score = y[i] * (w @ X[i])
            if score <= 0 if rule == "classic" else score < 1:
                w = w + y[i] * X[i]
                mistakes += 1
        if mistakes == before:
            break
    return w, mistakes
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "train_perceptron", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("train_perceptron", train_perceptron)

# %%
print(f"the course's run: w = {run.w}, {len(run.updates)} updates")
mine = attempt(train_perceptron, X, y, "margin", 1000)
if isinstance(mine, tuple) and len(mine) == 2:
    print(f"your run:         w = {mine[0]}, {mine[1]} updates")

# %% [markdown]
# *To think about.* Start from $w = 0$ and multiply all of $X$ by 10. Under the classic rule, which rows cause
# updates, and in what order? Does anything change but the length of $w$?
#
# <details><summary>Answer</summary>
#
# The same rows in the same order. Each update adds a vector ten times as long, so $w$ is ten times as long and every
# score a hundred times as large: no sign changes. Only the length of $w$ does.
#
# </details>

# %% [markdown]
# ## 1.5 The rules as steps on a loss
#
# **Is the perceptron rule gradient descent?** Stochastic gradient descent (SGD) takes one row at a time, often drawn
# at random and here in turn, and steps against the gradient of that row's loss $\ell$, with a step size $\alpha$:
#
# $$w \leftarrow w - \alpha\,\nabla_w\,\ell(w;\, x_i, y_i).$$
#
# Here $\nabla_w\,\ell$, the *gradient*, is the vector of slopes: entry $j$ is $\partial\ell/\partial w_j$, how fast
# $\ell$ grows with $w_j$ when the other weights stay. It has the shape of $w$, $(d,)$.
#
# The rule is $w \leftarrow w + y_ix_i$, or nothing. So we look for a loss whose gradient is $-y_ix_i$ where the
# rule updates, and 0 elsewhere; then $\alpha = 1$ gives the rule. Here are two candidates.

# %%
figure = row_loss.draw()

# %% [markdown]
# **Statement.** With the score $s = y\,w^\top x$:
#
# - the classic rule is SGD with $\alpha = 1$ on the *perceptron loss* $\max(0, -s)$;
# - the margin rule is SGD with $\alpha = 1$ on the *hinge loss* $\max(0, 1 - s)$.
#
# **Derivation.** The score is $s = y\sum_j w_jx_j$, so $\partial s/\partial w_j = y\,x_j$, and as a vector of
# shape $(d,)$: $\nabla_w s = y\,x$. Take the hinge loss.
#
# - Where $s < 1$ it is $1 - s$, so its gradient is $-\nabla_w s = -y\,x$.
# - Where $s > 1$ it is 0 all around, so its gradient is $0$.
# - Where $s = 1$ it has a kink: from one side the slope is $-y\,x$, from the other 0. Any vector $-t\,y\,x$ with
#   $0 \le t \le 1$ is a *subgradient*: its straight line stays below the loss. We choose $t = 0$, because the
#   margin rule leaves such a row alone.
#
# The perceptron loss goes the same way with its kink at $s = 0$. There we choose $t = 1$, because the classic
# rule updates at $s = 0$. (It must: at the start $w = 0$, and every score is 0.)
#
# > **On the slide** the wish reads: gradient 0 when right, and $y\,x$ on mistakes. The sign is wrong. SGD
# > *subtracts* the gradient, so that would give $w - y\,x$ and make the score worse by $\|x\|^2$. It must be
# > $-y\,x$. The formula for SGD lacks a bracket: the loss of a row is $L(f(x_i), y_i)$.
#
# **By numbers.** One row, $x = (2, -1.5)$, $y = 1$. Measure the slopes of both losses along the axes, by a small step
# to either side, at three scores. Then take an SGD step on the hinge loss from $w = (1, 2)$, against each candidate.
# Last, the kink at $w = (0.5, 0)$, where $s = 1$: does the straight line of $-t\,y\,x$ stay below the loss?
# For $t = 1.5$ it must not.

# %%
one_row, here, at_kink = np.array([2.0, -1.5]), np.array([1.0, 2.0]), np.array([0.5, 0.0])


def loss_of_row(w, rule="margin"):
    return mean_loss(w, one_row[None, :], np.array([1.0]), rule)


def slopes(loss, w, h=1e-6):
    return np.array([loss(w + e) - loss(w - e) for e in h * np.eye(len(w))]) / (2 * h) + 0.0


print("−y·x =", -1.0 * one_row, "  slopes measured:")
for w in (here, np.array([1.0, 1.0]), np.array([3.0, 0.5])):
    measured = [slopes(lambda v, rule=rule: loss_of_row(v, rule), w) for rule in RULES]
    print(f"score {w @ one_row:4.3g}:  perceptron loss {measured[0]},  hinge loss {measured[1]}")
print(f"loss before the step: {loss_of_row(here):.4g}")
print(f"loss after a step against −y·x: {loss_of_row(here - (-one_row)):.4g}")
print(f"loss after a step against  y·x: {loss_of_row(here - one_row):.4g}  (the slide)")
others = at_kink + np.random.default_rng(0).normal(size=(1000, 2))
costs = np.array([loss_of_row(v) for v in others])
for t in (0, 0.5, 1, 1.5):
    line = loss_of_row(at_kink) + (others - at_kink) @ (-t * one_row)
    print(f"t = {t}: the line is not above the loss at {(line <= costs + 1e-12).sum()} of 1000 points")

# %% [markdown]
# **Many rows.** The loss of a whole set is the **mean** over its rows,
#
# $$L(w) = \frac1n\sum_{i=1}^n \max(0,\, c - y_i\,w^\top x_i), \qquad c = 0 \text{ (classic)}, \; c = 1 \text{ (margin)}.$$
#
# The gradient of a sum is the sum of gradients, and the factor $1/n$ stays: the gradient of $L$ is the mean of the rows'
# gradients. The cell below measures both.
#
# **By hand.** $w = (0.5, 0.25)$; rows $(1, 0), (0, 2), (1, 1)$ with labels $+1, -1, +1$. Scores:
# $0.5,\ -0.5,\ 0.75$. Margin: all three cost something, $0.5 + 1.5 + 0.25 = 2.25$, mean $0.75$. Classic: only the
# second row costs, $0.5$, mean $0.1667$.

# %%
rows = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]])
labels = np.array([1.0, -1.0, 1.0])
middle = np.array([0.5, 0.25])
for rule in RULES:
    whole = slopes(lambda w, rule=rule: mean_loss(w, rows, labels, rule), middle)
    each = [slopes(lambda w, i=i: mean_loss(w, rows[[i]], labels[[i]], rule), middle) for i in range(3)]
    print(f"{rule:7s} mean loss {mean_loss(middle, rows, labels, rule):.4g}; its slopes {whole},", end=" ")
    print("mean of the rows' slopes", np.mean(each, axis=0))

# %% [markdown]
# **A step need not lower the mean loss.** SGD looks at one row. Its step helps that row, never hurts it, and may
# hurt others. Count this on our two runs: the mean loss over all twenty rows, before and after each update.

# %%
for one in (run, classic):
    losses = np.array([mean_loss(w, X, y, one.rule) for w in one.path])
    rose = int((np.diff(losses) > 0).sum())
    print(f"{one.rule:7s} rule: the mean loss rose at {rose} of {len(one.updates)} updates;", end=" ")
    print(f"start {losses[0]:.4g}, highest {losses.max():.4g}, end {losses[-1]:.4g}")

# %% [markdown]
# Both runs end at loss 0, but neither goes down all the way. The classic run even *starts* at 0: at $w = 0$ every
# row sits on its kink. A falling loss is not why training ends. Section 1.7 has the reason.

# %% [markdown]
# ### Exercise: `perceptron_loss_grad(w, X, y, rule)`
#
# Return the gradient `dw` of the mean loss $L$ with respect to `w`, an array of shape (d,). `X` is (n, d), `y` is
# (n,) of -1.0 and +1.0; `rule` `"classic"` means $c = 0$, `"margin"` means $c = 1$. At a kink any subgradient is
# accepted; the lesson's choice is to count a row exactly where its rule would update.
#
# *Try first:* in the example by hand, `"margin"` gives `dw = (-0.6667, 0.3333)` and `"classic"` gives
# `(0, 0.6667)`.

# %% nbgrader={"grade": false, "grade_id": "perceptron_loss_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def perceptron_loss_grad(w, X, y, rule):
    """The gradient (d,), with respect to w (d,), of the mean loss of the rows X (n, d), y (n,).

    A row's loss is max(0, c - y_i w·x_i), c = 0 for rule "classic" and 1 for "margin".
    """
    ### BEGIN SOLUTION
    scores = y * (X @ w)
    counted = scores <= 0 if rule == "classic" else scores < 1
    return -(counted * y) @ X / len(X)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "perceptron_loss_grad", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("perceptron_loss_grad", perceptron_loss_grad)

# %% [markdown]
# *To think about.* The perceptron loss is 0 at $w = 0$, its smallest value. Why does plain gradient descent on it
# not just stay there? What would it do if we had chosen $t = 0$ at the kink?
#
# <details><summary>Answer</summary>
#
# At $w = 0$ every row is on its kink. With $t = 1$ each gives $-y_ix_i$, and their mean is not 0 in general, so the
# step leaves. With $t = 0$ the gradient is 0 and $w$ stays at 0 for ever, which separates nothing.
#
# </details>

# %% [markdown]
# ## 1.6 Margins
#
# **How clearly are two classes separated?** Look at the row that is closest to the line. First we need its
# distance.

# %%
figure = boundary.distance()

# %% [markdown]
# **Statement.** The distance of a point $x$ from the hyperplane $H_w = \{h : w^\top h = 0\}$ is
# $|w^\top x| / \|w\|$.
#
# **Derivation.** Let $u = w/\|w\|$, a unit vector, and $a = u^\top x$, one number: the length of the shadow of
# $x$ on $w$, with a sign. The point $x - a\,u$ lies in $H_w$, because $u^\top(x - a\,u) = a - a = 0$. For any
# point $h$ of $H_w$ split
#
# $$x - h = \underbrace{(x - a\,u - h)}_{\text{in } H_w} + \underbrace{a\,u}_{\text{at a right angle to } H_w}.$$
#
# The two parts are at a right angle, so by Pythagoras $\|x - h\|^2 = \|x - a\,u - h\|^2 + a^2 \ge a^2$, with
# equality for $h = x - a\,u$. The distance is $|a| = |w^\top x|/\|w\|$. $\square$
#
# **By hand and by search.** $w = (3, 4)$, $x = (2, 1)$: $u = (0.6, 0.8)$, $a = 1.2 + 0.8 = 2$, and $x - a\,u = (0.8, -0.6)$.
# The distance is $|6 + 4|/5 = 2$. Run the split at one point $h$ of the line, then try 100,001 points along it:

# %%
def length(v):
    return np.sqrt(v @ v)


normal, far = np.array([3.0, 4.0]), np.array([2.0, 1.0])
along = np.array([-4.0, 3.0]) / 5
u = normal / length(normal)
a = u @ far
foot, h = far - a * u, 3 * along
print(f"a = {a:.4g}, x − a u = {foot}, its product with u is {abs(round(u @ foot, 9)):.4g}")
print(f"‖x − h‖² = {length(far - h)**2:.4g},  ‖x − a u − h‖² + a² = {length(foot - h)**2 + a**2:.4g}")
points = np.linspace(-10, 10, 100_001)[:, None] * along
searched = np.sqrt(((far - points) ** 2).sum(axis=1)).min()
print(f"formula: {abs(normal @ far) / length(normal):.4g}   nearest of the points: {searched:.4g}")

# %% [markdown]
# **The signed margin.** Replace $|w^\top x|$ by $y\,w^\top x$: then a row on the wrong side counts as a
# *negative* distance. The margin of $w$ on a set $S$ of rows is the worst of them, and the margin of the set is
# the best that any $w$ reaches:
#
# $$\gamma(S, w) = \min_i \frac{y_i\,w^\top x_i}{\|w\|}, \qquad \gamma = \max_{w \ne 0} \gamma(S, w).$$
#
# Two things to note. The margin does not change if $w$ is made longer. And $\gamma > 0$ says exactly that the set
# is separable (by a plane through the origin): "well separable" and "margin above 0" are the same thing.
#
# With a column of ones for the bias, $x$ and $w$ have one entry more. Then these are distances in that longer space,
# not in the picture of the points: $\|w\|$ contains the bias too.
#
# > **On the slide** the margin is defined with the absolute value, over all unit vectors $w$. Then even XOR has a
# > fine margin. With a column of ones for the bias, take $w = (1, 0, 0)$: every row is at distance 1, and nothing
# > is separated. The definition needs the label, or the added condition that $w$ separates.

# %%
xor_X, xor_y = with_bias(gates.INPUTS), 2 * gates.table("XOR") - 1
bias_only = np.array([1.0, 0.0, 0.0])
print("XOR with w = (1, 0, 0)")
print(f"  margin without sign: {unsigned_margin(xor_X, bias_only):.4g}")
print(f"  signed margin:       {signed_margin(xor_X, xor_y, bias_only):.4g}")
print("XOR is separable:", separable(xor_X, xor_y))
lengths = [f"{signed_margin(X, y, k * run.w):.4g}" for k in (1, 2, 100)]
print("margin of the margin rule's w, 2 w and 100 w:", ", ".join(lengths))

# %% [markdown]
# **The picture from the code.** Below are the ends of our two runs and the best separator, which `best_separator`
# finds. It looks for the shortest $v$ with $y_i\,v^\top x_i \ge 1$ for all rows, a problem with an exact method
# (Lawson and Hanson, 1974). Its worst score is exactly 1, else $v$ could be shorter; so its margin is $1/\|v\|$.
# No $w$ has a larger margin: scaled to worst score 1 it would be shorter than $v$. Hence $\gamma = 1/\|v\|$.
# Perceptrons separate, but they do not look for the best line.

# %%
best, gamma = best_separator(X, y)
v = best / (y * (X @ best)).min()
turns = np.linspace(0, 2 * np.pi, 100_001)
found = (y[:, None] * (X @ np.array([np.cos(turns), np.sin(turns)]))).min(axis=0).max()
print(f"worst score of v: {(y * (X @ v)).min():.4g};  1/‖v‖ = {1 / length(v):.4g}")
print(f"largest margin of 100,001 directions: {found:.4g};  γ = {gamma:.4g}")
figure = boundary.draw(X, y, {"classic rule": classic.w, "margin rule": run.w, "best": best})

# %% [markdown]
# The second number that matters is the **radius** $R = \max_i \|x_i\|$, the length of the longest row. (A slide
# calls it the diameter $D$, and another calls the data $D$. It is a distance from the origin, not between two rows.)
#
# ### Exercise: `margin(X, y, w)`
#
# Return the signed margin of `w`, one number: the smallest $y_i\,w^\top x_i / \|w\|$ over the rows. `X` is (n,
# d), `y` is (n,) of -1.0 and +1.0, `w` is (d,) and not zero. It is negative if any row is on the wrong side.
#
# *Try first:* `X = [[3, 4], [0, -5]]`, `y = [1, -1]`: `w = (0, 2)` gives 4, and `w = (0, -2)` gives −5.

# %% nbgrader={"grade": false, "grade_id": "margin_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def margin(X, y, w):
    """The signed margin, one number, of w (d,) on the rows X (n, d), y (n,)."""
    ### BEGIN SOLUTION
    return (y * (X @ w)).min() / np.sqrt(w @ w)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "margin", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("margin", margin)

# %%
for name, end in (("classic rule", classic.w), ("margin rule", run.w), ("best", best)):
    print(f"{name:12s} margin {signed_margin(X, y, end):.4g}")
mine = attempt(margin, X, y, best)
if mine is not None:
    print("yours, best  margin", attempt(np.round, mine, 4))

# %% [markdown]
# *To think about.* One row moves to the other side of the line, far away from it. What does the unsigned "margin"
# do?
#
# <details><summary>Answer</summary>
#
# It does not notice. The unsigned margin is set by the closest row, and this one is far away: the number stays or
# even grows, though a row is now wrong. The signed margin turns negative.
#
# </details>

# %% [markdown]
# ## 1.7 The mistake bound
#
# **Does training ever end?** On separable rows, yes, and the margin says when at the latest.
#
# **Statement.** Let a set of rows have margin $\gamma > 0$ and radius $R$. Start at $w = 0$ and take the rows in
# any order, as often as you like. The number $m$ of updates never exceeds
#
# | rule | bound | counts |
# |---|---|---|
# | margin | $(2 + R^2)/\gamma^2$ | margin violations, and so sign errors too |
# | classic | $(R/\gamma)^2$ | sign errors |
#
# (Novikoff, 1962, for the classic rule. The slide gives the first bound and says "mistakes"; it holds for the
# rule that the slide runs, and what it counts are violations.)
#
# **The idea.** Watch the length of $w$. Every update pushes $w$ *forward* along the best separator, by at least
# $\gamma$: so $\|w\|$ grows at least like $m$. But an update is only made where $w$ does badly, and there it
# makes $w$ hardly *longer*: $\|w\|$ grows at most like $\sqrt m$. Both cannot go on for ever.
#
# **The proof, in six steps, each run on our training run.** Write $w^{(k)}$ for the weights after $k$ updates,
# $w^{(0)} = 0$; $x$ and $y$ for the row that causes update $k + 1$; and $w_*$ for the best separator, with
# $\|w_*\| = 1$. All of these vectors have shape $(d,)$.

# %%
path, R = run.path, radius(X)
m = len(run.updates)
steps = np.array([y[u.row] * X[u.row] for u in run.updates])
shown = [0, 1, 2, 9, m - 1]
print(f"m = {m} updates; path {path.shape}: the weights at the start and after each update")
print(f"R = {R:.4g}, γ = {gamma:.4g}")

# %% [markdown]
# **Step 1: one update makes $w$ hardly longer.** Multiply out, with $y^2 = 1$:
#
# $$\|w^{(k+1)}\|^2 = \|w^{(k)} + y\,x\|^2 = \|w^{(k)}\|^2 + 2\,y\,w^{(k)\top}x + \|x\|^2 .$$
#
# The update was made because $y\,w^{(k)\top}x < 1$, so the middle term is below 2; and $\|x\|^2 \le R^2$. So
#
# $$\|w^{(k+1)}\|^2 \le \|w^{(k)}\|^2 + 2 + R^2 .$$
#
# Under the classic rule $y\,w^{(k)\top}x \le 0$, and the 2 goes: $\|w^{(k+1)}\|^2 \le \|w^{(k)}\|^2 + R^2$.
#
# > **On the slide** the middle term reads $2\,(y)^\top x$: the $w$ is lost. A label is one number and $x$ a
# > vector, so the shapes give it away.

# %%
print("update   ‖w‖² after   ‖w‖² + 2y w·x + ‖x‖²   growth   2 + R²")
for k in shown:
    old, new, yx = path[k], path[k + 1], steps[k]
    right = old @ old + 2 * yx @ old + yx @ yx
    growth = new @ new - old @ old
    print(f"{k + 1:6d}   {new @ new:10.4g}   {right:20.4g}   {growth:6.3g}   {2 + R**2:6.4g}")
for one, most in ((run, 2 + R**2), (classic, R**2)):
    growths = np.diff((one.path**2).sum(axis=1))
    print(f"{one.rule:7s} rule: largest growth of all updates {growths.max():.3g}, at most {most:.4g};", end=" ")
    print(f"sum of all {growths.sum():.4g}, ‖w‖² at the end {one.w @ one.w:.4g}")

# %% [markdown]
# **Step 2: add the steps up.** Start from $\|w^{(0)}\|^2 = 0$ and apply step 1 $m$ times; the lengths in between
# cancel, as the two sums above show. So
#
# $$\|w^{(m)}\|^2 \le m\,(2 + R^2), \qquad \|w^{(m)}\| \le \sqrt{m\,(2 + R^2)} .$$

# %%
for k in shown:
    print(f"m = {k + 1:2d}:  ‖w‖ = {length(path[k + 1]):5.4g}  ≤  {np.sqrt((k + 1) * (2 + R**2)):.4g}")

# %% [markdown]
# **Step 3: one update goes forward by at least $\gamma$.** With $\|w_*\| = 1$ the margin is
# $\gamma = \min_i y_i\,w_*^\top x_i$. So, by definition,
#
# $$w_*^\top(w^{(k+1)} - w^{(k)}) = w_*^\top(y\,x) = y\,w_*^\top x \ge \gamma > 0 .$$
#
# This is where separability enters. The slide writes $|w_*^\top x|/\|w_*\|$ for $y\,w_*^\top x$. That is the same
# number only because $w_*$ is right on $x$: an unsigned margin, without that condition, would break the proof.

# %%
print("update   w*·(w after − w before)   y w*·x   at least γ")
for k in shown:
    print(f"{k + 1:6d}   {best @ (path[k + 1] - path[k]):23.4g}   {best @ steps[k]:6.4g}   {gamma:.4g}")
print(f"smallest of all {m} steps: {(steps @ best).min():.4g}")

# %% [markdown]
# **Step 4: a shadow is never longer than its vector.** By the inequality of Cauchy and Schwarz (the slide has a "t"
# too many),
#
# $$w_*^\top w^{(m)} \le \|w_*\|\,\|w^{(m)}\| = \|w^{(m)}\| .$$
#
# **Step 5: add the forward steps up.** The start is $w^{(0)} = 0$, so
#
# $$w_*^\top w^{(m)} = \sum_{k=0}^{m-1} w_*^\top(w^{(k+1)} - w^{(k)}) \ge m\,\gamma .$$
#
# From another start the sum would be $w_*^\top(w^{(m)} - w^{(0)})$. Rows that cause no update leave $w$ alone and
# add nothing.

# %%
for k in shown:
    floor, forward = (k + 1) * gamma, best @ path[k + 1]
    added = sum(best @ (path[j + 1] - path[j]) for j in range(k + 1))
    print(f"m = {k + 1:2d}:  mγ = {floor:5.4g}  ≤  sum {added:6.4g}  =  w*·w = {forward:6.4g}", end="  ≤  ")
    print(f"‖w‖ = {length(path[k + 1]):.4g}")

# %% [markdown]
# **Step 6: the walls meet.** Steps 2, 4 and 5 together:
#
# $$m\,\gamma \;\le\; w_*^\top w^{(m)} \;\le\; \|w^{(m)}\| \;\le\; \sqrt{m\,(2 + R^2)} .$$
#
# Square the outer two: $m^2\gamma^2 \le m\,(2 + R^2)$. Divide by $m\,\gamma^2$: $m \le (2 + R^2)/\gamma^2$. The
# classic rule has $R^2$ in place of $2 + R^2$. $\square$

# %%
walls = [sandwich(one, X, y, best, gamma) for one in (run, classic)]
for wall in walls:
    chain = [f"{side[-1]:.4g}" for side in (wall.floor, wall.progress, wall.norm, wall.ceiling)]
    print(f"{wall.rule:7s} rule: {' ≤ '.join(chain)}, so {wall.count[-1]:.0f} ≤ {wall.bound:.4g}")
figure = sandwich_plots.draw(*walls)

# %% [markdown]
# The run must stay between the dashed floor and the bent ceiling. They cross at the bound: no run gets past that
# point.
#
# ### Exercise: `mistake_bound(X, gamma, rule)`
#
# Return the bound, one number (do not round it). `X` is (n, d), `gamma` its margin, a positive number; `rule` is
# `"classic"` or `"margin"`. $R$ is the length of the longest row of `X`.
#
# *Try first:* `X = [[3, 4], [1, 0]]` with `gamma = 0.5`: 100 for `"classic"`, 108 for `"margin"`.

# %% nbgrader={"grade": false, "grade_id": "mistake_bound_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mistake_bound(X, gamma, rule):
    """The most updates that training can make on X (n, d) with margin gamma, one number."""
    ### BEGIN SOLUTION
    R_squared = (X**2).sum(axis=1).max()
    return (R_squared + (2 if rule == "margin" else 0)) / gamma**2
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "mistake_bound", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("mistake_bound", mistake_bound)

# %%
for one, wall in zip((run, classic), walls, strict=True):
    print(f"{one.rule:7s} rule: {len(one.updates)} updates, bound {wall.bound:.4g}")
mine = attempt(mistake_bound, X, gamma, "classic")
if mine is not None:
    print("yours, classic rule: bound", attempt(np.round, mine, 2))

# %% [markdown]
# **The lab.** Both rules on the same rows. Try to make a run use more than 45 % of its bound; a wide margin and many
# columns help. Then flip one label.

# %%
bound_lab.lab()

# %% [markdown]
# *To think about.* The bound does not mention $n$ or $d$. Why is that good news for data with a million columns?
#
# <details><summary>Answer</summary>
#
# More columns or more rows do not by themselves cost a single update: only $R/\gamma$ counts. If the classes are far
# apart for their size, training is short. (One score still costs $d$ products.)
#
# </details>

# %% [markdown]
# ## 1.8 What the bound says, and where it stops
#
# The slides leave two questions open: *Scaling? Implications?* Here are answers, each measured.
#
# **Scaling.** Multiply every row by $q > 0$. Then $R$ and $\gamma$ both grow by the factor $q$. The classic bound
# $R^2/\gamma^2$ does not move. The margin rule's bound becomes
#
# $$\frac{2 + q^2R^2}{q^2\gamma^2} = \frac{2}{q^2\gamma^2} + \frac{R^2}{\gamma^2},$$
#
# and its first term fades as $q$ grows. The "1" of the margin rule is compared with a score. Since $w$ is a sum of
# rows, a score is a *squared* length in the units of the data: for long rows 1 is next to nothing, and the margin rule
# acts like the classic one.

# %%
def updates_and_bound(rows, labels, g, rule):
    made = len(train(rows, labels, rule, 100_000).updates)
    bound = float(f"{engine_bound(rows, g, rule):.4g}")
    return f"{made:7d} of {bound:9g}"


print("   q            margin rule            classic rule   2/(q²γ²) + R²/γ²")
for q in (0.3, 1, 3, 10, 100):
    cells = [updates_and_bound(q * X, y, q * gamma, rule) for rule in ("margin", "classic")]
    print(f"{q:4g}", *cells, f"{2 / (q * gamma) ** 2 + (R / gamma) ** 2:17.4g}", sep="   ")

# %% [markdown]
# **The bias changes the data.** To use a bias, we put a constant before each row. The bound is about *these*
# longer rows. Below, the same cloud is moved away from the origin, so that it needs a bias, and the constant is
# varied.

# %%
moved = X + np.array([1.0, -1.5])
print("without a bias, separable:", separable(moved, y))
centred = moved - moved.mean(axis=0)
print("rows       constant       R       γ           classic rule")
for name, cloud in (("moved", moved), ("centred", centred)):
    for constant in (0.3, 1, 3, 10):
        rows = with_bias(cloud, constant)
        _, g = best_separator(rows, y)
        counts = updates_and_bound(rows, y, g, "classic")
        print(f"{name:8s}   {constant:8g}   {radius(rows):5.3g}   {g:.3f}   {counts}")

# %% [markdown]
# Both $R$ and $\gamma$ depend on the constant. Too small, and the margin suffers, because the bias weight must be
# huge; too large, and $R$ grows for nothing. Centring the data first (subtracting its
# mean) makes the rows shorter and the margin wider here, so the bound falls at every constant. The updates made do
# not follow it everywhere: at 3 and 10 they rise.
#
# **Running over the data again and again.** The bound counts updates over all passes. Every pass but the last
# makes at least one update. So at most (bound + 1) passes are needed, and then every row is right: training
# separates the rows, if anything can. (The 1,000 sets below are held to this too.) Of new rows the bound says
# nothing.
#
# **Rows that nothing separates.** Then there is no $w_*$, step 3 fails, and no bound exists. Under the classic
# rule the weights do not run off to infinity either: they stay bounded (Block and Levin, 1970) and wander for
# ever. On XOR one can watch the cycle.

# %%
and_run = train(xor_X, 2 * gates.table("AND") - 1, "classic", 12)
xor_run = train(xor_X, xor_y, "classic", 12)
for one in xor_run.updates[:4]:
    seen = gates.INPUTS[one.row]
    print(f"XOR, update {one.number}: input {seen}, score {one.score:2.0f}, weights {one.w}")
figure = passes.draw({"AND": and_run, "XOR": xor_run})

# %% [markdown]
# After four updates the weights are back at zero, and everything begins again. Is a cycle typical? Take 200 of our
# sets of twenty rows, flip one label in each, and look whether any weights ever come back.

# %%
runs = []
for seed in range(200):
    rows, labels, _ = draw_set(seed)
    labels[0] *= -1
    if not separable(rows, labels):
        runs.append(train(rows, labels, "classic", 50))
longest = max(length(w) for one in runs for w in one.path)
cycles = sum(len(np.unique(one.path.round(9), axis=0)) < len(one.path) for one in runs)
print(f"{len(runs)} of 200 sets became inseparable")
print(f"training ended within 50 passes on {sum(one.converged for one in runs)} of these")
print(f"some weights came back on {cycles} of these")
print(f"the longest weights on the way had length {longest:.4g}")

# %% [markdown]
# XOR cycles because its entries are whole numbers: bounded weights then have only finitely many places to be. The
# rows of these sets are not whole numbers. Their weights wander, stay short, and within 50 passes none came back.

# %% [markdown]
# **How tight is the bound?** Draw 1,000 sets: 5 to 40 rows, 2 to 8 columns, margins between 0.03 and 0.5 of the
# radius. Each margin is exact by construction.

# %%
rng = np.random.default_rng(1)
shares = {"classic rule": np.zeros(1000), "margin rule": np.zeros(1000)}
in_time = 0
for k in range(1000):
    n, d = int(rng.integers(5, 41)), int(rng.integers(2, 9))
    g = float(np.exp(rng.uniform(np.log(0.03), np.log(0.5))))
    rows, labels, _ = planted(rng, n, d, g)
    for name, rule in zip(shares, RULES):
        one, most = train(rows, labels, rule, 10_000), engine_bound(rows, g, rule)
        shares[name][k] = len(one.updates) / most
        in_time += one.converged and one.epochs <= most + 1
for name, share in shares.items():
    print(f"{name}: {100 * np.mean(share <= 1):.4g} % of 1000 sets within the bound;", end=" ")
    print(f"share used: median {np.median(share):.3g}, largest {share.max():.3g}")
print(f"ended after at most (bound + 1) passes: {in_time} of 2000 runs")
figure = tightness.draw(shares)

# %% [markdown]
# No set breaks the bound, and typical sets use a fraction of it. But it cannot be improved for the classic rule:
# there is a set that uses all of it. Take the $d$ unit vectors, all of class $+1$. Here $R = 1$, and the best $w$
# is $(1, \dots, 1)/\sqrt d$ with $\gamma = 1/\sqrt d$, so the bound is $d$. Each row is at a right angle to all
# others, so each has score 0 when its turn comes: $d$ updates.

# %%
for d in (2, 5, 30):
    rows, labels = np.eye(d), np.ones(d)
    _, g = best_separator(rows, labels)
    cells = [f"{rule} rule {updates_and_bound(rows, labels, g, rule)}" for rule in RULES]
    print(f"d = {d:2d}: ", ";  ".join(" ".join(cell.split()) for cell in cells))

# %% [markdown]
# ### Exercise: `quiz_perceptron()`
#
# A quiz on the slides puts two statements. "Well separable" means a margin above 0, with a column of ones where a bias
# is needed; a step is an update.
#
# - A. A perceptron is guaranteed to learn a linearly well-separable function in finitely many steps.
# - B. A single perceptron computes XOR.
#
# Which option is right? Return its letter.
#
# (a) A is true, B is true.
#
# (b) A is false, B is false.
#
# (c) A is true, B is false.
#
# (d) A is false, B is true.

# %% nbgrader={"grade": false, "grade_id": "quiz_perceptron_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def quiz_perceptron():
    """Return the letter of the option that is right: "a", "b", "c" or "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "quiz_perceptron", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("quiz_perceptron", quiz_perceptron)

# %% [markdown]
# *To think about.* A set is separable, but you do not know $\gamma$. Training has made 10,000 updates and still
# goes on. What can you conclude?
#
# <details><summary>Answer</summary>
#
# The bound is at least 10,000. For the classic rule $\gamma \le R/100$: the gap is narrow for the size of the data.
# Nothing more; the next pass may be the last. If you did not *know* that the set is separable, you could not
# conclude even that.
#
# </details>

# %% [markdown]
# ## Summary
#
# | thing | formula | note |
# |---|---|---|
# | unit | $\hat y = \mathrm{step}(w^\top x + b)$ | $\mathrm{step}(0) = 0$ here; sources differ |
# | boundary, two inputs | $x_2 = -(w_1/w_2)\,x_1 - w_0/w_2$ | vertical if $w_2 = 0$ |
# | score | $s = y\,w^\top x$, $y = \pm1$ | positive: the sign is right |
# | update | $w \leftarrow w + y\,x$ | the row's score grows by $\lVert x\rVert^2$ |
# | classic rule | update where $s \le 0$ | SGD on $\max(0, -s)$ |
# | margin rule | update where $s < 1$ | SGD on $\max(0, 1 - s)$ |
# | gradient of a row that costs | $-y\,x$ | the minus is missing on the slide |
# | distance | $\lvert w^\top x\rvert/\lVert w\rVert$ | |
# | margin | $\gamma(S, w) = \min_i y_i w^\top x_i/\lVert w\rVert$ | signed; $\gamma > 0$ is separability |
# | bound | classic $R^2/\gamma^2$, margin $(2 + R^2)/\gamma^2$ | on updates, over all passes, from $w = 0$ |
# | no separator | no bound | never settles; classic rule: weights stay bounded |
#
# **Next:** lesson 2 puts units in layers, and builds a net for XOR.
#
# ## Slips on the slides
#
# They stand where they matter:
#
# - Any Boolean logic (Xiu), the step at 0 (Diakonikolas), and a θ that may be 0 (Linzen). Section 1.3.
# - What a "mistake" is, and $w_0$ for two things (Diakonikolas). Section 1.4.
# - The sign of the gradient, and a bracket in SGD (Diakonikolas). Section 1.5.
# - The margin without its sign, and the "diameter" $D$ (Diakonikolas). Section 1.6.
# - The $w$ lost from the proof, and Schwarz (Diakonikolas). Section 1.7.
# - The perceptron's paper is of 1958, the book of 1962 (Xiu, Diakonikolas). A brain has about 86 billion neurons
#   (Azevedo and others, 2009), not hundreds of millions (Xiu). Section 0.7.
#
# ## References
#
# - F. A. C. Azevedo and others, "Equal numbers of neuronal and nonneuronal cells make the human brain an
#   isometrically scaled-up primate brain", *Journal of Comparative Neurology* 513, 532–541, 2009.
# - H. D. Block and S. A. Levin, "On the boundedness of an iterative procedure for solving a system of linear
#   inequalities", *Proceedings of the American Mathematical Society* 26, 229–235, 1970.
# - C. L. Lawson and R. J. Hanson, *Solving Least Squares Problems*, Prentice-Hall, 1974, chapter 23.
# - W. S. McCulloch and W. Pitts, "A logical calculus of the ideas immanent in nervous activity", *Bulletin of
#   Mathematical Biophysics* 5, 115–133, 1943.
# - M. Minsky and S. Papert, *Perceptrons*, MIT Press, 1969.
# - A. B. J. Novikoff, "On convergence proofs on perceptrons", *Proceedings of the Symposium on the Mathematical
#   Theory of Automata* 12, 615–622, 1962.
# - F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in the brain",
#   *Psychological Review* 65, 386–408, 1958; *Principles of Neurodynamics*, Spartan Books, 1962.
# - B. Widrow and M. E. Hoff, "Adaptive switching circuits", *IRE WESCON Convention Record* 4, 96–104, 1960.
# - Lectures whose slides are quoted: D. Xiu, BUSN 20800, University of Chicago, lecture 7; I. Diakonikolas, CS
#   760, University of Wisconsin-Madison, 2022; T. Linzen, DS-GA 1003, New York University.
