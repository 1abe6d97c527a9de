# %% [markdown]
# # 3. What to minimise
#
# A network has many parameters. Training needs one number that says how bad the present ones are. This lesson asks
# where such numbers come from, which of them suit which task, and how a good choice can be told from a bad one.
#
# **What this lesson assumes.** The perceptron, its score and its two losses (lesson 01). Layers and output units
# (lesson 02). The derivatives of $e^x$ and $\log x$, the chain rule for one variable, and what a gradient is (section
# 1.5). A little probability: independent events, and a density. $\log$ is the natural logarithm throughout.
#
# **What you can do afterwards.** Derive a loss from what you assume about the data. Compute the usual losses without
# overflow. Write their gradients. Turn scores into probabilities, and probabilities into a class. Say which losses
# stop teaching just when the model is most wrong. Read a formula for a loss critically: five slips from lectures
# are waiting.
#
# **How long.** 90 minutes without sections 3.5 and 3.10: 3.1 and 3.2 take 15, 3.3 and 3.4 take 25, 3.6 to 3.8 take
# 30, and 3.9 takes 20. Sections 3.5 and 3.10 take 25 more. They may wait for another evening: no other section rests
# on them. There are nine exercises, most of them short, each with a check.
#
# **Conventions.** Examples are rows: $X$ is (n, d), one $x_i$ a row. Losses are means over examples. Classes are
# numbered from 0 to $k - 1$. Where there are two classes, labels are 0 and 1, or $-1$ and $+1$ where it says so. A
# *score* or *logit* is a number before it is turned into a probability. Section 3.4 has it times the label, as lesson
# 01 does.
#
# **Your answers** may use NumPy and one another. They must not use what the other cells define: those are
# demonstrations, and the grader does not run them.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

np.set_printoptions(precision=4, suppress=True)


def show(answer, wanted):
    """Print an answer, where there is one, above what is wanted."""
    if answer is not None:
        parts = answer if isinstance(answer, tuple) else (answer,)
        with np.printoptions(formatter={"float_kind": lambda v: f"{v:.4g}"}):
            texts = [f"{part:.4g}" if isinstance(part, float) else " ".join(str(part).split()) for part in parts]
        print("yours: ", ", ".join(texts))
    print("wanted:", wanted)

# %%
# For the demonstrations only: your answers need none of these.
from course import numeric_gradient
from course.activations import log_softmax, sigmoid, softmax, softmax_backward
from course.encodings import one_hot
from course.least_squares import closed_form
from course.losses import softmax_cross_entropy
from course.plots.losses import bets, binary, likelihood, margin, noise
from course.plots.losses import regions, residuals, risk, saturation, simplex
from course.plots.losses import softmax as softmax_plots
from course.widgets import margin_fits, margin_losses, softmax_bars

# %% [markdown]
# ## 3.1 A number for being wrong
#
# **The question.** Two lines go through the same three points. Which is better? We need a number that is small for a
# good line. Here is one: hang a square on each gap between line and point, and take the mean of their areas.

# %%
x, y = np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 2.0])
figure = residuals.draw(x, y, {"flat": (0.0, 2.0), "sloping": (0.5, 1.5)})

# %% [markdown]
# **The statement.** A model $f(x; \theta)$ has parameters $\theta$. A **loss of one row**, $\ell(f(x_i; \theta),
# y_i)$, is one number that grows as the prediction gets worse. The loss of the model is its mean over the rows,
#
# $$L(\theta) = \frac1n \sum_{i=1}^n \ell\big(f(x_i; \theta),\, y_i\big), \qquad
# \hat\theta = \operatorname*{arg\,min}_\theta L(\theta) .$$
#
# $\operatorname{arg\,min}$ means: the $\theta$ at which the smallest value is reached, and not that value. This mean
# over the rows at hand is called the *empirical risk*, and choosing $\hat\theta$ like this is *empirical risk
# minimisation*. What we want in the end is a small loss on rows not seen yet. The mean over the rows at hand stands
# in for it, and lesson 09 is about the difference.
#
# For regression, where $y_i$ is any number, the usual choice is the **squared loss** $\ell = (f(x_i) - y_i)^2$. Its
# mean is the *mean squared error*.
#
# **By hand.** The flat line predicts 2, 2, 2. The gaps are 1, $-1$, 0, so $L = (1 + 1 + 0)/3 = 0.6667$. The sloping
# line $0.5x + 1.5$ predicts 1.5, 2, 2.5. The gaps are 0.5, $-1$, 0.5, so $L = (0.25 + 1 + 0.25)/3 = 0.5$. No line
# does better: the cell compares it with the exact minimiser, which lesson 04 derives.

# %%
for name, slope, intercept in (("flat", 0.0, 2.0), ("sloping", 0.5, 1.5)):
    gaps = slope * x + intercept - y
    print(f"{name:8s} gaps {gaps}, loss {np.mean(gaps**2):.4g}")
b_best, w_best = closed_form(np.column_stack([np.ones(3), x]), y)
print(f"the best line has slope {w_best:.4g} and intercept {b_best:.4g}")

# %% [markdown]
# **The loss decides what you estimate.** Let the model be one constant $c$. With the squared loss,
#
# $$\frac{dL}{dc} = \frac1n \sum_i 2\,(c - y_i) = 0 \quad\Longrightarrow\quad c = \frac1n \sum_i y_i ,$$
#
# the mean of the targets. With the absolute loss $|c - y_i|$ each row has the slope $+1$ if $y_i < c$ and $-1$ if
# $y_i > c$. These cancel where as many targets lie below as above: at a median. (Of an odd number of targets it is
# the middle one. There the slope jumps past 0.) The cell tries 1,201 constants on four targets, one of them far out.

# %%
targets = np.array([1.0, 2.0, 3.0, 10.0])
constants = np.linspace(0, 12, 1201)
gaps = constants[:, None] - targets
squared_best = constants[np.argmin((gaps**2).mean(axis=1))]
absolute = np.abs(gaps).mean(axis=1)
flat = constants[absolute < absolute.min() + 1e-9]
print(f"squared loss:  best at {squared_best:.4g}; the mean is {targets.mean():.4g}")
print(f"absolute loss: best from {flat.min():.4g} to {flat.max():.4g}; any point between the middle two is a median")

# %% [markdown]
# **Mean or sum?** Some sources write $\frac1n\sum$, some $\frac1m\sum$, some a bare $\sum$, and one set of notes has
# $\frac1n$ for regression but none for classification on the same page. $n$ is a fixed positive number, so the
# minimiser is the same. But the sum and its gradient are $n$ times as large, which matters for step sizes (lesson 04)
# and for penalties (section 3.10).
#
# Likewise some write $\tfrac12(f - y)^2$: the half cancels the 2 of the slope and moves no minimum. We write no half.
#
# **Think.** Copy every row of a data set once. What happens to the mean loss, to the sum, and to the best parameters?
#
# <details><summary>Answer</summary>
#
# The mean stays, the sum doubles, the best parameters stay. A mean can be compared between data sets of different
# size.
#
# </details>

# %% [markdown]
# ## 3.2 Losses from likelihoods
#
# **The question.** Why squares? Why not fourth powers? A loss can be *derived* once we say how the data came about.
#
# Say that the targets are $y_i = f(x_i; \theta) + \varepsilon_i$ with noise $\varepsilon_i$ from a normal
# distribution with mean 0 and standard deviation $\sigma$, independent from row to row. Then each target has a bell
# curve about the line. In the picture the bells lie on their sides. A good line is one under which all the targets
# are likely together.

# %%
rng = np.random.default_rng(3)
x_line = np.arange(5.0)
y_line = 0.6 * x_line + 1.0 + 0.5 * rng.standard_normal(5)
figure = noise.draw(x_line, y_line, 0.6, 1.0, 0.5)

# %% [markdown]
# **The statement.** The **likelihood** of $\theta$ is the probability (for numbers: the density) that it gives to the
# targets seen. Rows are independent, so it is a product: $\prod_i p(y_i \mid x_i; \theta)$. Choose the $\theta$ that
# makes it largest. It is the same to make
#
# $$L(\theta) = \frac1n \sum_{i=1}^n -\log p(y_i \mid x_i; \theta)$$
#
# smallest: the logarithm grows with its argument, so it moves no maximum; it turns the product into a sum; the minus
# and the $\frac1n$ turn the largest into the smallest and a sum into a mean. So **a loss of a row is $-\log$ of its
# probability** (or density; then it may be below 0). With the natural logarithm its unit is called the *nat*.
#
# The logarithm also saves digits. A product of many probabilities is rounded to 0:

# %%
halves = np.full(2000, 0.5)
print("product of 2,000 halves:", halves.prod())
print(f"mean of −log:            {-np.log(halves).mean():.4g}   (log 2 = {np.log(2):.4g})")

