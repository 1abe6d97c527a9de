# %% [markdown]
# # 10. Other layers
#
# So far every unit looked at all outputs of the layer below. That is one way to connect units, and often a wasteful one.
# This lesson builds four others: **convolution**, **recurrence**, **residual** connections and **attention**. Each comes
# with its formula, its way back, and a small task on which nets of plain dense layers do worse.
#
# **What this lesson assumes.** The backward pass of a network (lesson 07), softmax (lesson 03), training (lesson 08).
# Section 10.7 mentions batch normalisation (lesson 09).
#
# **What you can do afterwards.** Write each of the four layers forwards and backwards in NumPy and check it. Say what
# each takes for granted about its inputs, and what that saves. Count weights and receptive fields. Say why gradients
# fade through time and depth, and what helps.
#
# **How long.** Two evenings. Sections 10.1 to 10.4 are about convolution and take 48 minutes. Sections 10.5 to 10.10 take
# 72 and may be left for another evening. They need no earlier cell but the first two: run those, and go on from 10.5.
#
# | section | 10.1 | 10.2 | 10.3 | 10.4 | 10.5 | 10.6 | 10.7 | 10.8 | 10.9 | 10.10 |
# |---|---|---|---|---|---|---|---|---|---|---|
# | minutes | 5 | 19 | 16 | 8 | 7 | 18 | 18 | 14 | 13 | 2 |
#
# There are nine exercises, each with a check below it: four on the first evening, five on the second.
#
# **Conventions.** A gradient has the shape of its variable and is named for it: `dW`, `dX`. In this lesson formulas count
# from 0, as NumPy does: the first entry of $x$ is $x_0$. Only time counts from 1: the steps are $t = 1, \dots, T$, and
# the input of step $t$ stands in row $t - 1$.
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
from course import numeric_gradient
from course.initialise import he_normal
from course.layers import Activation, Attention, Convolution, Dense, Flatten, Layer, Recurrent, Residual
from course.layers.attention import attention
from course.layers.attention import attention_backward as back_through_attention
from course.layers.convolution import conv2d, conv2d_backward
from course.layers.layer_norm import layer_norm, layer_norm_backward
from course.layers.recurrent import recurrent, recurrent_backward
from course.network import Network
from course.optimisers import Adam
from course.plots.layers import block, fading, field, kinds, pictures, runs, scores, strips, tables
from course.plots.layers import unrolled
from course.training import fit
from course.widgets import attention_lab, depth_lab, filter_lab, time_lab


def by_differences(f, at):
    """The slopes of f at every entry of ``at``, measured: lesson 05."""
    return numeric_gradient(f, np.asarray(at, dtype=float)).value


def weights_of(net):
    """How many numbers a net has to learn."""
    return sum(p.size for p in net.params.values())

# %% [markdown]
# ## 10.1 What a layer promises
#
# **The question.** A network is many nonlinear transformations in a row, and *deep learning* is another name for learning
# with them. So far the transformations were dense layers. What else may stand in the row?

# %%
figure = kinds.draw()

# %% [markdown]
# One set of notes lists five kinds, with what each is for:
#
# | layer | for | what it takes for granted |
# |---|---|---|
# | dense | tables | nothing: every output sees every input, each with a weight of its own |
# | convolutional | images, spatial data | what matters is near, and may stand anywhere |
# | recurrent | sequences | each step is treated like the one before |
# | residual | deep nets (the notes say otherwise: section 10.7) | a layer need only change its input a little |
# | attention | sequences, with what belongs together near or far | what matters can be told by what it is like |
#
# **The statement.** A layer may do anything, if it keeps three promises:
#
# 1. *Forwards*: from $X$ it makes $Y$, and keeps what it will need.
# 2. *Backwards*: from $dY = \partial L/\partial Y$ it makes $dX = \partial L/\partial X$.
# 3. On the way it fills in the gradients of its own parameters, if it has any.
#
# No layer knows its neighbours. So any one can be exchanged for another, and the chain rule does the rest.
#
# **The smallest example.** A layer without parameters that lets the largest entry through: $y = \max_j x_j$. Backwards
# it routes, as the max gate did in lesson 06: the largest entry gets $dy$, all others get 0. By hand: $x = (2, 5, 1)$
# gives $y = 5$, and $dy = 3$ comes back as $(0, 3, 0)$.
#
# Here it is for images, as a layer that the engine can stack. Its input is a stack of $f$ grids of numbers, each called a
# *map*. For each map it says how strong the strongest place is, and no longer where it was. It is called *global max pooling*.

# %%
class Strongest(Layer):
    """(n, f, h, w) to (n, f): the largest entry of each map."""

    def forward(self, X, *, training=False):
        self.shape = X.shape
        flat = X.reshape(*X.shape[:2], -1)
        self.at = flat.argmax(axis=2)[:, :, None]
        return flat.max(axis=2)

    def backward(self, dY):
        dX = np.zeros((*self.shape[:2], self.shape[2] * self.shape[3]))
        np.put_along_axis(dX, self.at, dY[:, :, None], axis=2)
        return dX.reshape(self.shape)


strongest, X = Strongest(), np.array([[[[2.0, 5.0, 1.0]]]])
print("forwards:      ", strongest.forward(X)[0])
print("backwards:     ", strongest.backward(np.array([[3.0]])).ravel())
print("by differences:", by_differences(lambda v: 3.0 * strongest.forward(v)[0, 0], X).ravel())

# %% [markdown]
# **Think.** The layer forgets where the largest entry stood. For which question about a photo is that right, and for
# which is it wrong?
#
# <details><summary>Answer</summary>
#
# "Is there a cat in it?" does not care where. "Is the cat on the sofa or below it?" does. A layer that throws something
# away claims that it does not matter.
#
# </details>
#
# ## 10.2 Convolution: one pattern, every place
#
# **The question.** A dense unit has a weight for every pixel. Suppose that it has learnt to see a small cross in the
# upper left corner. Then it knows nothing of crosses elsewhere: other pixels, other weights. Can one set of weights look
# everywhere?
#
# Yes: take a few weights and **slide** them along.

# %%
x, w = np.array([1.0, 3.0, 2.0, 0.0, 4.0]), np.array([1.0, -1.0, 2.0])
y = np.array([x[i : i + 3] @ w for i in range(3)])
print("answers:", y)
figure = strips.draw(x, w, y, at=1)

# %% [markdown]
# **The statement.** Let $x$ be a signal of length $T$, shape (T,). A **filter** is a vector $w$ of shape (k,) with a bias
# $b$. The **stride** $s \ge 1$ says how far the filter moves from one place to the next. Then
#
# $$y_i = b + \sum_{u=0}^{k-1} w_u\, x_{is + u}, \qquad i = 0, \dots, S - 1, \qquad
# S = \Big\lfloor \frac{T - k}{s} \Big\rfloor + 1 .$$
#
# The brackets $\lfloor\;\rfloor$ round down. **Why this $S$?** The window at place $i$ holds the entries $is$ to
# $is + k - 1$. It fits if $is + k \le T$, that is $i \le (T - k)/s$. So $i$ runs from 0 to the largest whole number
# that is not above $(T - k)/s$. If the division leaves a remainder, the last entries are not seen by any window.
#
# **By hand.** $x = (1, 3, 2, 0, 4)$, $w = (1, -1, 2)$, $b = 0$, $s = 1$. So $S = 5 - 3 + 1 = 3$:
# $y_0 = 1 - 3 + 4 = 2$, $y_1 = 3 - 2 + 0 = 1$, $y_2 = 2 - 0 + 8 = 10$.
#
# *A word on the name.* Mathematicians turn the filter round before they slide it, and call that convolution. Networks do
# not turn it; strictly, this is *cross-correlation*. The weights are learnt, so it makes no difference which way they lie.
#
# **It is a linear layer.** Each $y_i$ is a weighted sum of the inputs. So there is a matrix $M$ of shape (S, T) with
# $y = M x$. Entry $M_{ij}$ is the weight between input $j$ and answer $i$. That is $w_{j - is}$ where
# $0 \le j - is < k$, and 0 elsewhere.

# %%
def as_matrix(w, T, stride=1):
    """The matrix (S, T) of a filter w (k,)."""
    S = (T - len(w)) // stride + 1
    M = np.zeros((S, T))
    for i in range(S):
        M[i, i * stride : i * stride + len(w)] = w
    return M


M = as_matrix(w, len(x))
print("M x:        ", M @ x)
print("by sliding: ", y)
figure = tables.draw({"stride 1": M, "stride 2": as_matrix(w, len(x), 2)}, xlabel="input", ylabel="answer")

# %% [markdown]
# Against a dense layer two things are fixed beforehand:
#
# - **Local**: most entries are 0. An answer sees $k$ inputs that stand together.
# - **Shared**: every row holds the same $k$ numbers, moved on by the stride.
#
# And it is a matrix product still, as almost all of training is. Graphics processors are good at just those.
# (Nobody stores $M$ with all its zeros. One way is to lay the windows side by side and multiply by $w$.)
#
# **What sharing gives.** Move the signal by one entry, and with stride 1 the answers move by one entry. For if
# $x'_j = x_{j-1}$, then $y'_i = b + \sum_u w_u x'_{i+u} = b + \sum_u w_u x_{i-1+u} = y_{i-1}$. This is called
# *equivariance*. What was learnt at one place is known wherever the window fits. (At the edge a new answer comes in.)

# %%
rng = np.random.default_rng(1)
signal = rng.standard_normal(9)
moved = np.concatenate([[0.0], signal[:-1]])
print("answers:           ", as_matrix(w, 9) @ signal)
print("of the moved signal:", as_matrix(w, 9) @ moved)

# %% [markdown]
# ### Exercise: `conv1d_forward(X, W, b, stride)`
#
# Slide several filters along several signals.
#
# - `X` (n, T) holds `n` signals, `W` (f, k) holds `f` filters, `b` (f,) their biases. `stride` is a whole number.
# - Return `Y` of shape (n, f, S): the answer of each filter at each place of each signal. No padding: only windows that
#   lie within the signal count, as in the formula above.
# - To try first: `X = [[1, 3, 2, 0, 4]]`, `W = [[1, -1, 2], [0, 1, 0]]`, `b = [0, 10]` gives `[[[2, 1, 10], [13, 12, 10]]]`
#   for stride 1, and `[[[2, 10], [13, 10]]]` for stride 2.

