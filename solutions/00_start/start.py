# %% [markdown]
# # 0. Functions, and how to work here
#
# A neural network is a function that is written down with numbers. This lesson asks what it costs to write a function
# down, and fixes the shapes and conventions that all later lessons use. On the way you meet the checks.
#
# **What this lesson assumes.** Python with a little NumPy: arrays, indexing, a loop. What a probability, a polynomial
# and a product of matrices are. No calculus.
#
# **What you can do afterwards.** Read a card, open its hints, hand in. Count what a table of a function holds, and what
# an assumption such as independence saves. Say which of two descriptions of an object is shorter, and measure it. Tell
# from the shapes alone which products of arrays exist. Say when the main ideas of the field were found.
#
# **How long.** 75 minutes: 0.1 takes 10, 0.2 takes 5, 0.3 takes 20, 0.4 takes 12, 0.5 takes 5, 0.6 takes 15 and 0.7
# takes 8. There are five short exercises. Later lessons build on 0.1 and 0.6. Sections 0.5 and 0.7 have no exercise and may be
# left for another evening.

# %% tags=["setup"]
import numpy as np

from course import attempt, check

np.set_printoptions(precision=4, suppress=True)

# %%
# For the demonstrations only: your answers need none of these.
import zlib
from itertools import product

from course.plots.start import bayes, counts, expression, picture, shapes, timeline
from course.plots.start import joint as joint_plots
from course.widgets import shape_lab, table_lab

# %% [markdown]
# ## 0.1 Cards, hints and handing in
#
# **How does an exercise go?** Its text says what the function takes and returns. Below stands a cell for your code, and
# below that a cell with a *check*. Run your cell, then the check. The check calls your function on inputs of its own and
# answers with a card.
#
# | card | what it means | what to do |
# |---|---|---|
# | … yellow | nothing is written yet | write the function, run its cell, run the check |
# | ✗ red | something is off: the card says what, and where it was seen | mend it, run both cells again |
# | ✓ green | every input gave the right answer | go on |
# | ✎ blue | a choice or a text that is marked when you hand in | go on; you may change it until then |
#
# A check may be run as often as you like. It costs no points.
#
# **Hints open one after another.** A red card has three levels. The first is on the card at once: what kind of mistake
# it is. The second comes after another attempt: the smallest case found on which you are wrong, with its numbers, to
# paste and to do by hand. The third comes after one more: where to look next. Running the *same* answer again opens
# nothing; an attempt counts when it returns something else. Hints cost no points either.
#
# **What is marked.** Your functions, called on other numbers than those of the check. So an answer that knows the inputs
# of the check by heart earns nothing. An answer may use NumPy and your other answers. It must not use what the
# demonstration cells define: the marking does not run them.
#
# **From a shell** there are two commands:
#
# ```
# course lab my-lessons
# course check my-lessons/00_start/start.ipynb
# ```
#
# The first copies the lessons to a folder of yours, never over work that is there, and opens JupyterLab. The second runs
# one lesson from top to bottom and prints its cards as text.
#
# **To hand in**: save the notebook under the name it has, restart the kernel and run all cells once, and give the file
# in where your class collects its work. Do not rename, copy or delete the cells of answers and checks. A cell of your
# own may be added anywhere.
#
# ### Exercise: `first_check(v)`
#
# Here is your first red card. The function below should return the **mean of the squares** of the entries of `v`: square
# every entry, then average. It has one mistake. **Run its cell and the check first**, as they are, and read the card.
# Then mend the function and run both again.
#
# `v` is an array of shape (n,), n at least 1. Return one number.
#
# *Try first:* for $v = (1, 3)$ the squares are 1 and 9, and their mean is 5. The function as given returns 4.

# %% nbgrader={"grade": false, "grade_id": "first_check_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def first_check(v):
    """The mean of the squares of v, shape (n,): one number. There is one mistake: find it and mend it."""
    ### BEGIN SOLUTION
    return np.mean(v**2)
    ### BEGIN STUB
    # average = np.mean(v)
    # return average**2
    ### END STUB
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "first_check", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("first_check", first_check)

# %% [markdown]
# *To think about.* On which vectors does the function as given return the right number all the same?
#
# <details><summary>Answer</summary>
#
# On those whose entries are all equal. The mean of the squares, less the square of the mean, is the variance, and it is
# 0 only there. A test on `v = (2, 2, 2)` would have found nothing: choose inputs that could go wrong.
#
# </details>

