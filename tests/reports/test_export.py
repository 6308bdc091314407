"""What readers take away says what the pages say, and no more."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import cast
from tests.reports.happenings import SETTINGS, TODAY, answers, happen, noon, settle
from voc.accounts.scope import EVERYTHING, Scope
from voc.db import db
from voc.feedback.models import Mention, Verbatim
from voc.journey.channels import Channel
from voc.journey.metrics import SENTIMENT
from voc.journey.selection import Period, PlaceFilter, Selection
from voc.reports.export import board_table, quote_table, theme_table, week_table
from voc.reports.quotes import Wanted
from voc.reports.service import board, themes, touchpoint_report
from voc.reports.spreadsheets import Table, Value

WEEK = Selection(Period(TODAY - timedelta(days=6), TODAY))
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def stage(app: Flask) -> cast.Journey:
    return cast.journey(db.session())


@pytest.fixture(autouse=True)
def asked(app: Flask, stage: cast.Journey) -> object:
    """Exports speak the reader's language, so there is a reader."""
    with app.test_request_context():
        yield None


def session() -> Session:
    return db.session()


def named(table: Table, title: str) -> list[Value]:
    column = list(table.header).index(title)
    return [row[column] for row in table.rows]


def line(table: Table, touchpoint: str) -> dict[str, Value]:
    found: Sequence[Value] = next(row for row in table.rows if touchpoint in row)
    return dict(zip(table.header, found, strict=True))


def say(
    stage: cast.Journey, text: str, *, touchpoint: str = "delivery", place: str = "hz01", tagged: bool = True
) -> None:
    verbatim = Verbatim(
        source="page",
        source_id=text,
        text=text,
        masked=text.replace("13800138000", "138****8000"),
        at=noon(TODAY),
        received_at=noon(TODAY),
        touchpoint_id=stage.touchpoints[touchpoint],
        channel="sms",
        place_id=stage.places[place],
        rating=2,
        rating_metric="nps",
        overall="neg" if tagged else None,
        pipeline="test" if tagged else "",
    )
    if tagged:
        verbatim.mentions = [Mention(aspect="logistics", start=0, end=1, polarity="neg", confidence=0.9)]
    session().add(verbatim)
    session().flush()


def test_the_board_leaves_with_every_interval_and_verdict(stage: cast.Journey) -> None:
    happen(session(), stage.touchpoints["delivery"], "nps", answers(150, 240, 610), day=LAST_WEEK)
    happen(session(), stage.touchpoints["delivery"], "nps", answers(380, 240, 380))
    settle(session())
    table = board_table(board(session(), WEEK, EVERYTHING, SETTINGS))
    found = line(table, "配送")
    assert (found["份数 n"], found["得分"], found["上期得分"], found["变化"]) == (1000, 0, 46, -46)
    assert (found["变化结论"], found["承诺"], found["承诺结论"]) == ("显著下降", 20, "未达")
    assert table.name == "触点 1114-1120"


def test_what_too_few_answered_leaves_without_anything_to_compute_it_from(stage: cast.Journey) -> None:
    happen(session(), stage.touchpoints["delivery"], "nps", answers(9, 10, 10), day=TODAY)
    happen(session(), stage.touchpoints["delivery"], SENTIMENT, [0] * 29)
    happen(session(), stage.touchpoints["delivery"], "aspect:logistics", [0] * 29)
    settle(session())
    found = line(board_table(board(session(), WEEK, EVERYTHING, SETTINGS)), "配送")
    told = {title: value for title, value in found.items() if value is not None}
    assert told == {
        "阶段": "履约",
        "触点": "配送",
        "负责人": "周启明",
        "指标": "净推荐值",
        "份数 n": 29,
        "变化结论": "样本不足",
        "承诺": 20.0,
        "原声条数": 29,
    }
    report = touchpoint_report(session(), "delivery", WEEK, EVERYTHING, SETTINGS)
    weeks = week_table(report)
    assert set(named(weeks, "得分")) == {None}
    theme = line(theme_table(themes(session(), WEEK, EVERYTHING, SETTINGS)), "配送物流")
    told = {title: value for title, value in theme.items() if value is not None}
    assert told == {"主题": "配送物流", "触点": "配送", "条数": 29, "全部原声": 29, "变化结论": "样本不足"}


def test_a_trend_leaves_week_by_week(stage: cast.Journey) -> None:
    happen(session(), stage.touchpoints["delivery"], "nps", answers(0, 0, 40))
    settle(session())
    weeks = week_table(touchpoint_report(session(), "delivery", WEEK, EVERYTHING, SETTINGS))
    assert len(list(weeks.rows)) == 16
    assert (named(weeks, "周止")[-1], named(weeks, "份数 n")[-1], named(weeks, "得分")[-1]) == (
        TODAY,
        40,
        100,
    )


def test_themes_leave_with_their_change_and_its_test(stage: cast.Journey) -> None:
    delivery = stage.touchpoints["delivery"]
    for day, many in ((LAST_WEEK, 31), (TODAY, 84)):
        happen(session(), delivery, SENTIMENT, [0] * 1000, day=day)
        happen(session(), delivery, "aspect:logistics", [0] * many, day=day)
    settle(session())
    found = line(theme_table(themes(session(), WEEK, EVERYTHING, SETTINGS)), "配送物流")
    assert (found["条数"], found["占比 %"], found["变化（百分点）"]) == (84, 8.4, 5.3)
    assert found["变化结论"] == "说得更多"
    assert isinstance(found["p"], float)
    assert found["p"] < 0.001


def test_quotes_leave_masked_and_only_when_tagged(stage: cast.Journey) -> None:
    say(stage, "等了三天，电话 13800138000")
    say(stage, "还没有看过", tagged=False)
    table = quote_table(session(), Wanted(WEEK, "delivery"), EVERYTHING, SETTINGS)
    (row,) = table.rows
    assert list(row) == [
        *(TODAY, "配送", "短信链接", "西湖店", 2, "净推荐值", "负面", "配送物流−"),
        "等了三天，电话 138****8000",
    ]


def test_quotes_keep_to_the_filter_and_to_what_the_reader_may_see(stage: cast.Journey) -> None:
    say(stage, "这里")
    say(stage, "别的触点", touchpoint="payment")
    say(stage, "别的店", place="gz01")
    scope = Scope(frozenset({stage.touchpoints["delivery"]}), frozenset({stage.places["hz01"]}))
    words = "原声（已隐去个人信息）"

    def told(wanted: Wanted, scope: Scope = EVERYTHING) -> list[Value]:
        return named(quote_table(session(), wanted, scope, SETTINGS), words)

    assert told(Wanted(WEEK, "delivery"), scope) == ["这里"]
    assert told(Wanted(WEEK, "payment"), scope) == []
    assert told(Wanted(WEEK, "payment")) == ["别的触点"]
    assert told(Wanted(WEEK, "delivery", aspect="price")) == []
    assert told(Wanted(Selection(WEEK.period, Channel.WECHAT), "delivery")) == []
    store = Selection(WEEK.period, None, PlaceFilter("store", "gz01"))
    assert told(Wanted(store, "delivery")) == ["别的店"]
