"""The figures of lesson 08: starts, signals through depth, optimisers, digits."""
