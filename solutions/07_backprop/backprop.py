# %% [markdown]
# # 7. Backpropagation
#
# A network is a long formula with many parameters. To train it we need the slope of one number, the loss, in every
# parameter. **Backpropagation** is the chain rule, organised so that all these slopes together cost about as much as
# working out the loss twice more. Section 7.6 says why.
#
# **What this lesson assumes.** Derivatives and the chain rule (lesson 05), computation graphs (lesson 06), matrix
# products, NumPy arrays. If 05 and 06 are not fresh, sections 7.1 and 7.2 repeat what is needed.
#
# **What you can do afterwards.** Carry a gradient back through any layer that you can write down. Do it for a whole
# network, by hand and in NumPy, without ever storing a Jacobian. Find a wrong gradient with a gradient check, and know
# how such a check can be fooled.
#
# **How long.** 90 minutes without sections 7.7, 7.9, 7.10 and 7.13: 7.1 to 7.3 take 13, 7.4 takes 12, 7.5 takes 7, 7.6
# takes 14, 7.8 takes 13, 7.11 takes 12 and 7.12 takes 19. The four others take 40 more, and may wait for another
# evening: no other section rests on them. There are eight exercises, three of them in those four sections. After each
# one a check tells you at once whether your gradient is right and, if not, what kind of mistake it is.
#
# **Conventions.** Examples are rows: a batch `X` has shape (n, d). A dense layer holds `W` of shape (out, in) and `b`
# of shape (out,). A gradient is named for its variable, `dW` for $\partial L/\partial W$, and has that variable's
# shape. Losses are means over examples unless they say "sum". Formulas count from 1 and NumPy counts from 0: $x_1$ is
# `x[0]`, and $W_{21}$ is `W[1, 0]`. There are two exceptions. Classes are numbered from 0, as in NumPy. And the unit of
# section 7.8 has $w_0$ and $x_0$, as its source does.
#
# **Your answers** may use NumPy, `sigmoid` from the next cell, and one another. They must not use what the other cells
# define: those are demonstrations, and the grader does not run them.

# %% tags=["setup"]
import numpy as np

from course import attempt, check, numeric_gradient
from course.plots.backprop import counts, jacobian, shapes, training, worked
from course.widgets import backward_gates, check_lab

np.set_printoptions(formatter={"float": lambda v: f"{v + 0.0:.4g}"})


def sigmoid(z):
    """1 / (1 + e^−z), entry by entry."""
    return 1 / (1 + np.exp(-z))


def show(answer, wanted):
    """Print an answer, where there is one, above what is wanted."""
    if answer is not None:
        if isinstance(answer, dict):
            answer = tuple(f"{name} {value}" for name, value in answer.items())
        parts = answer if isinstance(answer, tuple) else (answer,)
        texts = [f"{part:.4g}" if isinstance(part, float) else " ".join(str(part).split()) for part in parts]
        print("yours: ", ", ".join(texts))
    print("wanted:", wanted)

# %% [markdown]
# ## 7.1 One formula, backwards
#
# **The question.** Take $f(x, y, z) = (x + y)\,z$ at $x = -2$, $y = 5$, $z = -4$. How much does $f$ move when each
# input moves a little?
#
# First the forward pass. Give the inner result a name, $q = x + y$, so that $f = q z$. Each step is a *gate* with
# inputs and one output.

# %%
x, y, z = -2.0, 5.0, -4.0
q = x + y
f = q * z
value = {"x": x, "y": y, "z": z, "q": q, "f": f}
print(f"q = {q:g}, f = {f:g}")
figure = worked.draw(worked.SUM_TIMES, value, title="forwards: f = (x + y) z")

# %% [markdown]
# **The statement.** Every gate knows its *local* slopes: how its output moves when one of its inputs moves. The chain
# rule says
#
# $$\underbrace{\frac{\partial f}{\partial x}}_{\text{what we want}} \;=\;
# \underbrace{\frac{\partial f}{\partial q}}_{\text{upstream}}\;\cdot\;
# \underbrace{\frac{\partial q}{\partial x}}_{\text{local}} .$$
#
# *Upstream* is what has already been worked out at the gate's output. So we start at the end, where the slope of $f$ in
# $f$ is 1, and walk backwards. At each gate we multiply what arrives by the local slope.
#
# **The derivation.**
#
# - Start: $\partial f/\partial f = 1$.
# - The gate $f = q z$ has the local slopes $\partial f/\partial q = z$ and $\partial f/\partial z = q$.
#   Times upstream 1: $\partial f/\partial q = z = -4$ and $\partial f/\partial z = q = 3$.
# - The gate $q = x + y$ has the local slopes $\partial q/\partial x = \partial q/\partial y = 1$.
#   Times upstream $\partial f/\partial q$: $\partial f/\partial x = -4 \cdot 1 = -4$, and likewise
#   $\partial f/\partial y = -4$.
#
# In code the backward pass is the forward pass read from its last line to its first. Beside it stand the slopes found
# by *differences*: nudge one input, see how $f$ moves. Section 7.5 says how that is done well.

# %%
df = 1.0
dq, dz = df * z, df * q      # f = q * z
dx, dy = dq * 1.0, dq * 1.0  # q = x + y
by_differences = numeric_gradient(lambda v: (v[0] + v[1]) * v[2], np.array([x, y, z])).value
print("by the chain rule ", np.array([dx, dy, dz]))
print("by differences    ", by_differences)
gradient = {"x": dx, "y": dy, "z": dz, "q": dq, "f": df}
figure = worked.draw(worked.SUM_TIMES, value, gradient, title="and backwards")

# %% [markdown]
# **Think.** $\partial f/\partial z = 3$ is positive, $\partial f/\partial x = -4$ is negative. You may change one input
# by 0.1 and want $f$ to grow as much as it can. Which input, and in which direction?
#
# <details><summary>Answer</summary>
#
# $x$ or $y$, downwards: $f$ grows by $4 \cdot 0.1 = 0.4$. Moving $z$ upwards gives $3 \cdot 0.1 = 0.3$.
# The sign of a slope says which way to go, its size says how much it is worth.
#
# </details>
#
# ## 7.2 Several paths add up
#
# **The question.** What if a variable is used twice? The smallest case is $b = a + a$. Then $c = b + b$. We know that
# $c = 4a$, so the slope must come out as 4.
#
# **The statement.** If $x$ reaches $f$ through $g_1, \dots, g_m$, then
#
# $$\frac{\partial f}{\partial x} = \sum_{k=1}^{m} \frac{\partial f}{\partial g_k}\,\frac{\partial g_k}{\partial x} .$$
#
# Each term is one way in which a nudge of $x$ travels to $f$. Applied again and again, the rule says: multiply the
# local slopes along each path from $x$ to $f$, and **add the products of all paths**.
#
# **Why.** Move $x$ by a small $\delta$. Each $g_k$ moves by about $\frac{\partial g_k}{\partial x}\delta$. To first
# order, $f$ moves by the sum of what its inputs cause, $\sum_k \frac{\partial f}{\partial g_k}\frac{\partial
# g_k}{\partial x}\delta$. Divide by $\delta$ and let it shrink. (A popular proof of the one-path rule divides by
# $g(x + t) - g(x)$, which can be 0. Lesson 05 closes that gap.)
#
# **By hand.** From $a$ there are two wires to the first gate and from there two to the second: four paths, each with
# the product $1 \cdot 1$. The sum is 4.
#
# There are two ways to compute this. *By paths* lists every path. The *reverse sweep* visits every node once, from the
# last to the first. At a node it **adds** what comes back on all its wires, and hands the sum on. Both run below.

# %%
wires = [("a", "b", 1.0), ("a", "b", 1.0), ("b", "c", 1.0), ("b", "c", 1.0)]  # from, to, local slope
order = ["a", "b", "c"]                                                       # inputs first


def by_paths(node, end):
    """The sum over all paths from node to end of the product of the slopes on the way."""
    if node == end:
        return 1.0
    return sum(slope * by_paths(target, end) for source, target, slope in wires if source == node)


def sweep(nodes, end):
    """The slope of end in every node, visiting the nodes in the order given."""
    slope_in = dict.fromkeys(nodes, 0.0) | {end: 1.0}
    for node in nodes:
        for source, target, slope in wires:
            if source == node:
                slope_in[node] += slope_in[target] * slope  # add, never overwrite
    return slope_in


print("by paths:                  dc/da =", by_paths("a", "c"))
print("reverse sweep, last first: dc/da =", sweep(order[::-1], "c")["a"])
print("the same sweep, a first:   dc/da =", sweep(order, "c")["a"])
backwards = sweep(order[::-1], "c")
at_b, at_c = backwards["b"], backwards["c"]
back = {"a1": at_b, "a2": at_b, "b1": at_c, "b2": at_c, "c": at_c}
title = "b = a + a, then c = b + b, at a = 3. What comes back to a: 2 + 2 = 4"
figure = worked.draw(worked.COPIES, {"a": 3.0, "b": 6.0, "c": 12.0}, back, title=title)

# %% [markdown]
# The last printed line is a real slip. Number the $N$ nodes of a graph $v_1, \dots, v_N$ in the order of the forward
# pass, so that $v_N$ is the loss $L$. One set of lecture notes writes the backward loop as "for $i = 1, \dots, N$". When
# $a$ is visited first, nothing has come back to $b$ yet, and $a$ gets 0. The loop must run $i = N, \dots, 1$ and start
# from $\partial L/\partial v_N = 1$. At each node *first* sum over its wires, *then* go on.
#
# Another classic slip is to write `=` where `+=` belongs. Then only the last wire counts.
#
# **Think.** Put $k$ such doublings in a row. How many paths are there, and how many steps does the sweep take?
#
# <details><summary>Answer</summary>
#
# There are $2^k$ paths, since each doubling offers two wires. The sweep takes one step a wire, $2k$ in all.
# At $k = 30$ that is about $10^9$ paths against 60 steps.
#
# </details>
#
# ## 7.3 Gates have characters
#
# **The question.** Can we see what a gate does to a gradient without working it out each time?
#
# | gate | forwards | what it hands back for the upstream $g$ | in a word |
# |---|---|---|---|
# | add | $x + y$ | $g$ and $g$ | hands on to both |
# | multiply | $x y$ | $g y$ and $g x$ | swaps the inputs and scales |
# | max | $\max(x, y)$ | $g$ to the larger, 0 to the other | routes |
# | copy | $x$ on two wires | $g_1 + g_2$ | adds up |
#
# Each row follows from the local slopes: $\partial(x + y)/\partial x = 1$, $\partial(xy)/\partial x = y$,
# $\partial \max(x, y)/\partial x = 1$ if $x > y$ and 0 if $x < y$. At a tie there is no slope, and the code has to
# choose: as in lesson 06, all of $g$ goes to the first input. The copy is the rule of section 7.2.

