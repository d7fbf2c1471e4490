"""The learner's formulas: reading and evaluating them."""
from . import functions
from .calc import *
