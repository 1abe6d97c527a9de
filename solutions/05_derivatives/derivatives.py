# %% [markdown]
# # 5. Derivatives you can trust
#
# Training a network rests on slopes. This lesson says what a slope is, proves the one rule that all of
# backpropagation is made of, and then turns to a practical question: **how do you find out that a gradient is
# wrong?** You will fool checks in wide use, and then write one that cannot be fooled in these ways.
#
# **What this lesson assumes.** Functions, powers and roots, $\sin$, $\cos$, $e^x$ and their derivatives,
# vectors and matrix products, NumPy. Softmax comes from lesson 03; what is needed of it is repeated.
#
# **What you can do afterwards.** Prove the chain rule without dividing by zero. Sum a slope over paths. Measure
# a Jacobian by nudging. Choose the step of a difference, and say how many digits it will give. Get all digits
# with the complex step. Say, for a given check, which wrong gradient it lets through, and write a check of your
# own.
#
# **How long.** Two evenings, with ten exercises. Sections 5.1 to 5.6 say what a slope is and how to measure one;
# they take 75 minutes: 5, 5, 12, 14, 16, 23. Sections 5.7 to 5.10 are about checks; they take 50: 5, 5, 20, 20, and
# may be left for another evening. They need no earlier cell but the first two: run those, and go on from 5.7. What
# is marked *Aside* is needed nowhere else. It is not in these times.
#
# **Conventions.** A derivative in one variable is written with $\mathrm{d}$, a partial derivative with
# $\partial$. A batch `X` has its examples in rows. Formulas count from 1 and NumPy counts from 0. Everything is
# float64 unless it says otherwise. $\varepsilon \approx 2.2 \cdot 10^{-16}$ is the gap between 1 and the next
# larger number.
#
# **Your answers** may use NumPy, `softmax` from the next cell, and one another. They must not use what the
# other cells define: those are demonstrations, and the grader does not run them.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

np.set_printoptions(formatter={"float": lambda v: f"{v + 0.0:.4g}"})


def softmax(Z):
    """Each row of Z (n, k) as probabilities. Z may be complex."""
    powers = np.exp(Z - Z.real.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)

# %%
# For the demonstrations only: your answers need none of these.
from course import check_gradient, numeric_gradient
from course.exercises.derivatives.bench import BUGS, CLAIMS, refused, refused_by
from course.exercises.derivatives.protocols import PROTOCOLS
from course.plots.derivatives import kink, notices, nudge, paths, secants, slices, vcurve, wiggle
from course.widgets import checker_bench, paths_lab, v_curve


def show(answer, wanted):
    """Print an answer, where there is one, above what is wanted."""
    if answer is not None:
        parts = answer if isinstance(answer, tuple) else (answer,)
        texts = [f"{part:.4g}" if isinstance(part, float) else " ".join(str(part).split()) for part in parts]
        print("yours: ", ", ".join(texts))
    print("wanted:", wanted)


def below(error):
    """An error rounded up to a power of ten: last digits differ a little from one processor to the next."""
    return f"below {10 ** np.ceil(np.log10(error)):.0e}"

# %% [markdown]
# ## 5.1 A slope is a limit
#
# **The question.** A curve bends. What can "its slope at one point" mean, when a slope needs two?

# %%
figure = secants.draw(lambda x: x**3, 1.0, (0.6, 0.3, -0.5), 3.0, name="f")

# %% [markdown]
# **The statement.** Let $f$ take one number to one number. Take a second point $x + t$, with $t \ne 0$, and the
# slope of the line through both. If these slopes close in on one number as $t$ shrinks, that number is the
# **derivative** of $f$ at $x$:
#
# $$f'(x) = \frac{\mathrm{d}f}{\mathrm{d}x} = \lim_{t \to 0} \frac{f(x + t) - f(x)}{t} .$$
#
# Two things are easily missed. $t$ may have either sign. And $t = 0$ is never put in: the quotient would be $0/0$.
#
# **The derivation, for $f(x) = x^3$.** Multiply out: $(x + t)^3 = x^3 + 3x^2 t + 3x t^2 + t^3$. So
#
# $$\frac{(x + t)^3 - x^3}{t} = \frac{3x^2 t + 3x t^2 + t^3}{t} = 3x^2 + 3x t + t^2 \;\longrightarrow\; 3x^2 .$$
#
# We may cancel $t$ because $t \ne 0$. Only then do we let $t$ shrink.
#
# **By hand.** At $x = 1$ and $t = 0.1$: $1.1^3 = 1.331$, so the quotient is $0.331/0.1 = 3.31$. The formula says
# $3 + 0.3 + 0.01 = 3.31$. At $t = -0.1$: $0.9^3 = 0.729$, the quotient is $2.71$.

# %%
x = 1.0
print("     t   quotient   3x² + 3xt + t²")
for t in (0.1, -0.1, 0.01, -0.01, 0.001):
    quotient, formula = ((x + t) ** 3 - x**3) / t, 3 * x**2 + 3 * x * t + t**2
    print(f"{t:6g}   {quotient:8.4g}   {formula:14.4g}")

# %% [markdown]
# **The same thing without a quotient.** Call what is left over $r(t)$, that is, the quotient minus $f'(x)$, and put
# $r(0) = 0$. Multiply by $t$:
#
# $$f(x + t) = f(x) + f'(x)\,t + r(t)\,t \qquad\text{with } r(t) \to 0 \text{ as } t \to 0 .$$
#
# This line says as much as the limit does, and it has no denominator. It holds for $t = 0$ too. In words: *near
# $x$, $f$ is a straight line up to an error that is small even beside $t$*. For the cube, $r(t) = 3xt + t^2$.
# Section 5.3 rests on this form.
#
# **No limit, no slope.** For $f(x) = |x|$ at $x = 0$ the quotient is $1$ for every $t > 0$ and $-1$ for every
# $t < 0$. There is no one number to close in on: $f$ has a *kink*. Section 5.8 comes back to it.
#
# **Think.** Which $r(t)$ does $f(x) = x^2$ have, and at which points $x$ is it the largest?
#
# <details><summary>Answer</summary>
#
# The quotient is $2x + t$, so $r(t) = t$. It is the same at every $x$: a parabola bends equally everywhere.
#
# </details>
#
# ## 5.2 Several inputs, one at a time
#
# **The question.** A loss has thousands of inputs. What is *its* slope?
#
# **The statement.** Move one input and hold the others still. For $f$ of $m$ numbers $x = (x_1, \dots, x_m)$, the
# **partial derivative** in $x_j$ is
#
# $$\frac{\partial f}{\partial x_j} = \lim_{t \to 0} \frac{f(x_1, \dots, x_j + t, \dots, x_m) - f(x_1, \dots, x_m)}{t} .$$
#
# The $m$ of them together are the **gradient** $\nabla f$, of shape $(m,)$: the shape of $x$.
#
# **By hand.** Take $f(x_1, x_2) = x_1^2 x_2 + x_2^3$ at $(2, 1)$. With $x_2$ held still, $x_1^2 x_2$ has the
# slope $2 x_1 x_2 = 4$ and $x_2^3$ has none. With $x_1$ held still the slope is $x_1^2 + 3x_2^2 = 7$. So
# $\nabla f = (4, 7)$.

# %%
figure = slices.draw(lambda x1, x2: x1**2 * x2 + x2**3, at=(2.0, 1.0), partials=(4.0, 7.0))

# %% [markdown]
# **What it is good for: sensitivity.** If $x_j$ becomes $x_j + \delta$ with a small $\delta$, then $f$ becomes
# about $f + \frac{\partial f}{\partial x_j}\delta$.
#
# **And if all inputs move at once?** Let $\delta$ be a vector of shape $(m,)$. We call $f$ **differentiable**
# at $x$ if
#
# $$f(x + \delta) = f(x) + \sum_{j=1}^{m} \frac{\partial f}{\partial x_j}\,\delta_j + r(\delta)\,\lVert\delta\rVert
# \qquad\text{with } r(\delta) \to 0 \text{ as } \delta \to 0,$$
#
# and $r(0) = 0$. It is the second form of section 5.1, with the length $\lVert\delta\rVert$ in place of $t$. It
# holds wherever the partial derivatives are continuous (Rudin, theorem 9.21), and so for almost everything a
# network is made of. The cell shrinks one direction and prints the leftover $r$.

