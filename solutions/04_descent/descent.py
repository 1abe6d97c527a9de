# %% [markdown]
# # 4. Walking downhill
#
# Fitting a model means: find the parameters with the smallest loss. There are too many parameters to try all values.
# So we stand somewhere, feel the slope, and take a step down. This lesson is about that step: which way, how long, on
# how many examples, and what the ground looks like.
#
# **What this lesson assumes.** Vectors, matrix products and the conventions (lesson 00), networks with a hidden layer
# (lesson 02), the mean squared error (lesson 03). Partial derivatives of sums and squares. Section 4.3 uses the
# eigenvalues of a symmetric matrix, and repeats what is needed.
#
# **What you can do afterwards.** Write gradient descent for any loss whose slope you can write down. Say beforehand
# which step size diverges, and how many steps the descent will need. Say how noisy a minibatch is. Tell a bowl from a
# landscape with valleys, saddles, flats and cliffs, and know what helps with each.
#
# **How long.** Two evenings. Sections 4.1 to 4.5 are about the step and take 80 minutes. Sections 4.6 to 4.9 are about
# the ground; they take 40 and may be left for another evening.
#
# | section | 4.1 | 4.2 | 4.3 | 4.4 | 4.5 | 4.6 | 4.7 | 4.8 | 4.9 |
# |---|---|---|---|---|---|---|---|---|---|
# | minutes | 9 | 13 | 24 | 22 | 12 | 12 | 9 | 9 | 10 |
#
# There are nine exercises, each with a check below it: six on the first evening, three on the second.
#
# **Conventions.** Examples are rows: `X` has shape (n, d), the targets `y` have shape (n,). A gradient has the shape
# of its variable. Losses are means over examples unless they say "sum". The step size is $\alpha$; where it changes
# with time it is $\eta_t$. Formulas count from 1 and NumPy counts from 0.
#
# **Your answers** may use NumPy and one another. They must not use what the other cells define: those are
# demonstrations, and the grader does not run them.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

np.set_printoptions(formatter={"float": lambda v: f"{v + 0.0:.4g}"})


def show(answer, wanted):
    """Print an answer, where there is one, above what is wanted."""
    if answer is not None:
        parts = answer if isinstance(answer, tuple) else (answer,)
        texts = [f"{part:.4g}" if isinstance(part, float) else " ".join(str(part).split()) for part in parts]
        print("yours: ", ", ".join(texts))
    print("wanted:", wanted)

# %%
# For the demonstrations only: your answers need none of these.
from itertools import combinations

from course import numeric_gradient
from course.least_squares import closed_form, gradient, hessian, loss
from course.plots.descent import batches, bowl, chords, cliff, decay, ends, fit, flat, growth, saddle, surface, walks
from course.widgets import batch_noise, step_bench, two_weights

# %% [markdown]
# ## 4.1 From fitting to walking
#
# **The question.** Here are 30 points. We want a curve through them, from a network with one input, three hidden tanh
# units and one linear output:
#
# $$f(x; \theta) = w_0 + \sum_{k=1}^{3} w_k \tanh(v_k x + b_k), \qquad
# \theta = (b_1, b_2, b_3, v_1, v_2, v_3, w_0, w_1, w_2, w_3) \in \mathbb{R}^{10} .$$
#
# ($\theta$ is "theta", the vector of all parameters. One slide prints it as "heta": the $t$ was lost on the way.)
#
# "Best" means the smallest mean squared error on the data, which lesson 03 calls *empirical risk*:
#
# $$\hat\theta = \operatorname*{arg\,min}_{\theta}\; L(\theta), \qquad
# L(\theta) = \frac1n \sum_{i=1}^n \big(f(x_i; \theta) - y_i\big)^2 .$$
#
# So the loss is a function of ten numbers. To try ten values of each would take $10^{10}$ evaluations.
#
# **The statement.** *Gradient descent* (Cauchy, 1847). Start anywhere, at $w^{(0)}$, a vector of all parameters. Then
# repeat
#
# $$w^{(t+1)} = w^{(t)} - \alpha\, \nabla L(w^{(t)}) .$$
#
# $\nabla L(w)$ is the *gradient*, the vector of all partial derivatives, with the shape of $w$. The number $\alpha >
# 0$ is the *step size* or *learning rate*.
#
# **The derivation: why this way?** Write $g = \nabla L(w)$. Move by a small vector $\delta$. To first order
#
# $$L(w + \delta) \approx L(w) + g^\top \delta .$$
#
# Among all $\delta$ of one length $s$, which makes $g^\top\delta$ smallest? By the inequality of Cauchy and Schwarz
# $g^\top\delta \ge -\lVert g\rVert\, s$, and $\delta = -s\,g/\lVert g\rVert$ reaches that. So $-g$ is the direction
# of steepest descent. Put $\delta = -\alpha g$:
#
# $$L(w - \alpha g) \approx L(w) - \alpha\,\lVert g\rVert^2 .$$
#
# For small $\alpha$ the loss falls wherever $g \ne 0$. How small is small? That is section 4.3.
#
# **By hand.** One parameter, $L(w) = (w - 3)^2$, slope $2(w - 3)$. Start at $w = 0$ with $\alpha = 0.1$. The slope is
# $-6$, so $w = 0 + 0.6 = 0.6$. There the slope is $-4.8$, so $w = 0.6 + 0.48 = 1.08$. Each step leaves $1 - 2\alpha =
# 0.8$ of the distance to 3: from 3 to 2.4 to 1.92.

# %%
def walk(alpha, steps=12):
    """The places that descent on (w − 3)² visits, from 0."""
    places = [0.0]
    for _ in range(steps):
        places.append(places[-1] - alpha * 2 * (places[-1] - 3))
    return np.array(places)


print("α = 0.1:", walk(0.1)[:4])
tries = {f"α = {alpha}: {said}": walk(alpha) for alpha, said in
         ((0.02, "slow"), (0.3, "good"), (0.9, "overshoots"), (1.05, "diverges"))}
figure = walks.draw(lambda w: (w - 3) ** 2, tries, low=-1.5, high=7.5, top=18.0)

# %% [markdown]
# The square is the start. A small step is slow. A large one jumps over the lowest point, to and fro. If it is too
# large, every jump lands higher than the last. (The cross says that the walk has left the picture.)
#
# **Back to ten parameters.** Is $f$ differentiable in all of $\theta$? Yes: it is made of sums, products and tanh,
# and all of these are. So $L$ has a gradient. Lesson 07 finds it quickly. Here we measure it: nudge one parameter at
# a time, up and down, and see how the loss moves.

# %%
rng = np.random.default_rng(4)
x_data = rng.uniform(-2, 2, 30)
y_data = np.sin(2 * x_data) + 0.1 * rng.standard_normal(30)


def net(theta, x):
    """w0 + Σ w_k tanh(v_k x + b_k) for inputs x (n,)."""
    b, v, w0, w = theta[0:3], theta[3:6], theta[6], theta[7:10]
    return w0 + np.tanh(np.outer(x, v) + b) @ w


def risk(theta):
    return np.mean((net(theta, x_data) - y_data) ** 2)


def slopes(theta, h=1e-5):
    """All ten slopes of the risk, by differences."""
    nudges = h * np.eye(10)
    return np.array([(risk(theta + e) - risk(theta - e)) / (2 * h) for e in nudges])


start = rng.standard_normal(10)
g = slopes(start)
print("slopes with nudges of 1e-4:", slopes(start, 1e-4)[:5])
print("slopes with nudges of 1e-6:", slopes(start, 1e-6)[:5])
for alpha in (1e-2, 1e-3, 1e-4):
    moved = risk(start - alpha * g) - risk(start)
    print(f"α = {alpha:g}: the loss moves by {moved:.4g}, first order says {-alpha * g @ g:.4g}")

# %% [markdown]
# The two nudges agree, and as $\alpha$ shrinks, the loss moves as the first order says. Now descend.

# %%
losses, trail = {}, {}
for alpha in (0.05, 0.2, 0.5):
    theta, on_the_way = start.copy(), [risk(start)]
    for step in range(600):
        if alpha == 0.2:
            trail[step] = theta
        theta = theta - alpha * slopes(theta)
        on_the_way.append(risk(theta))
        if on_the_way[-1] > 100:
            break                                                  # it has left; no need to watch
    losses[f"α = {alpha}"] = np.array(on_the_way)
    if alpha == 0.2:
        fitted = trail[600] = theta
        stops = {f"after {step} steps": net(trail[step], np.linspace(-2, 2, 200)) for step in (0, 10, 600)}
    print(f"α = {alpha}: loss {on_the_way[0]:.4g}, after {len(on_the_way) - 1} steps {on_the_way[-1]:.3g}")
figure = fit.draw(x_data, y_data, np.linspace(-2, 2, 200), stops, losses)

# %% [markdown]
# With $\alpha = 0.5$ the run leaves within a few steps. With $\alpha = 0.2$ the loss falls fast, then hardly at all
# for a while, then again. Section 4.8 says what such a level stretch often is. And twice it jumps up, just when all
# seems well. Section 4.3 predicts such jumps.
#
# **Think.** The gradient is 0 at some $\theta$. What does gradient descent do there, and have we found the best
# parameters?
#
# <details><summary>Answer</summary>
#
# It stays for ever: every step has length 0. It may be the lowest point. It may also be a lower point among higher
# ones, a top, or a saddle. The gradient alone cannot tell. Sections 4.6 to 4.8 go into that.
#
# </details>
#
# ## 4.2 Least squares and its price
#
# **The question.** For one model everything can be worked out: the straight line, or plane, through the data. What is
# one step there? And if the best weights can be had at once, why walk?
#
# **The statement.** The prediction is $\hat y = X w$ with $w$ of shape (d,). (A bias would be the weight of a column
# of ones.) The loss is the mean squared error, $L(w) = \frac1n \sum_i r_i^2$ with the *residuals* $r = X w - y$ of
# shape (n,). One step is
#
# $$w \;\leftarrow\; w - \frac{2\alpha}{n}\, X^\top (X w - y) .$$
#
# One set of lecture notes leaves this line blank, as an activity, together with two costs. Here are all three.
#
# **The derivation.** Residual $i$ is $r_i = \sum_k X_{ik} w_k - y_i$, so $\partial r_i/\partial w_j = X_{ij}$. The
# slope of a square is twice its root: $\partial r_i^2/\partial w_j = 2 r_i X_{ij}$. Take the mean:
#
# $$\frac{\partial L}{\partial w_j} = \frac{2}{n} \sum_{i=1}^n X_{ij}\, r_i , \qquad\text{that is}\qquad
# \underbrace{\nabla L}_{(d,)} = \frac{2}{n}\, \underbrace{X^\top}_{(d,\,n)} \underbrace{r}_{(n,)} .$$
#
# **By hand.** Two examples, $X = \begin{bmatrix} 1 & 0 \\ 1 & 2 \end{bmatrix}$, $y = (1, 3)$, $w = (0, 0)$, $\alpha =
# 0.1$. The predictions are 0 and 0, so $r = (-1, -3)$ and $L = (1 + 9)/2 = 5$. Then $X^\top r = (-1 - 3,\; 0 - 6) =
# (-4, -6)$, and $\frac2n = 1$, so $\nabla L = (-4, -6)$. The step gives $w = (0.4, 0.6)$. Now the predictions are 0.4
# and 1.6, the residuals $-0.6$ and $-1.4$, and the loss is $(0.36 + 1.96)/2 = 1.16$.

