"""Writes mark-up and script into the source of an answer, in comments and in text."""

from __future__ import annotations

from tests.attacks.attack import NO_MARKS, Attack
from tests.grader.samples import HOSTILE

SOURCE = (
    "\n".join(f"# {text}" for text in HOSTILE)
    + """
def relu_backward(Z, dA):
    "</code></pre><script>document.documentElement.dataset.owned='yes'</script>"
    return np.zeros_like(Z)
"""
)
ATTACK = Attack(answers={"relu_backward": SOURCE}, no_stock=NO_MARKS)
