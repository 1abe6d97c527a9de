"""The operations, each with its value and the way back through it side by side."""
