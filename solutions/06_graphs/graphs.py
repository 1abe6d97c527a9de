# %% [markdown]
# # 6. Computation graphs
#
# A network's loss is one long formula. Written as a **graph**, it falls into small steps that each know how to run
# forwards and how to carry a slope back. Two short loops then find the slope of the output in every node: one from the
# first step to the last, one from the last to the first. This lesson builds both, and shows why the second runs backwards.
#
# **What this lesson assumes.** Derivatives, the chain rule along one path and along several (lesson 05), NumPy arrays.
#
# **What you can do afterwards.** Turn a formula into a graph, and put its nodes into an order. Run it forwards. Carry
# gradients back through each kind of gate, by hand and in code. Say why the backward loop runs from the end, what it
# keeps and what it saves. Write an engine that does all this for any graph.
#
# **How long.** 90 minutes: 5 for section 6.1, then 15, 12, 15, 10, 4, 7, 8, and 14 for your own engine in section 6.9.
# There are nine exercises, most of them short.
#
# **Conventions.** The $N$ nodes of a graph are $v_1, \dots, v_N$ in formulas, and rows $0, \dots, N - 1$ in code. Here every
# node holds one number; lesson 07 goes on to arrays. The *gradient of a node* is the slope of the output in that node,
# $\partial v_N/\partial v_i$. At a tie, `max` hands everything to its first input.
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
from functools import wraps
from itertools import permutations

from course import Node, numeric_gradient
from course.graph import exp, maximum, tanh, text, trace
from course.graph import topological_order as engine_order
from course.plots.graphs import arcs, descent, keeping, matches, paths, slip, viewer, visits
from course.plots.graphs.examples import EXAMPLES
from course.widgets import graph_viewer, order_lab


def by_differences(f, *at):
    """The slopes of f in each of its arguments, measured: lesson 05."""
    return numeric_gradient(lambda v: f(*v), np.array(at, dtype=float)).value

# %% [markdown]
# ## 6.1 A formula is a graph
#
# **The question.** How does one differentiate a formula with a million parts? Cut it into parts so small that each is easy,
# and write down who needs whom.
#
# Take $f(x, y, z) = (x + y)\,z$ at $x = -2$, $y = 5$, $z = -4$. There are two parts, $q = x + y$ and $f = q z$.

# %%
small = EXAMPLES["(x + y) z"]
figure = viewer.draw(small.records(), 2, title="f = (x + y) z, forwards")

# %% [markdown]
# **The statement.** A *computation graph* has **nodes**, and **wires** that lead from one node to another.
#
# - A node without incoming wires is a **leaf**: an input or a parameter. Its value is given.
# - Every other node is a **gate**: an operation, and the value that comes out of it.
# - A wire leads from a **parent** to a **child**: the child's operation uses the parent's value. In $q = x + y$ the
#   parents of $q$ are $x$ and $y$, and $q$ is a child of both. A node may have many children.
# - The node whose slopes we want is the **output**, here $f$. In training it is the loss.
#
# A gate need not know where its inputs come from, nor what becomes of its output. That is *modularity*: each kind of
# gate is written and tested once, and then used a thousand times.
#
# **A graph as three lists.** For a computer we number the nodes and write one row for each. Such a list is called a
# **tape**.
#
# | row | name | `ops` | `inputs` | value |
# |---|---|---|---|---|
# | 0 | $x$ | `"leaf"` | −1, −1 | −2 |
# | 1 | $y$ | `"leaf"` | −1, −1 | 5 |
# | 2 | $q$ | `"add"` | 0, 1 | |
# | 3 | $z$ | `"leaf"` | −1, −1 | −4 |
# | 4 | $f$ | `"multiply"` | 2, 3 | |
#
# `inputs` holds the rows of the two parents, and −1 where there is none. The leaves' values stand in a list of their own,
# `leaves = [-2, 5, -4]`, in the order of their rows.
#
# **By hand.** Row 2 is $-2 + 5 = 3$. Row 4 is $3 \cdot (-4) = -12$.
#
# **A graph is not unique.** The same function can be cut in other ways. $(x + y)\,z = xz + yz$ has three gates, and $z$
# has two children. Both graphs must give the same value and the same slopes. The course's own engine, `Node`, builds a
# graph from a formula as it is written down:

# %%
def both_cuts():
    """Each graph of (x + y) z with its leaves."""
    for cut in (lambda x, y, z: (x + y) * z, lambda x, y, z: x * z + y * z):
        x, y, z = Node(-2.0, "x"), Node(5.0, "y"), Node(-4.0, "z")
        yield cut(x, y, z), (x, y, z)


for f, leaves in both_cuts():
    f.backward()
    slopes = [leaf.gradient for leaf in leaves]
    print(f"{len(engine_order(f))} nodes: value {f.value:.4g}, slopes in x, y, z:", np.array(slopes))
print("by differences:             ", by_differences(lambda x, y, z: (x + y) * z, -2, 5, -4))

# %% [markdown]
# So we may choose. A good cut is one in which the slope of every gate is easy to write down. Section 6.8 comes back to
# this choice.
#
# **Think.** How many nodes does $(x + y)(x + y)$ need, if a graph may use a node twice? And if it may not?
#
# <details><summary>Answer</summary>
#
# Four: $x$, $y$, $s = x + y$ and $s \cdot s$. Without sharing, $x$, $y$ and their sum stand there twice: seven.
#
# </details>
#
# ## 6.2 Forwards: parents first
#
# **The question.** In which order must the gates run?
#
# **The statement.** Each after its parents, since it needs their values. An order of the nodes in which every node comes
# after all its parents is a **topological order**. Put the nodes on a line in such an order, and every wire leads to the
# right.

# %%
wires = [("x", "q"), ("y", "q"), ("q", "f"), ("z", "f")]
orders = {"x y q z f": "xyqzf", "z y x q f": "zyxqf", "x q y f z": "xqyfz"}
figure = arcs.draw(wires, {name: list(order) for name, order in orders.items()})

# %% [markdown]
# There may be many such orders. Here are all ways to line up the five nodes, and how many of them will do:

# %%
good = [order for order in permutations("xyzqf") if all(order.index(a) < order.index(b) for a, b in wires)]
print(f"{len(good)} of {len(list(permutations('xyzqf')))} orders are topological")
print("in every one of them f comes last:", all(order[-1] == "f" for order in good))

# %% [markdown]
# **Is there always one?** Yes, if no node depends on itself by a detour, which would be a *cycle*. To see it, take any
# node and walk from it to one of its parents, then to one of that node's parents, and so on. Without a cycle no node comes
# up twice. There are finitely many nodes, so the walk ends: at a node without parents. So **some node is ready**. Give it
# the first place and cross it out. What is left is again a graph without a cycle, so again some node is ready, and so on
# until none is left. This is a proof and a method at once (Kahn, 1962).
#
# A graph that is built by running code has no cycle: a node's parents are there before it is made.
#
# **By hand.** The same graph, its rows in no order: row 0 is $f$, with the inputs 2 and 3; row 1 is $x$; row 2 is $q$, with
# 1 and 4; row 3 is $z$; row 4 is $y$.
#
# | placed so far | ready now, since all parents are placed |
# |---|---|
# | nothing | 1, 3, 4 |
# | 1, 3, 4 | 2 |
# | 1, 3, 4, 2 | 0 |
#
# The order is 1, 3, 4, 2, 0. Note that the *number* of a row says nothing here: row 0 comes last.
#
# ### Exercise: `topological_order(inputs)`
#
# Return the rows of a graph in a topological order, an array of $N$ whole numbers. Any such order is right.
#
# - `inputs` is (N, 2), whole numbers: the parents of each row, −1 where there is none. A row may name the same parent
#   twice. The rows come in no particular order. There is no cycle.
# - To try first: `inputs = [[2, 3], [-1, -1], [1, 4], [-1, -1], [-1, -1]]` is the graph above. One right answer is
#   `[1, 3, 4, 2, 0]`.