# %%
X, y = np.array([[1.0, 0.0], [1.0, 2.0]]), np.array([1.0, 3.0])
w = np.zeros(2)
residuals = [sum(X[i, k] * w[k] for k in range(2)) - y[i] for i in range(2)]
by_sums = np.array([2 / 2 * sum(X[i, j] * residuals[i] for i in range(2)) for j in range(2)])
print("by sums:       ", by_sums)
print("the engine's:  ", gradient(w, X, y))
print("by differences:", numeric_gradient(lambda v: loss(v, X, y), w).value)
print(f"loss before {loss(w, X, y):.4g}, after {loss(w - 0.1 * by_sums, X, y):.4g}")

# %% [markdown]
# ### Exercise: `least_squares_step(w, b, X, y, alpha)`
#
# Do one step for a model *with a bias of its own*: $\hat y_i = x_i^\top w + b$, the loss is the mean of
# $(\hat y_i - y_i)^2$. Return the new parameters as a tuple `(w, b)`.
#
# - Shapes: `w` (d,), `b` one number, `X` (n, d), `y` (n,), `alpha` one number. Return them shaped as `w` and `b`.
# - Both slopes belong to the *old* `w` and `b`. Do not change `w` in place.
# - To try first: `w = [0]`, `b = 0`, `X = [[0], [2]]`, `y = [1, 3]`, `alpha = 0.1` gives `w = [0.6]`, `b = 0.4`.

# %% nbgrader={"grade": false, "grade_id": "least_squares_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def least_squares_step(w, b, X, y, alpha):
    """The new (w, b) after one step on the mean squared error. w (d,), b one number, X (n, d), y (n,)."""
    ### BEGIN SOLUTION
    r = X @ w + b - y
    dw = 2 / len(y) * X.T @ r
    db = 2 * np.mean(r)
    return w - alpha * dw, b - alpha * db
    ### END SOLUTION

# %%
tiny = np.zeros(1), 0.0, np.array([[0.0], [2.0]]), np.array([1.0, 3.0]), 0.1
show(attempt(least_squares_step, *tiny), "[0.6], 0.4")

# %% nbgrader={"grade": true, "grade_id": "least_squares_step", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("least_squares_step", least_squares_step)

# %% [markdown]
# **At once, instead.** At the best $w$ the gradient is 0: $X^\top (X w - y) = 0$, that is
#
# $$X^\top X\, w = X^\top y .$$
#
# These are the *normal equations*, $d$ equations for $d$ unknowns. If the columns of $X$ are independent, they have
# exactly one solution. (That the loss is lowest there follows in section 4.3.) What does it cost?
#
# - *One update*: $X w$ takes $nd$ multiplications, $X^\top r$ another $nd$. That is $O(nd)$.
# - *At once*: $X^\top X$ has $d^2$ entries, each a sum over $n$ examples: $nd^2$ multiplications. Gaussian
#   elimination for $d$ equations takes about $d^3/3$. That is $O(nd^2 + d^3)$.
#
# The cell does both, and counts each multiplication and division as it makes it.

# %%
def one_update(X, y, w, alpha):
    """A step, and the multiplications made."""
    n, d = X.shape
    r, count = X @ w - y, n * d
    slope, count = X.T @ r, count + n * d
    return w - 2 * alpha / n * slope, count + d + 2


def normal_equations(X, y):
    """XᵀX and Xᵀy, summed example by example, and the multiplications made."""
    d, count = X.shape[1], 0
    A, c = np.zeros((d, d)), np.zeros(d)
    for x, target in zip(X, y):
        A, c, count = A + np.outer(x, x), c + target * x, count + d * d + d
    return A, c, count


def eliminate(A, c):
    """The solution of A w = c by elimination and substitution, and the multiplications and divisions made."""
    A, c, d, count = A.copy(), c.copy(), len(c), 0
    for k in range(d):
        for i in range(k + 1, d):
            factor = A[i, k] / A[k, k]
            A[i, k + 1 :] -= factor * A[k, k + 1 :]
            c[i] -= factor * c[k]
            count += d - k + 1
    w = np.zeros(d)
    for k in reversed(range(d)):
        w[k] = (c[k] - A[k, k + 1 :] @ w[k + 1 :]) / A[k, k]
        count += d - k
    return w, count


n, sizes = 200, [4, 8, 16, 32, 64, 128]
counted = {"one update: $2nd$": [], "build $X^TX$: $nd^2$": [], "eliminate: $d^3/3$": []}
print("   d   one update      build   eliminate   updates for the price")
for d in sizes:
    rng = np.random.default_rng(d)
    X, y = rng.standard_normal((n, d)), rng.standard_normal(n)
    _, step_cost = one_update(X, y, np.zeros(d), 0.1)
    A, c, build = normal_equations(X, y)
    w, solve = eliminate(A, c)
    for name, value in zip(counted, (step_cost, build, solve)):
        counted[name].append(value)
    print(f"{d:4}   {step_cost:10,}   {build:8,}   {solve:9,}   {(build + solve) / step_cost:.3g}")
print("the last w, eliminated and by the engine, agree:", bool(np.allclose(w, closed_form(X, y))))
figure = growth.draw(sizes, counted, n=n)

# %% [markdown]
# The exponents at the right ends are measured on the last doubling. They approach 1, 2 and 3. With a million features
# $X^\top X$ has $10^{12}$ entries, and to eliminate is out of the question. An update is still one look at the data.
# So a descent that needs few steps wins.
#
# **Think.** The closed form is exact, and for $d = 50$ and $n = 200$ it costs about 28 updates. Why does nobody use
# it for a network?
#
# <details><summary>Answer</summary>
#
# Because there is none. The normal equations are linear in $w$ since the predictions are. With tanh in between,
# setting the gradient to 0 gives equations that nobody can solve in closed form.
#
# </details>
#
# ## 4.3 How large a step?
#
# **The question.** In section 4.1 some step sizes were slow and some diverged. Can we know beforehand?
#
# For least squares, exactly. The picture shows four descents on one bowl, which is ten times as steep upwards as
# sideways. The square is the start, the cross is the lowest point.

# %%
lams = np.array([1.0, 10.0])
descents = {f"α = {alpha}: {said}": step_bench.descend(alpha, lams, 25) for alpha, said in
            ((0.02, "slow"), (0.1, "good for one"), (0.18, "good for both"), (0.205, "diverges"))}
figure = bowl.draw(lams, descents)

# %% [markdown]
# **The statement.** Let $L$ be the loss of least squares and $H$ its *Hessian*, the matrix of second derivatives, of
# shape (d, d). Let $\lambda_1, \dots, \lambda_d$ be its eigenvalues. Then along eigenvector $j$ each step multiplies
# the error by $1 - \alpha\lambda_j$. The descent converges from every start if and only if
#
# $$0 < \alpha < \frac{2}{\lambda_{\max}} .$$
#
# **The derivation.**
#
# *Step 1: the Hessian.* $\partial L/\partial w_j = \frac2n \sum_i X_{ij} r_i$ and $\partial r_i/\partial w_k =
# X_{ik}$. So $H_{jk} = \frac2n \sum_i X_{ij} X_{ik}$, that is $H = \frac2n X^\top X$. It does not depend on $w$: the
# curvature is the same everywhere.
#
# *Step 2: the error.* Let $w_*$ be a best $w$ and $e^{(t)} = w^{(t)} - w_*$ the error. The gradient at $w_*$ is 0, so
# $\nabla L(w) = \nabla L(w) - \nabla L(w_*) = \frac2n X^\top X (w - w_*) = H e$. One step of descent is then
#
# $$e^{(t+1)} = e^{(t)} - \alpha H e^{(t)} = (I - \alpha H)\, e^{(t)} .$$
#
# *Step 3: one direction at a time.* $H$ is symmetric. So it has $d$ eigenvectors $q_j$ of length 1, at right angles
# to each other, with $H q_j = \lambda_j q_j$. And $\lambda_j \ge 0$, since $\lambda_j = q_j^\top H q_j = \frac2n
# \lVert X q_j \rVert^2$. Let $c_j = q_j^\top e$ be the error in direction $j$. Then
#
# $$c_j^{(t+1)} = q_j^\top (I - \alpha H) e^{(t)} = (1 - \alpha\lambda_j)\, c_j^{(t)}
# \quad\Longrightarrow\quad c_j^{(t)} = (1 - \alpha\lambda_j)^t\, c_j^{(0)} .$$
#
# The directions do not mix. Each shrinks by a factor of its own.
#
# *Step 4: the limit.* $(1 - \alpha\lambda)^t \to 0$ exactly if $-1 < 1 - \alpha\lambda < 1$, that is $0 <
# \alpha\lambda < 2$. All directions must shrink, and the steepest asks for most: $\alpha < 2/\lambda_{\max}$. (If
# some $\lambda_j = 0$, nothing moves in that direction, and nothing needs to: the loss is level there.) $\square$
#
# The loss follows. Put $w = w_* + e$ into $L$. The term linear in $e$ is $\nabla L(w_*)^\top e = 0$, and what stays
# is
#
# $$L(w) = L(w_*) + \tfrac12\, e^\top H e = L(w_*) + \tfrac12 \sum_j \lambda_j c_j^2 ,$$
#
# a bowl. At the distance $c_j$ from the bottom its slope is $\lambda_j c_j$: *steep* along the directions of large
# $\lambda_j$, *shallow* along the others.
#
# **By hand.** Curvatures 1 and 10. With $\alpha = 0.1$ the factors are $0.9$ and $0$: the steep error is gone in one
# step, the shallow one is not. With $\alpha = 0.15$ they are $0.85$ and $-0.5$: the steep error jumps to and fro as
# it shrinks. At $\alpha = 0.2$ the second factor is $-1$. At $\alpha = 0.25$ it is $-1.5$: after ten steps the error
# is 58 times what it was.
#
# Measured against predicted:

# %%
rng = np.random.default_rng(3)
X = rng.standard_normal((40, 3)) * np.array([1.0, 2.0, 0.4])
y = X @ np.array([1.0, -1.0, 2.0]) + 0.3 * rng.standard_normal(40)
H, best = hessian(X), closed_form(X, y)
curvatures, Q = np.linalg.eigh(H)               # eigenvalues, rising; eigenvectors in the columns of Q
by_differences = [(gradient(best + h, X, y) - gradient(best - h, X, y)) / 2e-4 for h in 1e-4 * np.eye(3)]
print("H, first row:  ", H[0], "  by differences:", by_differences[0])
print("eigenvalues:   ", curvatures)

alpha, w = 0.15, np.zeros(3)
c_start = Q.T @ (w - best)
for t in range(1, 21):
    w = w - alpha * gradient(w, X, y)
    if t in (1, 5, 20):
        print(f"after {t:2} steps, measured: ", Q.T @ (w - best))
        print("               predicted:", (1 - alpha * curvatures) ** t * c_start)
bowl_height = loss(best, X, y) + 0.5 * np.sum(curvatures * (Q.T @ (w - best)) ** 2)
print(f"loss there: measured {loss(w, X, y):.4g}, as a bowl {bowl_height:.4g}")

# %% [markdown]
# How sharp is the edge? Take 200 random problems and go 3 % below it, then 3 % above it.

# %%
def ends_at(X, y, alpha, steps):
    """How many times longer the error is after the steps than at the start."""
    H, best = hessian(X), closed_form(X, y)
    e = -best
    for _ in range(steps):
        e = e - alpha * H @ e
    return np.linalg.norm(e) / np.linalg.norm(best)


shrunk, grown = 0, 0
for seed in range(200):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(5, 30)), int(rng.integers(1, 5))
    X, y = rng.standard_normal((n, d)), rng.standard_normal(n)
    edge = 2 / np.linalg.eigvalsh(hessian(X)).max()
    shrunk += ends_at(X, y, 0.97 * edge, 500) < 1
    grown += ends_at(X, y, 1.03 * edge, 500) > 1
print(f"3 % below the edge: the error shrank in {shrunk} of 200 problems")
print(f"3 % above the edge: the error grew in {grown} of 200 problems")

# %% [markdown]
# ### Exercise: `largest_stable_step(X, lam)`
#
# Lesson 07 calls it *ridge regression*: least squares with a penalty on long weights,
#
# $$L(w) = \frac1n \sum_i (x_i^\top w - y_i)^2 + \lambda\, w^\top w .$$
#
# Return the step size at which descent on this loss stops converging: $2$ over the largest eigenvalue of its Hessian.
#
# - `X` is (n, d), `lam` is the number $\lambda \ge 0$ (no eigenvalue: the letter is taken twice). Return one number.
# - `np.linalg.eigvalsh(A)` gives the eigenvalues of a symmetric matrix, rising.
# - To try first: `X = [[1, 0], [0, 2]]` gives 0.5 for `lam = 0`, and 0.4 for `lam = 0.5`.

# %% nbgrader={"grade": false, "grade_id": "largest_stable_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def largest_stable_step(X, lam):
    """The step size at which descent on mean((X w − y)²) + lam·w·w stops converging, one number. X (n, d)."""
    ### BEGIN SOLUTION
    n, d = X.shape
    curvature = 2 / n * X.T @ X + 2 * lam * np.eye(d)
    return 2 / np.linalg.eigvalsh(curvature)[-1]
    ### END SOLUTION

# %%
X_tiny = np.array([[1.0, 0.0], [0.0, 2.0]])
first = attempt(largest_stable_step, X_tiny, 0.0)
show(None if first is None else (first, attempt(largest_stable_step, X_tiny, 0.5)), "0.5, 0.4")

# %% nbgrader={"grade": true, "grade_id": "largest_stable_step", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("largest_stable_step", largest_stable_step)

# %% [markdown]
# **The best step.** The slowest direction decides how long the descent takes. Let all $\lambda_j$ be positive, and
# make the larger of $|1 - \alpha\lambda_{\min}|$ and $|1 - \alpha\lambda_{\max}|$ small. The first falls up to
# $1/\lambda_{\min}$, the second rises beyond $1/\lambda_{\max}$. The best $\alpha$ is where they meet:
#
# $$1 - \alpha\lambda_{\min} = \alpha\lambda_{\max} - 1 \quad\Longrightarrow\quad
# \alpha = \frac{2}{\lambda_{\min} + \lambda_{\max}}, \qquad
# \text{factor } \frac{\lambda_{\max} - \lambda_{\min}}{\lambda_{\max} + \lambda_{\min}} = \frac{\kappa - 1}{\kappa + 1} .$$
#
# Here $\kappa = \lambda_{\max}/\lambda_{\min}$ is the **condition number**: how much steeper the steepest direction
# is than the shallowest. At $\kappa = 1$ the bowl is round, and one step is enough.

# %%
marks = {"lands: $1/\\lambda_2$": 1 / lams[1], "best": 2 / lams.sum(), "edge: $2/\\lambda_2$": 2 / lams[1]}
for name, alpha in marks.items():
    print(f"α = {alpha:.4g}: factors", 1 - alpha * lams)
figure = bowl.factors(lams, marks)

# %% [markdown]
# **What the condition number costs.** For large $\kappa$ the factor $\frac{\kappa-1}{\kappa+1}$ is close to $1 -
# 2/\kappa$. So to shrink the error by 1,000 takes about $\frac{\kappa}{2}\ln 1000$ steps *even with the best step
# size*. Counted:

# %%
for kappa in (2, 10, 100, 1000):
    alpha, error, steps = 2 / (1 + kappa), np.ones(2), 0
    while np.abs(error).max() > 1e-3:
        error, steps = error - alpha * np.array([1.0, kappa]) * error, steps + 1
    print(f"κ = {kappa:4}: {steps:4} steps, κ/2 · ln 1000 = {kappa / 2 * np.log(1000):.4g}")

rng = np.random.default_rng(1)
height, weight = 1.7 + 0.1 * rng.standard_normal(50), 70 + 12 * rng.standard_normal(50)
raw = np.stack([height, weight], axis=1)
scaled = (raw - raw.mean(axis=0)) / raw.std(axis=0)
for name, table in (("metres and kilograms", raw), ("both standardised", scaled)):
    low, high = np.linalg.eigvalsh(hessian(table))
    print(f"{name}: κ = {high / low:.3g}")

# %% [markdown]
# The last two lines are why features are *standardised* (mean 0, spread 1) before training. The units in which they
# were measured become the shape of the bowl.
#
# ### Exercise: `predict_steps(lams, alpha, factor)`
#
# Predict first, measure afterwards. A bowl has the curvatures `lams`. The error starts with the size 1 in every
# direction, and we descend with step size `alpha`. After how many steps is the error in *every* direction at most
# `factor` for the first time?
#
# - `lams` is (d,), all positive; `0 < alpha < 2 / max(lams)`; `0 < factor < 1`. Return one whole number.
# - The check makes the descent and counts. You are to do better: no loop is needed.
# - Mind the bowl in which one step lands exactly, so that all errors are 0 after it.
# - To try first: `lams = [1, 4]` and `factor = 0.1` take 7 steps for `alpha = 0.3`, and 11 for `alpha = 0.45`.

# %% nbgrader={"grade": false, "grade_id": "predict_steps_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict_steps(lams, alpha, factor):
    """The number of steps after which every error, 1 at the start, is at most factor. lams (d,)."""
    ### BEGIN SOLUTION
    slowest = np.abs(1 - alpha * lams).max()
    if slowest <= factor:
        return 1
    return int(np.ceil(np.log(factor) / np.log(slowest)))
    ### END SOLUTION

# %%
lams_tiny = np.array([1.0, 4.0])
first = attempt(predict_steps, lams_tiny, 0.3, 0.1)
show(None if first is None else (first, attempt(predict_steps, lams_tiny, 0.45, 0.1)), "7, 11")

# %% nbgrader={"grade": true, "grade_id": "predict_steps", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("predict_steps", predict_steps)

# %%
# Measured: a descent on the bowl with curvatures 1 and 10, until both errors are at most 1/1000.
yours = 0
for alpha in (0.02, 0.1, 0.18, 0.195):
    error, steps = np.ones(2), 0
    while np.abs(error).max() > 1e-3:
        error, steps = error - alpha * np.array([1.0, 10.0]) * error, steps + 1
    yours = None if yours is None else attempt(predict_steps, np.array([1.0, 10.0]), alpha, 1e-3)
    print(f"α = {alpha}: {steps} steps" + ("" if yours is None else f", you predicted {yours}"))

# %% [markdown]
# **The bench.** Left: the path on the bowl. Right: both errors, predicted as lines and measured as marks. Move
# $\alpha$ across the edge.

# %%
step_bench.lab()

# %% [markdown]
# **Beyond bowls.** One source says that a small $\alpha$ "guarantees" improvement. Here is how small. Suppose the
# curvature is at most $\Lambda$ in every direction and everywhere. Then the loss lies below its tangent plus
# $\frac12\Lambda\lVert\delta \rVert^2$, and with $\delta = -\alpha g$
#
# $$L(w - \alpha g) \;\le\; L(w) - \alpha\lVert g\rVert^2 + \tfrac12\Lambda\alpha^2\lVert g\rVert^2
# \;=\; L(w) - \alpha\Big(1 - \frac{\alpha\Lambda}{2}\Big)\lVert g\rVert^2 .$$
#
# So the loss falls at every step if $\alpha < 2/\Lambda$ and $g \ne 0$. For the bowl $\Lambda = \lambda_{\max}$, the
# same edge as before. For a network no $\Lambda$ holds everywhere, and the step size has to be tried out.
#
# The edge is there all the same. Remember the two jumps of section 4.1, with $\alpha = 0.2$. The edge is where the
# largest curvature is $2/\alpha = 10$. The cell measures it along that descent, and at the ends of 20 others.

# %%
def steepest(theta, h=1e-4):
    """The largest eigenvalue of the risk's Hessian, which is found by differences of slopes."""
    H = np.array([(slopes(theta + e) - slopes(theta - e)) / (2 * h) for e in h * np.eye(10)])
    return np.linalg.eigvalsh((H + H.T) / 2)[-1]


def risks(thetas):
    """The risk of many nets at once; thetas is (s, 10)."""
    b, v, w = thetas[:, None, 0:3], thetas[:, None, 3:6], thetas[:, None, 7:10]
    out = thetas[:, 6:7] + (np.tanh(x_data[:, None] * v + b) * w).sum(axis=2)
    return np.mean((out - y_data) ** 2, axis=1)


for step in (100, 200, 300, 390, 400, 410, 500, 520, 540):
    print(f"step {step}: loss {risk(trail[step]):.2g}, largest curvature {steepest(trail[step]):.3g} (edge: 10)")