# %% [markdown]
# **The derivation for normal noise.** With $f_i = f(x_i; \theta)$,
#
# $$p(y_i \mid x_i; \theta) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-(y_i - f_i)^2 / (2\sigma^2)}
# \quad\Longrightarrow\quad
# -\log p = \frac{(y_i - f_i)^2}{2\sigma^2} + \log\!\big(\sigma\sqrt{2\pi}\big) .$$
#
# Take the mean over the rows:
#
# $$L(\theta) = \frac{1}{2\sigma^2}\cdot\underbrace{\frac1n\sum_i (f_i - y_i)^2}_{\text{mean squared error}}
# \;+\; \underbrace{\log\!\big(\sigma\sqrt{2\pi}\big)}_{\text{no }\theta\text{ in it}} .$$
#
# $\sigma$ is fixed and the same for all rows, so this is smallest where the mean squared error is. **Normal noise of
# one width gives the squared loss.** Whoever takes the squared loss need not believe in normal noise: section 3.1
# found that it aims at the mean, and did not ask about the noise.
#
# **By hand.** The sloping line of section 3.1 has mean squared error 0.5. With $\sigma = 1$, $L = 0.5/2 +
# \log\sqrt{2\pi} = 0.25 + 0.9189 = 1.169$. The cell computes it from the densities themselves, and then looks where
# each of the two is lowest when the slope varies.

# %%
sigma = 1.0
density = np.exp(-((y - (0.5 * x + 1.5)) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))
print(f"mean of −log density:        {-np.log(density).mean():.4g}")
print(f"MSE / 2σ² + log(σ √2π):      {0.5 / 2 + np.log(np.sqrt(2 * np.pi)):.4g}")

slopes = np.linspace(-1, 2, 301)
errors = slopes[:, None] * x + 1.5 - y
mse_of_slope = (errors**2).mean(axis=1)
nll_of_slope = -np.log(np.exp(-(errors**2) / 2) / np.sqrt(2 * np.pi)).mean(axis=1)
print(f"best slope by squared error: {slopes[mse_of_slope.argmin()]:.4g}")
print(f"best slope by likelihood:    {slopes[nll_of_slope.argmin()]:.4g}")

# %% [markdown]
# The recipe has three steps:
#
# 1. Say which distribution the target has.
# 2. Say how the model's output sets the parameter of that distribution.
# 3. Take $-\log$ of the probability of what was seen, and the mean over the rows.
#
# **Think.** Noise with density $\frac{1}{2s}e^{-|\varepsilon|/s}$ has heavier tails than the bell. Which loss does it
# give?
#
# <details><summary>Answer</summary>
#
# $-\log p = |y - f|/s + \log 2s$: the absolute loss. So where far outliers are to be expected, the likelihood leads
# to the median.
#
# </details>

# %% [markdown]
# ## 3.3 Two classes
#
# **The question.** Now $y$ is 0 or 1: no, or yes. What does the recipe give?
#
# **Step 1.** A label that is 1 with probability $\theta$ and 0 otherwise has the *Bernoulli* distribution. Both cases
# fit in one formula, $P(y) = \theta^{y}(1 - \theta)^{1 - y}$: put in $y = 1$ and $\theta$ is left, put in $y = 0$ and
# $1 - \theta$ is left.
#
# **By hand.** The labels 1, 1, 0 were seen. Their likelihood is $\theta\cdot\theta\cdot(1 - \theta) = \theta^2 -
# \theta^3$. Its slope $2\theta - 3\theta^2 = \theta(2 - 3\theta)$ is 0 at $\theta = 0$, where the likelihood is 0 as
# well, and at $\theta = \tfrac23$: the share of ones. The likelihood there is $\tfrac49\cdot\tfrac13 = \tfrac{4}{27}
# = 0.1481$.

# %%
grid = np.linspace(0.001, 0.999, 999)
print(f"largest likelihood {np.max(grid**2 * (1 - grid)):.4g}, at θ = {grid[np.argmax(grid**2 * (1 - grid))]:.4g}")
figure = likelihood.draw(ones=2, rows=3)

# %% [markdown]
# **Step 2.** The model gives a score $z = w^\top x + b$, any number. A probability lies between 0 and 1. So let
# the score set the *odds*, yes against no, through an exponential, which is always positive: $\frac{\hat y}{1 -
# \hat y} = e^{z}$. Solve for $\hat y$. Multiply out: $\hat y = e^z - \hat y\,e^z$. Then $\hat y\,(1 + e^z) = e^z$.
# Divide by $1 + e^z$, and then above and below by $e^z$:
#
# $$\hat y = \frac{e^z}{1 + e^z} = \frac{1}{1 + e^{-z}} = \sigma(z) .$$
#
# This is the *sigmoid* of lesson 02. (Before a bracket $\sigma$ is the sigmoid; $\sigma$ alone was the width of the
# noise.) The model is called **logistic regression**; $z$ is the *logit*, the logarithm of the odds.
#
# **Step 3.** The loss of a row is
#
# $$-\log\!\big(\hat y^{\,y}(1 - \hat y)^{1 - y}\big) = -\,y \log \hat y - (1 - y)\log(1 - \hat y),$$
#
# the **binary cross-entropy**. The label switches one of the two terms off.
#
# > **On the slides** of one lecture this loss stands at the end of several graphs, as above. On one of them the second
# > term reads $-(1 - \hat y)\log(1 - \hat y)$.
#
# How could one notice? A loss must rise as the prediction gets worse. For a row with label 0, a prediction near 0 is
# good and a prediction near 1 is bad. Here is what that one slide charges:

# %%
def slide(p, y):
    """The cost of each row as the one slide prints it; p and y are (n,)."""
    return -(y * np.log(p) + (1 - p) * np.log(1 - p))


for p in (0.01, 0.2, 0.5, 0.8, 0.99, 0.9999):
    print(f"label 0, prediction {p:6g}: the slide charges {slide(p, 0.0):.4f}")

# %% [markdown]
# It rises, and then it falls back to 0. Whoever is sure of the wrong answer pays nothing. A model that says 1 to
# everything would have the loss 0.
#
# ### Exercise: `binary_cross_entropy(p, y)`
#
# **The slide says** $1 - \hat y$. Below stands its formula in code. Mend it.
#
# - `p` (n,) holds predictions strictly between 0 and 1, `y` (n,) labels 0.0 or 1.0. Return one number: the **mean**
#   over the rows.
# - To try first: `p = [0.5, 0.25]`, `y = [1, 0]` gives $(0.6931 + 0.2877)/2 = 0.4904$.

# %% nbgrader={"grade": false, "grade_id": "binary_cross_entropy_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def binary_cross_entropy(p, y):
    """The mean binary cross-entropy, one number. p (n,) predictions in (0, 1), y (n,) labels 0 or 1. Mend it."""
    ### BEGIN SOLUTION
    costs = -y * np.log(p) - (1 - y) * np.log(1 - p)
    return costs.mean()
    ### BEGIN STUB
    # costs = -y * np.log(p) - (1 - p) * np.log(1 - p)
    # return costs.mean()
    ### END STUB
    ### END SOLUTION

# %%
show(attempt(binary_cross_entropy, np.array([0.5, 0.25]), np.array([1.0, 0.0])), "0.4904")

# %% nbgrader={"grade": true, "grade_id": "binary_cross_entropy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("binary_cross_entropy", binary_cross_entropy)

# %%
# What a row costs for every prediction: the slide's formula, and yours as it stands now.
yours = lambda p, y: np.array([binary_cross_entropy(p[i : i + 1], y[i : i + 1]) for i in range(len(p))])
figure = attempt(binary.draw, {"the slide": slide, "yours": yours})

# %% [markdown]
# **Labels $-1$ and $+1$.** In lesson 01 the classes were $-1$ and $+1$. There the loss gets shorter. First,
#
# $$1 - \sigma(z) = \frac{1 + e^{-z} - 1}{1 + e^{-z}} = \frac{e^{-z}}{1 + e^{-z}} = \frac{1}{e^{z} + 1} = \sigma(-z) .$$
#
# So class $+1$ has the probability $\sigma(z)$ and class $-1$ has $\sigma(-z)$: in both cases $\sigma(y z)$. The loss
# of a row is
#
# $$-\log \sigma(y z) = \log\!\big(1 + e^{-y z}\big),$$
#
# the **logistic loss**. It is the same number as before. To go from one spelling to the other, $y \mapsto (y + 1)/2$.
#
# **By hand.** $z = 2$ with label $+1$ costs $\log(1 + e^{-2}) = \log 1.1353 = 0.1269$; with label $-1$ it costs
# $\log(1 + e^{2}) = \log 8.389 = 2.127$.

# %%
odds = sigmoid(2.0) / (1 - sigmoid(2.0))
print(f"odds at z = 2: {odds:.4g};  e² = {np.exp(2):.4g}")
print(f"1 − σ(2) = {1 - sigmoid(2.0):.4g};  σ(−2) = {sigmoid(-2.0):.4g}")
for label in (1.0, -1.0):
    t, p = (label + 1) / 2, sigmoid(2.0)
    print(f"label {label:+g}: log(1 + e^(−yz)) = {np.log(1 + np.exp(-label * 2.0)):.4g};", end=" ")
    print(f"with t = {t:g}: {-(t * np.log(p) + (1 - t) * np.log(1 - p)):.4g}")

# %% [markdown]
# **Far out.** With long weights, or inputs that were never scaled, scores of a thousand do happen. $e^{1000}$ is
# beyond what float64 can hold, and becomes infinity. The loss itself is harmless: for $yz = -1000$ it is $\log(1 +
# e^{1000})$, which is $1000$ to all digits.
#
# The way round is to take the largest power out of the sum before the logarithm. For any $a$,
#
# $$\log(e^{u} + e^{v}) = \log\!\big(e^{a}(e^{u - a} + e^{v - a})\big) = a + \log(e^{u - a} + e^{v - a}) .$$
#
# With $a = \max(u, v)$ the larger of the two exponents on the right is 0 and the other is negative: nothing
# overflows. Here, $1 = e^0$.

