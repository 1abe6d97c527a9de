"""The figures of lesson 04, one module a figure or a few of a kind."""
