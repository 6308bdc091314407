"""Quantiles and tail probabilities of the normal and of Student's t. Pure.

The normal comes from the standard library; scipy.special is loaded only when a t is wanted, since it
takes a third of a second that a respondent's page must not pay.
"""

import math
from functools import cache
from statistics import NormalDist

from voc.reports.statistics.values import CONFIDENCE

Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
"""1.959963984540054: half the width of a 95 % interval in standard errors."""


def normal_p(z: float) -> float:
    """Two-sided p of a standard normal deviate; 1 at z = 0, 0 at infinity."""
    return math.erfc(abs(z) / math.sqrt(2))


def t_p(t: float, degrees: float) -> float:
    """Two-sided p of Student's t; degrees of freedom need not be whole (Welch)."""
    from scipy.special import stdtr

    return float(2 * stdtr(degrees, -abs(t)))


@cache
def t_quantile(degrees: float) -> float:
    """How many standard errors a 95 % interval reaches with these degrees of freedom; above Z."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + CONFIDENCE) / 2))