# %%
with np.errstate(over="ignore"):
    print("log(1 + e^1000), as it stands:", np.log(1 + np.exp(1000.0)))
for u, v in ((1.0, 2.0), (0.0, 1000.0)):
    a = max(u, v)
    print(f"u = {u:g}, v = {v:g}: after the shift {a + np.log(np.exp(u - a) + np.exp(v - a)):.4g}")
print(f"and log(e^1 + e^2) = {np.log(np.exp(1) + np.exp(2)):.4g}")

# %% [markdown]
# ### Exercise: `logistic_loss(z, y)`
#
# Return the **mean** of $\log(1 + e^{-y_i z_i})$, one number.
#
# - `z` (n,) holds scores of any size, `y` (n,) labels $-1.0$ or $+1.0$.
# - It must be right and finite for scores near ±1,000, on the right side and on the wrong one, also where such rows
#   stand beside ordinary ones. No loop is needed.
# - To try first: `z = [0, 2]`, `y = [1, -1]` gives $(0.6931 + 2.127)/2 = 1.41$. And `z = [1000]`, `y = [-1]`
#   gives 1000.

# %% nbgrader={"grade": false, "grade_id": "logistic_loss_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def logistic_loss(z, y):
    """The mean of log(1 + e^(−y z)), one number. z (n,) scores of any size, y (n,) labels -1 or +1."""
    ### BEGIN SOLUTION
    return np.mean(np.logaddexp(0.0, -y * z))
    ### END SOLUTION

# %%
show(attempt(logistic_loss, np.array([0.0, 2.0]), np.array([1.0, -1.0])), "1.41")
show(attempt(logistic_loss, np.array([1000.0]), np.array([-1.0])), "1000")

# %% nbgrader={"grade": true, "grade_id": "logistic_loss", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("logistic_loss", logistic_loss)

# %% [markdown]
# **Think.** A model says 0.5 to every row. What is its loss, and does it depend on the labels?
#
# <details><summary>Answer</summary>
#
# $\log 2 = 0.6931$, whatever the labels are. A two-class model with a larger loss is worse than saying "I do not
# know".
#
# </details>

# %% [markdown]
# ## 3.4 Losses of the margin
#
# **The question.** Lesson 01 had two losses of the score $s = y\,w^\top x$, with labels $\pm1$: the perceptron's and
# the hinge. The logistic loss is a third, with $z = w^\top x$. Is the squared loss a loss of the score as well? It
# is. Since $y^2 = 1$,
#
# $$(w^\top x - y)^2 = y^2\,(w^\top x - y)^2 = (y\,w^\top x - y^2)^2 = (s - 1)^2 .$$
#
# So we can draw all of them over one axis. To the left of 0 a row is on the wrong side.

# %%
figure = margin.draw()

# %% [markdown]
# | loss | of the score | slope in $s$ | at $s = -2$ | at 0 | at 1 | at 3 |
# |---|---|---|---|---|---|---|
# | error count | 1 if $s \le 0$, else 0 | 0 | 1 | 1 | 0 | 0 |
# | perceptron | $\max(0, -s)$ | $-1$ or 0 | 2 | 0 | 0 | 0 |
# | hinge | $\max(0, 1 - s)$ | $-1$ or 0 | 3 | 1 | 0 | 0 |
# | logistic | $\log(1 + e^{-s})$ | $-\sigma(-s)$ | 2.127 | 0.6931 | 0.3133 | 0.0486 |
# | squared | $(1 - s)^2$ | $2(s - 1)$ | 9 | 1 | 0 | 4 |
#
# **The slope of the logistic loss.** By the chain rule, with $\frac{d}{ds}(1 + e^{-s}) = -e^{-s}$,
#
# $$\frac{d}{ds}\log(1 + e^{-s}) = \frac{-e^{-s}}{1 + e^{-s}} = -\frac{1}{e^{s} + 1} = -\sigma(-s) .$$
#
# In words: a row pulls with the probability that the model gives to the *wrong* class. It never pulls harder than 1,
# and never stops pulling altogether.
#
# **Why a slope matters.** $s = y\sum_j w_j x_j$, so $\partial s/\partial w_j = y\,x_j$. By the chain rule the
# gradient of a row's loss is
#
# $$\nabla_w\,\ell = \ell'(s)\; y\,x \qquad \text{shape (d,), as } w .$$
#
# The loss decides only *how hard* a row pulls, along the perceptron's $y\,x$. Where $\ell' < 0$ a step of descent
# moves $w$ the perceptron's way. Of these losses the squared alone has $\ell' > 0$ anywhere: beyond $s = 1$ it pulls
# *back*.
#
# Four things to read off the picture.
#
# - The error count is flat: its slope is 0 wherever it has one. No small step of $w$ changes it, so it cannot be
#   descended.
# - The hinge and the squared loss lie nowhere below the error count, and the logistic loss divided by $\log 2$ does
#   not either. If such a mean loss is small, the share of errors is. The perceptron's loss makes no such promise.
# - The perceptron's loss is 0 at $w = 0$. Its smallest value says nothing.
# - The squared loss rises again to the right of 1. It punishes rows for being *too right*.

# %%
scores = np.array([-2.0, 0.0, 1.0, 3.0])
print("the slope −σ(−s)   ", -sigmoid(-scores))
print("by differences     ", numeric_gradient(lambda s: np.log(1 + np.exp(-s)).sum(), scores).value)
for label, net in ((1.0, 0.4), (-1.0, 0.4)):
    s = label * net
    print(f"y = {label:+g}, wᵀx = {net:g}: (wᵀx − y)² = {(net - label) ** 2:.4g}, (s − 1)² = {(s - 1) ** 2:.4g}")
wide = np.linspace(-6, 6, 1201)
counted = (wide <= 0).astype(float)
bounds = {name: loss(wide) for name, (loss, *_) in margin.LOSSES.items()}
bounds["logistic"] = bounds["logistic"] / np.log(2)
for name, values in bounds.items():
    print(f"{name:11s} never below the error count: {bool(np.all(values >= counted - 1e-12))}")

# %% [markdown]
# **What does "too right" do?** In the lab two clouds of rows can be told apart. Then one more row joins, far away but
# well on its right side. Three lines are fitted to all rows, one a loss, with a small penalty (section 3.10). The
# legend counts the ordinary rows on the wrong side of each line. Rows whose label was turned are not counted. One
# preset fails for all three losses: no loss that keeps rising to the left can ignore a row that is wrong by far.

# %%
figure = margin_losses.show()

# %% [markdown]
# Now draw 200 such sets, put the far row at a distance of 24, and count the sets in which a line that was right on
# all ordinary rows gets one of them wrong.

# %%
spoilt = {"squared": 0, "logistic": 0, "hinge": 0}
fair = dict.fromkeys(spoilt, 0)
for seed in range(200):
    for name in spoilt:
        missed = []
        for distance in (0.0, 24.0):
            rows, labels = margin_losses.make(distance, "right side", 0, seed)
            w = margin_fits.FITS[name](rows, labels)
            ordinary = slice(0, margin_losses.ORDINARY)
            missed.append(int((labels[ordinary] * (rows[ordinary] @ w) <= 0).sum()))
        fair[name] += missed[0] == 0
        spoilt[name] += missed[0] == 0 < missed[1]
for name in spoilt:
    print(f"{name:8s} loss: {spoilt[name]} of {fair[name]} clean fits are spoilt ({spoilt[name] / fair[name]:.1%})")

# %% [markdown]
# **Logistic regression with a penalty.** The mean logistic loss plus $\lambda$ times the squared length of the
# weights is
#
# $$J(w) = \frac1n \sum_{i=1}^n \log\!\big(1 + e^{-y_i w^\top x_i}\big) + \lambda\, w^\top w .$$
#
# The penalty stands outside the mean. Entry $j$ of the gradient of $w^\top w = \sum_j w_j^2$ is $2 w_j$.
#
# ### Exercise: `logistic_grad(w, X, y, lam)`
#
# Return `dw`, the gradient of $J$ at `w`.
#
# - Shapes: `w` (d,), `X` (n, d), `y` (n,) of $-1.0$ and $+1.0$, `lam` a number. `dw` has the shape of `w`. There is
#   no bias.
# - The data term is a **mean** over the rows. Some rows may have scores near ±1,000.
# - To try first: `w = [0]`, `X = [[2], [4]]`, `y = [1, -1]`, `lam = 0.5` gives `[0.5]`. At `w = [1]`, with the same
#   rest, it gives about `[2.845]`.

# %% nbgrader={"grade": false, "grade_id": "logistic_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def logistic_grad(w, X, y, lam):
    """The gradient (d,) of mean(log(1 + e^(−y X w))) + lam wᵀw. w (d,), X (n, d), y (n,) of -1 and +1."""
    ### BEGIN SOLUTION
    s = y * (X @ w)
    wrong = np.exp(-np.logaddexp(0.0, s))
    return -(y * wrong) @ X / len(y) + 2 * lam * w
    ### END SOLUTION

# %%
X_tiny, y_tiny = np.array([[2.0], [4.0]]), np.array([1.0, -1.0])
show(attempt(logistic_grad, np.array([0.0]), X_tiny, y_tiny, 0.5), "[0.5]")
show(attempt(logistic_grad, np.array([1.0]), X_tiny, y_tiny, 0.5), "[2.845]")

# %% nbgrader={"grade": true, "grade_id": "logistic_grad", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("logistic_grad", logistic_grad)

