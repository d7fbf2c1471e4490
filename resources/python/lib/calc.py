"""The learner's formulas: reading and evaluating them.

    sum := [sign] product (sign product)*             product := parallel (('*' | '/') parallel)*
    parallel := power ('||' power)*                   power := atom ('^' atom)*, from the right
    atom := number | name '(' sum ')' | name | '(' sum ')'

A sign directly before a digit belongs to the number, so 2^-2 is read and 2^-x is not.
"""
import math
import re

import numpy
from numpy.lib import scimath
from pyparsing import ParseException

BLANKS = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"([+-]?)[ \t\r\n]*((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:[ \t\r\n]*[eE][ \t\r\n]*([+-]?)[ \t\r\n]*([0-9]+))?[ \t\r\n]*(%?)")
FUNCTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*'*)[ \t\r\n]*\(")
TENSOR = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(?:_\{[a-zA-Z0-9]+\}(?:\^\{[a-zA-Z0-9]+\})?|\^\{[a-zA-Z0-9]+\})'*")
NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*'*")


class UndefinedVariable(Exception):
    """A name that is neither among the variables nor among the functions."""


class UnmatchedParenthesis(Exception):
    """Parentheses that do not come in pairs."""


def _arccot(value):
    turn = -numpy.pi / 2 if numpy.real(value) < 0 else numpy.pi / 2
    return turn - numpy.arctan(value)


def factorial(number):
    return math.factorial(number)


DEFAULT_FUNCTIONS = {
    "sin": numpy.sin, "cos": numpy.cos, "tan": numpy.tan,
    "sec": lambda x: 1 / numpy.cos(x), "csc": lambda x: 1 / numpy.sin(x), "cot": lambda x: 1 / numpy.tan(x),
    "sqrt": scimath.sqrt, "log10": scimath.log10, "log2": scimath.log2, "ln": scimath.log, "exp": numpy.exp,
    "arccos": scimath.arccos, "arcsin": scimath.arcsin, "arctan": numpy.arctan,
    "arcsec": lambda x: numpy.arccos(1.0 / x), "arccsc": lambda x: numpy.arcsin(1.0 / x), "arccot": _arccot,
    "abs": numpy.abs, "fact": factorial, "factorial": factorial,
    "sinh": numpy.sinh, "cosh": numpy.cosh, "tanh": numpy.tanh,
    "sech": lambda x: 1 / numpy.cosh(x), "csch": lambda x: 1 / numpy.sinh(x), "coth": lambda x: 1 / numpy.tanh(x),
    "arcsinh": numpy.arcsinh, "arccosh": numpy.arccosh, "arctanh": scimath.arctanh,
    "arcsech": lambda x: numpy.arccosh(1.0 / x), "arccsch": lambda x: numpy.arcsinh(1.0 / x),
    "arccoth": lambda x: numpy.arctanh(1.0 / x),
}  # fmt: skip
DEFAULT_VARIABLES = {"i": 1j, "j": 1j, "e": math.e, "pi": math.pi}


class _Formula:
    """A tree of (operation, operands); its leaves are ("number", value) and ("name", text)."""

    def __init__(self, text):
        self.text = text
        self.at = 0
        self.variables, self.functions = set(), set()
        self.tree = self.sum()
        self.skip()
        if self.at < len(text):
            raise self.error()

    def error(self):
        return ParseException(self.text, self.at, "Expected end of text")

    def skip(self):
        self.at = BLANKS.match(self.text, self.at).end()

    def take(self, *marks):
        self.skip()
        for mark in marks:
            if self.text.startswith(mark, self.at):
                self.at += len(mark)
                return mark
        return ""

    def match(self, pattern):
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def sum(self):
        terms = [(self.take("+", "-") or "+", self.product())]
        while sign := self.take("+", "-"):
            terms.append((sign, self.product()))
        return ("sum", terms)

    def product(self):
        factors = [("*", self.parallel())]
        while mark := self.take("*", "/"):
            factors.append((mark, self.parallel()))
        return ("product", factors)

    def parallel(self):
        branches = [self.power()]
        while self.take("||"):
            branches.append(self.power())
        return ("parallel", branches)

    def power(self):
        levels = [self.atom()]
        while self.take("^"):
            levels.append(self.atom())
        return ("power", levels)

    def atom(self):
        self.skip()
        if number := self.match(NUMBER):
            return ("number", _number(*number.groups()))
        if call := self.match(FUNCTION):
            self.functions.add(call.group(1))
            return ("call", (call.group(1), self.closed()))
        if name := self.match(TENSOR) or self.match(NAME):
            self.variables.add(name.group())
            return ("name", name.group())
        if self.take("("):
            return self.closed()
        raise self.error()

    def closed(self):
        inner = self.sum()
        if not self.take(")"):
            raise self.error()
        return inner