# %% [markdown]
# ## 0.2 A table or an expression
#
# **What is a function?** A rule that gives one output for each input. How can it be written down? Here are two ways.
# A *lookup table* lists every input with its output. An *expression* says how to compute the output.
#
# **The smallest example.** Take $f(x) = x^2$ for the whole numbers $x$ from 0 to 99. The table has 100 entries: 0, 1, 4,
# 9 and so on. If we know that $f$ is a polynomial of degree 2, then
#
# $$f(x) = ax^2 + bx + c,$$
#
# and three numbers are enough: $(a, b, c) = (1, 0, 0)$. Do they give the whole table back? And can they be found *from*
# the table? Any three entries give three equations in $a$, $b$, $c$. From $x = 0, 1, 2$:
#
# - $c = 0$,
# - $a + b + c = 1$, so $a + b = 1$,
# - $4a + 2b + c = 4$, so $2a + b = 2$.
#
# Subtract the second from the third: $a = 1$. Then $b = 0$.

# %%
xs = np.arange(100)
table = {int(x): int(x) ** 2 for x in xs}
powers = np.vander([0, 1, 2], 3)  # the rows (x², x, 1) for x = 0, 1, 2
coefficients = np.linalg.solve(powers, [table[0], table[1], table[2]])
again = coefficients[0] * xs**2 + coefficients[1] * xs + coefficients[2]
agree = sum(round(value) == table[x] for x, value in enumerate(again))
print("coefficients:", coefficients.round(9) + 0.0)
print(f"entries of the table: {len(table)}; given back by the {len(coefficients)} coefficients: {agree}")
figure = expression.draw(list(table.values()), coefficients)

# %% [markdown]
# **What was saved, and why.** 97 numbers, because the function has *structure*: it is of degree 2. A table of 100
# numbers without structure has no such short form. Fill a table with 100 random numbers, and take the quadratic that
# comes closest to them (least squares). Does it give them back, after rounding? We try 200 tables. The picture shows the
# last one: at the right its points stand behind the curve.

# %%
rng = np.random.default_rng(0)
hits = 0
for _ in range(200):
    values = rng.integers(0, 100, size=100)
    fitted = np.polyval(np.polyfit(xs, values, 2), xs)
    hits += bool(np.all(np.abs(fitted - values) < 0.5))
print(f"tables of random numbers that the best quadratic gives back: {hits} of 200")
figure = expression.draw(values, np.polyfit(xs, values, 2))

# %% [markdown]
# A network is an expression. Its numbers are called *parameters*, and to train it means to find them from entries of the
# table. The hope is always the same: that the function has structure, and that few entries tell it.
#
# *To think about.* The expression also answers at $x = 2.5$ and at $x = 1000$. Is that an advantage?
#
# <details><summary>Answer</summary>
#
# It is if the structure holds there too. The table says nothing about 2.5, which is honest; the expression says 6.25
# whether that is right or not. Lesson 9 is about this question.
#
# </details>

# %% [markdown]
# ## 0.3 Tables of probabilities
#
# **What if there are many inputs?** Take $d$ variables $x_1, \dots, x_d$, each of them $-1$ or $+1$: answers to $d$
# yes-or-no questions, say. Their *joint distribution* is the function $P(x_1, \dots, x_d)$ that gives each combination
# its probability. How large is its table?
#
# **Three tables.** There are two choices for $x_1$, for each of them two for $x_2$, and so on:
#
# $$\underbrace{2 \cdot 2 \cdots 2}_{d} = 2^d \text{ entries.}$$
#
# If the variables are *independent*, the table factors into one small table for each variable:
#
# $$P(x_1, \dots, x_d) = P_1(x_1)\,P_2(x_2)\cdots P_d(x_d) = \prod_{j=1}^d P_j(x_j).$$
#
# Each small table has 2 entries, so together they have $2d$. If the variables are moreover *identically distributed*,
# all small tables are the same one, and it is stored once: 2 entries. Below, this third case is called *identical* for
# short. Only the chances are the same: the values are drawn one by one and may differ.
#
# **By hand**, $d = 3$, with the numbers of a slide: $P_1(-1) = 0.42$, $P_2(-1) = 0.12$ and $P_3(-1) = 0.2$. Then
# $P(-1, -1, -1) = 0.42 \cdot 0.12 \cdot 0.2 = 0.01008$. For $P(-1, -1, +1)$ the last factor is $1 - 0.2 = 0.8$, and the
# product is $0.04032$. We let Python build the whole table and count its keys, and add all entries up: 1, as it must be.

# %%
minus = {1: 0.42, 2: 0.12, 3: 0.2}
small = [{-1: chance, +1: 1 - chance} for chance in minus.values()]
joint = {}
for key in product((-1, +1), repeat=3):
    joint[key] = 1.0
    for one, x in zip(small, key, strict=True):
        joint[key] *= one[x]
for key in ((-1, -1, -1), (-1, -1, +1), (+1, +1, +1)):
    print(key, f"{joint[key]:.4g}")
print(f"keys of the joint table: {len(joint)}; entries of the small tables: {sum(len(one) for one in small)}")
print(f"sum of the joint table: {sum(joint.values()):.4g}")
figure = joint_plots.draw(joint)

