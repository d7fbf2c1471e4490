"""Chemical expressions: reading, comparing and showing them.

    expression := term ('+' term)*          term  := [number ['/' number]] group [phase]
    group := part+                          part  := (element | '(' group ')' | '[' group ']') [number] [ion]
    ion := '^' [number] ('+' | '-')         phase := '(s)' | '(l)' | '(g)' | '(aq)'

Tokens are the longest that fit, white space between them is skipped.
"""
import re
from fractions import Fraction

from pyparsing import ParseException

ARROWS = ("<->", "->")
ELEMENTS = set(
    """Ac Ag Al Am Ar As At Au B Ba Be Bh Bi Bk Br C Ca Cd Ce Cf Cl Cm Cn Co Cr Cs Cu Db Ds Dy Er Es Eu F Fe Fl Fm Fr Ga
    Gd Ge H He Hf Hg Ho Hs I In Ir K Kr La Li Lr Lu Lv Md Mg Mn Mo Mt N Na Nb Nd Ne Ni No Np O Os P Pa Pb Pd Pm Po Pr Pt
    Pu Ra Rb Re Rf Rg Rh Rn Ru S Sb Sc Se Sg Si Sm Sn Sr Ta Tb Tc Te Th Ti Tl Tm U Uuo Uup Uus Uut V W Xe Y Yb Zn Zr""".split()
)
PHASES = ("(aq)", "(s)", "(l)", "(g)")
SYMBOLS = "[](){}^+-/"
CLOSING = {"(": ")", "[": "]"}
TOKEN = re.compile(
    r"[ \t\r\n]*(%s)"
    % "|".join(map(re.escape, [*PHASES, *sorted(ELEMENTS, key=lambda name: (-len(name), name)), *SYMBOLS, *"0123456789"]))
)


def _error():
    return ParseException("", 0, "Shouldn't have empty trees")


def _tokens(text):
    tokens, at = [], 0
    text = text.rstrip(" \t\r\n")
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _error()
        tokens.append(match.group(1))
        at = match.end()
    if not tokens:
        raise _error()
    unknown = [token for token in tokens if token in "{}"]
    if unknown:
        raise ValueError("Grammar does not cover some of the input words: %r." % ", ".join(map(repr, unknown)))
    return tokens


class _Reader:
    """Terms are (count, group, phase); a count is the texts of its numbers; a group is a tuple of parts
    (what, number, ion), where what is an element or (bracket, group)."""

    def __init__(self, text):
        self.tokens = _tokens(text)
        self.at = 0

    def next_is(self, *tokens):
        return self.at < len(self.tokens) and self.tokens[self.at] in tokens

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def need(self, *tokens):
        if not self.next_is(*tokens):
            raise _error()
        return self.take()

    def number(self):
        digits = ""
        while self.next_is(*"0123456789"):
            digits += self.take()
        return digits

    def expression(self):
        terms = [self.term()]
        while self.next_is("+"):
            self.take()
            terms.append(self.term())
        if self.at < len(self.tokens):
            raise _error()
        return terms

    def term(self):
        count = (self.number(),)
        if count[0] and self.next_is("/"):
            self.take()
            count += (self.number(),)
            if not count[1]:
                raise _error()
        group = self.group()
        return (count if count[0] else (), group, self.take() if self.next_is(*PHASES) else " ")

    def group(self):
        parts = [self.part()]
        while self.at < len(self.tokens) and (self.tokens[self.at] in ELEMENTS or self.tokens[self.at] in CLOSING):
            parts.append(self.part())
        return tuple(parts)

    def part(self):
        if self.next_is(*CLOSING):
            bracket = self.take()
            what = (bracket, self.group())
            self.need(CLOSING[bracket])
        else:
            what = self.need(*ELEMENTS)
        return what, self.number(), self.ion()

    def ion(self):
        if not self.next_is("^"):
            return ""
        self.take()
        number = self.number()
        sign = self.need("+", "-")
        # A charge that begins with 1 counts as none, as in the LMS; meant for 1 itself.
        return sign if number.startswith("1") else number + sign


def _read(text):
    try:
        return _Reader(text).expression()
    except RecursionError:
        raise _error() from None


def _factor(count):
    if not count:
        return 1.0
    return int(count[0]) if len(count) == 1 else int(count[0]) / int(count[1])


def _sorted_terms(text):
    terms = [(repr(group), _factor(count), phase) for count, group, phase in _read(text)]
    return list(zip(*sorted(terms)))


def divide_chemical_expression(s1, s2, ignore_state=False):
    """How many times `s2` is in `s1`, as a Fraction; False when they are not the same substances."""
    groups1, factors1, phases1 = _sorted_terms(s1)
    groups2, factors2, phases2 = _sorted_terms(s2)
    if groups1 != groups2 or (not ignore_state and phases1 != phases2):
        return False
    ratios = [one / other for one, other in zip(factors1, factors2)]
    if any(ratio != ratios[0] for ratio in ratios):
        return False
    return Fraction(ratios[0])


def compare_chemical_expression(s1, s2, ignore_state=False):
    return divide_chemical_expression(s1, s2, ignore_state) == 1


def split_on_arrow(eq):
    """Left, arrow, right; without an arrow all is left."""
    for arrow in ARROWS:
        if arrow in eq:
            return eq.partition(arrow)
    return eq, "", ""


def chemical_equations_equal(eq1, eq2, exact=False):
    """Whether two equations are the same, up to a factor unless `exact`. False where one cannot be read."""
    left1, arrow1, right1 = split_on_arrow(eq1)
    left2, arrow2, right2 = split_on_arrow(eq2)
    if not arrow1 or arrow1 != arrow2:
        return False
    try:
        left = divide_chemical_expression(left1, left2)
        right = left and divide_chemical_expression(right1, right2)
    except ParseException:
        return False
    return bool(left and right and left == right and not (exact and left != 1))


def _escaped(text):
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        text = text.replace(plain, entity)
    return text


def _group_html(group):
    return "".join(
        (what if isinstance(what, str) else what[0] + _group_html(what[1]) + CLOSING[what[0]])
        + (number and "<sub>%s</sub>" % number)
        + (ion and "<sup>%s</sup>" % ion)
        for what, number, ion in group
    )


def _term_html(term):
    count, group, phase = term
    shown = "<sup>%s</sup>&frasl;<sub>%s</sub>" % count if len(count) == 2 else "".join(count)
    return shown + _group_html(group) + phase.strip()


def _expression_html(text):
    try:
        return "+".join(map(_term_html, _read(text)))
    except ParseException:
        return '<span class="inline-error inline">%s</span>' % _escaped(text)


def render_to_html(eq):
    left, arrow, right = split_on_arrow(eq)
    shown = _expression_html(left)
    if arrow:
        shown += ("\u2192" if arrow == "->" else "\u2194") + _expression_html(right)
    return '<span class="math">%s</span>' % shown