# %% nbgrader={"grade": false, "grade_id": "topological_order_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def topological_order(inputs):
    """The rows of a graph, (N,), each after its parents. inputs (N, 2) holds parents, or -1."""
    ### BEGIN SOLUTION
    parents = [{int(parent) for parent in row if parent >= 0} for row in inputs]
    order = []
    while len(order) < len(parents):
        order += [i for i in range(len(parents)) if i not in order and parents[i] <= set(order)]
    return np.array(order)
    ### END SOLUTION

# %%
mixed = np.array([[2, 3], [-1, -1], [1, 4], [-1, -1], [-1, -1]])
show(attempt(topological_order, mixed), "[1 3 4 2 0], or 1 and 4 before 2, and 2 and 3 before 0")

# %% nbgrader={"grade": true, "grade_id": "topological_order", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("topological_order", topological_order)

# %% [markdown]
# **The forward pass** now takes three lines in words. Go through the nodes in a topological order. A leaf takes its given
# value. A gate computes its value from its parents' values, which are there. In a formula, with $\text{pa}(i)$ for the
# parents of $v_i$:
#
# $$v_i = f_i\big(v_j \text{ for } j \in \text{pa}(i)\big), \qquad i = 1, \dots, N .$$
#
# Every value is computed **once** and kept. Its children read it as often as they like, and the way back will need it.
#
# ### Exercise: `tape_forward(ops, inputs, leaves)`
#
# Return the values of all rows of a tape, an array (N,). This tape is in topological order already.
#
# - `ops` is a tuple of $N$ texts, each one of `"leaf"`, `"add"`, `"subtract"`, `"multiply"`, `"maximum"`, `"exp"`,
#   `"tanh"`. `inputs` is (N, 2). `leaves` holds the leaves' values in the order of their rows; a leaf may stand anywhere
#   on the tape.
# - `"subtract"` takes the second input from the first. `"exp"` and `"tanh"` use the first input, and the second is −1.
#   Mind that NumPy reads place −1 as the last one.
# - To try first: `ops = ("leaf", "leaf", "add", "leaf", "multiply")` with
#   `inputs = [[-1, -1], [-1, -1], [0, 1], [-1, -1], [2, 3]]` and `leaves = [-2, 5, -4]` gives `[-2, 5, 3, -4, -12]`.

# %% nbgrader={"grade": false, "grade_id": "tape_forward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tape_forward(ops, inputs, leaves):
    """The values (N,) of a tape in order: ops, N texts; inputs (N, 2); leaves, one value for each leaf."""
    ### BEGIN SOLUTION
    gates = {"add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
             "maximum": max, "exp": lambda a, b: np.exp(a), "tanh": lambda a, b: np.tanh(a)}
    values, given = np.zeros(len(ops)), iter(leaves)
    for i, op in enumerate(ops):
        values[i] = next(given) if op == "leaf" else gates[op](*values[inputs[i]])
    return values
    ### END SOLUTION

# %%
tape_ops = ("leaf", "leaf", "add", "leaf", "multiply")
tape_inputs = np.array([[-1, -1], [-1, -1], [0, 1], [-1, -1], [2, 3]])
show(attempt(tape_forward, tape_ops, tape_inputs, np.array([-2.0, 5.0, -4.0])), "[-2 5 3 -4 -12]")

# %% nbgrader={"grade": true, "grade_id": "tape_forward", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("tape_forward", tape_forward)

# %% [markdown]
# **Think.** A popular way to find the order is a function that calls itself for every parent. What happens to it on a
# chain of 10,000 gates, and what would you do instead?
#
# <details><summary>Answer</summary>
#
# Python stops it: unless told otherwise, it lets functions call each other about 1,000 deep. A loop with a list of what is
# still to do has no such limit. Crossing out what is ready, as above, needs no recursion at all.
#
# </details>
#
# ## 6.3 One gate, backwards
#
# **The question.** A gate knows how much its own output matters. What does it tell its inputs?
#
# **The statement.** Let $L$ be the output of the whole graph and $q = g(x, y)$ one gate in it. Two slopes meet at the gate:
#
# - the **upstream gradient** $\partial L/\partial q$: how much $L$ moves when $q$ moves. It arrives from the children of $q$;
# - the **local derivative** $\partial q/\partial x$: how much $q$ moves when its input $x$ moves. The gate alone knows it.
#
# Along the wire from $x$ to $q$ the gate sends back their product, its **share**:
#
# $$\underbrace{\text{share of } x}_{\text{sent back}} \;=\;
# \underbrace{\frac{\partial L}{\partial q}}_{\text{upstream}} \cdot \underbrace{\frac{\partial q}{\partial x}}_{\text{local}} .$$
#
# This is the chain rule of lesson 05 for one path: move $x$ by a small $\delta$, then $q$ moves by about
# $\frac{\partial q}{\partial x}\delta$, and $L$ by about $\frac{\partial L}{\partial q}\frac{\partial q}{\partial x}\delta$.
#
# **The gates.** For each gate the local derivatives follow in a line.
#
# | gate | local derivatives | why | in a word |
# |---|---|---|---|
# | $q = x + y$ | $1$ and $1$ | $(x + \delta) + y = q + \delta$ | hands on to both |
# | $q = x - y$ | $1$ and $-1$ | $x - (y + \delta) = q - \delta$ | hands on, once with a minus |
# | $q = x y$ | $y$ and $x$ | $(x + \delta)\,y = q + y\,\delta$ | swaps the inputs and scales |
# | $q = \max(x, y)$ | $1$ for the larger, $0$ for the smaller | moving the smaller one a little moves nothing | routes |
# | $q = e^x$ | $q$ | $e^{x + \delta} = e^x e^\delta \approx e^x (1 + \delta)$ | scales by its own output |
# | $q = \tanh x$ | $1 - q^2$ | below | scales, least where the curve is nearly flat (*saturated*) |
# | copy: $x$ goes to two children | $1$ on each wire | the value is the same | adds up what comes back |
#
# For tanh write $\tanh x = s/c$ with $s = e^x - e^{-x}$ and $c = e^x + e^{-x}$. Then $s' = c$ and $c' = s$, and the quotient
# rule gives $(s' c - s c')/c^2 = (c^2 - s^2)/c^2 = 1 - (s/c)^2$.
#
# The last row is where two children meet, the topic of section 6.4. Note how add and copy mirror each other: going
# backwards, a sum becomes a copy, and a copy becomes a sum.
#
# **By hand.** Take four gates with small numbers. The sum of 3 and 4, with 2 arriving, hands back 2 and 2. The product of
# 2 and 3, with 5 arriving: $5 \cdot 3 = 15$ and $5 \cdot 2 = 10$. The larger of 4 and 5, with 9 arriving: 0 and 9. A copy of 7,
# with 4 arriving from one child and 2 from the other: $4 + 2 = 6$. The cell runs the engine and measures with differences.

# %%
def compare(name, gate, formula, inputs, arrives=1.0):
    """What a gate hands back for what arrives, beside the slopes of arrives × output."""
    leaves = [Node(value) for value in inputs]
    gate(*leaves).backward(arrives)
    handed = np.array([leaf.gradient for leaf in leaves])
    measured = by_differences(lambda *v: arrives * formula(*v), *inputs)
    print(f"{name:9} hands back {handed}, by differences {measured}")


compare("add", lambda x, y: x + y, lambda x, y: x + y, (3.0, 4.0), arrives=2.0)
compare("subtract", lambda x, y: x - y, lambda x, y: x - y, (3.0, 4.0), arrives=2.0)
compare("multiply", lambda x, y: x * y, lambda x, y: x * y, (2.0, 3.0), arrives=5.0)
compare("max", maximum, max, (4.0, 5.0), arrives=9.0)
compare("copy", lambda x: 4 * x + 2 * x, lambda x: 4 * x + 2 * x, (7.0,))
compare("exp", exp, np.exp, (0.5,))
compare("tanh", tanh, np.tanh, (0.5,))

