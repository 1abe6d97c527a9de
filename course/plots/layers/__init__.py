"""The figures of lesson 10, one module a figure or a few of a kind."""
