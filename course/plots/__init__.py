"""Figures of the lessons, one module a subject; each function draws real data and returns its figure."""