# %% [markdown]
# **By hand, two gates in a row.** Back to $f = (x + y)\,z$ at $x = -2$, $y = 5$, $z = -4$, with $q = x + y = 3$ and $f = -12$.
# Start at the end: $\partial f/\partial f = 1$. The product swaps: $\partial f/\partial q = z = -4$ and $\partial f/\partial z = q = 3$.
# What arrives at the sum is $-4$, and it hands that on to both: $\partial f/\partial x = \partial f/\partial y = -4$. These are
# the slopes that section 6.1 printed.
#
# **The viewer.** The lab below runs every graph of this lesson, and those of lesson 07, one step at a time. Values stand
# above the wires, gradients below them behind ◂. A gate that has been visited shows its local derivatives, and the line
# under the graph writes out what each child sends, and the sum. Guess each number before you step.

# %%
figure = graph_viewer.show()

# %% [markdown]
# **By hand, all gates together.** Take $f = 2\,(xy + \max(z, w))$ at $x = 3$, $y = -4$, $z = 2$, $w = -1$. Name the inner
# results: $p = xy = -12$, $m = \max(z, w) = 2$, $s = p + m = -10$, $f = 2s = -20$.
#
# - Start at the end: $\partial f/\partial f = 1$.
# - The gate $2s$: its local derivative is 2, so $s$ gets $1 \cdot 2 = 2$.
# - The sum hands on to both: $p$ gets 2 and $m$ gets 2.
# - The product swaps: $x$ gets $2 \cdot y = -8$, and $y$ gets $2 \cdot x = 6$.
# - The max routes: $z$ is larger and gets 2, $w$ gets 0.

# %%
four = EXAMPLES["2 (x y + max(z, w))"]
slopes = {record.label: record.gradient for record in four.records() if record.label in "xyzw"}
print("by gates:       ", np.array([slopes[name] for name in "xyzw"]))
print("by differences: ", by_differences(lambda x, y, z, w: 2 * (x * y + max(z, w)), 3, -4, 2, -1))
figure = viewer.draw(four.records(), title=four.formula)

# %% [markdown]
# ### Exercise: `gate_gradients(x, y, z, w)`
#
# Take $f = (x + y) \cdot \max(y, z) - 3\,x\,w$. It has a sum, a difference, products, a max and copies: $x$ is used twice
# and $y$ too. Return its four slopes `(dx, dy, dz, dw)`, a tuple of numbers.
#
# - The arguments are numbers. Go gate by gate: give each inner result a name, fill in the values, then walk back.
# - Where $y = z$ the max has no one slope. Hand everything to its first input, $y$, as the conventions say. The check
#   accepts any number between the two one-sided slopes.
# - To try first: $x = 1$, $y = 2$, $z = 0$, $w = -1$ gives $f = 9$ and the slopes `(5, 5, 0, -3)`.

# %% nbgrader={"grade": false, "grade_id": "gate_gradients_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def gate_gradients(x, y, z, w):
    """The slopes (dx, dy, dz, dw) of f = (x + y) max(y, z) - 3 x w, four numbers."""
    ### BEGIN SOLUTION
    s, m = x + y, max(y, z)
    ds, dm, dp = m, s, -3.0          # f = s m - 3 p, with p = x w
    dx = ds + dp * w
    dy = ds + (dm if y >= z else 0.0)
    dz = 0.0 if y >= z else dm
    return dx, dy, dz, dp * x
    ### END SOLUTION

# %%
show(attempt(gate_gradients, 1.0, 2.0, 0.0, -1.0), "5, 5, 0, -3")

# %% nbgrader={"grade": true, "grade_id": "gate_gradients", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("gate_gradients", gate_gradients)

# %% [markdown]
# **Think.** In the lab, one graph is called *saturated*. The gradients of its leaves are all next to 0. Which gate is to
# blame, and which number shows it?
#
# <details><summary>Answer</summary>
#
# The sigmoid gate. Its input is 25 and its local derivative there is about $10^{-11}$. Every path from an input to the output
# passes this gate, so every gradient has this factor in it.
#
# </details>
#
# ## 6.4 Backwards: the sum over the children
#
# **The question.** A node with one child gets one share. What if it has several children?
#
# Take $u = 2x$, $v = 3x$ and $f = 5u - v + 4x$. There are three ways in which a nudge of $x$ travels to $f$. Each wire
# bears its local derivative, and the pictures show one **path** each.

# %%
slopes = {("x", "u"): 2.0, ("u", "f"): 5.0, ("x", "v"): 3.0, ("v", "f"): -1.0, ("x", "f"): 4.0}
places = {"x": (0, 0), "u": (1, 0.8), "v": (1, -0.8), "f": (2, 0)}
print("slope by differences:", by_differences(lambda x: 5 * (2 * x) - 3 * x + 4 * x, 1))
figure = paths.draw(slopes, places, "x", "f")

# %% [markdown]
# Put in what $u$ and $v$ are: $f = 10x - 3x + 4x = 11x$. So the slope is 11, the sum over the three paths.
#
# **What it means.** To move an inner node $i$, put its value at $v_i + \delta$, whatever its parents say, and run the
# nodes after it again. $\partial v_N/\partial v_i$ is how far $v_N$ then moves, for each unit of a small $\delta$.
#
# **It is a sum over paths.** Multiply the local derivatives along each path from the node to the output, and add the
# products. To see why, let $D_j$ be how far node $j$ moves, for each unit of $\delta$.
#
# - $D_i = 1$: the path with no wire. A node that does not depend on $i$ has no path from $i$, and $D_j = 0$.
# - Any other node is moved by its parents alone. By lesson 05, $D_j = \sum D_k\,\frac{\partial v_j}{\partial v_k}$ over
#   the wires $k \to j$.
# - Every path from $i$ to $j$ is a path to a parent $k$ and one wire more. So if each $D_k$ is a sum over paths, $D_j$ is
#   one too. Topological order takes this from node to node, at last to $v_N$.
#
# **The statement.** Write $G_i = \partial v_N/\partial v_i$ for the gradient of node $i$. Then $G_N = 1$, and for every
# other node
#
# $$G_i = \sum_{\text{wires } i \to j} G_j \, \frac{\partial v_j}{\partial v_i} ,$$
#
# a sum over the wires that leave node $i$. A child that uses $v_i$ twice has two of them. If no wire leaves, the sum is
# empty and $G_i = 0$.
#
# **The derivation.** Above, paths were sorted by their last wire. Now sort them by the first.
#
# 1. From $v_N$ to itself there is one path, with no wire on it. An empty product is 1. So $G_N = 1$. This is the **seed**.
# 2. Let $i \ne N$. The paths from $i$ to $N$ are the wires $i \to j$, each followed by every path from $j$ to $N$.
# 3. The paths that begin with the wire $i \to j$ all have the factor $\frac{\partial v_j}{\partial v_i}$. Take it out of
#    their sum. What is left is the sum over all paths from $j$ to $N$, which is $G_j$.
# 4. Add over the first wires: that is the statement.
#
# **What this says about order.** $G_i$ needs the $G_j$ of **all** its children. In a topological order children stand after
# their parents. So walk through the order from its last place to its first, and every $G_j$ is there when it is asked for:
#
# $$i = N, N - 1, \dots, 1 .$$
#
# This walk is the **sweep**. Each node first **sums** what came back on all its wires, and only then **multiplies** by its
# local derivatives to serve its own parents. So its sum is computed once and used for every parent.
#
# **By hand.** The smallest case with several paths is $b = a + a$, then $c = b + b$, at $a = 3$. Seed: $G_c = 1$. Two wires
# lead from $b$ to $c$, each with the slope 1: $G_b = 1 + 1 = 2$. Two wires lead from $a$ to $b$: $G_a = 2 + 2 = 4$. Indeed
# $c = 4a$. The engine writes the whole backward pass down as a table, one row for each wire:

