"""The figures of lesson 03, a module each."""