# %%
figure = backward_gates.show()

# %% [markdown]
# **By hand.** Take $f = 2\,(xy + \max(z, w))$ at $x = 3$, $y = -4$, $z = 2$, $w = -1$. Before you run the next cell,
# write the gradient on paper: $f = 2(-12 + 2) = -20$; the gate ×2 hands back 2; the sum hands 2 to both; the product
# swaps; the max routes.

# %%
x, y, z, w = 3.0, -4.0, 2.0, -1.0
p, m = x * y, max(z, w)
s = p + m
f = 2 * s
value = {"x": x, "y": y, "z": z, "w": w, "p": p, "m": m, "s": s, "f": f}
ds = 2.0
dx, dy = ds * y, ds * x                              # the product swaps
dz, dw = (ds, 0.0) if z >= w else (0.0, ds)          # the max routes
formula = lambda v: 2 * (v[0] * v[1] + max(v[2], v[3]))
by_differences = numeric_gradient(formula, np.array([x, y, z, w])).value
print("by gates       ", np.array([dx, dy, dz, dw]))
print("by differences ", by_differences)
gradient = {"x": dx, "y": dy, "z": dz, "w": dw, "p": ds, "m": ds, "s": ds, "f": 1.0}
figure = worked.draw(worked.FOUR_GATES, value, gradient, title="f = 2 (xy + max(z, w))")

# %% [markdown]
# **Think.** The product hands $x$ the value of $y$. What does that say about a weight whose input is large, and one whose
# input is 0?
#
# <details><summary>Answer</summary>
#
# For the same upstream gradient, the weight with the large input gets a large gradient and moves far. The weight with the
# input 0 gets the gradient 0 and learns nothing from this example. So it matters how inputs are scaled.
#
# </details>
#
# ## 7.4 Vectors: Jacobians, and why none is ever formed
#
# **The question.** Real layers take vectors to vectors. What takes the place of a local slope?
#
# **The statement.** Let $x \in \mathbb{R}^n$ and $z = g(x) \in \mathbb{R}^m$. Nudge $x_j$ by $\delta$ and $z_i$ moves by
# about $\frac{\partial z_i}{\partial x_j}\delta$. These $m \cdot n$ slopes form the **Jacobian**
# $\frac{\partial z}{\partial x}$, of shape (m, n): one row for each output, one column for each input.
#
# The sum over paths gives the gradient of a loss $L$ at $x$. Every $z_i$ is a path:
#
# $$\frac{\partial L}{\partial x_j} = \sum_{i=1}^{m} \frac{\partial L}{\partial z_i}\,\frac{\partial z_i}{\partial x_j},
# \qquad\text{that is}\qquad
# \underbrace{\nabla_x L}_{(n,)} = \underbrace{\Big(\frac{\partial z}{\partial x}\Big)^{\!\top}}_{(n,\,m)}
# \underbrace{\nabla_z L}_{(m,)} .$$
#
# With two maps in a row, $a \mapsto b \mapsto c$, the same sum is a product of Jacobians:
# $\frac{\partial c_i}{\partial a_j} = \sum_k \frac{\partial c_i}{\partial b_k}\frac{\partial b_k}{\partial a_j}$.
#
# *A word on conventions.* Some sources write gradients as rows, $g_a = g_b\,\frac{\partial b}{\partial a}$. We write
# them as columns, $\big(\frac{\partial b}{\partial a}\big)^{\!\top} g_b$. It is the same sum. Some sources also let
# $w_{ij}$ lead from input $i$ to unit $j$. Here the row of $W$ is the unit: $W_{ij}$ leads from input $j$ to unit $i$.
#
# **The smallest example.** For an affine map $b = M a + c$ we have $b_i = \sum_k M_{ik} a_k + c_i$, so
# $\partial b_i/\partial a_j = M_{ij}$: the Jacobian is $M$ itself. (One slide says $c \in \mathbb{R}$. There is one
# $c_i$ for each output, so $c \in \mathbb{R}^m$.) The cell nudges $a_2$ and compares. Then it checks the product rule
# for $c = \tanh(b)$, whose Jacobian is diagonal.

# %%
rng = np.random.default_rng(4)
M, c0, a = rng.standard_normal((3, 2)), rng.standard_normal(3), rng.standard_normal(2)
delta = 0.1
nudged = a + np.array([0.0, delta])
print("how much b moves, per unit of a_2:", ((M @ nudged + c0) - (M @ a + c0)) / delta)
print("the column of M for a_2:          ", M[:, 1])

slopes = np.diag(1 - np.tanh(M @ a + c0) ** 2)                   # ∂c/∂b, (3, 3)
through = slopes @ M                                             # ∂c/∂a, (3, 2)
row = numeric_gradient(lambda v: np.tanh(M @ v + c0)[0], a).value
print("row 1 of (∂c/∂b)(∂b/∂a):          ", through[0])
print("the same row by differences:      ", row)

# %% [markdown]
# **ReLU by hand.** ReLU works entry by entry: $z_i = \max(0, x_i)$. Only $x_i$ moves $z_i$, so the Jacobian is
# diagonal, with 1 where $x_i > 0$ and 0 elsewhere. Take $x = (1, -2, 3, -1)$. Then $z = (1, 0, 3, 0)$. Let the upstream
# gradient be $\partial L/\partial z = (4, -1, 5, 9)$. (A lecture shows this example with the upstream entries once
# labelled $dz/dx$, and without a name for the map. They are $\partial L/\partial z$, and the map is ReLU. The slopes
# $dz/dx$ are the 16 entries of the matrix.)

# %%
x = np.array([1.0, -2.0, 3.0, -1.0])
upstream = np.array([4.0, -1.0, 5.0, 9.0])
J = np.diag([1.0 if entry > 0 else 0.0 for entry in x])          # (4, 4)
print("with the Jacobian:", J.T @ upstream)
print("by differences:   ", numeric_gradient(lambda v: upstream @ np.maximum(v, 0), x).value)
figure = jacobian.draw(J, upstream)

# %% [markdown]
# The matrix has 16 entries. All it does is to keep some numbers and drop others. Now take a batch through
# one modest linear layer, $Z = X W^\top + b$, with $n = 100$ examples in the rows of $X$ (n, d), $d = 784$ inputs and
# $h = 256$ units. So $W$ is (h, d) and $Z$ is (n, h). The cell works out what it costs to *store* the Jacobians of $Z$ in
# $X$ and of $Z$ in $W$. All examples count: $\partial Z/\partial X$ has $100 \cdot 256$ rows and $100 \cdot 784$ columns.
#
# Most of these entries are 0, whatever the numbers are. One entry of $Z$ belongs to one example and one unit. It depends
# on that example's $d$ inputs and on that unit's $d$ weights, and on no others. So each of the $nh$ rows of a Jacobian
# has at most $d$ entries that are not 0.

# %%
n, d, h = 100, 784, 256
numbers = {"X": n * d, "W": h * d, "Z": n * h, "∂Z/∂X": (n * h) * (n * d), "∂Z/∂W": (n * h) * (h * d)}
size = {name: 8 * count for name, count in numbers.items()}     # float64: 8 bytes a number
for name in size:
    print(f"{name:6} {numbers[name]:15,} numbers  {jacobian.in_words(size[name]):>7}")
used = n * h * d
of_x, of_w = used / numbers["∂Z/∂X"], used / numbers["∂Z/∂W"]
print(f"at most {used:,} in each Jacobian are not 0: {of_x:.2%} of ∂Z/∂X and {of_w:.2%} of ∂Z/∂W")
figure = jacobian.memory(size)

# %% [markdown]
# So a backward pass never asks for the Jacobian. It asks for the **product** of the transposed Jacobian with one
# upstream gradient, and writes that product down directly. Where an operation works entry by entry, as ReLU does, the
# Jacobian is diagonal and the product is an entrywise one. Where it does not, the Jacobian is dense in part, and the
# product takes another short form. Section 7.6 finds it for the linear layer. Section 7.11 finds it for *softmax*, which
# turns a row of scores into probabilities that sum to 1.
#
# Two things to hold on to:
#
# - **A gradient has the shape of its variable.** $L$ has one slope for each entry of $W$, so `dW` is shaped as `W`. If
#   shapes disagree, something is wrong.
# - **The loss stays one number.** Layers turn vectors into vectors and batches into batches, but what we differentiate
#   is always a scalar $L$. That is why every gradient has its variable's shape and not more.
#
# ### Exercise: `relu_backward(Z, dA)`
#
# Write `relu_backward(Z, dA) -> dZ` for $A = \max(0, Z)$, entry by entry.
#
# - `Z`, `dA` and `dZ` have one shape, for instance (n, h). It may also be a single vector. `dA` is
#   $\partial L/\partial A$, and `dZ` is $\partial L/\partial Z$.
# - At $Z_{ij} = 0$ ReLU has a kink. The course takes the slope 0 there. (The check accepts any number between the two
#   one-sided slopes.)
# - No loop is needed, and no matrix is. Do not change `Z` or `dA`.
# - To try first: `Z = [[1, -2], [0, 3]]` with `dA = [[4, -1], [5, 9]]` gives `[[4, 0], [0, 9]]`.

# %% nbgrader={"grade": false, "grade_id": "relu_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu_backward(Z, dA):
    """The gradient at Z of A = max(0, Z), from dA; all three have one shape. The slope at 0 is 0."""
    ### BEGIN SOLUTION
    return dA * (Z > 0)
    ### END SOLUTION

# %%
tiny = np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[4.0, -1.0], [5.0, 9.0]])
show(attempt(relu_backward, *tiny), "[[4, 0], [0, 9]]")

# %% nbgrader={"grade": true, "grade_id": "relu_backward", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("relu_backward", relu_backward)