# %%
a = Node(3.0, "a")
b = (a + a).named("b")
c = (b + b).named("c")
print(text(trace(c)))
print("dc/da by differences:", by_differences(lambda a: (a + a) + (a + a), 3))
figure = viewer.draw(EXAMPLES["b = a + a, c = b + b"].records(), title="b = a + a, c = b + b at a = 3")

# %% [markdown]
# In a loss with a penalty the weight $w$ goes to the prediction and to the penalty, and its gradient
# is the sum of what both send back:

# %%
penalised = EXAMPLES["one weight, with a penalty"]
print("dJ/dw by differences:", by_differences(lambda w: (3 - w * 2) ** 2 + 0.1 * w**2, 0.5))
figure = viewer.draw(penalised.records(), title=penalised.formula, rows=penalised.rows)

# %% [markdown]
# ### Exercise: `choose_order()`
#
# Take $f = s \cdot t$ with $s = x + y$ and $t = \tanh x$. The nodes are $x$, $y$, $s$, $t$, $f$. In which of these orders may
# the **backward** pass visit them? Several are right. Return all their letters as one text: for instance, two letters P
# and Q are returned as `"PQ"`.
#
# (a) x, y, s, t, f
#
# (b) f, t, s, y, x
#
# (c) f, s, x, t, y
#
# (d) f, s, y, t, x
#
# (e) t, s, f, y, x

# %% nbgrader={"grade": false, "grade_id": "choose_order_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def choose_order():
    """Return the letters of all orders that the backward pass may take, as one text."""
    ### BEGIN SOLUTION
    return "bd"
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "choose_order", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
check("choose_order", choose_order)

# %% [markdown]
# > **The slide says** of the forward loop that $i$ runs over $1, \dots, N$. That is right. It then writes the same range
# > over the backward loop, whose body is the sum over the children, and it names no seed.
#
# What would that do? Take $v_1 = a$, $v_2 = v_1 + v_1$, $v_3 = v_2 + v_2$, and so on, up to $v_6$. The cell gives the slide the
# seed that it leaves out, visits the nodes in its order, and sets the result beside differences.

# %%
slide = order_lab.sweep("doublings", 6, "first first", adds=True).gradient
measured = [by_differences(lambda v, k=k: 2**k * v, 3)[0] for k in (5, 4, 3, 2, 1, 0)]
print("the slide's loop, with a seed:", slide)
print("by differences:               ", np.array(measured))

# %% [markdown]
# Only the output and its parent are right. When $v_4$ is visited, nothing has come back to $v_5$ yet, and $v_4$ keeps the 0
# that it finds there. Without a seed, even $v_5$ gets 0.
#
# ### Exercise: `tape_backward(inputs, slopes)`
#
# Below stands the slide's loop as code. Mend it, so that it returns the gradients (N,) of the **last** row of a tape.
#
# - The tape is in topological order. `inputs` is (N, 2), the parents of each row, −1 where there is none. `slopes` is (N, 2):
#   `slopes[j, side]` is the local derivative of row `j` in its input `inputs[j, side]`, and 0 where there is none.
# - A row that names a parent twice has two wires from it. Both count.
# - The points come only if every gradient on every tape is right. You may also write the function anew.
# - To try first: `inputs = [[-1, -1], [0, 0], [1, 1]]` with `slopes = [[0, 0], [1, 1], [1, 1]]` gives `[4, 2, 1]`.

# %% nbgrader={"grade": false, "grade_id": "tape_backward_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def tape_backward(inputs, slopes):
    """The gradient (N,) of the last row in every row of a tape.

    inputs (N, 2) holds the parents of each row, or -1; slopes (N, 2) the local derivatives.
    """
    ### BEGIN SOLUTION
    N = len(inputs)
    gradient = np.zeros(N)
    gradient[N - 1] = 1.0
    for i in range(N - 2, -1, -1):
        for child in range(N):
            for side in (0, 1):
                if inputs[child, side] == i:
                    gradient[i] += gradient[child] * slopes[child, side]
    return gradient
    ### BEGIN STUB
    # N = len(inputs)
    # gradient = np.zeros(N)
    # for i in range(N):
    #     for child in range(N):
    #         for side in (0, 1):
    #             if inputs[child, side] == i:
    #                 gradient[i] += gradient[child] * slopes[child, side]
    # return gradient
    ### END STUB
    ### END SOLUTION

# %%
doubled = np.array([[-1, -1], [0, 0], [1, 1]])
show(attempt(tape_backward, doubled, (doubled >= 0).astype(float)), "[4 2 1]")

# %% nbgrader={"grade": true, "grade_id": "tape_backward", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
check("tape_backward", tape_backward)

# %% [markdown]
# **Think.** For which graphs does the slide's loop, given the seed, find all gradients?
#
# <details><summary>Answer</summary>
#
# It is right where every wire on a path to the output ends at the output. Then each node asks the output alone, and the
# output has its seed from the start. A node that starts a longer path keeps only what its direct wires to the output bring:
# in $f = 5u - v + 4x$ above, $x$ would get 4 in place of 11.
#
# </details>
#
# ## 6.5 How much work the order saves
#
# **The question.** How do we keep the computation small? The formula of section 6.4 can also be read as a function that
# calls itself: the gradient of a node is a sum over the gradients of its children. What does that cost, and what does the
# sweep cost?
#
# Take $k$ doublings in a row, $v_{i+1} = v_i + v_i$. The function below asks each child, once for each wire, and notes every
# visit. The second one is the same, but it writes each result into a table and looks there first.

# %%
def by_recursion(node, last, visited):
    """The gradient of the last node in this one; each child is asked anew for every wire."""
    visited.append(node)
    if node == last:
        return 1.0
    return by_recursion(node + 1, last, visited) + by_recursion(node + 1, last, visited)


def with_a_table(node, last, visited, table):
    """The same, but what was found once is looked up."""
    if node not in table:
        visited.append(node)
        asked = [1.0] if node == last else [with_a_table(node + 1, last, visited, table) for wire in (0, 1)]
        table[node] = sum(asked)
    return table[node]


doublings = list(range(1, 15))
counted = {"recursion": [], "recursion with a table": []}
for k in doublings:
    plain, tabled = [], []
    same = by_recursion(0, k, plain) == with_a_table(0, k, tabled, {}) == 2.0**k
    counted["recursion"].append(len(plain))
    counted["recursion with a table"].append(len(tabled))
    if k in (1, 2, 3, 14):
        print(f"k = {k:2}: {len(plain):6,} visits, {len(tabled):2} with a table; both give 2^{k}: {same}")
figure = visits.draw(doublings, counted, label="doublings in a row")

# %% [markdown]
# **The derivation.** Let $T_k$ be the visits that the recursion makes for $k$ doublings. It visits the first node and then
# twice does the work for $k - 1$ doublings:
#
# $$T_0 = 1, \qquad T_k = 1 + 2\,T_{k-1} .$$
#
# Add 1 on both sides: $T_k + 1 = 2\,(T_{k-1} + 1)$. So $T_k + 1$ doubles each time, from $T_0 + 1 = 2$: $T_k = 2^{k+1} - 1$.
# The sweep visits each of the $k + 1$ nodes once and looks at each of the $2k$ wires once.

# %%
ratio = [(later + 1) / (earlier + 1) for earlier, later in zip(counted["recursion"], counted["recursion"][1:])]
print("growth of (visits + 1) from one k to the next: between", f"{min(ratio):.4g} and {max(ratio):.4g}")
print("visits at k = 14:", counted["recursion"][-1], " by the law:", 2**15 - 1)
print(f"by the law at k = 40: {2**41 - 1:.3g} visits; nodes of the sweep: 41")