# %% [markdown]
# **Think.** The rows can be separated by a line through the origin, and $\lambda = 0$. Take a $w$ that separates them
# and make it longer and longer. What does the mean logistic loss do? Which $w$ is the best?
#
# <details><summary>Answer</summary>
#
# Every score grows, so every row's loss falls towards 0 and never reaches it. There is no best $w$: longer is always
# better. A penalty, however small, ends that (section 3.10).
#
# </details>

# %% [markdown]
# ## 3.5 Counts: a loss of your own
#
# **The question.** Does the recipe work where no book has told us the loss? At a bridge bicycles are counted, now for
# an hour, now for three. The target $y$ is a count: 0, 1, 2, … It cannot be negative, so normal noise about a line is
# a poor assumption.
#
# **Step 1.** Events that happen independently at a steady pace have *Poisson* counts. If $r$ events are expected,
#
# $$P(y) = \frac{r^{y} e^{-r}}{y!} .$$
#
# **Smallest example by hand.** Let all hours be alike: $\mu$ bicycles an hour, so $r_i = h_i\,\mu$ in $h_i$ hours. By
# step 3 a row costs $r_i - y_i \log r_i + \log y_i!$, with $\log r_i = \log h_i + \log\mu$. The slope of the sum in
# $\mu$ is $\sum_i h_i - \sum_i y_i/\mu$. It is 0 at $\mu = \sum_i y_i / \sum_i h_i$: all bicycles over all hours.
# For 3 bicycles in 1 hour and 1 in 2 hours that is $4/3$.

# %%
hours, bicycles = np.array([1.0, 2.0]), np.array([3.0, 1.0])
pace = np.linspace(0.2, 4, 3801)
expected = pace[:, None] * hours
cost = (expected - bicycles * np.log(expected)).sum(axis=1)     # log y! has no μ in it
print(f"lowest at μ = {pace[cost.argmin()]:.4g};  4/3 = {4 / 3:.4g}")

# %% [markdown]
# **Step 2.** The pace depends on the weather, the weekday, and more: $x_i$. It must be positive, so let the
# score set its logarithm, as the score set the log odds in section 3.3:
#
# $$r_i = h_i\, e^{\,w^\top x_i + b} .$$
#
# **Step 3, for you.** Write the loss of a row in terms of $t_i = w^\top x_i + b$, take its slope in $t_i$, and go on
# to $w$ and $b$. $\partial t_i/\partial w_j = x_{ij}$ and $\partial t_i/\partial b = 1$.
#
# ### Exercise: `poisson_grad(w, b, X, hours, y)`
#
# Return `(dw, db)`, the gradients of the **mean** over rows of $-\log P(y_i)$.
#
# - Shapes: `w` (d,), `b` a number, `X` (n, d), `hours` (n,) positive, `y` (n,) counts. `dw` is (d,), `db` a number.
# - There is no penalty. What has no parameter in it has no slope.
# - To try first: `w = [0]`, `b = 0`, `X = [[1], [3]]`, `hours = [1, 2]`, `y = [3, 1]` gives `dw = [0.5]`, `db =
#   -0.5`.

# %% nbgrader={"grade": false, "grade_id": "poisson_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def poisson_grad(w, b, X, hours, y):
    """The gradients (dw, db) of the mean −log likelihood of counts y (n,) over hours (n,); w (d,), X (n, d)."""
    ### BEGIN SOLUTION
    surplus = (hours * np.exp(X @ w + b) - y) / len(y)
    return surplus @ X, surplus.sum()
    ### END SOLUTION

# %%
answer = attempt(poisson_grad, np.zeros(1), 0.0, np.array([[1.0], [3.0]]), hours, bicycles)
show(answer, "dw [0.5], db -0.5")

# %% nbgrader={"grade": true, "grade_id": "poisson_grad", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("poisson_grad", poisson_grad)

# %% [markdown]
# **Think.** Compare the slope in the score for normal noise with $\sigma = 1$, for Bernoulli labels 0 and 1, and for
# your counts. What have they in common?
#
# <details><summary>Answer</summary>
#
# Each is *what the model expects, less what was seen*: $f - y$, $\hat y - y$ and $r - y$. It is no accident. In each
# case the score sets the natural parameter of its distribution (the mean, the log odds, the log rate). McCullagh and
# Nelder's book calls this choice the *canonical link*; with another one a factor stays.
#
# </details>

# %% [markdown]
# ## 3.6 From scores to probabilities
#
# **The question.** A picture shows a rooster, a cat, a dog or a donkey. The model gives each class a score, for
# instance 2, 1, 0.1 and $-1$. How do four numbers of any sign become four probabilities?

# %%
figure = softmax_plots.draw(np.array([2.0, 1.0, 0.1, -1.0]), ("rooster", "cat", "dog", "donkey"), right=0)

# %% [markdown]
# **The statement.** For scores $z \in \mathbb{R}^k$,
#
# $$p_j = \operatorname{softmax}(z)_j = \frac{e^{z_j}}{\sum_{c=0}^{k-1} e^{z_c}} , \qquad j = 0, \dots, k - 1 .$$
#
# This is what the model says of $x$: $p_j = p(y = j \mid x; \theta)$, one number for each class. If the scores are
# linear, $z_j = w_j^\top x + b_j$ with the $w_j$ as rows of $W$ (k, d), this is **multinomial logistic regression**.
# (One slide has lost the $x$ in its last score. Another has lost where its sum starts.)
#
# **By hand.** $e^2 = 7.389$, $e^1 = 2.718$, $e^{0.1} = 1.105$, $e^{-1} = 0.3679$. They add up to 11.58. So the
# rooster gets $7.389/11.58 = 0.638$, the others 0.235, 0.0954 and 0.0318.
#
# **Why the exponential?** Let the scores say the *logarithms* of the probabilities, up to one number $u$ that they
# share: $\log p_j = z_j + u$. Then $p_j = e^{u} e^{z_j}$. The $p_j$ must add up to 1, so $e^{u} = 1/\sum_c e^{z_c}$,
# and that is softmax. It also shows what a difference of scores means: $z_i - z_j = \log (p_i/p_j)$.
#
# Five properties follow.
#
# **1. The range.** Every $p_j$ is positive and they add up to 1, so with two or more classes each is below 1. Such
# points form the open *simplex*: a triangle for $k = 3$. One source gives the range as $(0, 1)^k$, a cube, which
# forgets the sum. Another says $p_j \in [0, 1]$. The ends 0 and 1 are not reached for any finite scores, though the
# computer may round to them.
#
# **2. Only differences count.** Add the same $a$ to all scores: $\frac{e^{z_j + a}}{\sum_c e^{z_c + a}} = \frac{e^a
# e^{z_j}}{e^a \sum_c e^{z_c}} = p_j$. One of the $k$ scores is spare.
#
# **3. Two classes are the sigmoid.** Divide above and below by $e^{z_1}$:
#
# $$p_1 = \frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \sigma(z_1 - z_0) .$$
#
# So two-class softmax with weights $w_0, w_1$ *is* logistic regression with $w = w_1 - w_0$ and $b = b_1 - b_0$.

# %%
rng = np.random.default_rng(6)
z = np.array([2.0, 1.0, 0.1, -1.0])
print("softmax(z)         ", softmax(z), " sum", f"{softmax(z).sum():.4g}")
print("softmax(z + 5)     ", softmax(z + 5))
print(f"z_0 − z_1 = {z[0] - z[1]:.4g};  log(p_0/p_1) = {np.log(softmax(z)[0] / softmax(z)[1]):.4g}")
W2, b2, inputs = rng.standard_normal((2, 3)), rng.standard_normal(2), rng.standard_normal((4, 3))
print("two classes        ", softmax(inputs @ W2.T + b2)[:, 1])
print("sigmoid            ", sigmoid(inputs @ (W2[1] - W2[0]) + b2[1] - b2[0]))

# %% [markdown]
# **4. Soft, and how soft.** A slide calls softmax "winner takes all". The winner takes the most, not all: the rooster
# above gets 64 %. How much it takes depends on the *size* of the scores. Divide them by a **temperature** $\tau > 0$:
# $p = \operatorname{softmax}(z/\tau)$. As $\tau \to 0$ the differences grow without end and the winner does take all.
# As $\tau \to \infty$ they vanish and all classes become equal. In the picture each path is one row of scores. At a
# tie of the two best, even the coldest temperature leaves both.

# %%
paths = [np.array([2.0, 1.0, 0.0]), np.array([0.0, 1.0, 1.0]), np.array([-1.0, 0.0, 1.5])]
figure = simplex.draw(paths, ("class 0", "class 1", "class 2"))

# %%
for tau in (0.25, 0.5, 1.0, 5.0, 100.0):
    print(f"temperature {tau:5g}: {softmax(np.array([2.0, 1.0, 0.0]) / tau)}")

# %% [markdown]
# **5. Large scores.** $e^{1000}$ overflows, and infinity divided by infinity is not a number. By property 2 we may
# first subtract the row's largest score. Then the largest exponent is 0, and the sum is at least 1.
#
# That saves the probabilities but not their *logarithms*. A class that is 2,000 behind has $p = e^{-2000}$, which is
# rounded to 0, and $\log 0$ is $-\infty$. The true value is about $-2000$. So take the logarithm on paper first:
#
# $$\log p_j = \log \frac{e^{z_j}}{\sum_c e^{z_c}} = z_j - \log \sum_c e^{z_c} ,$$
#
# and treat the logarithm of the sum as section 3.3 did for two terms. The last line below is the course's own
# function, which you are about to write.