# %%
f = lambda x: x[0] ** 2 * x[1] + x[1] ** 3
x, gradient, direction = np.array([2.0, 1.0]), np.array([4.0, 7.0]), np.array([1.0, -2.0])
print("  scale   f moves by   the sum says   r")
for scale in (0.1, 0.01, 0.001):
    delta = scale * direction
    moved, said = f(x + delta) - f(x), gradient @ delta
    left_over = (moved - said) / np.linalg.norm(delta)
    print(f"{scale:7g}   {moved:10.4g}   {said:12.4g}   {left_over:.3g}")

# %% [markdown]
# **Think.** Let $f(x, y) = \frac{x y^2}{x^2 + y^2}$ and $f(0, 0) = 0$. What are the two partial derivatives at the
# origin? What is the slope of $f$ along the diagonal $x = y = t$? Is $f$ differentiable there?
#
# <details><summary>Answer</summary>
#
# On both axes $f$ is 0, so both partial derivatives are 0. On the diagonal $f(t, t) = t^3/(2t^2) = t/2$: the
# slope is $\frac12$ and not the 0 that the sum promises. So $f$ is not differentiable at the origin, although
# both partial derivatives are there. They are not continuous there.
#
# </details>
#
# ## 5.3 The chain rule, and a proof that divides by zero
#
# **The question.** $x$ moves $u = g(x)$, and $u$ moves $f(u)$. How much does $x$ move $f$?
#
# **The statement.** If $g$ has a derivative at $x$ and $f$ has one at $g(x)$, then
#
# $$\frac{\mathrm{d}}{\mathrm{d}x} f(g(x)) = f'(g(x))\; g'(x) .$$
#
# Slopes of steps in a row multiply. If $g$ triples a small nudge and $f$ doubles it, the nudge comes out six
# times as large.
#
# **The proof that many notes give.** Write the quotient, and multiply and divide by $g(x + t) - g(x)$:
#
# $$\frac{f(g(x + t)) - f(g(x))}{t} = \frac{f(g(x + t)) - f(g(x))}{g(x + t) - g(x)} \cdot \frac{g(x + t) - g(x)}{t} .$$
#
# Then let $t$ shrink. The first factor becomes $f'(g(x))$, the second $g'(x)$. One set of scribed notes has exactly
# these lines, with $\partial$ where $\mathrm{d}$ is meant.
#
# **What is wrong with it?** The first denominator may be 0, and then the line means nothing. For a constant $g$
# it is 0 for *every* $t$. One might hope to step around this by making $t$ small enough. Here is a $g$ for
# which that fails: $g(x) = x^2 \sin(\pi/x)$ with $g(0) = 0$, at $x = 0$.

# %%
figure = wiggle.draw()

# %% [markdown]
# This $g$ has a slope at 0: the quotient is $g(t)/t = t \sin(\pi/t)$, at most $|t|$ in size, so $g'(0) = 0$. But
# $g(1/k) = \sin(k\pi)/k^2 = 0$ for every whole $k$. However near 0 you look, there are steps $t = 1/k$ at which the
# proof divides by 0.
#
# **A proof that holds.** Use the form of section 5.1, which has no denominator. Put $u = g(x)$ and
# $\Delta = g(x + t) - g(x)$, one number that depends on $t$. Then
#
# $$f(u + \Delta) = f(u) + f'(u)\,\Delta + r(\Delta)\,\Delta, \qquad
# r(\Delta) \to 0 \text{ as } \Delta \to 0,\quad r(0) = 0 .$$
#
# This holds for $\Delta = 0$ as well. Here $f(u + \Delta) = f(g(x + t))$. Take $f(u)$ to the left and divide by
# $t$, which is not 0:
#
# $$\frac{f(g(x + t)) - f(g(x))}{t} = \bigl(f'(u) + r(\Delta)\bigr)\,\frac{\Delta}{t} .$$
#
# Now let $t$ shrink. $\Delta/t = \frac{g(x + t) - g(x)}{t}$ becomes $g'(x)$. So $\Delta = \frac{\Delta}{t}\,t$
# becomes 0, and with it $r(\Delta)$. What stays is $f'(u)\,g'(x)$. Nothing was divided by $\Delta$. $\square$
#
# **By hand.** $f(u) = e^u$ and this $g$, at $x = 0$: the rule says $e^{0} \cdot 0 = 0$. At $x = \frac12$:
# $\sin 2\pi = 0$ and $\cos 2\pi = 1$, so $g'(x) = 2x \sin\frac{\pi}{x} - \pi\cos\frac{\pi}{x} = -\pi$ and the
# rule says $e^{g(1/2)} \cdot (-\pi) = -\pi$.

# %%
def g(x):
    """x² sin(π/x) for x ≠ 0."""
    return x**2 * np.sin(np.pi / x)


print("   t        the proof's denominator   quotient of e^g at 0")
for t in (0.4, 1 / 3, 0.03, 1 / 40, 0.001):
    moved = g(t) - 0.0
    said = "0, up to rounding" if abs(moved) < 1e-15 else f"{moved:.3g}"
    quotient = round((np.exp(moved) - 1) / t, 9) + 0.0
    print(f"   {t:<6.4g}   {said:25s} {quotient:.3g}")
measured = numeric_gradient(lambda x: np.exp(g(x)), 0.5).value
print(f"at x = 1/2: the rule says {-np.pi:.4g}, differences say {float(measured):.4g}")

# %% [markdown]
# ### Exercise: `zero_denominators(omega, near)`
#
# *The slide says: divide by $g(x + t) - g(x)$.* Show that no distance is safe.
#
# Take $g(x) = x^2 \sin(\omega/x)$ with $g(0) = 0$, at $x = 0$. Return an array of **four** different steps $t$,
# none of them 0 and all with $|t| <$ `near`, at which the denominator $g(0 + t) - g(0)$ is 0.
#
# - `omega` is a number that is not 0 (it may be negative), `near` a positive number. Return shape (4,).
# - The denominator must be 0 because the sine is. Being tiny is not enough, and the check looks at the sine. It
#   allows for rounding, $10^{-6}$.
# - To try first: for `omega = π` and `near = 0.3`, the steps `[1/4, 1/5, 1/6, 1/7]` are right. Many other
#   answers are.

# %% nbgrader={"grade": false, "grade_id": "zero_denominators_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def zero_denominators(omega, near):
    """Four steps (4,) closer to 0 than near at which x² sin(omega/x) is 0."""
    ### BEGIN SOLUTION
    first = np.ceil(abs(omega) / (np.pi * near)) + 1
    return omega / (np.pi * (first + np.arange(4)))
    ### END SOLUTION

# %%
answer = attempt(zero_denominators, np.pi, 0.3)
show(answer, "for instance [0.25 0.2 0.1667 0.1429]")

# %% nbgrader={"grade": true, "grade_id": "zero_denominators", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("zero_denominators", zero_denominators)

# %% [markdown]
# **Think.** For which $g$ is the usual proof in order?
#
# <details><summary>Answer</summary>
#
# For every $g$ with $g'(x) \ne 0$. Then $\frac{g(x + t) - g(x)}{t}$ is near $g'(x)$ for all small $t$, so it is
# not 0, and neither is the denominator. The gap concerns only points where $g$ is flat, and not all of them:
# near 0 the denominator of $g(x) = x^2$ is $t^2$.
#
# </details>
# %% [markdown]
# ## 5.4 Several paths add up
#
# **The question.** What if $x$ reaches $f$ in more than one way?
#
# **The statement.** Let $g_1, \dots, g_m$ each take the number $x$ to a number, and let $f$ take these $m$
# numbers to one. If all are differentiable,
#
# $$\frac{\mathrm{d}}{\mathrm{d}x} f(g_1(x), \dots, g_m(x))
# = \frac{\partial f}{\partial g_1}\frac{\mathrm{d} g_1}{\mathrm{d} x} + \dots
# + \frac{\partial f}{\partial g_m}\frac{\mathrm{d} g_m}{\mathrm{d} x} .$$
#
# Each term is a **path**: $x \to g_i \to f$. Multiply along a path, add between paths.
#
# **The derivation.** (The notes state the line, lose $g_1$ on its left side, and leave the steps open.)
# Let $g$ be the vector of the $m$ numbers $g_i(x)$. Move $x$ by $t \ne 0$ and let
# $\Delta_i = g_i(x + t) - g_i(x)$, again $m$ numbers, the vector $\Delta$. Section 5.2 says
#
# $$f(g + \Delta) - f(g) = \sum_{i=1}^{m} \frac{\partial f}{\partial g_i}\,\Delta_i
# + r(\Delta)\,\lVert \Delta\rVert .$$
#
# Divide by $t$:
#
# $$\frac{f(g + \Delta) - f(g)}{t} = \sum_{i=1}^{m} \frac{\partial f}{\partial g_i}\,\frac{\Delta_i}{t}
# + r(\Delta)\,\frac{\lVert \Delta\rVert}{t} .$$
#
# Let $t$ shrink. Each $\Delta_i/t$ becomes $\mathrm{d}g_i/\mathrm{d}x$. So $\lVert \Delta\rVert/|t|$ becomes the
# length of the vector of these slopes and stays bounded, while $\Delta$ becomes 0 and $r(\Delta)$ with it. The last
# term vanishes. $\square$
#
# **By hand, the smallest example.** Write $x^3$ as $f = g_1 g_2$ with $g_1 = x$ and $g_2 = x^2$. The path
# through $g_1$ has $\frac{\partial f}{\partial g_1} \cdot g_1' = g_2 \cdot 1 = x^2$. The path through $g_2$ has
# $g_1 \cdot 2x = 2x^2$. Together $3x^2$, as in section 5.1.
#
# **Three paths.** Let $b_1 = a^2$, $b_2 = \sin a$, $b_3 = e^{a/2}$ and $c = b_1 b_2 + b_3$, at $a = 1.5$. The
# slope on the edge $a \to b_k$ is $\mathrm{d}b_k/\mathrm{d}a$. The slope on the edge $b_k \to c$ is
# $\partial c/\partial b_k$: $b_2$, $b_1$ and 1.

