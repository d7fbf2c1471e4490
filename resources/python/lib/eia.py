"""Standard values of electronic components (IEC 60063)."""
import math
import numbers

E6 = [10, 15, 22, 33, 47, 68]
E12 = [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82]
E24 = E12 + [11, 13, 16, 20, 24, 30, 36, 43, 51, 62, 75, 91]


def _series(count):
    """Three digits each; the standard's one exception to the rounding is 920 of E192."""
    values = [round(100 * 10 ** (i / count)) for i in range(count)]
    return [920 if value == 919 else value for value in values]


E192 = _series(192)
E96 = E192[::2]
E48 = E192[::4]


def iseia(r, valid_types=(E6, E12, E24)):
    """Whether `r` is a value of one of the series, whatever its power of ten; 0 is."""
    if not isinstance(r, numbers.Number) or r < 0 or math.isnan(r) or math.isinf(r):
        return False
    if r == 0:
        return True
    while r < 100:
        r = r * 10
    while r >= 1000:
        r = r / 10
    if abs(r - round(r)) > 0.01:
        return False
    r = int(round(r))
    return any(r in series or (r % 10 == 0 and r // 10 in series) for series in valid_types)
