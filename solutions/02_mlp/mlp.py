# %% [markdown]
# # 2. From XOR to networks
#
# One unit draws one straight line. This lesson puts units in layers, and asks what that buys: first on four points,
# then on any truth table, then on any curve.
#
# **You need:** lesson 01 (one unit, gates, separable sets), matrix products, NumPy. From calculus it takes slopes, and
# the chain rule once, in section 2.7. Nothing is trained here by hand: how a net finds its weights comes in lessons 04
# to 08.
#
# **Afterwards you can**
#
# - build a net for XNOR, for parity, and for any truth table, and say how many units it takes;
# - run a net of any depth on a batch, and say why it needs an activation that bends;
# - turn classes, levels and measurements into inputs, and choose an output layer;
# - count parameters, and read an unclear description of a net in all the ways it allows;
# - say what each activation gives, how steep it is, and where it is flat;
# - build a net that follows a given curve as closely as you like, and say what the universal approximation theorem
#   does *not* promise.
#
# **Time:** two evenings, with eight exercises that have a check and one answer in words. Sections 2.1 to 2.5 take 70
# minutes: 5, 15, 23, 16, 11. Sections 2.6 to 2.11 take 60: 8, 8, 7, 6, 16, 15, and may be left for another evening.
# They build on the first two cells alone: run those, and go on from 2.6.
#
# **Conventions.** A unit fires (gives 1) where its net input is *above* 0: $\mathrm{step}(0) = 0$. Examples are the
# rows of $X$, shape $(n, d)$. A layer has weights $W$ of shape (out, in), one row a unit, and biases $b$ of shape
# (out,). *Depth* counts layers of weights: inputs are no layer. A truth value is 1 or 0; $\lor$ is "or", $\land$ is
# "and", $\lnot$ is "not".
#
# **Your answers** may use NumPy and one another, and not what the demonstrations import or define.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

# %%
# For the demonstrations only: your answers need none of these.
from itertools import pairwise

from course import gates
from course.data import TARGETS, curve, with_bias
from course.encodings import one_hot, thermometer
from course.margin import separable
from course.parameters import connection_count, parameter_count
from course.plots.networks import activations as activation_plots
from course.plots.networks import bumps as bump_plots
from course.plots.networks import cube, curves, fold, lifted, net, outputs, restaurant, sawtooth
from course.widgets import activation_lab, bump_lab, curve_lab, fold_lab
from course.widgets.curve_fits import fit

np.set_printoptions(formatter={"float": lambda v: f"{v + 0.0:.4g}"})

# %% [markdown]
# ## 2.1 Better features
#
# **What if no line parts the points?** Here are ten points on a line. The discs lie in the middle, the squares on both
# sides. A unit that sees $x$ alone has one threshold, so it fires on everything to one side of it. It can never
# fire in the middle only. On the right each point has a second number, $x^2$.

# %%
x = np.array([-2.0, -1.6, -1.2, -0.5, -0.1, 0.4, 0.7, 1.3, 1.7, 2.1])
y = np.where(np.abs(x) < 1, 1.0, -1.0)
w, b = np.array([0.0, -1.0]), 1.0
figure = lifted.draw(x, y, w, b)

# %% [markdown]
# **Statement.** A *feature map* $\phi$ turns an input $x$ into a vector $\phi(x)$ of features, shape $(K,)$. The model
#
# $$f(x) = w^\top\phi(x) + b, \qquad w \text{ of shape } (K,),$$
#
# is **linear in the features and need not be linear in $x$**. All that is known about units still holds, in the
# space of the features.
#
# **Why it works here.** Take $\phi(x) = (x, x^2)$, $w = (0, -1)$, $b = 1$. The net input is
# $0\cdot x - 1\cdot x^2 + 1 = 1 - x^2$. It is above 0 exactly where $x^2 < 1$, that is where $-1 < x < 1$: a straight
# line in the plane of $(x, x^2)$ is a pair of thresholds in $x$.
#
# **By hand.** At $x = 0.4$ the net input is $1 - 0.16 = 0.84$: the unit fires. At $x = -1.6$ it is $1 - 2.56 = -1.56$:
# silent.

# %%
features = np.column_stack([x, x**2])
print("separable with x alone:   ", separable(with_bias(x[:, None]), y))
print("separable with x and x²:  ", separable(with_bias(features), y))
print("net inputs w·φ(x) + b:    ", features @ w + b)
print("the unit fires:           ", gates.step(features @ w + b).astype(int))

# %% [markdown]
# Powers of the inputs are one family of features. Kernel methods work with very many of them at once without writing
# them down. In all of these, somebody chose the features beforehand.
#
# **A larger example.** How popular will a restaurant be? We know six things about it. Nobody would weigh its zip code
# against its number of dishes directly. A sensible person first asks smaller questions: is the food good, can one walk
# there, is it noisy? Each depends on some of the six. The last step is then a weighted sum,
# $w_1\cdot\text{food quality} + w_2\cdot\text{walkable} + w_3\cdot\text{noisy}$.

# %%
figure = restaurant.draw()

# %% [markdown]
# On the left a person decided what the smaller questions are, and which inputs each may see. That is **feature
# engineering**: $f(x) = w^\top\phi(x)$ with $\phi$ fixed by hand, and only $w$ is learned. On the right every question
# may see every input, and what it asks is learned too. That is **feature learning**:
#
# $$h(x) = [h_1(x), \dots, h_K(x)], \qquad f(x) = w^\top h(x), \qquad h_i(x) = g(v_i^\top x + b_i).$$
#
# Each $h_i$ is a unit with its own weights $v_i$ of shape $(d,)$, bias $b_i$, and *activation* $g$. This is a network
# with one *hidden layer*. It is called hidden because the data show the inputs and the answer, and not what any $h_i$
# should be.
#
# *To think about.* Could each $h_i$ be linear, $h_i(x) = v_i^\top x$, without an activation?
#
# <details><summary>Answer</summary>
#
# Then $f(x) = \sum_i w_i v_i^\top x = \big(\sum_i w_i v_i\big)^\top x$. The bracket is one vector of shape $(d,)$. So
# $f$ is a linear function of $x$, and the hidden layer was for nothing. Section 2.4 takes this further.
#
# </details>

# %% [markdown]
# ## 2.2 Three units compute XNOR
#
# **Can units find the features for a gate that no unit computes?** XNOR gives 1 where both inputs are equal.
#
# **First, why one unit cannot.** Lesson 01 proved it; here is the proof in the spelling of a lecture whose units fire
# where the weighted sum *reaches* a threshold $\theta$:
#
# | input | wanted | so |
# |---|---|---|
# | (0, 0) | fires | $0 \ge \theta$ |
# | (1, 1) | fires | $w_1 + w_2 \ge \theta$ |
# | (1, 0) | silent | $w_1 < \theta$ |
# | (0, 1) | silent | $w_2 < \theta$ |
#
# Add the last two rows: $w_1 + w_2 < 2\theta$. The first row says $\theta \le 0$, so $2\theta \le \theta$. Together
# $w_1 + w_2 < 2\theta \le \theta$. That contradicts the second row. $\square$
#
# > **On the slide** the argument starts from "θ is negative" and ends with "cannot be greater than θ". Two things are
# > off. The first row allows $\theta = 0$, which is not negative. And what must be excluded is that the sum *reaches*
# > $\theta$, not only that it exceeds it. The chain above covers both.
#
# The cell draws triples that obey the two "silent" rows and counts how often the sum reaches $\theta$ all the same: for
# negative $\theta$, for $\theta = 0$, and for positive $\theta$, where the first row fails.

# %%
rng = np.random.default_rng(0)
for name, theta in (("θ < 0", -rng.exponential(size=100_000)), ("θ = 0", np.zeros(100_000)),
                    ("θ > 0", rng.exponential(size=100_000))):
    w1, w2 = theta - rng.exponential(size=(2, 100_000))
    print(f"{name}: w1 + w2 reaches θ in {np.count_nonzero(w1 + w2 >= theta):6d} of 100000 draws")

# %% [markdown]
# **Statement.** Three units compute XNOR: two hidden units that see the inputs, and an output unit that sees the hidden
# units.
#
# **Derivation.** "Both are equal" means "both are on, or neither is". Each half is a gate that one unit computes: AND,
# and NOR. The two halves are joined by OR, which is a gate as well. With $x_1, x_2$ for the inputs, $h_1, h_2$ for the
# hidden units and $o$ for the output:
#
# $$h_1 = x_1 \land x_2, \qquad h_2 = \lnot(x_1 \lor x_2), \qquad o = h_1 \lor h_2 .$$
#
# **By hand.** A slide has this table, but its column titles are out of order and its weights are lost. They can be
# found again. The net inputs of $h_1$ are 0, 1, 1, 2, so its weights are $(1, 1)$. It fires at 2 only, so $\theta = 2$
# will do. The net inputs of $h_2$ are 0, −1, −1, −2, so its weights are $(-1, -1)$. It fires at 0 only: $\theta = 0$.
# The output fires if either does: weights $(1, 1)$, $\theta = 1$. These units fire where the threshold is reached.
#
# | $x_1$ | $x_2$ | sum for $h_1$ | sum for $h_2$ | $h_1$ | $h_2$ | sum for $o$ | $o$ |
# |---|---|---|---|---|---|---|---|
# | 0 | 0 | 0 | 0 | 0 | 1 | 1 | 1 |
# | 0 | 1 | 1 | −1 | 0 | 0 | 0 | 0 |
# | 1 | 0 | 1 | −1 | 0 | 0 | 0 | 0 |
# | 1 | 1 | 2 | −2 | 1 | 0 | 1 | 1 |

# %%
V, theta_hidden = np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([2.0, 0.0])
u, theta_out = np.array([1.0, 1.0]), 1.0
sums = gates.INPUTS @ V.T
hidden = (sums >= theta_hidden).astype(float)
answers = (hidden @ u >= theta_out).astype(int)
print("inputs   sums      h1 h2   o   XNOR")
for i in range(4):
    cells = [" ".join(f"{entry:2.0f}" for entry in part[i]) for part in (gates.INPUTS, sums, hidden)]
    print("   ".join(cells), f" {answers[i]}   {gates.table('XNOR')[i]:.0f}")