# %% [markdown]
# **Free numbers.** Not every entry must be stored: the entries of a distribution add up to 1, so the last one follows
# from the others. The joint table has $2^d - 1$ *free* numbers. Each small table has 1: if $P_1(-1) = 0.42$ then
# $P_1(+1) = 0.58$. So independent variables have $d$ free numbers, and identical ones have 1.
#
# | assumption | tables | entries | free numbers |
# |---|---|---|---|
# | none | one joint table | $2^d$ | $2^d - 1$ |
# | independent | $d$ small tables | $2d$ | $d$ |
# | independent and identically distributed | one small table | 2 | 1 |
#
# Count all keys for a few $d$, and draw the three curves. The line at 8 GiB is the memory of a common laptop, at 8 bytes
# an entry.

# %%
for d in (1, 3, 10, 16):
    keys = sum(1 for _ in product((-1, +1), repeat=d))
    rows = len(small[0])
    print(f"d = {d:2d}: joint {keys:5d} (2^d = {2**d}), independent {rows * d:2d}, identical {rows}")
figure = counts.draw(10)

# %% [markdown]
# **Play.** In the lab, find the largest $d$ whose joint table fits into 8 GiB. Then choose the preset with 784 variables,
# which are the pixels of a small black-and-white picture. That table has about $10^{236}$ entries, and no computer will
# ever hold it. So one has to assume something.

# %%
table_lab.lab()

# %% [markdown]
# **Three slips on a slide**, and the tool for each.
#
# *The factorised tables.* The slide shows $d$ tables with two rows each and says that they cost $2^d$ entries. Counting
# settles it: for $d = 3$ there are 6, not 8. A slide later has it right: $2d$. (For $d = 1$ and $d = 2$ the two
# agree. So test with a $d$ of 3 or more.)
#
# *The index.* The slide writes the product as $P(x_1)P(x_2)\cdots P(x_n)$ for a function of $x_1, \dots, x_d$. The last
# index must be $d$: there is one factor a variable. The letter $n$ is for the number of examples. Also, one $P$ stands
# for $d$ different functions; we write $P_j$.
#
# *The rows.* A table of a function has each key once. The slide's first rows are below, written for $d = 4$; the third
# and the fourth have the same key, and different values. And two rows cannot come from the small tables, of which the
# slide prints those of $x_1$ (0.42), of $x_2$ (0.12) and of $x_d$ (0.2). Going from $x_d = -1$ to $x_d = +1$ must multiply
# the first row by $0.8/0.2$. And a row that begins with $-1, -1$ has the factors 0.42 and 0.12; the others are at most 1.

# %%
printed = [
    ((-1, -1, -1, -1), 0.002),
    ((-1, -1, -1, +1), 0.0032),
    ((-1, -1, +1, -1), 0.12),
    ((-1, -1, +1, -1), 0.00003),
]
print(f"rows: {len(printed)}, different keys: {len({row for row, _ in printed})}")
print(f"second row over first, by the small tables: {0.8 / 0.2:.4g}; as printed: {printed[1][1] / printed[0][1]:.4g}")
print(f"third row, by the small tables: at most {0.42 * 0.12:.4g}; as printed: {printed[2][1]:.4g}")

# %% [markdown]
# ### Exercise: `count_entries(d, m)`
#
# **The slide says $2^d$.** Do the count for variables that take $m$ values each, in place of two. There are $d$ of them.
# Return six whole numbers, as a tuple in this order:
#
# `joint, independent, identical, free_joint, free_independent, free_identical`
#
# The first three are the entries of the tables under the three assumptions, the last three the free numbers. `d` and `m`
# are whole numbers, `d` at least 1 and `m` at least 2.
#
# *Try first:* `count_entries(3, 2)` is `(8, 6, 2, 7, 3, 1)`.

# %% nbgrader={"grade": false, "grade_id": "count_entries_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_entries(d, m):
    """Six whole numbers for d variables with m values each.

    In order: the entries of the joint table, of the tables of independent variables, of the one table
    of identically distributed variables; then the free numbers of each.
    """
    ### BEGIN SOLUTION
    joint_entries, independent, identical = m**d, d * m, m
    return joint_entries, independent, identical, joint_entries - 1, independent - d, identical - 1
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "count_entries", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("count_entries", count_entries)

# %% [markdown]
# ### Exercise: `factorised_probability(X, p)`
#
# Now use the small tables, for many combinations at once. `X` has shape (n, d), each row one combination of $-1$ and $+1$
# (as float64). `p` has shape (d,): `p[j]` is the probability that entry `j` is $+1$. The entries are independent. Return
# the probability of each row, shape (n,). No loop is needed: `np.where(condition, A, B)` chooses entry by entry, and a
# `p` of shape (d,) is used for every row.
#
# *Try first:* for `p = (0.58, 0.88, 0.8)` and rows $(-1, -1, -1)$ and $(-1, -1, +1)$ the answer is `[0.01008, 0.04032]`,
# as above.

