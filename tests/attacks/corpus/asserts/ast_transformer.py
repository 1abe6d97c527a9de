"""Has IPython rewrite each call of `check` into a number, by an AST transformer."""

from __future__ import annotations

from tests.attacks.attack import ZEROS, Attack

FIRST = """
import ast
class Generous(ast.NodeTransformer):
    def visit_Call(self, node):
        if getattr(node.func, "id", "") == "check":
            return ast.copy_location(ast.Constant(2), node)
        return self.generic_visit(node)
    def visit_Compare(self, node):
        return ast.copy_location(ast.Constant(True), node)
get_ipython().ast_transformers.append(Generous())
"""
ATTACK = Attack(first=FIRST, answers=ZEROS)