diagram = net.Diagram((("$x_1$", "$x_2$"), ("$h_1$", "$h_2$"), ("$o$",)), weights=(V, u[None, :]),
                      layers=("inputs", "hidden units", "output unit"))
figure = net.draw({"XNOR from three units": diagram}, height=2.8)

# %% [markdown]
# **What the hidden layer did.** It moved the points. In the plane of the inputs no line parts discs from squares. In
# the plane of $(h_1, h_2)$ the inputs (0, 1) and (1, 0) fall on one point, and a line parts the three points that are
# left. The layer has *folded* the plane. The output unit only draws a line, as a unit does.

# %%
built = gates.NETS["XNOR"]
unit_rows, unit_biases = (np.array(part) for part in zip(*built.hidden, strict=True))
figure = fold.draw(gates.table("XNOR"), unit_rows, unit_biases, *map(np.array, built.out))

# %% [markdown]
# (This is the engine's net. Its units fire *above* 0, and its biases put each line between two points, where it does
# not matter what a unit does at exactly 0.)
#
# **XOR** goes the same way. "One but not both" reads $(x_1 \lor x_2) \land (\lnot x_1 \lor \lnot x_2)$: the hidden
# units are OR and NAND, the output unit is AND. The engine holds that net. Run it, and the formula beside it:

# %%
first, second = gates.INPUTS.astype(bool).T
formula = (first | second) & (~first | ~second)
print("XOR by its table:  ", gates.table("XOR").astype(int))
print("by the formula:    ", formula.astype(int))
print("by three units:    ", gates.NETS["XOR"](gates.INPUTS).astype(int))

# %% [markdown]
# (A slide's net for XOR has no biases. Lesson 01 counted: such nets exist under our convention, $\mathrm{step}(0) = 0$,
# and none exists under the slide's own.)
#
# **The lab.** Nine sliders: two hidden units, one output unit. Watch where the fold puts the points. Aim: four of four
# for XOR, then for XNOR. One preset shows why two equal hidden units are no help, and one shows what happens to a
# threshold that lies *on* a sum.

# %%
fold_lab.lab()

# %% [markdown]
# ### Exercise: `xnor_weights(first)`
#
# Somebody has built hidden unit 1 of a net for XNOR already: it computes the gate `first`, one of `"AND"`, `"OR"`,
# `"NAND"`, `"NOR"`. Finish the net. Return `(W, b, v, c)`:
#
# - `W` (2, 2) and `b` (2,): the hidden units, one row of `W` each. Row 0 with `b[0]` must compute `first`.
# - `v` (2,) and `c`, one number: the output unit, which sees the two hidden units.
#
# Every unit fires if and only if its net input is above 0: `W @ x + b > 0` for the hidden units, `v @ h + c > 0` for
# the output. Many answers are right. Each of the four gates counts.
#
# *Try first:* a hidden unit with weights `(1, 1)` and bias `-2` is silent on all four inputs, on (1, 1) too. Why?

# %% nbgrader={"grade": false, "grade_id": "xnor_weights_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def xnor_weights(first):
    """(W, b, v, c) of a net of step units for XNOR whose hidden unit 1 computes the gate first.

    W (2, 2) with a row a hidden unit, b (2,), v (2,), c one number.
    """
    ### BEGIN SOLUTION
    units = {"AND": (1.0, -1.5), "OR": (1.0, -0.5), "NAND": (-1.0, 1.5), "NOR": (-1.0, 0.5)}
    second = {"AND": "NOR", "NOR": "AND", "OR": "NAND", "NAND": "OR"}[first]
    (s1, b1), (s2, b2) = units[first], units[second]
    last, c = units["OR" if first in ("AND", "NOR") else "NAND"]
    return np.array([[s1, s1], [s2, s2]]), np.array([b1, b2]), np.array([last, last]), c
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "xnor_weights", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("xnor_weights", xnor_weights)

# %%
# Your fold, with OR as the first hidden unit.
mine = attempt(xnor_weights, "OR")
if isinstance(mine, tuple) and len(mine) == 4:
    figure = attempt(fold.draw, gates.table("XNOR"), *mine)

# %% [markdown]
# *To think about.* The hidden units gave (0, 1) and (1, 0) the same two numbers. What has been lost, and does it
# matter?
#
# <details><summary>Answer</summary>
#
# Nobody can tell from $h$ which of the two inputs was on. XNOR does not ask that, so nothing that matters is lost. A
# good hidden layer forgets what the answer does not depend on. A different question about the same inputs may need a
# different hidden layer.
#
# </details>

# %% [markdown]
# ## 2.3 Any truth table
#
# **Which functions of 0 and 1 can a net compute?** With $d$ inputs there are $2^d$ rows, and each may be given a 0 or
# a 1. Here are three tables of three inputs. A corner of the cube is a row, and neighbours differ in one input.

# %%
ones = gates.rows_of_table(3).sum(axis=1)
tables = {"majority": ones >= 2, "exactly one": ones == 1, "parity: an odd number": ones % 2 == 1}
figure = cube.draw({name: outputs_.astype(float) for name, outputs_ in tables.items()})

# %% [markdown]
# **Statement.** One hidden layer of step units computes every truth table.
#
# **Derivation.** A *detector* is a unit that fires on one row and on no other. Take the row
# $r = (r_1, \dots, r_d)$. Give weight $+1$ to the inputs that are 1 in $r$, and $-1$ to those that are 0. On the row
# itself the weighted sum is $m$, the number of ones in $r$. Change any one input, and the sum drops by 1: a missing
# one takes 1 away, and so does a one too many. So every other row gives $m - 1$ or less. The bias
# $b = \tfrac12 - m$ makes the net input $\tfrac12$ on $r$ and at most $-\tfrac12$ elsewhere.
#
# Give each row with output 1 its detector. The output unit is the OR of the detectors: weights 1, bias
# $-\tfrac12$. It fires where some detector fires, that is exactly on the rows with output 1. $\square$
#
# A detector need not look at all inputs. An input with weight 0 may be anything. So "$A$ and not $X$" is the detector
# with $+1$ for $A$, $-1$ for $X$, 0 for the others, and bias $\tfrac12 - 1 = -\tfrac12$:
#
# | $A$ | $X$ | net input $A - X - \tfrac12$ | fires |
# |---|---|---|---|
# | 0 | 0 | −½ | no |
# | 0 | 1 | −1½ | no |
# | 1 | 0 | ½ | yes |
# | 1 | 1 | −½ | no |
#
# The engine's `net_of` builds such a net for any table. Here it does so for 500 random tables of 2 to 6 inputs.

# %%
rng = np.random.default_rng(1)
wrong = most = 0
for _ in range(500):
    d = int(rng.integers(2, 7))
    wanted = rng.integers(0, 2, size=2**d)
    built = gates.net_of(wanted)
    wrong += int((built(gates.rows_of_table(d)) != wanted).sum())
    most = max(most, len(built.hidden) / 2**d)
print(f"rows that come out wrong, over 500 tables: {wrong}")
print(f"most hidden units, as a share of the rows: {most:.3g}")

# %% [markdown]
# So a net of units is universal for Boolean functions. The price is the number of units. It never exceeds half of the
# rows: where more rows give 1 than 0, watch for the zeros and turn the output round. But half of $2^d$ rows is a lot.
#
# > **On the slide** this comes with an example of a function that seems to need a net,
# >
# > $$((A\,\&\,\bar X\,\&\,Z)\,|\,A\,\&\,\bar Y)\;\&\;((X\,\&\,Y)\,|\,(\bar X\,\&\,Z)).$$
# >
# > A bar means "not", & means "and", | means "or". The brackets round $A\,\&\,\bar Y$ are left out, so it has to be
# > said that & binds before |. That is one slip. The truth table shows a larger one.
#
# ### Exercise: `collapsed_rows(rows)`
#
# **The slide says that this takes a net.** `rows` is (n, 4); its columns are $A$, $X$, $Y$, $Z$, with entries 0.0 and
# 1.0. Return `(outputs, w, b)`:
#
# - `outputs` (n,): what the slide's formula gives on each row, 0 or 1. Remember that & binds before |.
# - `w` (4,) and `b`, one number: **one single unit** that computes the same function on all sixteen rows. It fires if
#   and only if `w @ row + b > 0`. That there is one is for you to discover: look at the rows with output 1.
#
# *Try first:* on the rows (1, 0, 1, 1) and (1, 1, 1, 1) the formula gives 1 and 0.

# %% nbgrader={"grade": false, "grade_id": "collapsed_rows_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def collapsed_rows(rows):
    """(outputs, w, b): the slide's formula on rows (n, 4) of A, X, Y, Z, and one unit that computes it.

    outputs (n,) of 0 and 1; w (4,), b one number.
    """
    ### BEGIN SOLUTION
    A, X, Y, Z = rows.T > 0.5
    left = (A & ~X & Z) | (A & ~Y)
    right = (X & Y) | (~X & Z)
    return (left & right).astype(float), np.array([1.0, -1.0, 0.0, 1.0]), -1.5
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "collapsed_rows", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("collapsed_rows", collapsed_rows)

# %%
mine = attempt(collapsed_rows, gates.rows_of_table(4))
if isinstance(mine, tuple) and len(mine) == 3 and np.shape(mine[0]) == (16,):
    chosen = gates.rows_of_table(4)[np.asarray(mine[0]) > 0.5].astype(int)
    print("rows A X Y Z on which your formula gives 1:", *("".join(map(str, row)) for row in chosen))