# %% nbgrader={"grade": false, "grade_id": "conv1d_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv1d_forward(X, W, b, stride):
    """The answers (n, f, S) of filters W (f, k) with biases b (f,) on signals X (n, T), no padding."""
    ### BEGIN SOLUTION
    k = W.shape[1]
    starts = range(0, X.shape[1] - k + 1, stride)
    answers = [X[:, i : i + k] @ W.T + b for i in starts]          # each (n, f)
    return np.stack(answers, axis=2)
    ### END SOLUTION

# %%
tiny = x[None], np.array([[1.0, -1.0, 2.0], [0.0, 1.0, 0.0]]), np.array([0.0, 10.0])
show(attempt(conv1d_forward, *tiny, 1), "[[[2 1 10] [13 12 10]]]")
show(attempt(conv1d_forward, *tiny, 2), "[[[2 10] [13 10]]]")

# %% nbgrader={"grade": true, "grade_id": "conv1d_forward", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("conv1d_forward", conv1d_forward)

# %% [markdown]
# **Images.** A grey image is (h, w). A colour image has three numbers a pixel, so it is a stack of $c = 3$ **channels**,
# (c, h, w). A filter then is a block of weights (c, p, q). It spans all channels and slides along rows and columns:
#
# $$y_{f, i, j} = b_f + \sum_{c, u, v} W_{f, c, u, v}\; x_{c,\, is + u,\, js + v} .$$
#
# With several filters the result is again a stack of maps, one for each filter. The next layer takes these maps as its
# channels.

# %%
rng = np.random.default_rng(2)
image, filters = rng.standard_normal((2, 5, 6)), rng.standard_normal((3, 2, 3, 3))
biases = rng.standard_normal(3)
maps = conv2d(filters, biases, image[None], stride=2)[0]
window = image[:, 2:5, 2:5]                                        # rows and columns 2, 3, 4: stride 2
one = np.sum(filters[1] * window) + biases[1]
print("shape of the maps:", maps.shape)
print(f"filter 1 at place (1, 1): the engine {maps[1, 1, 1]:.4g}, by the formula {one:.4g}")

# %% [markdown]
# **The lab.** Nine weights, four shapes. The picture on the right is the map of answers. Change the filter until only the
# plus stands out. (A filter may have negative weights.)

# %%
figure = filter_lab.show()

# %% [markdown]
# **What there is to learn.** One filter has $c \cdot p \cdot q$ weights and one bias, however large the image is.
# A dense layer has, for each output, a weight for every input and a bias.
#
# **By hand.** Grey images of 8 by 8, so $c = 1$, and 4 filters of 3 by 3 with stride 1. The convolution learns
# $4 \cdot (9 + 1) = 40$ numbers. Along each side there are $8 - 3 + 1 = 6$ places, so it gives $4 \cdot 36 = 144$
# outputs. A dense layer from 64 inputs to 144 outputs learns $144 \cdot (64 + 1) = 9360$ numbers.
#
# ### Exercise: `conv_parameters(c, h, w, f, k, stride)`
#
# Images of shape (c, h, w), and `f` filters of k rows and k columns, no padding. Return a tuple of three whole numbers:
#
# - `conv`: how many numbers the convolution learns, biases included;
# - `outputs`: how many numbers it gives for one image;
# - `dense`: how many numbers a dense layer with the same inputs and the same number of outputs learns, biases included.
# - To try first: `conv_parameters(1, 8, 8, 4, 3, 1)` is `(40, 144, 9360)`, and `conv_parameters(3, 7, 10, 2, 3, 2)` is
#   `(56, 24, 5064)`.

# %% nbgrader={"grade": false, "grade_id": "conv_parameters_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_parameters(c, h, w, f, k, stride):
    """(conv, outputs, dense): what a convolution learns and gives, and what a dense layer would learn."""
    ### BEGIN SOLUTION
    conv = f * (c * k * k + 1)
    outputs = f * ((h - k) // stride + 1) * ((w - k) // stride + 1)
    return conv, outputs, outputs * (c * h * w + 1)
    ### END SOLUTION

# %%
show(attempt(conv_parameters, 1, 8, 8, 4, 3, 1), "40, 144, 9360")
show(attempt(conv_parameters, 3, 7, 10, 2, 3, 2), "56, 24, 5064")

# %% nbgrader={"grade": true, "grade_id": "conv_parameters", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("conv_parameters", conv_parameters)

# %% [markdown]
# **Think.** A filter of length 3 shortens a signal by 2. After 20 layers nothing may be left of a short signal. How could
# a layer keep the length?
#
# <details><summary>Answer</summary>
#
# By *padding*: put a zero before and a zero after the signal, then slide. The engine's `conv2d` has `padding=1` for that.
# The price: at the edges the filter sees zeros that are no data.
#
# </details>
#
# ## 10.3 Convolution, backwards
#
# **The question.** One weight of a filter is used at every place. One entry of the signal is seen by several windows.
# What are their gradients?
#
# **The statement.** In both cases: **add up** what comes back from every use.
#
# **The derivation.** Let $dy$, of shape (S,), be the upstream gradient, $dy_i = \partial L/\partial y_i$.
#
# *The filter.* $w_u$ stands in every $y_i$, and there it multiplies $x_{is + u}$. So $\partial y_i/\partial w_u = x_{is+u}$.
# Each place is a path from $w_u$ to the loss, and paths add up:
#
# $$dw_u = \sum_{i=0}^{S-1} dy_i\; x_{is + u} .$$
#
# *The bias.* $\partial y_i/\partial b = 1$, so $db = \sum_i dy_i$.
#
# *The signal.* $x_j$ stands in $y_i$ if the window at $i$ reaches it, and there it has the weight $w_{j - is}$:
#
# $$dx_j = \sum_{i \,:\, 0 \le j - is < k} dy_i\; w_{j - is} .$$
#
# In words: **each place lays $dy_i\,w$ down where its window stood, and the columns are added up.** An entry that no
# window reached gets 0.
#
# **By hand.** $x = (1, 3, 2, 0, 4)$, $w = (1, -1, 2)$, stride 1, and $dy = (1, -2, 3)$.
# Then $dw_0 = 1 \cdot 1 + (-2) \cdot 3 + 3 \cdot 2 = 1$. The picture has $dx$.

# %%
dy = np.array([1.0, -2.0, 3.0])
figure = strips.draw_back(w, dy, length=5)

# %% [markdown]
# As a check, use the matrix $M$ of section 10.2. Lesson 07 says $dx = M^\top dy$ and $dM = dy\,x^\top$. Each $w_u$ stands
# in $M$ once in every row. So $dw_u$ is the sum of those entries of $dM$, and they lie on a diagonal.

# %%
dM = np.outer(dy, x)
print("dx through the matrix:", M.T @ dy)
print("   by differences:    ", by_differences(lambda v: dy @ (M @ v), x))
print("dw through the matrix:", np.array([np.trace(dM, offset=u) for u in range(3)]))
print("   by differences:    ", by_differences(lambda v: dy @ (as_matrix(v, 5) @ x), w))

# %% [markdown]
# ### Exercise: `conv1d_backward(w, X, dY, stride)`
#
# One filter on a batch of signals: $Y_{r, i} = \sum_u w_u X_{r,\, is+u}$, without bias. Return the gradients `(dw, dX)`.
#
# - `w` is (k,), `X` is (n, T), `dY` is (n, S), `stride` is a whole number. It may be smaller than `k`, so that windows
#   overlap. It may be larger, so that entries between windows are not seen.
# - `dw` has the shape of `w`, `dX` that of `X`. Any mean over the signals is already inside `dY`.
# - To try first: `w = [1, -1, 2]`, `X = [[1, 3, 2, 0, 4]]`, `dY = [[1, -2, 3]]`, `stride = 1` gives `dw = [1, -1, 14]`,
#   `dX = [[1, -3, 7, -7, 6]]`. With `w = [1, 2]`, `X = [[1, 2, 3, 4, 5]]`, `dY = [[1, 10]]`, `stride = 2` it is
#   `dw = [31, 42]`, `dX = [[1, 2, 10, 20, 0]]`.

# %% nbgrader={"grade": false, "grade_id": "conv1d_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv1d_backward(w, X, dY, stride):
    """(dw, dX) of one filter w (k,) slid along the signals X (n, T), from dY (n, S)."""
    ### BEGIN SOLUTION
    k = len(w)
    dw, dX = np.zeros(k), np.zeros(X.shape)
    for i in range(dY.shape[1]):
        begin = i * stride
        dw += dY[:, i] @ X[:, begin : begin + k]
        dX[:, begin : begin + k] += np.outer(dY[:, i], w)
    return dw, dX
    ### END SOLUTION

# %%
show(attempt(conv1d_backward, w, x[None], dy[None], 1), "[1 -1 14], [[1 -3 7 -7 6]]")
two = np.array([1.0, 2.0]), np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), np.array([[1.0, 10.0]])
show(attempt(conv1d_backward, *two, 2), "[31 42], [[1 2 10 20 0]]")

# %% nbgrader={"grade": true, "grade_id": "conv1d_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("conv1d_backward", conv1d_backward)

# %% [markdown]
# Images go the same way, with two places in place of one. The engine's gradients, against differences:

# %%
dmaps = rng.standard_normal((1, *maps.shape))
dW_image, db_image, dX_image = conv2d_backward(filters, biases, image[None], dmaps, stride=2)
loss = lambda F=filters, c=biases, I=image: np.sum(dmaps * conv2d(F, c, I[None], stride=2))
print("dW, one row:    ", dW_image[1, 0, 2])
print("by differences: ", by_differences(lambda v: loss(F=v), filters)[1, 0, 2])
print("db:             ", db_image)
print("by differences: ", by_differences(lambda v: loss(c=v), biases))
print("dX, one row:    ", dX_image[0, 1, 2, :4])
print("by differences: ", by_differences(lambda v: loss(I=v), image)[1, 2, :4])

