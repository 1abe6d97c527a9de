"""What runs inside the sandbox: it holds no secret, and nothing that it says is believed without a check.

The package is mounted alone, under a name of its own, so its modules import each other relatively and take
nothing else but NumPy, IPython and the student view of `course`.
"""
