"""Compares a learner's expression with the right one by SymPy: the same expression, or the same number.

Answers come as the learner typed them. Where that does not decide, the LMS turns to the MathML of the page, whose
conversion fails today; the words for that are given back.
"""
import re
import string

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

TOLERANCE = 1.0e-3


def _hat(_printer, expression):
    return "\\hat{%s}" % str(expression.args[0]).lower()


LatexPrinter._print_hat = _hat
StrPrinter._print_hat = _hat


def _escaped(text):
    text = str(text)
    for plain, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&#34;")):
        text = text.replace(plain, entity)
    return text


def to_latex(expression):
    if expression is None:
        return ""
    text = sympy.latex(expression).replace(r"\XI", "XI")
    text = re.sub("script([a-zA-Z0-9]+)", lambda _: r"\mathcal{\1}", text)
    return "[mathjax]%s[/mathjax]<br>" % _escaped(text[1:-1] if text[0] == "$" else text)


def my_evalf(expression, chop=False):
    """The number behind an expression or behind each of a list; what has none stays."""
    try:
        if isinstance(expression, list):
            return [item.evalf(chop=chop) for item in expression]
        return expression.evalf(chop=chop)
    except Exception:
        return expression


def _names(do_qubit, abcsym):
    names = {name: sympy.Symbol(name) for name in ("p", "g", "Q", "I", "N", "ZZ", "XI")}
    names.update(e=sympy.E, i=sympy.I, hat=sympy.Function("hat"))
    if do_qubit:
        from sympy.physics.quantum.qubit import Qubit
        from sympy.physics.quantum.state import Ket

        names.update(qubit=Qubit, Ket=Ket, dot=sympy.Function("dot"), bit=sympy.Function("bit"))
    if abcsym:
        for letter in string.ascii_lowercase:
            names.setdefault(letter, sympy.Symbol(letter, real=True))
    return names


def _as_matrix(rows):
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        return rows
    return sympy.Matrix(rows) if len({len(row) for row in rows}) == 1 else rows


def my_sympify(expr, normphase=False, matrix=False, abcsym=False, do_qubit=False, symtab=None):
    """An expression in SymPy's notation, with the LMS's names: e, i, and I as a plain symbol."""
    result = sympy.sympify(expr, locals=symtab or _names(do_qubit, abcsym))
    if normphase and isinstance(result, list) and result[0].is_number:
        phase = sympy.sympify("exp(-I*arg(%s))" % result[0])
        result = [sympy.Mul(item, phase) for item in result]
    return _as_matrix(result) if matrix else result


def make_error_message(msg):
    return '<div class="capa_alert">%s</div>' % msg


def is_within_tolerance(expected, actual, tolerance):
    if expected == 0:
        return bool(abs(actual) < tolerance)
    return bool(abs(abs(actual - expected) / expected) < tolerance)


def _is_number(expression):
    return bool(getattr(expression, "is_number", False))


def _said(ok, msg=""):
    return {"ok": ok, "msg": msg}


def symmath_check(expect, ans, dynamath=None, options=None, debug=None, xml=None):
    """`options`: text with the words matrix, qubit, imaginary, numerical. `dynamath`: list of MathML of the page."""
    options = options or ""
    read = {"matrix": "matrix" in options, "do_qubit": "qubit" in options}
    try:
        right = my_sympify(str(expect), **read)
    except Exception as error:
        return _said(False, make_error_message(
            '<p>Error %s in parsing OUR expected answer "%s"</p>' % (_escaped(error), _escaped(expect))))
    try:
        given = my_sympify(str(ans), **read)
    except Exception:
        given = None
    entered = "<p>You entered: %s%s</p>"
    if _is_number(right) and _is_number(given):
        if is_within_tolerance(right, given, TOLERANCE):
            return _said(True)
        return _said(False, entered % (to_latex(given), ""))
    if "numerical" in options:
        if is_within_tolerance(right, given, TOLERANCE):
            return _said(True)
        return _said(False, entered % (to_latex(given), " (note that a numerical answer is expected)"))
    if right == given:
        return _said(True, entered % (to_latex(given), ""))
    return _check_page(right, ans, dynamath)