many = np.array([np.random.default_rng(seed).standard_normal(10) for seed in range(20)])
for _ in range(1000):
    many = many - 0.2 * np.stack([(risks(many + e) - risks(many - e)) / 2e-5 for e in 1e-5 * np.eye(10)], axis=1)
near = sum(8 < steepest(theta) < 12 for theta in many)
print(f"20 other starts: after 1,000 steps the largest curvature is between 8 and 12 in {near}")

# %% [markdown]
# On its way the descent gets into ever steeper ground. Shortly before step 300 the curvature passes the edge: from
# there a tiny error along the steepest direction grows at every step, to and fro, and at step 400 it shows. It throws
# the weights to less steep ground, and the descent goes on. By step 500 the ground is too steep again, and the second
# jump follows. Nearly all of the other starts come to the edge too. Cohen and others (2021) found that in many larger
# networks the largest curvature rises to the edge and then stays close to it.
#
# **Think.** A descent is slow, and you double $\alpha$. Now the loss explodes. Which of the two, the steepest or the
# shallowest direction, was slow, and which exploded?
#
# <details><summary>Answer</summary>
#
# The shallowest was slow and the steepest exploded. One number $\alpha$ has to serve both.
#
# </details>
#
# ## 4.4 A few examples at a time
#
# **The question.** One gradient looks at all $n$ examples. ImageNet's challenge of 2012 had about 1.28 million images
# to train on, and Kaggle's competitions in protein classification come with many thousands. They hardly fit into
# memory. Must every step look at all of them?
#
# **The statement.** Write the loss as $L(w) = \frac1n\sum_i \ell_i(w)$, with $\ell_i$ the loss of example $i$. A
# **minibatch** is a set $S$ of $m$ examples, drawn at random. *Stochastic gradient descent*, SGD, steps with its
# gradient:
#
# $$w \leftarrow w - \alpha\, g_S, \qquad g_S = \frac{1}{m} \sum_{i \in S} \nabla \ell_i(w) .$$
#
# It costs $m$ examples instead of $n$. It is right *on average*, and it scatters about the full gradient $g$. If $S$
# is drawn without replacement, each of its entries has the variance
#
# $$\operatorname{Var}(g_S) = \frac{\sigma^2}{m}\cdot\frac{n - m}{n - 1},$$
#
# with $\sigma^2$ the variance of that entry over the $n$ single examples.
#
# **The derivation.** Take one entry. Let $a_i$ be example $i$'s slope less the full one, so that $\sum_i a_i = 0$ and
# $\sigma^2 = \frac1n\sum_i a_i^2$. Let $z_i$ be 1 if $i$ is in $S$, else 0. Then $g_S - g = \frac1m\sum_i z_i a_i$.
#
# - *The mean.* Each example is in $S$ with probability $m/n$, so $E[g_S - g] = \frac1m \cdot \frac mn \sum_i a_i =
#   0$.
# - *One $z$.* $z_i$ is 0 or 1, so $\operatorname{Var}(z_i) = \frac mn\big(1 - \frac mn\big)$. Call it $v$.
# - *Two of them.* $\sum_i z_i = m$ never varies. So the covariances of $z_i$ with all of the $z$ add up to 0. By
#   symmetry the $n - 1$ others share equally: $\operatorname{Cov}(z_i, z_k) = -v/(n-1)$.
# - *Together.* $\operatorname{Var}(g_S) = \frac{1}{m^2}\Big(v\sum_i a_i^2 - \frac{v}{n-1}\sum_{i\ne k} a_i a_k\Big)$.
#   Since $0 = (\sum_i a_i)^2 = \sum_i a_i^2 + \sum_{i \ne k} a_i a_k$, the last sum is $-\sum_i a_i^2 = -n\sigma^2$.
#   So
#
# $$\operatorname{Var}(g_S) = \frac{1}{m^2}\, v\, n\sigma^2 \Big(1 + \frac{1}{n-1}\Big)
# = \frac{1}{m^2}\cdot\frac mn\cdot\frac{n-m}{n}\cdot n\sigma^2\cdot\frac{n}{n-1} = \frac{\sigma^2}{m}\cdot\frac{n-m}{n-1} .
# \qquad\square$$
#
# With replacement the draws are independent, and the last factor is 1. Without, it is 0 at $m = n$: all examples, no
# noise.
#
# **By hand.** Three examples with the slopes 1, 2 and 6, so $g = 3$ and $\sigma^2 = (4 + 1 + 9)/3 = 14/3$. The three
# minibatches of two have the means 1.5, 3.5 and 4. Their mean is 3. Their variance is $(2.25 + 0.25 + 1)/3 = 7/6$,
# and the formula says $\frac{14/3}{2}\cdot\frac{1}{2} = 7/6$. The cell goes through *all* minibatches of six
# examples.

# %%
slopes_of_six = np.array([1.0, 2.0, 6.0, -3.0, 0.5, 2.5])
full, variance, n = slopes_of_six.mean(), slopes_of_six.var(), 6
print(f"full gradient {full:.4g}")
for m in range(1, 7):
    means = np.array([slopes_of_six[list(S)].mean() for S in combinations(range(n), m)])
    said = variance / m * (n - m) / (n - 1)
    print(f"m = {m}: {len(means):2} of them, mean {means.mean():.4g}, variance {means.var():.4g}, formula {said:.4g}")

# %% [markdown]
# **The picture.** 64 examples, two weights. Each dot is the gradient of one minibatch, the arrow is the full
# gradient. A dot beyond the dotted line would step *uphill*, however short the step.

# %%
clouds = {f"m = {m}": batch_noise.run(m, 1.0, 1) for m in (1, 8, 32)}
for name, noise in clouds.items():
    print(f"{name:6}: {noise.uphill:.3g} of the steps go uphill, spread {np.sqrt(noise.variance):.3g}")
figure = batches.clouds(noise.full, {name: noise.gradients for name, noise in clouds.items()})

# %% [markdown]
# The *spread* is the root of the variance. While $m$ is small beside $n$ it falls as $1/\sqrt m$ only: four times the
# work halves the noise. (From 8 to 32 of 64 it falls by more than half, since the factor $\frac{n-m}{n-1}$ falls
# too.) The first examples of a minibatch tell the direction roughly, the later ones polish it.

# %%
batch_noise.lab()

# %% [markdown]
# ### Exercise: `minibatch_gradient(w, b, X, y, S)`
#
# One example that is far off pulls a least-squares fit with all its might, since the slope of a square grows without
# end. A gentler loss is $\log\cosh r$: near 0 it is like $r^2/2$, far out like $|r| - \log 2$. Its slope is $\tanh
# r$, since $(\cosh r)' = \sinh r$ and $\sinh r/\cosh r = \tanh r$.
#
# Return the gradient of the mean over the minibatch,
#
# $$L_S(w, b) = \frac{1}{|S|}\sum_{i \in S} \log\cosh(x_i^\top w + b - y_i) ,$$
#
# as a tuple `(dw, db)`.
#
# - Shapes: `w` (d,), `b` one number, `X` (n, d), `y` (n,). `S` holds the minibatch's row numbers, counted from 0 and
#   in any order: an array of whole numbers, which can index the rows of `X`.
# - To try first: `w = [0]`, `b = 0`, `X = [[1], [2], [3]]`, `y = [−ln 2, 5, ln 3]`, `S = [2, 0]` gives `dw = [−0.9]`,
#   `db = −0.1`. By hand: $\tanh(\ln 2) = 0.6$ and $\tanh(\ln 3) = 0.8$.

# %% nbgrader={"grade": false, "grade_id": "minibatch_gradient_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def minibatch_gradient(w, b, X, y, S):
    """The gradients (dw, db) of the mean of log cosh(x·w + b − y) over the rows S. X (n, d), y (n,)."""
    ### BEGIN SOLUTION
    rows, targets = X[S], y[S]
    pull = np.tanh(rows @ w + b - targets) / len(S)
    return rows.T @ pull, pull.sum()
    ### END SOLUTION

# %%
tiny = np.zeros(1), 0.0, np.array([[1.0], [2.0], [3.0]]), np.array([-np.log(2), 5.0, np.log(3)]), np.array([2, 0])
show(attempt(minibatch_gradient, *tiny), "[-0.9], -0.1")

# %% nbgrader={"grade": true, "grade_id": "minibatch_gradient", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("minibatch_gradient", minibatch_gradient)

# %% [markdown]
# **Epochs.** Usually the examples are *shuffled* and cut into minibatches one after the other. Once through all of
# them is an **epoch**. Every example is seen once, so this draws without replacement. Drawing $n$ times *with*
# replacement would miss an example with probability $(1 - \frac1n)^n \approx 1/e = 0.37$.
#
# **What is it worth?** Compare at equal cost, in epochs. Least squares, 1,024 examples, 20 seeds, and for each batch
# size the best of six step sizes (the one with the smallest median loss after two epochs). In the picture a line is
# the median over the seeds, and its band goes from the best seed to the worst.

# %%
rng = np.random.default_rng(5)
n, d, widths = 1024, 5, np.array([1.0, 0.8, 0.6, 0.4, 0.3])       # the features' spreads: κ is about 12
X = rng.standard_normal((n, d)) * widths
y = X @ (rng.standard_normal(d) / widths) + 0.5 * rng.standard_normal(n)
lowest = loss(closed_form(X, y), X, y)


def race(m, alpha, epochs, seeds=20):
    """The loss after each epoch of SGD, (seeds, epochs + 1); all seeds go side by side."""
    generators = [np.random.default_rng(seed) for seed in range(seeds)]
    w, seen = np.zeros((seeds, d)), []
    for epoch in range(epochs + 1):
        seen.append(np.mean((w @ X.T - y) ** 2, axis=1))
        orders = np.array([generator.permutation(n) for generator in generators])
        for at in range(0, n, m):
            some = orders[:, at : at + m]                          # (seeds, m)
            off = np.einsum("smd,sd->sm", X[some], w) - y[some]    # sums over the letters not behind the arrow
            w = w - alpha * 2 / m * np.einsum("sm,smd->sd", off, X[some])
    return np.array(seen).T


shared = {}
for m in (1, 16, 1024):
    with np.errstate(all="ignore"):                                # the largest steps diverge
        ends_at_2 = {alpha: np.median(race(m, alpha, 2)[:, -1]) for alpha in (0.003, 0.01, 0.03, 0.1, 0.3, 0.8)}
    chosen = min(ends_at_2, key=lambda alpha: np.nan_to_num(ends_at_2[alpha], nan=np.inf))
    shared[f"m = {m}, α = {chosen}"] = found = race(m, chosen, 20)
    above = np.median(found, axis=0) - lowest
    print(f"m = {m:4}, α = {chosen:<4}: above the smallest loss by {above[1]:.1g} after an epoch, {above[20]:.1g} after 20")
    print(f"          within 0.1 of it after one epoch: {sum(found[:, 1] - lowest < 0.1)} of 20 seeds")
