"""Figures of lesson 01: gates, rows and separators, the bound."""