# %%
big = np.array([1000.0, 999.0, -1000.0])
with np.errstate(all="ignore"):
    print("as it stands:               ", np.exp(big) / np.exp(big).sum())
    shares = np.array([np.exp(v - 1000.0) for v in big]) / sum(np.exp(v - 1000.0) for v in big)
    print("after subtracting 1000:     ", shares)
    print("its logarithm, taken later: ", np.log(shares))
print("what the logarithms are:    ", log_softmax(big))

# %% [markdown]
# ### Exercise: `log_softmax_rows(Z)`
#
# Return the logarithms of the probabilities, one row of logits after the other.
#
# - `Z` is (n, k), and so is what you return. Each row has its own sum. Do not change `Z`.
# - It must be right and finite for logits near ±1,000, also where one row is large and another is not.
# - To try first: `Z = [[0, 0], [0, log 3]]` gives `[[-0.6931, -0.6931], [-1.386, -0.2877]]`.

# %% nbgrader={"grade": false, "grade_id": "log_softmax_rows_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def log_softmax_rows(Z):
    """The logarithm of softmax, row by row: (n, k) to (n, k), finite for finite logits of any size."""
    ### BEGIN SOLUTION
    shifted = Z - Z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    ### END SOLUTION

# %%
Z_tiny = np.array([[0.0, 0.0], [0.0, np.log(3)]])
show(attempt(log_softmax_rows, Z_tiny), "[[-0.6931 -0.6931] [-1.386 -0.2877]]")

# %% nbgrader={"grade": true, "grade_id": "log_softmax_rows", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("log_softmax_rows", log_softmax_rows)

# %% [markdown]
# **Think.** Does dividing all scores by a temperature ever change which class has the largest probability?
#
# <details><summary>Answer</summary>
#
# No. $\tau$ is positive, so the order of the scores stays, and softmax keeps it. It changes only how sure the model
# is.
#
# </details>

# %% [markdown]
# ## 3.7 Cross-entropy
#
# **The question.** With $k$ classes, what does the recipe of section 3.2 give?
#
# **The derivation.** A label that is $j$ with probability $p_j$ has the *categorical* distribution. In one formula,
# $P(y) = \prod_j p_j^{[y = j]}$, where $[y = j]$ is 1 if $y = j$ and 0 otherwise: all factors but one are 1. Its
# $-\log$ is
#
# $$\ell = -\sum_{j=0}^{k-1} [y = j]\,\log p_j = -\log p_y .$$
#
# Only the probability of the **right class** counts. With softmax and the mean over $n$ rows the loss of a classifier
# is
#
# $$L(\theta) = -\frac1n\sum_{i=1}^n \sum_{j=0}^{k-1} [y_i = j]\,\log \frac{e^{z_{ij}}}{\sum_{c} e^{z_{ic}}}
# = \frac1n \sum_{i=1}^n -\log p_{i,\,y_i} .$$
#
# $z_{ij}$ is the score of class $j$ for row $i$. (One source writes this with $\frac1m$, one without. A third prints
# the index of the right class as if it were a power.)
#
# **By hand.** With the scores of section 3.6, to four digits, a rooster costs $-\log 0.6381 = 0.4493$. If the picture
# shows a donkey, it costs $-\log 0.03177 = 3.449$. The difference is 3, the difference of the two scores.

# %%
log_p = np.log(softmax(np.array([2.0, 1.0, 0.1, -1.0])))
one_hot_rooster = np.array([1.0, 0.0, 0.0, 0.0])
print(f"the sum over the classes: {-(one_hot_rooster * log_p).sum():.4g};  the right class alone: {-log_p[0]:.4g}")
print(f"a donkey costs {-log_p[3]:.4g}, which is {log_p[0] - log_p[3]:.4g} more")

# %% [markdown]
# **The name.** The *cross-entropy* of two distributions $q$ and $p$ over the same $k$ outcomes is $H(q, p) = -\sum_j
# q_j \log p_j$. Read it as a price: outcomes come with probabilities $q$, and an outcome to which you gave $p_j$
# costs you $-\log p_j$. The loss above is the case where $q$ is *one-hot*: 1 at the label, 0 elsewhere. For two
# outcomes with $q = (y, 1 - y)$ and $p = (\hat y, 1 - \hat y)$ it is the binary cross-entropy.
#
# **The statement.** For a given $q$, the price is lowest at $p = q$. Its value there, $H(q) = H(q, q)$, is the
# *entropy*.
#
# **The derivation.** If some $p_j$ is 0 and its $q_j$ is not, the price is infinite. Otherwise use that $\log t \le
# t - 1$ for every $t > 0$: the logarithm lies below its tangent at 1. With $t = p_j/q_j$, summed over the outcomes
# with $q_j > 0$,
#
# $$H(q) - H(q, p) = \sum_j q_j \log\frac{p_j}{q_j} \;\le\; \sum_j q_j\Big(\frac{p_j}{q_j} - 1\Big)
# = \sum_j p_j - \sum_j q_j \;\le\; 1 - 1 = 0 .$$
#
# The tangent touches only at $t = 1$. So the price is higher for every other $p$.

# %%
figure = bets.draw((0.7, 0.2))

# %%
rng = np.random.default_rng(7)
truth = np.array([0.5, 0.3, 0.2])
prices = np.array([-(truth * np.log(softmax(rng.standard_normal(3)))).sum() for _ in range(10_000)])
print(f"H(q) = {-(truth * np.log(truth)).sum():.4g}; the lowest of 10,000 random bets: {prices.min():.4g}")
print(f"bets below H(q): {int((prices < -(truth * np.log(truth)).sum()).sum())}")

# %% [markdown]
# So a model that minimises cross-entropy is paid for being honest. If rows that look alike to it are roosters in 70 %
# of the cases, its best answer is 0.7.
#
# ### Exercise: `predict_loss_at_start(k)`
#
# A classifier for `k` classes starts with weights of size 0.01: $W$ (k, 20) holds 0.01 times standard normal numbers.
# There is no bias. It sees 1,000 rows of 20 standard normal inputs. Labels are drawn at random, each class as likely
# as any other. **Predict** its mean cross-entropy before any training, as a function of `k`. Work it out before you
# measure anything.
#
# - `k` is a whole number from 2 to 1,000. Return one number. The check measures, and accepts what is within 0.02.
# - To try first: for 2 classes you know the answer from the question at the end of section 3.3.

# %% nbgrader={"grade": false, "grade_id": "predict_loss_at_start_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def predict_loss_at_start(k):
    """The mean cross-entropy to expect of k classes before training, one number."""
    ### BEGIN SOLUTION
    return np.log(k)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "predict_loss_at_start", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("predict_loss_at_start", predict_loss_at_start)

# %%
# Measured, once you have made a prediction.
for k in (2, 10, 100, 1000):
    predicted = attempt(predict_loss_at_start, k)
    if predicted is None:
        break
    rng = np.random.default_rng(k)
    logits = rng.standard_normal((1000, 20)) @ (0.01 * rng.standard_normal((k, 20))).T
    measured = softmax_cross_entropy(logits, rng.integers(0, k, size=1000))
    print(f"{k:4d} classes: predicted {predicted!s:.6}, measured {measured:.4g}")

# %% [markdown]
# **Think.** You start training a network for ten classes and the first loss printed is 9.7. What does that tell you?
#
# <details><summary>Answer</summary>
#
# The start is much worse than knowing nothing. The scores are large and wrong: the weights are too big, or the inputs
# are not scaled.
#
# </details>

# %% [markdown]
# ## 3.8 From a network to a class
#
# **The question.** A network has hidden layers and puts out scores. Which of its numbers are the scores, and how do
# they become a decision?
#
# **The statement.** In lesson 02 a network was $h = g(W_1 x + b_1)$, with an activation $g$, then $a = W_2 h + b_2$.
# Its last layer is *affine*: a matrix and a bias, with no activation. Here $h$ has one number for each of $m$ hidden
# units, and $a$ has one for each of $k$ classes. The scores are $f_j(x) = a_j$. Softmax and cross-entropy follow as
# before. The network is multinomial logistic regression on features $h$ that it learns itself.
#
# > **On a slide** the objective is $\arg\max \sum_i \log \operatorname{softmax}(f_1(x), \dots, f_k(x))_{y_i}$, and
# > the $f_j$ are said to be the outputs of the last *hidden* layer. Both halves have a slip, and both can be found
# > with tools that you have.
#
# **Slip one, by counting shapes.** There are $m$ hidden units and $k$ classes. Softmax of $m$ numbers is a
# distribution over $m$ things. Unless $m = k$ it is not about the classes at all. And a layer of ReLU units, $\max(0,
# \cdot)$, cannot put out a negative score. The scores are the outputs of the final **affine** layer, as the same
# lecture says elsewhere.
#
# **Slip two, by a counterexample.** The objective sums over $i$, but $x$ has no index. Take that at its word: all
# rows share one $x$, hence one row of scores and one $p$. If class $j$ has the share $q_j$ of the labels, then
#
# $$-\frac1n\sum_i \log p_{y_i} = -\sum_j q_j \log p_j = H(q, p),$$
#
# which is smallest at $p = q$ (section 3.7). Whatever the inputs are, all that could be learnt is how frequent the
# classes are. It must be $f_j(x_i)$.