# %% [markdown]
# **Think.** A unit whose $z$ is negative on every example gets the gradient 0 on all of them. What happens to its weights
# in the next step, and the step after that?
#
# <details><summary>Answer</summary>
#
# A step against the gradient does not move them: it is 0. As long as the unit's inputs stay as they are, its $z$ stays
# negative and it learns nothing. A change in the layers before it can wake it up, and so can a penalty on the weights.
#
# </details>
#
# ## 7.5 How the check works
#
# **The question.** The check does not hold a list of right answers. How can it know?
#
# It knows the *loss*, and slopes can be measured. For each entry $x_j$ it takes the **central difference**
#
# $$\frac{\partial L}{\partial x_j} \approx \frac{L(x + h e_j) - L(x - h e_j)}{2h},$$
#
# where $e_j$ is 1 at entry $j$ and 0 elsewhere. The even terms of the two Taylor series cancel. What stays is an error of
# about $h^2/6$ times the third derivative. But the computer rounds $L$ at about 16 digits, and the division by $2h$ blows
# that up to about $10^{-16} |L| / h$. With a large $h$ it is the bend of $L$ that spoils the estimate, with a small one
# the rounding. The best lies near $h = 10^{-5}$. The check uses two steps. How far the two results disagree tells it
# how far to trust them. Where the loss allows it, it also takes the *complex step*,
# $\operatorname{Im} L(x + \mathrm{i} h e_j)/h$. Here $\mathrm{i}$ is the imaginary unit, $\mathrm{i}^2 = -1$, and
# $\operatorname{Im}$ takes the imaginary part. This subtracts nothing and so loses no digits.
#
# The cell takes $L = e^x$, whose derivatives are all $e^x$, at many $x$ from 0 to 1. It prints the largest error, rounded
# up to a power of ten, beside the two estimates. $e$ stands for the largest value of $L$ and of its derivatives. The last
# line is the complex step.

# %%
def below(error):
    """An error rounded up to a power of ten: rounding differs a little from one processor to the next."""
    return f"below {10 ** np.ceil(np.log10(error)):.0e}"


grid = np.linspace(0, 1, 1001)
print("   step h   bends: h²/6 · e   rounds: 1e-16 · e/h   largest error")
for h in (1e-1, 1e-3, 1e-5, 1e-8, 1e-11, 1e-14):
    error = np.abs((np.exp(grid + h) - np.exp(grid - h)) / (2 * h) - np.exp(grid)).max()
    print(f"   {h:.0e}        {h**2 / 6 * np.e:.0e}               {1e-16 * np.e / h:.0e}         {below(error)}")
estimates = [numeric_gradient(np.exp, x) for x in grid[::100]]
error = max(abs(float(e.value) - np.exp(x)) for e, x in zip(estimates, grid[::100]))
print("two steps, combined: error", below(error))
print("what it claims of itself:  ", below(max(float(e.error) for e in estimates)))
error = np.abs(np.exp(grid + 1e-100j).imag / 1e-100 - np.exp(grid)).max()
print("complex step, h = 1e-100:   ", below(max(error, np.spacing(np.e))))  # no error is less than the last digit of e

# %% [markdown]
# **Which number is differentiated?** A function such as `relu_backward` has an array as output, and no loss. The check
# makes one: it draws a random array $C$ and takes $L = \sum_{ij} C_{ij} A_{ij}$. Then $C$ is the upstream gradient `dA`.
# A plain sum, $C = 1$ everywhere, looks simpler and is a trap for softmax: its probabilities always sum to 1, so the
# plain sum of them never changes and its gradient is 0, whatever the code does.
#
# The lab checks the gradient of the weights `W1` in a network of two layers, with tanh in the middle and softmax at the
# end. Each panel names the loss made of the outputs and the bug that was planted. Three panels are traps. With the plain
# sum, a backward pass that returns zeros passes. With tiny weights tanh looks like a straight line, and a
# slope taken at the wrong value passes. With a tiny step rounding wins: nothing is wrong with the gradient, and yet its
# error is larger than what the check allows. The last panel catches the bug that the second one lets through.
#
# Each mark is one entry of a gradient, claimed against measured. Discs: this check says yes. Open squares: it says no.

# %%
figure = check_lab.show()

# %% [markdown]
# **Reading a card.** Green: all points. Yellow: not written yet. Red: something is off. A red card names the part of
# your answer, one entry where it fails with both numbers and, where it recognises it, the kind of mistake. Each part
# that is right keeps its points. Here is a red card, for an answer that lets everything through:

# %%
print(check("relu_backward", lambda Z, dA: 1 * dA).card())

# %% [markdown]
# **Think.** A check compares the backward pass with the forward pass. Which mistake can it never find?
#
# <details><summary>Answer</summary>
#
# A mistake in the forward pass itself. If the loss is the wrong one, its gradient can still be right, and the check
# passes. What the loss should be, no derivative can tell.
#
# </details>

# %% [markdown]
# ## 7.6 The linear layer
#
# **The question.** What comes back through $z = W u + b$: to $W$, to $b$ and to $u$?
#
# **One example.** Here $u \in \mathbb{R}^{d}$, $W$ is (m, d), $b$ and $z$ are in $\mathbb{R}^m$, and
# $z_k = \sum_j W_{kj} u_j + b_k$. The upstream gradient is $dz = \partial L/\partial z$, of shape (m,).
#
# *The input.* $u_j$ reaches every $z_k$, with the slope $W_{kj}$. Sum over the paths:
#
# $$\frac{\partial L}{\partial u_j} = \sum_k dz_k W_{kj} \quad\Longrightarrow\quad du = W^\top dz .$$
#
# *The weights.* $W_{ij}$ appears in $z_i$ and nowhere else: $\partial z_k/\partial W_{ij} = u_j$ if $k = i$, and **0 if
# $k \ne i$**. (One set of notes leaves that out. Without it the next line does not follow.) Of the sum over $k$ one
# term stays:
#
# $$\frac{\partial L}{\partial W_{ij}} = \sum_k dz_k \frac{\partial z_k}{\partial W_{ij}} = dz_i\, u_j
# \quad\Longrightarrow\quad dW = dz\, u^\top \quad (m, d).$$
#
# *The bias.* $\partial z_k/\partial b_i = 1$ if $k = i$, else 0. So $db = dz$.
#
# Now run it, for $L = c \cdot z$ with a random $c$, so that $dz = c$.

# %%
rng = np.random.default_rng(6)
W, b = rng.standard_normal((2, 3)), rng.standard_normal(2)
u, c = rng.standard_normal(3), rng.standard_normal(2)
print("dW = dz uᵀ      ", *np.outer(c, u))
print("by differences  ", *numeric_gradient(lambda V: c @ (V @ u + b), W).value)
print("db = dz         ", c)
print("by differences  ", numeric_gradient(lambda t: c @ (W @ u + t), b).value)
print("du = Wᵀ dz      ", W.T @ c)
print("by differences  ", numeric_gradient(lambda v: c @ (W @ v + b), u).value)

# %% [markdown]
# **A batch of rows.** Now $X$ is (n, d), one example a row, and $Z = X W^\top + b$ is (n, m): row $i$ is
# $W x_i + b$. The upstream gradient $dZ$ has the shape of $Z$.
#
# *By indices.* $Z_{ik} = \sum_j X_{ij} W_{kj} + b_k$.
#
# - $W_{kj}$ appears in $Z_{ik}$ for **every** example $i$. Each example is a path. So
#   $\frac{\partial L}{\partial W_{kj}} = \sum_i dZ_{ik} X_{ij}$.
# - $b_k$ appears in $Z_{ik}$ for every $i$, with slope 1. So $\frac{\partial L}{\partial b_k} = \sum_i dZ_{ik}$.
# - $X_{ij}$ appears in row $i$ alone, in all its entries. So $\frac{\partial L}{\partial X_{ij}} = \sum_k dZ_{ik} W_{kj}$.
#
# Why a sum over examples and no mean? If the loss is a mean, its $1/n$ is already inside $dZ$.
#
# *By dimensions.* A sum over the index that two factors share is a matrix product. $dW$ must be (m, d). From $dZ$, (n, m),
# and $X$, (n, d), the sum over $n$ is $dZ^\top X$. In the same way $dX = dZ\, W$. Where n, m and d all differ, no other
# product of the two has the right shape. Where two of them are equal, a wrong product can have it too, and the sum over
# indices decides. In the picture the sides are to scale, with $m$ called *out* and $d$ called *in*. $db$ sums the
# rows of $dZ$: it is $\mathbf{1}^\top dZ$, with $\mathbf{1}$ a vector of $n$ ones.
#
# *What it costs.* Forwards, $X W^\top$ takes $n m d$ multiplications. Backwards, $dZ^\top X$ takes $n m d$, and so does
# $dZ\,W$. Where layers are wide, all else is small beside the matrix products. So **a backward pass costs about two
# forward passes**, however many parameters there are.

# %%
sides = {"n": 3.2, "in": 2.4, "out": 1.6}
figure = shapes.draw(
    [
        (("dW", "out", "in"), [("dZᵀ", "out", "n"), ("X", "n", "in")]),
        (("dX", "n", "in"), [("dZ", "n", "out"), ("W", "out", "in")]),
        (("db", "", "out"), [("1ᵀ", "", "n"), ("dZ", "n", "out")]),  # "": a vector has one side
    ],
    sides,
)

# %%
X, C = rng.standard_normal((4, 3)), rng.standard_normal((4, 2))
batch_loss = lambda V, t, rows: np.sum(C * (rows @ V.T + t))
at_W = numeric_gradient(lambda V: batch_loss(V, b, X), W).value
at_b = numeric_gradient(lambda t: batch_loss(W, t, X), b).value
at_X = numeric_gradient(lambda rows: batch_loss(W, b, rows), X).value
print(f"dW[1, 2] summed over the examples {sum(C[i, 1] * X[i, 2] for i in range(4)):8.4g}, by differences {at_W[1, 2]:.4g}")
print(f"db[1]    summed over the examples {sum(C[i, 1] for i in range(4)):8.4g}, by differences {at_b[1]:.4g}")
print(f"dX[3, 2] summed over the outputs  {sum(C[3, k] * W[k, 2] for k in range(2)):8.4g}, by differences {at_X[3, 2]:.4g}")

# %% [markdown]
# ### Exercise: `linear_backward(W, b, X, dZ)`
#
# Write `linear_backward(W, b, X, dZ) -> (dW, db, dX)` for $Z = X W^\top + b$.
#
# - Shapes: `W` (out, in), `b` (out,), `X` (n, in), `dZ` (n, out). Return a tuple of three arrays, shaped as `W`, `b`
#   and `X`.
# - The contributions of the examples are **summed**. Any mean is already inside `dZ`.
# - To try first: `W = [[1, 2]]`, `b = [0]`, `X = [[3, 4], [5, 6]]`, `dZ = [[1], [10]]` gives `dW = [[53, 64]]`,
#   `db = [11]`, `dX = [[1, 2], [10, 20]]`.

# %% nbgrader={"grade": false, "grade_id": "linear_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def linear_backward(W, b, X, dZ):
    """The gradients (dW, db, dX) of Z = X Wᵀ + b, from dZ (n, out). W (out, in), b (out,), X (n, in)."""
    ### BEGIN SOLUTION
    dW = dZ.T @ X
    db = dZ.sum(axis=0)
    dX = dZ @ W
    return dW, db, dX
    ### END SOLUTION

