"""The functions of learners' formulas that NumPy does not have."""
import numpy


def sec(value):
    return 1 / numpy.cos(value)


def csc(value):
    return 1 / numpy.sin(value)


def cot(value):
    return 1 / numpy.tan(value)


def arcsec(value):
    return numpy.arccos(1.0 / value)


def arccsc(value):
    return numpy.arcsin(1.0 / value)


def arccot(value):
    quarter = -numpy.pi / 2 if numpy.real(value) < 0 else numpy.pi / 2
    return quarter - numpy.arctan(value)


def sech(value):
    return 1 / numpy.cosh(value)


def csch(value):
    return 1 / numpy.sinh(value)


def coth(value):
    return 1 / numpy.tanh(value)


def arcsech(value):
    return numpy.arccosh(1.0 / value)


def arccsch(value):
    return numpy.arcsinh(1.0 / value)


def arccoth(value):
    return numpy.arctanh(1.0 / value)
