"""Why a mutant is no mistake, in words: by hand for single ones, and in general for each kind."""

from __future__ import annotations

SHIFT = "a shift of all logits cancels, and no logit here is near overflow: that is asked in the softmax exercise"
POWERS = "a factor on all powers of a row cancels"

REASONS: dict[tuple[str, str], str] = {
    ("perceptron_loss_grad", "line 3: `counted * y` → `counted / y`"): "a label is -1 or +1, its own inverse",
    ("mlp_grads", "line 4: `Z2 - Z2.max(axis=1, keepdims=True)` → `Z2`"): SHIFT,
    ("mlp_grads", "line 4: `Z2 - Z2.max(axis=1, keepdims=True)` → `Z2 + Z2.max(axis=1, keepdims=True)`"): SHIFT,
    ("mlp_grads", "line 4: `Z2.max(axis=1, keepdims=True)` → `Z2.min(axis=1, keepdims=True)`"): SHIFT,
    ("mlp_grads", "line 4: `Z2.max(axis=1, keepdims=True)` → `Z2.sum(axis=1, keepdims=True)`"): SHIFT,
    ("mlp_grads", "line 4: `1` → `None`"): SHIFT,
    ("mlp_grads", "line 4: `np.exp(Z2 - Z2.max(axis=1, keepdims=True))` → "
                  "`1.005 * np.exp(Z2 - Z2.max(axis=1, keepdims=True))`"): POWERS,
}  # fmt: skip
"""(subject, label) to the reason. Only what no rule of `tests.mutants.equivalence` covers stands here."""

STOCK = {
    "axis": "that axis is the same one, or NumPy's default",
    "order": "neither line needs the other",
    "accumulated": "what it is added to is 0 at that place",
    "overwritten": "what it overwrites is 0 at that place",
    "dropped-statement": "nothing reads what the line changes",
    "variable": "what is read of it there, its numbers or its size, the other name has too",
}


def stock(kind: str) -> str:
    """The reason of a mutant that was shown to be the same function."""
    return f"the same function: {STOCK.get(kind, 'another way to write the same numbers')}"