# %% [markdown]
# The use of a table has a name. **Dynamic programming** means: solve each sub-problem once, write
# it down, and look it up afterwards. Here the sub-problems are the gradients $G_j$, the table is the list of gradients,
# and the reverse topological order is the order in which the table can be filled with no entry missing. That is why
# backpropagation is called dynamic programming.
#
# **Are doublings a trick?** They are the worst case for two inputs: as many paths lead to a node as to its two parents
# together, so at most twice the largest number before it. Here are 200 random graphs of 30 nodes. Row 0 is a leaf, row 1
# uses row 0, and each later row uses two different ones of the three before it (row 2: of the two):

# %%
def visits_of_recursion(after):
    """How many visits the recursion makes from the first node, if after[i] lists the children of node i."""
    made = np.ones(len(after))
    for node in range(len(after) - 1, -1, -1):
        made[node] += sum(made[child] for child in after[node])
    return int(made[0])


found = []
for seed in range(200):
    rng = np.random.default_rng(seed)
    after = [[] for _ in range(30)]
    for node in range(1, 30):
        for parent in rng.choice(np.arange(max(0, node - 3), node), size=min(2, node), replace=False):
            after[parent].append(node)
    found.append(visits_of_recursion(after))
print("visits of the sweep, on each graph:             30")
print(f"visits of the recursion, the middle of 200:     {np.median(found):,.0f}")
print(f"graphs on which it needs more than 10,000:      {np.mean(np.array(found) > 10_000):.1%}")

# %% [markdown]
# ### Exercise: `count_visits(n)`
#
# *Predict, then measure.* A **ladder** is this graph: $v_1$ is a leaf, $v_2 = \tanh(v_1)$, and from then on each node uses the
# two before it, $v_k = v_{k-1} \cdot v_{k-2}$ for $k = 3, \dots, n$. Return `(paths, wires)`, two whole numbers: how many
# paths lead from $v_1$ to $v_n$, and how many wires the graph has. $n$ is at least 2.
#
# - Do not list the paths: there are ladders with 60 nodes among the inputs. Find the law first. It is the law of a sum over
#   children, or over parents.
# - To try first: $n = 3$ has the 2 paths $v_1 v_2 v_3$ and $v_1 v_3$, and 3 wires.

# %% nbgrader={"grade": false, "grade_id": "count_visits_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_visits(n):
    """(paths, wires) of the ladder with n nodes, n >= 2: paths from first to last, and wires."""
    ### BEGIN SOLUTION
    before, paths = 0, 1
    for _ in range(n - 1):
        before, paths = paths, before + paths
    return paths if n > 2 else 1, 2 * n - 3
    ### END SOLUTION

# %%
show(attempt(count_visits, 3), "2, 3")

# %% nbgrader={"grade": true, "grade_id": "count_visits", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("count_visits", count_visits)

# %%
# The measurement, once there is a prediction: every path of the ladder, listed one by one.
predicted = attempt(count_visits, 20)
if predicted is not None:
    ladder = {(k, k + 1): 1.0 for k in range(1, 20)} | {(k, k + 2): 1.0 for k in range(1, 19)}
    print(f"20 nodes: predicted {predicted}, listed {len(paths.every(ladder, 1, 20)), len(ladder)}")

# %% [markdown]
# **The order lab.** Choose a graph, an order and whether shares are added or overwritten. Left: the visits. Right: what the
# sweep hands to each node. One preset runs the slide's loop, another forgets to add.

# %%
figure = order_lab.show()

# %% [markdown]
# **Think.** The sweep asks each wire once. Could there be a method that looks at fewer wires and is always right?
#
# <details><summary>Answer</summary>
#
# No. Change the slope of one wire that lies on a path to the output. In general some gradient changes. A method that never
# looks at this wire cannot notice. So the sweep's work is the least possible, up to a constant factor.
#
# </details>
#
# ## 6.6 What is kept on the way
#
# **The question.** The table costs memory. The local derivatives need the forward values: a product needs its inputs, tanh
# needs its output. So the forward pass must keep them until the backward pass has used them. Can we keep less?
#
# **The statement.** Yes, for more work: what was thrown away is computed again. Take a chain of $n$ tanh gates, whose
# slopes need their outputs. On the way there keep only the value before every $s$-th gate, where $s$ divides $n$. On the way back,
# run each stretch of $s$ gates forwards once more, from its kept value, and then go back through it.
#
# - Held at once: the $n/s$ kept values, and the $s$ outputs of one stretch.
# - Gates run forwards: each one twice, $2n$ in all.
#
# With $n = 256$ and $s = 16$ that is $16 + 16 = 32$ values in place of 256, for 512 gates in place of 256. One can go further
# and keep the input alone. Then the output of gate $i$ takes $i$ runs from the start, for every $i$ but the last, whose output
# is at hand: $n + (1 + 2 + \dots + (n - 1)) = n(n + 1)/2$ runs. The cell counts as it goes. Every way must find the same slope.

# %%
def keep_all(start, n):
    """Slope of n tanh gates in a row at its start; values held at once; gates run forwards."""
    outputs = [np.tanh(start)]
    while len(outputs) < n:
        outputs.append(np.tanh(outputs[-1]))
    return np.prod([1 - output**2 for output in outputs]), len(outputs), len(outputs)


def keep_some(start, n, s):
    """The same, with only the value before every s-th gate kept."""
    kept, value, run = [], start, 0
    for i in range(n):
        if i % s == 0:
            kept.append(value)
        value, run = np.tanh(value), run + 1
    slope, held = 1.0, len(kept) + s
    while kept:
        value, stretch = kept.pop(), []
        for _ in range(s):
            value, run = np.tanh(value), run + 1
            stretch.append(value)
        for output in reversed(stretch):
            slope *= 1 - output**2
    return slope, held, run


def keep_the_input(start, n):
    """The same, with nothing kept but the input and the value at hand."""
    slope, run = 1.0, 0
    for i in range(n, 0, -1):
        value = start
        for _ in range(i):
            value, run = np.tanh(value), run + 1
        slope *= 1 - value**2
    return slope, 2, run


n = 256
ways = {"keep all": keep_all(0.5, n), "every 16th": keep_some(0.5, n, 16)}
ways |= {"the input alone": keep_the_input(0.5, n)}
for name, (slope, held, run) in ways.items():
    print(f"{name:16} slope {slope:.4g}, {held:3} values held, {run:6,} gates run forwards")
print(f"by the formulas, every 16th: {n // 16 + 16} values, {2 * n} gates; the input alone: {n * (n + 1) // 2:,} gates")
figure = keeping.draw({name: (held, run) for name, (slope, held, run) in ways.items()}, n)

# %% [markdown]
# So speed and memory can be traded for each other, and the middle way is cheap: an eighth of the memory for twice the
# forward work.
#
# **Think.** Which $s$ holds the fewest values for $n = 256$?
#
# <details><summary>Answer</summary>
#
# $n/s + s$ is least where its slope in $s$ is 0: $-n/s^2 + 1 = 0$, so $s = \sqrt n = 16$. Then $2\sqrt n = 32$ values are held.
#
# </details>
#
# ## 6.7 The same graph twice
#
# **The question.** Training runs the same graph again and again. What becomes of the gradients of the last run?
#
# **The statement.** A backward pass adds. So every gradient must be 0 before it begins. If it is not, the new sum begins
# with the old one. It gets worse: an inner node hands its whole gradient on, old part included, and its parents add *that* to
# their own old part.
#
# **By hand.** $b = a + a$, $c = b + b$. The first pass gives $G_c = 1$, $G_b = 2$, $G_a = 4$. Now call it again without clearing.
# The seed is set to 1. $G_b = 2 + (1 + 1) = 4$. Then $G_a = 4 + (4 + 4) = 12$. That is neither 4, the slope, nor 8, twice the
# slope. A third pass gives $G_b = 6$ and $G_a = 12 + 12 = 24$.

