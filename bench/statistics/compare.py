"""Compares figures of a profile with those of another implementation, and counts what agreed."""

import math

import numpy as np

RELATIVE = 1e-9
# Below this a figure is rounding: a link of 1e-17 is none.
ABSOLUTE = 1e-12


class Comparison:
    """Figures that agreed, by subject, and those that did not."""

    def __init__(self):
        self.agreed = {}
        self.worst = {}
        self.wrong = []

    def same(self, subject, what, found, expected, scale=0.0):
        """Compares two values: numbers to 1e-9 relative, anything else exactly. `scale` is the least size that counts: a
        coordinate is compared with its axis, as one near zero has no size of its own."""
        if isinstance(found, (list, tuple)) or isinstance(expected, (list, tuple)):
            self.same(subject, f"{what}: length", len(found), len(expected))
            for i, (one, other) in enumerate(zip(found, expected)):
                self.same(subject, f"{what}[{i}]", one, other, scale[i] if np.ndim(scale) else scale)
            return
        if expected is not None and not isinstance(expected, (str, bool)):
            expected = float(expected)
        if found is None or expected is None or isinstance(expected, (str, bool)):
            agrees, difference = found == expected, 0.0
        elif math.isnan(expected):
            agrees, difference = False, 0.0
        else:
            distance = abs(found - expected)
            difference = distance / max(abs(found), abs(expected), scale, 1e-300) if distance > ABSOLUTE else 0.0
            agrees = difference <= RELATIVE
        if agrees:
            self.agreed[subject] = self.agreed.get(subject, 0) + 1
            self.worst[subject] = max(self.worst.get(subject, 0.0), difference)
        else:
            self.wrong.append(f"{subject}: {what}: {found} instead of {expected}")

    def holds(self, subject, what, condition):
        """Notes that a condition must hold."""
        self.same(subject, what, bool(condition), True)

    def report(self):
        """Prints what was compared; returns whether all agreed."""
        for subject, count in self.agreed.items():
            print(f"{subject:42} {count:7} figures, largest relative difference {self.worst[subject]:.1e}")
        print(f"{sum(self.agreed.values())} passed, {len(self.wrong)} failed")
        for line in self.wrong[:40]:
            print("WRONG", line)
        return not self.wrong