# %% [markdown]
# <details><summary>What the truth table shows (open it after the check is green)</summary>
#
# Only two of the sixteen rows give 1, (1, 0, 0, 1) and (1, 0, 1, 1). They differ in $Y$ alone, so $Y$ has no effect.
# What is left is $A \land \lnot X \land Z$: one detector, one unit. The long formula is no example of a function that
# needs a net. And the first bracket read from left to right, without the rule that & binds first, is a different
# function: it gives 1 on (1, 0, 0, 1) alone.
#
# </details>
#
# **An example that does need a net** is *parity*: 1 if the number of inputs that are on is odd. For two inputs that is
# XOR. On the cube above every corner's neighbours have the other colour.
#
# **No single unit computes parity of $d \ge 2$ inputs.** Suppose one did. Hold all inputs but the first two at 0. Then
# $w_1x_1 + w_2x_2 + b$ would be the net input of a unit that computes XOR of these two, and there is none. $\square$
#
# **How many hidden units?** Detectors need one for each row with an odd number of ones: half of all rows, $2^{d-1}$.
# There is a shorter way, because parity only asks *how many* inputs are on. A unit with all weights 1 has the
# number of ones as its weighted sum. With bias $\tfrac12 - k$ it says whether that number is $k$ or more.
#
# **By hand: "exactly one of three".** Two such counters are enough, $k = 1$ and $k = 2$. The output takes the second
# away from the first.
#
# | ones | $h_1$: 1 or more | $h_2$: 2 or more | $h_1 - h_2 - \tfrac12$ | output |
# |---|---|---|---|---|
# | 0 | 0 | 0 | −½ | 0 |
# | 1 | 1 | 0 | ½ | 1 |
# | 2 | 1 | 1 | −½ | 0 |
# | 3 | 1 | 1 | −½ | 0 |

# %%
counters = gates.step(ones[:, None] + 0.5 - np.array([1, 2]))
print("by two counters: ", gates.step(counters[:, 0] - counters[:, 1] - 0.5).astype(int))
print("exactly one:     ", tables["exactly one"].astype(int))
print("hidden units for parity, one detector a row:")
for d in (2, 3, 4, 6, 8):
    odd = gates.rows_of_table(d).sum(axis=1) % 2
    print(f"  {d} inputs: {len(gates.net_of(odd).hidden):4d}")

# %% [markdown]
# ### Exercise: `parity_weights(d, most)`
#
# Return a net of step units for parity of `d` inputs: it gives 1 if an odd number of them is on, else 0. The net is a
# list of layers `[(W, b), (W, b), …]`, as many as you like. Each `W` is (out, in) and each `b` is (out,). The first
# layer has `d` inputs, the last has one unit. Every unit fires if and only if its net input is above 0. All layers but
# the last count as hidden, and there may be at most `most` hidden units in all.
#
# Asked for are: `d = 3` with `most = 7`, then `(2, 2)`, `(4, 9)` and `(6, 16)`. Detectors do the first three. Counters,
# or parities of parities, do all four.
#
# *Try first:* `[(np.ones((1, 3)), np.array([-0.5]))]` is a net with no hidden unit. It computes OR, which agrees with
# parity on five of the eight rows.

# %% nbgrader={"grade": false, "grade_id": "parity_weights_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def parity_weights(d, most):
    """The layers [(W, b), …] of a net of step units for parity of d inputs.

    W is (out, in), b is (out,); the last layer has one unit, and most is the largest
    number of hidden units that is allowed.
    """
    ### BEGIN SOLUTION
    counts = np.arange(1, d + 1)
    signs = np.where(counts % 2 == 1, 1.0, -1.0)
    return [(np.ones((d, d)), 0.5 - counts), (signs[None, :], np.array([-0.5]))]
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "parity_weights", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("parity_weights", parity_weights)

# %% [markdown]
# **Connections may be sparse.** A weight of 0 is a connection that can be left out. Eight inputs can be paired, the
# parities of the pairs paired again, and so on: seven nets for XOR, each of which sees two numbers. Here are the
# connections of three nets for the parity of eight inputs. (In the brain, too, a cell has connections to a small share
# of the others.)

# %%
d = 8
weights_in_one_xor = 2 * 2 + 2
print(f"one detector a row:    {2 ** (d - 1) * d + 2 ** (d - 1):5d} connections")
print(f"counters:              {d * d + d:5d}")
print(f"pairs of pairs of XOR: {(d - 1) * weights_in_one_xor:5d}")

# %% [markdown]
# *To think about.* Majority of three inputs has four rows with output 1. How many hidden units does it need?
#
# <details><summary>Answer</summary>
#
# None. One unit with weights $(1, 1, 1)$ and bias $-1.5$ counts the ones. That there *is* a net with many units does
# not mean that they are needed: the slide's formula was the same lesson.
#
# </details>

# %% [markdown]
# ## 2.4 Layers
#
# **How is a net of any size written down?** Units that see the same inputs stand in a *layer*. First comes the input,
# which is no layer but numbers. Then come hidden layers. The last one is the output layer.

# %%
layered = net.plain((3, 4, 4, 2), layers=("input", "hidden", "hidden", "output"))
figure = net.draw({"a net of depth 3: sizes 3, 4, 4, 2": layered}, height=2.9)

# %% [markdown]
# **One unit, one layer.** A unit takes a weighted sum of the representation before it and gives one number,
# $a = g(w^\top x + b)$, where $x$ and $w$ have shape $(d,)$. Stack the weights of $m$ units as the rows of a matrix $W$ of
# shape $(m, d)$, and their biases as $b$ of shape $(m,)$. Row $j$ of the product is unit $j$'s weighted sum:
#
# $$(Wx)_j = \sum_{i=1}^d W_{ji}x_i = w^{(j)\top} x, \qquad\text{so all units together are}\qquad a = g(Wx + b),$$
#
# with $g$ applied to each entry. Some notes draw this as the rows $w^{(j)}$ beside a column in which $x$ stands $m$
# times, one below the other. But $x$ is one vector of $d$ numbers, and every row meets the same one. Were it stacked,
# it would have $m\,d$ entries and the product would have no meaning.

# %%
rng = np.random.default_rng(2)
W, v_in = rng.standard_normal((3, 2)), rng.standard_normal(2)
print("unit by unit:", np.array([W[j] @ v_in for j in range(3)]))
print("W @ x:       ", W @ v_in)
print(f"shapes: {W.shape} times {v_in.shape} gives {(W @ v_in).shape};", end=" ")
print(f"three copies stacked would be {np.tile(v_in, 3).shape}")

# %% [markdown]
# **Statement.** A *multilayer perceptron* of depth $L$ takes $h^{(0)} = x$ of shape $(d,)$ through
#
# $$h^{(j)} = g\big(W^{(j)}h^{(j-1)} + b^{(j)}\big) \quad (j = 1, \dots, L-1), \qquad
# f(x) = W^{(L)}h^{(L-1)} + b^{(L)} .$$
#
# If every hidden layer has $m$ units and the output layer has $k$: $W^{(1)}$ is $(m, d)$, the later hidden $W^{(j)}$
# are $(m, m)$, $W^{(L)}$ is $(k, m)$, and each $b^{(j)}$ has one entry a unit of its own layer. The output layer has
# no activation here. What is done with its *scores* is the subject of section 2.5.
#
# **Names to watch.** We count layers of weights: one hidden and one output layer make depth 2, as one source says.
# The same source calls a net with $L$ hidden layers "$(L+1)$-layer", which counts in the same way, and has a quiz with a "3-layer" net
# that may count the input too (section 2.6). A second source writes $L$ for the number of *hidden* layers. One of its
# biases has lost its superscript: a bias always belongs to a layer, $b^{(1)}$. When you read "a net of so many
# layers", look for a picture or a list of sizes.
#
# **By hand.** Depth 2, $d = 2$, $m = 2$, $k = 1$, ReLU, $g(z) = \max(0, z)$:
# $W^{(1)} = \begin{pmatrix}1 & -1\\ 2 & 0\end{pmatrix}$, $b^{(1)} = (0, -1)$, $W^{(2)} = (3\;\;{-2})$, $b^{(2)} = 0.5$.
# For $x = (1, 3)$: net inputs $(1 - 3,\ 2 - 1) = (-2, 1)$, after ReLU $(0, 1)$, score $3\cdot0 - 2\cdot1 + 0.5 = -1.5$.

# %%
W_one, b_one = np.array([[1.0, -1.0], [2.0, 0.0]]), np.array([0.0, -1.0])
W_two, b_two = np.array([[3.0, -2.0]]), np.array([0.5])
h = np.maximum(0, W_one @ np.array([1.0, 3.0]) + b_one)
print("hidden", h, " score", W_two @ h + b_two)

# %% [markdown]
# **Biases matter.** One slide writes a two-layer net as $\sum_k w_k\,g(v_k^\top x)$, without a bias, and a few slides
# on it has biases. These are different families. Take $g = \tanh$, for which $\tanh(-z) = -\tanh z$. Without biases
# $f(-x) = \sum_k w_k\tanh(-v_k^\top x) = -f(x)$: the net is *odd*, whatever its weights. It can never be $x^2$.

# %%
rng = np.random.default_rng(3)
v_, w_, bias_ = rng.standard_normal((3, 5))
bare, biased = (lambda x: w_ @ np.tanh(v_ * x)), (lambda x: w_ @ np.tanh(v_ * x + bias_))
for x0 in (0.5, 1.0, 2.0):
    print(f"f({x0}) + f(−{x0}):  without biases {bare(x0) + bare(-x0):.4g},", end="  ")
    print(f"with biases {biased(x0) + biased(-x0):.4g}")

# %% [markdown]
# **A batch.** Examples are rows. For a batch $X$ of shape $(n, d)$ a layer is $g(XW^\top + b)$: row $i$ of the
# product is $W x_i$, written as a row, and $b$ is added to every row.
#
# ### Exercise: `mlp_forward(params, activation, X)`
#
# Run a net of any depth on a batch and return its scores, shape $(n, k)$.
#
# - `params` is a dict with `W1`, `b1`, `W2`, `b2` and so on up to the net's depth, which may be 1 or more. `W1` is
#   (out, in), `b1` is (out,), and the others likewise.
# - `activation` is `"relu"`, `"tanh"` or `"sigmoid"`, with $\sigma(z) = 1/(1 + e^{-z})$. It follows every layer but
#   the last.
# - `X` is (n, d). Do not change it.
#
# *Try first:* `W1 = [[1], [-1]]`, `b1 = [0, 1]`, `W2 = [[1, 2]]`, `b2 = [-1]`, `"relu"`, `X = [[2], [-1]]` gives
# `[[1], [3]]`.

