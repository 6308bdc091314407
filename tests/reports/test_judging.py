"""The row that a touchpoint gets, and what is withheld when too few answered."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.journey.metrics import Metric
from voc.journey.selection import Period
from voc.reports.board import BoardRow
from voc.reports.judging import Card, Measured, rows, week_points
from voc.reports.slices import NOTHING, slices
from voc.reports.statistics.promoters import nps
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

LAST = date(2026, 11, 20)
DELIVERY = Card(1, "delivery", "配送", "周启明", "履约", Metric.NPS, 35.0, "次日达 90%")
CUT = slices(Period(LAST - timedelta(days=27), LAST), 8)
"""Four weeks now (pieces 4 to 7), four before (0 to 3)."""


def ratings(detractors: int, passives: int, promoters: int) -> tuple[int, ...]:
    return (detractors, 0, 0, 0, 0, 0, 0, 0, passives, 0, promoters)


def said(negative: int, neutral: int, mixed: int, positive: int) -> tuple[int, ...]:
    return (negative, neutral, mixed, positive, *[0] * 7)


def judged(
    now: tuple[int, ...],
    before: tuple[int, ...] = NOTHING,
    sentiments: tuple[int, ...] = NOTHING,
    *,
    withheld: bool = False,
) -> BoardRow:
    """The row of 配送 with everything in the first week of each period."""
    answers = [before, NOTHING, NOTHING, NOTHING, now, NOTHING, NOTHING, NOTHING]
    (row,) = rows([Measured(DELIVERY, answers, sentiments, withheld)], CUT, 30)
    return row


def test_a_row_holds_score_change_and_verdicts() -> None:
    row = judged(ratings(300, 240, 460), ratings(150, 240, 610))
    assert row.n == 1000
    assert row.score is not None
    assert row.score.points == pytest.approx(16)
    assert row.comparison is not None
    assert row.comparison.change.points == pytest.approx(-30)
    assert row.comparison.verdict is ChangeVerdict.WORSE
    assert row.verdict is PromiseVerdict.MISSED


def test_under_the_minimum_only_the_number_of_answers_is_left() -> None:
    row = judged(ratings(9, 10, 10), ratings(20, 20, 20), said(20, 0, 0, 9))
    assert row.n == 29
    assert (row.score, row.comparison, row.verdict, row.negative) == (None, None, None, None)
    assert row.verbatims == 29
    assert [week.score for week in row.weeks[4:]] == [None] * 4


def test_of_a_score_that_would_give_another_away_only_the_number_of_answers_is_left() -> None:
    row = judged(ratings(300, 240, 460), ratings(150, 240, 610), withheld=True)
    assert (row.n, row.withheld) == (1000, True)
    assert (row.score, row.comparison, row.verdict) == (None, None, None)
    assert {week.score for week in row.weeks} == {None}


def test_at_the_minimum_the_score_is_given() -> None:
    assert judged(ratings(10, 10, 10)).score is not None


def test_without_enough_answers_before_there_is_no_change() -> None:
    row = judged(ratings(10, 10, 10), ratings(9, 10, 10))
    assert row.comparison is None
    assert row.weeks[0].score is None


def test_the_negative_share_has_its_own_interval_and_n() -> None:
    row = judged(ratings(10, 10, 10), sentiments=said(38, 10, 12, 40))
    assert row.negative is not None
    assert (row.negative.percent, row.negative.n) == (38, 100)


def test_without_a_promise_there_is_no_verdict() -> None:
    card = Card(2, "visit", "到店", "", "门店", Metric.NPS, None, "")
    answers = [NOTHING] * 4 + [ratings(0, 0, 90)] + [NOTHING] * 3
    (row,) = rows([Measured(card, answers, NOTHING)], CUT, 30)
    assert row.score is not None
    assert row.verdict is None


def test_one_odd_touchpoint_among_many_is_not_called_real() -> None:
    """p ≈ 0.04 alone is a finding; among twelve that are compared it is not."""
    calm, odd = ratings(100, 100, 100), ratings(100, 120, 150)
    steady = Measured(DELIVERY, [calm, *[NOTHING] * 3, calm, *[NOTHING] * 3], NOTHING)
    moved = Measured(DELIVERY, [calm, *[NOTHING] * 3, odd, *[NOTHING] * 3], NOTHING)
    (alone,) = rows([moved], CUT, 30)
    among = rows([moved, *[steady] * 11], CUT, 30)[0]
    assert alone.comparison is not None
    assert among.comparison is not None
    assert alone.comparison.change.p == among.comparison.change.p < 0.05 < among.comparison.q
    assert alone.comparison.verdict is ChangeVerdict.BETTER
    assert among.comparison.verdict is ChangeVerdict.UNSURE


def test_a_small_week_takes_the_next_smallest_along_since_the_period_shows_their_sum() -> None:
    sizes = [0, 0, 0, 0, 200, 80, 20, 90]
    answers = [ratings(0, 0, size) for size in sizes]
    shown = [bool(week.score) for week in week_points(Metric.NPS, answers, CUT, 30)]
    assert shown == [False] * 4 + [True, False, False, True]


@given(st.lists(st.integers(0, 90), min_size=11, max_size=11), st.integers(1, 40))
def test_no_shown_weeks_leave_a_small_rest_of_a_period_that_is_shown(sizes: list[int], length: int) -> None:
    cut = slices(Period(LAST - timedelta(days=length - 1), LAST), 4)
    answers: Sequence[tuple[int, ...]] = [ratings(0, size, 0) for size in (sizes * 3)[: len(cut.pieces)]]
    points = week_points(Metric.NPS, answers, cut, 30)
    for period in (cut.now, cut.before):
        total = sum(sum(answers[place]) for place in period)
        inside = [week for week, places in enumerate(cut.weeks) if set(places) <= set(period)]
        rest = total - sum(points[week].n for week in inside if points[week].score)
        crossing = any(set(places) & set(period) and not set(places) <= set(period) for places in cut.weeks)
        if total >= 30 and not crossing:
            assert rest == 0 or rest >= 30


def test_a_week_shows_what_its_answers_score() -> None:
    answers = [ratings(10, 20, 70)] * 8
    assert week_points(Metric.NPS, answers, CUT, 30)[0].score == nps(answers[0])