figure = batches.races(shared, floor=lowest)

# %% [markdown]
# One epoch is 1,024 small steps for $m = 1$ and one single step for $m = 1024$. So the small batches are nearly done
# before the full gradient has made its second step. But then they level off: noise keeps them from settling. The full
# gradient has none and goes on. Section 4.5 is about that floor.
#
# **The training loop.** A slide writes SGD with one example at a time like this, in words:
#
# > until it is time to stop, for each training point *(i)*: forward pass on example *(d)*, gradient of the loss of
# > example *(d)*, update with the gradient of *(i)*.
#
# Two letters for what must be one example. Is it only a slip of the pen? Read it as code: *(d)* is a place in the
# order, *(i)* the example that comes there. Then the forward pass takes row *(d)*, and the label is that of the
# training point, *(i)*. (Lesson 09 says when it is time to stop.)
#
# ### Exercise: `sgd_epoch(w, X, y, alpha, order)`
#
# *The slide says: forward with (d), update with (i).* The code below is the slide's loop for least squares, $\ell_i =
# (x_i^\top w - y_i)^2$. It has the slide's mistake: **find it and mend it**. It is to go through the examples as
# `order` says, make one step for each, and return the final `w`.
#
# - `w` (d,), `X` (n, d), `y` (n,), `alpha` one number. `order` is an array of row numbers; it may leave some out.
# - All or nothing: on the order 0, 1, 2, … the mistake does not show, so that earns no points yet.
# - To try first: `w = [0]`, `X = [[1], [2]]`, `y = [1, 4]`, `alpha = 0.1`, `order = [1, 0]` gives `[1.48]`. By hand,
#   the second example first: $w = 0 + 0.2 \cdot 4 \cdot 2 = 1.6$, then $w = 1.6 - 0.2 \cdot 0.6 \cdot 1 = 1.48$.

# %% nbgrader={"grade": false, "grade_id": "sgd_epoch_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_epoch(w, X, y, alpha, order):
    """The weights (d,) after one step for each example of order. The code has one mistake: find it and mend it."""
    ### BEGIN SOLUTION
    for i in order:
        residual = X[i] @ w - y[i]
        w = w - alpha * 2 * residual * X[i]
    return w
    ### BEGIN STUB
    # for d, i in enumerate(order):
    #     residual = X[d] @ w - y[i]           # forward pass
    #     slope = 2 * residual * X[d]          # gradient
    #     w = w - alpha * slope                # update
    # return w
    ### END STUB
    ### END SOLUTION

# %%
tiny = np.zeros(1), np.array([[1.0], [2.0]]), np.array([1.0, 4.0]), 0.1
show(attempt(sgd_epoch, *tiny, np.array([1, 0])), "[1.48]")

# %% nbgrader={"grade": true, "grade_id": "sgd_epoch", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("sgd_epoch", sgd_epoch)

# %%
# A tool that finds such slips: data without noise, where SGD must reach the true weights.
rng = np.random.default_rng(8)
X_clean, truth = rng.standard_normal((30, 2)), np.array([1.0, -2.0])
for name in ("in order", "shuffled"):
    w = np.zeros(2)
    for epoch in range(5):
        order = np.arange(30) if name == "in order" else rng.permutation(30)
        w = w if w is None else attempt(sgd_epoch, w, X_clean, X_clean @ truth, 0.03, order)
    if w is not None:
        print(f"{name}: after 5 epochs your loop is {attempt(np.linalg.norm, w - truth):.2g} from the true weights")

# %% [markdown]
# As it is given out, the loop finds the true weights in the examples' own order, and stays far from them when they
# are shuffled. A test that always goes in order would have passed it.
#
# **Think.** Why does the slide's mistake not show on the order 0, 1, 2, …?
#
# <details><summary>Answer</summary>
#
# There place and example are the same number, $d = i$. Test on an untidy input.
#
# </details>
#
# ## 4.5 Smaller steps later
#
# **The question.** SGD with a fixed step size levels off above the smallest loss. How far above? And can it be made
# to settle?
#
# A slide gives the reason in one line: as the true gradient gets small, it drowns in the noise of SGD. (The slide
# prints "SDG noise". SGD is meant.)
#
# **The statement.** Take one direction with curvature $\lambda$, and slopes that carry fresh noise $\xi$ of mean 0
# and variance $s^2$, the same at every $w$: $w \leftarrow w - \alpha(\lambda w + \xi)$. The best $w$ is 0. Then the
# mean squared distance settles at
#
# $$V = \frac{\alpha s^2}{\lambda\,(2 - \alpha\lambda)} .$$
#
# For small $\alpha$ that is about $\frac{\alpha s^2}{2\lambda}$: half the step size, half the floor. (Where one $w$
# fits every example, as in the last cell of section 4.4, each example's slope is 0 at that $w$. The noise dies out on
# the way, and there is no floor.)
#
# **The derivation.** The new $w$ is $(1 - \alpha\lambda) w - \alpha\xi$. The noise is fresh, independent of $w$, so
# its product with $w$ has mean 0. Square, and take means: $E[w_{\text{new}}^2] = (1 - \alpha\lambda)^2 E[w^2] +
# \alpha^2 s^2$. At the level where nothing changes, $V = (1 - \alpha\lambda)^2 V + \alpha^2 s^2$. So
# $V\,(2\alpha\lambda - \alpha^2\lambda^2) = \alpha^2 s^2$; divide by $\alpha\lambda(2 - \alpha\lambda)$. It is
# reached for $0 < \alpha\lambda < 2$, as in section 4.3. $\square$
#
# **By hand.** $\lambda = 1$, $s = 1$: $\alpha = 1$ gives $V = 1$. That is plain: $w_{\text{new}} = -\xi$. And
# $\alpha = 0.1$ gives $0.1/1.9 = 0.0526$.

# %%
rng = np.random.default_rng(6)
for alpha in (1.0, 0.5, 0.1):
    w = np.zeros(20_000)
    for _ in range(100):
        w = w - alpha * (w + rng.standard_normal(len(w)))
    print(f"α = {alpha}: mean of w² over 20,000 walkers {np.mean(w**2):.2g}, formula {alpha / (2 - alpha):.2g}")

# %% [markdown]
# So a large step gets near quickly and a small one gets near closely. Take both: a **schedule** $\eta_t$ that shrinks
# with the time $t$. Two are common, with a first step size $\eta_0$ and a rate $\kappa > 0$ (no condition number
# here):
#
# $$\text{exponential: } \eta_t = \eta_0\, e^{-\kappa t}, \qquad \text{inverse: } \eta_t = \frac{\eta_0}{1 + \kappa t} .$$
#
# **How far can they walk?** All exponential steps together are a geometric series, $\sum_t \eta_0 e^{-\kappa t} =
# \frac{\eta_0}{1 - e^{-\kappa}}$. That is finite: whoever decays too fast stops on the way. The inverse steps add up
# without end, like $\frac{\eta_0}{\kappa}\ln t$, while their *squares* have a finite sum. Robbins and Monro showed in
# 1951, for one unknown, that this pair of properties lets a noisy search come as far as it must and still settle.

# %%
t = np.arange(1_000_000)
exponential, inverse = 0.5 * np.exp(-0.02 * t), 0.5 / (1 + 0.02 * t)
print(f"exponential: all steps {exponential.sum():.4g}, formula {0.5 / (1 - np.exp(-0.02)):.4g}")
for upto in (10**2, 10**4, 10**6):
    print(f"inverse, {upto:>7,} steps: sum {inverse[:upto].sum():.4g}, sum of squares {np.sum(inverse[:upto]**2):.4g}")

times, walkers = np.arange(1000), 1000
rates = {
    "constant": np.full(1000, 0.5),
    "exponential, κ = 0.2: too fast": 0.5 * np.exp(-0.2 * times),
    "exponential, κ = 0.006": 0.5 * np.exp(-0.006 * times),
    "inverse, κ = 0.1": 0.5 / (1 + 0.1 * times),
}
reached = {}
for name, eta in rates.items():
    w, rng, squares = np.full(walkers, 3.0), np.random.default_rng(7), []
    for t in range(1000):
        w = w - eta[t] * (w + rng.standard_normal(walkers))
        squares.append(np.mean(w**2))
    reached[name] = np.array(squares)
    print(f"{name:31}: mean squared distance {squares[9]:.2g} after 10 steps, {squares[-1]:.1g} after 1,000")
figure = decay.draw(rates, reached, floor=0.5 / (2 - 0.5))

# %% [markdown]
# The constant step reaches its floor and stays there. All three schedules go below it. The hasty one leads at 10 steps
# and then freezes on its way. The other two go on.
#
# Many call $\eta$ the hardest setting of all. A good first search goes by powers of ten up to the edge of divergence.
# Lesson 08 does it, and has step sizes for each parameter.
#
# ### Exercise: `decayed_step(eta0, kappa, step, per_epoch, kind)`
#
# In practice the time $t$ of a schedule often counts *epochs*: all steps of one epoch share one step size, and the
# next epoch has a smaller one. Return the step size of step number `step`.
#
# - `step` counts from 0, and every epoch has `per_epoch` steps. The first epoch is $t = 0$, with step size `eta0`.
# - `kind` is `"exponential"` or `"inverse"`; `kappa` is 0 or more. Return one number.
# - To try first: `eta0 = 1`, `kappa = 0.5`, `step = 7`, `per_epoch = 3` lies in epoch $t = 2$. It gives `0.3679` for
#   `"exponential"` and `0.5` for `"inverse"`.

# %% nbgrader={"grade": false, "grade_id": "decayed_step_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decayed_step(eta0, kappa, step, per_epoch, kind):
    """The step size of a step, counted from 0, one number. kind is "exponential" or "inverse"."""
    ### BEGIN SOLUTION
    epoch = step // per_epoch
    return eta0 * np.exp(-kappa * epoch) if kind == "exponential" else eta0 / (1 + kappa * epoch)
    ### END SOLUTION

# %%
first = attempt(decayed_step, 1.0, 0.5, 7, 3, "exponential")
show(None if first is None else (first, attempt(decayed_step, 1.0, 0.5, 7, 3, "inverse")), "0.3679, 0.5")

# %% nbgrader={"grade": true, "grade_id": "decayed_step", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("decayed_step", decayed_step)