# %%
X_tiny, dZ_tiny = np.array([[3.0, 4.0], [5.0, 6.0]]), np.array([[1.0], [10.0]])
answer = attempt(linear_backward, np.array([[1.0, 2.0]]), np.array([0.0]), X_tiny, dZ_tiny)
show(answer, "dW [[53, 64]], db [11], dX [[1, 2], [10, 20]]")

# %% nbgrader={"grade": true, "grade_id": "linear_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("linear_backward", linear_backward)

# %% [markdown]
# **Think.** `b` is an argument, and yet no line of the answer needs its value. Why? And why does `dW` need `X`?
#
# <details><summary>Answer</summary>
#
# $b$ is only added. Its slope is 1 whatever its value, and it is no factor in the slopes of $W$ and $X$.
# $W$ is multiplied by $X$, so the slope of $Z$ in $W$ is made of the entries of $X$.
#
# </details>
#
# ## 7.7 Gradients in a matrix: $f = \lVert W x\rVert^2$
#
# **The question.** Take $f(W, x) = \lVert W x \rVert^2 = \sum_k (W x)_k^2$ with $W$ of shape (m, n) and $x$ in
# $\mathbb{R}^n$. What are the gradients at $W$ and at $x$? (The slides have $W$ square. Nothing below needs that.)
#
# **The derivation.** Name the inner result: $q = W x$, in $\mathbb{R}^m$. Then $f = \sum_k q_k^2$.
#
# 1. $\partial f/\partial q_k = 2 q_k$, so $dq = 2q$.
# 2. $q_k = \sum_j W_{kj} x_j$, so $\partial q_k/\partial W_{ij} = x_j$ if $k = i$ and 0 if not. The sum over paths is
#    $\frac{\partial f}{\partial W_{ij}} = \sum_k 2 q_k\, \mathbf{1}[k = i]\, x_j = 2 q_i x_j$.
# 3. $\partial q_k/\partial x_i = W_{ki}$, so $\frac{\partial f}{\partial x_i} = \sum_k 2 q_k W_{ki}$.
#
# In matrix form $\nabla_W f = 2\, q\, x^\top$, of shape (m, n) as $W$, and $\nabla_x f = 2\, W^\top q$, of shape (n,) as
# $x$. This is section 7.6 with $dz = 2q$.
#
# **By hand.** $W = \begin{bmatrix} 0.1 & 0.5 \\ -0.3 & 0.8 \end{bmatrix}$ and $x = (0.2, 0.4)$. Then
# $q = (0.02 + 0.2,\; -0.06 + 0.32) = (0.22, 0.26)$ and $f = 0.0484 + 0.0676 = 0.116$. Further $2q = (0.44, 0.52)$. The
# first row of $\nabla_W f$ is $0.44 \cdot (0.2, 0.4)$, the second $0.52 \cdot (0.2, 0.4)$. And
# $\nabla_x f = (0.44 \cdot 0.1 - 0.52 \cdot 0.3,\; 0.44 \cdot 0.5 + 0.52 \cdot 0.8)$.

# %%
W, x = np.array([[0.1, 0.5], [-0.3, 0.8]]), np.array([0.2, 0.4])
q = W @ x
print("q =", q, f"  f = {q @ q:.4g}")
print("∇W by hand:        [0.088 0.176] [0.104 0.208]")
print("∇W by differences:", *numeric_gradient(lambda V: np.sum((V @ x) ** 2), W).value)
print("∇x by hand:        [-0.112 0.636]")
print("∇x by differences:", numeric_gradient(lambda v: np.sum((W @ v) ** 2), x).value)

# %% [markdown]
# ### Exercise: `squared_norm_grads(W, x)`
#
# Write `squared_norm_grads(W, x) -> (dW, dx)` for $f = \lVert W x \rVert^2$.
#
# - Shapes: `W` (m, n) with m and n free, `x` (n,). Return a tuple, shaped as `W` and `x`.
# - It is the *square* of the length. No mean is taken.
# - To try first: `W = [[1, 2]]`, `x = [3, 1]` gives `dW = [[30, 10]]`, `dx = [10, 20]`.

# %% nbgrader={"grade": false, "grade_id": "squared_norm_grads_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def squared_norm_grads(W, x):
    """The gradients (dW, dx) of ‖W x‖². W (m, n), x (n,)."""
    ### BEGIN SOLUTION
    dq = 2 * (W @ x)
    return np.outer(dq, x), W.T @ dq
    ### END SOLUTION

# %%
show(attempt(squared_norm_grads, np.array([[1.0, 2.0]]), np.array([3.0, 1.0])), "dW [[30, 10]], dx [10, 20]")

# %% nbgrader={"grade": true, "grade_id": "squared_norm_grads", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("squared_norm_grads", squared_norm_grads)

# %% [markdown]
# **Think.** For which $x$ is the gradient at $x$ zero although $W$ and $x$ are not?
#
# <details><summary>Answer</summary>
#
# For those with $W x = 0$. If $2 W^\top W x = 0$, then $x^\top W^\top W x = \lVert W x\rVert^2 = 0$ as well.
# There are such $x$ when the columns of $W$ depend on each other, for instance whenever $n > m$.
#
# </details>
#
# ## 7.8 The sigmoid unit
#
# **The question.** A unit computes $f = \sigma(w_0 x_0 + w_1 x_1 + w_2)$ with $\sigma(z) = 1/(1 + e^{-z})$. How does a
# gradient get through $\sigma$?
#
# **The long way** cuts $\sigma$ into four gates: times $-1$, exp, plus 1, one over. What goes into exp is $-z$, and what
# goes into one-over is $u = 1 + e^{-z}$. So their local slopes are $-1$, $e^{-z}$, $1$ and $-1/u^2$.
#
# **The short way** makes it one gate. With $\sigma = 1/u$,
#
# $$\sigma'(z) = -\frac{1}{u^2}\cdot(-e^{-z}) = \frac{e^{-z}}{(1 + e^{-z})^2}
# = \frac{(1 + e^{-z}) - 1}{1 + e^{-z}} \cdot \frac{1}{1 + e^{-z}} = (1 - \sigma(z))\,\sigma(z) .$$
#
# So the slope costs two operations once $\sigma(z)$ is known, and the forward pass knows it. A product $(1 - s)\,s =
# \tfrac14 - (s - \tfrac12)^2$ is largest at $s = \tfrac12$: at $z = 0$ the slope is $\tfrac14$, and nowhere more. Far
# from 0 it is almost 0: the unit is *saturated*.
#
# A graph is not unique. You may cut a formula into many small gates or into few large ones, as long as each gate's local
# slope is easy.
#
# **By hand.** $w = (2, -3, -3)$ and $x = (-1, -2)$ give the sum $-2 + 6 - 3 = 1$. The cell goes the long way, gate by
# gate.

# %%
w, x = np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0])
v = {"w0": w[0], "x0": x[0], "w1": w[1], "x1": x[1], "w2": w[2], "p0": w[0] * x[0], "p1": w[1] * x[1]}
v["s"] = v["p0"] + v["p1"]
v["z"] = v["s"] + v["w2"]
v["n"] = -v["z"]
v["e"] = np.exp(v["n"])
v["u"] = 1 + v["e"]
v["f"] = 1 / v["u"]

g = {"f": 1.0}
g["u"] = g["f"] * (-1 / v["u"] ** 2)             # one over
g["e"] = g["u"] * 1                              # plus 1
g["n"] = g["e"] * np.exp(v["n"])                 # exp
g["z"] = g["n"] * -1                             # times −1
g["s"] = g["w2"] = g["z"]                        # add hands on to both, twice
g["p0"] = g["p1"] = g["s"]
g["w0"], g["x0"] = g["p0"] * v["x0"], g["p0"] * v["w0"]
g["w1"], g["x1"] = g["p1"] * v["x1"], g["p1"] * v["w1"]
figure = worked.draw(worked.SIGMOID_UNIT, v, g, title="a sigmoid unit, cut into its smallest gates")

# %%
unit = lambda t: sigmoid(t[0] * t[3] + t[1] * t[4] + t[2])
print(f"σ(1) = {v['f']:.4g},  (1 − σ(1)) σ(1) = {(1 - v['f']) * v['f']:.4g},  the long way: {g['z']:.4g}")
print("dw gate by gate:", np.array([g["w0"], g["w1"], g["w2"]]), "  dx:", np.array([g["x0"], g["x1"]]))
print("by differences: ", numeric_gradient(unit, np.concatenate([w, x])).value)
grid = np.linspace(-10, 10, 41)
steepness = (1 - sigmoid(grid)) * sigmoid(grid)
by_differences = numeric_gradient(lambda t: sigmoid(t).sum(), grid).value
print(f"from z = −10 to 10: equal to differences {np.allclose(steepness, by_differences)}, "
      f"largest {steepness.max():.4g} at z = {grid[steepness.argmax()]:.4g}, at the ends {steepness[-1]:.2g}")
slip = 1 / (1 + np.exp(1))
print(f"with e¹ for e⁻¹: {slip:.4g}, which is σ(−1) and not σ(1)")
print(f"and yet (1 − {slip:.4g}) · {slip:.4g} = {(1 - slip) * slip:.4g}")

# %% [markdown]
# The last two lines show a slip with a lesson in it. A slide writes this slope as
# $\big(1 - \frac{1}{1 + e^{1}}\big)\frac{1}{1 + e^{1}}$. The exponent should be $-1$. The number is right all the same,
# since $\sigma(-z) = 1 - \sigma(z)$ merely swaps the two factors. A right number does not prove a right formula.
#
# ### The slide says: a unit with a penalty
#
# Another set of notes takes one unit with a penalty on its weight,
#
# $$L(w, b) = \tfrac12\big(y - \sigma(wx + b)\big)^2 + \lambda w^2 ,$$
#
# with all of $w, b, x, y, \lambda$ single numbers.
#
# > **The slide says**
# >
# > $$\frac{\partial L}{\partial w} = \big(y - \sigma(wx + b)\big)\,\sigma'(wx + b)\,x + 2\lambda w, \qquad
# > \frac{\partial L}{\partial b} = -\big(y - \sigma(wx + b)\big)\,\sigma'(wx + b) .$$
#
# **The question.** Are both lines right? Nobody has to believe a slide: $L$ can be measured. The cell does a gradient
# check, the slide's two formulas against differences of $L$. Then it repeats the check at 1,000 random places, with the
# complex step of section 7.5.

# %%
def unit_loss(w, b, x, y, lam):
    """The unit's loss with its penalty; arrays give one loss an entry."""
    return 0.5 * (y - sigmoid(w * x + b)) ** 2 + lam * w**2


def on_the_slide(w, b, x, y, lam):
    """The slide's two slopes, as they are printed."""
    s = sigmoid(w * x + b)
    return (y - s) * s * (1 - s) * x + 2 * lam * w, -(y - s) * s * (1 - s)


