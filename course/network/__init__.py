"""Networks: layers in a row, ended by a loss."""

from __future__ import annotations

from course.network.heads import HEADS, Head
from course.network.mlp import MLP
from course.network.network import Network

__all__ = ["HEADS", "MLP", "Head", "Network"]
