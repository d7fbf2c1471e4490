"""What LON-CAPA's problems expect of their system."""
import math

deg2rad = math.pi / 180.0
rad2deg = 180.0 / math.pi


def lc_random(lower, upper, stepsize):
    """One of lower, lower + stepsize … below upper, from the problem's seeded generator."""
    import random  # the script's own: it takes that name after this module may have been loaded

    count = int((upper - lower) / (1.0 * stepsize))
    return random.choice([lower + i * stepsize for i in range(count)])


def lc_choose(index, *args):
    """The `index`-th of `args`, from 1; the first where there is none."""
    try:
        return args[int(index) - 1]
    except Exception:
        pass
    if args:
        return args[0]
    raise Exception("loncapa_check.lc_choose error, index=%s, args=%s" % (index, args))
