"""Optimisers: what to do with a gradient once there is one. All but the direction is in `base`."""

from __future__ import annotations

from course.optimisers.adagrad import AdaGrad
from course.optimisers.adam import Adam
from course.optimisers.base import Optimiser
from course.optimisers.momentum import Momentum
from course.optimisers.nesterov import Nesterov
from course.optimisers.rmsprop import RMSProp
from course.optimisers.sgd import GD, SGD

__all__ = ["GD", "SGD", "AdaGrad", "Adam", "Momentum", "Nesterov", "Optimiser", "RMSProp"]
