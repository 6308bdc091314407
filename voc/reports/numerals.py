"""Scores as reports print them: each scale in its own digits. Pure.

NPS: whole points, without unit. CSAT: whole percent. CES and rating: two decimals, since their whole range
is a few points wide and a certain change may be a tenth.
"""

from voc.journey.metrics import Metric
from voc.web import numerals

DECIMALS: dict[Metric, int] = {Metric.NPS: 0, Metric.CSAT: 0, Metric.CES: 2, Metric.RATING: 2}
UNITS: dict[Metric, str] = {Metric.NPS: "", Metric.CSAT: "%", Metric.CES: "", Metric.RATING: ""}


def score(value: float, metric: Metric) -> str:
    """A score: 18, 86%, 5.42."""
    return numerals.points(value, DECIMALS[metric]) + UNITS[metric]


def change(value: float, metric: Metric) -> str:
    """A change with its sign: +5, −15, +0.12; in percentage points for CSAT."""
    return numerals.signed(value, DECIMALS[metric])


def axis(value: float, metric: Metric) -> str:
    """A round value, beside an axis or as a promise: 35, 90%, 4, 4.5."""
    return f"{numerals.points(value, 2).rstrip('0').rstrip('.')}{UNITS[metric]}"