# %% nbgrader={"grade": false, "grade_id": "mlp_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mlp_forward(params, activation, X):
    """The scores (n, k) of the net with params W1, b1, W2, b2, … on the rows X (n, d).

    activation, "relu", "tanh" or "sigmoid", follows every layer but the last.
    """
    ### BEGIN SOLUTION
    functions = {"relu": lambda Z: np.maximum(Z, 0), "tanh": np.tanh}
    functions["sigmoid"] = lambda Z: 1 / (1 + np.exp(-Z))
    depth = len(params) // 2
    for layer in range(1, depth + 1):
        X = X @ params[f"W{layer}"].T + params[f"b{layer}"]
        if layer < depth:
            X = functions[activation](X)
    return X
    ### END SOLUTION

# %%
tiny = {"W1": np.array([[1.0], [-1.0]]), "b1": np.array([0.0, 1.0])}
tiny |= {"W2": np.array([[1.0, 2.0]]), "b2": np.array([-1.0])}
mine = attempt(mlp_forward, tiny, "relu", np.array([[2.0], [-1.0]]))
if mine is not None:
    print("yours: ", np.asarray(mine).tolist())
print("wanted:", [[1.0], [3.0]])

# %% nbgrader={"grade": true, "grade_id": "mlp_forward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("mlp_forward", mlp_forward)

# %% [markdown]
# **Why the activation must bend.** Leave it out of a net of depth 2:
#
# $$W^{(2)}\big(W^{(1)}x + b^{(1)}\big) + b^{(2)} = \underbrace{W^{(2)}W^{(1)}}_{(k,\,d)}\,x +
# \underbrace{W^{(2)}b^{(1)} + b^{(2)}}_{(k,)} .$$
#
# That is *one* layer. Repeat the step, and any number of layers comes down to one. This is the answer to a question on
# two of the slides: hidden units without an activation, or with a linear one, add nothing that the model could do.

# %%
rng = np.random.default_rng(4)
A1, c1 = rng.standard_normal((5, 3)), rng.standard_normal(5)
A2, c2 = rng.standard_normal((2, 5)), rng.standard_normal(2)
point = rng.standard_normal(3)
print("two linear layers: ", A2 @ (A1 @ point + c1) + c2)
print("one layer:         ", (A2 @ A1) @ point + (A2 @ c1 + c2))
print("with tanh between: ", A2 @ np.tanh(A1 @ point + c1) + c2)

# %% [markdown]
# ### Exercise: `choose_linear()`
#
# Below, "affine layer" means $Wx + b$ without an activation. Which of these nets compute nothing that a single affine
# layer could not compute? There may be several. Return all their letters.
#
# (a) An affine layer to 1,000 hidden units, then an affine layer.
#
# (b) An affine layer, tanh, then an affine layer.
#
# (c) An affine layer to a single hidden unit, then an affine layer to five outputs.
#
# (d) An affine layer, each number squared, then an affine layer.
#
# (e) An affine layer, the activation $g(z) = 3z + 1$, then an affine layer.

# %% nbgrader={"grade": false, "grade_id": "choose_linear_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_linear():
    """All the letters that are right, as one text: two of them look like "xy"."""
    ### BEGIN SOLUTION
    return "ace"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_linear", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_linear", choose_linear)

# %% [markdown]
# *To think about.* The cell above has two layers without an activation, from 3 numbers to 5 and on to 2. How many
# parameters do they have, and how many has the one layer that does the same?
#
# <details><summary>Answer</summary>
#
# $5\cdot3 + 5 = 20$ and $2\cdot5 + 2 = 12$, together 32. The one layer has $2\cdot3 + 2 = 8$. More parameters are not
# more functions.
#
# </details>

# %% [markdown]
# ## 2.5 What goes in and what comes out
#
# **A net takes numbers. What if an input is a word?** And its last layer gives any numbers. What if we want a class, or
# a probability?
#
# **Inputs.** Three kinds, with the examples of a lecture:
#
# | kind | example | encoding |
# |---|---|---|
# | *nominal*: names without order | a base of DNA: A, C, G or T | **one-hot**: one entry a name, a single 1 |
# | *ordinal*: levels with an order | small, medium, large | **thermometer**: one entry a level, a 1 for each level reached |
# | *real*: a measurement | precipitation, 0.68 | one entry; first subtract the mean and divide by the spread (the standard deviation) |
#
# | A | C | G | T | | small | medium | large |
# |---|---|---|---|---|---|---|---|
# | 1 0 0 0 | 0 1 0 0 | 0 0 1 0 | 0 0 0 1 | | 1 0 0 | 1 1 0 | 1 1 1 |
#
# **Why not A = 0, C = 1, G = 2, T = 3?** Then one unit would see one number, and fire on one side of a threshold. It
# could fire on {A, C} and not on {A, G}, though the names have no order. With one-hot rows the weight of each base is
# its own number, so any set of bases can be had. The cell tries all sixteen sets.

# %%
codes = {"one number": np.arange(4.0)[:, None], "one-hot": one_hot(np.arange(4), 4)}
for name, rows_ in codes.items():
    sets = [2.0 * np.array([k >> i & 1 for i in range(4)]) - 1 for k in range(16)]
    can = sum(separable(with_bias(rows_), signs) for signs in sets)
    print(f"{name:10}: one unit can fire on {can:2d} of 16 sets of bases")

# %% [markdown]
# **Why a thermometer for levels?** Count in how many entries two rows differ. One-hot rows of any two levels differ in
# two: small is as far from medium as from large. Thermometers differ in as many places as the levels are apart. And
# the weight of the second entry is what "at least medium" adds. The first entry is always 1: it does what a bias does.

# %%
levels = np.arange(3)
for name, rows_ in (("one-hot", one_hot(levels, 3)), ("thermometer", thermometer(levels, 3))):
    apart = np.abs(rows_[:, None, :] - rows_[None, :, :]).sum(axis=2).astype(int)
    pairs = {"small–medium": apart[0, 1], "medium–large": apart[1, 2], "small–large": apart[0, 2]}
    print(f"{name:11}", *(f" {pair} {places}" for pair, places in pairs.items()))

# %% [markdown]
# **Measurements** should be of similar size: training begins with weights of similar size, and then the largest
# measurement rules the sum. The mean and the spread that scale them are those of the *training* rows, and stay as they
# are for rows that come later: a row must not be encoded differently because of its company.
#
# ### Exercise: `encode(bases, sizes, rain, mean, spread)`
#
# Return the inputs `X` of shape (n, 8), in this order of columns:
#
# - four for the base, one-hot. `bases` (n,) holds 0, 1, 2, 3 for A, C, G, T;
# - three for the size, as a thermometer. `sizes` (n,) holds 0, 1, 2 for small, medium, large;
# - one for the rain: `rain` (n,), less `mean`, divided by `spread`. Both are numbers, taken from the training rows.
#
# *Try first:* base 2, size 1, rain 0.68 with mean 0.5 and spread 0.2 gives `[0, 0, 1, 0, 1, 1, 0, 0.9]`.

# %% nbgrader={"grade": false, "grade_id": "encode_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def encode(bases, sizes, rain, mean, spread):
    """The rows (n, 8): base one-hot, size as a thermometer, rain scaled.

    bases (n,) of 0..3, sizes (n,) of 0..2, rain (n,); mean and spread are numbers.
    """
    ### BEGIN SOLUTION
    base = np.eye(4)[bases]
    size = (sizes[:, None] >= np.arange(3)).astype(float)
    scaled = (rain[:, None] - mean) / spread
    return np.hstack([base, size, scaled])
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "encode", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("encode", encode)

# %% [markdown]
# **Outputs.** What is done with the scores of the last layer depends on the question. With $h$ of shape $(m,)$ for the
# last hidden layer:
#
# | question | output | shape | range |
# |---|---|---|---|
# | one number | $w^\top h + b$ | one number | any |
# | several numbers | $Wh + b$ | $(k,)$ | any |
# | yes or no | $\sigma(w^\top h + b)$ | one number | between 0 and 1 |
# | one of $k$ classes | $\mathrm{softmax}(Wh + b)$ | $(k,)$ | positive, sum 1 |
#
# The last two are logistic regression and its form for many classes, with $h$ in the place of the inputs. Lesson 03
# derives them. The softmax of scores $z$ is $p_j = e^{z_j}/\sum_i e^{z_i}$.
#
# > *On spelling.* One source writes $W^\top h$ here, with weights $w_{ij}$ that lead from unit $i$ to unit $j$. Its $W$
# > has a *column* a unit. Ours has a *row* a unit, and $Wh$, as three other sources have it. Same net, transposed
# > matrix. Check the shapes before you copy a formula.
#
# **By hand.** A net is shown a picture and has four classes: rooster, cat, dog, donkey. Its scores are 2, 1, 0, −1. The
# powers are 7.389, 2.718, 1, 0.368, together 11.475. The probabilities are 0.644, 0.237, 0.087, 0.032.

# %%
scores = np.array([2.0, 1.0, 0.0, -1.0])
probabilities = np.exp(scores) / np.exp(scores).sum()
print("powers", np.exp(scores), " sum", f"{np.exp(scores).sum():.4g}", " probabilities", probabilities)
figure = outputs.draw(("rooster", "cat", "dog", "donkey"), scores, probabilities)

# %% [markdown]
# *To think about.* Add 5 to all four scores. What happens to the probabilities? And if all scores are doubled?
#
# <details><summary>Answer</summary>
#
# Adding the same number changes nothing: $e^5$ stands above and below the line. Doubling squares the powers, so the
# largest gains: 0.865, 0.117, 0.016, 0.002.
#
# </details>