# %%
a = 1.5
b = np.array([a**2, np.sin(a), np.exp(a / 2)])
of_b = np.array([2 * a, np.cos(a), np.exp(a / 2) / 2])      # ∂b_k/∂a, (3,)
of_c = np.array([b[1], b[0], 1.0])                          # ∂c/∂b_k, (3,)
print("the paths:      ", of_b * of_c)
print("their sum:      ", f"{of_b @ of_c:.4g}")
measured = numeric_gradient(lambda a: a**2 * np.sin(a) + np.exp(a / 2), a).value
print("by differences: ", f"{float(measured):.4g}")
figure = paths.draw(["$b_1$", "$b_2$", "$b_3$"], of_b, of_c)

# %% [markdown]
# **Maps in a row.** If a vector $a$ of shape $(p,)$ goes to $b$ of shape $(n,)$, and $b$ to $c$ of shape
# $(m,)$, the same sum holds for each pair of an input and an output, with every $b_k$ a path:
#
# $$\frac{\partial c_i}{\partial a_j} = \sum_{k=1}^{n} \frac{\partial c_i}{\partial b_k}\,\frac{\partial b_k}{\partial a_j} .$$
#
# (A slide asks how $a_j$ affects $c_j$. It means $c_i$: input and output have indices of their own.)
#
# **The lab.** The line in the right panel has the slope that the counted paths add up to. Leave one out and it
# no longer touches the curve. Then find a place where three paths, none of them 0, cancel.

# %%
figure = paths_lab.show()

# %% [markdown]
# ### Exercise: `paths_gradient(w, x)`
#
# Two vectors `w` and `x` of shape (n,) make one number in five steps:
#
# $$p = w^\top x, \qquad q = x^\top x, \qquad u = p\,q, \qquad v = \sin p, \qquad L = u + v .$$
#
# Return `(dw, dx)`, the gradients of $L$ at `w` and at `x`, each of shape (n,).
#
# - Draw $w$, $x$ and the five steps as nodes, with an arrow from each node to every step that it stands in. Five
#   paths lead along the arrows to $L$, two from $w$ and three from $x$. Find them first.
# - Write the formula; do not measure. Nothing is averaged.
# - To try first: `w = [1, 0]`, `x = [0, 2]` gives `dw = [0, 10]`, `dx = [5, 0]`. (Here $p = 0$ and $q = 4$.)

# %% nbgrader={"grade": false, "grade_id": "paths_gradient_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def paths_gradient(w, x):
    """The gradients (dw, dx) of L = p q + sin p, p = w·x, q = x·x; all are (n,)."""
    ### BEGIN SOLUTION
    p, q = w @ x, x @ x
    dp = q + np.cos(p)
    return dp * x, dp * w + p * 2 * x
    ### END SOLUTION

# %%
show(attempt(paths_gradient, np.array([1.0, 0.0]), np.array([0.0, 2.0])), "[0 10], [5 0]")

# %% nbgrader={"grade": true, "grade_id": "paths_gradient", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("paths_gradient", paths_gradient)

# %% [markdown]
# **Think.** In a net of ten layers, each fully connected and four units wide, how many paths lead from one
# input to one output unit of the last layer?
#
# <details><summary>Answer</summary>
#
# The path chooses one of four units in each of the nine layers in between: $4^9 = 262\,144$. Nobody lists them.
# Lessons 06 and 07 sum them all without listing one.
#
# </details>
#
# ## 5.5 A Jacobian, one nudge a column
#
# **The question.** A layer takes a vector to a vector. What are its slopes, and can you find them without a
# formula?
#
# **The statement.** For $b = g(a)$ with $a$ of shape $(p,)$ and $b$ of shape $(n,)$ there are $n \cdot p$
# slopes. They form the **Jacobian** $J = \frac{\partial b}{\partial a}$, of shape $(n, p)$:
# $J_{ij} = \frac{\partial b_i}{\partial a_j}$, a row for each output, a column for each input. If $a_j$ becomes
# $a_j + \delta$, then $b_i$ becomes about $b_i + J_{ij}\,\delta$.
#
# **The smallest example: an affine map.** $b = M a + c$ with $M$ of shape $(n, p)$. Entry by entry
#
# $$b_i = \sum_{k=1}^{p} M_{ik}\,a_k + c_i .$$
#
# *What is $b_i$ if $a_j \leftarrow a_j + \delta$?* Of the sum, only the term with $k = j$ changes, from
# $M_{ij} a_j$ to $M_{ij} a_j + M_{ij}\delta$. So $b_i \leftarrow b_i + M_{ij}\,\delta$. No "about" is needed,
# however large $\delta$ is. The Jacobian of an affine map in $a$ is $M$.
#
# **By hand.** $M = \begin{bmatrix} 1 & -2 \\ 0.5 & 3 \\ 0 & 1.5 \end{bmatrix}$, and $a_2$ grows by $0.2$. Then
# $b$ moves by $0.2$ times the second column: $(-0.4, 0.6, 0.3)$.

# %%
M = np.array([[1.0, -2.0], [0.5, 3.0], [0.0, 1.5]])
c, a = np.array([1.0, 0.0, -1.0]), np.array([1.0, 0.5])
before, after = M @ a + c, M @ np.array([1.0, 0.7]) + c
print("b moves by          ", after - before)
print("0.2 · second column ", 0.2 * M[:, 1])
figure = nudge.draw(M, 1, before, after, 0.2)

# %% [markdown]
# So a Jacobian can be *measured*: nudge $a_1$ and read off a column, put $a_1$ back, nudge $a_2$, and so on.
# $p$ nudges give all $n \cdot p$ slopes.
#
# **In a row.** Section 5.4 in matrix form: the sum over $k$ is a matrix product,
#
# $$\underbrace{\frac{\partial c}{\partial a}}_{(m,\,p)} =
# \underbrace{\frac{\partial c}{\partial b}}_{(m,\,n)}\;\underbrace{\frac{\partial b}{\partial a}}_{(n,\,p)} .$$
#
# **Back to a gradient.** Let a loss $L$, one number, follow after $b$, with gradient $\nabla_b L$ of shape
# $(n,)$. Each $b_i$ is a path from $a_j$ to $L$, so
#
# $$\frac{\partial L}{\partial a_j} = \sum_{i=1}^{n} \frac{\partial L}{\partial b_i}\,J_{ij},
# \qquad\text{that is}\qquad \nabla_a L = J^\top\,\nabla_b L .$$
#
# The transpose appears because the sum runs over the *rows* of $J$. Shapes: $(p, n)$ times $(n,)$ is $(p,)$.
# (One lecture writes gradients as rows, $g_a = g_b\,\frac{\partial b}{\partial a}$. It is the same sum.)
#
# The cell runs both lines for $b = Ma + c$ and $\tanh$ after it, with $L = v^\top \tanh(b)$.