# %%
rng = np.random.default_rng(8)
labels = np.repeat([0, 1, 2], [5, 3, 2])
z = rng.standard_normal(3)
for _ in range(2000):                     # descent on the objective without the index, by measured slopes
    z = z - 1.0 * numeric_gradient(lambda v: -np.log(softmax(v))[labels].mean(), z).value
print("learnt without the index:", softmax(z))
print("shares of the labels:    ", np.bincount(labels) / 10)

# %% [markdown]
# **From probabilities to a class.** If the probabilities hold, the choice of class $c$ is right with probability
# $p_c$. So the choice that is right most often is the class with the **largest probability**. Softmax keeps the order
# of the scores, so that is the class with the largest *score*: $\hat c = \operatorname*{arg\,max}_j a_j$. For the
# decision alone softmax is not needed. It is needed for the loss.
#
# **By hand.** Let $h = (2, 0, 1)$, $W_2 = \begin{bmatrix} 1 & 0 & -1 \\ 0 & 3 & 1 \end{bmatrix}$, $b_2 = (-1, 0.5)$.
# Then $a = (2 - 1 - 1,\; 1 + 0.5) = (0, 1.5)$, so class 1 is chosen. The largest *hidden* unit is number 0: another
# answer, to another question.
#
# **Where two classes tie.** With linear scores classes $i$ and $j$ tie where $(w_i - w_j)^\top x + b_i - b_j = 0$: in
# the plane, on a straight line. So the regions of a decision have straight sides. On a side the two best are equal,
# so neither has more than half.

# %%
rng = np.random.default_rng(9)
W3, b3 = np.array([[1.5, 0.2], [-1.0, 1.0], [-0.5, -1.2]]), np.array([0.0, 0.3, -0.2])
classes = np.arange(42) % 3
points = 1.2 * W3[classes] + 0.75 * rng.standard_normal((42, 2))
figure = regions.draw(W3, b3, points, classes)

# %% [markdown]
# ### Exercise: `decision_rule(W1, b1, W2, b2, X)`
#
# **The slide says** to read the scores off the last hidden layer. Do it right. Return the class that the network
# chooses for each row of `X`.
#
# - The hidden layer is $h = \max(0, W_1 x + b_1)$, the output layer $a = W_2 h + b_2$. Shapes: `W1` (m, d), `b1`
#   (m,), `W2` (k, m), `b2` (k,), `X` (n, d) with one $x$ a row. Return (n,) whole numbers from 0 to $k - 1$.
# - No two classes tie.
# - To try first: `W1 = [[1, 0], [0, 1], [1, 1]]`, `b1 = [0, 0, -2]`, `W2` and `b2` as in the example by hand,
#   `X = [[2, 0], [2, 1]]`: the hidden rows are (2, 0, 0) and (2, 1, 1), the scores (1, 0.5) and (0, 4.5), the classes
#   `[0, 1]`.

# %% nbgrader={"grade": false, "grade_id": "decision_rule_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decision_rule(W1, b1, W2, b2, X):
    """The class (n,) that the network chooses for each row of X (n, d). W1 (m, d), b1 (m,), W2 (k, m), b2 (k,)."""
    ### BEGIN SOLUTION
    hidden = np.maximum(X @ W1.T + b1, 0.0)
    return (hidden @ W2.T + b2).argmax(axis=1)
    ### END SOLUTION

# %%
tiny_net = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([0.0, 0.0, -2.0])
tiny_top = np.array([[1.0, 0.0, -1.0], [0.0, 3.0, 1.0]]), np.array([-1.0, 0.5])
show(attempt(decision_rule, *tiny_net, *tiny_top, np.array([[2.0, 0.0], [2.0, 1.0]])), "[0 1]")

# %% nbgrader={"grade": true, "grade_id": "decision_rule", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("decision_rule", decision_rule)

# %% [markdown]
# **Think.** A scan shows a harmless spot with $p = 0.9$ and a dangerous one with $p = 0.1$. Sending a dangerous one
# home costs 100, a needless test costs 1. What should you choose?
#
# <details><summary>Answer</summary>
#
# Sending home costs $0.1 \cdot 100 = 10$ on average, testing costs $0.9 \cdot 1 = 0.9$. So test. "The largest
# probability" is sure to be the best rule only where all mistakes cost the same.
#
# </details>

# %% [markdown]
# ## 3.9 Why not squared error
#
# **The question.** Why not use the squared loss for probabilities too: $(\hat y - y)^2$? Take one sigmoid unit and a
# row with label 1, and let the logit $z$ run from very wrong to right.

# %%
figure = saturation.draw()

# %% [markdown]
# **The derivation, one unit.** $\hat y = \sigma(z)$, label $y$ of 0 or 1. The slope of the sigmoid is $\sigma'(z) =
# \frac{e^{-z}}{(1 + e^{-z})^2} = \frac{1}{1 + e^{-z}}\cdot\frac{e^{-z}}{1 + e^{-z}} = \hat y\,(1 - \hat y)$, the last
# step by section 3.3.
#
# *Squared error.* By the chain rule $\frac{d}{dz}(\hat y - y)^2 = 2\,(\hat y - y)\,\hat y\,(1 - \hat y)$.
#
# *Cross-entropy.* For $y = 1$ the loss is $-\log \sigma(z)$, with the slope $-\frac{1}{\hat y}\,\hat y(1 - \hat y) =
# \hat y - 1$. For $y = 0$ it is $-\log(1 - \sigma(z)) = -\log\sigma(-z)$, with the slope $1 - \sigma(-z) = \hat y$.
# Together: $\hat y - y$.
#
# If the unit is sure and wrong, $\hat y$ is near 0 while $y = 1$. Then the factor $\hat y(1 - \hat y)$ is near 0, and
# the squared error's slope with it. In the cross-entropy's slope that factor has been cancelled by $1/\hat y$.
#
# > **In a set of notes** it says that cross-entropy has a big gradient when the probability of the right class is near 0.
# > That is half the story. At the *probability* the slope is $-1/p$, which has no bound. At the *logit* it is never
# > larger than 1 in size. What matters is not that it is big, but that it **does not vanish**.
#
# **By hand.** $z = -6$ with label 1: $\hat y = 0.002473$. Cross-entropy: slope $-0.9975$. Squared error:
# $2 \cdot (-0.9975) \cdot 0.002473 \cdot 0.9975 = -0.004921$, two hundred times less.

# %%
of_unit = {"cross-entropy": lambda z: -np.log(sigmoid(z)), "squared error": lambda z: (sigmoid(z) - 1) ** 2}
for name, loss in of_unit.items():
    print(f"{name}, slope at z = −6 by differences: {numeric_gradient(loss, np.array(-6.0)).value:.4g}")
p = sigmoid(-6.0)
print(f"ŷ − y = {p - 1:.4g};   2 (ŷ − y) ŷ (1 − ŷ) = {2 * (p - 1) * p * (1 - p):.4g};   −1/ŷ = {-1 / p:.4g}")

# %% [markdown]
# **Softmax and cross-entropy.** By section 3.6 the loss of a row is $\ell = -\log p_y = -z_y + \log\sum_c e^{z_c}$.
# Take its slope in $z_j$. The first term gives $-1$ if $j = y$. The second gives $\frac{1}{\sum_c e^{z_c}}\,e^{z_j} =
# p_j$. So
#
# $$\frac{\partial \ell}{\partial z_j} = p_j - [y = j] .$$
#
# *Probability less label*, for each class. All entries lie between $-1$ and 1, and they add up to 0. If the right
# class gets almost nothing, its entry is almost $-1$.
#
# **The slopes of softmax.** For other losses we need $\partial p_i/\partial z_j$. Let $S = \sum_c e^{z_c}$, so
# $p_i = e^{z_i}/S$ and $\partial S/\partial z_j = e^{z_j}$. By the quotient rule
#
# $$\frac{\partial p_i}{\partial z_j} = \frac{[i = j]\,e^{z_i}\,S - e^{z_i} e^{z_j}}{S^2} = p_i\,\big([i = j] - p_j\big) .$$
#
# Raise one score, and its own probability grows by $p_j(1 - p_j)$. Every other falls by $p_i p_j$. For $p = (0.7,
# 0.2, 0.1)$:
#
# | | $z_0$ | $z_1$ | $z_2$ |
# |---|---|---|---|
# | $p_0$ | $0.7 \cdot 0.3 = 0.21$ | $-0.7\cdot 0.2 = -0.14$ | $-0.07$ |
# | $p_1$ | $-0.14$ | $0.2 \cdot 0.8 = 0.16$ | $-0.02$ |
# | $p_2$ | $-0.07$ | $-0.02$ | $0.1\cdot 0.9 = 0.09$ |

# %%
z = np.log(np.array([0.7, 0.2, 0.1]))
print("the slopes of p_0, by differences:", numeric_gradient(lambda v: softmax(v)[0], z).value)
print("the slopes of p_1, by differences:", numeric_gradient(lambda v: softmax(v)[1], z).value)
print("cross-entropy with y = 2, by differences:", numeric_gradient(lambda v: -np.log(softmax(v)[2]), z).value)
print("p less one-hot:                          ", np.array([0.7, 0.2, 0.1]) - np.array([0.0, 0.0, 1.0]))

