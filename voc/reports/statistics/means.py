"""Means and their difference from n, Σx and Σx² alone, as roll-ups keep them. Pure.

Sources: Student, Biometrika 6 (1908) 1–25; B. L. Welch, Biometrika 34 (1947) 28–35, degrees of freedom
after F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110–114.
"""

import math
from dataclasses import dataclass

from voc.reports.statistics.quantiles import t_p, t_quantile
from voc.reports.statistics.values import Change, Histogram, Score

LEAST = 2
"""Fewer values than this have no spread, so no interval."""


@dataclass(frozen=True, slots=True)
class Sums:
    """n values, their total Σx and their squares Σx². Exact for whole numbers of any size."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Σx / n; needs n > 0."""
        return self.total / self.n

    @property
    def variance(self) -> float:
        """The sample variance, with n − 1; needs n > 1. Never below 0, whatever floats round to."""
        return max(0.0, (self.n * self.squares - self.total**2) / (self.n * (self.n - 1)))


def histogram_sums(counts: Histogram) -> Sums:
    """The sums behind a histogram, in whole numbers: counts[i] values of i."""
    total = sum(value * count for value, count in enumerate(counts))
    return Sums(sum(counts), total, sum(value**2 * count for value, count in enumerate(counts)))


def mean(values: Sums) -> Score | None:
    """The mean with Student's 95 % interval; None for fewer than two values.

    Values without any spread give an interval of no width: on a bounded scale, use `scales.score`.
    """
    if values.n < LEAST:
        return None
    margin = t_quantile(values.n - 1) * math.sqrt(values.variance / values.n)
    return Score(values.mean, values.mean - margin, values.mean + margin, values.n)


@dataclass(frozen=True, slots=True)
class Welch:
    """Welch's comparison of two means: the change with its interval and p, t, and its degrees of freedom."""

    change: Change
    t: float
    degrees: float


def welch(now: Sums, before: Sums) -> Welch | None:
    """How much higher the mean of `now` is; None if neither has spread or one has under two values."""
    if min(now.n, before.n) < LEAST:
        return None
    first, second = now.variance / now.n, before.variance / before.n
    if first + second <= 0:
        return None
    error = math.sqrt(first + second)
    degrees = (first + second) ** 2 / (first**2 / (now.n - 1) + second**2 / (before.n - 1))
    rise = now.mean - before.mean
    margin = t_quantile(degrees) * error
    change = Change(rise, rise - margin, rise + margin, t_p(rise / error, degrees))
    return Welch(change, rise / error, degrees)