# %%
v = np.array([2.0, -1.0, 0.5])
slopes = np.diag(1 - np.tanh(M @ a + c) ** 2)     # tanh works entry by entry: diagonal, (3, 3)
J = slopes @ M                                    # (3, 3) times (3, 2)
row = numeric_gradient(lambda a: np.tanh(M @ a + c)[1], a).value
print("row 2 of the product of Jacobians:", J[1])
print("the same row by differences:      ", row)
print("Jᵀ v:                             ", J.T @ v)
measured = numeric_gradient(lambda a: v @ np.tanh(M @ a + c), a).value
print("the gradient of L by differences: ", measured)

# %% [markdown]
# **Aside: a chain of single numbers** has Jacobians of shape (1, 1). One lecture writes, for a loss that it calls $J$,
#
# $$\frac{\partial J}{\partial \theta_1} = \frac{\partial J}{\partial \hat y}\,\frac{\partial \hat y}{\partial z_1}\,
# \frac{\partial z_1}{\partial \theta_1} .$$
#
# *By hand:* $z_1 = \theta_1 x$ with $\theta_1 = 0.5$ and $x = 2$,
# $\hat y = \sigma(z_1) = 1/(1 + e^{-1}) = 0.7311$, and the loss $-\ln \hat y$. The three slopes are
# $-1/\hat y = -1.368$, $\hat y(1 - \hat y) = 0.1966$ and $x = 2$.

# %%
theta, x = 0.5, 2.0
y_hat = 1 / (1 + np.exp(-theta * x))
links = -1 / y_hat, y_hat * (1 - y_hat), x
print("links:", np.array(links), f"  product: {np.prod(links):.4g}")
measured = numeric_gradient(lambda theta: np.log(1 + np.exp(-theta * x)), theta).value
print(f"by differences: {float(measured):.4g}")

# %% [markdown]
# ### Exercise: `jacobian_by_perturbation(M, c, a, delta)`
#
# Let $g(a) = \tanh(Ma + c)$, entry by entry. Return the array `J` of shape (n, p) with
#
# $$J_{ij} = \frac{g_i(a + \delta e_j) - g_i(a)}{\delta},$$
#
# where $e_j$ is 1 at entry $j$ and 0 elsewhere.
#
# - Shapes: `M` (n, p), `c` (n,), `a` (p,). `delta` is one number, of either sign. It is **not** small: the
#   answer is this quotient, and not its limit. Do not change `a`.
# - To try first: `M = [[1, 0], [1, 1]]`, `c = [0, 0]`, `a = [0, 0]`, `delta = 1` gives
#   `[[0.7616, 0], [0.7616, 0.7616]]`, since $\tanh 1 = 0.7616$.

# %% nbgrader={"grade": false, "grade_id": "jacobian_by_perturbation_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def jacobian_by_perturbation(M, c, a, delta):
    """The quotients J (n, p) of tanh(M a + c), one entry of a nudged at a time."""
    ### BEGIN SOLUTION
    J = np.zeros(M.shape)
    for j in range(len(a)):
        nudged = a.copy()
        nudged[j] += delta
        J[:, j] = (np.tanh(M @ nudged + c) - np.tanh(M @ a + c)) / delta
    return J
    ### END SOLUTION

# %%
tiny = np.array([[1.0, 0.0], [1.0, 1.0]]), np.zeros(2), np.zeros(2), 1.0
show(attempt(jacobian_by_perturbation, *tiny), "[[0.7616 0] [0.7616 0.7616]]")

# %% nbgrader={"grade": true, "grade_id": "jacobian_by_perturbation", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("jacobian_by_perturbation", jacobian_by_perturbation)

# %% [markdown]
# ### Exercise: `affine_jacobians(M, c)`
#
# *The slide says:* $g(x) = Mx + c$ with $M \in \mathbb{R}^{n \times p}$ and $c \in \mathbb{R}$. Two lines
# further down it writes $b_i = \sum_k M_{ik} a_k + c_i$. One of the two is a slip. Shapes tell which: count
# what $c_i$ needs.
#
# Write the Jacobians of $b = Ma + c$ in the right form. Return `(db_da, db_dc)`: the Jacobian in $a$ and the
# Jacobian in $c$.
#
# - Shapes: `M` (n, p), and `c` as it must be for $b_i$ to make sense. Each Jacobian has a row for each output.
#   It has a column for each entry of the vector that is nudged.
# - If in doubt, nudge: change one entry of $c$ on paper, and look which entries of $b$ move.
# - To try first: for `M = [[5, 6, 7]]` and `c = [4]` the answer is `[[5, 6, 7]]` and `[[1]]`. That case does
#   not tell a right answer from the slide's.

# %% nbgrader={"grade": false, "grade_id": "affine_jacobians_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def affine_jacobians(M, c):
    """The Jacobians (db_da, db_dc) of b = M a + c. M is (n, p)."""
    ### BEGIN SOLUTION
    return M.copy(), np.eye(len(c))
    ### END SOLUTION

# %%
show(attempt(affine_jacobians, np.array([[5.0, 6.0, 7.0]]), np.array([4.0])), "[[5 6 7]], [[1]]")

# %% nbgrader={"grade": true, "grade_id": "affine_jacobians", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("affine_jacobians", affine_jacobians)

# %% [markdown]
# **Think.** Take the slide at its word: $c$ is one number, added to every entry. Which maps can one then no
# longer write?
#
# <details><summary>Answer</summary>
#
# Those whose outputs are shifted by different amounts. At $a = 0$ all outputs would be equal. A layer whose
# units share one bias is an affine map too, but only a special one.
#
# </details>
# %% [markdown]
# ## 5.6 Measuring a slope: two errors that pull apart
#
# **The question.** To check a formula we want a slope that does not come from a formula. The limit asks for
# $t \to 0$. How small should the step be in a computer?
#
# **Two schemes.** With a step $h > 0$:
#
# $$\text{forward:}\quad \frac{f(x + h) - f(x)}{h} \qquad\qquad \text{central:}\quad \frac{f(x + h) - f(x - h)}{2h} .$$
#
# **The first error: the curve bends.** Taylor's series, with $f$ and its derivatives taken at $x$:
#
# $$f(x \pm h) = f \pm h f' + \tfrac{h^2}{2} f'' \pm \tfrac{h^3}{6} f''' + \dots$$
#
# Put it in. In the forward scheme $f$ cancels, and $f' + \frac{h}{2} f'' + \dots$ stays: the error is about
# $\frac{h}{2} |f''|$. In the central scheme $f$ and $\frac{h^2}{2} f''$ cancel, and
# $f' + \frac{h^2}{6} f''' + \dots$ stays: the error is about $\frac{h^2}{6} |f'''|$. A step ten times smaller
# makes the forward error ten times smaller and the central one a hundred times.
#
# **By hand.** $f = x^3$ at $x = 1$, $h = 0.1$. Forward: $3.31$, off by $0.31$. Central:
# $\frac{1.331 - 0.729}{0.2} = 3.01$, off by $0.01 = \frac{h^2}{6} \cdot 6$.
#
# **The second error: the computer rounds.** At best, each value of $f$ comes out rounded to its last digit, off
# by up to $\frac12 \varepsilon |f|$; a long sum inside $f$ rounds more than once. The difference of two values is
# off by up to $\varepsilon |f|$. Then it is divided: by $h$ in the forward scheme, by $2h$ in the central one. So
# a small step makes this error *large*.
#
# **Together.**
#
# $$E_{\text{forward}}(h) = \frac{h}{2} |f''| + \frac{\varepsilon |f|}{h}, \qquad
# E_{\text{central}}(h) = \frac{h^2}{6} |f'''| + \frac{\varepsilon |f|}{2h} .$$
#
# Where is the sum least? Where its slope in $h$ is 0.
#
# - Forward: $\frac12 |f''| - \frac{\varepsilon |f|}{h^2} = 0$, so $h^2 = \frac{2 \varepsilon |f|}{|f''|}$.
# - Central: $\frac{h}{3} |f'''| - \frac{\varepsilon |f|}{2 h^2} = 0$, so
#   $h^3 = \frac{3 \varepsilon |f|}{2 |f'''|}$.
#
# If $f$ and its derivatives are of order 1, the best forward step is about
# $\sqrt{2\varepsilon} \approx 2 \cdot 10^{-8}$ and leaves 7 or 8 digits. The best central step is about
# $\sqrt[3]{1.5\,\varepsilon} \approx 7 \cdot 10^{-6}$ and leaves 10 or 11.
#
# The cell measures the errors for $f = e^x$ near $x = 1$, where $f$ and all its derivatives are $e^x$. It
# prints them relative to the slope, rounded up to a power of ten. Each is the root mean square over 41 points
# nearby: the error at one point jumps about with its last digits.