# %% nbgrader={"grade": false, "grade_id": "factorised_probability_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def factorised_probability(X, p):
    """The probability of each row of X (n, d), entries -1 and +1, as (n,); p (d,) holds the chances of +1."""
    ### BEGIN SOLUTION
    return np.where(X == 1, p, 1 - p).prod(axis=1)
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "factorised_probability", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("factorised_probability", factorised_probability)

# %%
every = np.array(list(joint), dtype=float)
yours = attempt(factorised_probability, every, np.array([0.58, 0.88, 0.8]))
if np.shape(yours) == (8,):
    print(f"your eight probabilities add up to {np.sum(yours):.4g}")

# %% [markdown]
# *To think about.* Two variables are *always equal*, each $+1$ half of the time. What do the small tables say about the
# combination $(-1, +1)$, and what is true?
#
# <details><summary>Answer</summary>
#
# The product says $0.5 \cdot 0.5 = 0.25$; the truth is 0. Independence is an assumption. It makes tables small whether
# it holds or not.
#
# </details>

# %% [markdown]
# ## 0.4 Naive Bayes
#
# **Is there something between "no assumption" and "all independent"?** Say a message is spam or not, and the *features*
# $X_1, \dots, X_K$ say of $K$ words whether they occur. The words are not independent: "prize" and "winner" come
# together, in spam. But *within* spam, and within the rest, we may pretend that they are. That is the *naive Bayes*
# assumption: the features are *conditionally independent*, given the class.
#
# **Statement.** $Y$ is the class, and $P(X_k \mid Y)$ the probability of $X_k$ among the cases of class $Y$. The first step
# below is the product rule, which always holds; the second is the assumption:
#
# $$P(X_1, \dots, X_K, Y) = P(X_1, \dots, X_K \mid Y)\,P(Y) = \Big(\prod_{k=1}^K P(X_k \mid Y)\Big)P(Y).$$
#
# **What does it save?** Count the tables given $Y$, for features with two values and for two classes. Without the
# assumption there is one joint table *for each class*: $2 \cdot 2^K$ entries. With it there are $K$ small tables for
# each class: $2 \cdot 2K$ entries.
#
# *Free numbers of the whole model.* Each joint table has $2^K - 1$ and there are two; the table of $P(Y)$ adds 1. Without
# the assumption: $2(2^K - 1) + 1$. With it: each of the $2K$ small tables has 1, so $2K + 1$.
#
# > **The slide says** that the assumption takes $2^k$ down to $2k$. Two things are off. The number of features is $K$; the
# > small $k$ counts them in the product. And the class is forgotten: both numbers are those of a single class.
#
# **By hand**, $K = 2$: four combinations in each of two classes make 8 entries; four small tables of 2 entries make
# 8 as well. Nothing is saved yet. The free numbers are $2 \cdot 3 + 1 = 7$ and $2 \cdot 2 + 1 = 5$. Count for larger $K$:

# %%
print("entries without and with the assumption, free numbers without and with it")
for features in (2, 3, 10):
    full = {(y, *x) for y in (0, 1) for x in product((0, 1), repeat=features)}
    naive = {(y, k, x) for y in (0, 1) for k in range(features) for x in (0, 1)}
    # Each table adds up to 1, which spares one number: 2 tables in full, 2K in naive. P(Y) adds one.
    counted = (len(full), len(naive), len(full) - 2 + 1, len(naive) - 2 * features + 1)
    formulas = (2 * 2**features, 2 * 2 * features, 2 * (2**features - 1) + 1, 2 * features + 1)
    print(f"K = {features:2d}: counted {counted}, by the formulas {formulas}")
figure = bayes.draw(12)

# %% [markdown]
# ### Exercise: `naive_bayes_counts(K, c)`
#
# **The slide says $2^k \to 2k$.** Count for $K$ features with two values each, and $c$ classes in place of two. Return
# four whole numbers, as a tuple in this order:
#
# - `full`: entries of the tables of $P(X_1, \dots, X_K \mid Y)$ without the assumption,
# - `naive`: entries of the tables of $P(X_k \mid Y)$ with it,
# - `free_full` and `free_naive`: the free numbers of the whole model in each case, those of $P(Y)$ included.
#
# The table of $P(Y)$ itself is not counted in `full` and `naive`. `K` is at least 1, `c` at least 2.
#
# *Try first:* `naive_bayes_counts(3, 2)` is `(16, 12, 15, 7)`.

# %% nbgrader={"grade": false, "grade_id": "naive_bayes_counts_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def naive_bayes_counts(K, c):
    """Four whole numbers for K features of two values and c classes: full, naive, free_full, free_naive."""
    ### BEGIN SOLUTION
    full_entries, naive_entries, prior = c * 2**K, c * 2 * K, c - 1
    return full_entries, naive_entries, full_entries - c + prior, naive_entries // 2 + prior
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "naive_bayes_counts", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("naive_bayes_counts", naive_bayes_counts)