# %% [markdown]
# **Think.** Larger minibatches also lower the floor. By how much must $m$ grow to do what halving $\alpha$ does, and
# what does each cost?
#
# <details><summary>Answer</summary>
#
# The floor is about $\alpha s^2/2\lambda$ and $s^2$ falls as $1/m$. So twice the minibatch does it, at twice the cost
# for each step. Half the step size costs nothing for each step, but needs twice as many to cover the same ground. The
# bargain is about even, and parallel hardware decides for the larger batch.
#
# </details>
#
# ## 4.6 Convex or not
#
# **The question.** On a bowl, downhill always leads to the lowest point. What is the property behind that, and do
# networks have it?
#
# **The statement.** A loss is **convex** if it never lies above a chord: for all points $p$, $q$ and all $t$ between
# 0 and 1,
#
# $$L\big(t p + (1 - t) q\big) \;\le\; t\,L(p) + (1 - t)\,L(q) .$$
#
# The left side is the loss at a *mix* of the two points, the right side is the chord there.
#
# **Why it matters.** Let $L$ be convex, and let $p$ be lowest among the points near it. Could some far $q$ be lower,
# $L(q) < L(p)$? Walk along the chord from $p$: at the mix $p + s(q - p)$ the loss is at most $(1 - s)L(p) + sL(q) <
# L(p)$, for every $s > 0$, however small. So there would be lower points next to $p$, which is a contradiction. *In a
# convex loss every local minimum is a global one.*
#
# **Least squares is convex.** Let $m = tp + (1-t)q$ and $d = p - q$. Then $p = m + (1-t)d$ and $q = m - td$. A bowl
# is its own second-order expansion about $m$, where the gradient is $g$:
#
# $$\begin{aligned} L(p) &= L(m) + (1-t)\,g^\top d + \tfrac12 (1-t)^2\, d^\top H d, \\
# L(q) &= L(m) - t\,g^\top d + \tfrac12 t^2\, d^\top H d . \end{aligned}$$
#
# In $t L(p) + (1-t) L(q)$ the terms with $g$ cancel. What stays is
#
# $$t L(p) + (1-t) L(q) - L(m) = \tfrac12\big[t(1-t)^2 + (1-t)t^2\big]\, d^\top H d = \tfrac12\, t(1-t)\, d^\top H d \;\ge\; 0 ,$$
#
# since $d^\top H d = \frac2n\lVert X d\rVert^2$. $\square$

# %%
rng = np.random.default_rng(9)
X, y = rng.standard_normal((12, 3)), rng.standard_normal(12)
p, q, t = rng.standard_normal(3), rng.standard_normal(3), 0.3
gap = t * loss(p, X, y) + (1 - t) * loss(q, X, y) - loss(t * p + (1 - t) * q, X, y)
print(f"chord less loss: {gap:.4g}, formula {t * (1 - t) / 2 * (p - q) @ hessian(X) @ (p - q):.4g}")

# %% [markdown]
# **What breaks it.** A slide notes two things: tanh is not convex, and a composition of convex functions need not be.
# Here are both, by their smallest examples.
#
# - $\tanh$ between 0 and 2: at the middle it has $\tanh 1 = 0.76$, the chord has $\frac12\tanh 2 = 0.48$.
# - $h(w) = w^2 - 1$ and $u^2$ are both convex. Their composition $(w^2 - 1)^2$ is 0 at $\pm1$ and 1 in the middle,
#   at 0. The squared loss of a two-layer linear net looks like that: $(w_1 w_2 - 1)^2$ along $w_1 = w_2$.
#
# (If the outer function never falls, as $e^u$, the composition of convex functions *is* convex. The square falls
# where its argument is negative.)

# %%
panels = {
    "$(w - 1)^2$: convex": (lambda w: (w - 1) ** 2, -1.0, 2.0),
    "$\\tanh w$: not": (np.tanh, 0.0, 2.0),
    "$(w^2 - 1)^2$: not": (lambda w: (w**2 - 1) ** 2, -1.0, 1.0),
}
for name, (curve, p, q) in panels.items():
    print(f"{name}: loss at the middle {curve((p + q) / 2):.4g}, chord {(curve(p) + curve(q)) / 2:.4g}")
figure = chords.draw(panels)

# %% [markdown]
# **A network.** Take the fitted net of section 4.1 and let two of its hidden units trade places: swap $b_1$ with
# $b_2$, $v_1$ with $v_2$ and $w_1$ with $w_2$. The sum over units is the same, so $f$ and its loss are the same. In
# the middle between the two, both units have the *same* parameters, and the net has lost one of its three bends.

# %%
swapped = fitted[[1, 0, 2, 4, 3, 5, 6, 8, 7, 9]]
for share in (1.0, 0.75, 0.5, 0.25, 0.0):
    print(f"{share:4} of one and {1 - share:4} of the other: loss {risk(share * fitted + (1 - share) * swapped):.3g}")

# %% [markdown]
# Two points with the same small loss, and a hill between them. So this loss is not convex. The swap shows it for
# every network and data with a middle that is worse than the ends. Note what this does *not* say: the two valleys are
# equally good. A landscape with many valleys need not have a bad one.
#
# ### Exercise: `not_convex(y)`
#
# Show it for the smallest net there is: one hidden unit, one example. The input is $x = 1$, so the net gives $v
# \tanh(u)$, and the loss is
#
# $$L(u, v) = \big(v \tanh(u) - y\big)^2 .$$
#
# Return a tuple `(p, q, t)`: two points $p = (u, v)$ and $q$, and a share $t$ strictly between 0 and 1, such that the
# loss at $t p + (1-t) q$ lies above the chord by more than 0.01.
#
# - `y` is a number with $0.3 \le |y| \le 0.9$, of either sign. `p` and `q` are arrays of shape (2,). Many answers are
#   right.
# - To try first: for `y = 0.5` the points `p = [0, 0]`, `q = [1, 1]` with `t = 0.5` will not do. There the loss is
#   $(0.5\tanh 0.5 - 0.5)^2 = 0.072$, and the chord has $0.16$.

# %% nbgrader={"grade": false, "grade_id": "not_convex_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def not_convex(y):
    """Two points (u, v), each of shape (2,), and a share t in (0, 1) at which the loss lies above its chord."""
    ### BEGIN SOLUTION
    p = np.array([1.0, y / np.tanh(1.0)])
    return p, -p, 0.5
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "not_convex", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("not_convex", not_convex)

# %% [markdown]
# **Think.** Three hidden units can trade places in $3! = 6$ ways. And tanh is odd: turn the signs of $b_k$, $v_k$ and
# $w_k$, and nothing changes. How many points of $\mathbb{R}^{10}$ have the same loss as the fitted one?
#
# <details><summary>Answer</summary>
#
# At least $6 \cdot 2^3 = 48$: six orders, and two signs for each of three units.
#
# </details>
#
# ## 4.7 Two weights, and getting stuck
#
# **The question.** What does such a landscape look like, and do descents end in bad places?
#
# With two weights we can draw it, as Cho and Chow did in 1999. The net is $f(x) = v\tanh(u x)$, the loss is the mean
# squared error on 40 points that such a net with $u = 1.5$, $v = 1$ made, plus a little noise. Turn both signs and
# $f$ stays the same: there are two valleys.

# %%
starts = {"start A": (0.5, -1.0), "start B": (-0.4, 1.2), "start C": (3.5, -2.0)}
paths = {name: two_weights.descend(*place, alpha=0.3, steps=80) for name, place in starts.items()}
for name, path in paths.items():
    print(f"{name}: from {path[0]} to {path[-1]}, loss {two_weights.loss(*path[-1]):.2g}")
figure = surface.draw(two_weights.loss, paths, reach=two_weights.REACH)

# %%
two_weights.lab()

# %% [markdown]
# **Stuck.** One set of notes marvels that although the loss is not convex, descent on large networks works: there
# seems to be almost always some direction that improves. Is that so for *small* ones? Take XOR again: inputs 0 or 1,
# a hidden layer of tanh or of ReLU units, a linear output, mean squared error. Two hidden units can represent it. We
# train from 100 random starts, 4,000 steps each. A run is *solved* if all four outputs are within 0.4 of their
# targets. Otherwise we call it *stuck*, and see afterwards what that word is worth.
#
# The cell trains all 100 nets side by side. The slopes come from lesson 07; here they are only checked, by
# differences.

# %%
corners, targets = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0.0, 1.0, 1.0, 0.0])
BENDS = {"tanh": (np.tanh, lambda A: 1 - A**2), "ReLU": (lambda Z: np.maximum(Z, 0), lambda A: A > 0)}


def outputs(nets, bend):
    W, b, v, c = nets                                              # (s, h, 2), (s, h), (s, h), (s,)
    A = BENDS[bend][0](corners @ W.transpose(0, 2, 1) + b[:, None])
    return A, np.einsum("snh,sh->sn", A, v) + c[:, None]


def xor_slopes(nets, bend):
    """The gradients of each net's mean squared error."""
    A, out = outputs(nets, bend)
    dout = 2 * (out - targets) / 4                                 # (s, 4)
    dZ = dout[:, :, None] * nets[2][:, None] * BENDS[bend][1](A)   # (s, 4, h)
    return np.einsum("snh,nd->shd", dZ, corners), dZ.sum(axis=1), np.einsum("sn,snh->sh", dout, A), dout.sum(axis=1)


def random_nets(hidden, seeds):
    all_nets = np.array([np.random.default_rng(seed).standard_normal((hidden, 3)) for seed in seeds])
    return all_nets[:, :, :2], np.zeros((len(seeds), hidden)), all_nets[:, :, 2], np.zeros(len(seeds))


def train_xor(bend, hidden, seeds=range(100), alpha=0.1, steps=4000):
    """The final loss of each run, whether it solved XOR, and the steepest slope where it ends."""
    nets = random_nets(hidden, seeds)
    for _ in range(steps):
        nets = tuple(part - alpha * slope for part, slope in zip(nets, xor_slopes(nets, bend)))
    miss = np.abs(outputs(nets, bend)[1] - targets)
    left = np.concatenate([np.abs(part).reshape(len(seeds), -1) for part in xor_slopes(nets, bend)], axis=1)
    return np.mean(miss**2, axis=1), miss.max(axis=1) < 0.4, left.max(axis=1)


one = random_nets(2, [0])
measured = numeric_gradient(lambda W: np.mean((outputs((W, *one[1:]), "tanh")[1] - targets) ** 2), one[0]).value
print("slopes in W, formulas:   ", xor_slopes(one, "tanh")[0].ravel())
print("slopes in W, differences:", measured.ravel())
results = {bend: train_xor(bend, 2) for bend in BENDS}
final = {bend: losses_of for bend, (losses_of, _, _) in results.items()}
solved = {bend: solved_by for bend, (_, solved_by, _) in results.items()}
for bend in BENDS:
    print(f"2-2-1 with {bend}: {100 - solved[bend].sum()} of 100 runs are stuck")
figure = ends.draw(final, solved)

# %% [markdown]
# Stuck, or only slow? Give those that are left ten times as many steps, and look at the slopes at their ends.