# %% [markdown]
# **Many ways from a score to the loss.** Say the loss of a row depends on all of $p_0, \dots, p_{k-1}$. Move $z_j$ a
# little. Every $p_c$ moves by its slope times that little, and every one of these moves the loss. The effects add up:
#
# $$\frac{\partial \ell}{\partial z_j} = \sum_{c=0}^{k-1} \frac{\partial \ell}{\partial p_c}\,\frac{\partial p_c}{\partial z_j} .$$
#
# (Lesson 05 proves it.) Now put the squared error behind the softmax. Here $i$ is a row again:
#
# $$L = \frac1n\sum_{i=1}^n \sum_{j=0}^{k-1} \big(p_{ij} - [y_i = j]\big)^2 , \qquad p_i = \operatorname{softmax}(z_i) .$$
#
# ### Exercise: `mse_softmax_grad(Z, y)`
#
# Return `dZ`, the gradient of this $L$ at the logits.
#
# - Shapes: `Z` (n, k) with one row of logits $z_i$ a row, `y` (n,) whole numbers from 0 to $k - 1$. `dZ` is (n, k).
# - A **mean** over rows, a **sum** over classes, no half. Logits near ±1,000 must work. Do not change `Z`.
# - To try first: `Z = [[0, 0], [0, log 3]]`, `y = [0, 1]` gives `[[-0.25, 0.25], [0.09375, -0.09375]]`.

# %% nbgrader={"grade": false, "grade_id": "mse_softmax_grad_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mse_softmax_grad(Z, y):
    """The gradient (n, k), at the logits Z, of the mean over rows of Σ_j (softmax(Z)_ij − [y_i = j])². y (n,)."""
    ### BEGIN SOLUTION
    shifted = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))
    dP = 2 * P
    dP[np.arange(len(y)), y] -= 2
    dP /= len(y)
    return P * (dP - (P * dP).sum(axis=1, keepdims=True))
    ### END SOLUTION

# %%
show(attempt(mse_softmax_grad, Z_tiny, np.array([0, 1])), "[[-0.25 0.25] [0.09375 -0.09375]]")

# %% nbgrader={"grade": true, "grade_id": "mse_softmax_grad", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("mse_softmax_grad", mse_softmax_grad)

# %% [markdown]
# <details><summary>The formula, and why it vanishes (open it when your check is green)</summary>
#
# For one row let $e_c = p_c - [y = c]$, so $\partial\ell/\partial p_c = 2e_c$. Put the slopes of softmax into the
# sum:
#
# $$\frac{\partial\ell}{\partial z_j} = \sum_c 2e_c\,p_c\big([c = j] - p_j\big) = 2p_j\Big(e_j - \sum_c e_c p_c\Big) .$$
#
# Say a wrong class $v$ has $p_v = 1 - \varepsilon$. Every other class has $p_j \le \varepsilon$, and $|e_j - \sum_c
# e_c p_c| \le 2$. So its entry is at most $4p_j$ in size, and all these together at most $4\varepsilon$. The entries
# add up to 0, so entry $v$ is at most $4\varepsilon$ too. **The surer the model is of its wrong answer, the less it
# learns.** The cross-entropy's entry at the right class is at least $1 - \varepsilon$ in size.
#
# </details>
#
# **The lab.** Move the logits and the temperature. Bars on the right are the gradients of the two losses at the
# logits. One preset is stuck on purpose.

# %%
figure = softmax_bars.show()

# %% [markdown]
# **Measured.** Draw 2,000 rows of ten random logits. The right class is class 0. Put class 1 ahead of all others by a
# given lead, and take the length of each loss's gradient at the logits.

# %%
rng = np.random.default_rng(10)
lengths = {}
for lead in (2.0, 5.0, 10.0, 20.0):
    Z = rng.standard_normal((2000, 10))
    Z[:, 1] = np.delete(Z, 1, axis=1).max(axis=1) + lead
    P, Y = softmax(Z), one_hot(np.zeros(2000, dtype=int), 10)
    of_both = {"cross-entropy": P - Y, "squared error": softmax_backward(P, 2.0 * (P - Y))}
    lengths[lead] = {name: np.sqrt((g**2).sum(axis=1)) for name, g in of_both.items()}
    for name, sizes in lengths[lead].items():
        small = np.mean(sizes < 0.01)
        print(f"ahead by {lead:2g}: {name} median {np.median(sizes):.2g}, below 0.01 in {small:.1%} of the rows")
figure = saturation.spread(lengths)

# %% [markdown]
# **Does it matter for training?** Three clouds in the plane, which three linear scores can tell apart. The weights
# start large, with 4 times standard normal numbers, so many rows are sure and wrong. Descent takes 300 steps on
# either loss, from 40 starts, at four step sizes each. A run counts if at least 95 % of its rows are right at the
# end.

# %%
def run(squared, rate, seed):
    """The share of rows that are right before each of 300 steps of descent."""
    rng = np.random.default_rng(seed)
    y = np.arange(60) % 3
    rows = 2.0 * np.array([[0.0, 1.0], [-0.87, -0.5], [0.87, -0.5]])[y] + 0.5 * rng.standard_normal((60, 2))
    rows, targets, W = np.column_stack([np.ones(60), rows]), one_hot(y, 3), 4.0 * rng.standard_normal((3, 3))
    right = []
    for _ in range(300):
        P = softmax(rows @ W.T)
        right.append(np.mean(P.argmax(axis=1) == y))
        back = softmax_backward(P, 2.0 * (P - targets)) if squared else P - targets
        W = W - rate * back.T @ rows / 60
    return right


best = {}
for name in ("cross-entropy", "squared error"):
    for rate in (0.3, 3.0, 30.0, 300.0):
        runs = np.array([run(name == "squared error", rate, seed) for seed in range(40)])
        reached = int((runs[:, -1] >= 0.95).sum())
        print(f"{name}, step size {rate:4g}: {reached} of 40 runs ({reached / 40:.1%})")
        if reached > best.get(name, (-1, None))[0]:
            best[name] = reached, runs
figure = saturation.race({f"{name}": runs for name, (_, runs) in best.items()})

# %% [markdown]
# Ten times the step of 30 does not help the squared error. The picture shows each loss at its best step size (for
# cross-entropy all four are alike, and 0.3 is drawn). Each thin line is a run, the thick one is their median. Those
# of the squared error that stay flat are *stuck*: on a row that is sure and wrong there is next to no gradient, as
# the measurement above said.
#
# This speaks against the squared error *behind a softmax or sigmoid*. On the scores themselves, without softmax,
# nothing saturates, and it can work well for classification (Hui and Belkin, 2021). Its price there is section 3.4's:
# rows that are too right.
#
# ### Exercise: `choose_vanishing()`
#
# A model is sure and wrong: its scores are large, and they favour a wrong class or the wrong sign. With which outputs
# and losses is the gradient **at the scores** then almost 0? There may be several.
#
# (a) one sigmoid output, squared error of its probability
#
# (b) one sigmoid output, binary cross-entropy
#
# (c) softmax outputs, cross-entropy
#
# (d) one linear output with targets −1 and +1, squared error of the score itself
#
# (e) softmax outputs, squared error of the probabilities
#
# Return all letters that apply, in any order, as one text: for two of them it looks like `"xy"`.

# %% nbgrader={"grade": false, "grade_id": "choose_vanishing_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_vanishing():
    """The letters of all outputs and losses whose gradient at the scores is almost 0, as one text."""
    ### BEGIN SOLUTION
    return "ae"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_vanishing", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_vanishing", choose_vanishing)

# %% [markdown]
# **Think.** When the model is sure and *right*, the gradients of (a), (b), (c) and (e) are almost 0 as well. Is that
# a fault too?
#
# <details><summary>Answer</summary>
#
# No. There is nothing left to learn from such a row. (The gradient of (d) is 0 at the target alone and grows beyond
# it: section 3.4's "too right".) A gradient may vanish where the loss is near its lowest value. The fault is to
# vanish where the loss is near its highest.
#
# </details>

# %% [markdown]
# ## 3.10 Structural risk
#
# **The question.** A model with many parameters can drive the loss on its rows to almost 0 and still be useless on
# new ones. How do we ask for a small loss *and* a modest model?
#
# **The statement.** Add a **penalty** $\Omega(\theta)$ that grows with the parameters, such as
# $\lambda\lVert\theta\rVert^2$:
#
# $$\hat\theta = \operatorname*{arg\,min}_\theta J(\theta), \qquad
# J(\theta) = \underbrace{\frac1n\sum_{i=1}^n \ell\big(f(x_i; \theta),\, y_i\big)}_{\text{data term, } L(\theta)}
# + \underbrace{\Omega(\theta)}_{\text{penalty}} .$$
#
# $J$ is often called the *structural risk*. (*Regularised risk* is more exact: Vapnik's structural risk compares
# whole sets of models.)
#
# > **On a slide** it reads $\arg\min \Omega(D; \theta) = \sum_i L(y_i, f(x_i); \theta) + \Omega(\theta)$. The same
# > letter $\Omega$ names the whole objective and the penalty.
#
# Ask what each symbol depends on. The left side depends on the data $D$, the right $\Omega$ does not. If they were
# one thing, taking it away on both sides would leave $\sum_i L = 0$: every model would fit perfectly. So they need
# **two names**. It is also not said *what* the smallest is searched over; it is $\theta$. And in $L(y_i, f(x_i);
# \theta)$ the parameters belong inside $f$.
#
# **Where a penalty comes from.** Let the parameters have a distribution of their own, say each normal with mean 0 and
# standard deviation $s$, before any data is seen. By Bayes' rule the probability of $\theta$ given the data is
# proportional to $p(\theta)\prod_i p(y_i \mid x_i; \theta)$. Its $-\log$ is
#
# $$\sum_i -\log p(y_i \mid x_i; \theta) + \frac{1}{2s^2}\lVert\theta\rVert^2 + \text{a constant} .$$
#
# Beside a *sum* of losses, then, $\lambda = 1/(2s^2)$: a strong penalty says that small parameters were expected. (If
# the data term is normal noise with $\sigma = 1$, it is half the sum of squares. Then twice the whole is that sum
# plus $\frac{1}{s^2}\lVert\theta\rVert^2$.)
#
# **By hand.** Two rows with $x = 1$ and targets 1 and 3, the model $f = w$, squared loss, penalty $\lambda w^2$. With
# the *mean*, $J = \frac{(w - 1)^2 + (w - 3)^2}{2} + \lambda w^2 = w^2 - 4w + 5 + \lambda w^2$. Its slope $2w - 4 +
# 2\lambda w$ is 0 at $w = \frac{2}{1 + \lambda}$.

