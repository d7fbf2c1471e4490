"""Miller indices of a plane through three points of the unit cube."""
import decimal
import json
import math
from fractions import Fraction

import numpy as np

# Where the origin may go when the plane goes through it, in the order in which they are tried.
OTHER_ORIGINS = ((1, 1, 1), (0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 0, 0), (0, 1, 0))
LARGEST_DENOMINATOR = 10


def lcm(a, b):
    return a * b / math.gcd(int(a), int(b))


def segment_to_fraction(distance):
    """The inverse of where an axis is cut, as a simple fraction; 0 when it is not cut."""
    if np.isnan(distance):
        return Fraction(0, 1)
    near = Fraction(distance).limit_denominator(LARGEST_DENOMINATOR)
    return Fraction(near.denominator, near.numerator)


def sub_miller(segments):
    """The indices from where the plane cuts the axes, as text: "(-6,3,-6)"."""
    inverses = [segment_to_fraction(segment) for segment in segments]
    common = 1
    for inverse in inverses:
        common = lcm(common, inverse.denominator)
    indices = [inverse.numerator * abs(float(common)) / inverse.denominator for inverse in inverses]
    return "(%s)" % ",".join(str(decimal.Decimal(index)) for index in indices)


def _cuts(point, normal, origin):
    """Where the plane cuts the axes through `origin`, seen along the original directions."""
    reach = np.dot(point - origin, normal)
    return [reach / part if part != 0 else np.nan for part in normal]


def miller(points):
    normal = np.cross(points[1] - points[0], points[2] - points[0])
    segments = _cuts(points[0], normal, np.zeros(3))
    if any(segment == 0 for segment in segments):
        origin = next(np.array(place, float) for place in OTHER_ORIGINS if np.dot(place, normal) != 0)
        segments = _cuts(points[0], normal, origin)
    return sub_miller(segments)


def _to_twentieth(coordinate):
    """To the nearest 0.05, as the page draws its ticks."""
    tenths = math.floor(coordinate * 10)
    quarter = math.floor((coordinate * 10 - tenths) / 0.25)
    return tenths / 10 + (0.0, 0.05, 0.05, 0.1)[quarter]


def _negated(indices):
    """"(-6,3,-6)" becomes "(6,-3,6)", character by character."""
    result, at, inner = "", 0, indices[1:-1]
    while at < len(inner):
        character = inner[at]
        if character == "-":
            at += 1
            result += inner[at] if at < len(inner) else indices[-1]
        elif character in ", 0":
            result += character
        else:
            result += "-" + character
        at += 1
    return "(%s)" % result


def grade(user_input, correct_answer):
    """`user_input`: JSON of lattice and points; `correct_answer`: dict of lattice and miller, whose sign is free."""
    answer = json.loads(user_input)
    if answer["lattice"] != correct_answer["lattice"]:
        return False
    points = [[_to_twentieth(float(coordinate)) for coordinate in point] for point in answer["points"]]
    if len(points) < 3:
        return False
    right = correct_answer["miller"]
    return miller([np.array(point) for point in points]) in (right.replace(" ", ""), _negated(right).replace(" ", ""))