# %% [markdown]
# *To think about.* Without the assumption, the free numbers are as many as those of one joint table over $X_1, \dots, X_K$
# and $Y$ together. Why must that be so?
#
# <details><summary>Answer</summary>
#
# The product rule is no assumption: it only writes the same function in two factors. With two classes the one table has
# $2 \cdot 2^K - 1$ free numbers, and $2(2^K - 1) + 1$ is the same.
#
# </details>

# %% [markdown]
# ## 0.5 The shortest program
#
# **How short can a description be?** Why stop at polynomials and products? The *Kolmogorov complexity* of an object is
# the length of the shortest program that prints it (Kolmogorov, 1965). The object may be a table, a text or a picture. The
# language is fixed beforehand and not counted. Here it is Python with NumPy; another one changes every length by no more
# than a constant, the same for all objects.
#
# **Measure it.** Below, a program of two lines draws a fractal, the Sierpinski triangle: a pixel is black where the
# row's number and the column's number have no binary digit 1 in common. Its size in bytes stands beside that of the
# picture, stored with one bit a pixel. (The figure is smaller than 1,024 pixels, so black and white mix to grey.)

# %%
program = "x = np.arange(1024)\nimage = (x[:, None] & x) == 0"
made = {"np": np}
exec(program, made)
bitmap = np.packbits(made["image"])
weights = {"the bitmap": bitmap.nbytes, "the program": len(program.encode())}
print(program)
for name, size in weights.items():
    print(f"{name}: {size} bytes")
figure = picture.draw(made["image"], weights)

# %% [markdown]
# A slide makes the same point with a fractal that takes 23 MB as a bitmap, and a few bytes as a program. (The picture
# itself is lost in our copy.) To get there, put 13565 in place of 1024: the bitmap grows to about 23 MB, the program by
# one byte. (Do not run that: on the way NumPy would need 1.5 GB.)
#
# We measured an *upper* bound. A shorter program may exist, and no method finds the shortest for every object. One way to
# look for a bound is to compress: the compressed bytes, with the program that unpacks them, are a description too. For
# random bits it does not help.

# %%
noise = np.random.default_rng(0).integers(0, 256, size=bitmap.nbytes, dtype=np.uint8)
for name, bits in (("fractal", bitmap), ("random bits", noise)):
    share = len(zlib.compress(bits.tobytes(), 9)) / bits.nbytes
    size = "less than 5 %" if share < 0.05 else "more than 99 %" if share > 0.99 else "something between"
    print(f"{name}: compressed to {size} of its bytes")
side = 13565
print(f"bitmap of {side} × {side} bits: {side * side / 8 / 1e6:.4g} MB")

# %% [markdown]
# *To think about.* The random bits came from a program too: `default_rng(0)` and one call. Are they random in
# Kolmogorov's sense?
#
# <details><summary>Answer</summary>
#
# No. They have a short description, and `zlib` does not find it. That a compressor fails proves nothing; that it succeeds
# proves a bound.
#
# </details>

# %% [markdown]
# ## 0.6 Vectors, shapes and conventions
#
# **How are the numbers of a network arranged?** In arrays. A *vector* $x$ of shape $(d,)$ holds $d$ numbers. A matrix
# $W$ of shape $(\text{out}, d)$ has $\text{out}$ rows and $d$ columns. An **affine map** takes a vector to another one:
#
# $$z = Wx + b, \qquad z_i = \sum_{j=1}^{d} W_{ij}x_j + b_i.$$
#
# Here $b$ and $z$ have shape $(\text{out},)$. Each row of $W$ holds the weights of one output.
#
# **Many examples at once.** Examples are the rows of $X$, shape $(n, d)$. We want $Z$, shape $(n, \text{out})$, whose row
# $i$ is $Wx_i + b$. Entry by entry, with $x_i$ the $i$-th row of $X$:
#
# $$Z_{ik} = \sum_{j=1}^d W_{kj}X_{ij} + b_k = \sum_{j=1}^d X_{ij}(W^\top)_{jk} + b_k, \qquad\text{so}\qquad
# Z = XW^\top + b.$$
#
# A product of shapes $(n, d)$ and $(d, \text{out})$ exists because the two inner sizes agree, and has the two outer ones.
# NumPy adds $b$ to every row.

# %%
figure = shapes.draw(5, 3, 2)

# %% [markdown]
# **By hand**: $W = \begin{pmatrix}1 & 2\\ 0 & -1\\ 3 & 1\end{pmatrix}$, $b = (1, 0, -1)$ and the rows $(1, 1)$ and $(2, 0)$.
# For the first: $1 + 2 + 1 = 4$, $0 - 1 + 0 = -1$, $3 + 1 - 1 = 3$. For the second: $2 + 1 = 3$, $0$, $6 - 1 = 5$.