# %%
for bend in BENDS:
    stuck = np.flatnonzero(~solved[bend])
    _, freed, left = train_xor(bend, 2, seeds=stuck, steps=40_000)
    still = np.sum(left[~freed] < 1e-9)
    print(f"{bend}: of {len(stuck)} stuck after 4,000 steps, {freed.sum()} solve it within 40,000")
    print(f"      of the other {np.sum(~freed)}, {still} stand where every slope is below 1e-9")

# %% [markdown]
# So descent does not always work in small nets. With ReLU the word *stuck* is right: those runs stand where the
# gradient is 0, and no number of steps will help. With tanh some were only slow. The others creep along a floor that
# gets ever flatter, and whoever waits cannot tell the two apart. (With other starts or another output unit the shares
# differ.)
#
# Now give the net more hidden units than it needs. Again a run has 4,000 steps.

# %%
for bend in BENDS:
    rates = [100 - int(train_xor(bend, hidden)[1].sum()) for hidden in (2, 4, 8)]
    print(f"{bend}: stuck with 2, 4, 8 hidden units: {rates[0]}, {rates[1]}, {rates[2]} of 100")

# %% [markdown]
# That is the true core of the claim: with more parameters than needed, bad ends become rare. There are theorems for
# special cases, and no law.
#
# **The cure for a bad end: start again.** If a share $p$ of the starts is stuck, $k$ independent starts are *all*
# stuck with probability $p^k$. For a 99 % chance of success take $k \ge \ln 0.01/\ln p$.

# %%
for bend in BENDS:
    p = 1 - solved[bend].mean()
    print(f"{bend}: p = {p:.2f}, so {int(np.ceil(np.log(0.01) / np.log(p)))} starts for a 99 % chance")
    for k in (2, 4):
        groups = [solved[bend][i : i + k] for i in range(0, 100, k)]
        failed = sum(not group.any() for group in groups)
        print(f"   {k} starts: all stuck in {failed} of {len(groups)} groups, expected {len(groups) * p**k:.1f}")

# %% [markdown]
# **Think.** The histogram of ReLU has three peaks besides the solved runs: many different starts end with the same
# loss. What does a loss of $1/4$ mean here?
#
# <details><summary>Answer</summary>
#
# The net gives $\frac12$ on all four inputs: each is off by $\frac12$, and $(\frac12)^2 = \frac14$. Each hidden unit
# is silent, or has lost its output weight, or says the same to all four. At $1/6$ one input is right and the other
# three get their mean, at $1/8$ two are right and the other two get theirs.
#
# </details>
#
# ## 4.8 Saddles
#
# **The question.** The gradient is 0, and we are not at the bottom. What then?
#
# **The statement.** Where the gradient is 0, the second order decides. With $H$ the Hessian there, $\lambda_j$ its
# eigenvalues and $c_j$ the parts of a small move $\delta$ along its eigenvectors,
#
# $$L(w + \delta) \approx L(w) + \tfrac12\,\delta^\top H\,\delta = L(w) + \tfrac12 \sum_j \lambda_j c_j^2 .$$
#
# This is the *second-derivative test*. All $\lambda_j > 0$: a minimum. All $\lambda_j < 0$: a top. Some of each: a
# **saddle**, up in some directions and down in others. If some are 0 and the rest have one sign, the test is silent.
# A point with at least one negative eigenvalue is called a **strict saddle** if it is no top: there is a way down,
# and the second order shows it. (Lee and others, see below, count tops too.)
#
# **The smallest example.** $L(x, y) = \frac12 x^2 + \frac14 (y^2 - 1)^2$. The gradient is $(x,\; y^3 - y)$. It is 0
# at $(0, 0)$ and at $(0, \pm1)$. The Hessian is $\begin{bmatrix} 1 & 0 \\ 0 & 3y^2 - 1\end{bmatrix}$: at the origin
# its eigenvalues are 1 and $-1$, a strict saddle; at $(0, \pm1)$ they are 1 and 2, minima.
#
# **What descent does there.** Start on the line $y = 0$. The slope in $y$ is exactly 0, so $y$ stays 0 for ever, and
# the descent ends *on the saddle*. Start with a tiny $y = \varepsilon$. Near 0 the step is $y \leftarrow y -
# \alpha(y^3 - y) \approx (1 + \alpha) y$. The error grows by a fixed factor a step, and to reach $0.1$ it takes
#
# $$t \approx \frac{\ln(0.1/\varepsilon)}{\ln(1 + \alpha)} \text{ steps.}$$
#
# A nudge a million times smaller costs only a constant number of steps more.

# %%
def saddle_walk(x, y, alpha=0.1, steps=400, noise=0.0, rng=None):
    """Descent on x²/2 + (y² − 1)²/4; noise is the standard deviation of what is added to each slope."""
    places = [(x, y)]
    for _ in range(steps):
        extra = noise * rng.standard_normal(2) if noise else (0.0, 0.0)
        x, y = x - alpha * (x + extra[0]), y - alpha * (y**3 - y + extra[1])
        places.append((x, y))
    return np.array(places)


landscape = lambda x, y: x**2 / 2 + (y**2 - 1) ** 2 / 4
exact = saddle_walk(1.0, 0.0)
print("from (1, 0): after 400 steps y =", exact[-1, 1], "and x is below 1e-15:", bool(exact[-1, 0] < 1e-15))
nudges = 10.0 ** np.arange(-14, -1, 2)
waits = np.array([np.argmax(np.abs(saddle_walk(1.0, nudge)[:, 1]) > 0.1) for nudge in nudges])
guess = np.log(0.1 / nudges) / np.log(1.1)
for nudge, wait, said in list(zip(nudges, waits, guess))[::2]:
    print(f"nudge {nudge:.0e}: leaves after {wait} steps, predicted {said:.1f}")
left = [np.argmax(np.abs(saddle_walk(1.0, 0.0, noise=1e-3, rng=np.random.default_rng(seed))[:, 1]) > 0.1)
        for seed in range(200)]
gone = sum(wait > 0 for wait in left)
print(f"exact start, noise 0.001 in each slope: {gone} of 200 seeds leave, after {np.median(left):g} steps (median)")
noisy = saddle_walk(-1.0, 0.0, noise=0.01, rng=np.random.default_rng(1))
three = {"y = 0": exact, "y = 0.001": saddle_walk(0.6, 1e-3), "noise": noisy}
figure = saddle.draw(landscape, three, nudges, waits, guess)

# %% [markdown]
# That is why saddles do not often *stop* SGD, as a slide says: the noise pushes it off. But they slow it down. The
# level stretch in section 4.1 looked like that.
#
# Where the curvature has a bound $\Lambda$ (section 4.3) and $\alpha < 1/\Lambda$, a *random* start ends on any given
# strict saddle with probability 0, even without noise (Lee and others, 2016). An exact start can end there. And SGD's
# noise must have a part along the way down: in a tanh net with all weights 0, *every* example's slopes are 0 but for
# the output bias, so SGD stays there too (section 8.3).
#
# **In many dimensions.** For a minimum *all* eigenvalues must be positive. If signs fell at random, that would be
# rare. As a thought experiment, draw symmetric matrices at random and count those without a negative eigenvalue.

# %%
rng = np.random.default_rng(10)
for d in (1, 2, 3, 4, 5):
    drawn = rng.standard_normal((20_000, d, d))
    lowest_of_each = np.linalg.eigvalsh((drawn + drawn.transpose(0, 2, 1)) / 2)[:, 0]
    print(f"d = {d}: {np.mean(lowest_of_each > 0):.2g} have positive eigenvalues only")

# %% [markdown]
# By $d = 5$ there is next to none. Dauphin and others (2014) used this picture to argue that in high dimension a
# place where the gradient is 0 and the loss is high is nearly always a saddle. It is a picture and no proof: the
# Hessian of a loss is not a random matrix, and section 4.7 has the counterexamples.
#
# ### Exercise: `choose_saddle()`
#
# All four have the gradient 0 at the origin. At which one is the origin a **strict saddle**?
#
# (a) $x^2 + 3y^2$
#
# (b) $x^2 + y^4$
#
# (c) $x y$
#
# (d) $-x^2 - 2y^2$

# %% nbgrader={"grade": false, "grade_id": "choose_saddle_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_saddle():
    """Return your letter, as a text: one of "a", "b", "c", "d"."""
    ### BEGIN SOLUTION
    return "c"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_saddle", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_saddle", choose_saddle)

# %%
# The landscape of section 4.7 at the origin, u = v = 0.
def pair_slopes(place):
    return two_weights.slopes(*place)


h = 1e-4
at_origin = np.array([(pair_slopes(nudge) - pair_slopes(-nudge)) / (2 * h) for nudge in h * np.eye(2)])
print("gradient:", pair_slopes(np.zeros(2)))
print("Hessian: ", *at_origin.round(6))
print("its eigenvalues:", np.linalg.eigvalsh(at_origin))

# %% [markdown]
# **Think.** In that Hessian both entries on the diagonal are 0: along each axis by itself the loss is level. How can
# there be a way down?
#
# <details><summary>Answer</summary>
#
# Along a diagonal. The eigenvectors are $(1, 1)$ and $(1, -1)$ over $\sqrt2$, and the eigenvalues have opposite
# signs. If both weights move together the loss falls, if they move against each other it rises. Looking along the
# axes alone is not enough.
#
# </details>
#
# ## 4.9 Flat ground and cliffs
#
# **The question.** Even where nothing is a saddle, slopes can be far too small or far too large. What then?
#
# **Flat ground.** A sigmoid unit $\sigma(z)$ with a large $z$ is saturated: its slope $\sigma(1 - \sigma)$ is
# nearly 0. Say the target is 0, the loss is $\sigma(z)^2$, and the start is $z = 8$, almost as wrong as can be. The
# slope of the loss is $2\sigma\cdot\sigma(1-\sigma)$. Far out $\sigma \approx 1$ and $1 - \sigma \approx e^{-z}$,
# so a step is $z \leftarrow z - 2\alpha e^{-z}$. Then $e^z$ falls by about $2\alpha$ a step, and from $z = 8$ it
# takes about $e^8/2\alpha$ steps to get anywhere. With $\alpha = 0.5$ that is 2,981.
#
# A ReLU unit has the slope 1 wherever it is on. So one source proposes it against flat ground. But where it is *off*
# its slope is exactly 0. A unit that is off for every example stays put, unless layers before it move.

# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


UNITS = {"sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
         "ReLU": (lambda z: np.maximum(z, 0.0), lambda z: 1.0 * (z > 0))}


def descend_on(unit, z, target, alpha, steps=4000):
    """The losses of descent on (unit(z) − target)² in z, as shares of the first."""
    value, slope = UNITS[unit]
    seen = []
    for _ in range(steps):
        off = value(z) - target
        seen.append(off**2)
        z = z - alpha * 2 * off * slope(z)
    return np.array(seen) / seen[0]


