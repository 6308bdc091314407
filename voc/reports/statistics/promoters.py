"""The net promoter score, its interval, and the difference of two. Pure.

NPS = p − d for promoter share p (9, 10) and detractor share d (0 to 6): the mean of a trinomial scored
+1, 0, −1, so its variance is p + d − (p − d)². Intervals are adjusted Wald: 3/4 of an answer is added to the
promoters, 3/4 to the detractors and 3/2 to the passives before shares are taken, which keeps close to 95 %
even for 10 answers, where plain Wald may fall to 65 %.

Source: Brendan Rocks, "Interval Estimation for the 'Net Promoter Score'", The American Statistician 70(4),
2016, 365–372; the same formulas in his R package NPS.
"""

import math
from dataclasses import dataclass

from voc.journey.metrics import LOW_UP_TO, Metric
from voc.reports.statistics.quantiles import Z, normal_p
from voc.reports.statistics.values import Change, Histogram, Score

DETRACTORS = range(LOW_UP_TO[Metric.NPS] + 1)
PASSIVES = range(DETRACTORS.stop, 9)
PROMOTERS = range(9, 11)
PSEUDO_END, PSEUDO_MIDDLE = 0.75, 1.5


@dataclass(frozen=True, slots=True)
class Groups:
    """How many detractors, passives and promoters there are."""

    detractors: float
    passives: float
    promoters: float

    @property
    def n(self) -> float:
        """All of them."""
        return self.detractors + self.passives + self.promoters

    @property
    def net(self) -> float:
        """Promoter share minus detractor share, −1 to 1; needs n > 0."""
        return (self.promoters - self.detractors) / self.n

    @property
    def variance_of_net(self) -> float:
        """The variance of `net` over n answers: (p + d − net²) / n."""
        return ((self.promoters + self.detractors) / self.n - self.net**2) / self.n

    @property
    def adjusted(self) -> "Groups":
        """With the pseudo-answers of the adjusted Wald interval, three in all."""
        return Groups(
            self.detractors + PSEUDO_END, self.passives + PSEUDO_MIDDLE, self.promoters + PSEUDO_END
        )


def groups(ratings: Histogram) -> Groups:
    """Counts of 0–10 ratings as the field groups them; ratings[i] says how many gave i."""
    return Groups(*(sum(ratings[value] for value in span) for span in (DETRACTORS, PASSIVES, PROMOTERS)))


def nps(ratings: Histogram) -> Score | None:
    """Net promoter score in points from −100 to 100 with its adjusted Wald interval; None without ratings.

    The interval is centred on the adjusted score, a little nearer to 0 than the score, and ends at ±100.
    """
    counted = groups(ratings)
    if counted.n <= 0:
        return None
    adjusted = counted.adjusted
    margin = Z * math.sqrt(adjusted.variance_of_net)
    low, high = max(-1.0, adjusted.net - margin), min(1.0, adjusted.net + margin)
    return Score(100 * counted.net, 100 * low, 100 * high, int(counted.n))


def nps_change(now: Histogram, before: Histogram) -> Change | None:
    """How much the score rose, with adjusted Wald interval and p; None where either has no ratings.

    points is the plain difference; interval and p come from the adjusted scores, so that they always agree
    about 0.
    """
    later, earlier = groups(now), groups(before)
    if later.n <= 0 or earlier.n <= 0:
        return None
    rise = later.adjusted.net - earlier.adjusted.net
    error = math.sqrt(later.adjusted.variance_of_net + earlier.adjusted.variance_of_net)
    low, high = max(-2.0, rise - Z * error), min(2.0, rise + Z * error)
    return Change(100 * (later.net - earlier.net), 100 * low, 100 * high, normal_p(rise / error))