# %%
W, b = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]]), np.array([1.0, 0.0, -1.0])
X = np.array([[1.0, 1.0], [2.0, 0.0]])
one_by_one = np.array([W @ x + b for x in X])
at_once = X @ W.T + b
print("row by row:", one_by_one.tolist())
print("at once:   ", at_once.tolist())
print("shapes:    ", X.shape, W.T.shape, b.shape, "give", at_once.shape)

# %% [markdown]
# **From scores to a class.** If the outputs are scores, one for each class, the class chosen for a row is the one with the
# largest score, at a tie the first of them. Classes are counted from 0. Lesson 3 says where this rule comes from.

# %%
print("classes:", at_once.argmax(axis=1))

# %% [markdown]
# **Play.** The lab tries six products. Find sizes for which `X @ W` exists and `W @ X` does not. Then choose the last
# two presets: some wrong products exist too, and with all sizes equal the shapes warn of nothing. That is why our checks
# use sizes that differ, and yours should.

# %%
shape_lab.lab()

# %% [markdown]
# **The conventions of this course.** Sources differ; here these hold, unless a lesson says otherwise. Words that you do
# not know yet, such as loss, gradient and perceptron, come in lessons 1 to 7. Come back to this table then.
#
# | thing | convention |
# |---|---|
# | examples | rows: $X$ is $(n, d)$ |
# | weights | $W$ is $(\text{out}, \text{in})$, $b$ is $(\text{out},)$; a layer is `Z = X @ W.T + b` |
# | gradients | have the shape of their variable and its name: `dW`, `db`, `dX` |
# | losses | are means over the examples; a sum is called a sum |
# | labels | class numbers $0, \dots, k - 1$ for $k$ classes; for the perceptron alone, $-1$ and $+1$ |
# | at zero | step(0) = 0, sign(0) = 0, and the slope of ReLU at 0 is 0 |
# | depth | counts layers of weights |
# | numbers | float64 wherever a gradient is checked |
# | chance | from a `numpy.random.Generator` with a fixed seed |
#
# ### Exercise: `affine_rows(X, U, W, V, b)`
#
# A layer may have two inputs. For every example, $z_i = Wx_i + Vu_i + b$. Compute all rows at once.
#
# `X` is (n, d), `U` is (n, e), `W` is (out, d), `V` is (out, e), `b` is (out,). Return `Z`, shape (n, out).
#
# *Try first:* with the `X`, `W` and `b` of the example above, `U = [[1.0], [2.0]]` and `V = [[1.0], [0.0], [-1.0]]` the
# answer is `[[5, -1, 2], [5, 0, 3]]`.

# %% nbgrader={"grade": false, "grade_id": "affine_rows_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def affine_rows(X, U, W, V, b):
    """Z (n, out), whose row i is W x_i + V u_i + b. X (n, d), U (n, e), W (out, d), V (out, e), b (out,)."""
    ### BEGIN SOLUTION
    return X @ W.T + U @ V.T + b
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "affine_rows", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("affine_rows", affine_rows)

# %% [markdown]
# *To think about.* Could the two inputs be joined to one, and the two matrices too?
#
# <details><summary>Answer</summary>
#
# Yes. Put $U$ to the right of $X$, shape $(n, d + e)$, and $V$ to the right of $W$, shape $(\text{out}, d + e)$. The sum over
# $d + e$ columns splits into the two sums. A layer with two inputs is a layer.
#
# </details>

# %% [markdown]
# ## 0.7 What a network is, and since when
#
# **What is a neural network?** A function made of several maps one after the other: an affine map, then a
# *nonlinearity* applied to every number, then an affine map again, and so on. With several of them one speaks of *deep
# learning*. In code, each map is a line. The nonlinearity here is `np.maximum(…, 0.0)`, called *ReLU*: it keeps a positive
# number and puts 0 in place of a negative one.

# %%
rng = np.random.default_rng(0)
W1, b1, W2, b2 = rng.normal(size=(4, 2)), rng.normal(size=4), rng.normal(size=(3, 4)), rng.normal(size=3)
hidden = np.maximum(X @ W1.T + b1, 0.0)
scores = hidden @ W2.T + b2
numbers = sum(array.size for array in (W1, b1, W2, b2))
print("shapes:", X.shape, "→", hidden.shape, "→", scores.shape)
print(f"parameters: {numbers} (4·2 + 4 + 3·4 + 3 = {4 * 2 + 4 + 3 * 4 + 3})")