# %% [markdown]
# ### A pattern in another place
#
# Now the task from the beginning. An image has 8 by 8 pixels of noise, and in it a plus or a cross of 3 by 3. Which of
# the two is it? In **training** the pattern stands on the left: its left edge is in column 0, 1 or 2. In the test it
# stands on the left too (other images), or on the **right**: its left edge is in column 3, 4 or 5.
#
# Two nets learn from the same 200 images. The first has four filters of 3 by 3, ReLU, the layer `Strongest` of section
# 10.1, and a dense layer on the four numbers that are left. The second is dense, with 16 hidden units. Ten seeds each.

# %%
PLUS, CROSS = [[0, 1, 0], [1, 1, 1], [0, 1, 0]], [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
SHAPES = np.array([PLUS, CROSS])


def images(rng, n, columns):
    """n images (n, 1, 8, 8), the pattern's left edge in one of ``columns``, and which pattern it is."""
    X, y = 0.3 * rng.standard_normal((n, 1, 8, 8)), rng.integers(0, 2, n)
    for i in range(n):
        row, column = rng.integers(0, 6), rng.choice(columns)
        X[i, 0, row : row + 3, column : column + 3] += SHAPES[y[i]]
    return X, y


def conv_net(rng):
    filters = he_normal(rng, 4, 9).reshape(4, 1, 3, 3)
    return Network([Convolution(filters), Activation("relu"), Strongest(), Dense(he_normal(rng, 2, 4))])


def dense_net(rng):
    first, last = he_normal(rng, 16, 64), he_normal(rng, 2, 16)
    return Network([Flatten(), Dense(first), Activation("relu"), Dense(last)])


on_the_left, on_the_right = [0, 1, 2], [3, 4, 5]                       # columns of the left edge
rng = np.random.default_rng(47)                                    # in these the noise hides no pixel
one_left, one_right = images(rng, 6, on_the_left), images(rng, 6, on_the_right)
names = np.array(["plus", "cross"])
shown = {f"{names[y]}, left": X[0] for X, y in zip(*one_left)}
shown |= {f"{names[y]}, right": X[0] for X, y in zip(*one_right)}
figure = pictures.draw(shown)

# %%
right, learnt = {}, {"convolution": [], "dense": []}
for name, make in (("convolution", conv_net), ("dense", dense_net)):
    found = {"left, as trained": [], "right, never seen": []}
    for seed in range(10):
        rng = np.random.default_rng(seed)
        train_set, left_test = images(rng, 200, on_the_left), images(rng, 500, on_the_left)
        right_test = images(rng, 500, on_the_right)
        net = make(rng)
        fit(net, *train_set, optimiser=Adam(0.02), epochs=30, rng=rng)
        found["left, as trained"].append(net.accuracy(*left_test))
        found["right, never seen"].append(net.accuracy(*right_test))
        learnt[name].append(net)
    label = f"{name}: {weights_of(net):,} weights"
    right[label] = found
    print(label + ";", ", ".join(f"{task} {np.mean(values):.0%}" for task, values in found.items()))
by_column = [images(np.random.default_rng(100), 500, [column]) for column in range(6)]
shares = [np.mean([net.accuracy(*drawn) for net in learnt["convolution"]]) for drawn in by_column]
print("convolution, by column of the left edge:", ", ".join(f"{share:.0%}" for share in shares))
figure = runs.draw(right, chance=0.5)

# %% [markdown]
# The dense net has twenty times as many weights and does worse on the side that it knows. On the other side it guesses. To
# the filters all columns are one, but for the last. Why that? Here are the four filters of the last run, as they came
# out of training. Above them stands what each answers to a clean plus and a clean cross, at its best place.

# %%
last_run, sees = learnt["convolution"][-1].params, {}
F = last_run["W1"]
for name, shape in zip(names, SHAPES):
    clean = np.zeros((1, 1, 8, 8))
    clean[0, 0, 2:5, 2:5] = shape
    answered = conv2d(F, last_run["b1"], clean)[0]
    best = answered.max(axis=(1, 2))
    print(f"{name:5}: " + ", ".join(f"filter {i} {answer:.2f}" for i, answer in enumerate(best)))
    row, column = np.unravel_index(answered[0].argmax(), answered[0].shape)
    sees[name] = clean[0, 0, row : row + 3, column : column + 3]
print("what filter 0 sees at its best place, the plus left, the cross right:")
print("\n".join(f"{plus}  {cross}" for plus, cross in zip(sees["plus"], sees["cross"])))
filters_shown = {f"filter {i}": F[i, 0] for i in range(4)}
figure = pictures.draw(filters_shown, signed=True, note="blue: positive, red: negative")

# %% [markdown]
# In this run one filter does all the work: filter 0 answers three times as much to the cross as to the plus. It does not look
# like a cross, and need not. Its best place is one column to the right of the cross: there its three large weights lie on two
# corners and the centre. On the plus these three lie on three arms. But then the centre and the fourth arm lie on the
# weights −1.1 and −0.8.
#
# A cross in the last column has no place to its right: the window would stick out. So this filter misses it, and some of
# the other runs have learnt such filters too.
#
# **Think.** Would the convolution still win if the pixels of all images were shuffled, each image in the same way?
#
# <details><summary>Answer</summary>
#
# No. After that, neighbours in the image are no neighbours in the pattern, and no small window holds it. The dense net
# would not notice: it never knew which pixels are neighbours. A layer's assumption helps where it is true.
#
# </details>
#
# ## 10.4 What one output can see
#
# **The question.** A filter sees 3 entries. Stack several layers. How many *inputs* does one output of the last layer
# depend on? This number is its **receptive field**.

# %%
figure = field.draw((3, 2, 3), (1, 2, 1))

# %% [markdown]
# **The derivation.** Go up layer by layer and keep two numbers, both counted in inputs: the size $R$ of what one entry
# sees, and the step $J$ between the starts of what two *neighbours* see. For an input itself, $R = 1$ and $J = 1$.
#
# - A filter of length $k$ takes in $k$ neighbours of the layer below. The first sees $R$ inputs. Each further one begins
#   $J$ inputs later, so it adds $J$ new ones if $J \le R$, that is if there is no gap. There is none as long as no stride
#   is longer than its filter.
# - With stride $s$ the filter moves $s$ entries of the layer below at a time. So neighbours in the new layer begin $s$
#   times as far apart as before.
#
# **By hand.** The picture: filters of length 3, 2, 3 with strides 1, 2, 1.
#
# | | size $R$ | step $J$ |
# |---|---|---|
# | inputs | 1 | 1 |
# | layer 1, $k = 3$, $s = 1$ | $1 + 2 \cdot 1 = 3$ | 1 |
# | layer 2, $k = 2$, $s = 2$ | $3 + 1 \cdot 1 = 4$ | 2 |
# | layer 3, $k = 3$, $s = 1$ | $4 + 2 \cdot 2 = 8$ | 2 |
#
# ### Exercise: `receptive_field(kernels, strides)`
#
# Predict first, measure afterwards: how many inputs does one output of the last layer depend on?
#
# - `kernels` and `strides` are arrays of whole numbers, (L,), for layers 1 to L, from the inputs upwards. No stride is
#   longer than its filter. Return one whole number.
# - The check measures: it nudges every input of a long signal and counts those that move the output.
# - To try first: `[3, 2, 3]` with `[1, 2, 1]` gives 8. `[3, 3]` with `[2, 2]` gives 7.

# %% nbgrader={"grade": false, "grade_id": "receptive_field_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def receptive_field(kernels, strides):
    """How many inputs one output of a stack of 1-D convolutions depends on. kernels, strides (L,)."""
    ### BEGIN SOLUTION
    size, step = 1, 1
    for k, s in zip(kernels, strides):
        size += (int(k) - 1) * step
        step *= int(s)
    return size
    ### END SOLUTION

# %%
show(attempt(receptive_field, np.array([3, 2, 3]), np.array([1, 2, 1])), "8")
show(attempt(receptive_field, np.array([3, 3]), np.array([2, 2])), "7")

# %% nbgrader={"grade": true, "grade_id": "receptive_field", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("receptive_field", receptive_field)

# %%
# Measured: nudge every input of a long signal, and count those that move the first output of the last layer.
def seen(kernels, strides, T=300):
    """How many of T inputs the first output depends on: all weights 1, so nothing cancels."""
    rows = np.eye(T)                                     # one signal for each input that is nudged
    for k, s in zip(kernels, strides):
        rows = np.lib.stride_tricks.sliding_window_view(rows, k, axis=1)[:, ::s].sum(axis=2)
    return int(np.sum(rows[:, 0] > 0))


stacks = {"ten layers, stride 1": ([3] * 10, [1] * 10), "six layers, stride 2": ([3] * 6, [2] * 6)}
yours = 0
for name, stack in stacks.items():
    yours = None if yours is None else attempt(receptive_field, *map(np.array, stack))
    print(f"{name}: measured {seen(*stack)}" + ("" if yours is None else f", you predicted {yours}"))

# %% [markdown]
# With stride 1 the field grows by a fixed amount a layer. With stride 2 it about doubles: here, from $R$ to $2R + 1$.
#
# **Think.** Two layers of length 3 see as much as one layer of length 5. With $c$ channels in and out everywhere, which
# has fewer weights? What else do two layers have that one has not?
#
# <details><summary>Answer</summary>
#
# $2 \cdot 3c^2 = 6c^2$ against $5c^2$, so here the single one. For images the two have $2 \cdot 9 c^2 = 18 c^2$ against
# $25 c^2$: there, the two. And between two layers stands a nonlinearity.
#
# </details>
#
# ## 10.5 Recurrence: one step, again and again
#
# **The question.** A sentence has no fixed length. A dense layer does: it has a weight for each position, and position
# 21 has none if it was built for 20. How can a net read on and on?
#
# **The statement.** Keep a **state** $h$, a vector of $m$ numbers. At each step, mix it with the new input, always with
# the same weights:
#
# $$\underbrace{h_t}_{(m,)} = \tanh\big(\underbrace{U}_{(m,\,m)} h_{t-1} + \underbrace{V}_{(m,\,d)} x_t + \underbrace{b}_{(m,)}\big),
# \qquad t = 1, \dots, T, \qquad h_0 = 0 .$$
#
# The state is all that the net remembers. An output, where one is wanted, is read from the state by a dense layer.
#
# **By hand.** One unit, one input, and no tanh for now: $h_t = w h_{t-1} + v x_t$ with $w = 0.5$ and $v = 1$. The inputs
# are $1, 0, 0$. So $h_1 = 1$, $h_2 = 0.5$, $h_3 = 0.25$: the first input is there still, and fades. With tanh:

# %%
states = [0.0]
for x_t in (1.0, 0.0, 0.0):
    states.append(float(np.tanh(0.5 * states[-1] + 1.0 * x_t)))
print("by the loop:  ", np.array(states[1:]))
one_sequence = np.array([1.0, 0.0, 0.0]).reshape(1, 3, 1)
engine = recurrent(np.array([[1.0]]), np.array([[0.5]]), np.zeros(1), one_sequence, np.zeros((1, 1)))
print("by the engine:", engine.ravel())
figure = unrolled.draw([1, 0, 0], states)

# %% [markdown]
# The picture is called the **unrolled** net: a deep net with a layer for each step, and all layers share $U$, $V$ and $b$.
#
# ### Longer than anything seen in training
#
# The task is **parity**: read bits, and say after each whether the number of ones so far is odd. One bit of memory is
# enough, but each new bit may turn the answer round. So nothing can be left out.
#
# The recurrent net has 16 units. It trains on random sequences of length 12, with the answer after every bit, and is then
# tested on lengths 12, 20 and 100. The dense net has 96 hidden units, reads all 12 bits at once and gives the same 12
# answers. Longer sequences it cannot even take. A third net is recurrent again, but is told the last answer alone. All
# see 32,000 sequences, and there are eight seeds. What counts is the last answer.

# %%
class EachStep(Layer):
    """(n, T, m) to (n T, m): a row for every step, so that one dense layer reads them all."""

    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, X, *, training=False):
        self.shape = X.shape
        return X.reshape(-1, self.m)

    def backward(self, dY):
        return dY.reshape(self.shape)


