"""Evaluating the learner's formulas. Courses import most of what is here."""
import math
import numbers

import numpy
from numpy.lib import scimath
from pyparsing import ParseException

from . import formula, functions


class UndefinedVariable(Exception):
    """A name that is neither among the variables nor among the functions."""


class UnmatchedParenthesis(Exception):
    """Parentheses that do not come in pairs."""


DEFAULT_FUNCTIONS = {
    "sin": numpy.sin, "cos": numpy.cos, "tan": numpy.tan,
    "sec": functions.sec, "csc": functions.csc, "cot": functions.cot,
    "sqrt": scimath.sqrt, "log10": scimath.log10, "log2": scimath.log2, "ln": scimath.log, "exp": numpy.exp,
    "arccos": scimath.arccos, "arcsin": scimath.arcsin, "arctan": numpy.arctan,
    "arcsec": functions.arcsec, "arccsc": functions.arccsc, "arccot": functions.arccot,
    "abs": numpy.abs, "fact": math.factorial, "factorial": math.factorial,
    "sinh": numpy.sinh, "cosh": numpy.cosh, "tanh": numpy.tanh,
    "sech": functions.sech, "csch": functions.csch, "coth": functions.coth,
    "arcsinh": numpy.arcsinh, "arccosh": numpy.arccosh, "arctanh": scimath.arctanh,
    "arcsech": functions.arcsech, "arccsch": functions.arccsch, "arccoth": functions.arccoth,
}  # fmt: skip
DEFAULT_VARIABLES = {"i": 1j, "j": 1j, "e": math.e, "pi": math.pi}
SUFFIXES = {"%": lambda value: value * 0.01}


def lower_dict(names):
    return {name.lower(): value for name, value in names.items()}


def add_defaults(variables, functions, case_sensitive):
    """All variables and all functions that a formula may use."""
    known = {**DEFAULT_VARIABLES, **variables}, {**DEFAULT_FUNCTIONS, **functions}
    return known if case_sensitive else tuple(lower_dict(names) for names in known)


def check_parens(text):
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            raise UnmatchedParenthesis(
                "Invalid Input: A closing parenthesis was found after segment %s, but there is no matching opening "
                "parenthesis before it." % text[:at]
            )
    if depth:
        raise UnmatchedParenthesis(
            "Invalid Input: Parentheses are unmatched. %d parentheses were opened but never closed." % depth
        )


def super_float(text):
    return SUFFIXES[text[-1]](float(text[:-1]))


def eval_number(parts):
    text = "".join(parts)
    if text[-1] in SUFFIXES:
        return super_float(text)
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _values(parts):
    return [part for part in parts if isinstance(part, numbers.Number)]


def eval_atom(parts):
    return next(iter(_values(parts)))


def eval_power(parts):
    values = _values(parts)
    result = values.pop()
    while values:
        result = values.pop() ** result
    return result


def eval_parallel(parts):
    if len(parts) == 1:
        return parts[0]
    if 0 in parts:
        return float("nan")
    return 1.0 / sum(1.0 / value for value in _values(parts))


def eval_product(parts):
    result, divides = 1, False
    for part in parts:
        if isinstance(part, str):
            divides = part == "/"
        else:
            result = result / part if divides else result * part
    return result


def eval_sum(parts):
    result, subtracts = 0, False
    for part in parts:
        if isinstance(part, str):
            subtracts = part == "-"
        else:
            result = result - part if subtracts else result + part
    return result


class ParseAugmenter:
    """A formula, read by parse_algebra; what courses derive their own evaluators from."""

    def __init__(self, math_expr, case_sensitive=False):
        self.math_expr = math_expr
        self.case_sensitive = case_sensitive
        self.tree = None
        self.variables_used, self.functions_used = set(), set()

    def parse_algebra(self):
        try:
            read = formula.Reader(self.math_expr)
        except RecursionError:
            raise ParseException(self.math_expr, 0, "nested too deeply") from None
        self.tree = read.tree
        self.variables_used, self.functions_used = read.variables, read.functions

    def reduce_tree(self, handle_actions, terminal_converter=None):
        return formula.reduce(self.tree, handle_actions, terminal_converter)

    def check_variables(self, valid_variables, valid_functions):
        """Raises UndefinedVariable."""
        unknown = self._unknown(self.variables_used, valid_variables)
        if unknown:
            raise UndefinedVariable(
                "Invalid Input: %s not permitted in answer as a variable" % ", ".join(unknown)
                + self._meant(unknown, valid_variables)
            )
        unknown = self._unknown(self.functions_used, valid_functions)
        if unknown:
            forgot = any(self._fold(name) in valid_variables for name in unknown)
            raise UndefinedVariable(
                "Invalid Input: %s not permitted in answer as a function" % ", ".join(unknown)
                + (" (did you forget to use * for multiplication?)" if forgot else "")
                + self._meant(unknown, valid_functions)
            )

    def _fold(self, name):
        return name if self.case_sensitive else name.lower()

    def _unknown(self, used, known):
        return sorted(name for name in used if self._fold(name) not in known)

    def _meant(self, unknown, known):
        names = sorted({name for name in known for other in unknown if name.lower() == other.lower()})
        return " (did you mean %s?)" % ", ".join(names) if self.case_sensitive and names else ""


def evaluator(variables, unary_functions, math_expr, case_sensitive=False):
    """The value of `math_expr` with these variables and functions besides the usual ones. Blank is nan.

    Raises UnmatchedParenthesis, then ParseException, then UndefinedVariable, then what the arithmetic raises.
    """
    if math_expr.strip() == "":
        return float("nan")
    check_parens(math_expr)
    read = ParseAugmenter(math_expr, case_sensitive)
    read.parse_algebra()
    known_variables, known_functions = add_defaults(variables, unary_functions, case_sensitive)
    read.check_variables(known_variables, known_functions)

    def named(name):
        return name if case_sensitive else name.lower()

    return read.reduce_tree({
        "number": eval_number,
        "variable": lambda parts: known_variables[named(parts[0])],
        "function": lambda parts: known_functions[named(parts[0])](parts[1]),
        "atom": eval_atom,
        "power": eval_power,
        "parallel": eval_parallel,
        "product": eval_product,
        "sum": eval_sum,
    })  # fmt: skip