# %% [markdown]
# **Where the name comes from.** A nerve cell takes signals in through its *dendrites*, gathers them in its body, the
# *soma*, and sends its own along the *axon* to *synapses*, where it meets other cells. A slide gives the brain hundreds of
# millions of such cells and billions of interactions. Counts give about 86 billion neurons (Azevedo and others, 2009), and
# some $10^{14}$ to $10^{15}$ synapses; the neocortex alone has about $1.5 \cdot 10^{14}$ (Pakkenberg and others, 2003). A
# network in a computer shares the picture with the brain, and not much more.

# %%
fewest, most = (round(synapses / 86e9, -2) for synapses in (1e14, 1e15))
print(f"synapses for each neuron: between about {fewest:,.0f} and {most:,.0f}")

# %% [markdown]
# **Since when.**
#
# | year | who | what |
# |---|---|---|
# | 1943 | McCulloch and Pitts | the unit as a logical switch |
# | 1958 | Rosenblatt | the perceptron, with weights that are learnt; his book follows in 1962 |
# | 1960 | Widrow and Hoff | the adaptive linear unit |
# | 1960–61 | Kelley; Bryson | gradients through a chain of steps, in control theory |
# | 1970 | Linnainmaa | the reverse mode of automatic differentiation |
# | 1974, 1982 | Werbos | the same idea proposed for, then applied to, models such as networks |
# | 1986 | Rumelhart, Hinton and Williams | back-propagation makes hidden units learn something useful |
# | 1989–93 | Cybenko; Hornik; Leshno and others | networks approximate any continuous function on a compact set |
# | 2004–2009 | Oh and Jung; Raina and others | networks on graphics processors (GPUs) |
# | 2012 | Krizhevsky and others | a deep network on GPUs wins the ImageNet challenge |
#
# The same on a line of time:

# %%
events = [
    (1943, "McCulloch, Pitts:\nlogical unit"),
    (1958, "Rosenblatt:\nperceptron"),
    (1960, "Widrow, Hoff: adaptive unit\nKelley: gradients in control"),
    (1970, "Linnainmaa:\nreverse mode"),
    (1974, "Werbos:\nfor networks"),
    (1986, "Rumelhart and others:\nback-propagation"),
    (1989, "Cybenko:\napproximation"),
    (2004, "Oh, Jung:\nGPU"),
    (2012, "Krizhevsky and others:\nImageNet"),
]
figure = timeline.draw(events)

# %% [markdown]
# > **Dates on the slides.** One slide dates the perceptron 1958 and puts Rosenblatt's book beside it; another says 1959.
# > The paper is of 1958, the book of 1962. Notes say that backpropagation is known since the 1960s and that GPUs are used
# > since the 2010s. The sixties had gradients through a chain of steps, in control theory, and gradients for one unit
# > (Widrow and Hoff). The two were joined later. And GPUs ran networks by 2004.
#
# **Why networks?** Because they can approximate so much. A slide says: any smooth association. The theorem says: any
# *continuous* function on a *compact* set (for inputs of numbers: closed and bounded), as closely as you like, with one
# hidden layer, if that may be as wide as needed and its nonlinearity is continuous and not a polynomial. It does not say how
# wide, nor that training finds the weights. Lesson 2 takes it apart.
#
# Layers inside layers also make them flexible. The price is that they have more parameters than most methods, and that these
# are hard to read. Why training works as well as it does is not fully understood. LeCun, asked about it, agreed that more
# theory is needed, but not that a method which works should be dropped for want of it (Quora, 2016). Nielsen, writing on
# the choice of a nonlinearity, says that the missing theory should not stop us (2015, chapter 3). Munroe has drawn the pile
# of linear algebra that one stirs until the answers look right (xkcd 1838). This course takes the pile apart.
#
# **What you will see them do.** Small things here: gates, curves, digits, spoken vowels; the four letters of DNA and an
# amount of rain as inputs. Larger tasks are to find where a protein sits in the picture of a cell, a Kaggle competition of
# 2018 (Ouyang and others, 2019), and to name what a photograph shows (ImageNet; Deng and others, 2009).
#
# *To think about.* What would the function of this section be if the nonlinearity were left out?
#
# <details><summary>Answer</summary>
#
# $W_2(W_1x + b_1) + b_2 = (W_2W_1)x + (W_2b_1 + b_2)$: one affine map. Without nonlinearities, depth gains nothing. Lesson
# 2 begins there.
#
# </details>

