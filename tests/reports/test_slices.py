"""Days are cut so that every period and every week is whole pieces."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from voc.journey.selection import Period
from voc.reports.slices import NOTHING, added, joined, slices

LAST = date(2026, 11, 20)
DAYS = st.integers(1, 200)


def days_of(periods: list[Period]) -> list[date]:
    return [period.first + timedelta(days=step) for period in periods for step in range(period.days)]


@given(DAYS, st.integers(1, 20))
def test_pieces_follow_each_other_without_gap_or_overlap(length: int, weeks: int) -> None:
    cut = slices(Period(LAST - timedelta(days=length - 1), LAST), weeks)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(cut.pieces))
    assert cut.pieces[-1].last == LAST


@given(DAYS, st.integers(1, 20))
def test_every_period_and_week_is_made_of_whole_pieces(length: int, weeks: int) -> None:
    period = Period(LAST - timedelta(days=length - 1), LAST)
    cut = slices(period, weeks)
    for positions, span in (
        (cut.now, period),
        (cut.before, period.previous),
        *zip(cut.weeks, cut.spans, strict=True),
    ):
        assert days_of([cut.pieces[position] for position in positions]) == days_of([span])


def test_four_weeks_and_the_four_before_need_no_more_than_the_weeks() -> None:
    cut = slices(Period(LAST - timedelta(days=27), LAST), 16)
    assert len(cut.pieces) == 16
    assert cut.now == (12, 13, 14, 15)
    assert cut.before == (8, 9, 10, 11)


def test_histograms_are_added_value_by_value() -> None:
    one, other = (1,) * 11, (2,) * 11
    assert joined([one, other, one], (0, 1)) == (3,) * 11
    assert added([]) == NOTHING