def _check_page(right, ans, dynamath):
    try:
        page = dynamath[0] if dynamath else None
    except Exception:
        page = None
    if not page:
        return _said(False, "[symmath_check] failed to get MathML for input; dynamath=%s" % dynamath)
    try:
        if "<math " in page:
            raise ValueError("MathML is not converted")
        given = my_sympify(page.strip())
    except Exception:
        return _said(False, make_error_message(
            "<p>Error in evaluating your expression '%s' as a valid equation</p>" % _escaped(ans)))
    msg = "<p>You entered: %s</p>" % to_latex(given)
    if _is_number(right):
        if _is_number(given):
            return _said(bool(abs(abs(given - right) / right) < TOLERANCE), msg)
        return _said(False, make_error_message(
            msg + "<p>Expecting a numerical answer!</p><p>given = %s</p><p>fsym = %s</p>"
            % (_escaped(repr(ans)), _escaped(repr(given)))))
    return _said(right == given, msg)


def symmath_check_simple(expect, ans, adict={}, symtab=None, extra_options=None):
    """`expect` may hold the words __MATRIX__, __ABC__, __LOWER__, and alternatives between __OR__."""
    options = {"__MATRIX__": False, "__ABC__": False, "__LOWER__": False, **(extra_options or {})}
    for option in options:
        if option in expect:
            expect = expect.replace(option, "")
            options[option] = True
    expect = expect.replace("__OR__", "__or__")
    if options["__LOWER__"]:
        expect, ans = expect.lower(), ans.lower()
    try:
        return check(expect, ans, matrix=options["__MATRIX__"], abcsym=options["__ABC__"], symtab=symtab)
    except Exception as error:
        return _said(False, "Error %s<br/>Failed in evaluating check(%s,%s)"
                     % (_escaped(error), _escaped(expect), _escaped(ans)))


def check(expect, given, numerical=False, matrix=False, normphase=False, abcsym=False, do_qubit=True, symtab=None,
          dosimplify=False):
    """Whether `given` is `expect`, or one of its alternatives; __threshold__ and __autonorm__ may stand in it."""
    if "__or__" in expect:
        for one in expect.split("__or__"):
            said = check(one, given, numerical, matrix, normphase, abcsym, do_qubit, symtab, dosimplify)
            if said["ok"]:
                break
        return said
    normed = "__autonorm__" in expect
    if normed:
        expect, matrix = expect.replace("__autonorm__", ""), True
    threshold = TOLERANCE
    if "__threshold__" in expect:
        expect, text = expect.split("__threshold__")
        threshold, numerical = float(text), True
    if str(given) == "" and str(expect) != "":
        return _said(False)
    read = {"normphase": normphase, "matrix": matrix, "do_qubit": do_qubit, "abcsym": abcsym, "symtab": symtab}
    values = []
    for whose, text in (("your", given), ("OUR", expect)):
        try:
            values.append(my_sympify(text, **read))
        except Exception as error:
            return _said(False, 'Error %s<br/> in evaluating %s expression "%s"' % (_escaped(error), whose, _escaped(text)))
    if normed:
        for at, whose in enumerate(("your", "OUR")):
            try:
                values[at] /= values[at].trace()
            except Exception as error:
                return _said(False, "Error %s<br/> in normalizing trace of %s expression %s"
                             % (_escaped(error), whose, to_latex(values[at])))
    return _compared(*values, numerical, matrix, dosimplify, threshold)


def _compared(given, right, numerical, matrix, dosimplify, threshold):
    msg = "Your expression was evaluated as " + to_latex(given)
    if matrix and numerical:
        given = my_evalf(given, chop=True)
        difference = my_evalf(sympy.Matrix(right) - sympy.Matrix(given), chop=True)
        return _said(bool(abs(difference.vec().norm().evalf()) < threshold), msg + " = " + to_latex(given))
    if dosimplify:
        return _said(sympy.simplify(right) == sympy.simplify(given), msg)
    if numerical:
        return _said(bool(abs((right - given).evalf(chop=True)) < threshold), msg)
    return _said(right == given, msg)