class Last(Layer):
    """(n, T, m) to (n, m): the last step alone."""

    def forward(self, X, *, training=False):
        self.shape = X.shape
        return X[:, -1]

    def backward(self, dY):
        dX = np.zeros(self.shape)
        dX[:, -1] = dY
        return dX


def parity(rng, n, T):
    """n sequences of T bits (n, T, 1), and after each step whether the number of ones is odd."""
    X = rng.integers(0, 2, (n, T, 1)).astype(float)
    return X, X.cumsum(axis=1) % 2


def train(net, batch, rate):
    """1,000 steps of Adam, each on a fresh batch of 32, with gradients of length 1 at most (section 4.9)."""
    optimiser = Adam(rate)
    for _ in range(1000):
        X, y = batch()
        net.backward(net.forward(X), y)
        length = np.sqrt(sum(np.sum(g**2) for g in net.grads.values()))
        optimiser.step(net.params, {name: g / max(1.0, length) for name, g in net.grads.items()})


def recurrent_net(rng, every=True, m=16):
    """Trained on parity; U starts orthogonal, so that of itself it makes the state neither longer nor shorter."""
    U = np.linalg.qr(rng.standard_normal((m, m)))[0]
    V, C = rng.standard_normal((m, 1)), rng.standard_normal((1, m)) / np.sqrt(m)
    net = Network([Recurrent(V, U), EachStep(m) if every else Last(), Dense(C)], loss="binary_cross_entropy")
    net.params["b1"][...] = 0.5 * rng.standard_normal(m)

    def batch():
        X, y = parity(rng, 32, 12)
        return X, (y if every else y[:, -1:]).reshape(-1, 1)       # an answer for every step, or the last

    train(net, batch, rate=0.02)
    return net


def dense_parity_net(rng, m=96):
    layers = Dense(he_normal(rng, m, 12)), Activation("relu"), Dense(he_normal(rng, 12, m)), EachStep(1)
    net = Network(layers, loss="binary_cross_entropy")

    def batch():
        X, y = parity(rng, 32, 12)
        return X[:, :, 0] - 0.5, y.reshape(-1, 1)                  # all bits at once, and every answer

    train(net, batch, rate=0.01)
    return net


lengths = {12: [], 20: [], 100: []}
dense_12, told_once = [], []
for seed in range(8):
    rng = np.random.default_rng(seed)
    net = recurrent_net(rng)
    for T, shares in lengths.items():
        X, y = parity(rng, 500, T)
        last = net.forward(X).reshape(500, T)[:, -1] > 0
        shares.append(np.mean(last == y[:, -1, 0]))
    dense = dense_parity_net(rng)
    X, y = parity(rng, 500, 12)
    dense_12.append(np.mean((dense.forward(X[:, :, 0] - 0.5) > 0).reshape(500, 12) == y[:, :, 0], axis=0))
    told_once.append(np.mean((recurrent_net(rng, every=False).forward(X) > 0) == y[:, -1]))
good = ", ".join(f"{sum(s > 0.95 for s in shares)} at length {T}" for T, shares in lengths.items())
print(f"recurrent, {weights_of(net)} weights: of 8 runs, more than 95% right: {good}")
last_dense = [shares[-1] for shares in dense_12]
good = [sum(s > 0.95 for s in shares) for shares in (last_dense, told_once)]
print(f"dense,     {weights_of(dense)} weights: {good[0]} at length 12; "
      f"right after bits 1 to 12: {np.mean(dense_12, axis=0).round(2)}")
print(f"recurrent, told the last answer alone: {good[1]} at length 12")
nothing = {"length 20": [np.nan] * 8, "length 100": [np.nan] * 8}
figure = runs.draw({
    "recurrent": {f"length {T}": shares for T, shares in lengths.items()},
    "dense": {"length 12": last_dense, **nothing},
    "recurrent,\nlast answer alone": {"length 12": told_once, **nothing}}, chance=0.5)

# %% [markdown]
# The recurrent net learns the *step*, and a step works at any length. In some runs a few sequences of length 100 go wrong: the
# state is not quite where it should be after each step, and small errors add up.
#
# The dense net learns the answers after the first six bits or so, and then guesses. It is not too small. With $s$ for the
# number of ones, twelve ReLU units are enough for the last answer: going up by 1 and down by 1 in turn gives
# $\operatorname{relu}(s) - 2\operatorname{relu}(s - 1) + 2\operatorname{relu}(s - 2) - \dots - 2\operatorname{relu}(s - 11)$.
# For all twelve that makes $1 + 2 + \dots + 12 = 78$ units. But these weights have to be found. Nothing tells the dense net
# that every position plays the same part. The recurrent net has no choice: its weights are the same at every step.
#
# Shared weights are not all: told the last answer alone, the recurrent net guesses too.

# %%
s, sharing = np.arange(13), np.array([1.0] + [-2.0, 2.0] * 5 + [-2.0])
print("number of ones:  ", s)
print("twelve ReLU units:", np.maximum(0, s[:, None] - np.arange(12)) @ sharing)

# %% [markdown]
#
# **Think.** Why did the net get the answer after *every* step in training, and not only at the end?
#
# <details><summary>Answer</summary>
#
# With the last answer alone the gradient must travel back through twelve steps before it says anything about the first
# bits. The next section shows how much of it arrives. And the first few bits are an easy task from which to begin.
#
# </details>
#
# ## 10.6 Back through time
#
# **The question.** The same $U$ is used at every step. What is its gradient? And how much of the gradient reaches the
# early steps?
#
# **The statement.** *Backpropagation through time* is backpropagation on the unrolled net. Let $z_t = U h_{t-1} + V x_t$
# be what goes into tanh (no bias here), and let the loss look at $h_T$ alone. Start from $dh_T = \partial L/\partial h_T$, shape
# (m,). Then for $t = T, \dots, 1$
#
# $$dz_t = dh_t \odot (1 - h_t^2), \qquad dh_{t-1} = U^\top dz_t ,$$
#
# and the weights collect from all steps:
#
# $$dU = \sum_{t=1}^T dz_t\, h_{t-1}^\top, \qquad dV = \sum_{t=1}^T dz_t\, x_t^\top .$$
#
# **The derivation.** Step $t$ is a layer of lesson 07: a linear map, then tanh. The slope of tanh is $1 - \tanh^2$, so
# $dz_t = dh_t \odot (1 - h_t^2)$, entry by entry. The linear map hands back $U^\top dz_t$ to its input $h_{t-1}$. On the
# way it says what *this use* of $U$ is worth: $dz_t\, h_{t-1}^\top$, of shape (m, m). $U$ is used $T$ times, so there are
# $T$ paths from it to the loss, and paths add up. The same goes for $V$ with $x_t$ in the place of $h_{t-1}$.
#
# **By hand.** One unit without tanh: $h_t = w h_{t-1} + v x_t$, $w = 0.5$, $v = 1$, inputs $1, 2$, and $L = h_2$.
# Forwards $h_1 = 1$, $h_2 = 0.5 + 2 = 2.5$. Backwards $dh_2 = 1$ and $dh_1 = w \cdot 1 = 0.5$. So
# $dw = dh_2 \cdot h_1 + dh_1 \cdot h_0 = 1 + 0 = 1$ and $dv = dh_2 \cdot x_2 + dh_1 \cdot x_1 = 2 + 0.5 = 2.5$. Indeed
# $h_2 = w v x_1 + v x_2$, with the slopes $v x_1 = 1$ and $w x_1 + x_2 = 2.5$.

# %%
def two_steps(weights):
    """h_2 of the example, from (w, v)."""
    w, v = weights
    return w * (v * 1.0) + v * 2.0


