"""Themes: what is spoken of, how much, how, and whether it has become more."""

from datetime import date, timedelta

import pytest

from voc.journey.metrics import Metric
from voc.journey.selection import Period
from voc.reports.board import Theme
from voc.reports.judging import Card
from voc.reports.slices import NOTHING, slices
from voc.reports.statistics.values import ChangeVerdict
from voc.reports.theming import Ground, Spoken, themes

LAST = date(2026, 11, 20)
DELIVERY = Card(1, "delivery", "配送", "", "履约", Metric.NPS, None, "")
CUT = slices(Period(LAST - timedelta(days=6), LAST), 2)
"""Two weeks: the one before and this one."""


def opinions(negative: int, neutral: int, positive: int) -> tuple[int, ...]:
    return (negative, neutral, positive, *[0] * 8)


def spoken(label: str, now: tuple[int, ...], before: tuple[int, ...] = NOTHING) -> Spoken:
    return Spoken(DELIVERY, label, label, [before, now])


def found(*all_spoken: Spoken, verbatims: tuple[int, int] = (1000, 1000)) -> tuple[Theme, ...]:
    return themes(all_spoken, Ground(CUT, verbatims, 30))


def test_a_theme_is_a_share_of_all_verbatims_with_its_opinions() -> None:
    (theme,) = found(spoken("包装", opinions(60, 10, 30)))
    assert (theme.count, theme.negative, theme.neutral, theme.positive) == (100, 60, 10, 30)
    assert theme.net == -30
    assert theme.share is not None
    assert theme.share.percent == pytest.approx(10)


def test_a_theme_that_has_become_more_is_found_after_correction() -> None:
    (theme,) = found(spoken("物流", opinions(84, 0, 0), opinions(31, 0, 0)))
    assert theme.change is not None
    assert theme.change.change.points == pytest.approx(5.3)
    assert theme.change.verdict is ChangeVerdict.BETTER
    assert [(week.count, week.n) for week in theme.weeks] == [(31, 1000), (84, 1000)]


def test_a_new_theme_is_compared_with_nothing_said_before() -> None:
    (theme,) = found(spoken("物流", opinions(40, 0, 0)))
    assert theme.change is not None
    assert theme.change.previous.count == 0


def test_a_small_theme_is_counted_and_nothing_more() -> None:
    (theme,) = found(spoken("包装", opinions(20, 2, 7), opinions(50, 0, 0)))
    assert theme.count == 29
    assert (theme.share, theme.negative, theme.neutral, theme.positive, theme.net, theme.change) == (
        None,
    ) * 6


def test_without_enough_verbatims_before_there_is_no_change() -> None:
    (theme,) = found(spoken("包装", opinions(40, 0, 0), opinions(5, 0, 0)), verbatims=(29, 1000))
    assert theme.share is not None
    assert theme.change is None


def test_the_most_harmful_come_first_and_the_smallest_last() -> None:
    small, loved, hated = opinions(5, 0, 0), opinions(1, 0, 200), opinions(40, 0, 0)
    order = [theme.label for theme in found(spoken("小", small), spoken("爱", loved), spoken("恨", hated))]
    assert order == ["恨", "爱", "小"]


def test_overall_comes_after_every_aspect_that_can_be_mended() -> None:
    worst, small = opinions(90, 0, 0), opinions(5, 0, 0)
    order = [
        theme.label
        for theme in found(spoken("overall", worst), spoken("爱", opinions(0, 0, 50)), spoken("小", small))
    ]
    assert order == ["爱", "overall", "小"]


def test_what_nobody_speaks_of_any_more_is_no_theme_of_the_period() -> None:
    assert found(spoken("包装", NOTHING, opinions(90, 0, 0))) == ()