# %%
eps = np.finfo(float).eps
steps = 10.0 ** np.arange(-15, 0.1, 0.25)
measured = v_curve.errors("exp(x)", 1.0, steps)
predicted = {
    "forward": steps / 2 + eps / steps,
    "central": steps**2 / 6 + eps / (2 * steps),
}
print("  step     forward        central")
for k in (4, 16, 24, 32, 40, 48, 56):
    forward, central = (below(measured[scheme][k]) for scheme in ("forward", "central"))
    print(f"  {steps[k]:.0e}    {forward}    {central}")
print(f"best steps by the formulas: {np.sqrt(2 * eps):.2g} and {np.cbrt(1.5 * eps):.2g}")
differences = {scheme: measured[scheme] for scheme in ("forward", "central")}
figure = vcurve.draw(steps, differences, bounds=predicted, relative=True)

# %% [markdown]
# Each curve is a **V**. Its right arm is the bend. Both axes count powers of ten, so an error like $h$ has slope 1
# there, and one like $h^2$ slope 2. The left arm is the rounding. The lines are the two formulas, with nothing
# fitted. They are bounds for rounding, so on the left the marks lie at about a third of them. A star marks the
# best step that was tried.
#
# **Aside.** $x + h$ is rounded too. The points that $f$ sees are not exactly $h$ apart. Divide by the
# distance that they really have, as the picture above does.

# %%
x, h = 1.0, 1e-10
really = (x + h) - x
print(f"asked for: {h:.10g}   really: {really:.10g}   off by {really / h - 1:.1e} of itself")

# %% [markdown]
# **The lab.** Move the step. A sharp bend, or a large number added to $f$, moves the V and lifts it. Read off
# why from the two formulas. (The dashed line is the step that is chosen. The green row at the bottom is section
# 5.7, the kink is section 5.8. Marks on the lower edge stand for no error at all.)

# %%
figure = v_curve.show()

# %% [markdown]
# ### Exercise: `central_difference(W, X, h)`
#
# Let $f(W) = \sum_{i,k} \sin\bigl((X W^\top)_{ik}\bigr)$, one number: the sum over all examples and units.
# Return the whole numeric gradient at $W$ by central differences with step `h`:
#
# $$\text{entry } (k, j):\quad \frac{f(W + h E_{kj}) - f(W - h E_{kj})}{2h},$$
#
# where $E_{kj}$ has the shape of $W$ and is 1 at $(k, j)$ and 0 elsewhere.
#
# - Shapes: `W` (out, in), `X` (n, in). Return an array of the shape of `W`. Do not change `W` or `X`.
# - `h` may be large, up to 0.6. The answer is this quotient, and not its limit.
# - To try first: `W = [[0]]`, `X = [[1]]`, `h = 0.5` gives `[[0.9589]]`, since $\sin(0.5) = 0.4794$.

# %% nbgrader={"grade": false, "grade_id": "central_difference_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def central_difference(W, X, h):
    """Central differences (out, in) at W of the sum of sin(X Wᵀ), with step h."""
    ### BEGIN SOLUTION
    def f(weights):
        return np.sin(X @ weights.T).sum()

    dW = np.zeros_like(W)
    for index in np.ndindex(W.shape):
        above, under = W.copy(), W.copy()
        above[index] += h
        under[index] -= h
        dW[index] = (f(above) - f(under)) / (2 * h)
    return dW
    ### END SOLUTION

# %%
show(attempt(central_difference, np.array([[0.0]]), np.array([[1.0]]), 0.5), "[[0.9589]]")

# %% nbgrader={"grade": true, "grade_id": "central_difference", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("central_difference", central_difference)

# %%
# The V-curve of your own function, beside the exact gradient cos(X Wᵀ)ᵀ X.
rng = np.random.default_rng(6)
W, X = rng.standard_normal((3, 2)), rng.standard_normal((4, 2))
exact = np.cos(X @ W.T).T @ X


def largest_errors(function):
    """The largest error of an entry, for each step."""
    return np.array([np.abs(function(W, X, float(h)) - exact).max() for h in steps])


if attempt(central_difference, W, X, 0.1) is not None:
    off = attempt(largest_errors, central_difference)
    figure = None if off is None else vcurve.draw(steps, {"central": off})

# %% [markdown]
# ### Exercise: `best_step(scheme, omega)`
#
# *Predict, then measure.* Take $f(x) = e^{\omega x}$ near $x = 1/\omega$. Which step $h$ gives the slope with
# the least error? Return the exponent $k$ of $h = 10^k$, one number, which need not be whole.
#
# - `scheme` is `"forward"` or `"central"`. `omega` is a positive number between $10^{-4}$ and $10^4$.
# - Work out $f$, $f''$ and $f'''$ at $x = 1/\omega$, and put them into the formulas above.
# - The check does not know the formula. It measures the error at 201 points for many steps and takes the best.
#   You are right if $k$ is within **1**, that is, if your step is within a factor of 10.
# - To try first: for `omega = 1` the measured best steps have $k = -8.0$ (forward) and $k = -5.4$ (central).

# %% nbgrader={"grade": false, "grade_id": "best_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_step(scheme, omega):
    """The exponent k of the best step 10^k for the slope of e^(omega x) near 1/omega."""
    ### BEGIN SOLUTION
    machine = np.finfo(float).eps
    best = (2 * machine) ** (1 / 2) if scheme == "forward" else (1.5 * machine) ** (1 / 3)
    return np.log10(best / omega)
    ### END SOLUTION

# %%
for scheme, wanted in (("forward", "about -8"), ("central", "about -5.4")):
    show(attempt(best_step, scheme, 1.0), wanted)

# %% nbgrader={"grade": true, "grade_id": "best_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("best_step", best_step)

# %% [markdown]
# ### Exercise: `choose_step()`
#
# A framework stores everything in float32, with about seven digits: $\varepsilon \approx 1.2 \cdot 10^{-7}$.
# You check a gradient with *central* differences. The function and its derivatives are of order 1. Which step
# comes closest to the best?
#
# (a) $10^{-7}$, the last digit that there is
#
# (b) $10^{-5}$, the step that does well in float64
#
# (c) $5 \cdot 10^{-3}$
#
# (d) $0.5$
#
# Return the letter.