print("by hand:       ", np.array([1.0, 2.5]))
print("by differences:", by_differences(two_steps, [0.5, 1.0]))
figure = unrolled.draw([1, 2], [0, 1, 2.5], [0.25, 0.5, 1.0], weights="w = 0.5", read="v = 1")

# %% [markdown]
# With tanh, three units, five steps, and an upstream gradient at every state, as the engine does it:

# %%
rng = np.random.default_rng(6)
V, U, b = rng.standard_normal((3, 2)), 0.8 * rng.standard_normal((3, 3)), rng.standard_normal(3)
X, h0, dH = rng.standard_normal((1, 5, 2)), np.zeros((1, 3)), rng.standard_normal((1, 5, 3))
dV, dU, *_ = recurrent_backward(V, U, b, X, h0, recurrent(V, U, b, X, h0), dH)
read_out = lambda U=U, V=V: np.sum(dH * recurrent(V, U, b, X, h0))
print("dU, one row:   ", dU[1])
print("by differences:", by_differences(lambda v: read_out(U=v), U)[1])
print("dV, one row:   ", dV[1])
print("by differences:", by_differences(lambda v: read_out(V=v), V)[1])

# %% [markdown]
# **How much arrives.** By the chain rule the last state moves with the first one as
#
# $$\frac{\partial h_T}{\partial h_0} = D_T U\, D_{T-1} U \cdots D_1 U, \qquad
# D_t = \operatorname{diag}(1 - h_t^2) .$$
#
# For one unit without tanh this is $w^T$: $0.9^{60} = 0.0018$ and $1.1^{60} = 304$. In general,
# let $\sigma$ be the largest factor by which $U$ stretches a vector (its largest singular value; $U^\top$ has the same). The
# slopes of tanh are at most 1. So each step back makes a gradient at most $\sigma$ times as long, and
#
# $$\lVert dh_0 \rVert \le \sigma^T\, \lVert dh_T \rVert .$$
#
# If $\sigma < 1$ the gradient **vanishes**, exponentially fast. If $\sigma > 1$ it may **explode**. (May: the slopes of tanh pull the
# other way.) Measured on 16 units, 20 seeds, with $U$ orthogonal times a gain $g$, so that $\sigma = g$:

# %%
def back_through(gain, linear, T=60, m=16, seeds=20):
    """The length of the gradient at h_T, h_{T−1}, …, h_0, from length 1 on; the mean over the seeds."""
    lengths = np.zeros((seeds, T + 1))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        U = gain * np.linalg.qr(rng.standard_normal((m, m)))[0]
        h, slopes = np.zeros(m), []
        for _ in range(T):
            z = U @ h + 0.5 * rng.standard_normal(m)
            h = z if linear else np.tanh(z)
            slopes.append(np.ones(m) if linear else 1 - h**2)
        dh = rng.standard_normal(m)
        dh /= np.linalg.norm(dh)
        lengths[seed, 0] = 1.0
        for s, slope in enumerate(reversed(slopes), start=1):
            dh = U.T @ (dh * slope)
            lengths[seed, s] = np.linalg.norm(dh)
    return lengths.mean(axis=0)


measured = {f"g = {g}, {'linear' if linear else 'tanh'}": back_through(g, linear)
            for g, linear in ((0.9, True), (1.1, True), (0.9, False), (1.1, False))}
for name, lengths in measured.items():
    print(f"{name}: after 60 steps the gradient has the length {lengths[-1]:.2g}")
print(f"predicted without tanh: {0.9**60:.2g} and {1.1**60:.2g}")
bounds = {str(g): float(g) ** np.arange(61) for g in (0.9, 1.1)}
figure = fading.draw(measured, bounds, xlabel="steps back", ylabel="length of the gradient")

# %% [markdown]
# With tanh it fades in every case here: even with $g = 1.1$ the slopes win. What the early inputs did to the loss can hardly
# be learnt.

# %%
figure = time_lab.show()

# %% [markdown]
# What helps? Against explosion, clipping (section 4.9). Against vanishing, a state that is *carried over* and only
# changed a little, $h_t = h_{t-1} + \dots$: that is the idea of the LSTM (Hochreiter and Schmidhuber, 1997), and section 10.7
# has the same idea for depth.
#
# ### Exercise: `rnn_backward(U, V, c, X, y)`
#
# One sequence, read into a state whose last value alone is used:
#
# $$h_0 = 0, \qquad h_t = \tanh(U h_{t-1} + V x_t), \qquad o = c^\top h_T, \qquad L = \tfrac12 (o - y)^2 .$$
#
# Return the gradients `(dU, dV, dc)` of $L$.
#
# - `U` is (m, m), `V` is (m, d), `c` is (m,). `X` is (T, d), one row a step, `T` at least 1. `y` is one number.
# - Your function gets the weights and the inputs only, so it first has to run forwards.
# - To try first: `U = [[0.5]]`, `V = [[1]]`, `c = [2]`, `X = [[1], [0]]`, `y = 0` has the states 0.7616 and 0.3634 and the
#   output 0.7268. It gives `dU = [[0.9609]]`, `dV = [[0.2649]]`, `dc = [0.2641]`.

# %% nbgrader={"grade": false, "grade_id": "rnn_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rnn_backward(U, V, c, X, y):
    """(dU, dV, dc) of ½ (c·h_T − y)², the state h read from the rows of X (T, d), h_0 = 0."""
    ### BEGIN SOLUTION
    states = [np.zeros(len(U))]
    for x in X:
        states.append(np.tanh(U @ states[-1] + V @ x))
    error = c @ states[-1] - y
    dU, dV, dh = np.zeros_like(U), np.zeros_like(V), error * c
    for t in range(len(X), 0, -1):
        dz = dh * (1 - states[t] ** 2)
        dU += np.outer(dz, states[t - 1])
        dV += np.outer(dz, X[t - 1])
        dh = U.T @ dz
    return dU, dV, error * states[-1]
    ### END SOLUTION

# %%
small = np.array([[0.5]]), np.array([[1.0]]), np.array([2.0]), np.array([[1.0], [0.0]]), 0.0
show(attempt(rnn_backward, *small), "[[0.9609]], [[0.2649]], [0.2641]")

# %% nbgrader={"grade": true, "grade_id": "rnn_backward", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("rnn_backward", rnn_backward)

# %% [markdown]
# **Think.** To save memory, someone cuts a sequence of 1,000 steps into pieces of 50 and goes back through one piece at a
# time, but hands the state on. What can this net still learn, and what not?
#
# <details><summary>Answer</summary>
#
# It can *use* what happened long ago, since the state is handed on. But no gradient crosses a cut. So nothing teaches it to
# keep what matters only after more than 50 steps. It may do so all the same, if what it learnt within the pieces goes on
# working, as in section 10.5. This is truncated backpropagation through time.
#
# </details>
#
# ## 10.7 Residual: a way round
#
# **The question.** A product of many Jacobians fades or explodes, through time and through depth alike. Can a layer be
# built so that the gradient has a way past it?
#
# **The statement.** A **residual block** adds its input to what its layers make of it:
#
# $$y = x + F(x) .$$
#
# $F$ is any stack of layers that keeps the shape. The wire that carries $x$ past $F$ is the **skip connection**. $F$ no
# longer has to build the output. It only has to say *by how much it should differ from the input*: the residual.

# %%
figure = block.draw(2.0, 0.5)

# %% [markdown]
# **The derivation.** $x$ reaches $y$ by two paths. Along the skip connection $\partial y/\partial x$ is the identity $I$. Along
# $F$ it is the Jacobian $J_F$. Paths add up, so $\partial y/\partial x = I + J_F$, and
#
# $$dx = (I + J_F)^\top dy = dy + \underbrace{J_F^\top dy}_{\text{back through } F} .$$
#
# One copy of the gradient arrives at $x$ **undamped**, whatever $F$ does, and what comes back through $F$ is added to it.
# The gradients of the parameters inside $F$ are those of an ordinary net with $dy$ at its output.
#
# **By hand.** $F(x) = x^2/8$ at $x = 2$: $F = 0.5$, $y = 2.5$, and the slope of $F$ is $x/4 = 0.5$. With $dy = 3$:
# $dx = 3 + 0.5 \cdot 3 = 4.5$.

# %%
two_ways = np.array([3 + 0.5 * 3])
print("by the two ways:", two_ways)
print("by differences: ", by_differences(lambda v: 3 * (v[0] + v[0] ** 2 / 8), [2.0]))
figure = block.draw(2.0, 0.5, 3.0, slope=0.5)

# %% [markdown]
# **Many blocks.** Without skips the slopes of three layers are multiplied: $abc$. With them it is
#
# $$(1 + a)(1 + b)(1 + c) = 1 + a + b + c + ab + ac + bc + abc ,$$
#
# one term for each choice of a way through or round each block. With $D$ blocks there are $2^D$ such paths. One of them goes
# round all blocks: its term is 1, and it never fades. (The others can cancel it, if they are as large. With small weights
# they are not.)
#
# ### Exercise: `residual_backward(W1, W2, X, dY)`
#
# A batch through a block whose $F$ has two layers, without biases:
#
# $$Y = X + \tanh(X W_1^\top)\, W_2^\top .$$
#
# Return the gradients `(dW1, dW2, dX)`.
#
# - `W1` is (h, d), `W2` is (d, h), `X` and `dY` are (n, d). Examples are rows. Any mean over them is inside `dY`.
# - To try first: `W1 = [[1]]`, `W2 = [[2]]`, `X = [[0]]`, `dY = [[1]]` gives `dW1 = [[0]]`, `dW2 = [[0]]`, `dX = [[3]]`. With
#   `X = [[1]]` it is `[[0.8399]]`, `[[0.7616]]`, `[[1.84]]`.

# %% nbgrader={"grade": false, "grade_id": "residual_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def residual_backward(W1, W2, X, dY):
    """(dW1, dW2, dX) of Y = X + tanh(X W1ᵀ) W2ᵀ. W1 (h, d), W2 (d, h), X and dY (n, d)."""
    ### BEGIN SOLUTION
    A = np.tanh(X @ W1.T)
    dZ = (dY @ W2) * (1 - A**2)
    return dZ.T @ X, dY.T @ A, dY + dZ @ W1
    ### END SOLUTION

