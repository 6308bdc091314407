"""Shares of a whole, the difference of two, and tests over several. Pure.

Sources: E. B. Wilson, JASA 22 (1927) 209–212; R. G. Newcombe, "Two-sided confidence intervals for the single
proportion: comparison of seven methods", Statistics in Medicine 17 (1998) 857–872, method 3; the same,
"Interval estimation for the difference between independent proportions: comparison of eleven methods",
17 (1998) 873–890, method 10; P. Armitage, Biometrics 11 (1955) 375–386 for the trend.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from voc.reports.statistics.quantiles import Z, chi_square_p, normal_p
from voc.reports.statistics.values import Change, Share


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """A χ² statistic, its degrees of freedom, and the probability of more."""

    statistic: float
    degrees: int
    p: float


def share(count: int, n: int) -> Share | None:
    """`count` of `n` in percent with its Wilson interval; None without anything to share.

    The interval is never empty and never leaves 0 to 100; it reaches the end exactly where count is 0 or n.
    """
    if n <= 0:
        return None
    p = count / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    margin = Z / (1 + Z**2 / n) * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    low = 0.0 if count == 0 else max(0.0, centre - margin)
    high = 1.0 if count == n else min(1.0, centre + margin)
    return Share(count, n, 100 * p, 100 * low, 100 * high)


def share_change(now: Share, before: Share) -> Change:
    """By how many percentage points a share rose: Newcombe's interval (method 10) and a pooled two-sided p.

    p is that of the χ² test without continuity correction; where it is within a hair of 0.05 the interval
    may disagree about 0, since the two are different approximations.
    """
    rise = now.percent - before.percent
    low = rise - math.hypot(now.percent - now.low, before.high - before.percent)
    high = rise + math.hypot(now.high - now.percent, before.percent - before.low)
    pooled = (now.count + before.count) / (now.n + before.n)
    error = math.sqrt(pooled * (1 - pooled) * (1 / now.n + 1 / before.n))
    p = normal_p(rise / 100 / error) if error > 0 else 1.0
    return Change(rise, max(-100.0, low), min(100.0, high), p)


def homogeneity(counts: Sequence[int], sizes: Sequence[int]) -> ChiSquare:
    """Whether several shares can be one: χ² over k groups with k − 1 degrees, without continuity correction.

    counts[i] of sizes[i]; every size is above 0. Where all shares are 0 or all are 1 the statistic is 0.
    """
    pooled = sum(counts) / sum(sizes)
    spread = pooled * (1 - pooled)
    degrees = len(sizes) - 1
    if spread <= 0:
        return ChiSquare(0.0, degrees, 1.0)
    statistic = sum((count - size * pooled) ** 2 / size for count, size in zip(counts, sizes, strict=True))
    return ChiSquare(statistic / spread, degrees, chi_square_p(statistic / spread, degrees))


def trend(counts: Sequence[int], sizes: Sequence[int]) -> ChiSquare:
    """Whether shares rise or fall steadily over groups in order: the Cochran–Armitage χ² of 1 degree."""
    whole = sum(sizes)
    pooled = sum(counts) / whole
    middle = sum(step * size for step, size in enumerate(sizes)) / whole
    spread = pooled * (1 - pooled) * sum(size * (step - middle) ** 2 for step, size in enumerate(sizes))
    if spread <= 0:
        return ChiSquare(0.0, 1, 1.0)
    slope = sum(
        (count - size * pooled) * (step - middle)
        for step, (count, size) in enumerate(zip(counts, sizes, strict=True))
    )
    return ChiSquare(slope**2 / spread, 1, chi_square_p(slope**2 / spread, 1))