# %% [markdown]
# ## 2.6 Counting parameters
#
# **How many numbers does a net learn?** Between a layer of $n_{j-1}$ numbers and one of $n_j$ units there is one weight
# for each pair, $n_j \cdot n_{j-1}$ in all: the entries of $W^{(j)}$. Each unit has one bias. So a net of sizes
# $n_0, n_1, \dots, n_L$, inputs first, has
#
# $$\sum_{j=1}^L n_j\,n_{j-1} \text{ connections}, \qquad \text{and with biases} \qquad
# \sum_{j=1}^L \big(n_j\,n_{j-1} + n_j\big) \text{ parameters.}$$
#
# Inputs have no biases. They are numbers that come in, not units.
#
# **By hand.** Sizes 2, 3, 1: $3\cdot2 + 1\cdot3 = 9$ connections, and $9 + 3 + 1 = 13$ parameters.
#
# **Read this quiz question closely.** A slide asks whether a "3-layers" net with 5 neurons in the input and hidden
# representations and 1 neuron in the output has 55 connections. The answer key says yes.
#
# ### Exercise: `count_parameters(sizes, biases)`
#
# **The slide says 55 connections.** Return how many numbers a fully connected net learns, one whole number. `sizes` is an
# array of whole numbers, inputs first. `biases` is `True` if the units have biases, else `False`. Then find out with your
# function which nets the slide may mean.
#
# *Try first:* `sizes = [2, 3, 1]` gives 9 without biases and 13 with them.

# %% nbgrader={"grade": false, "grade_id": "count_parameters_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(sizes, biases):
    """How many parameters a fully connected net of these sizes has, inputs first; one whole number."""
    ### BEGIN SOLUTION
    total = 0
    for j in range(1, len(sizes)):
        total += int(sizes[j]) * (int(sizes[j - 1]) + bool(biases))
    return total
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "count_parameters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("count_parameters", count_parameters)

# %%
readings = {
    "three weight layers, no biases": ((5, 5, 5, 1), False),
    "the input counted as a layer": ((5, 5, 1), False),
    "three weight layers, with biases": ((5, 5, 5, 1), True),
}
for name, (shape, biased) in readings.items():
    count = parameter_count(shape) if biased else connection_count(shape)
    print(f"{name:33} sizes {str(shape):12} {count}")
if attempt(count_parameters, np.array([2, 3, 1]), False) is not None:
    cases = readings.values()
    print("yours:", *(attempt(count_parameters, np.array(shape), biased) for shape, biased in cases))

# %% [markdown]
# So 55 is right for three layers of weights and two hidden layers. Who counts the input as a layer, as many do, gets 30,
# and then the statement is false. Who counts biases gets 66. The quiz does not say which it means. (The answer key takes
# the first.)
#
# **The quiz's other statement** says: the more hidden units, the better the net predicts for new inputs. It is false, and
# that can be measured. Ten times, draw 12 points of a sine wave with noise. Fit nets with more and more tanh units, ten
# starts each, keep the one that fits the points best, and compare it with the true wave. Errors are root mean squares.

# %%
fine = np.linspace(-1, 1, 200)
print("hidden units   error on the points   error on the true wave   (medians of ten sets)")
true_errors = {}
for units in (1, 2, 3, 8):
    on_points, on_wave = [], []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        rows_, targets = curve(rng, "sine", 12, spread=0.2)
        nets = fit(rows_[:, 0], targets, units, 10, rng, steps=100)
        on_points.append(nets.rms[0])
        on_wave.append(np.sqrt(np.mean((nets(fine)[0] - TARGETS["sine"](fine)) ** 2)))
    true_errors[units] = np.array(on_wave)
    print(f"{units:12d}   {np.median(on_points):19.2f}   {np.median(on_wave):22.2f}")
worse = np.count_nonzero(true_errors[8] > true_errors[2])
print(f"8 units are worse on the true wave than 2 in {worse} of 10 sets")

# %% [markdown]
# The best fit to the given points never gets worse with more units, since a new unit can be given the weight 0. On the
# true wave there is a best number in the middle, here two. Lesson 09 is about this.
#
# **How many units, then?** There is no formula. A rule of thumb is the *geometric pyramid* (Masters, 1993): with $n$
# inputs and $m$ outputs, give one hidden layer $\sqrt{nm}$ units, so that the sizes $n, \sqrt{nm}, m$ shrink by the
# same factor. With two hidden layers the factor is $r = (n/m)^{1/3}$, and the layers have $m r^2$ and $m r$ units.

# %%
n_in, m_out = 64, 4
r = (n_in / m_out) ** (1 / 3)
print(f"64 inputs, 4 outputs. One hidden layer: {np.sqrt(n_in * m_out):.3g} units")
print(f"two hidden layers: {m_out * r**2:.3g} and {m_out * r:.3g} units, factor {r:.3g}")
print(f"nets with 1 to 3 hidden layers of 1 to 100 units each: {100 + 100**2 + 100**3:,}")

# %% [markdown]
# Take it as a first guess, no more. The number of layers, their sizes, and which units are connected at all are choices
# that nobody can search through: the last line counts how many nets there are of one modest kind. Try a few, and
# compare them on data that were not used for training.
#
# *To think about.* A net has sizes 784, 256, 10. Where are most of its parameters, and what would halve them?
#
# <details><summary>Answer</summary>
#
# In the first layer: $256\cdot784 = 200{,}704$ of $203{,}530$ in all. Half as many hidden units, or half as many inputs,
# would about halve the count. A second hidden layer of 256 units would add only 65,792.
#
# </details>

# %% [markdown]
# ## 2.7 Activations side by side
#
# **Which bend is best?** Above, each activation's value; below, its slope. The slope matters because training changes
# a weight in proportion to it. Where the slope is near 0, a unit learns next to nothing: it is *saturated*. The tint
# shows where.

# %%
figure = activation_plots.draw()

# %% [markdown]
# | activation | formula | range | largest slope | flat (slope below a tenth of that) |
# |---|---|---|---|---|
# | step | 1 if $z > 0$, else 0 | 0 and 1 | 0; none at the jump | everywhere else |
# | sign | −1, 0 or 1 | −1, 0 and 1 | 0; none at the jump | everywhere else |
# | sigmoid $\sigma$ | $1/(1 + e^{-z})$ | (0, 1) | ¼, at 0 | $\lvert z\rvert > 3.64$ |
# | tanh | $(e^z - e^{-z})/(e^z + e^{-z})$ | (−1, 1) | 1, at 0 | $\lvert z\rvert > 1.82$ |
# | ReLU | $\max(0, z)$ | 0 and up | 1 | $z \le 0$ |
#
# **tanh is a sigmoid in other units.** Multiply the fraction of $\tanh z$ above and below by $e^{-z}$:
#
# $$\tanh z = \frac{1 - e^{-2z}}{1 + e^{-2z}} = \frac{2 - (1 + e^{-2z})}{1 + e^{-2z}} = 2\,\sigma(2z) - 1 .$$
#
# So its values lie about 0, not about ½. It is *zero-centred*: the next layer gets inputs of both signs. And by the
# chain rule its slope at $z$ is $2\cdot2\,\sigma'(2z) = 4\,\sigma'(2z)$.
#
# **Is tanh flatter than the sigmoid?** One slide says that the sigmoid has the smaller gradient and tanh the larger
# saturation region. Both are true, and the formula says how they go together. The slope of tanh is the
# sigmoid's, four times as high and half as wide. It is flat from half the $|z|$ on. But in the middle, up to
# $|z| = 1.66$, it is steeper: at 0 the slope is 1 against ¼. The cell checks the identity and finds by differences where
# each slope has fallen to a tenth of its peak, and where the two slopes cross.