def _number(sign, digits, exponent_sign, exponent, percent):
    text = sign + digits + ("e" + exponent_sign + exponent if exponent else "")
    value = int(text) if digits.isdigit() and not exponent else float(text)
    return value * 0.01 if percent else value


def _parallel(values):
    if len(values) == 1:
        return values[0]
    if 0 in values:
        return float("nan")
    return 1.0 / sum(1.0 / value for value in values)


def _evaluate(node, variables, functions, fold):
    def value(child):
        return _evaluate(child, variables, functions, fold)

    what, content = node
    if what == "number":
        return content
    if what == "name":
        return variables[fold(content)]
    if what == "call":
        return functions[fold(content[0])](value(content[1]))
    if what == "parallel":
        return _parallel([value(child) for child in content])
    if what == "power":
        result = value(content[-1])
        for child in reversed(content[:-1]):
            result = value(child) ** result
        return result
    if what == "product":
        result = 1
        for mark, child in content:
            result = result * value(child) if mark == "*" else result / value(child)
        return result
    result = 0
    for sign, child in content:
        result = result + value(child) if sign == "+" else result - value(child)
    return result


def _check_parentheses(text):
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


def _meant(unknown, known, case_sensitive):
    names = sorted({name for name in known for other in unknown if name.lower() == other.lower()})
    return " (did you mean %s?)" % ", ".join(names) if case_sensitive and names else ""


def _check_names(formula, variables, functions, fold, case_sensitive):
    unknown = sorted(name for name in formula.variables if fold(name) not in variables)
    if unknown:
        raise UndefinedVariable(
            "Invalid Input: %s not permitted in answer as a variable" % ", ".join(unknown)
            + _meant(unknown, variables, case_sensitive)
        )
    unknown = sorted(name for name in formula.functions if fold(name) not in functions)
    if unknown:
        forgot = any(fold(name) in variables for name in unknown)
        raise UndefinedVariable(
            "Invalid Input: %s not permitted in answer as a function" % ", ".join(unknown)
            + (" (did you forget to use * for multiplication?)" if forgot else "")
            + _meant(unknown, functions, case_sensitive)
        )


def evaluator(variables, functions, math_expr, case_sensitive=False):
    """The value of `math_expr` with these variables and functions besides the usual ones. Blank is nan.

    Raises UnmatchedParenthesis, then ParseException, then UndefinedVariable, then what the arithmetic raises.
    """
    if math_expr.strip() == "":
        return float("nan")
    _check_parentheses(math_expr)

    def fold(name):
        return name if case_sensitive else name.lower()

    known_variables = {fold(name): value for name, value in {**DEFAULT_VARIABLES, **variables}.items()}
    known_functions = {fold(name): function for name, function in {**DEFAULT_FUNCTIONS, **functions}.items()}
    try:
        formula = _Formula(math_expr)
    except RecursionError:
        raise ParseException(math_expr, 0, "nested too deeply") from None
    _check_names(formula, known_variables, known_functions, fold, case_sensitive)
    return _evaluate(formula.tree, known_variables, known_functions, fold)