# %% [markdown]
# ## Summary
#
# | thing | what to keep |
# |---|---|
# | function | a table lists it, an expression computes it; structure is what makes it short |
# | joint table of $d$ two-valued variables | $2^d$ entries, $2^d - 1$ free numbers |
# | independent | $2d$ entries, $d$ free numbers |
# | independent and identically distributed | 2 entries, 1 free number |
# | naive Bayes, $K$ features, two classes | entries $2 \cdot 2^K \to 2 \cdot 2K$; free numbers $2(2^K - 1) + 1 \to 2K + 1$ |
# | Kolmogorov complexity | the length of the shortest program; every program is an upper bound |
# | affine map of rows | $Z = XW^\top + b$: $(n, d)$ and $(d, \text{out})$ give $(n, \text{out})$ |
# | network | affine maps with nonlinearities between them |
#
# **Next:** lesson 1 looks at one unit, and how it learns.
#
# ## Slips on the slides
#
# - Neurons (Xiu): about 86 billion, not hundreds of millions; synapses in the hundreds of trillions (section 0.7).
# - What the theorem promises (Xiu): continuous on a compact set, with a nonlinearity that is not a polynomial (section 0.7).
# - Dates of the perceptron (Xiu, Diakonikolas), of backpropagation and of GPUs (notes) (section 0.7).
# - The factorised table (Diakonikolas): $2d$ entries, not $2^d$; the last factor has the index $d$, not $n$; two rows of the
#   joint table have the same key, and two do not fit the factors (section 0.3).
# - Naive Bayes (Diakonikolas): $K$ for $k$, and once for every class (section 0.4).
#
# ## References
#
# - F. A. C. Azevedo and others, "Equal numbers of neuronal and nonneuronal cells make the human brain an isometrically
#   scaled-up primate brain", *Journal of Comparative Neurology* 513, 532–541, 2009.
# - A. E. Bryson, "A gradient method for optimizing multi-stage allocation processes", *Proceedings of the Harvard
#   University Symposium on Digital Computers and their Applications*, 1961.
# - G. Cybenko, "Approximation by superpositions of a sigmoidal function", *Mathematics of Control, Signals and Systems* 2,
#   303–314, 1989.
# - J. Deng and others, "ImageNet: a large-scale hierarchical image database", *IEEE Conference on Computer Vision and
#   Pattern Recognition*, 248–255, 2009.
# - K. Hornik, "Approximation capabilities of multilayer feedforward networks", *Neural Networks* 4, 251–257, 1991.
# - H. J. Kelley, "Gradient theory of optimal flight paths", *ARS Journal* 30, 947–954, 1960.
# - A. N. Kolmogorov, "Three approaches to the quantitative definition of information", *Problems of Information
#   Transmission* 1(1), 1–7, 1965.
# - A. Krizhevsky, I. Sutskever, G. E. Hinton, "ImageNet classification with deep convolutional neural networks", *Advances
#   in Neural Information Processing Systems* 25, 2012.
# - Y. LeCun, question and answer session on Quora, 28 July 2016.
# - M. Leshno, V. Y. Lin, A. Pinkus, S. Schocken, "Multilayer feedforward networks with a nonpolynomial activation function
#   can approximate any function", *Neural Networks* 6, 861–867, 1993.
# - S. Linnainmaa, *The representation of the cumulative rounding error of an algorithm as a Taylor expansion of the local
#   rounding errors* (in Finnish), master's thesis, University of Helsinki, 1970.
# - W. S. McCulloch, W. Pitts, "A logical calculus of the ideas immanent in nervous activity", *Bulletin of Mathematical
#   Biophysics* 5, 115–133, 1943.
# - R. Munroe, "Machine Learning", *xkcd* 1838, 2017.
# - M. Nielsen, *Neural Networks and Deep Learning*, Determination Press, 2015.
# - K.-S. Oh, K. Jung, "GPU implementation of neural networks", *Pattern Recognition* 37, 1311–1314, 2004.
# - W. Ouyang and others, "Analysis of the Human Protein Atlas Image Classification competition", *Nature Methods* 16,
#   1254–1261, 2019.
# - B. Pakkenberg and others, "Aging and the human neocortex", *Experimental Gerontology* 38, 95–99, 2003.
# - R. Raina, A. Madhavan, A. Y. Ng, "Large-scale deep unsupervised learning using graphics processors", *International
#   Conference on Machine Learning*, 873–880, 2009.
# - F. Rosenblatt, "The perceptron: a probabilistic model for information storage and organization in the brain",
#   *Psychological Review* 65, 386–408, 1958; *Principles of Neurodynamics*, Spartan Books, 1962.
# - D. E. Rumelhart, G. E. Hinton, R. J. Williams, "Learning representations by back-propagating errors", *Nature* 323,
#   533–536, 1986.
# - P. J. Werbos, *Beyond Regression*, doctoral thesis, Harvard University, 1974; "Applications of advances in nonlinear
#   sensitivity analysis", in *System Modeling and Optimization*, Springer, 762–770, 1982.
# - B. Widrow, M. E. Hoff, "Adaptive switching circuits", *IRE WESCON Convention Record* 4, 96–104, 1960.
# - Lectures whose slides are quoted: D. Xiu, BUSN 20800, University of Chicago, lecture 7; I. Diakonikolas, CS 760,
#   University of Wisconsin-Madison, 2022; and scribed notes on backpropagation.
