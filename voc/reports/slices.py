"""The days of a report, cut so that each piece lies wholly in or out of every period and week. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from voc.journey.selection import Period
from voc.reports.statistics.values import Histogram

DAY = timedelta(days=1)
NOTHING = (0,) * 11
SPARK_WEEKS = 16
"""How many weeks a trend shows, up to the end of the period."""


@dataclass(frozen=True, slots=True)
class Slices:
    """Days without gap or overlap, oldest first, and which of them make up what the report speaks of.

    now, before and each of weeks: positions in `pieces`. A week may reach over the border of two periods.
    """

    pieces: tuple[Period, ...]
    now: tuple[int, ...]
    before: tuple[int, ...]
    weeks: tuple[tuple[int, ...], ...]
    spans: tuple[Period, ...]
    """The weeks as periods."""


def slices(period: Period, weeks: int) -> Slices:
    """Pieces for a period, the one before it, and the last weeks up to its end."""
    spans = period.weeks(weeks)
    every = (period, period.previous, *spans)
    borders = sorted({span.first for span in every} | {span.last + DAY for span in every})
    pieces = tuple(Period(first, following - DAY) for first, following in pairwise(borders))

    def within(span: Period) -> tuple[int, ...]:
        return tuple(
            place
            for place, piece in enumerate(pieces)
            if span.first <= piece.first and piece.last <= span.last
        )

    return Slices(pieces, within(period), within(period.previous), tuple(map(within, spans)), spans)


def joined(histograms: Sequence[Histogram], positions: Sequence[int]) -> Histogram:
    """The histogram of several pieces together."""
    return added([histograms[position] for position in positions])


def added(histograms: Sequence[Histogram]) -> Histogram:
    """The sum of several histograms; of none, zeros."""
    return tuple(map(sum, zip(*histograms, strict=True))) or NOTHING