w, b, x, y, lam = 0.7, -0.3, 1.5, 0.2, 0.1
slide_w, slide_b = on_the_slide(w, b, x, y, lam)
unit_slopes = numeric_gradient(lambda t: unit_loss(t[0], t[1], x, y, lam), np.array([w, b])).value
print(f"∂L/∂w   the slide {slide_w:8.4g}   measured {unit_slopes[0]:8.4g}")
print(f"∂L/∂b   the slide {slide_b:8.4g}   measured {unit_slopes[1]:8.4g}")

w, b, x, y = np.random.default_rng(8).standard_normal((4, 1000))
slide_w, slide_b = on_the_slide(w, b, x, y, lam)
measured_w = unit_loss(w + 1e-100j, b, x, y, lam).imag / 1e-100
measured_b = unit_loss(w, b + 1e-100j, x, y, lam).imag / 1e-100
off_w = ~np.isclose(slide_w, measured_w, rtol=1e-6, atol=0)
off_b = ~np.isclose(slide_b, measured_b, rtol=1e-6, atol=0)
print(f"places of {len(x):,} where the slide is off: ∂L/∂w {off_w.sum():,}, ∂L/∂b {off_b.sum()}")

# %% [markdown]
# One line passes and one does not. Derive both slopes yourself, one gate at a time, from $L$ back to $w$ and $b$. There
# are two paths from $w$ to $L$. Then set your lines beside the slide's: what is different? (You may hand in the slide's
# own two lines first, and see what the check says of them.)
#
# ### Exercise: `regularised_unit_grads(w, b, x, y, lam)`
#
# Write `regularised_unit_grads(w, b, x, y, lam) -> (dw, db)` for the loss $L$ above.
#
# - All arguments are single numbers, and so are `dw` and `db`. Mind the half in front of the square. The penalty is
#   $\lambda w^2$, on `w` only.
# - To try first: $w = 0.7$, $b = -0.3$, $x = 1.5$, $y = 0.2$, $\lambda = 0.1$, as above, give `dw` about 0.2966 and `db`
#   about 0.1044.

# %% nbgrader={"grade": false, "grade_id": "regularised_unit_grads_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def regularised_unit_grads(w, b, x, y, lam):
    """The slopes (dw, db) of ½ (y − σ(w x + b))² + lam w². All are single numbers."""
    ### BEGIN SOLUTION
    output = sigmoid(w * x + b)
    dz = (output - y) * output * (1 - output)
    return dz * x + 2 * lam * w, dz
    ### END SOLUTION

# %%
show(attempt(regularised_unit_grads, 0.7, -0.3, 1.5, 0.2, 0.1), f"{unit_slopes[0]:.4g}, {unit_slopes[1]:.4g}")

# %% nbgrader={"grade": true, "grade_id": "regularised_unit_grads", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("regularised_unit_grads", regularised_unit_grads)

# %% [markdown]
# <details><summary>What is wrong with the slide (open it when your check is green)</summary>
#
# Let $r = y - \sigma$. The half and the square give $\partial L/\partial r = r$. Then $\partial r/\partial \sigma = -1$:
# this minus stands on the way to $w$ just as on the way to $b$. The slide kept it for $b$ and lost it for $w$:
#
# $$\frac{\partial L}{\partial w} = -\big(y - \sigma(wx + b)\big)\,\sigma'(wx + b)\,x + 2\lambda w .$$
#
# At the first numbers above the slide's slope has not even the right sign: a small step of gradient descent in $w$ would
# go *up*.
#
# </details>
#
# The same notes call the two formulas redundant, and they are: $(y - \sigma)\sigma'$ is worked out twice. A backward pass
# works it out once, at the gate where the two paths part.
#
# **Think.** Would you have found the slip with $\lambda$ very large? With $x = 0$?
#
# <details><summary>Answer</summary>
#
# With $\lambda$ very large the penalty drowns the data term, and a check with a relative tolerance may pass. With
# $x = 0$ the data term of $\partial L/\partial w$ is 0, right or wrong. Check at ordinary numbers.
#
# </details>

# %% [markdown]
# ## 7.9 Least squares and ridge regression
#
# **The question.** The weight in the last section had two paths to the loss. How does that look with a weight vector,
# and with many examples?
#
# **One example.** With $w, x \in \mathbb{R}^d$ and numbers $b, y, \lambda$:
#
# $$\hat y = \sum_j w_j x_j + b, \quad r = y - \hat y, \quad \ell = r^2, \quad R = \lambda w^\top w, \quad J = \ell + R .$$
#
# Go backwards from $J$. (A slide starts this "from graph output $\ell$". The output is $J$. From $\ell$ the penalty
# would get no gradient at all.)
#
# - $\partial J/\partial \ell = 1$ and $\partial J/\partial R = 1$, since a sum hands on to both.
# - $\partial J/\partial r = 2r$, then $\partial J/\partial \hat y = -2r$, since $r = y - \hat y$.
# - $\partial J/\partial b = -2r$.
# - To $w_j$ there are two paths. Through $\hat y$ comes $-2 r x_j$. Through $R$ comes $2\lambda w_j$, since
#   $\partial(w^\top w)/\partial w_j = 2 w_j$. Together $\partial J/\partial w_j = -2 r x_j + 2\lambda w_j$.
#
# For plain least squares drop $R$: $\partial\ell/\partial w_j = -2 r x_j$ and $\partial\ell/\partial b = -2r$. A step of
# stochastic gradient descent is then $w_j \leftarrow w_j + 2\eta\, r x_j$ and $b \leftarrow b + 2\eta\, r$, with $\eta$ the
# learning rate, a small positive number. The step goes along the input, by as much as the residual $r$ asks.
#
# **By hand.** $w = (0.5, -1)$, $b = 0.25$, $x = (2, 1)$, $y = 1$, $\lambda = 0.1$. Then $\hat y = 0.25$, $r = 0.75$,
# $\ell = 0.5625$, $R = 0.125$ and $J = 0.6875$. Backwards: $-2r = -1.5$. Through $\hat y$ comes $(-3, -1.5)$ and through
# $R$ comes $(0.1, -0.2)$. A step on $\ell$ alone with $\eta = 0.1$ adds $0.15 \cdot (2, 1)$ to $w$ and $0.15$ to $b$, and
# takes the residual from 0.75 to $-0.15$.

# %%
w, b, x, y, lam = np.array([0.5, -1.0]), 0.25, np.array([2.0, 1.0]), 1.0, 0.1
p = w @ x + b
r = y - p
v = {"w": w, "b": b, "y": y, "p": p, "r": r, "l": r**2, "R": lam * w @ w, "J": r**2 + lam * w @ w}
g = {"J": 1.0, "l": 1.0, "R": 1.0, "r": 2 * r, "p": -2 * r, "y": 2 * r, "b": -2 * r}
g |= {"w1": g["p"] * x, "w2": 2 * lam * w}       # w has two wires
objective = lambda theta: (y - theta[:2] @ x - theta[2]) ** 2 + lam * theta[:2] @ theta[:2]
print("∂J/∂w, both paths:", g["w1"] + g["w2"], f"  ∂J/∂b: {g['b']:.4g}")
print("by differences:   ", numeric_gradient(objective, np.array([*w, b])).value)
eta = 0.1                                        # one step on the plain loss
stepped_w, stepped_b = w - eta * g["w1"], b - eta * g["b"]
print(f"one step down ℓ, η = {eta}: w", stepped_w, f"  b {stepped_b:.4g}")
print("along the input:          w", w + 2 * eta * r * x, f"  b {b + 2 * eta * r:.4g}")
print(f"the residual goes from {r:.4g} to {y - (stepped_w @ x + stepped_b):.4g}")
figure = worked.draw(worked.RIDGE, v, g, title="ridge regression on one example", digits=4)

# %% [markdown]
# **A batch.** For $n$ examples $(x_i, y_i)$ there are $n$ residuals, $r_i = y_i - (x_i^\top w + b)$. The data term is the
# mean of their squares, and the penalty stays as it is:
#
# $$J(w, b) = \frac1n \sum_{i=1}^n r_i^2 + \lambda w^\top w .$$
#
# (Many books take the residual the other way round, prediction minus label. The square hides the difference. Choose one
# and keep it, since the sign of its slope in $w$ and $b$ changes with it.)
#
# Each example is one more path to $w$ and to $b$, and each now carries the factor $1/n$. The penalty is outside the mean:
# it is counted once, not once for each example.
#
# ### Exercise: `ridge_grads(w, b, X, y, lam)`
#
# Write `ridge_grads(w, b, X, y, lam) -> (dw, db)` for $J$ above.
#
# - Shapes: `w` (d,), `b` a number, `X` (n, d), `y` (n,), `lam` a number. Return `dw` (d,) and `db`, a number.
# - The data term is a **mean** over examples, with no half in front. Only `w` is penalised.
# - To try first: `w = [1]`, `b = 0`, `X = [[1], [2]]`, `y = [0, 0]`, `lam = 0.5` gives `dw = [6]`, `db = 3`.

# %% nbgrader={"grade": false, "grade_id": "ridge_grads_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ridge_grads(w, b, X, y, lam):
    """The gradients (dw, db) of mean((y − X w − b)²) + lam wᵀw. w (d,), b a number, X (n, d), y (n,)."""
    ### BEGIN SOLUTION
    dprediction = -2 * (y - X @ w - b) / len(y)
    return X.T @ dprediction + 2 * lam * w, dprediction.sum()
    ### END SOLUTION

# %%
X_tiny, y_tiny = np.array([[1.0], [2.0]]), np.array([0.0, 0.0])
show(attempt(ridge_grads, np.array([1.0]), 0.0, X_tiny, y_tiny, 0.5), "dw [6], db 3")

# %% nbgrader={"grade": true, "grade_id": "ridge_grads", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("ridge_grads", ridge_grads)

