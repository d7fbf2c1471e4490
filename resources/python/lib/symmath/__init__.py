"""Symbolic answers: whether two expressions are the same."""
from .check import check, make_error_message, my_evalf, my_sympify, symmath_check, symmath_check_simple, to_latex