# %%
ones = np.array([[1.0]]), np.array([[2.0]])
one_dY = np.array([[1.0]])
show(attempt(residual_backward, *ones, np.array([[0.0]]), one_dY), "[[0]], [[0]], [[3]]")
show(attempt(residual_backward, *ones, np.array([[1.0]]), one_dY), "[[0.8399]], [[0.7616]], [[1.84]]")

# %% nbgrader={"grade": true, "grade_id": "residual_backward", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("residual_backward", residual_backward)

# %% [markdown]
# **The lab.** Up to 60 tanh layers, 8 seeds. Weights of **gain** $g$ are normal with the standard deviation $g/\sqrt m$, for
# layers of $m$ units. Then $W x$ is on average $g$ times as long as $x$. For which gains does the gradient survive 60 plain
# layers? For which does it survive 60 residual ones? What goes wrong with a residual net of gain 1?

# %%
figure = depth_lab.show()

# %% [markdown]
# <details><summary>Answer</summary>
#
# Plain: 1.4 and 1.5 alone, of all gains in steps of 0.1. Residual: 0.1 and 0.2. At gain 1 the residual gradient does not
# fade but grows, more than 30 times over 60 layers: what comes back through each $F$ is added to it.
#
# </details>
#
# ### What it does for training
#
# The disc and the ring of lesson 07 again, with nets of width 8 and more and more tanh layers, plain or each with a skip. At
# each depth the two have the same number of weights. Each trains for 10 epochs, from four seeds. The residual layers start
# with gain 0.5, the plain ones with gain 1; the last lines try
# other gains for 40 plain layers, and a fifth of the rate.

# %%
def disc_and_ring(rng, n):
    labels = rng.integers(0, 2, n)
    radius = np.where(labels == 1, rng.uniform(0, 1, n), rng.uniform(1.5, 2.5, n))
    angle = rng.uniform(0, 2 * np.pi, n)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


def deep_net(rng, depth, skip, gain, m=8):
    inner = []
    for _ in range(depth):
        layers = Dense(gain / np.sqrt(m) * rng.standard_normal((m, m))), Activation("tanh")
        inner += [Residual(*layers)] if skip else layers
    first, last = rng.standard_normal((m, 2)), rng.standard_normal((2, m)) / np.sqrt(m)
    return Network([Dense(first), *inner, Dense(last)])


def trained_shares(depth, skip, gain, rate=0.005):
    """The share that is right in the test, for each of four seeds."""
    shares = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        train_set, test_set = disc_and_ring(rng, 200), disc_and_ring(rng, 500)
        net = deep_net(rng, depth, skip, gain)
        fit(net, *train_set, optimiser=Adam(rate), epochs=10, rng=rng)
        shares.append(net.accuracy(*test_set))
    return shares


after = {"residual": {}, "plain": {}}
for depth in (5, 20, 40):
    after["residual"][f"{depth} layers"] = trained_shares(depth, skip=True, gain=0.5)
    after["plain"][f"{depth} layers"] = trained_shares(depth, skip=False, gain=1.0)
for name, found in after.items():
    print(f"{name:8}:", ", ".join(f"{depth} {np.mean(shares):.0%}" for depth, shares in found.items()))
for gain in (0.5, 1.5, 2.0):
    print(f"plain, 40 layers of gain {gain}: {np.mean(trained_shares(40, skip=False, gain=gain)):.0%}")
for skip, gain, name in ((True, 0.5, "residual"), (False, 1.0, "plain"), (False, 1.5, "plain")):
    print(f"{name}, 40 layers of gain {gain}, a fifth of the rate: {np.mean(trained_shares(40, skip, gain, 0.001)):.0%}")
figure = runs.draw(after, chance=0.5)

# %% [markdown]
# The deeper the plain net, the worse. With skips, 40 layers train as well as 20. The other gains tried do not save the plain
# nets. A smaller one makes the gradient fade faster. With gain 1.5 it keeps its length in the lab, and yet next to nothing is
# learnt: a gradient of the right length is needed, and is not enough. A smaller rate helps a little.
#
# ### Exercise: `choose_residual()`
#
# > **The slide says** of the kinds of layers: convolutional for images, recurrent for sequences, attention for sequences
# > with near and far dependencies, and **residual: a processing technique**. The other entries say what a layer is
# > for. This one leaves open what it *is*.
#
# What is a residual layer? Which description is right? Test each against $y = x + F(x)$ with **all weights set to 0**, forwards
# and backwards.
#
# (a) A step that prepares the data before the network sees it. With all weights 0 the data comes out prepared, and no gradient
# comes back.
#
# (b) A sum inside the network. With all weights 0 (and biases 0) the block hands on its input as it is, and hands back the
# gradient as it is.
#
# (c) A layer that holds the errors $y - \hat y$ and passes them to the next layer. With all weights 0 it passes on the targets.
#
# (d) A layer whose weights say how much of the input is kept. With all weights 0 nothing is kept: the output is 0, and so is
# the gradient at the input.

# %% nbgrader={"grade": false, "grade_id": "choose_residual_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_residual():
    """Return your letter, as a text: one of "a", "b", "c", "d"."""
    ### BEGIN SOLUTION
    return "b"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_residual", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_residual", choose_residual)

# %% [markdown]
# **The forward pass grows instead.** Adding has a price. Suppose $F(x)$ has as much variance as $x$, and the two are not
# correlated. Then $\operatorname{Var}(x + F(x)) = 2 \operatorname{Var}(x)$: it **doubles** with every block, to $2^D$ after $D$ blocks.
#
# A common cure is **layer normalisation** in front of $F$: $y = x + F(\operatorname{norm}(x))$. For one row $x$ of $d$
# features, with $\mu$ and $\sigma$ the mean and the standard deviation of *its own* entries,
#
# $$\operatorname{norm}(x) = \gamma \odot \frac{x - \mu}{\sigma} + \beta ,$$
#
# with a scale $\gamma$ and a shift $\beta$ to learn, both (d,). (A tiny number is added to $\sigma^2$ so that nothing is
# divided by 0.) It is batch normalisation with rows and columns exchanged: no row sees another. So the way back is that
# of lesson 09 along the other axis. Now $F$ gets an input of variance 1 in every block, so each block *adds* 1: the variance
# is $1 + D$. The cell measures both for a random linear $F$, and checks the way back.

# %%
def variances(norm, depth=10, m=64, seeds=200):
    """The variance of the entries after each block, mean over the seeds; F is a random matrix of gain 1."""
    found = np.zeros((seeds, depth + 1))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal(m)
        found[seed, 0] = np.mean(x**2)
        for block_number in range(1, depth + 1):
            inside = (x - x.mean()) / x.std() if norm else x
            x = x + rng.standard_normal((m, m)) @ inside / np.sqrt(m)
            found[seed, block_number] = np.mean(x**2)
    return found.mean(axis=0)


D = np.arange(11)
grown = {"without": variances(False), "with layer norm": variances(True)}
for name, predicted in (("without", 2**10), ("with layer norm", 1 + 10)):
    print(f"after 10 blocks {name}: {grown[name][10]:.4g}, predicted {predicted}")
rng = np.random.default_rng(7)
gamma, beta = rng.standard_normal((2, 4))
row, upstream = rng.standard_normal((2, 1, 4))
_, normed, sigma = layer_norm(gamma, beta, row)
print("dx of layer norm:", layer_norm_backward(gamma, normed, sigma, upstream)[2][0])
forwards = lambda v: np.sum(upstream * layer_norm(gamma, beta, v)[0])
print("by differences:  ", by_differences(forwards, row)[0])
predicted = {"2^D": 2.0**D, "1 + D": 1.0 + D}
figure = fading.draw(grown, predicted, xlabel="blocks", ylabel="variance of the entries")

# %% [markdown]
# **Think.** Many nets start with the last layer of each $F$ at 0. What does the whole net compute at the start, and can it
# learn from there?
#
# <details><summary>Answer</summary>
#
# It hands its input through, whatever the depth, and the gradient comes back as it is. It can learn: with $W_2 = 0$ the
# gradient of $W_2$ is $dY^\top A$, which is not 0. (That of $W_1$ is 0 at the first step, and no longer at the second.)
# One of the check's cases was just this.
#
# </details>
#
# ## 10.8 Attention: look up by likeness
#
# **The question.** A convolution sees what is near. A recurrence has to carry what was far through every step in between. Can
# a layer fetch what it needs directly, from wherever it stands?
#
# **The statement.** It works like a dictionary that is not strict. Each of $S$ entries has a **key** $k_j$ of shape (d,) and
# a **value** $v_j$ of shape (v,). A **query** $q$ of shape (d,) is compared with all keys. What comes out is the mean of
# the values, weighted by how well their keys match:
#
# $$s_j = \frac{q \cdot k_j}{\sqrt d}, \qquad p = \operatorname{softmax}(s), \qquad y = \sum_j p_j\, v_j .$$
#
# For $T$ queries in the rows of $Q$ (T, d), with $K$ (S, d) and $V$ (S, v), these are two matrix products and a softmax of each
# row:
#
# $$P = \operatorname{softmax}\Big(\frac{Q K^\top}{\sqrt d}\Big) \;\; (T, S), \qquad Y = P V \;\; (T, v) .$$
#
# In **self-attention** all three come from the same sequence $X$ (T, f), by three matrices that are learnt:
# $Q = X W_q^\top$, $K = X W_k^\top$, $V = X W_v^\top$. Each position asks, and each position can be asked.
#
# **By hand.** $d = 4$, so $\sqrt d = 2$. Let $q = (2, 0, 0, 0)$, $k_0 = (\ln 3, 0, 0, 0)$ and $k_1 = (0, 0, 0, 0)$. The scores are
# $2 \ln 3/2 = \ln 3$ and $0$. So $p = (3, 1)/4 = (0.75, 0.25)$. With the values 8 and 0, $y = 6$.