# %% [markdown]
# **Think.** Set both gradients to zero with $\lambda = 0$. Which well-known equations do you get?
#
# <details><summary>Answer</summary>
#
# The normal equations of least squares: $\sum_i r_i x_i = 0$ and $\sum_i r_i = 0$. The residuals average to 0 and are
# orthogonal to every column of $X$.
#
# </details>
#
# ## 7.10 A logistic unit, then two layers
#
# **The question.** What changes when the output is a probability and the loss is cross-entropy? And what comes back to
# the *input* of a network with a hidden layer?
#
# **The logistic unit.** $z = \sum_j w_j x_j$, $\hat y = \sigma(z)$, and for a label $y$ of 0 or 1
#
# $$\ell = -y\log\hat y - (1 - y)\log(1 - \hat y) .$$
#
# Backwards, gate by gate:
#
# $$\frac{\partial \ell}{\partial \hat y} = \frac{1 - y}{1 - \hat y} - \frac{y}{\hat y}, \qquad
# \frac{\partial \hat y}{\partial z} = \hat y (1 - \hat y), \qquad
# \frac{\partial \ell}{\partial z} = (1 - y)\,\hat y - y\,(1 - \hat y) = \hat y - y .$$
#
# The factor $\hat y(1 - \hat y)$ cancels both denominators: the $1 - \hat y$ of the first fraction and the $\hat y$ of the
# second. What is left is *prediction minus label*. It does not vanish when the unit is confidently wrong. With
# $\partial z/\partial w_j = x_j$ and $\partial z/\partial x_j = w_j$,
#
# $$\frac{\partial \ell}{\partial w_j} = (\hat y - y)\,x_j, \qquad \frac{\partial \ell}{\partial x_j} = (\hat y - y)\,w_j .$$
#
# (One slide prints the last factor of $\partial\ell/\partial w_1$ as "$|_{x_1}$". It is a product, "$\cdot\, x_1$".)
#
# **By hand.** $w = (0.5, 0.25)$, $x = (1, -2)$, $y = 1$. Then $z = 0$, $\hat y = 0.5$, $\partial\ell/\partial\hat y =
# -2$ and $\partial\hat y/\partial z = 0.25$. So $\partial\ell/\partial z = -0.5 = \hat y - y$.

# %%
w, x, y = np.array([0.5, 0.25]), np.array([1.0, -2.0]), 1.0
logistic = lambda v, t: -y * np.log(sigmoid(v @ t)) - (1 - y) * np.log(1 - sigmoid(v @ t))
p = sigmoid(w @ x)
at_p = (1 - y) / (1 - p) - y / p
print(f"∂ℓ/∂z: {at_p:.4g} · {p * (1 - p):.4g} = {at_p * p * (1 - p):.4g}, and ŷ − y = {p - y:.4g}")
print("∂ℓ/∂w:", (p - y) * x, " by differences:", numeric_gradient(lambda v: logistic(v, x), w).value)
print("∂ℓ/∂x:", (p - y) * w, " by differences:", numeric_gradient(lambda t: logistic(w, t), x).value)

# %% [markdown]
# **Two layers.** Put $h$ hidden units before it. Their weights are $W_1$ (h, d) and $b_1$ (h,). The output unit has the
# weights $w_2$ (h,) and the bias $b_2$, a number:
#
# $$z_1 = W_1 x + b_1, \quad a = \sigma(z_1), \quad z_2 = w_2 \cdot a + b_2, \quad \hat y = \sigma(z_2) .$$
#
# $z_1$ and $a$ are (h,), $z_2$ is a number. Entries carry a second index outside brackets: $(w_2)_u$ leads from hidden
# unit $u$ to the output. From the unit above, $\partial\ell/\partial a_u = (\hat y - y)\,(w_2)_u$. One gate further back,
# $\partial\ell/\partial (z_1)_u = (\hat y - y)\,(w_2)_u\,a_u(1 - a_u)$. So
#
# $$\frac{\partial \ell}{\partial (W_1)_{11}} = (\hat y - y)\,(w_2)_1\,a_1(1 - a_1)\,x_1 .$$
#
# A weight of the first layer has one path, through its own unit. An **input** has a path through every hidden unit. With
# two of them,
#
# $$\frac{\partial \ell}{\partial x_1} = (\hat y - y)\,\big[\,(w_2)_1\,a_1(1 - a_1)\,(W_1)_{11}
# + (w_2)_2\,a_2(1 - a_2)\,(W_1)_{21}\,\big] .$$
#
# (The slides write $w^{(1)}_{12}$ where we write $(W_1)_{21}$, from input 1 to unit 2, and once drop the superscript.
# Section 7.4 has the two conventions.)
#
# **By hand.** $x = (1, 0.5)$, $W_1 = \begin{bmatrix} 0.5 & 1 \\ -1 & 2 \end{bmatrix}$, $b_1 = (0, 0)$, $w_2 = (2, -1)$,
# $b_2 = 0$, $y = 1$. Then $z_1 = (1, 0)$ and $a = (0.7311, 0.5)$.

# %%
W1, b1, w2, b2 = np.array([[0.5, 1.0], [-1.0, 2.0]]), np.zeros(2), np.array([2.0, -1.0]), 0.0
x, y = np.array([1.0, 0.5]), 1.0
example = W1, b1, w2, b2, x, y


def entropy(V, v):
    """The loss of the two-layer network with first-layer weights V at the input v."""
    p = sigmoid(w2 @ sigmoid(V @ v + b1) + b2)
    return -y * np.log(p) - (1 - y) * np.log(1 - p)


a1, a2 = sigmoid(W1 @ x + b1)
z2 = w2[0] * a1 + w2[1] * a2 + b2
p = sigmoid(z2)
path_1 = (p - y) * w2[0] * a1 * (1 - a1) * W1[0, 0]    # x₁ → unit 1 → loss
path_2 = (p - y) * w2[1] * a2 * (1 - a2) * W1[1, 0]    # x₁ → unit 2 → loss
print(f"∂ℓ/∂x₁       path 1 {path_1:.4g} + path 2 {path_2:.4g} = {path_1 + path_2:.4g}")
dx_measured = numeric_gradient(lambda t: entropy(W1, t), x).value
dW1_measured = numeric_gradient(lambda V: entropy(V, x), W1).value
print(f"             by differences                 = {dx_measured[0]:.4g}")
one_path = (p - y) * w2[0] * a1 * (1 - a1) * x[0]
print(f"∂ℓ/∂(W₁)₁₁   one path {one_path:.4g}, by differences {dW1_measured[0, 0]:.4g}")
v = {"x1": x[0], "a1": a1, "a2": a2, "z": z2, "p": p, "l": entropy(W1, x)}
g = {"l": 1.0, "p": (1 - y) / (1 - p) - y / p, "z": p - y, "a1": (p - y) * w2[0], "a2": (p - y) * w2[1]}
g |= {"x1_1": path_1, "x1_2": path_2}
figure = worked.draw(worked.TWO_LAYER, v, g, title="two paths from x₁ to the loss")

# %% [markdown]
# ### Exercise: `two_layer_dx(W1, b1, w2, b2, x, y)`
#
# Write `two_layer_dx(W1, b1, w2, b2, x, y) -> dx` for one example through the network above: one sigmoid hidden layer, one
# sigmoid output, and the loss $\ell = -y\log\hat y - (1 - y)\log(1 - \hat y)$.
#
# - Shapes: `W1` (h, d), `b1` (h,), `w2` (h,), `b2` a number, `x` (d,), `y` is 0.0 or 1.0. Return `dx` (d,). The number
#   h of hidden units is free. Every one of them is a path.
# - To try first: the numbers of the last cell give `dx` of about (−0.1235, 0.0295).

# %% nbgrader={"grade": false, "grade_id": "two_layer_dx_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def two_layer_dx(W1, b1, w2, b2, x, y):
    """The gradient (d,) of ℓ at the input x. W1 (h, d), b1 (h,), w2 (h,), b2 and y are numbers."""
    ### BEGIN SOLUTION
    a = sigmoid(W1 @ x + b1)
    prediction = sigmoid(w2 @ a + b2)
    dz1 = (prediction - y) * w2 * a * (1 - a)
    return W1.T @ dz1
    ### END SOLUTION

# %%
show(attempt(two_layer_dx, *example), dx_measured)

# %% nbgrader={"grade": true, "grade_id": "two_layer_dx", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("two_layer_dx", two_layer_dx)

# %% [markdown]
# **Think.** Training never changes $x$. What could $\partial\ell/\partial x$ be good for?
#
# <details><summary>Answer</summary>
#
# If another layer makes $x$, this is the upstream gradient of that layer. And it says which inputs the loss depends on
# most, for instance which pixels, and how to change them a little to mislead the network.
#
# </details>
#
# ## 7.11 Softmax with cross-entropy
#
# **The question.** A classifier with $k$ classes puts out a row of scores, the *logits* $z \in \mathbb{R}^k$. Softmax
# makes probabilities of them, $p_j = e^{z_j}/\sum_c e^{z_c}$. The loss is $-\log p_y$, with $y$ the index of the right
# class. What is the gradient at the logits?
#
# **The Jacobian of softmax.** Let $S = \sum_c e^{z_c}$, so $p_i = e^{z_i}/S$. By the quotient rule
#
# $$\frac{\partial p_i}{\partial z_j} = \frac{\mathbf{1}[i = j]\, e^{z_i} S - e^{z_i} e^{z_j}}{S^2}
# = p_i\,(\mathbf{1}[i = j] - p_j), \qquad\text{so}\qquad
# \frac{\partial p}{\partial z} = \operatorname{diag}(p) - p\,p^\top \quad (k, k).$$
#
# It is dense: every logit moves every probability, since they share $S$. Each column sums to
# $\sum_i p_i(\mathbf{1}[i = j] - p_j) = p_j - p_j = 0$, as it must, for the probabilities always sum to 1. The matrix is
# symmetric, so its rows sum to 0 too. **This is why a plain sum proves nothing as a test loss for softmax**: with $C = 1$
# everywhere the gradient at $z$ is 0, and a function that returns zeros passes.
#
# **Through the loss.** For $L = -\log p_y$ the upstream gradient at $p$ is $-1/p_y$ at entry $y$ and 0 elsewhere. Only
# row $y$ of the Jacobian is used:
#
# $$\frac{\partial L}{\partial z_j} = -\frac{1}{p_y}\, p_y\,(\mathbf{1}[j = y] - p_j) = p_j - \mathbf{1}[j = y] .$$
#
# Prediction minus label, as for the logistic unit of section 7.10. The dangerous $1/p_y$ has cancelled: every entry lies between $-1$ and 1, also where
# $p_y$ is tiny.

# %%
z, y = np.array([2.0, 1.0, -1.0, 0.5]), 1
p = np.exp(z) / np.exp(z).sum()
J = np.diag(p) - np.outer(p, p)
dp = np.zeros(4)
dp[y] = -1 / p[y]
print("p =", p)
row = numeric_gradient(lambda t: np.exp(t[1]) / np.exp(t).sum(), z).value
print("row 2 of the Jacobian: ", J[1])
print("by differences:        ", row)
print("its rows sum to", np.abs(J.sum(axis=1)).max().round(12), "and its columns to", np.abs(J.sum(axis=0)).max().round(12))
print("through the Jacobian:  ", J.T @ dp)
print("p, less 1 at y:        ", np.array([p[j] - (j == y) for j in range(4)]))
print("by differences:        ", numeric_gradient(lambda t: np.log(np.exp(t).sum()) - t[y], z).value)
figure = jacobian.draw(J, dp, to="p", at="z", title="softmax, then −log p at the right class")

