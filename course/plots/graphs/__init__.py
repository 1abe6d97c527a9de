"""The figures of lesson 06, one module a figure."""