z = np.linspace(-8, 8, 321)
bent = {name: slope(z) for name, (_, slope) in UNITS.items()}
on_flat = {
    "sigmoid from 8, target 0": descend_on("sigmoid", 8.0, 0.0, alpha=0.5),
    "ReLU from 8, target 0": descend_on("ReLU", 8.0, 0.0, alpha=0.02),     # 0.5 would land in one step
    "ReLU from −8, target 1": descend_on("ReLU", -8.0, 1.0, alpha=0.5),
}
for name, seen in on_flat.items():
    below = np.flatnonzero(seen < 0.5)
    print(f"{name}: below half its first loss " + (f"after {below[0]} steps" if len(below) else "never"))
print(f"sigmoid, predicted: e^8 / 2α = {np.exp(8) / (2 * 0.5):.4g}")
figure = flat.draw(z, bent, on_flat)

# %% [markdown]
# **Cliffs.** Multiply by the same weight again and again, as a recurrent network does: $f = b\,w^{10}$, with the loss
# $L(w, b) = (b\, w^{10} - 1)^2$. For $w$ below 1 the loss is flat. A little above 1 it is a cliff: $w^{10}$ grows
# tenfold between 1 and 1.26. Write $r = b\,w^{10} - 1$. The slopes are
#
# $$\frac{\partial L}{\partial w} = 2r \cdot 10\, b\, w^9, \qquad \frac{\partial L}{\partial b} = 2 r\, w^{10} .$$
#
# On the cliff a single step throws the weights far away, and all that was learnt is lost.
#
# **The cure: clipping.** Let $g$ be the gradient, all its arrays taken as one long vector, and $c$ a limit:
#
# $$g \;\leftarrow\; \begin{cases} g & \text{if } \lVert g\rVert \le c, \\ \dfrac{c}{\lVert g\rVert}\, g & \text{if not.}\end{cases}$$
#
# A gradient that is too long comes out with the length $c$ and the *same direction*. So a step is never longer than
# $\alpha c$, and still points downhill. The length is $\lVert g\rVert = \sqrt{\sum g^2}$ over *all* entries of *all*
# arrays. Clip each array by itself, or each entry, and in general the direction turns. (Against high curvature the
# slide also names step sizes that adapt: lesson 08.)
#
# **By hand.** $g = (3, 4)$ has the length 5. With $c = 1$ it becomes $(0.6, 0.8)$. Cut off entry by entry it would
# become $(1, 1)$.

# %%
def chain_slopes(w, b):
    r = b * w**10 - 1
    return np.array([2 * r * 10 * b * w**9, 2 * r * w**10])


def chain_walk(w, b, limit, alpha=0.004, steps=200):
    """Descent on (b w¹⁰ − 1)², each gradient at most as long as limit."""
    places = [np.array([w, b])]
    for _ in range(steps):
        g = chain_slopes(*places[-1])
        shrink = min(1.0, limit / max(np.hypot(*g), 1e-300))
        places.append(places[-1] - alpha * shrink * g)
        if np.abs(places[-1]).max() > 1e3:
            break                                                  # thrown out of every picture
    return np.array(places)


cliff_loss = lambda w, b: (b * w**10 - 1) ** 2
edge = np.array([1.25, 1.2])
by_differences = numeric_gradient(lambda v: cliff_loss(v[0], v[1]), edge).value
print("gradient at (1.25, 1.2): ", chain_slopes(*edge), "  by differences:", by_differences)
wild, tame = chain_walk(*edge, limit=np.inf), chain_walk(*edge, limit=1.0)
print(f"one plain step goes from w = 1.25 to w = {wild[1, 0]:.4g}")
print(f"clipped to length 1: after {len(tame) - 1} steps w = {tame[-1, 0]:.3g}, b = {tame[-1, 1]:.3g}")
print(f"the loss: {cliff_loss(*edge):.3g} at the start, {cliff_loss(*wild[1]):.1g} after one plain step;")
print("clipped, it ends below 0.001:", bool(cliff_loss(*tame[-1]) < 1e-3))
shown = {"plain: thrown off": wild[:2], "clipped to length 1": tame}
figure = cliff.draw(cliff_loss, shown, window=(0.5, 1.35, 0.4, 1.6))

# %% [markdown]
# ### Exercise: `clip_by_norm(dW, db, limit)`
#
# Clip the gradient of one layer, which comes as two arrays. Return the tuple `(dW, db)`.
#
# - `dW` and `db` are arrays of any shapes, `limit` is positive. One length counts for both together.
# - A gradient whose length is `limit` or less comes back as it is, and so does a gradient of zeros.
# - Do not change `dW` and `db` in place.
# - To try first: `dW = [[3, 0]]`, `db = [4]` gives `[[1.5, 0]]`, `[2]` for `limit = 2.5`, and stays as it is for
#   `limit = 5`.

# %% nbgrader={"grade": false, "grade_id": "clip_by_norm_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def clip_by_norm(dW, db, limit):
    """(dW, db), together at most as long as limit and in the same direction."""
    ### BEGIN SOLUTION
    length = np.sqrt(np.sum(dW**2) + np.sum(db**2))
    scale = limit / length if length > limit else 1.0
    return scale * dW, scale * db
    ### END SOLUTION

# %%
show(attempt(clip_by_norm, np.array([[3.0, 0.0]]), np.array([4.0]), 2.5), "[[1.5 0]], [2]")

# %% nbgrader={"grade": true, "grade_id": "clip_by_norm", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("clip_by_norm", clip_by_norm)

# %% [markdown]
# **Think.** Clipping does not change the direction of *one* gradient. In SGD we clip the gradient of each minibatch.
# Is the average step still in the direction of the full gradient?
#
# <details><summary>Answer</summary>
#
# Not quite. Long minibatch gradients are shortened and short ones are not, so the rare, long ones count for less.
# Their mean can point elsewhere. Clipping buys safety with a bias.
#
# </details>
#
# ## Summary
#
# | thing | formula | note |
# |---|---|---|
# | gradient descent | $w \leftarrow w - \alpha\nabla L(w)$ | steepest way down, to first order |
# | least squares | $\nabla L = \frac2n X^\top(Xw - y)$ | one update $O(nd)$, at once $O(nd^2 + d^3)$ |
# | error on a bowl | $c_j^{(t)} = (1 - \alpha\lambda_j)^t\, c_j^{(0)}$ | along eigenvector $j$ of $H$ |
# | edge of divergence | $\alpha < 2/\lambda_{\max}$ | sharp |
# | best step | $\alpha = 2/(\lambda_{\min} + \lambda_{\max})$, factor $\frac{\kappa-1}{\kappa+1}$ | $\kappa = \lambda_{\max}/\lambda_{\min}$ |
# | minibatch | variance $\frac{\sigma^2}{m}\cdot\frac{n-m}{n-1}$, mean right | without replacement |
# | floor of SGD | $V = \frac{\alpha s^2}{\lambda(2 - \alpha\lambda)}$ | constant step size, constant noise |
# | schedules | $\eta_0 e^{-\kappa t}$, $\;\eta_0/(1 + \kappa t)$ | the first walks only $\eta_0/(1 - e^{-\kappa})$ |
# | convex | never above a chord | local minimum = global; networks are not |
# | stuck | restart: all $k$ fail with $p^k$ | small nets do get stuck |
# | strict saddle | gradient 0, a negative eigenvalue | exact start stays, any nudge grows by $1 + \alpha\lvert\lambda\rvert$ |
# | clipping | $g \leftarrow g\cdot\min(1, c/\lVert g\rVert)$ | one length for all arrays |
#
# **Where to go next.** Lessons 05 to 07 find the gradient of a network, exactly and cheaply. Lesson 08 comes back to
# the walk, with momentum, adaptive step sizes and good starts.
#
# ## Slips on the slides
#
# - "heta" (Linzen): the vector of parameters is $\theta$; section 4.1.
# - The training loop (Diakonikolas) runs over examples *(i)* and evaluates example *(d)*: one letter is meant;
#   section 4.4.
# - "SDG noise" (Xiu): SGD, stochastic gradient descent; section 4.5.
# - "There is almost always an update that improves" (scribed notes): seen in nets with many parameters, no theorem;
#   descent in small nets often comes to a place where the gradient is 0 and the loss is not small; section 4.7.
# - "A small step guarantees improvement" (scribed notes): it does below $2/\Lambda$, if the curvature has a bound
#   $\Lambda$ and the gradient is not 0; section 4.3.
#
# ## References
#
# - L. Bottou, F. E. Curtis, J. Nocedal, "Optimization methods for large-scale machine learning", *SIAM Review* 60(2),
#   223–311, 2018.
# - S. Boyd, L. Vandenberghe, *Convex Optimization*, Cambridge University Press, 2004, chapters 3 and 9.
# - A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", *Comptes rendus* 25,
#   536–538, 1847.
# - S.-Y. Cho, T. W. S. Chow, "Training multilayer neural networks using fast global learning algorithm: least-squares
#   and penalized optimization methods", *Neurocomputing* 25, 115–131, 1999.
# - J. Cohen, S. Kaur, Y. Li, J. Z. Kolter, A. Talwalkar, "Gradient descent on neural networks typically occurs at the
#   edge of stability", *International Conference on Learning Representations*, 2021.
# - Y. N. Dauphin and others, "Identifying and attacking the saddle point problem in high-dimensional non-convex
#   optimization", *Advances in Neural Information Processing Systems* 27, 2014.
# - J. D. Lee, M. Simchowitz, M. I. Jordan, B. Recht, "Gradient descent only converges to minimizers", *Conference on
#   Learning Theory*, 2016.
# - Y. Nesterov, *Introductory Lectures on Convex Optimization*, Kluwer, 2004, chapter 1.
# - R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", *International
#   Conference on Machine Learning*, 2013.
# - H. Robbins, S. Monro, "A stochastic approximation method", *Annals of Mathematical Statistics* 22, 400–407, 1951.
# - O. Russakovsky and others, "ImageNet large scale visual recognition challenge", *International Journal of Computer
#   Vision* 115, 211–252, 2015.
# - Lectures whose slides and notes are quoted: D. Xiu, BUSN 20800, lecture 7, University of Chicago (sections 4.4,
#   4.5); I. Diakonikolas, CS 760, University of Wisconsin–Madison (sections 4.4, 4.7); T. Linzen, after D. Rosenberg,
#   DS-GA 1003, New York University, with C. De Sa, CS 6787, Cornell University (sections 4.1, 4.6, 4.8, 4.9). Two
#   sets of scribed notes on neural networks and gradient descent (sections 4.2, 4.3, 4.4, 4.7).