# %% [markdown]
# **Large logits.** $e^{1000}$ is beyond float64. But adding the same number to all logits of a row changes no probability:
# $e^{z_j + s}/\sum_c e^{z_c + s} = e^{z_j}/\sum_c e^{z_c}$. So first subtract the row's largest logit. Then the largest
# exponent is 0, nothing overflows, and the sum is at least 1.

# %%
big = np.array([1000.0, 999.0, -1000.0])
with np.errstate(all="ignore"):
    print("as it stands:", np.exp(big) / np.exp(big).sum())
print("one by one, after the shift:", *(f"{np.exp(t - big.max()):.4g}" for t in big))
print("p of the cell before, and with 5 added to all logits:", p, np.exp(z + 5) / np.exp(z + 5).sum())

# %% [markdown]
# **A batch.** $Z$ is (n, k), one row of logits an example, and $L = \frac1n\sum_i -\log p_{i, y_i}$. Row $i$ moves only its
# own term, and the mean puts $1/n$ on each row.
#
# ### Exercise: `softmax_cross_entropy_grad(Z, y)`
#
# Write `softmax_cross_entropy_grad(Z, y) -> dZ` for the **mean** over rows of $-\log\operatorname{softmax}(Z)_{i, y_i}$.
#
# - Shapes: `Z` (n, k), `y` (n,) whole numbers from 0 to k − 1. Return `dZ` (n, k).
# - It must work for logits near ±1,000. Do not change `Z`. `A[np.arange(n), y]` means entry `y[i]` of each row `i` of `A`.
# - To try first: `Z = [[0, 0], [0, log 3]]`, `y = [0, 1]` gives `[[-0.25, 0.25], [0.125, -0.125]]`.

# %% nbgrader={"grade": false, "grade_id": "softmax_cross_entropy_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax_cross_entropy_grad(Z, y):
    """The gradient (n, k) at the logits Z of the mean cross-entropy. y (n,) holds class indices."""
    ### BEGIN SOLUTION
    powers = np.exp(Z - Z.max(axis=1, keepdims=True))
    dZ = powers / powers.sum(axis=1, keepdims=True)
    dZ[np.arange(len(y)), y] -= 1
    return dZ / len(y)
    ### END SOLUTION

# %%
Z_tiny = np.array([[0.0, 0.0], [0.0, np.log(3)]])
show(attempt(softmax_cross_entropy_grad, Z_tiny, np.array([0, 1])), "[[-0.25, 0.25], [0.125, -0.125]]")

# %% nbgrader={"grade": true, "grade_id": "softmax_cross_entropy_grad", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("softmax_cross_entropy_grad", softmax_cross_entropy_grad)

# %% [markdown]
# **Think.** What does each row of `dZ` sum to, and why must it?
#
# <details><summary>Answer</summary>
#
# To 0: the probabilities of a row sum to 1, and so does the 1 at the right class that is taken off.
# It must, since adding the same number to all logits of a row changes neither probabilities nor loss.
#
# </details>
#
# ## 7.12 A whole network
#
# **The question.** We have all the parts. How do they go together?
#
# The network has one hidden layer of tanh units, for a batch `X` (n, d) with `h` hidden units and `k` classes:
#
# | line | forwards | shape | keep for later |
# |---|---|---|---|
# | 1 | $Z_1 = X W_1^\top + b_1$ | (n, h) | $X$ |
# | 2 | $A_1 = \tanh(Z_1)$ | (n, h) | $A_1$ |
# | 3 | $Z_2 = A_1 W_2^\top + b_2$ | (n, k) | $A_1$ |
# | 4 | $L = \text{mean}_i\; -\log\operatorname{softmax}(Z_2)_{i, y_i}$ | one number | the probabilities |
#
# The backward pass takes the same lines from the last to the first. Each line needs what arrives from above and what the
# forward pass kept:
#
# | line | backwards | shape | from |
# |---|---|---|---|
# | 4 | $dZ_2$ | (n, k) | section 7.11 |
# | 3 | $dW_2,\; db_2,\; dA_1$ from $dZ_2$ | as $W_2$, $b_2$, $A_1$ | section 7.6 |
# | 2 | $dZ_1 = dA_1 \odot (1 - A_1^2)$ | (n, h) | below |
# | 1 | $dW_1,\; db_1$ from $dZ_1$ | as $W_1$, $b_1$ | section 7.6 |
#
# Line 2: $\odot$ is the entrywise product. With $t = \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}}$ the quotient rule gives
# $t' = \frac{(e^z + e^{-z})^2 - (e^z - e^{-z})^2}{(e^z + e^{-z})^2} = 1 - t^2$. So the slope needs the *output* $A_1$,
# not $Z_1$. The first two lines that the cell prints are this slope at five places.
#
# Each layer looks only at its own inputs, its own parameters and the gradient that arrives. That is why one layer can be
# exchanged for another.
#
# To see the pattern once in code without giving your exercise away, here is a cousin: **one** example, sigmoid hidden units,
# one linear output and a squared loss.

# %%
places = np.linspace(-2, 2, 5)
print("1 − tanh²           ", 1 - np.tanh(places) ** 2)
print("    by differences  ", numeric_gradient(lambda t: np.tanh(t).sum(), places).value)

rng = np.random.default_rng(12)
V1, c1 = rng.standard_normal((3, 2)), rng.standard_normal(3)
V2, c2 = rng.standard_normal((1, 3)), rng.standard_normal(1)
u, target = rng.standard_normal(2), 0.5

a = sigmoid(V1 @ u + c1)                        # forwards: keep a
out = V2 @ a + c2
dout = 2 * (out - target)                     # backwards, last line first
grads = {"V2": np.outer(dout, a), "c2": dout}
dz = (V2.T @ dout) * a * (1 - a)
grads |= {"V1": np.outer(dz, u), "c1": dz}


def cousin(V1=V1, c1=c1, V2=V2, c2=c2):
    """The cousin's loss as a function of its parameters."""
    return ((V2 @ sigmoid(V1 @ u + c1) + c2 - target) ** 2).item()


for name, start in {"V1": V1, "c1": c1, "V2": V2, "c2": c2}.items():
    print(f"{name}  backwards      ", grads[name].ravel())
    print("    by differences ", numeric_gradient(lambda v: cousin(**{name: v}), start).value.ravel())

# %% [markdown]
# ### Exercise: `mlp_grads(params, X, y)`
#
# Write `mlp_grads(params, X, y) -> grads` for the network of the table: tanh hidden layer, softmax, **mean**
# cross-entropy.
#
# - `params` is a dict with `W1` (h, d), `b1` (h,), `W2` (k, h), `b2` (k,). `X` is (n, d), `y` (n,) holds class indices.
# - Return a dict with the same four keys. `grads["W1"]` has the shape of `W1`, and so on. Each key earns its own points.
# - Do not change `params` or `X`. You may call your own earlier functions, but then a mistake there costs you here too.
# - To try first: `W1 = [[0]]`, `b1 = [0]`, `W2 = [[1], [-1]]`, `b2 = [0, 0]`, `X = [[1]]`, `y = [0]` gives
#   `W1: [[-1]]`, `b1: [-1]`, `W2: [[0], [0]]`, `b2: [-0.5, 0.5]`. Work it through on paper: it takes four lines.

# %% nbgrader={"grade": false, "grade_id": "mlp_grads_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mlp_grads(params, X, y):
    """The gradients of the mean cross-entropy, a dict like params. X (n, d), y (n,) class indices."""
    ### BEGIN SOLUTION
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    A1 = np.tanh(X @ W1.T + b1)
    Z2 = A1 @ W2.T + b2
    powers = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    dZ2 = powers / powers.sum(axis=1, keepdims=True)
    dZ2[np.arange(len(y)), y] -= 1
    dZ2 /= len(y)
    dZ1 = (dZ2 @ W2) * (1 - A1**2)
    return {"W1": dZ1.T @ X, "b1": dZ1.sum(axis=0), "W2": dZ2.T @ A1, "b2": dZ2.sum(axis=0)}
    ### END SOLUTION

# %%
tiny = {"W1": np.zeros((1, 1)), "b1": np.zeros(1), "W2": np.array([[1.0], [-1.0]]), "b2": np.zeros(2)}
answer = attempt(mlp_grads, tiny, np.array([[1.0]]), np.array([0]))
show(answer, "W1 [[-1]], b1 [-1], W2 [[0], [0]], b2 [-0.5, 0.5]")

# %% nbgrader={"grade": true, "grade_id": "mlp_grads", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("mlp_grads", mlp_grads)

# %% [markdown]
# ### What it is for
#
# With the gradient, training is one line: subtract a little of it, again and again. Below, a network with 6 hidden units
# learns to tell a disc from the ring around it, which no straight line can. The reference's gradient trains it. Where
# yours is written, it trains a second copy from the same start. If the two agree, the curves lie on each other.

# %%
from course import mlp

rng = np.random.default_rng(5)
labels = rng.integers(0, 2, size=120)
radius = np.where(labels == 1, rng.uniform(0, 1, 120), rng.uniform(1.5, 2.5, 120))
angle = rng.uniform(0, 2 * np.pi, 120)
points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)

start = mlp.initial_params(rng, d=2, h=6, k=2)
setting = {"rate": 0.5, "steps": 400}
trained, losses = mlp.train(start, points, labels, **setting)
curves = {"the reference": losses}
if attempt(mlp_grads, start, points, labels) is not None:
    yours = attempt(mlp.train, start, points, labels, gradients=mlp_grads, **setting)
    curves |= {"yours": yours[1]} if yours is not None else {}
right = mlp.accuracy(trained, points, labels)
print(f"loss {losses[0]:.4g} at the start, {losses[-1]:.4g} at the end; right on {right:.1%} of the points")
figure = training.draw(points, labels, lambda rows: mlp.forward(trained, rows).Z2.argmax(axis=1), curves)

# %% [markdown]
# That was one start, and one start proves little. Here is the same training on XOR, the four points that no single unit
# can separate, from 40 random starts for each number of hidden units. A run counts if all four points are right after
# 400 steps. With two units the runs that fail are then given 2,000 steps in all.

# %%
corners, parity = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0, 1, 1, 0])
widths, seeds = [2, 3, 4], 40
solved, stuck = [], []
for width in widths:
    runs = 0
    for seed in range(seeds):
        start = mlp.initial_params(np.random.default_rng(seed), d=2, h=width, k=2)
        trained, _ = mlp.train(start, corners, parity, rate=1.0, steps=400)
        done = mlp.accuracy(trained, corners, parity) == 1.0
        runs += done
        if width == 2 and not done:
            stuck.append(trained)
    solved.append(runs / seeds)
    print(f"{width} hidden units: {runs} of {seeds} runs solve XOR ({runs / seeds:.1%})")
