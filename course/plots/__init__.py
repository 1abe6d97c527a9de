"""Figures of the lessons, a package a lesson; each function draws real data and returns its figure."""
