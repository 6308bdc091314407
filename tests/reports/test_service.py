"""Pages read roll-ups, and what they read is what happened: the same on both databases."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests import cast
from tests.conftest import both_databases
from tests.reports.happenings import SETTINGS, TODAY, ZONE, answers, happen, noon, settle, wander
from voc.accounts.scope import EVERYTHING, Scope
from voc.errors import NotFound
from voc.journey.channels import Channel
from voc.journey.metrics import SENTIMENT, Metric
from voc.journey.models import Fact, Place, Touchpoint, TouchpointEvent
from voc.journey.selection import Period, PlaceFilter, Selection, SelectionFault
from voc.reports.board import Board, BoardRow
from voc.reports.rollup import compact
from voc.reports.service import board, themes, touchpoint_report
from voc.reports.statistics import scales
from voc.reports.statistics.values import ChangeVerdict, PromiseVerdict

pytestmark = both_databases

WEEK = Selection(Period(TODAY - timedelta(days=6), TODAY))
LAST_WEEK = TODAY - timedelta(days=7)


def row(found: Board, key: str) -> BoardRow:
    return next(row for row in found.rows if row.key == key)


def test_the_board_follows_the_journey_and_says_what_changed(session: Session) -> None:
    stage = cast.journey(session)
    delivery = stage.touchpoints["delivery"]
    happen(session, delivery, "nps", answers(150, 240, 610), day=LAST_WEEK)
    happen(session, delivery, "nps", answers(380, 240, 380))
    happen(session, delivery, SENTIMENT, [0] * 38 + [1] * 10 + [3] * 52)
    settle(session)
    found = board(session, WEEK, EVERYTHING, SETTINGS)
    assert [each.name for each in found.stages] == ["售前", "选购", "履约", "门店", "服务", "会员"]
    judged = row(found, "delivery")
    assert judged.score is not None
    assert (judged.score.points, judged.n) == (0, 1000)
    assert judged.comparison is not None
    assert judged.comparison.previous.points == pytest.approx(46)
    assert judged.comparison.verdict is ChangeVerdict.WORSE
    assert judged.verdict is PromiseVerdict.MISSED
    assert judged.negative is not None
    assert (judged.negative.percent, judged.verbatims) == (38, 100)
    assert len(judged.weeks) == 16
    assert row(found, "payment").n == 0


def test_a_board_is_read_from_the_roll_ups_by_a_statement_for_each_scale_and_one_for_words(
    session: Session,
) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", answers(10, 10, 10))
    settle(session)
    asked: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *about: asked.append(about[2]))
    found = board(session, WEEK, EVERYTHING, SETTINGS)
    cells = [statement for statement in asked if "FROM cell" in statement]
    assert len(cells) == 1 + len({row.metric for row in found.rows})
    assert all("GROUP BY" in statement for statement in cells)
    assert not any("fact" in statement for statement in asked)


def test_what_is_not_rolled_up_yet_is_not_shown(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", answers(10, 10, 10))
    assert row(board(session, WEEK, EVERYTHING, SETTINGS), "delivery").n == 0


def test_channel_and_place_narrow_the_board(session: Session) -> None:
    stage = cast.journey(session)
    delivery, places = stage.touchpoints["delivery"], stage.places
    for place, channel, many in (("hz01", "sms", 40), ("hz02", "sms", 50), ("gz01", "wechat", 60)):
        happen(session, delivery, "nps", [10] * many, place_id=places[place], channel=channel)
    happen(session, delivery, "nps", [10] * 7)
    settle(session)

    def n(channel: Channel | None, place: str | None, scope: Scope = EVERYTHING) -> int:
        kind, _, name = (place or ":").partition(":")
        chosen = Selection(WEEK.period, channel, PlaceFilter(kind, name) if place else None)
        return row(board(session, chosen, scope, SETTINGS), "delivery").n

    assert n(None, None) == 157
    assert n(Channel.SMS, None) == 97
    assert n(None, "store:hz01") == 40
    assert n(None, "city:杭州") == 90
    assert n(None, "region:华东") == 90
    assert n(Channel.WECHAT, "region:华南") == 60
    assert n(Channel.WECHAT, "city:杭州") == 0
    here = Scope(place_ids=frozenset({places["hz01"], places["gz01"]}))
    assert n(None, None, here) == 100
    assert n(None, "city:杭州", here) == 40
    assert n(None, None, Scope(place_ids=frozenset())) == 0


@pytest.mark.parametrize("place", [PlaceFilter("store", "nowhere"), PlaceFilter("store", "gz01")])
def test_a_place_that_is_not_the_readers_is_as_unknown_as_one_that_is_not_there(
    session: Session, place: PlaceFilter
) -> None:
    stage = cast.journey(session)
    scope = Scope(place_ids=frozenset({stage.places["hz01"]}))
    with pytest.raises(SelectionFault, match="没有找到"):
        board(session, Selection(WEEK.period, None, place), scope, SETTINGS)


def test_a_reader_sees_only_their_touchpoints(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", answers(10, 10, 10))
    happen(session, stage.touchpoints["payment"], "nps", answers(10, 10, 10))
    happen(session, stage.touchpoints["payment"], SENTIMENT, [0] * 50)
    happen(session, stage.touchpoints["payment"], "aspect:price", [0] * 50)
    settle(session)
    scope = Scope(touchpoint_ids=frozenset({stage.touchpoints["delivery"]}))
    found = board(session, WEEK, scope, SETTINGS)
    assert [each.key for each in found.rows] == ["delivery"]
    with pytest.raises(NotFound):
        touchpoint_report(session, "payment", WEEK, scope, SETTINGS)
    with pytest.raises(NotFound):
        themes(session, WEEK, scope, SETTINGS, "payment")
    assert themes(session, WEEK, scope, SETTINGS).verbatims == 0


def test_a_touchpoint_that_was_closed_leaves_the_board(session: Session) -> None:
    stage = cast.journey(session)
    closed = session.get_one(Touchpoint, stage.touchpoints["delivery"])
    closed.active = False
    session.flush()
    assert "delivery" not in [each.key for each in board(session, WEEK, EVERYTHING, SETTINGS).rows]


def test_a_touchpoints_page_agrees_with_the_board(session: Session) -> None:
    stage = cast.journey(session)
    delivery, payment = stage.touchpoints["delivery"], stage.touchpoints["payment"]
    for touchpoint in (delivery, payment):
        happen(session, touchpoint, "nps", answers(40, 30, 80), day=LAST_WEEK, place_id=stage.places["hz01"])
        happen(session, touchpoint, "nps", answers(60, 30, 60), place_id=stage.places["hz01"])
    happen(session, delivery, "ces", [6] * 40)
    happen(session, delivery, SENTIMENT, [0] * 20 + [3] * 20)
    session.add(TouchpointEvent(touchpoint_id=delivery, at=noon(TODAY), words="换承运商"))
    session.add(TouchpointEvent(touchpoint_id=payment, at=noon(TODAY), words="别处的事"))
    session.add(TouchpointEvent(touchpoint_id=None, at=noon(TODAY - timedelta(days=400)), words="很久以前"))
    settle(session)
    report = touchpoint_report(session, "delivery", WEEK, EVERYTHING, SETTINGS)
    assert report.row == row(board(session, WEEK, EVERYTHING, SETTINGS), "delivery")
    assert report.stage == "履约"
    assert report.distribution is not None
    assert report.distribution.groups[0].percent == 40
    assert report.distribution.bars[10].previous == pytest.approx(100 * 80 / 150)
    assert [(other.metric, other.n) for other in report.others] == [(Metric.CES, 40)]
    assert report.polarities is not None
    assert (report.polarities.negative, report.polarities.positive) == (20, 20)
    assert [(happened.on, happened.words) for happened in report.events] == [(TODAY, "换承运商")]
    assert report.table.places == (("hz01", "西湖店"),)
    assert report.table.rows[0].cells[0].n == 150


def test_a_cell_that_the_table_hides_stays_hidden_under_its_own_filter(session: Session) -> None:
    stage = cast.journey(session)
    delivery = stage.touchpoints["delivery"]
    told = {("sms", "hz01"): 100, ("sms", "hz02"): 60, ("wechat", "hz01"): 50, ("wechat", "hz02"): 12}
    for (channel, place), many in {**told, ("sms", "gz01"): 90}.items():
        for metric in ("nps", "ces"):
            happen(session, delivery, metric, [5] * many, channel=channel, place_id=stage.places[place])
    settle(session)
    everywhere = touchpoint_report(session, "delivery", WEEK, EVERYTHING, SETTINGS)
    hidden = {
        (line.channel, key)
        for line in everywhere.table.rows
        for (key, _), cell in zip(everywhere.table.places, line.cells, strict=True)
        if cell.complementary
    }
    assert hidden == {(Channel.SMS, "hz01"), (Channel.SMS, "hz02"), (Channel.WECHAT, "hz01")}
    for channel, place in [*hidden, (Channel.SMS, "gz01")]:
        chosen = Selection(WEEK.period, channel, PlaceFilter("store", place))
        report = touchpoint_report(session, "delivery", chosen, EVERYTHING, SETTINGS)
        assert report.row == row(board(session, chosen, EVERYTHING, SETTINGS), "delivery")
        kept_back = (channel, place) in hidden
        assert report.row.withheld is kept_back
        assert (report.row.score is None, report.distribution is None) == (kept_back, kept_back)
        assert [other.withheld for other in report.others] == [kept_back]
    city = Selection(WEEK.period, Channel.SMS, PlaceFilter("city", "杭州"))
    assert row(board(session, city, EVERYTHING, SETTINGS), "delivery").score is not None
    channel_alone = Selection(WEEK.period, Channel.WECHAT)
    assert row(board(session, channel_alone, EVERYTHING, SETTINGS), "delivery").score is not None


def test_the_small_table_keeps_to_the_readers_places(session: Session) -> None:
    stage = cast.journey(session)
    for place in ("hz01", "gz01"):
        happen(session, stage.touchpoints["delivery"], "nps", [9] * 40, place_id=stage.places[place])
    settle(session)
    scope = Scope(place_ids=frozenset({stage.places["hz01"]}))
    report = touchpoint_report(session, "delivery", WEEK, scope, SETTINGS)
    assert report.table.places == (("hz01", "西湖店"),)
    assert report.row.n == 40


def test_themes_are_aspects_at_touchpoints(session: Session) -> None:
    stage = cast.journey(session)
    delivery, hotline = stage.touchpoints["delivery"], stage.touchpoints["hotline"]
    happen(session, delivery, SENTIMENT, [0] * 100, day=LAST_WEEK)
    happen(session, delivery, SENTIMENT, [0] * 100)
    happen(session, hotline, SENTIMENT, [3] * 100)
    happen(session, delivery, "aspect:logistics", [0] * 50 + [2] * 10)
    happen(session, hotline, "aspect:customer_service", [2] * 40)
    settle(session)
    found = themes(session, WEEK, EVERYTHING, SETTINGS)
    assert found.verbatims == 200
    first, second = found.themes
    assert (first.label, first.touchpoint, first.count, first.negative) == ("配送物流", "配送", 60, 50)
    assert first.share is not None
    assert first.share.percent == 30
    assert first.change is not None
    assert (second.touchpoint_key, second.net) == ("hotline", 100)
    alone = themes(session, WEEK, EVERYTHING, SETTINGS, "hotline")
    assert (alone.verbatims, len(alone.themes)) == (100, 1)


def test_any_selection_scores_exactly_the_facts_it_names(session: Session) -> None:
    stage = cast.journey(session)
    wander(session, stage, seed=11, count=900, metrics=[("nps", 0, 10), (SENTIMENT, 0, 3)])
    settle(session)
    compact(session)
    places = {place.id: place for place in session.scalars(select(Place))}
    facts = session.scalars(select(Fact).where(Fact.metric == "nps")).all()
    keys = {touchpoint.id: touchpoint for touchpoint in session.scalars(select(Touchpoint))}
    chance = random.Random(5)  # noqa: S311 - the same selections in every run
    for _ in range(12):
        length = chance.choice([1, 5, 7, 13, 28])
        last = TODAY - timedelta(days=chance.randint(0, 9))
        city = chance.choice([None, "杭州", "广州"])
        chosen = Selection(
            Period(last - timedelta(days=length - 1), last),
            chance.choice([None, Channel.SMS]),
            PlaceFilter("city", city) if city else None,
        )
        counted: Counter[tuple[int, int]] = Counter()
        for fact in facts:
            inside = chosen.period.first <= fact.at.astimezone(ZONE).date() <= chosen.period.last
            there = city is None or (fact.place_id is not None and places[fact.place_id].city == city)
            if inside and there and chosen.channel in {None, fact.channel}:
                counted[fact.touchpoint_id, fact.value] += 1
        for judged in board(session, chosen, EVERYTHING, SETTINGS).rows:
            if keys[judged.touchpoint_id].metric != Metric.NPS:
                continue
            histogram = [counted[judged.touchpoint_id, value] for value in range(11)]
            assert judged.n == sum(histogram)
            assert judged.score == (scales.score(Metric.NPS, histogram) if judged.n >= 30 else None)


def test_a_report_does_not_care_where_its_database_keeps_its_clock(session: Session) -> None:
    stage = cast.journey(session)
    session.add(
        Fact(
            touchpoint_id=stage.touchpoints["delivery"],
            metric="nps",
            value=9,
            at=datetime(2026, 11, 13, 16, 0, tzinfo=UTC),
            channel="sms",
            source="response:1",
        )
    )
    session.flush()
    settle(session)
    assert row(board(session, WEEK, EVERYTHING, SETTINGS), "delivery").n == 1
