"""Reading formulas. A tree's nodes are (name, parts); a part is a node, or a piece of the text.

    sum := [sign] product (sign product)*             product := parallel (('*' | '/') parallel)*
    parallel := power ('||' power)*                   power := atom ('^' atom)*
    atom := number | function | variable | '(' sum ')'

A sign directly before a digit belongs to the number, so 2^-2 is read and 2^-x is not.
"""
import re

from pyparsing import ParseException

BLANKS = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"([+-]?)[ \t\r\n]*((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))(?:[ \t\r\n]*([eE])[ \t\r\n]*([+-]?)[ \t\r\n]*([0-9]+))?[ \t\r\n]*(%?)")
FUNCTION = re.compile(r"([a-zA-Z][a-zA-Z0-9_]*'*)[ \t\r\n]*\(")
TENSOR = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(?:_\{[a-zA-Z0-9]+\}(?:\^\{[a-zA-Z0-9]+\})?|\^\{[a-zA-Z0-9]+\})'*")
NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_]*'*")


class Reader:
    """Reads one formula: `tree`, and the names in it. Raises ParseException."""

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

    def chain(self, name, part, *marks):
        parts = [part()]
        while mark := self.take(*marks):
            parts += (mark, part())
        return (name, parts)

    def sum(self):
        sign = self.take("+", "-")
        name, parts = self.chain("sum", self.product, "+", "-")
        return (name, [sign] + parts if sign else parts)

    def product(self):
        return self.chain("product", self.parallel, "*", "/")

    def parallel(self):
        return self.chain("parallel", self.power, "||")

    def power(self):
        return self.chain("power", self.atom, "^")

    def atom(self):
        self.skip()
        if number := self.match(NUMBER):
            return ("atom", [("number", [piece.upper() for piece in number.groups() if piece])])
        if call := self.match(FUNCTION):
            self.functions.add(call.group(1))
            return ("atom", [("function", [call.group(1), self.closed()])])
        if name := self.match(TENSOR) or self.match(NAME):
            self.variables.add(name.group())
            return ("atom", [("variable", [name.group()])])
        if self.take("("):
            return ("atom", ["(", self.closed(), ")"])
        raise self.error()

    def closed(self):
        inner = self.sum()
        if not self.take(")"):
            raise self.error()
        return inner


def reduce(node, actions, piece):
    """What `actions`, by names of nodes, make of a tree, from its leaves up."""
    if isinstance(node, str):
        return piece(node) if piece else node
    name, parts = node
    if name not in actions:
        raise Exception("Unknown branch name '%s'" % name)
    return actions[name]([reduce(part, actions, piece) for part in parts])