longer = [mlp.train(params, corners, parity, rate=1.0, steps=1600)[0] for params in stuck]
late = sum(mlp.accuracy(params, corners, parity) == 1.0 for params in longer)
print(f"2 hidden units: of the {len(stuck)} runs that failed, {late} solve XOR after 2,000 steps")
figure = training.rates(widths, solved, seeds=seeds)

# %% [markdown]
# The gradient is right in every one of these runs. Two hidden units are enough to *represent* XOR, and still a share of
# the runs stops short of it. Five times the steps mended none of these. A small step against a right gradient leads
# downhill. Nothing promises that the hill ends where you want.
#
# **Think.** All the weights above start at random. What would happen if they all started at 0?
#
# <details><summary>Answer</summary>
#
# With all weights and biases at 0, $A_1 = 0$ gives $dW_2 = 0$, and $W_2 = 0$ gives $dA_1 = 0$, so $dW_1 = 0$ and $db_1 = 0$.
# Only $b_2$ ever moves. The hidden units start alike and stay alike: random starts break the tie.
#
# </details>
#
# ## 7.13 Why backwards?
#
# **The question.** The chain rule does not say in which order to multiply. Why from the loss?
#
# Take $D$ weight layers of width $m$ and a loss $L$ at the end. The gradient at the input is a product of $D$ Jacobians (m, m) and
# one row (1, m), the gradient of $L$ at the last layer. Here are three ways to multiply it out.
#
# - **Every path by itself.** There are $m^{D+1}$ paths, with $D$ multiplications on each: $D\,m^{D+1}$ in all. The same
#   partial products come up again and again.
# - **From the inputs.** Multiply matrix by matrix, starting at the input: $m^3$ for each of $D - 1$ products, and $m^2$ for
#   the row at the end: $(D - 1)\,m^3 + m^2$ in all.
# - **From the loss.** Start with the row and multiply it by one matrix after the other, $m^2$ each time: $D\,m^2$ in all.
#   Each partial result is one row, the upstream gradient of a layer.
#
# The last two ways work out no partial result twice. That is dynamic programming: a table of partial results, filled
# once in the right order. Backpropagation is the last way. It trades memory for time: the forward pass must keep its
# values until the backward pass has used them. The cell runs all three ways for $m = 4$, counts each multiplication as it
# makes it, and shows that the gradients agree. At $D = 5$ it sets the three formulas beside the counts.

# %%
from itertools import product


def path_by_path(matrices, last):
    """The gradient as a sum over paths, and the multiplications made."""
    m, count = len(last), 0
    total = np.zeros(m)
    for path in product(range(m), repeat=len(matrices) + 1):      # one unit in each layer
        term = last[path[-1]]
        for matrix, i, j in zip(matrices, path, path[1:]):
            term, count = term * matrix[j, i], count + 1
        total[path[0]] += term
    return total, count


def from_the_inputs(matrices, last):
    """Matrix by matrix, the input's Jacobian first."""
    so_far, count = matrices[0], 0
    for matrix in matrices[1:]:
        count += matrix.shape[0] * matrix.shape[1] * so_far.shape[1]
        so_far = matrix @ so_far
    return last @ so_far, count + last.size * so_far.shape[1]


def from_the_loss(matrices, last):
    """Row by matrix, the loss first."""
    count = 0
    for matrix in matrices[::-1]:
        count += matrix.size
        last = last @ matrix
    return last, count


rng = np.random.default_rng(13)
ways = {"every path": path_by_path, "from the inputs": from_the_inputs, "from the loss": from_the_loss}
formulas = {
    "every path": lambda D, m: D * m ** (D + 1),
    "from the inputs": lambda D, m: (D - 1) * m**3 + m**2,
    "from the loss": lambda D, m: D * m**2,
}
depths = [1, 2, 3, 4, 5]
counted = {name: [] for name in ways}
for depth in depths:
    chain, last_row = [rng.standard_normal((4, 4)) for _ in range(depth)], rng.standard_normal(4)
    for name, way in ways.items():
        result, made = way(chain, last_row)
        counted[name].append(made)
        if depth == depths[-1]:
            print(f"{name:16} {made:6,} multiplications, {formulas[name](depth, 4):6,} by the formula, gradient {result}")
figure = counts.draw(depths, counted)

# %% [markdown]
# With one loss and many parameters the loss is the right end to start from. With one input and many outputs it would be
# the other end: that is *forward mode*. A backward pass costs about two forward passes (section 7.6). Differences would need
# two forward passes *for each parameter*.
#
# **Think.** Why, then, do we check gradients with differences at all?
#
# <details><summary>Answer</summary>
#
# Because differences use the forward pass alone. They cannot share a mistake with the derivation.
# They are slow, but one check on a small network is enough. Training then uses the backward pass.
#
# </details>
#
# ## Summary
#
# | part | forwards | backwards | shapes |
# |---|---|---|---|
# | sum over paths | $x \to g_1, \dots, g_m \to f$ | $\sum_k \frac{\partial f}{\partial g_k}\frac{\partial g_k}{\partial x}$ | |
# | any map $z = g(x)$ | $\mathbb{R}^n \to \mathbb{R}^m$ | $dx = J^\top dz$, never formed | $J$ (m, n) |
# | ReLU | $A = \max(0, Z)$ | $dZ = dA$ where $Z > 0$, else 0 | all alike |
# | sigmoid | $A = \sigma(Z)$ | $dZ = dA \odot A \odot (1 - A)$ | all alike |
# | tanh | $A = \tanh Z$ | $dZ = dA \odot (1 - A^2)$ | all alike |
# | linear, rows | $Z = X W^\top + b$ | $dW = dZ^\top X$, $db = \sum_i dZ_i$, $dX = dZ\,W$ | as $W$, $b$, $X$ |
# | squared length | $f = \lVert W x\rVert^2$ | $dW = 2 q x^\top$, $dx = 2 W^\top q$, $q = Wx$ | as $W$, $x$ |
# | ridge penalty | $\lambda w^\top w$ | $2\lambda w$ | as $w$ |
# | sigmoid and cross-entropy | $\ell(\sigma(z), y)$ | $dz = \hat y - y$ | as $z$ |
# | softmax and cross-entropy | mean of $-\log p_{i, y_i}$ | $dZ = (P - \text{onehot}(y))/n$ | (n, k) |
#
# Gradients add where paths meet. A gradient has the shape of its variable. Go backwards, once, and keep what the forward
# pass made. Then check.
#
# **Where to go next.** Lesson 08 turns gradients into training: optimisers, schedules, starting values. Lesson 10 derives
# the backward pass of more layers. The engine of lesson 06 does from a graph what you did here by hand.
#
# ## Slips on the slides
#
# So that you can read the sources beside this lesson. Each is put right where it matters.
#
# | a slide says | it should be | how to find it | where |
# |---|---|---|---|
# | the backward loop runs over $i = 1, \dots, N$ (notes) | $i = N, \dots, 1$, from $\partial L/\partial v_N = 1$ | run it on $b = a + a$, $c = b + b$ | 7.2, 6.4 |
# | the affine map has $c \in \mathbb{R}$ (Linzen) | $c \in \mathbb{R}^m$ | count the outputs | 7.4 |
# | the entries 4, −1, 5, 9 are $dz/dx$, of a map without a name (Xiu) | $\partial L/\partial z$, and the map is ReLU | $dz/dx$ is a matrix (4, 4) | 7.4 |
# | Jacobians are sparse or diagonal, so none is formed (Xiu) | diagonal where a map works entry by entry, no further | count the entries of softmax's that are not 0 | 7.4, 7.11 |
# | gradients are rows here, columns there; $w_{ij}$ starts at $i$, or ends there (Linzen, Xiu, Diakonikolas) | one of the two, and kept | write the shape under each factor | 7.4, 7.10 |
# | $\partial z_i/\partial W_{ij} = u_j$, and no word on the other $z_k$ (notes) | $\partial z_k/\partial W_{ij} = 0$ if $k \ne i$ | sum over $k$ | 7.6 |
# | $\lVert Wx\rVert^2$ with $W$ square (Xiu) | any $W$ (m, n) | nothing in the derivation asks for $m = n$ | 7.7 |
# | $\sigma'(1) = \big(1 - \frac{1}{1 + e^1}\big)\frac{1}{1 + e^1}$ (Xiu) | $e^{-1}$ in both places | compare the value, not the slope | 7.8, 6.8 |
# | $\partial L/\partial w$ of the unit with a penalty (notes) | yours: one sign is lost | gradient check | 7.8 |
# | ridge: go back "from graph output $\ell$" (Linzen) | from $J$ | from $\ell$ nothing comes back to the penalty | 7.9 |
# | $\partial\ell/\partial w_1$ ends in "$\vert_{x_1}$" (Diakonikolas) | $\cdot\, x_1$ | differences at two values of $x_1$ | 7.10 |
# | $\partial\ell/\partial w_{11}$ for a weight of the first of two layers (Diakonikolas) | $\partial\ell/\partial w^{(1)}_{11}$; here $(W_1)_{11}$ | both layers have a weight 11 | 7.10 |
#
# ## References
#
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", *Nature* 323,
#   533–536, 1986.
# - S. Linnainmaa, "Taylor expansion of the accumulated rounding error", *BIT* 16, 146–160, 1976 (reverse mode; first in
#   his master's thesis, Helsinki, 1970).
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, "Automatic differentiation in machine learning: a
#   survey", *Journal of Machine Learning Research* 18(153), 1–43, 2018.
# - A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd ed., SIAM, 2008 (what reverse mode costs: chapters 3 and 4).
# - W. Squire, G. Trapp, "Using complex variables to estimate derivatives of real functions", *SIAM Review* 40(1),
#   110–112, 1998.
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006, section 5.3.
# - A. Karpathy, "Backpropagation, intuitions", notes to CS231n, Stanford University: the notation of the graphs and the
#   examples of sections 7.1, 7.3 and 7.8.
# - D. Xiu, BUSN 20800, lecture 7, University of Chicago (sections 7.1, 7.4, 7.7, 7.8). I. Diakonikolas, CS 760, "Neural
#   networks", University of Wisconsin–Madison (section 7.10). T. Linzen, after D. Rosenberg, DS-GA 1003, lecture 12, New
#   York University (sections 7.2, 7.4, 7.9). Two sets of scribed notes on neural networks and gradient descent (sections
#   7.2, 7.6, 7.8).