# %%
q, K = np.array([2.0, 0, 0, 0]), np.array([[np.log(3), 0, 0, 0], [0, 0, 0, 0]])
V = np.array([[8.0], [0.0]])
Y, P = attention(q[None, None], K[None], V[None])
print("weights:", P[0, 0], " result:", Y[0, 0])

# %% [markdown]
# **Why divide by $\sqrt d$?** Let the entries of $q$ and $k$ be independent, each with mean 0 and variance 1. The score
# $q \cdot k = \sum_i q_i k_i$ has the mean $\sum_i E[q_i] E[k_i] = 0$, and the variance
#
# $$E\Big[\Big(\sum_i q_i k_i\Big)^2\Big] = \sum_{i} E[q_i^2]\, E[k_i^2] + \sum_{i \ne j} E[q_i] E[k_i] E[q_j] E[k_j] = d + 0 .$$
#
# So scores grow with $\sqrt d$. In long vectors the largest of them lies far above the rest, and softmax gives it nearly
# all weight, *even if nothing matches*. There softmax is flat: its slopes are $p_i(1 - p_i)$ and $-p_i p_j$, all close to
# 0, and the keys cannot learn. Divided by $\sqrt d$ the variance is 1 for any $d$. Measured on 2,000 random queries with ten
# keys each:

# %%
lengths, spread, top = [4, 16, 64, 256], {"q·k": [], "q·k / √d": []}, {"q·k": [], "q·k / √d": []}
for d in lengths:
    rng = np.random.default_rng(d)
    dots = np.einsum("nd,nkd->nk", rng.standard_normal((2000, d)), rng.standard_normal((2000, 10, d)))
    for name, s in (("q·k", dots), ("q·k / √d", dots / np.sqrt(d))):
        p = np.exp(s - s.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        spread[name].append(s.var())
        top[name].append(p.max(axis=1).mean())
    print(f"d = {d}: variance {spread['q·k'][-1]:.2g} and {spread['q·k / √d'][-1]:.2g},",
          f"largest weight {top['q·k'][-1]:.2g} and {top['q·k / √d'][-1]:.2g}")
figure = scores.draw(lengths, spread, {name: np.array(values) for name, values in top.items()})

# %% [markdown]
# **Masks.** Some keys must not be seen. A model that writes a text one word at a time must not look at words that come later.
# The rule: leave those keys out *before* the softmax, as if their score were $-\infty$. Then their weight is exactly 0,
# and the weights of the others still sum to 1.

# %%
rng = np.random.default_rng(40)
X = rng.standard_normal((1, 5, 6))
free, causal = attention(X, X, X)[1][0], attention(X, X, X, causal=True)[1][0]
words = ["the", "cat", "sat", "on", "it"]
print("row sums:", free.sum(axis=1), "and", causal.sum(axis=1))
both = {"every key may be seen": free.round(2), "no later key": causal.round(2)}
figure = tables.draw(both, rows=words, columns=words, xlabel="key", ylabel="query")

# %% [markdown]
# **It does not know about order.** Put keys and values into another order, both alike. The scores, and so the weights, are put
# into that same order, and the weighted mean is the same sum with its terms in another order. In matrices: let $\Pi$ be
# the permutation, so $K$ becomes $\Pi K$, $V$ becomes $\Pi V$ and $P$ becomes $P \Pi^\top$. Then
# $P \Pi^\top \Pi V = P V$, since $\Pi^\top \Pi = I$. To attention without a mask a sentence is a bag of words. Where order
# matters, each position gets a vector of its own that is added to its input. (The mask above does know of order: it asks
# what comes later.)

# %%
order = np.array([3, 0, 4, 1, 2])
print("in order:         ", attention(X[:, :1], X, X)[0][0, 0, :4])
print("keys mixed up:    ", attention(X[:, :1], X[:, order], X[:, order])[0][0, 0, :4])
places = np.eye(5, 6)[None]                                        # a vector for each position
print("with positions:   ", attention(X[:, :1], X + places, X)[0][0, 0, :4])
print("then mixed up:    ", attention(X[:, :1], X[:, order] + places, X[:, order])[0][0, 0, :4])

# %% [markdown]
# ### Exercise: `attention_weights(Q, K, mask)`
#
# Return the weights $P$ of shape (T, S).
#
# - `Q` is (T, d), `K` is (S, d). `mask` is (T, S), truth values: `mask[t, j]` is True if query `t` may look at key `j`. Every
#   row has at least one True.
# - Scores are divided by $\sqrt d$. Hidden keys get exactly 0, and each row of $P$ sums to 1.
# - Scores may be in the thousands. Lesson 03 has the way to a softmax that does not overflow. Mind which scores take part in
#   it: the largest one of all may be hidden.
# - To try first: `Q = [[2, 0, 0, 0]]`, `K = [[1.0986, 0, 0, 0], [0, 0, 0, 0], [9, 9, 9, 9]]`, `mask = [[True, True, False]]` gives
#   `[[0.75, 0.25, 0]]`.

# %% nbgrader={"grade": false, "grade_id": "attention_weights_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def attention_weights(Q, K, mask):
    """The weights (T, S) of queries Q (T, d) on keys K (S, d); mask (T, S) is True where a key may be seen."""
    ### BEGIN SOLUTION
    scores = np.where(mask, Q @ K.T / np.sqrt(Q.shape[1]), -np.inf)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %%
K_tiny = np.array([[np.log(3), 0, 0, 0], [0, 0, 0, 0], [9.0, 9, 9, 9]])
show(attempt(attention_weights, q[None], K_tiny, np.array([[True, True, False]])), "[[0.75 0.25 0]]")

# %% nbgrader={"grade": true, "grade_id": "attention_weights", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("attention_weights", attention_weights)

# %% [markdown]
# **The lab.** Six words with random keys of $d$ entries. Left, the query is in part the key of "sun": how large a part is the
# *likeness*. Right, it is like none of them. The *temperature* divides the scores once more. Below each panel stands how
# many words share the weight, 6 if all have the same. What gives "sun" nearly all weight left, without any word taking
# it right?

# %%
figure = attention_lab.show()

# %% [markdown]
# <details><summary>Answer</summary>
#
# Long vectors, with the scores divided by $\sqrt d$: 256 entries and temperature 1, for instance. A query that is like its key
# to the part $\ell$ has about the score $\ell d/\sqrt d = \ell \sqrt d$, here $0.3 \cdot 16 = 4.8$. The scores of the others
# keep the variance 1. Cold alone does not help: it takes the largest score right too.
#
# </details>
#
# **Think.** A sequence has $T$ positions. How does the work of self-attention grow with $T$, and how does that of a
# recurrence? Which of the two can do all positions at once?
#
# <details><summary>Answer</summary>
#
# Attention compares every position with every other: $T^2$ scores. A recurrence takes $T$ steps. But its steps must wait
# for each other. Attention is a few matrix products for all positions at once, which is what the hardware likes.
#
# </details>
#
# ## 10.9 Attention, backwards
#
# **The question.** A query sees all keys at once, and the weights hang together by the softmax. What comes back?
#
# **The derivation**, for one query. Forwards: $s_j = q \cdot k_j/\sqrt d$, $p = \operatorname{softmax}(s)$, $y = \sum_j p_j v_j$. Let
# $dy$ be the upstream gradient, shape (v,). Take the three lines from the last to the first.
#
# *The mean.* $y$ depends on $v_j$ with the factor $p_j$, and on $p_j$ with the factor $v_j$:
#
# $$dv_j = p_j\, dy, \qquad dp_j = v_j \cdot dy .$$
#
# *The softmax.* Lesson 03 found its slopes: $\partial p_i/\partial s_j = p_i (\delta_{ij} - p_j)$, with $\delta_{ij} = 1$ if
# $i = j$, else 0. One score moves all weights, so we add up over all $i$:
#
# $$ds_j = \sum_i dp_i\, p_i\, (\delta_{ij} - p_j) = p_j \Big(dp_j - \sum_i p_i\, dp_i\Big) .$$
#
# No Jacobian is needed: take off the weighted mean of $dp$, then multiply by the weights.
#
# *The scores.* $s_j$ depends on $q$ with the factor $k_j/\sqrt d$, and on $k_j$ with the factor $q/\sqrt d$. The query is in all
# the scores, each key in one:
#
# $$dq = \frac{1}{\sqrt d} \sum_j ds_j\, k_j, \qquad dk_j = \frac{1}{\sqrt d}\, ds_j\, q .$$
#
# **By hand.** The example above, with $dy = 1$: $p = (0.75, 0.25)$, $v = (8, 0)$. So $dv = (0.75, 0.25)$, $dp = (8, 0)$ with the weighted
# mean 6. Then $ds = (0.75 \cdot 2,\; 0.25 \cdot (-6)) = (1.5, -1.5)$. The two add up to 0: if all scores grow alike, nothing
# changes. And $dk_0 = 1.5 \cdot q/2 = (1.5, 0, 0, 0)$, $dk_1 = -dk_0$, $dq = 1.5 \cdot k_0/2 = (0.824, 0, 0, 0)$.

# %%
result = lambda q=q, K=K, V=V: attention(q[None, None], K[None], V[None])[0].item()
print("dq by differences:", by_differences(lambda v: result(q=v), q))
print("dk by differences:", *by_differences(lambda v: result(K=v), K))
print("dv by differences:", by_differences(lambda v: result(V=v), V).ravel())

rng = np.random.default_rng(9)
Q, K_many, V_many = rng.standard_normal((1, 3, 2)), rng.standard_normal((1, 4, 2)), rng.standard_normal((1, 4, 2))
Y, P = attention(Q, K_many, V_many)
dY = rng.standard_normal(Y.shape)
dQ, dK, dV = back_through_attention(Q, K_many, V_many, P, dY)
print("the engine, three queries at once:")
summed = lambda Q=Q, K=K_many, V=V_many: np.sum(dY * attention(Q, K, V)[0])
print("dQ:", dQ[0, 0], " by differences:", by_differences(lambda v: summed(Q=v), Q)[0, 0])
print("dK:", dK[0, 0], " by differences:", by_differences(lambda v: summed(K=v), K_many)[0, 0])
print("dV:", dV[0, 0], " by differences:", by_differences(lambda v: summed(V=v), V_many)[0, 0])

# %% [markdown]
# ### Exercise: `attention_backward(q, K, V, dy)`
#
# One query, no mask. Return the gradients `(dq, dK, dV)` of $dy \cdot y$.
#
# - `q` is (d,), `K` is (S, d), `V` is (S, v), `dy` is (v,). Each gradient has the shape of its variable.
# - Your function gets the inputs only, so it first has to run forwards. Scores are of ordinary size here.
# - To try first: `q = [2, 0, 0, 0]`, `K = [[1.0986, 0, 0, 0], [0, 0, 0, 0]]`, `V = [[8], [0]]`, `dy = [1]` gives
#   `dq = [0.824, 0, 0, 0]`, `dK = [[1.5, 0, 0, 0], [-1.5, 0, 0, 0]]`, `dV = [[0.75], [0.25]]`.

# %% nbgrader={"grade": false, "grade_id": "attention_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def attention_backward(q, K, V, dy):
    """(dq, dK, dV) of dy·y, y the attention of one query. q (d,), K (S, d), V (S, v), dy (v,)."""
    ### BEGIN SOLUTION
    root = np.sqrt(len(q))
    s = K @ q / root
    p = np.exp(s) / np.exp(s).sum()
    dp = V @ dy
    ds = p * (dp - p @ dp) / root
    return ds @ K, np.outer(ds, q), np.outer(p, dy)
    ### END SOLUTION

# %%
wanted = "[0.824 0 0 0], [[1.5 0 0 0] [-1.5 0 0 0]], [[0.75] [0.25]]"
show(attempt(attention_backward, q, K, V, np.array([1.0])), wanted)

# %% nbgrader={"grade": true, "grade_id": "attention_backward", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
check("attention_backward", attention_backward)

# %% [markdown]
# ### What it is for: looking things up
#
# A sequence holds four pairs and a question: "c is 2, a is 0, k is 3, f is 1; what is k?" There are 12 names and 4 values, and
# each sequence has pairs of its own. So nothing can be learnt by heart: the net must find the name and fetch what stands with it.
#
# A position is a vector of 16 numbers: which name (12 of them, one is 1), which value (4, one is 1, all 0 in the question).
# The net is one layer of self-attention, read at the last position (`Last` of section 10.5). A dense net with 32 hidden units reads
# all five positions at once. Both learn from the same 400 sequences. The last test has **ten** pairs, and only attention can take it.

# %%
NAMES, VALUES = 12, 4


def lookups(rng, n, pairs):
    """n sequences (n, pairs + 1, 16) and the values asked for, (n,)."""
    X, y = np.zeros((n, pairs + 1, NAMES + VALUES)), np.zeros(n, dtype=int)
    for i in range(n):
        names, values = rng.permutation(NAMES)[:pairs], rng.integers(0, VALUES, pairs)
        asked = rng.integers(pairs)
        X[i, range(pairs), names] = X[i, range(pairs), NAMES + values] = 1.0
        X[i, pairs, names[asked]] = 1.0
        y[i] = values[asked]
    return X, y


def attention_net(rng, d=8):
    matrices = (rng.standard_normal((size, NAMES + VALUES)) / 4 for size in (d, d, VALUES))
    return Network([Attention(*matrices), Last()])


def dense_lookup_net(rng):
    first, last = he_normal(rng, 32, 5 * (NAMES + VALUES)), he_normal(rng, VALUES, 32)
    return Network([Flatten(), Dense(first), Activation("relu"), Dense(last)])


looked_up = {}
for name, make in (("attention", attention_net), ("dense", dense_lookup_net)):
    found = {"4 pairs": [], "10 pairs, never seen": []}
    for seed in range(5):
        rng = np.random.default_rng(seed)
        train_set, four, ten = lookups(rng, 400, 4), lookups(rng, 500, 4), lookups(rng, 500, 10)
        net = make(rng)
        fit(net, *train_set, optimiser=Adam(0.03), epochs=40, rng=rng)
        found["4 pairs"].append(net.accuracy(*four))
        longer = net.accuracy(*ten) if name == "attention" else np.nan     # the dense net cannot take it
        found["10 pairs, never seen"].append(longer)
        trained = net if name == "attention" else trained
    label = f"{name}: {weights_of(net):,} weights"
    looked_up[label] = found
    means = {task: np.mean(shares) for task, shares in found.items() if np.isfinite(shares).all()}
    print(label + ";", ", ".join(f"{task} {mean:.0%}" for task, mean in means.items()))
figure = runs.draw(looked_up, chance=0.25)

# %% [markdown]
# Where does the question look, in one sequence of the test? (Blank: less than 0.005.)

# %%
X, y = lookups(np.random.default_rng(3), 1, 4)
trained.forward(X)
names = [f"{'abcdefghijkl'[x[:NAMES].argmax()]} is {x[NAMES:].argmax()}" for x in X[0, :4]]
question = f"what is {'abcdefghijkl'[X[0, 4, :NAMES].argmax()]}?"
asked = trained.layers[0].weights[0, -1:].round(2)
print("the answer:", trained.predict(X).argmax(), " right:", y[0])
title = "weights of the last position"
figure = tables.draw({title: asked}, rows=[question], columns=[*names, "itself"], cell=0.95)

# %% [markdown]
# **Think.** The dense net reached far less than the attention. It has a weight for every name *at every position*. What would
# it have to see in training before it could answer for "k" in position 2?
#
# <details><summary>Answer</summary>
#
# "k" in position 2, asked for, with each of the values. It has to learn every combination of name and position by itself.
# Attention learns once that like goes with like, and it holds for all positions.
#
# </details>
#
# ## 10.10 Where to read on
#
# - **All four layers, in depth**: Goodfellow, Bengio and Courville, *Deep Learning*, chapters 9 (convolution) and 10
#   (recurrence); Prince, *Understanding Deep Learning*, chapters 10 to 12 (convolution, residual nets, transformers), with
#   notebooks. Both are free online.
# - **Convolution**: LeCun and others (1998) describe a whole system that read cheques, readably. Dumoulin and Visin (2016)
#   is a guide to strides and padding with pictures. Luo and others (2016) show that the middle of a receptive field counts most.
# - **Recurrence**: Elman (1990) for the idea; Hochreiter and Schmidhuber (1997) for the LSTM; Pascanu, Mikolov and Bengio (2013)
#   for vanishing and exploding gradients, with proofs.
# - **Residual**: He and others (2016) for the layer; their second paper of that year for the derivation of section 10.7.
# - **Attention**: Bahdanau, Cho and Bengio (2015), for translation; Vaswani and others (2017) for the transformer: attention, dense
#   layers, skips and layer norms, stacked.
#
# ## Summary
#
# | layer | forwards | backwards | takes for granted |
# |---|---|---|---|
# | largest | $y = \max_j x_j$ | $dy$ to the largest, else 0 | the place does not matter |
# | convolution | $y_i = b + \sum_u w_u x_{is+u}$ | $dw_u = \sum_i dy_i x_{is+u}$, $\;dx_j = \sum_i dy_i w_{j-is}$ | near, and the same everywhere |
# | recurrence | $h_t = \tanh(U h_{t-1} + V x_t)$ | $dz_t = dh_t \odot (1 - h_t^2)$, $dh_{t-1} = U^\top dz_t$, sums over $t$ | each step is alike |
# | residual | $y = x + F(x)$ | $dx = dy + J_F^\top dy$ | change a little |
# | layer norm | $\gamma \odot (x - \mu)/\sigma + \beta$ | as batch norm, along a row | a row's scale does not matter |
# | attention | $y = \sum_j p_j v_j$, $p = \operatorname{softmax}(K q/\sqrt d)$ | $ds_j = p_j(dp_j - \sum_i p_i dp_i)$ | likeness says what matters |
#
# Where weights are shared, their gradients are added up. Where a value is used twice, its gradients are added up. The rest
# is lesson 07, and the softmax of lesson 03.
#
# ## Slips on the slides
#
# | a slide says | it should be | how to find it | where |
# |---|---|---|---|
# | residual: a processing technique | a skip connection, $y = x + F(x)$ | set all weights to 0: input and gradient pass unchanged | 10.7 |
#
# ## References
#
# - J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", arXiv:1607.06450, 2016.
# - D. Bahdanau, K. Cho, Y. Bengio, "Neural machine translation by jointly learning to align and translate", *International
#   Conference on Learning Representations*, 2015.
# - V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, 2016.
# - J. L. Elman, "Finding structure in time", *Cognitive Science* 14(2), 179–211, 1990.
# - I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press, 2016, chapters 9 and 10.
# - K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", *IEEE Conference on Computer Vision and
#   Pattern Recognition*, 770–778, 2016.
# - K. He, X. Zhang, S. Ren, J. Sun, "Identity mappings in deep residual networks", *European Conference on Computer Vision*,
#   630–645, 2016.
# - S. Hochreiter, J. Schmidhuber, "Long short-term memory", *Neural Computation* 9(8), 1735–1780, 1997.
# - Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition", *Proceedings of the
#   IEEE* 86(11), 2278–2324, 1998.
# - W. Luo, Y. Li, R. Urtasun, R. Zemel, "Understanding the effective receptive field in deep convolutional neural
#   networks", *Advances in Neural Information Processing Systems* 29, 2016.
# - R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", *International Conference on
#   Machine Learning*, 1310–1318, 2013.
# - S. J. D. Prince, *Understanding Deep Learning*, MIT Press, 2023, chapters 10 to 12.
# - A. Vaswani and others, "Attention is all you need", *Advances in Neural Information Processing Systems* 30, 2017.
# - P. J. Werbos, "Backpropagation through time: what it does and how to do it", *Proceedings of the IEEE* 78(10), 1550–1560, 1990.
# - R. Xiong and others, "On layer normalization in the transformer architecture", *International Conference on Machine
#   Learning*, 2020 (why the norm stands in front of $F$).
# - Scribed notes on neural networks and gradient descent (the list of layers in section 10.1).
