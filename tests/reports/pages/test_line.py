"""Where the marks of the journey line sit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reports.pages.rows import board, compared, row
from voc.journey.metrics import Metric
from voc.reports.line import extent, journey_line
from voc.reports.sparks import around, spark
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

JOURNEY = board(
    ("售前", (row("售前咨询", 52, number=1, comparison=compared(50, 52)),)),
    (
        "履约",
        (
            row("配送", 18, number=2, comparison=compared(33, 18, ChangeVerdict.WORSE), promise=35),
            row("投诉处理", None, number=3),
        ),
    ),
    ("会员", (row("会员权益", 49, number=4), row("客服热线", 80, number=5, metric=Metric.CSAT))),
)


def test_touchpoints_keep_the_order_of_the_journey_in_columns_of_one_width() -> None:
    line = journey_line(JOURNEY)
    assert [mark.row.name for mark in line.marks] == ["售前咨询", "配送", "投诉处理", "会员权益", "客服热线"]
    assert [mark.x for mark in line.marks] == [10, 30, 50, 70, 90]
    assert [(stage.name, stage.left, stage.right) for stage in line.stages] == [
        ("售前", 0.5, 19.5),
        ("履约", 20.5, 59.5),
        ("会员", 60.5, 99.5),
    ]


def test_each_scale_has_a_panel_and_an_axis_of_its_own() -> None:
    nps, csat = journey_line(JOURNEY).panels
    assert (nps.metric, nps.low, nps.high) == (Metric.NPS, 0, 60)
    assert (csat.metric, csat.low, csat.high) == (Metric.CSAT, 0, 100)
    assert csat.top > nps.top + nps.height
    assert [mark.row.name for mark in csat.marks] == ["客服热线"]


def test_a_higher_score_is_drawn_higher_between_its_interval() -> None:
    first, delivery, *_ = journey_line(JOURNEY).panels[0].marks
    assert first.y is not None
    assert delivery.y is not None
    assert delivery.y > first.y
    assert first.y_high is not None
    assert first.y_low is not None
    assert first.y_high < first.y < first.y_low


def test_too_few_answers_have_no_mark_and_break_the_line() -> None:
    nps = journey_line(JOURNEY).panels[0]
    few = nps.marks[2]
    assert (few.y, few.y_low, few.y_promise, few.y_number) == (None, None, None, None)
    assert [(piece.x1, piece.x2) for piece in nps.now] == [(10, 30)]


def test_no_line_leaps_over_a_touchpoint_of_another_scale() -> None:
    three = (row("甲", 40, number=1), row("乙", 80, number=2, metric=Metric.CSAT), row("丙", 42, number=3))
    assert journey_line(board(("服务", three))).panels[0].now == ()


@pytest.mark.parametrize(
    ("fell", "missed", "worse"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_only_what_is_certainly_worse_is_drawn_as_worse(fell: bool, missed: bool, worse: bool) -> None:
    one = row(
        "配送",
        18,
        comparison=compared(33, 18, ChangeVerdict.WORSE if fell else ChangeVerdict.UNSURE),
        promise=35,
        verdict=PromiseVerdict.MISSED if missed else PromiseVerdict.UNDECIDED,
    )
    assert journey_line(board(("履约", (one,)))).marks[0].worse is worse


def test_an_empty_journey_draws_nothing() -> None:
    line = journey_line(board())
    assert (line.panels, line.marks, line.stages) == ((), (), ())


@given(st.lists(st.floats(-95, 95), min_size=1, max_size=12), st.floats(-100, 100))
def test_the_axis_holds_everything_with_at_most_six_lines(points: list[float], promise: float) -> None:
    low, high, step = extent(Metric.NPS, [row("甲", one, promise=promise) for one in points])
    assert low <= min([0, promise, *(one - 5 for one in points)]) or low == -100
    assert high >= max([0, promise, *(one + 5 for one in points)]) or high == 100
    assert round((high - low) / step) + 1 <= 6


def test_a_share_is_shown_from_zero_and_a_mean_on_its_whole_scale() -> None:
    assert extent(Metric.CSAT, ())[:2] == (0, 100)
    assert extent(Metric.CES, ())[:2] == (1, 7)


def test_a_sparkline_breaks_where_a_week_had_too_few() -> None:
    drawn = spark([10, 20, None, 30, None, 40, 50], 0, 60, 100, 32)
    assert len(drawn.runs) == 2
    assert len(drawn.alone) == 1
    assert drawn.last is not None


def test_a_sparkline_that_ends_without_a_score_has_no_last_dot() -> None:
    assert spark([10, None], 0, 60, 100, 32).last is None


def test_small_drawings_do_not_blow_up_noise() -> None:
    assert around(Metric.CSAT, [80, 81]) == (70.5, 90.5)
    assert around(Metric.CES, []) == (1, 7)
