"""The figures of lesson 02: features, nets as diagrams, folds, activations, curves and bumps."""
