"""The random numbers of the stability samples: xoshiro256++ seeded by SplitMix64 (Blackman and Vigna), and Knuth's
algorithm S."""

import numpy as np

MASK = (1 << 64) - 1


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


class Xoshiro256PlusPlus:
    """A stream of 64-bit numbers."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = seed
            z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def next(self):
        """Returns the next number."""
        s = self.state
        result = (rotate((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result


def draw(count, wanted, seed):
    """Draws numbers below `count` without replacement, in order."""
    stream, drawn = Xoshiro256PlusPlus(seed), []
    for candidate in range(count):
        if (stream.next() * (count - candidate)) >> 64 < wanted - len(drawn):
            drawn.append(candidate)
    return np.array(drawn)
