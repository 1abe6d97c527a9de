"""Modules that stand in the student view in the place of others; copied there as text, so they import little."""
