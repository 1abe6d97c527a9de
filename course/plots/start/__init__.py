"""The figures of lesson 00, a module each."""
