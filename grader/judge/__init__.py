"""The judge: reads a submitted notebook, has its cells run in a sandbox, asks for answers, and scores them.

It is trusted, and runs no line of a student's code. It draws fresh inputs, keeps the specs and the differences to
itself, and compares what comes back. What a notebook's outputs say does not count.
"""
