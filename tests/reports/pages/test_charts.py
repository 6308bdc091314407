"""Plotly accepts every figure, and each draws what it should."""

import re
from typing import Any

import plotly.graph_objects as go
import pytest

from tests.reports.pages.rows import TODAY, row, week
from voc.journey.metrics import Metric
from voc.reports.bars import distribution
from voc.reports.board import Bar, Distribution, Group, TrendEvent
from voc.reports.charts import trend

WEEKS = (week(3, 34), week(2, None, n=12), week(1, 33), week(0, 18))
DELIVERY = row("配送", 18, promise=35, weeks=WEEKS)
RATINGS = Distribution(
    400,
    tuple(Bar(value, 36, 9.1, 8.0 if value else None) for value in range(11)),
    (Group("贬损", 0, 6, 29.2), Group("中立", 7, 8, 23.7), Group("推荐", 9, 10, 47.1)),
)


def checked(figure: dict[str, Any]) -> go.Figure:
    """The figure as plotly reads it; a token of the style sheet stands for some colour."""

    def coloured(value: Any) -> Any:
        if isinstance(value, str):
            return re.sub(r"^var:[a-z0-9-]+$", "#123456", value)
        if isinstance(value, dict):
            return {key: coloured(inner) for key, inner in value.items()}
        return [coloured(inner) for inner in value] if isinstance(value, list) else value

    return go.Figure(coloured(figure))


@pytest.mark.parametrize("metric", list(Metric))
def test_plotly_accepts_the_trend_of_every_scale(metric: Metric) -> None:
    low = {Metric.NPS: 18.0, Metric.CSAT: 80.0}.get(metric, 4.0)
    figure = checked(trend(row("配送", low, metric=metric, promise=low, weeks=WEEKS), (), 30))
    assert len(figure.data) == 2


def test_a_week_with_too_few_answers_is_a_gap_and_hatched() -> None:
    hatched, line = trend(DELIVERY, (), 30)["data"]
    assert line["y"] == [34, None, 33, 18]
    assert line["connectgaps"] is False
    assert hatched["x"] == [WEEKS[1].last.isoformat()]
    assert "12" in hatched["text"][0]
    assert hatched["marker"]["pattern"]["shape"] == "/"


def test_every_point_has_its_interval() -> None:
    line = trend(DELIVERY, (), 30)["data"][1]
    assert line["error_y"]["array"] == [10, 0, 10, 10]
    assert line["error_y"]["arrayminus"] == [10, 0, 10, 10]


def test_a_week_wholly_below_the_promise_is_large_and_worse() -> None:
    marker = trend(DELIVERY, (), 30)["data"][1]["marker"]
    assert [color == "var:worse" for color in marker["color"]] == [False, False, False, True]
    assert marker["size"][3] > marker["size"][0]


def test_the_promise_is_a_line_named_at_its_end() -> None:
    layout = trend(DELIVERY, (), 30)["layout"]
    assert [shape["y0"] for shape in layout["shapes"]] == [35]
    assert "承诺 35" in [note["text"] for note in layout["annotations"]]


def test_a_dated_event_is_a_dotted_line_with_its_words() -> None:
    happened = (TrendEvent(TODAY, "余杭、萧山换承运商"), TrendEvent(TODAY.replace(year=2020), "早已过去"))
    layout = trend(DELIVERY, happened, 30)["layout"]
    assert [shape["line"]["dash"] for shape in layout["shapes"] if "dash" in shape["line"]] == ["dot"]
    assert "11月20日 余杭、萧山换承运商" in [note["text"] for note in layout["annotations"]]
    checked(trend(DELIVERY, happened, 30))


def test_words_at_the_right_end_do_not_cover_each_other() -> None:
    near = row("配送", 34, promise=35, weeks=(week(1, 30), week(0, 34)))
    ends = [note for note in trend(near, (), 30)["layout"]["annotations"] if note.get("xref") == "paper"]
    assert len(ends) == 2
    assert abs(ends[0]["yshift"] - ends[1]["yshift"]) >= 16


def test_a_touchpoint_without_any_week_still_draws() -> None:
    checked(trend(row("配送", None, weeks=(week(0, None, n=0),)), (), 30))


def test_a_distribution_shows_groups_and_the_last_period_as_ticks() -> None:
    figure = distribution(RATINGS, Metric.NPS)
    bars, ticks = figure["data"]
    assert len(set(bars["marker"]["color"])) == 3
    assert bars["marker"]["color"][0] == bars["marker"]["color"][6] != bars["marker"]["color"][7]
    assert ticks["y"][0] is None
    assert ticks["y"][1] == 8
    assert "贬损<br>29.2%" in [note["text"] for note in figure["layout"]["annotations"]]
    checked(figure)


@pytest.mark.parametrize(("previous", "stands"), [(40.0, 4.0), (2.0, 4.0), (None, 4.0), (5.0, 5.0)])
def test_a_share_stands_on_its_own_bar_unless_the_tick_would_strike_it_through(
    previous: float | None, stands: float
) -> None:
    low = Distribution(100, (Bar(1, 4, 4.0, previous), Bar(2, 96, 96.0, 96.0)), ())
    assert distribution(low, Metric.RATING)["layout"]["annotations"][0]["y"] == stands


def test_a_scale_without_named_groups_has_one_colour() -> None:
    plain = Distribution(100, tuple(Bar(value, 20, 20, None) for value in range(1, 6)), ())
    figure = distribution(plain, Metric.RATING)
    assert len(set(figure["data"][0]["marker"]["color"])) == 1
    checked(figure)


def test_shares_start_at_zero() -> None:
    assert distribution(RATINGS, Metric.NPS)["layout"]["yaxis"]["range"][0] == 0