# %%
fit = lambda w: ((w - 1) ** 2 + (w - 3) ** 2) / 2
figure = risk.draw(fit, lambda w: w**2, (0.0, 0.25, 1.0), low=-1.0, high=3.5, top=6.0)

# %% [markdown]
# The penalty pulls the best weight towards 0, and lifts the data term a little.
#
# **Sum or mean, again.** The slide sums over the rows. With a *sum* in place of the mean, $J = 2w^2 - 8w + 10 +
# \lambda w^2$, and the minimum is at $w = \frac{4}{2 + \lambda}$. At $\lambda = 1$ the mean gives $w = 1$, the sum
# gives $w = 1.333$. In general a mean with $\lambda$ is a sum with $n\lambda$. So a value of $\lambda$ means nothing
# until one says which. The last line of the cell looks for the most probable $w$ by Bayes' rule, with $\sigma = 1$
# and $s = 1$: the sum with $\lambda = 1$.

# %%
w = np.linspace(0, 3, 3001)
for name, factor, lam in (("mean, λ = 1", 1, 1.0), ("sum,  λ = 1", 2, 1.0), ("sum,  λ = 2", 2, 2.0)):
    J = factor * fit(w) + lam * w**2
    print(f"{name}: lowest at w = {w[J.argmin()]:.4g}")
posterior = np.exp(-((w - 1) ** 2) / 2) * np.exp(-((w - 3) ** 2) / 2) * np.exp(-(w**2) / 2)
print(f"most probable, given a normal w: {w[posterior.argmax()]:.4g}")

# %% [markdown]
# **Why logistic regression needs one.** If a line separates the rows, longer weights always have a smaller logistic
# loss, so there is no best $w$ (section 3.4). With a penalty there is one. The cell takes the two clouds of the lab.

# %%
rows, labels = margin_losses.make(0.0, "right side", 0, 4)
direction = margin_fits.logistic(rows, labels)
print("length of w   data term   with the penalty 0.01 wᵀw")
for factor in (0.5, 1.0, 2.0, 10.0, 100.0):
    w = factor * direction
    data = np.logaddexp(0.0, -(labels * (rows @ w))).mean()        # log(e^0 + e^(−s)), as in section 3.3
    print(f"{np.sqrt(w @ w):10.3g}   {data:9.2g}   {data + 0.01 * w @ w:9.3g}")

# %% [markdown]
# Two more spellings that you will meet, both with the penalty on the weights and not on the bias: ridge regression,
# $(w^\top x + b - y)^2 + \lambda w^\top w$, and one sigmoid unit with $\tfrac12(y - \sigma(wx + b))^2 + \lambda w^2$.
# Lesson 07 carries gradients through both.
#
# **Think.** Why is the bias usually left out of the penalty?
#
# <details><summary>Answer</summary>
#
# The bias sets the general level: the mean of the targets, or how frequent class 1 is. Pulling it to 0 would make the
# answer depend on where the zero of $y$ was put. Weights say how much the inputs matter, and small ones mean a modest
# model.
#
# </details>

# %% [markdown]
# ## Summary
#
# | target | assumed distribution | the score sets | loss of a row | slope in the score |
# |---|---|---|---|---|
# | a number | normal, $\sigma$ fixed | the mean | $(f - y)^2$, up to constants | $2(f - y)$ |
# | 0 or 1 | Bernoulli | the log odds, $\hat y = \sigma(z)$ | $-y\log\hat y - (1 - y)\log(1 - \hat y)$ | $\hat y - y$ |
# | $-1$ or $+1$ | the same | the same | $\log(1 + e^{-yz})$ | $-y\,\sigma(-yz)$ |
# | a count | Poisson | the log rate | yours (section 3.5) | yours |
# | a class of $k$ | categorical | log probabilities, up to a constant | $-\log p_y$, $p = \operatorname{softmax}(z)$ | $p_j - [y = j]$ |
#
# | thing | what to remember |
# |---|---|
# | $L(\theta)$ | a mean over rows; $\hat\theta$ is its $\operatorname{arg\,min}$ |
# | losses of the score | the loss decides how hard a row pulls along $y\,x$; the squared loss also pulls back |
# | softmax | only differences count; $k = 2$ is the sigmoid; subtract the row's largest first |
# | $\log p_j$ | $z_j - \log\sum_c e^{z_c}$, with the largest power taken out of the sum |
# | cross-entropy | $H(q, p) \ge H(q)$, equal at $p = q$; at the start it is that of equal probabilities |
# | decision | the largest output of the last affine layer |
# | squared error behind softmax or sigmoid | vanishes where the model is sure and wrong |
# | structural risk | $J(\theta)$: data term plus penalty $\Omega(\theta)$, two names for two things |
#
# **Where to go next.** Lesson 04 goes down these losses step by step.
#
# ## Slips on the slides
#
# So that you can read the sources beside this lesson. Those that matter for a derivation stand where it is made.
#
# - Regression with $\frac1n$, classification without, on one page of notes, and $\frac1m$ elsewhere; the range of
#   softmax as a cube (sections 3.1 and 3.6).
# - Binary cross-entropy (Diakonikolas): one slide has $1 - \hat y$ where $1 - y$ belongs (section 3.3).
# - Scores of multinomial logistic regression (Linzen): the last one has lost its $x$. Softmax (Diakonikolas): the sum
#   has lost its lower end, $i = 1$ (section 3.6).
# - Softmax as "winner takes all", with values in $[0, 1]$ (Xiu): it is soft, and 0 and 1 are not reached (section
#   3.6).
# - Cross-entropy (notes on gradient descent): the index of the right class is printed as a power; "big gradient"
#   means one that does not vanish (sections 3.7 and 3.9).
# - The objective of a network (Linzen): $f_j(x)$ for $f_j(x_i)$, and the last hidden layer for the final affine one
#   (section 3.8).
# - Structural risk (Xiu): one letter for the objective and for the penalty, and an $\arg\min$ over nothing (section
#   3.10).
#
# ## References
#
# - C. M. Bishop, *Pattern Recognition and Machine Learning*, Springer, 2006: sections 1.2.5 and 4.3; section 4.1.3
#   for what least squares does to rows that are too right.
# - P. Blanchard, D. J. Higham, N. J. Higham, "Accurately computing the log-sum-exp and softmax functions", *IMA
#   Journal of Numerical Analysis* 41(4), 2311–2330, 2021.
# - J. S. Bridle, "Probabilistic interpretation of feedforward classification network outputs, with relationships to
#   statistical pattern recognition", in *Neurocomputing*, Springer, 227–236, 1990 (softmax and its name).
# - D. R. Cox, "The regression analysis of binary sequences", *Journal of the Royal Statistical Society B* 20(2),
#   215–242, 1958.
# - P. Golik, P. Doetsch, H. Ney, "Cross-entropy vs. squared error training: a theoretical and experimental
#   comparison", *Interspeech*, 1756–1760, 2013.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press, 2016, section 6.2.2.
# - T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning*, 2nd ed., Springer, 2009, section
#   10.6.
# - G. Hinton, O. Vinyals, J. Dean, "Distilling the knowledge in a neural network", arXiv:1503.02531, 2015
#   (temperature).
# - L. Hui, M. Belkin, "Evaluation of neural architectures trained with square loss vs cross-entropy in classification
#   tasks", *International Conference on Learning Representations*, 2021.
# - P. McCullagh, J. A. Nelder, *Generalized Linear Models*, 2nd ed., Chapman and Hall, 1989.
# - L. Rosasco, E. De Vito, A. Caponnetto, M. Piana, A. Verri, "Are loss functions all the same?", *Neural
#   Computation* 16(5), 1063–1076, 2004.
# - C. E. Shannon, "A mathematical theory of communication", *Bell System Technical Journal* 27, 379–423 and
#   623–656, 1948.
# - V. N. Vapnik, *The Nature of Statistical Learning Theory*, Springer, 1995 (empirical risk, and structural risk as a
#   choice among sets of models, each inside the next).
# - Lectures whose slides are quoted: D. Xiu, BUSN 20800, lecture 7, University of Chicago (sections 3.6, 3.7, 3.10).
#   I. Diakonikolas, CS 760, "Neural networks", University of Wisconsin–Madison (sections 3.3, 3.6). T. Linzen, after
#   D. Rosenberg, DS-GA 1003, lecture 12, New York University (sections 3.1, 3.6, 3.8). Two sets of scribed notes on
#   neural networks and gradient descent (sections 3.1, 3.6, 3.7, 3.9, 3.10).