# %%
kept = {"a": 0.0, "b": 0.0}
for number in (1, 2, 3):
    kept["b"] += 1.0 + 1.0                     # the seed is 1; two wires from b to c
    kept["a"] += kept["b"] + kept["b"]         # two wires from a to b
    print(f"pass {number}, nothing cleared: G_b = {kept['b']:.4g}, G_a = {kept['a']:.4g}")
a = Node(3.0, "a")
b = a + a
c = b + b
for number in (1, 2, 3):
    c.backward()
    print(f"pass {number} of our engine:    G_b = {b.gradient:.4g}, G_a = {a.gradient:.4g}")

# %% [markdown]
# Our engine clears every gradient before a pass. Others, PyTorch among them, begin afresh at the inner nodes and let the
# *leaves* add up, so that a batch may be fed in portions. Then the training loop has to clear the leaves itself, once a step. To forget
# that is a classic bug: nothing stops, and the steps are wrong.
#
# ### Exercise: `backward_twice(w, x, y, rate, steps)`
#
# This function goes down the loss $L = (w x - y)^2$ by gradient descent, $w \leftarrow w - \text{rate} \cdot \partial L/\partial w$.
# Its graph is $p = w x$, $r = p - y$, $L = r^2$. It has one mistake. Mend it.
#
# - All arguments are numbers; `steps` is a whole number, 0 or more. Return all weights, an array (steps + 1,), the first
#   one included.
# - The points come only if every weight is right.
# - To try first: `w = 0, x = 1, y = 1, rate = 0.25, steps = 3` gives `[0, 0.5, 0.75, 0.875]`.

# %% nbgrader={"grade": false, "grade_id": "backward_twice_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_twice(w, x, y, rate, steps):
    """The weights (steps + 1,) of gradient descent on (w x - y)², the first one included.

    One mistake is in it: mend it.
    """
    ### BEGIN SOLUTION
    gradient = {"w": 0.0, "p": 0.0, "r": 0.0}
    weights = [w]
    for _ in range(steps):
        gradient = dict.fromkeys(gradient, 0.0)
        p = w * x                                # forwards
        r = p - y
        gradient["r"] += 2 * r                   # backwards, from L = r²
        gradient["p"] += gradient["r"]
        gradient["w"] += gradient["p"] * x
        w = w - rate * gradient["w"]
        weights.append(w)
    return np.array(weights)
    ### BEGIN STUB
    # gradient = {"w": 0.0, "p": 0.0, "r": 0.0}
    # weights = [w]
    # for _ in range(steps):
    #     p = w * x                                # forwards
    #     r = p - y
    #     gradient["r"] += 2 * r                   # backwards, from L = r²
    #     gradient["p"] += gradient["r"]
    #     gradient["w"] += gradient["p"] * x
    #     w = w - rate * gradient["w"]
    #     weights.append(w)
    # return np.array(weights)
    ### END STUB
    ### END SOLUTION

# %%
show(attempt(backward_twice, 0.0, 1.0, 1.0, 0.25, 3), "[0 0.5 0.75 0.875]")

# %% nbgrader={"grade": true, "grade_id": "backward_twice", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("backward_twice", backward_twice)

# %%
# Yours, beside an engine that clears all but the weight's gradient, and one that clears nothing.
@wraps(backward_twice)
def backward_twice_run():
    """Your weights on the way to 1, as 17 numbers."""
    return np.reshape(backward_twice(0.0, 1.0, 1.0, 0.1, 16), 17).astype(float)


setting = {"w": 0.0, "x": 1.0, "y": 1.0, "rate": 0.1, "steps": 16}
curves = {"the weight's gradient kept": descent.forgetful("w", **setting)}
curves |= {"all gradients kept": descent.forgetful("rpw", **setting)}
if (mine := attempt(backward_twice_run)) is not None:
    curves |= {"yours": mine}
for name, weights in curves.items():
    print(f"{name:27} w = {weights[8]:6.4g} after 8 steps, {weights[16]:6.4g} after 16")
figure = descent.draw(curves, best=1.0, reach=6.0)

# %% [markdown]
# **Think.** With the weight's gradient kept and nothing else, the curve swings about the goal and never settles. What does
# the sum of all gradients so far remind you of, if a step is a push?
#
# <details><summary>Answer</summary>
#
# A speed. Each gradient pushes, and all pushes so far stay in the sum, so the weight rolls through the valley without
# friction. With a little friction, where the old part is first multiplied by a number below 1, it becomes *momentum*: lesson 08.
#
# </details>
#
# ## 6.8 The sigmoid unit, cut in two ways
#
# **The question.** A graph is not unique. What is a good cut for $f = \sigma(w_0 x_0 + w_1 x_1 + w_2)$, with
# $\sigma(z) = \frac{1}{1 + e^{-z}}$? (Here counting starts at 0, as in the source.)
#
# **Small gates.** Cut $\sigma$ into four: $n = -z$, $e = e^n$, $u = 1 + e$, $f = 1/u$. Their local derivatives are $-1$, $e$, $1$ and
# $-1/u^2$. Take $w = (2, -3, -3)$ and $x = (-1, -2)$. Forwards: the products are $-2$ and $6$, the sums $4$ and $z = 1$. Then
# $n = -1$, $e = 0.37$, $u = 1.37$, $f = 0.73$.
#
# Backwards, from the seed 1: $-1/u^2 = -0.53$ at $u$; $-0.53$ at $e$; $-0.53 \cdot 0.37 = -0.20$ at $n$; $0.20$ at $z$. The sums
# hand 0.20 to $w_2$ and to both products. The products swap: $0.20 \cdot (-1) = -0.20$ at $w_0$ and $0.20 \cdot 2 = 0.39$ at $x_0$;
# $0.20 \cdot (-2) = -0.39$ at $w_1$ and $0.20 \cdot (-3) = -0.59$ at $x_1$. (The last digits come from the unrounded 0.1966.)

# %%
cut = EXAMPLES["a sigmoid unit, in small gates"]
slopes = {record.label: record.gradient for record in cut.records()}
of_w, of_x = (np.array([slopes[name] for name in names]) for names in (("w₀", "w₁", "w₂"), ("x₀", "x₁")))
print("by small gates, w:", of_w, " x:", of_x)
unit = lambda w0, w1, w2, x0, x1: 1 / (1 + np.exp(-(w0 * x0 + w1 * x1 + w2)))
measured = by_differences(unit, 2, -3, -3, -1, -2)
print("by differences, w:", measured[:3], " x:", measured[3:])
figure = viewer.draw(cut.records(), title=cut.formula)

# %% [markdown]
# **One gate.** Or make $\sigma$ a gate of its own. Multiply the four local derivatives, and write $\sigma$ for $1/u$:
#
# $$\sigma'(z) = \Big(-\frac{1}{u^2}\Big) \cdot 1 \cdot e^{-z} \cdot (-1) = \frac{e^{-z}}{(1 + e^{-z})^2}
# = \frac{(1 + e^{-z}) - 1}{1 + e^{-z}} \cdot \frac{1}{1 + e^{-z}} = (1 - \sigma(z))\,\sigma(z) .$$
#
# The third step adds and takes away 1, and splits the fraction. So the local derivative costs one subtraction and one product
# once $\sigma(z)$ is known, and the forward pass has just computed it. At $z = 1$: $(1 - 0.73) \cdot 0.73 = 0.20$, as above.

# %%
s = 1 / (1 + np.exp(-1.0))
print(f"four gates:      {np.exp(-1.0) / (1 + np.exp(-1.0)) ** 2:.4g}")
print(f"one gate:        {(1 - s) * s:.4g}")
print(f"by differences:  {by_differences(lambda z: 1 / (1 + np.exp(-z)), 1)[0]:.4g}")
one = EXAMPLES["a sigmoid unit, σ as one gate"]
figure = viewer.draw(one.records(), title=one.formula)

