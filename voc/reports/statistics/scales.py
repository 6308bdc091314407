"""A score and a change for each scale, from the histogram that the roll-ups keep. Pure.

NPS as in `promoters`. CSAT is the share of 4 and 5 on 1–5 ("top two boxes"), with Wilson's interval. CES
(2.0: 1–7, agree that it was easy) and plain ratings (1–5) are means with Student's interval, kept inside
the scale. More is better on every one of them.
"""

import math

from voc.journey.metrics import SCALES, Metric, Scale
from voc.reports.statistics import means, promoters, proportions
from voc.reports.statistics.means import Sums, histogram_sums
from voc.reports.statistics.values import CONFIDENCE, Change, Histogram, Score, Share

SATISFIED = range(4, 6)
"""The answers on 1–5 that count as satisfied."""


def score(metric: Metric, answers: Histogram) -> Score | None:
    """The metric's score of these answers; None without answers.

    answers: eleven counts; answers[i] says how many answered i.
    """
    if metric is Metric.NPS:
        return promoters.nps(answers)
    if metric is Metric.CSAT:
        satisfied = satisfaction(answers)
        if satisfied is None:
            return None
        return Score(satisfied.percent, satisfied.low, satisfied.high, satisfied.n)
    return scale_mean(histogram_sums(answers), SCALES[metric])


def change(metric: Metric, now: Histogram, before: Histogram) -> Change | None:
    """How much the metric's score rose from `before` to `now`; None where either has no answers."""
    if metric is Metric.NPS:
        return promoters.nps_change(now, before)
    if metric is Metric.CSAT:
        later, earlier = satisfaction(now), satisfaction(before)
        return proportions.share_change(later, earlier) if later and earlier else None
    return mean_change(histogram_sums(now), histogram_sums(before), SCALES[metric])


def satisfaction(answers: Histogram) -> Share | None:
    """The share of 4 and 5 among 1–5 answers, in percent; None without answers."""
    return proportions.share(sum(answers[value] for value in SATISFIED), sum(answers))


def scale_mean(values: Sums, scale: Scale) -> Score | None:
    """The mean of answers on a bounded scale; its interval never leaves the scale. None without answers.

    Student's interval has no width where all answers are the same, which would be certainty from agreement.
    There the share of other answers is bounded instead: with n alike it is at most 1 − 0.05^(1/n) (the exact
    binomial bound at 0 of n), and at worst they all sit at one end of the scale.
    """
    if values.n <= 0:
        return None
    exact = means.mean(values)
    if exact is not None and exact.high > exact.low:
        return Score(exact.points, max(scale.low, exact.low), min(scale.high, exact.high), values.n)
    others = 1 - (1 - CONFIDENCE) ** (1 / values.n)
    low = values.mean - others * (values.mean - scale.low)
    return Score(values.mean, low, values.mean + others * (scale.high - values.mean), values.n)


def mean_change(now: Sums, before: Sums, scale: Scale) -> Change | None:
    """Welch's change of a mean; None where either has no answers.

    Where Welch cannot speak (no spread in either, or a single answer) the interval joins those of the two
    means by squares, as Newcombe does for shares, and p is that of the exact permutation test of two
    samples that are each all alike: at most two of all arrangements differ as much.
    """
    later, earlier = scale_mean(now, scale), scale_mean(before, scale)
    if later is None or earlier is None:
        return None
    compared = means.welch(now, before)
    if compared is not None:
        return compared.change
    rise = later.points - earlier.points
    low = rise - math.hypot(later.points - later.low, earlier.high - earlier.points)
    high = rise + math.hypot(later.high - later.points, earlier.points - earlier.low)
    p = min(1.0, 2 / math.comb(now.n + before.n, now.n)) if rise else 1.0
    return Change(rise, low, high, p)
