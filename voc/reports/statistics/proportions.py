"""Shares of a whole and the difference of two. Pure.

Sources: E. B. Wilson, JASA 22 (1927) 209–212; R. G. Newcombe, "Two-sided confidence intervals for the single
proportion: comparison of seven methods", Statistics in Medicine 17 (1998) 857–872, method 3; the same,
"Interval estimation for the difference between independent proportions: comparison of eleven methods",
17 (1998) 873–890, method 10.
"""

import math

from voc.reports.statistics.quantiles import Z, normal_p
from voc.reports.statistics.values import Change, Share


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