# %% [markdown]
# The second cut has three gates fewer to run, to keep and to go back through. It is also safer: at $z = -1000$ the small gate
# $e^{-z}$ overflows, and a sigmoid that is its own gate can be written so that it does not.
#
# > **The slide says**, at $z = 1$, that the local derivative is $\big(1 - \frac{1}{1 + e^{1}}\big)\big(\frac{1}{1 + e^{1}}\big) = 0.20$.
# > The sigmoid of 1 is $\frac{1}{1 + e^{-1}}$. What stands there, $\frac{1}{1 + e^{1}}$, is the sigmoid of $-1$.
#
# And yet the result is right. Why? Multiply numerator and denominator of $\sigma(-z)$ by $e^{-z}$:
#
# $$\sigma(-z) = \frac{1}{1 + e^{z}} = \frac{e^{-z}}{e^{-z} + 1} = \frac{(1 + e^{-z}) - 1}{1 + e^{-z}} = 1 - \sigma(z) .$$
#
# So with $s = \sigma(-z)$ in place of $\sigma(z)$ the two factors $(1 - s)$ and $s$ change places, and their product stays what it
# was. **A check of this derivative alone can never find the slip.** It shows in the value, and in whatever uses the value.

# %%
right, slide = 1 / (1 + np.exp(-1.0)), 1 / (1 + np.exp(1.0))
print(f"value at z = 1:      right {right:.4g}, on the slide {slide:.4g}; 1 − σ(1) = {1 - right:.4g}")
print(f"local derivative:    right {(1 - right) * right:.4g}, on the slide {(1 - slide) * slide:.4g}")
figure = slip.draw(1.0)

# %% [markdown]
# ### Exercise: `sigmoid_slip()`
#
# Find the counterexample. Take the loss $L = \frac12 (\sigma(z) - y)^2$ with a target $y$ between 0 and 1. Its slope in $z$ is
# $(s - y)\,s\,(1 - s)$ with $s = \sigma(z)$. Someone writes the slide's $s = \frac{1}{1 + e^{z}}$ everywhere instead. Return a tuple
# of three numbers `(blind, z, y)`:
#
# - `blind`: an input at which nobody can tell, since the slide's $s$ and the right one are the same number;
# - `z` and `y`: an input and a target at which the slide's slope has the **wrong sign**, so that training would climb. Both
#   slopes must be more than 0.001 away from 0.
# - Many answers are right for `z` and `y`. Try `z = 1, y = 1` first, on paper: both slopes are negative there, so this will
#   not do.

# %% nbgrader={"grade": false, "grade_id": "sigmoid_slip_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sigmoid_slip():
    """(blind, z, y): where the slip hides, and where it turns the slope of ½(σ(z) − y)² round."""
    ### BEGIN SOLUTION
    return 0.0, 1.5, 0.45
    ### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "sigmoid_slip", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check("sigmoid_slip", sigmoid_slip)

# %%
# Your counterexample, trained: 60 steps of size 1 from your z, once with each sigmoid in the slope.
@wraps(sigmoid_slip)
def sigmoid_slip_run():
    """The loss before and after, with the right sigmoid and with the slide's."""
    _, start, target = (float(number) for number in sigmoid_slip())
    for name, sign in (("the right sigmoid:", -1.0), ("the slide's:", 1.0)):
        z = start
        for _ in range(60):
            s = 1 / (1 + np.exp(sign * z))
            z = z - (s - target) * s * (1 - s)
        before, after = (0.5 * (1 / (1 + np.exp(-at)) - target) ** 2 for at in (start, z))
        print(f"{name:18} loss {before:.4g} at the start, {after:.4g} after 60 steps")


attempt(sigmoid_slip_run)

# %% [markdown]
# **Think.** Which test would have caught the slip on the day it was made?
#
# <details><summary>Answer</summary>
#
# One that looks at the value: $\sigma(1)$ must be larger than one half, and 0.73 to two digits. Slopes and values need checks of
# their own. A wrong value may have the right slope, and the other way round.
#
# </details>
#
# ## 6.9 Your own engine
#
# **The question.** Can everything so far be put together, for any graph whatever?
#
# You have the parts: an order (6.2), the values (6.2), the local derivatives (6.3), the seed and the sum over the children
# (6.4). Together they fit on a page. Two things are new. The rows come in **any** order, so the engine has to find its own.
# And the output is **any** row, so there may be rows on which it does not depend.
#
# | step | what | with what |
# |---|---|---|
# | 1 | a topological order of the rows | your `topological_order` |
# | 2 | the values: leaves first, by row number; then the gates, in that order | the gates of `tape_forward` |
# | 3 | all gradients 0, that of the output 1 | the seed |
# | 4 | in the order **reversed**: each gate hands upstream × local to its parents, who **add** it | the table in section 6.3 |
#
# In step 4 the children send. That is the same sum over wires as in section 6.4, where the parents asked: when a node's turn
# comes, all its children have had theirs, so its sum is whole. Rows that the output does not depend on keep their 0.
#
# **By hand.** `ops = ("multiply", "leaf", "exp")`, `inputs = [[1, 2], [-1, -1], [1, -1]]`, `leaves = [2]`, `output = 0`. Row 1 is
# a leaf $x = 2$, row 2 is $e^x$, row 0 is $x e^x$. Order: 1, 2, 0. Values: $x = 2$, $e^2 = 7.389$, $2 \cdot 7.389 = 14.78$. Backwards:
# row 0 has the seed 1. It sends $7.389$ to row 1 and $2$ to row 2. Row 2 sends $2 \cdot 7.389 = 14.78$ to row 1. So row 1 has
# $7.389 + 14.78 = 22.17$. Indeed $(x e^x)' = (1 + x)\,e^x = 3 \cdot 7.389$.

# %%
print(f"by gates:       {np.exp(2.0) + 2.0 * np.exp(2.0):.4g}")
print(f"by the formula: {(1 + 2.0) * np.exp(2.0):.4g}")
print(f"by differences: {by_differences(lambda x: x * np.exp(x), 2)[0]:.4g}")

# %% [markdown]
# ### Exercise: `graph_engine(ops, inputs, leaves, output)`
#
# Return `(values, gradients)`, two arrays (N,): the value of every row, and the gradient of row `output` in every row.
#
# - `ops`, `inputs`, `leaves` are as in `tape_forward`, but the rows come in any order. `leaves` goes by the order of the rows.
#   `output` is a row number.
# - A row on which the output does not depend has the gradient 0. If the output is a leaf, its own gradient is 1.
# - One row may stand on both sides of a gate. Then `"add"` has two wires from it, but $\max(x, x)$ hands its gradient back
#   once. At a tie of two different rows `"maximum"` hands everything to its first input.
# - You may call your own earlier functions, but then a mistake there costs you here too.
# - Among the graphs is one of forty doublings in a row. To walk all its paths takes time $2^{40}$.
# - To try first: the example above gives values `[14.78, 2, 7.389]` and gradients `[1, 22.17, 2]`. With two leaves,
#   `ops = ("multiply", "leaf", "exp", "leaf")`, `inputs = [[2, 1], [-1, -1], [3, -1], [-1, -1]]`, `leaves = [5, 0]` and
#   `output = 0` give values `[5, 5, 1, 0]` and gradients `[1, 1, 5, 5]`: row 1 is 5 and row 3 is 0, in whatever order you
#   visit them.