# %% nbgrader={"grade": false, "grade_id": "choose_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_step():
    """Return the letter of the best step: "a", "b", "c" or "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_step", choose_step)

# %% [markdown]
# **Think.** You add a million to a loss. Its gradient does not change. Does its *measured* gradient?
#
# <details><summary>Answer</summary>
#
# Yes, it gets worse. In the central scheme the rounding error is $\varepsilon |f|/(2h)$, and $|f|$ has grown by
# six powers of ten. The best step grows by a factor of 100, and four digits are lost. The lab has this preset.
#
# </details>
#
# ## 5.7 The complex step
#
# **The question.** Digits are lost because two nearly equal numbers are subtracted. Is there a way without a
# subtraction?
#
# **The statement.** Step sideways, along the imaginary axis. With $\mathrm{i}^2 = -1$ and $\operatorname{Im}$
# for the imaginary part,
#
# $$f'(x) \approx \frac{\operatorname{Im} f(x + \mathrm{i}h)}{h} .$$
#
# **The derivation.** Taylor's series holds for a complex step as well, if $f$ is a power series near $x$. With
# $\mathrm{i}^2 = -1$ and $\mathrm{i}^3 = -\mathrm{i}$,
#
# $$f(x + \mathrm{i}h) = f + \mathrm{i} h f' - \tfrac{h^2}{2} f'' - \mathrm{i}\,\tfrac{h^3}{6} f''' + \dots$$
#
# The imaginary part is $h f' - \frac{h^3}{6} f''' + \dots$. Divide by $h$: the error is $\frac{h^2}{6} |f'''|$,
# as in the central scheme. But nothing was subtracted, so nothing blows up. Take $h = 10^{-30}$, and the error
# is about $10^{-60}$: far below the last digit.
#
# **By hand.** $f = x^3$: $(x + \mathrm{i}h)^3 = x^3 + 3\mathrm{i}x^2 h - 3x h^2 - \mathrm{i}h^3$. The imaginary
# part over $h$ is $3x^2 - h^2$. Python writes $\mathrm{i}$ as `1j`.

# %%
h, steps = 1e-30, 10.0 ** np.arange(-15, 0.1, 0.25)
print(f"x³ at 1:  {((1 + 1j * h) ** 3).imag / h:.4g}")
measured = v_curve.errors("exp(x)", 1.0, steps)
for scheme, k in (("forward", 30), ("central", 36), ("complex step", 0)):
    print(f"exp(x), {scheme:12s} near its best: error {below(max(measured[scheme][k], 4e-16))}")
figure = vcurve.draw(steps, measured, relative=True)

# %% [markdown]
# In the picture the complex step is the flat row at the bottom. It takes $h = 10^{-30}$ throughout.
#
# **When it may be used.** Every operation must carry the imaginary part along: `+ - * /`, `@`, `exp`, `log`,
# `sin`, `tanh` do. These do not: `abs`, `.real`, a cast to float, a complex conjugate. NumPy's `maximum` and
# comparisons look at the real part first, so they work away from a tie; Python's own `max` refuses. A function
# that drops the imaginary part gives 0, and often no error message:

# %%
for name, f in (("x²", lambda x: x * x), ("|x|²", lambda x: np.abs(x) ** 2)):
    print(f"{name:4s} at 3: slope by the complex step {np.imag(f(3 + 1j * h)) / h:.4g}")

# %% [markdown]
# **Think.** Why not train with the complex step, and forget about backpropagation?
#
# <details><summary>Answer</summary>
#
# Because each entry of the gradient needs its own forward pass. A million parameters need a million passes for
# one step. A backward pass gives them all for the price of about two. The complex step is for checking.
#
# </details>
#
# ## 5.8 Kinks
#
# **The question.** ReLU, $\max(0, x)$, has no slope at 0. What should a check say there?

# %%
figure = kink.draw(h=0.1)

# %% [markdown]
# **At the kink.** The slope to the left is 0, to the right it is 1. The central difference is
# $\frac{h - 0}{2h} = \frac12$ for *every* $h$. It is no better than 0 or 1. The course takes 0, and a fair
# check accepts any number between the two one-sided slopes.
#
# **Beside the kink.** If $|x| < h$, the two points lie on different sides. The central difference is
# $\frac{(x + h) - 0}{2h}$, anything between 0 and 1. *By hand:* at $x = 0.003$ with $h = 0.01$ it is
# $0.013/0.02 = 0.65$, where the slope is 1. The check cries wolf. A smaller step cures this one, but not the
# kink itself.
#
# **Aside: how often?** Draw 100,000 inputs of ReLU from a standard normal distribution and count. Near 0 that
# distribution has density $0.4$, so the share within $h$ of the kink should be $0.4 \cdot 2h$.

# %%
z = np.random.default_rng(8).standard_normal(100_000)
for h in (0.1, 0.01, 0.001):
    measured = (np.maximum(z + h, 0) - np.maximum(z - h, 0)) / (2 * h)
    wrong = np.abs(measured - (z > 0)) > 1e-6
    print(f"h = {h:5g}: wrong at {wrong.mean():.3%} of the inputs, expected {0.8 * h:.3%}")

# %% [markdown]
# With $h = 10^{-5}$ it is one in 125,000: rare, and yet it happens in a layer with a million activations. An
# *exact* tie is more common than it looks: a row of zeros with biases at 0 puts every unit on its kink.
#
# A check can see a kink. The one-sided quotients to the left and to the right disagree, and they still disagree
# at a smaller step. The course's check does this, and says how many entries it could not decide.
#
# **Think.** Which other functions of this course have kinks?
#
# <details><summary>Answer</summary>
#
# The absolute value, `max` over a row (max pooling, the largest logit), the hinge loss $\max(0, 1 - s)$ of
# lesson 01, clipping. The step function is worse: it jumps, and its slope is 0 everywhere else.
#
# </details>
# %% [markdown]
# ## 5.9 Break the famous checks
#
# **The question.** Courses and frameworks all hold claimed gradients against differences. Why do wrong
# gradients still pass?
#
# A check makes four choices. *Which number is differentiated?* A layer returns an array, so the check must make
# one number of it. *At which point? With which step?* And *what counts as equal?* Write $a$ for the claimed
# gradient, $n$ for the measured one.
#
# | check | one number | step | accepted if |
# |---|---|---|---|
# | minitorch | plain sum of the outputs | $10^{-6}$ | at one random entry, $\lvert a - n\rvert \le 0.01 + 0.01\,\lvert n\rvert$ |
# | needle | plain sum | $10^{-4}$ | $\lVert a - n\rVert < 10^{-6}$ |
# | deeplearning.ai | plain sum | $10^{-7}$ | $\frac{\lVert a - n\rVert}{\lVert a\rVert + \lVert n\rVert}$ is not above $2 \cdot 10^{-7}$ |
# | cs231n, strict | random weights | $10^{-5}$ | in every entry $\lvert a - n\rvert < 10^{-7} \max(10^{-8}, \lvert a\rvert + \lvert n\rvert)$ |
# | cs231n | random weights | $10^{-5}$ | the same with $10^{-5}$ for $10^{-7}$ |
# | mlcourse | random weights | $10^{-7}$ | the largest $\frac{\lvert a - n\rvert}{\max(\lvert a\rvert, \lvert n\rvert)}$ is below $10^{-5}$ |
# | TinyTorch | plain sum, in float32 | $10^{-5}$ | $\max\lvert a - n\rvert < 0.01\,(\max\lvert n\rvert + 10^{-8})$ |
# | PyTorch's defaults | random weights | $10^{-6}$ | in every entry $\lvert a - n\rvert \le 10^{-5} + 10^{-3}\,\lvert n\rvert$ |
#
# "Random weights" means: draw an array $C$ of the outputs' shape and differentiate
# $\sum C \odot \text{outputs}$. Then $C$ is the upstream gradient, and the backward pass must carry it. The
# plain sum is $C = 1$ everywhere. All eight are rebuilt here from the formulas in their sources (see the
# references), as one check of one layer. How a project uses its check may differ. deeplearning.ai checks a whole
# network whose loss is one number already: its upstream gradient is 1, so it stands with the plain sums. cs231n's
# code prints the ratio and leaves the bound to the reader: its notes are happy with $10^{-7}$, and $10^{-5}$
# stands for a milder reader. PyTorch's own check compares a whole Jacobian, or one random combination of it.
#
# Now plant bugs. The layer is $\tanh(XW^\top + b)$ or $\operatorname{softmax}(XW^\top + b)$ with 5 examples, 3
# inputs and 4 units, all standard normal. "Small column" means that the first column of $X$ is of size
# $10^{-7}$, so that the first column of the gradient is small too. Each check looks at each claim on 100 draws.
# Before you run on, guess: which column will be the emptiest?

# %%
shares = refused(PROTOCOLS, BUGS, seeds=100)
names, right = [bug.name for bug in BUGS], [bug.right for bug in BUGS]
figure = notices.draw([protocol.name for protocol in PROTOCOLS], names, right, shares)

# %%
for protocol, row in zip(PROTOCOLS, shares):
    passed = sum(share < 0.1 for bug, share in zip(BUGS, row) if not bug.right)
    alarms = sum(share > 0.1 for bug, share in zip(BUGS, row) if bug.right)
    print(f"{protocol.name:18} passes {passed} of 6 bugs at least 9 times in 10,", end=" ")
    print(f"refuses {alarms} of 3 right claims")

# %% [markdown]
# The emptiest column is the small column turned round: four of the eight let it pass on nearly all draws. No row is
# right throughout. (TinyTorch's row is mostly rounding: in float32 a step of $10^{-5}$ leaves hardly a digit, and
# whether it refuses depends little on what is claimed.) There are six ways to be blind, and one to cry wolf.
#
# 1. **The plain sum.** With $C = 1$ a backward pass that ignores its upstream gradient is right. For softmax it
#    is worse. The probabilities of a row sum to 1, so $\sum_{ij} P_{ij}$ never moves, its gradient is 0, and
#    "return zeros" passes.
# 2. **One entry.** A bug that sits in one entry of twelve is seen once in twelve times.
# 3. **One norm for all entries.** A small entry may be wrong from top to bottom: it is lost beside the large ones.
# 4. **An absolute tolerance.** Where the gradient, or a part of it, is smaller than the tolerance, anything goes.
# 5. **NaN.** A NaN is not above a bound. It is not below it either. A check that asks "is the error above the
#    bound?" lets it through, and so does Python's `max`, which drops a NaN that comes second.
# 6. **A loose tolerance.** $0.01 + 0.01\,|n|$ cannot see half a per cent.
# 7. **No floor, or one too low.** The small column was right, and three checks in float64 refused it.
#    Differences are off by about $10^{-11}$ here, whatever the entry. Beside an entry of $10^{-8}$ that is a
#    relative error of $10^{-3}$. The same happens to the one norm where the plain sum of a softmax is taken: it
#    compares rounding with rounding.

# %%
rng = np.random.default_rng(9)
P = softmax(rng.standard_normal((5, 4)))
print("the rows of P sum to", P.sum(axis=1))
nan = float("nan")
print("is NaN above the bound?", nan > 2e-7, "  is it below?", nan < 2e-7)
print("max(0.1, nan) =", max(0.1, nan))

# %% [markdown]
# **The lab.** Each mark is one entry of the claim as training would use it, with random weights: how large it ought
# to be, and how far off it is. Discs: the check accepts the claim. Squares: it refuses. Marks on the lower edge are
# exactly right.

# %%
figure = checker_bench.show()

# %% [markdown]
# ### Exercise: `fool_the_sum(Z, dP)`
#
# Write a **wrong** backward pass of softmax that the plain sum accepts. $P = \operatorname{softmax}(Z)$, row by
# row. `dP` is the upstream gradient. The right answer would be
# $dZ_{ij} = P_{ij}\bigl(dP_{ij} - \sum_l P_{il}\,dP_{il}\bigr)$.
#
# - All of `Z`, `dP` and the result have the shape (n, k). It is called in two ways.
# - With `dP` full of ones, as the plain sum has it, every entry must be within $10^{-6}$ of the differences,
#   which are 0.
# - With a random `dP` it must be wrong: off by at least a tenth of the right gradient's length. It must not be
#   next to 0 there either: "return zeros" is taken.
# - To try first: handing on `dP` itself is wrong enough, but it does not pass. With ones it gives ones.

# %% nbgrader={"grade": false, "grade_id": "fool_the_sum_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fool_the_sum(Z, dP):
    """A wrong gradient (n, k) at Z of softmax that the plain sum accepts."""
    ### BEGIN SOLUTION
    return dP - dP.mean(axis=1, keepdims=True)
    ### END SOLUTION

# %%
tiny = np.array([[0.0, 1.0]])
show(attempt(fool_the_sum, tiny, np.ones((1, 2))), "[[0 0]] here")

# %% nbgrader={"grade": true, "grade_id": "fool_the_sum", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("fool_the_sum", fool_the_sum)

# %% [markdown]
# ### Exercise: `fool_the_norm(numeric)`
#
# You get `numeric`, a gradient that was measured. Return `claimed`, of the same shape, such that
#
# $$\frac{\lVert \text{claimed} - \text{numeric}\rVert}{\lVert \text{claimed}\rVert + \lVert \text{numeric}\rVert} \le 2 \cdot 10^{-7},$$
#
# with the norm over all entries, and yet **at least one entry is off by half of itself or more**:
# $|\text{claimed}_i - \text{numeric}_i| \ge 0.5\,|\text{numeric}_i|$ for an $i$ with $\text{numeric}_i \ne 0$.
#
# - `numeric` is a vector or a matrix. At least one entry is small: below a millionth of the norm, and not 0. Some
#   entries may be exactly 0: those do not count. Do not change `numeric` itself.
# - To try first: for `numeric = [3e7, 1]` the answer `[3e7, 2]` passes, with the ratio $1.7 \cdot 10^{-8}$, and
#   its second entry is off by all of itself.

# %% nbgrader={"grade": false, "grade_id": "fool_the_norm_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fool_the_norm(numeric):
    """A claim that one norm accepts, with an entry that is off by half or more."""
    ### BEGIN SOLUTION
    size = np.where(numeric == 0, np.inf, np.abs(numeric))
    smallest = np.unravel_index(np.argmin(size), numeric.shape)
    claimed = numeric.copy()
    claimed[smallest] *= -1
    return claimed
    ### END SOLUTION

# %%
show(attempt(fool_the_norm, np.array([3e7, 1.0])), "for instance [3e+07 2]")

# %% nbgrader={"grade": true, "grade_id": "fool_the_norm", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("fool_the_norm", fool_the_norm)

# %% [markdown]
# **Think.** In a network, which gradients are small beside the others, so that one norm would lose them?
#
# <details><summary>Answer</summary>
#
# Those of weights whose inputs are small or mostly 0, those of early layers when gradients vanish on the way
# back, and those of saturated units. These are the places where bugs hide anyway.
#
# </details>
#
# ## 5.10 A check that catches them all
#
# **The question.** What does a check need, so that none of these bugs passes and no right gradient is refused?
#
# **The recipe**, one line against each way to be blind:
#
# - a random upstream gradient, never the plain sum (1);
# - every entry, each by itself (2, 3);
# - the shape, before anything else, since NumPy will happily compare (3, 4) with (1, 3, 4);
# - agreement asked for as "the error *is* within the bound", which no NaN ever is (5);
# - a bound with two terms, $\lvert a - n\rvert \le \rho\,\lvert n\rvert + \tau\,s$. The first is relative, with
#   $\rho$ around $10^{-6}$ (6). The second is a floor for rounding (7). It must grow and shrink with the size $s$
#   of the numbers that are *added up*, and not be a fixed number (4).
#
# The bound holds the measured $n$ and not the claimed $a$. With $\max(\lvert a\rvert, \lvert n\rvert)$ in place of
# $\lvert n\rvert$ it would grow with the claim: a claim of infinity would make it infinite, and
# $\infty \le \infty$ is true. The next cell tries that too.
#
# **What size is that?** For $L = \sum_{ij} C_{ij} P_{ij}$ with $P = \operatorname{softmax}(XW^\top + b)$, an
# entry of the gradient at $W$ is a sum over examples of something like $C \cdot P \cdot X$. So take
# $s = \max\lvert C\rvert \cdot \max\lvert X\rvert$. The sum itself may come out as 0: rounding is still
# measured against what went in.
#
# **By hand.** Let every row of $C$ hold one number throughout. Then $L$ cannot move, and the gradient is 0. A
# formula gives something like $10^{-17}$, the complex step something else like $10^{-17}$, differences
# $10^{-11}$. Relative to each other they are all wrong. Beside $s \approx 1$ they are all 0.

# %%
rng = np.random.default_rng(10)
W, b, X = rng.standard_normal((4, 3)), rng.standard_normal(4), rng.standard_normal((5, 3))
C = np.repeat(rng.standard_normal((5, 1)), 4, axis=1)
P = softmax(X @ W.T + b)
by_formula = (P * (C - (P * C).sum(axis=1, keepdims=True))).T @ X
h, E = 1e-5, np.zeros((4, 3))
E[0, 0] = 1.0                                     # one entry is nudged
up, down = ((C * softmax(X @ V.T + b)).sum() for V in (W + h * E, W - h * E))
s = np.abs(C).max() * np.abs(X).max()
print("largest entry by the formula, beside s: ", below(max(np.abs(by_formula).max() / s, 2e-16)))
print("one entry by differences, beside s:     ", below(max(abs(up - down) / (2 * h) / s, 2e-11)))
a, n = float("inf"), 1.0
print("infinity passes: with max(|a|, |n|)", abs(a - n) <= 1e-6 * max(abs(a), abs(n)), end="; ")
print("with |n|", abs(a - n) <= 1e-6 * abs(n))

# %% [markdown]
# ### Exercise: `catching_check(W, b, X, dP, claimed)`
#
# Write your own check. The loss is $L(W) = \sum_{ij} dP_{ij}\,P_{ij}$ with
# $P = \operatorname{softmax}(XW^\top + b)$, and `claimed` is what somebody says is its gradient at $W$. Return
# `True` if it is right and `False` if it is wrong.
#
# - Shapes: `W` (k, d), `b` (k,), `X` (n, d), `dP` (n, k). `claimed` should have the shape of `W`. If it has
#   not, it is wrong.
# - Measure the slopes yourself, by central differences or by the complex step. `softmax` of the setup cell
#   takes complex numbers.
# - Let $s = \max|dP| \cdot \max|X|$. The right claims that you will meet are off by less than $10^{-12} s$. The
#   wrong ones have an entry that is off by 0.5 % of itself or more, and by more than $10^{-8} s$. Your bound
#   must lie between, for *every* size of `dP`: it may be scaled by $10^{-9}$ or by $10^{9}$.
# - You will meet right gradients; zeros, wrong signs, factors; one wrong entry among right ones; a wrong sign
#   in a small entry; half a per cent; a gradient that is truly 0; NaN and infinity; wrong shapes. A false alarm
#   costs as much as a miss.
# - To try first: `W = [[0], [0]]`, `b = [0, 0]`, `X = [[1]]`, `dP = [[1, 0]]` has the gradient
#   `[[0.25], [-0.25]]`: that is `True`, and `[[0.25], [0.25]]` is `False`.

# %% nbgrader={"grade": false, "grade_id": "catching_check_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def catching_check(W, b, X, dP, claimed):
    """Whether claimed is the gradient at W of the sum of dP * softmax(X Wᵀ + b)."""
    ### BEGIN SOLUTION
    if claimed.shape != W.shape:
        return False
    sideways, slopes = 1e-30, np.zeros_like(W)
    for index in np.ndindex(W.shape):
        moved = W.astype(complex)
        moved[index] += 1j * sideways
        slopes[index] = (dP * softmax(X @ moved.T + b)).sum().imag / sideways
    allowed = 1e-6 * np.abs(slopes) + 1e-10 * np.abs(dP).max() * np.abs(X).max()
    return bool((np.abs(claimed - slopes) <= allowed).all())
    ### END SOLUTION

# %%
tiny = np.zeros((2, 1)), np.zeros(2), np.array([[1.0]]), np.array([[1.0, 0.0]])
show(attempt(catching_check, *tiny, np.array([[0.25], [-0.25]])), "True")
show(attempt(catching_check, *tiny, np.array([[0.25], [0.25]])), "False")

# %% nbgrader={"grade": true, "grade_id": "catching_check", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("catching_check", catching_check)

# %% [markdown]
# **Who notices now?** The picture holds checks against claims about the softmax layer, 20 draws each. The
# everyday one is `np.allclose` with its default tolerances, against good differences with random weights. Where
# your check is written, it has a row of its own.

# %%
def everyday(W, b, X, dP, claimed):
    """np.allclose against differences, as most people would write it."""
    loss = lambda weights: (dP * softmax(X @ weights.T + b)).sum()
    return np.allclose(claimed, numeric_gradient(loss, W).value)


rows = {"np.allclose": refused_by(everyday, seeds=20)}
if attempt(catching_check, *tiny, np.array([[0.25], [-0.25]])) is not None:
    mine = attempt(refused_by, catching_check, 20)
    rows |= {} if mine is None else {"yours": mine}
names, right = [claim.name for claim in CLAIMS], [claim.right for claim in CLAIMS]
figure = notices.draw(list(rows), names, right, np.array(list(rows.values())))

# %% [markdown]
# Good differences and random weights do most of the work. What is left is the tolerance: $10^{-8}$ is a fixed
# number, and where the whole gradient is smaller than that, anything passes.
#
# **The course's own check** follows the same recipe, for any function, with kinks and with steps that it
# chooses itself. Plant a small bug, a factor of 2.001 for 2, and let it look:

# %%
W = np.random.default_rng(11).standard_normal((3, 2))
print("right:  ", check_gradient(lambda W: (W**2).sum(), W, 2 * W).summary)
print("planted:", check_gradient(lambda W: (W**2).sum(), W, 2.001 * W).summary)

# %% [markdown]
# **What no check can see.** A check compares the backward pass with the forward pass, at one point. If the
# *forward* pass is wrong, both may agree and both be wrong: values need a test of their own. If the point is
# special, the check sees a special case. At weights of 0.001 tanh is nearly a straight line, and a slope taken
# at the wrong place agrees to six digits (lesson 07 has a lab for that). Draw points of order 1, and more than
# one.
#
# **Think.** Your check fails on one entry of ten thousand, by 1 %. Someone proposes to raise the tolerance to 2
# %. What do you do first?
#
# <details><summary>Answer</summary>
#
# Find out which entry it is, and look at the measured side. Take another step $h$: rounding error grows as $h$
# shrinks, a bend shrinks with it, a kink nearby disappears at some step. Take the complex step if the function
# allows it. If the measured slope stays where it is, the claim is wrong, and the entry says where to look.
#
# </details>
#
# ## Summary
#
# | thing | formula | error, or when it holds |
# |---|---|---|
# | derivative | $f(x + t) = f(x) + f'(x)\,t + r(t)\,t$ | $r(t) \to 0$ |
# | differentiable | $f(x + \delta) = f(x) + \sum_j \frac{\partial f}{\partial x_j}\delta_j + r(\delta)\lVert\delta\rVert$ | where the partials are continuous |
# | chain rule | $f'(g(x))\,g'(x)$ | also where $g(x + t) = g(x)$ |
# | paths | $\sum_k \frac{\partial f}{\partial g_k}\frac{\mathrm{d}g_k}{\mathrm{d}x}$ | multiply along, add between |
# | Jacobian | $J_{ij} = \partial b_i/\partial a_j$, shape $(n, p)$ | one nudge a column |
# | gradient through a map | $\nabla_a L = J^\top \nabla_b L$ | shape $(p,)$ |
# | affine map | $b = Ma + c$, $c \in \mathbb{R}^n$ | $\partial b/\partial a = M$ |
# | forward difference | $(f(x + h) - f(x))/h$ | $\frac h2 \lvert f''\rvert + \varepsilon\lvert f\rvert/h$; best $h \approx 2 \cdot 10^{-8}$ |
# | central difference | $(f(x + h) - f(x - h))/2h$ | $\frac{h^2}6 \lvert f'''\rvert + \varepsilon\lvert f\rvert/2h$; best $h \approx 7 \cdot 10^{-6}$ |
# | complex step | $\operatorname{Im} f(x + \mathrm{i}h)/h$ | all digits that $f$ has; no `abs`, no conjugate |
# | kink | any slope between the one-sided ones | seen by comparing the two sides |
# | a check | $\lvert a - n\rvert \le \rho\,\lvert n\rvert + \tau s$, in every entry | random upstream, shape first, NaN and infinity refused |
#
# **Where to go next.** Lesson 06 sums over paths by machine. Lesson 07 carries $J^\top$ back through a whole
# network, and every gradient that you write there is held against the checks of this lesson.
#
# ## Slips on the slides
#
# - The proof of the chain rule (scribed notes, course unknown) divides by $g(x + t) - g(x)$, which may be 0
#   however small $t$ is: section 5.3. The same lines write $\partial$ for derivatives in one variable.
# - The notes' rule for several functions loses $g_1$ on the left and gives no steps: section 5.4.
# - A slide (Linzen) asks for the effect of $a_j$ on $c_j$ and answers for $c_i$: section 5.4.
# - The same slides give the affine map $c \in \mathbb{R}$. There is one $c_i$ for each output, so
#   $c \in \mathbb{R}^n$: section 5.5.
# - Gradients are rows in one lecture (Linzen) and columns, with $J^\top$, in another (Xiu): section 5.5. Both
#   are right, but not in one formula.
#
# ## References
#
# - W. Rudin, *Principles of Mathematical Analysis*, 3rd ed., McGraw-Hill, 1976, theorems 5.5 and 9.15 (the
#   chain rule, by remainders).
# - J. Nocedal, S. J. Wright, *Numerical Optimization*, 2nd ed., Springer, 2006, section 8.1 (steps of differences).
# - D. Goldberg, "What every computer scientist should know about floating-point arithmetic", *ACM Computing
#   Surveys* 23(1), 5–48, 1991.
# - J. N. Lyness, C. B. Moler, "Numerical differentiation of analytic functions", *SIAM Journal on Numerical
#   Analysis* 4, 202–210, 1967.
# - W. Squire, G. Trapp, "Using complex variables to estimate derivatives of real functions", *SIAM Review*
#   40(1), 110–112, 1998.
# - J. R. R. A. Martins, P. Sturdza, J. J. Alonso, "The complex-step derivative approximation", *ACM
#   Transactions on Mathematical Software* 29(3), 245–262, 2003.
# - The checks of section 5.9: minitorch, `minitorch/tensor_functions.py`, `grad_check`; needle (CMU 10-414,
#   dlsyscourse/hw1), `tests/hw1/test_autograd_hw.py`, `gradient_check`; deeplearning.ai, *Improving Deep Neural
#   Networks*, week 1, "Gradient Checking"; cs231n (Stanford), `gradient_check.py`, and the course notes,
#   "Gradient checks"; D. Rosenberg, mlcourse, homework 7, `test_utils.py`; TinyTorch,
#   `test_spatial_gradient_flow.py`; PyTorch, `torch/autograd/gradcheck.py`.
# - Lectures: scribed notes on neural networks and backpropagation (sections 5.1 to 5.4); T. Linzen, after D.
#   Rosenberg, DS-GA 1003, lecture 12, New York University (sections 5.2, 5.4, 5.5); D. Xiu, BUSN 20800, lecture
#   7, University of Chicago (section 5.5).
