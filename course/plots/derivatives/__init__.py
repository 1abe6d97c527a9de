"""The figures of lesson 05, one module a figure."""