# %% nbgrader={"grade": false, "grade_id": "graph_engine_code", "locked": false, "schema_version": 3, "solution": true, "task": false}
def graph_engine(ops, inputs, leaves, output):
    """(values, gradients) of a tape in any order, both (N,): every row's value and its gradient.

    ops, N texts; inputs (N, 2), parents or -1; leaves, a value for each; output, a row number.
    """
    ### BEGIN SOLUTION
    gates = {"add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
             "maximum": lambda a, b: max(a, b), "exp": lambda a, b: np.exp(a), "tanh": lambda a, b: np.tanh(a)}
    local = {"add": lambda a, b, v: (1, 1), "subtract": lambda a, b, v: (1, -1), "multiply": lambda a, b, v: (b, a),
             "maximum": lambda a, b, v: (1, 0) if a >= b else (0, 1),
             "exp": lambda a, b, v: (v, 0), "tanh": lambda a, b, v: (1 - v * v, 0)}
    order = topological_order(inputs)
    values, gradients = np.zeros(len(ops)), np.zeros(len(ops))
    values[[i for i, op in enumerate(ops) if op == "leaf"]] = leaves
    inner = [i for i in order if ops[i] != "leaf"]
    for i in inner:
        values[i] = gates[ops[i]](*values[inputs[i]])
    gradients[output] = 1.0
    for i in inner[::-1]:
        for parent, slope in zip(inputs[i], local[ops[i]](*values[inputs[i]], values[i])):
            if parent >= 0:
                gradients[parent] += gradients[i] * slope
    return values, gradients
    ### END SOLUTION

# %%
tiny = ("multiply", "leaf", "exp"), np.array([[1, 2], [-1, -1], [1, -1]]), np.array([2.0]), 0
show(attempt(graph_engine, *tiny), "[14.78 2 7.389], [1 22.17 2]")
two = ("multiply", "leaf", "exp", "leaf"), np.array([[2, 1], [-1, -1], [3, -1], [-1, -1]]), np.array([5.0, 0.0]), 0
show(attempt(graph_engine, *two), "[5 5 1 0], [1 1 5 5]")

# %% nbgrader={"grade": true, "grade_id": "graph_engine", "locked": true, "points": 5, "schema_version": 3, "solution": false, "task": false}
check("graph_engine", graph_engine)

# %% [markdown]
# ### Yours against ours
#
# The cell makes 100 random graphs, runs `Node` on each and, once it is written, your engine. Where every gradient of every
# node agrees, all points lie on the diagonal.

# %%
GATES = {"add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
         "maximum": maximum, "tanh": lambda a, b: tanh(a)}  # no exp here: towers of it overflow


def random_graph(rng):
    """A tape of 3 leaves and 12 gates, and the same graph as nodes of our engine."""
    ops, inputs, leaves = ["leaf"] * 3, [[-1, -1]] * 3, rng.uniform(-1.5, 1.5, 3)
    nodes = [Node(value) for value in leaves]
    for op in rng.choice(list(GATES), size=12):
        a, b = (int(row) for row in rng.integers(0, len(ops), 2))
        nodes.append(GATES[op](nodes[a], nodes[b]))
        ops, inputs = [*ops, str(op)], [*inputs, [a, -1 if op == "tanh" else b]]
    return (tuple(ops), np.array(inputs), leaves, len(ops) - 1), nodes


@wraps(graph_engine)
def graph_engine_run(*tape):
    """Your gradients, one number for each row."""
    return np.reshape(graph_engine(*tape)[1], len(tape[0])).astype(float)


ours, yours, written = [], [], True
for seed in range(100):
    tape, nodes = random_graph(np.random.default_rng(seed))
    nodes[-1].backward()
    ours.append([node.gradient or 0.0 for node in nodes])   # None where the output does not depend on it
    answer = attempt(graph_engine_run, *tape) if written else None
    written = answer is not None
    yours.append(answer)
if written:
    same = np.isclose(yours, ours, rtol=1e-9, atol=1e-12).all(axis=1)
    print(f"every gradient agrees on {same.sum()} of 100 graphs")
figure = matches.draw(np.ravel(ours), np.ravel(yours) if written else None)

# %% [markdown]
# **Think.** Your engine has no sigmoid gate. Can it run the unit of section 6.8 all the same?
#
# <details><summary>Answer</summary>
#
# Yes. With $s$ and $c$ as in section 6.3, but at $z/2$, we have $\frac12 (1 + s/c) = \frac12 \cdot \frac{2 e^{z/2}}{e^{z/2} + e^{-z/2}}
# = \frac{1}{1 + e^{-z}}$. So $\sigma(z) = \frac12 \big(1 + \tanh \frac z2\big)$: two products, a sum, a tanh, and two leaves that
# hold $\frac12$ and 1.
#
# </details>

# %%
z = np.linspace(-3, 3, 61)
gap = np.abs(0.5 * (1 + np.tanh(z / 2)) - 1 / (1 + np.exp(-z))).max()
print("σ(z) and ½ (1 + tanh(z/2)) differ by less than 1e-15:", gap < 1e-15)

# %% [markdown]
# ## Summary
#
# | idea | in a formula | where |
# |---|---|---|
# | forwards, parents first | $v_i = f_i(\text{parents})$, $i = 1, \dots, N$ | 6.2 |
# | one wire, backwards | share = upstream × local | 6.3 |
# | add, multiply, max, copy | hands on, swaps, routes, adds up | 6.3 |
# | several children | $G_N = 1$, $G_i = \sum_{i \to j} G_j\,\partial v_j/\partial v_i$, $i = N, \dots, 1$ | 6.4 |
# | paths against wires | $2^k$ paths, $2k$ wires for $k$ doublings | 6.5 |
# | memory against work | $n/s + s$ values, $2n$ gates for a chain of $n$ | 6.6 |
# | clear before each pass | else 4 becomes 12, then 24 | 6.7 |
# | sigmoid as one gate | $\sigma' = (1 - \sigma)\,\sigma$, and $\sigma(-z) = 1 - \sigma(z)$ | 6.8 |
#
# **Where to go next.** In lesson 07 the nodes hold vectors and matrices. The sweep stays the same; only the local steps get
# shapes.
#
# ## Slips on the slides
#
# | a slide says | it should be | how to find it | where |
# |---|---|---|---|
# | the backward loop runs over $i = 1, \dots, N$, and no seed is named | $i = N, \dots, 1$ from $\partial L/\partial v_N = 1$ | differences on $b = a + a$, $c = b + b$ | 6.4 |
# | $\sigma'(1) = \big(1 - \frac{1}{1 + e^1}\big)\frac{1}{1 + e^1}$ | $e^{-1}$ in both places; the product is the same by symmetry | compare the value, not the slope | 6.8 |
#
# ## References
#
# - R. E. Wengert, "A simple automatic derivative evaluation program", *Communications of the ACM* 7(8), 463–464, 1964.
# - S. Linnainmaa, "Taylor expansion of the accumulated rounding error", *BIT* 16, 146–160, 1976 (reverse mode).
# - A. B. Kahn, "Topological sorting of large networks", *Communications of the ACM* 5(11), 558–562, 1962.
# - R. Bellman, *Dynamic Programming*, Princeton University Press, 1957.
# - A. Griewank, A. Walther, *Evaluating Derivatives*, 2nd ed., SIAM, 2008 (tapes: chapters 3 and 4; keeping or computing
#   again: chapter 12).
# - T. Chen, B. Xu, C. Zhang, C. Guestrin, "Training deep nets with sublinear memory cost", arXiv:1604.06174, 2016.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind, "Automatic differentiation in machine learning: a
#   survey", *Journal of Machine Learning Research* 18(153), 1–43, 2018.
# - A. Karpathy, "Backpropagation, intuitions", notes to CS231n, Stanford University (the notation of the graphs, and the
#   numbers of sections 6.3 and 6.8).
# - D. Xiu, BUSN 20800, lecture 7, University of Chicago (sections 6.1, 6.3, 6.5, 6.8). T. Linzen, after D. Rosenberg,
#   DS-GA 1003, lecture 12, New York University (sections 6.1, 6.2, 6.4, 6.5). Two sets of scribed notes on neural networks
#   and gradient descent (sections 6.2, 6.4).
