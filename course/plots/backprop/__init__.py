"""Figures of lesson 07: shapes, Jacobians, worked graphs, what a check sees."""