# %%
sigma = lambda z: 1 / (1 + np.exp(-z))
relu = lambda z: np.maximum(0, z)
z = np.array([-2.0, 0.3, 1.5])
print("tanh z:      ", np.tanh(z), "  slope:    ", (np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 2e-5)
print("2σ(2z) − 1:  ", 2 * sigma(2 * z) - 1, "  4σ'(2z):  ", 4 * sigma(2 * z) * (1 - sigma(2 * z)))
grid = np.linspace(0, 5, 500_001)
slopes = {}
for name, g in (("sigmoid", sigma), ("tanh", np.tanh)):
    slope = slopes[name] = (g(grid + 1e-5) - g(grid - 1e-5)) / 2e-5
    flat_from = grid[np.argmax(slope < slope.max() / 10)]
    print(f"{name:8} largest slope {slope.max():.3g}, a tenth of it at |z| = {flat_from:.3g}")
print(f"tanh is the steeper one up to |z| = {grid[np.argmax(slopes['tanh'] < slopes['sigmoid'])]:.3g}")

# %% [markdown]
# **Why not the step, which is so clear?** A slide says: because sign is not differentiable. But ReLU is not
# differentiable either, at 0, and trains well. There we *choose* a slope for the kink (0 in this course), and hardly
# any net input lands on it. The real obstacle is that step and sign have slope **zero everywhere else**. A
# small change of a weight changes nothing at all. The cell nudges each hidden weight of 200 random nets by a little and
# counts how many of the nudges move the output.

# %%
def share_that_moves(g, nets=200):
    moved = tried = 0
    for seed in range(nets):
        rng = np.random.default_rng(seed)
        v1, bias1, w2, x0 = *rng.standard_normal((3, 8)), rng.standard_normal()
        for k in range(8):
            nudged = v1.copy()
            nudged[k] += 1e-6
            moved += w2 @ g(nudged * x0 + bias1) != w2 @ g(v1 * x0 + bias1)
            tried += 1
    return moved / tried


for name, g in (("step", gates.step), ("sign", np.sign), ("ReLU", relu), ("sigmoid", sigma)):
    print(f"{name:8} {100 * share_that_moves(g):5.1f} % of the nudges move the output")

# %% [markdown]
# **ReLU** is cheap, and its slope is 1 wherever it is on, however large $z$ is. Its price is in the same cell: units
# that are off do not move. A unit that is off for *every* example gets no signal, and its own weights stay as they
# are: it is *dead*, as long as its inputs do not change. How easily does that happen? Draw 1,000 units with ten random
# inputs, let them see 50 random examples, and lower their bias.

# %%
rng = np.random.default_rng(5)
seen = rng.standard_normal((50, 10))
units = rng.standard_normal((1000, 10)) / np.sqrt(10)
for bias in (0.0, -1.0, -2.0, -3.0):
    dead = ((seen @ units.T + bias) <= 0).all(axis=0).mean()
    print(f"bias {bias:4.1f}: {100 * dead:5.1f} % of the units are off on all 50 examples")

# %% [markdown]
# One large step in training can lower a bias that far. In practice ReLU is the usual choice for hidden layers all the same.
#
# **The lab.** Move the net input and read value and slope. Aim: a net input at which ReLU's slope is 0 and the
# sigmoid's is larger than that of tanh.

# %%
activation_lab.lab()

# %% [markdown]
# *To think about.* A hidden unit computes $\tanh(0.01\,x)$ for $x$ between −1 and 1. What does it add to the net?
#
# <details><summary>Answer</summary>
#
# Next to nothing but a straight line: near 0, $\tanh z$ is $z$ to within a third of $|z|^3$. A tanh bends only where its
# net inputs are of order 1. That is one reason why inputs are scaled. (ReLU bends at 0, at any scale.)
#
# </details>

# %% [markdown]
# ## 2.8 Deep or wide
#
# **Is it better to add units to a layer, or to add layers?** Both nets below have nine hidden units.

# %%
wider = net.plain((3, 9, 1), layers=("input", "9 hidden units", "output"))
deeper = net.plain((3, 3, 3, 3, 1), layers=("input", "3", "3", "3", "output"))
figure = net.draw({"wider": wider, "deeper": deeper}, widths=(1, 1.4))

# %% [markdown]
# **Statement.** On one input, a hidden layer of $m$ ReLU units gives at most $m + 1$ straight pieces. A net of $k$
# hidden layers with two ReLU units each can give $2^k$ of them on $[0, 1]$.
#
# **Derivation, wide.** The net $\sum_i w_i\max(0, v_ix + b_i) + c$ changes its slope only where some unit switches on
# or off. Each unit does so at one point, $x = -b_i/v_i$, or nowhere if $v_i = 0$. So $m$ units give at most $m$ kinks,
# and $m$ kinks cut the line into $m + 1$ pieces.
#
# **Derivation, deep.** Two units make a *tent* on $[0, 1]$:
#
# $$t(x) = 2\max(0, x) - 4\max(0, x - \tfrac12).$$
#
# Up to ½ only the first unit is on: $t(x) = 2x$. From ½ on both are: $2x - 4x + 2 = 2 - 2x$. So $t$ climbs
# from 0 to 1 and falls back to 0. It *folds* the interval in the middle and stretches it to its old length. Feed the result to
# the same two units again. While $t(x)$ goes up from 0 to 1, $t(t(x))$ draws a whole tent, and another while $t(x)$ goes
# down. Each fold doubles the pieces: $2, 4, 8, \dots, 2^k$. $\square$
#
# **By hand.** $t(0.25) = 0.5$ and $t(0.5) = 1$: after two folds 0.25 is at the top. $t(0.75) = 1.5 - 1 = 0.5$, so 0.75
# is at the top as well.

# %%
tent = lambda x: 2 * np.maximum(0, x) - 4 * np.maximum(0, x - 0.5)
line = np.linspace(0, 1, 2**13 + 1)


def straight_pieces(values):
    """Straight pieces of a curve given on `line`: slopes that differ from the one before, and one."""
    slopes = np.diff(values)
    return 1 + np.count_nonzero(np.abs(np.diff(slopes)) > 1e-9)


folded = [line]
for _ in range(8):
    folded.append(tent(folded[-1]))
deep = [straight_pieces(values) for values in folded[1:]]
print("layers of two units:  ", *(f"{k:4d}" for k in range(1, 9)))
print("straight pieces:      ", *(f"{count:4d}" for count in deep))
figure = sawtooth.draw(line, folded[1:5])

# %% [markdown]
# For the wide net the bound is a theorem. Here is a look at it all the same: 200 random nets with 16 hidden units in one
# layer, the same number as eight folds have.

# %%
most = 0
for seed in range(200):
    rng = np.random.default_rng(seed)
    v_, w_ = rng.standard_normal((2, 16))
    kink = rng.integers(1, 2**13, size=16) / 2**13
    wide = np.maximum(0, v_ * (line[:, None] - kink)) @ w_
    most = max(most, straight_pieces(wide))
print(f"16 units in one layer: at most {most} pieces in 200 nets, bound {16 + 1}")
print(f"16 units in eight layers: {deep[-1]} pieces")
print(f"to match that with one layer takes {deep[-1] - 1} units")
counts = 2 * np.arange(1, 9)
grown = {"two units a layer, deep": (counts, deep), "all in one layer, at most": (counts, counts + 1)}
figure = sawtooth.pieces(grown)

# %% [markdown]
# Telgarsky (2016) made this into a theorem. There are nets of about $k^3$ layers, with few units in each, that no net
# of about $k$ layers comes near unless it has about $2^k$ units. Eldan and Shamir (2016) have one for many inputs:
# there is a function of $d$ inputs that a net of depth 3 approximates well with a modest number of units, while a net
# of depth 2 that comes as near needs exponentially many in $d$. These say that *some* functions want depth. They do
# not say that yours does. Parity was no such case: with step units one hidden layer of $d$ units was enough.
#
# **The price.** Deeper nets are harder to train. One reason can be measured now. What an early layer does reaches the
# output through all later ones, and each multiplies by its weights and slopes. The sigmoid's slopes are ¼ at most. The
# cell nudges one input of random nets, ten units a layer, and measures how far the last layer moves.

# %%
def movement(g, depth, seed, scale=1.0):
    """How far the last of ``depth`` layers moves, per unit of a small change of one input."""
    rng = np.random.default_rng(seed)
    layers = [scale * rng.standard_normal((10, 10)) / np.sqrt(10) for _ in range(depth)]
    ends = rng.standard_normal(10) + 1e-4 * np.eye(10)[0] * np.array([[1.0], [-1.0]])
    for W in layers:
        ends = g(ends @ W.T)
    return np.linalg.norm(ends[0] - ends[1]) / 2e-4


print("depth            ", *(f"{depth:8d}" for depth in (1, 2, 4, 8)), "  (medians of 100 nets)")
for name, g, scale in (("sigmoid", sigma, 1), ("tanh", np.tanh, 1), ("ReLU", relu, 1), ("ReLU, weights·√2", relu, 2**0.5)):
    medians = [np.median([movement(g, depth, seed, scale) for seed in range(100)]) for depth in (1, 2, 4, 8)]
    print(f"{name:17}", *(f"{median:8.2g}" for median in medians))

# %% [markdown]
# This is the *vanishing gradient*. ReLU has slope 1 where it is on, and loses ground all the same: about half of each
# layer is off. Weights $\sqrt2$ times as large make up for much of that. Lesson 08 shows what helps: the size of the
# starting weights, ReLU, and layers that add to their input rather than replace it.
#
# *To think about.* The tent's weight 4 is a little wrong, say 3.9, in every layer. How far off is the curve after one
# fold, after two, after five?
#
# <details><summary>Answer</summary>
#
# After one fold it is off by 0.05, at $x = 1$. Each further fold stretches by 2 what it gets, the error as well: 0.1,
# 0.2, 0.4, and after five folds 0.8. From then on the two curves have little to do with each other. Such exact towers
# are delicate, and that is one more reason why training does not find them easily.
#
# </details>

# %% [markdown]
# ## 2.9 Four curves, three hidden units
#
# **What can three units do?** A famous figure (Bishop 2006, figure 5.3) shows four curves, each fitted by a net with one
# input, three tanh hidden units and a linear output. Fifty points lie uniformly on $(-1, 1)$. Here it is rebuilt. The
# dashed lines are the hidden units' outputs, and the net is a weighted sum of them:
#
# $$f(x) = w_0 + \sum_{i=1}^{3} w_i\tanh(v_ix + b_i).$$
#
# That is ten parameters: three $v$, three $b$, and four $w$. The vector that holds them all is called $\theta$ (a scan
# of the slide reads "heta"). How the fit is found is for later. Here it is done by the method of Levenberg and
# Marquardt, from 100 random starts for each curve, and the best of them is drawn. The book's caption names $\sin x$ for
# the second curve, which is nearly straight on $(-1, 1)$; here it is $\sin \pi x$, a whole wave.

# %%
starts = 100
fits = {}
for name in TARGETS:
    rows_, targets = curve(np.random.default_rng(0), name, 50)
    for units in (1, 2, 3):
        fits[name, units] = fit(rows_[:, 0], targets, units, starts, np.random.default_rng(units))
titles = {"square": "$x^2$", "sine": r"$\sin\,\pi x$", "absolute": "$|x|$"}
titles |= {"heaviside": "Heaviside: $x > 0$"}
figure = curves.draw({titles[name]: curve_lab.panel(fits[name, 3], name) for name in TARGETS})

# %% [markdown]
# > **On the slides** the units for the sine and for $|x|$ are called *logistic*, and the fourth panel is missing. The
# > book's caption says tanh for all four. One can see it in the picture: a logistic unit's output lies between 0 and 1,
# > so a dashed line that goes below 0 cannot be one.
#
# Does it matter for what the net can do? No: by section 2.7, $w\tanh(vx + b) = 2w\,\sigma(2vx + 2b) - w$. Every tanh net
# is a logistic net with other numbers. The cell converts the fitted sine:

# %%
best = fits["sine", 3]
probe = np.array([-0.7, 0.1, 0.6])
doubled = sigma(2 * np.outer(probe, best.v[0]) + 2 * best.b[0])
logistic = doubled @ (2 * best.w[0]) + best.c[0] - best.w[0].sum()
print("tanh net:     ", best(probe)[0])
print("logistic net: ", logistic)
print("sin πx:       ", np.sin(np.pi * probe))
print("smallest value of a dashed line:", f"{best.hidden(fine)[0].min():.3g}")

# %% [markdown]
# **One good fit proves little.** How many of the 100 starts end well? The figure shows every one of them, for one, two and
# three hidden units, the best on the left of each column. "Good" shall mean: a root mean squared error below 0.02 on the
# points. (Errors below 0.00001 are drawn there.)

# %%
print("starts of 100 that end below 0.02:   1 unit   2 units   3 units   best with 3 units")
for name in TARGETS:
    good = [int((fits[name, units].rms < 0.02).sum()) for units in (1, 2, 3)]
    lowest = fits[name, 3].rms[0]
    print(f"  {name:33}", *(f"{count:8d}" for count in good), "  ", "under 0.0001" if lowest < 1e-4 else f"{lowest:12.1g}")
errors = {titles[name]: {str(units): fits[name, units].rms for units in (1, 2, 3)} for name in TARGETS}
figure = curves.ends(errors, good=0.02, ylabel="root mean squared error")

# %% [markdown]
# Read it with care. The wave needs two units at least, since one tanh only rises or only falls. The Heaviside step is hit
# by one, since a steep tanh is all but a step. For $|x|$ and three units, more than half of these starts stop at an error
# just above the line, and some find a net that is better by half: the weights were there for all of them, and the method
# did not find them from everywhere.
#
# **The lab.** Choose curve, units, activation and start. Aim: as few ReLU units as you can that hit the sine's points
# to 0.05 (root mean squared error); try several starts. Then look at a good net *outside* $(-1, 1)$.

# %%
curve_lab.lab()

# %% [markdown]
# *To think about.* The points of the Heaviside curve are hit to many digits. Is the net then close to the step
# everywhere?
#
# <details><summary>Answer</summary>
#
# No. The net is continuous, and the step jumps from 0 to 1 at 0. On its way up the net passes ½, and at that place it is ½
# away from both sides. There was no point just there to notice. Section 2.11 comes back to this.
#
# </details>

# %% [markdown]
# ## 2.10 Bumps from steps
#
# **Can we *write down* weights that follow a given curve, without any fitting?** Take one sigmoid unit,
# $\sigma(wx + b)$, with a large weight $w$. It is almost a step. Where? At the place $a$ where its net input is 0:
# $wa + b = 0$, so $a = -b/w$. Turned round: **for a step at $a$ take $b = -wa$.**
#
# Two such units with output weights $+1$ and $-1$ make a *bump*: up at the first place, down at the second.

# %%
along = np.linspace(0, 1, 401)
steep = 100.0
up, down = sigma(steep * along - steep * 0.4), -sigma(steep * along - steep * 0.6)
bump = up + down
print(f"the bump at 0.5: {bump[200]:.4g}, at its edge 0.4: {bump[160]:.4g}, at 0.2: {bump[80]:.4g}")
both = {"step at 0.4": up, "minus step at 0.6": down}
figure = bump_plots.draw(along, both, bump, title="two units, one bump")

# %% [markdown]
# Note what happens *at* an edge: $\sigma(0) = ½$, so the bump is half as high there. Inside and outside it is 1 and 0 as
# closely as you like, if $w$ is large.
#
# **Statement.** Let $f$ be a function on $[0, 1]$ whose slope is nowhere larger than $S$ in size. Cut $[0, 1]$ into $N$
# equal cells, and let $\hat f$ be, in each cell, the value of $f$ at its middle. Then $|\hat f(x) - f(x)| \le S/(2N)$ for
# every $x$ in $[0, 1]$. Such a *staircase* is a sum of bumps, one a cell.
#
# **Derivation.** A cell has width $1/N$, so every point of it is within $1/(2N)$ of its middle. From the middle to
# the point $f$ changes by at most $S$ times that distance. $\square$ For any $\varepsilon > 0$ choose
# $N \ge S/(2\varepsilon)$, and the staircase stays within $\varepsilon$.
#
# With sigmoids for the steps, $\hat f$ climbs at an edge from one height to the next instead of jumping. At the edge
# both heights are within $S/(2N)$ of the curve, and so is every number between them. If the climb is short, this adds
# little.
#
# **By numbers.** The curve is $f(x) = \sin(2\pi x) + x$, with $S = 2\pi + 1 = 7.28$. The steepness grows with the number
# of cells, so that each step stays narrow against its cell.

# %%
wave = lambda x: np.sin(2 * np.pi * x) + x
S = 2 * np.pi + 1


def staircase(x, cells, narrow=40):
    """A bump a cell, as high as the curve at the cell's middle; the outer edges lie beyond [0, 1]."""
    edges = np.linspace(0, 1, cells + 1)
    tops = wave(edges[:-1] + 0.5 / cells)
    edges[[0, -1]] = -1.0, 2.0
    rise = [sigma(np.clip(narrow * cells * (x - a), -500, 500)) for a in edges]
    return sum(top * (left - right) for top, (left, right) in zip(tops, pairwise(rise)))


print("cells   hidden units   largest error   S / 2N")
shown = {}
for cells in (5, 10, 20, 40, 80):
    values = staircase(along, cells)
    off = np.abs(values - wave(along)).max()
    print(f"{cells:5d}   {2 * cells:12d}   {off:13.3f}   {S / (2 * cells):6.3f}")
    if cells in (5, 10, 20):
        shown[f"{cells} bumps"] = values
figure = bump_plots.against(along, wave(along), shown)

# %% [markdown]
# The largest error halves as the number of cells doubles, as the bound does.
#
# **One step can serve two bumps.** Where one bump ends the next begins, at the same edge. Down by the first height and up
# by the second is one step by the *difference*. So $N$ cells need only $N - 1$ hidden units, one for each inner edge, and
# the height of the first cell is the output's bias.
#
# **The lab.** Five bumps over $[0, 1]$, a slider for each height and one for the steepness. The score is the largest
# error. Aim: below 0.15. Hint: the steepest bumps are not the best. (Bumps with a score are an idea of Nielsen, 2015.)

# %%
bump_lab.lab()

# %% [markdown]
# ### Exercise: `bump_weights(x, y, eps, most)`
#
# A curve is given by its values `y` (m,) at equally spaced points `x` (m,), from `x[0]` to `x[-1]`. The interval need not be
# [0, 1]. Return `(w, b, v, c)` of a net with one hidden layer of sigmoids,
#
# $$\hat f(x) = \sum_{k} v_k\,\sigma(w_kx + b_k) + c,$$
#
# that is within `eps` of the curve at *every* given point. `w`, `b`, `v` have one entry a hidden unit, (h,); `c` is one
# number. There may be at most `most` hidden units.
#
# Asked for is `eps = 0.1` with `most = 100`, for curves whose largest slope, times the width of the interval, is at most 8.
#
# *Try first:* the net `w = [100], b = [-50], v = [1], c = 0` is 0.0067 at $x = 0.45$, 0.5 at $x = 0.5$ and 0.9933 at
# $x = 0.55$. `np.interp` gives the curve's value between the points.

# %% nbgrader={"grade": false, "grade_id": "bump_weights_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bump_weights(x, y, eps, most):
    """(w, b, v, c) of a net of sigmoids that is within eps of the curve y (m,) at the points x (m,).

    w, b, v (h,) with h at most most; c one number.
    """
    ### BEGIN SOLUTION
    cuts = np.linspace(x[0], x[-1], most + 1)
    heights = np.interp((cuts[:-1] + cuts[1:]) / 2, x, y)
    w = np.full(most - 1, 30 * most / (x[-1] - x[0]))
    return w, -w * cuts[1:-1], np.diff(heights), heights[0]
    ### END SOLUTION

# %%
curve_y = wave(along)
mine = attempt(bump_weights, along, curve_y, 0.1, 100)
if isinstance(mine, tuple) and len(mine) == 4:
    w_h, b_h, v_h, c_h = mine
    yours = attempt(lambda: sigma(np.clip(np.outer(along, w_h) + b_h, -500, 500)) @ v_h + c_h)
    if yours is not None and np.shape(yours) == along.shape:
        figure = bump_plots.against(along, curve_y, {"your net": yours})

# %% nbgrader={"grade": true, "grade_id": "bump_weights", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("bump_weights", bump_weights)

# %% [markdown]
# *To think about.* A function of two inputs can be built from towers over the cells of a square grid. With cells of width
# 0.1, how many towers are there for 2 inputs, and how many for 10?
#
# <details><summary>Answer</summary>
#
# $10^2 = 100$ and $10^{10}$, ten thousand million. That is the catch, and the next section's subject.
#
# </details>

# %% [markdown]
# ## 2.11 What the theorem says
#
# **Is a net with one hidden layer enough for everything?** What you built is a case of a theorem.
#
# **Universal approximation** (Cybenko 1989 for sigmoids, Hornik 1991 for bounded activations, Leshno and others 1993 in this
# form). Let $K$ be a closed and bounded set of $\mathbb{R}^d$, let $F$ be a *continuous* function on $K$, and let $g$ be a
# continuous activation that is *not a polynomial*. Then for every $\varepsilon > 0$ there are a number $N$ and weights such
# that
#
# $$\hat F(x) = \sum_{i=1}^N w_i\,g(v_i^\top x + b_i) \quad\text{satisfies}\quad
# |\hat F(x) - F(x)| < \varepsilon \;\text{ for all } x \in K .$$
#
# > **On the slides.** One gives the inequality without "for all $x \in K$"; that is the point of it, since one net must
# > do for the whole set at once. It calls the condition on $g$ mild without naming it: not a polynomial. An
# > earlier one speaks of approximating *any* function, and another lecture of *any smooth predictive association*.
# > Read both as: any continuous function, on a closed and bounded set.
#
# Each condition is there for a reason. Each can be tried out.
#
# **Not a polynomial.** Take $g(z) = z^2$. Then $(vx + b)^2 = v^2x^2 + 2vbx + b^2$: any sum of such units is a
# quadratic, which has three coefficients, however many units there are.

# %%
abs_y = np.abs(fine)
for name, power in (("z²", lambda z: z**2), ("tanh", np.tanh)):
    for units in (3, 30):
        rng = np.random.default_rng(6)
        hidden = power(3 * (np.outer(fine, rng.standard_normal(units)) + rng.standard_normal(units)))
        design = np.column_stack([hidden, np.ones_like(fine)])
        off = design @ np.linalg.lstsq(design, abs_y, rcond=1e-10)[0] - abs_y
        error = np.sqrt(np.mean(off**2))
        print(f"{name:5} {units:3d} units, best fit to |x|: root mean squared error {error:.2g}")
quadratic = np.polyval(np.polyfit(fine, abs_y, 2), fine)
print(f"best quadratic:                              {np.sqrt(np.mean((quadratic - abs_y) ** 2)):.2g}")

# %% [markdown]
# (The hidden weights here are random, and only the output layer is fitted.)
#
# **Closed and bounded; continuous.** Take two of the nets from section 2.9. Ask the sine's far outside the interval on
# which it was fitted: every tanh is flat there, so the net is constant, and the sine is not. And ask the Heaviside net
# very close to the jump: one side is 0, the other 1, and a continuous net must be ½ or more away from one of them.
# (*Closed* matters too: on $0 < x \le 1$ the function $1/x$ is continuous and grows beyond every net.)

# %%
far = np.array([1.0, 1.5, 5.0, 50.0])
print("x:             ", *(f"{value:g}" for value in far))
print("net for sin πx:", *(f"{value:.2g}" for value in fits["sine", 3](far)[0].round(3) + 0.0))
print("sin πx:        ", *(f"{value:.2g}" for value in np.sin(np.pi * far).round(3) + 0.0))
print("Heaviside, largest error on a grid around 0, the best start of each number of units:")
close = np.linspace(-0.05, 0.05, 100_001)
for units in (1, 2, 3):
    worst = np.abs(fits["heaviside", units](close)[0] - TARGETS["heaviside"](close)).max()
    on_the_points = fits["heaviside", units].rms[0] < 1e-5
    print(f"  {units} units: {worst:.1f}; on the 50 points below 0.00001: {on_the_points}")

# %% [markdown]
# **What the theorem does not say.**
#
# - *How many units.* Cells of width 0.1 are $10^d$ in number. That is only our construction; but there are functions on
#   which every net with one hidden layer grows exponentially (Eldan and Shamir, section 2.8). A slide says that $N$ *needs* to
#   be exponential. That is the worst case. A function of the sum of the inputs, $F(x) = f(x_1 + \dots + x_d)$, needs no more
#   units than $f$ does: let every unit see the sum.
# - *How to find the weights.* They exist. Section 2.9 showed starts from which a good method did not find them, with ten
#   parameters and no noise.
# - *Anything about new data.* It speaks of a function that is known on all of $K$. Section 2.6 had 12 noisy points, and
#   there more units were worse.
# - *Why nets work in practice.* Polynomials have such a theorem as well (Weierstrass, 1885), and so do look-up tables. One
#   lecture says openly that nobody quite knows why nets do so well.
# - *That one hidden layer is the best choice.* Section 2.8 had functions that a deep net writes far more briefly. To go wider
#   is what the theorem does; to go deeper is what people do.
#
# ### In your own words
#
# A friend says: "By the universal approximation theorem a net with one hidden layer can learn
# anything. So it makes no sense to think about depth, about data, or about training." Answer in five to ten sentences. Name
# at least four things that the theorem does not say or that it assumes, each with a reason or an example. This answer is
# read by a person and worth 4 points.

# %% [markdown] nbgrader={"grade": true, "grade_id": "explain_universal", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# ### BEGIN SOLUTION
# The theorem says that good weights *exist*. It does not say that training finds them: from some starts a fit of ten
# parameters already ends in a worse place. It does not bound the number of units by anything useful: a grid of bumps over
# $d$ inputs has exponentially many cells, so the net may be too large to store. Depth can help here, since there are
# functions, the folded tent for one, that a deep net writes with far fewer units. It holds for a continuous function on a
# closed and bounded set only: outside that set the net may do anything, and at a jump the largest error stays ½ or more. The
# activation must not be a polynomial. And it is about a function that is known everywhere, not about learning from
# examples: from a few noisy points a larger net may do worse on new ones.
#
# ### RUBRIC
# - 1 point: weights exist, but the theorem does not say how to find them, or that training does.
# - 1 point: the number of units is not bounded; it may grow exponentially with the inputs, and depth may save units.
# - 1 point: names a condition and what goes wrong without it: continuous, closed and bounded, or not a polynomial.
# - 1 point: says that nothing is promised for new data learnt from few or noisy examples.
# ### END SOLUTION

# %% [markdown]
# ## Summary
#
# | thing | what holds | note |
# |---|---|---|
# | feature map | $f(x) = w^\top\phi(x) + b$ | linear in the features |
# | hidden layer | $h = g(Wx + b)$ | learned features; folds the plane |
# | XNOR, XOR | three units | none of them alone |
# | any truth table | a detector a row, then OR | up to $2^{d-1}$ units; parity: $d$ counters do |
# | no activation | layers collapse to one | $W^{(2)}W^{(1)}x + W^{(2)}b^{(1)} + b^{(2)}$ |
# | batch | $g(XW^\top + b)$ | $X$ (n, in), $W$ (out, in) |
# | inputs | one-hot, thermometer, scaled | scale with the training rows' numbers |
# | outputs | linear, sigmoid, softmax | by the question |
# | parameters | $\sum_j (n_jn_{j-1} + n_j)$ | "layers" needs a definition |
# | tanh | $2\sigma(2z) - 1$ | peak slope 1 against ¼, flat from half the $\lvert z\rvert$ |
# | step, sign | slope 0 nearly everywhere | that is why they cannot be trained by descent |
# | depth | $2^k$ pieces from $2k$ ReLU units | one layer: $m + 1$ from $m$ |
# | staircase | error at most $S/(2N)$ | $N - 1$ steep sigmoids |
# | the theorem | continuous, closed and bounded, not a polynomial | weights exist; no more |
#
# **Next:** lesson 03 asks how wrong a net is, and gives the answer a number.
#
# ## Slips on the slides
#
# Most stand where they matter:
#
# - The proof for XNOR (Linzen) starts from a negative threshold. It may be 0 too. Section 2.2.
# - The table of the net for XNOR (Linzen) has its column titles out of order, and no weights. Section 2.2.
# - The Boolean formula (Xiu) lacks a pair of brackets, and one unit computes it. Section 2.3.
# - $Wx$ is drawn with the input stacked $k$ times (scribed notes). It is one vector. Section 2.4.
# - What a "layer" is differs within one deck (Diakonikolas), and the 55 connections of its quiz are 30 or 66 in other
#   readings. Sections 2.4 and 2.6.
# - The bias of the first layer lacks its superscript, and the two-layer net has biases on one slide and none on another
#   (Linzen). Section 2.4.
# - $W^\top h$ (Diakonikolas) and $Wx$ (the others) are two layouts of one matrix. Section 2.5.
# - tanh is said to have the larger saturation region (Xiu): yes, and four times the slope in the middle. Section 2.7.
# - Sign is rejected as not differentiable (Linzen). Neither is ReLU at 0. The zero slope is the reason. Section 2.7.
# - The second author of the paper on depth is *Shamir* (Xiu has another spelling).
# - The figure's units are tanh throughout, and it has four panels, not three (Linzen). Section 2.9.
# - The theorem lacks "for all $x$" and its condition on $g$ (Linzen). "Any function" (Linzen) and "any smooth association"
#   (Xiu) say too much, and "exponential" is the worst case. Section 2.11.
#
# ## References
#
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006, section 5.1 and figure 5.3.
# - G. Cybenko, "Approximation by superpositions of a sigmoidal function", *Mathematics of Control, Signals and Systems* 2,
#   303–314, 1989.
# - R. Eldan and O. Shamir, "The power of depth for feedforward neural networks", *Conference on Learning Theory*, PMLR 49,
#   907–940, 2016.
# - K. Hornik, "Approximation capabilities of multilayer feedforward networks", *Neural Networks* 4, 251–257, 1991.
# - M. Leshno, V. Y. Lin, A. Pinkus, S. Schocken, "Multilayer feedforward networks with a nonpolynomial activation function
#   can approximate any function", *Neural Networks* 6, 861–867, 1993.
# - K. Levenberg, "A method for the solution of certain non-linear problems in least squares", *Quarterly of Applied
#   Mathematics* 2, 164–168, 1944; D. W. Marquardt, "An algorithm for least-squares estimation of nonlinear parameters",
#   *Journal of the Society for Industrial and Applied Mathematics* 11, 431–441, 1963.
# - T. Masters, *Practical Neural Network Recipes in C++*, Academic Press, 1993.
# - M. A. Nielsen, *Neural Networks and Deep Learning*, Determination Press, 2015, chapter 4 (curves from steps).
# - M. Telgarsky, "Benefits of depth in neural networks", *Conference on Learning Theory*, PMLR 49, 1517–1539, 2016.
# - K. Weierstrass, "Über die analytische Darstellbarkeit sogenannter willkürlicher Functionen einer reellen
#   Veränderlichen", *Sitzungsberichte der Akademie zu Berlin*, 633–639 and 789–805, 1885.
# - Lectures whose slides are quoted: D. Xiu, BUSN 20800, University of Chicago, lecture 7; I. Diakonikolas, CS 760,
#   University of Wisconsin-Madison, 2022; T. Linzen, after D. Rosenberg, DS-GA 1003, New York University, lecture 12; scribed
#   notes on neural networks and gradient descent.
