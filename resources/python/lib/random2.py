"""The generator of Python 2.7: the same Mersenne Twister as today's, with that version's ways to draw from it.

Scripts of courses rely on its sequences. Written from the published algorithms; see the names at each.
"""
import _random
from binascii import hexlify
from math import acos, ceil, cos, e, exp, log, pi, sin, sqrt
from os import urandom

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "expovariate", "gammavariate", "gauss", "getrandbits",
    "getstate", "jumpahead", "lognormvariate", "normalvariate", "paretovariate", "randint", "random", "randrange",
    "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]

TWOPI = 2.0 * pi
LOG4 = log(4.0)
SG_MAGICCONST = 1.0 + log(4.5)
NV_MAGICCONST = 4 * exp(-0.5) / sqrt(2.0)
BPF = 53
EXACT = 1 << BPF  # from here on a float no longer tells neighbours apart


class Random(_random.Random):
    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def seed(self, a=None):
        super().seed(int(hexlify(urandom(16)), 16) if a is None else a)
        self.gauss_next = None

    def getstate(self):
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        version, inner, gauss_next = state
        if version not in (2, 3):
            raise ValueError("state with version %s passed to Random.setstate() of version %s" % (version, self.VERSION))
        super().setstate(tuple(word % (1 << 32) for word in inner) if version == 2 else inner)
        self.gauss_next = gauss_next

    def jumpahead(self, n):
        raise NotImplementedError("jumpahead")

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def _index(self, count):
        return self._randbelow(count) if count >= EXACT else int(self.random() * count)

    def _randbelow(self, count):
        bits = int(1.00001 + log(count - 1, 2.0))
        drawn = self.getrandbits(bits)
        while drawn >= count:
            drawn = self.getrandbits(bits)
        return drawn

    @staticmethod
    def _whole(value, what):
        whole = int(value)
        if whole != value:
            raise ValueError("non-integer %s for randrange()" % what)
        return whole

    def randrange(self, start, stop=None, step=1):
        first = self._whole(start, "arg 1")
        if stop is None:
            if first > 0:
                return self._index(first)
            raise ValueError("empty range for randrange()")
        last = self._whole(stop, "stop")
        width = last - first
        if step == 1 and width > 0:
            return first + self._index(width)
        if step == 1:
            raise ValueError("empty range for randrange() (%d,%d, %d)" % (first, last, width))
        stride = self._whole(step, "step")
        if stride == 0:
            raise ValueError("zero step for randrange()")
        count = (width + stride + (-1 if stride > 0 else 1)) // stride
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return first + stride * self._index(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        return seq[int(self.random() * len(seq))]

    def shuffle(self, x, random=None):
        draw = random or self.random
        for i in range(len(x) - 1, 0, -1):
            j = int(draw() * (i + 1))
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k):
        size = len(population)
        if not 0 <= k <= size:
            raise ValueError("sample larger than population")
        few = 21 + (4 ** ceil(log(k * 3, 4)) if k > 5 else 0)
        if size <= few or hasattr(population, "keys"):
            return self._sample_by_moving(list(population), k)
        try:
            return self._sample_by_retrying(population, k)
        except (TypeError, KeyError):
            if isinstance(population, list):
                raise
            return self.sample(tuple(population), k)

    def _sample_by_moving(self, pool, k):
        drawn = []
        for left in range(len(pool), len(pool) - k, -1):
            at = int(self.random() * left)
            drawn.append(pool[at])
            pool[at] = pool[left - 1]
        return drawn

    def _sample_by_retrying(self, population, k):
        taken, drawn = set(), []
        for _ in range(k):
            at = int(self.random() * len(population))
            while at in taken:
                at = int(self.random() * len(population))
            taken.add(at)
            drawn.append(population[at])
        return drawn

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        drawn = self.random()
        peak = 0.5 if mode is None else (mode - low) / (high - low)
        if drawn > peak:
            drawn, peak, low, high = 1.0 - drawn, 1.0 - peak, high, low
        return low + (high - low) * (drawn * peak) ** 0.5

    def normalvariate(self, mu, sigma):
        """Kinderman and Monahan, ratio of uniform deviates."""
        while True:
            first = self.random()
            second = 1.0 - self.random()
            z = NV_MAGICCONST * (first - 0.5) / second
            if z * z / 4.0 <= -log(second):
                return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Fisher, Statistical Analysis of Circular Data."""
        if kappa <= 1e-6:
            return TWOPI * self.random()
        a = 1.0 + sqrt(1.0 + 4.0 * kappa * kappa)
        b = (a - sqrt(2.0 * a)) / (2.0 * kappa)
        r = (1.0 + b * b) / (2.0 * b)
        while True:
            z = cos(pi * self.random())
            f = (1.0 + r * z) / (r + z)
            c = kappa * (r - f)
            u = self.random()
            if u < c * (2.0 - c) or u <= c * exp(1.0 - c):
                break
        return mu % TWOPI + (acos(f) if self.random() > 0.5 else -acos(f))

    def gammavariate(self, alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            return self._gamma_above_one(alpha) * beta
        if alpha == 1.0:
            u = self.random()
            while u <= 1e-7:
                u = self.random()
            return -log(u) * beta
        return self._gamma_below_one(alpha) * beta

    def _gamma_above_one(self, alpha):
        """Cheng 1977."""
        ainv = sqrt(2.0 * alpha - 1.0)
        bbb = alpha - LOG4
        ccc = alpha + ainv
        while True:
            u1 = self.random()
            if not 1e-7 < u1 < 0.9999999:
                continue
            u2 = 1.0 - self.random()
            v = log(u1 / (1.0 - u1)) / ainv
            x = alpha * exp(v)
            z = u1 * u1 * u2
            r = bbb + ccc * v - x
            if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= log(z):
                return x

    def _gamma_below_one(self, alpha):
        """Ahrens and Dieter 1974, with the change of Kennedy and Gentle."""
        while True:
            b = (e + alpha) / e
            p = b * self.random()
            x = p ** (1.0 / alpha) if p <= 1.0 else -log((b - p) / alpha)
            u = self.random()
            if p > 1.0:
                if u <= x ** (alpha - 1.0):
                    return x
            elif u <= exp(-x):
                return x

    def gauss(self, mu, sigma):
        """Box and Muller: two at a time, the second is kept."""
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * TWOPI
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z = cos(angle) * radius
            self.gauss_next = sin(angle) * radius
        return mu + z * sigma

    def betavariate(self, alpha, beta):
        y = self.gammavariate(alpha, 1.0)
        return 0.0 if y == 0 else y / (y + self.gammavariate(beta, 1.0))

    def paretovariate(self, alpha):
        return 1.0 / pow(1.0 - self.random(), 1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * pow(-log(1.0 - self.random()), 1.0 / beta)


class SystemRandom(Random):
    """From the system's source; cannot be seeded."""

    def random(self):
        return (int(hexlify(urandom(7)), 16) >> 3) / EXACT

    def getrandbits(self, k):
        if k <= 0:
            raise ValueError("number of bits must be greater than zero")
        count = (k + 7) // 8
        return int(hexlify(urandom(count)), 16) >> (count * 8 - k)

    def seed(self, *args, **kwargs):
        return None

    jumpahead = seed

    def getstate(self, *args, **kwargs):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


_shared = Random()
for _name in __all__[2:]:
    globals()[_name] = getattr(_shared, _name)
