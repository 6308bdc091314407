"""Staff read masked words with their evidence, each within what they may see."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.feedback.tagger import PHONE, dozen
from voc.accounts.scope import EVERYTHING, Scope
from voc.db import db
from voc.feedback import listing, tagging
from voc.feedback.filters import FilterFault, read
from voc.feedback.service import take_in_many
from voc.feedback.words import Words
from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.journey.selection import SelectionFault

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def journey(app: Flask) -> cast.Journey:
    app.config["VOC_NOW"] = NOW
    known = cast.journey(db.session())
    cast.staff(db.session(), known)
    delivery, hotline = known.touchpoints["delivery"], known.touchpoints["hotline"]
    west, north = known.places["hz01"], known.places["sx01"]
    late = Words(
        "page",
        "v1",
        f"送得慢，打{PHONE}没人接",
        NOW - timedelta(days=1),
        Channel.SMS,
        delivery,
        west,
        3,
        Metric.NPS,
    )
    told = [
        late,
        replace(late, source_id="v2", text="送得快<b>", place_id=north, at=NOW - timedelta(days=2), rating=9),
        replace(
            late,
            source_id="v3",
            text="客服好，50%满意",
            touchpoint_id=hotline,
            place_id=west,
            channel=Channel.PHONE,
            rating=None,
            rating_metric=None,
        ),
        replace(
            late,
            source_id="v4",
            text="几点送",
            touchpoint_id=None,
            place_id=None,
            at=NOW - timedelta(days=60),
        ),
    ]
    take_in_many(db.session(), told, NOW)
    db.session.commit()
    tagging.tag(db.session(), dozen())
    take_in_many(db.session(), [replace(late, source_id="v5", text="还没分析")], NOW)
    db.session.commit()
    return known


def _page(client: FlaskClient, who: str, query: str = "") -> str:
    answer = cast.sign_in(client, who).get(f"/verbatims{query}")
    assert answer.status_code == 200
    return answer.text


SLOW, FAST, KIND, WHEN = "送得慢", "送得快", "客服好", "几点送"


def _found(page: str) -> list[str]:
    return [words for words in (SLOW, FAST, KIND, WHEN) if f">{words}</mark>" in page]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [SLOW, FAST, KIND]),
        ("?days=90", [SLOW, FAST, KIND, WHEN]),
        ("?from=2026-09-01&to=2026-10-01", [WHEN]),
        ("?polarity=neg", [SLOW]),
        ("?touchpoint=hotline", [KIND]),
        ("?aspect=logistics", [SLOW, FAST]),
        ("?channel=phone", [KIND]),
        ("?place=store:sx01", [FAST]),
        ("?place=city:杭州", [SLOW, KIND]),
        ("?place=region:华东&polarity=pos", [FAST, KIND]),
        ("?q=没人接", [SLOW]),
        ("?q=50%25", [KIND]),
        ("?q=%25", [KIND]),
        ("?q=_", []),
    ],
)
def test_the_address_says_which_verbatims_are_shown(
    journey: cast.Journey, client: FlaskClient, query: str, found: list[str]
) -> None:
    assert _found(_page(client, "manager", query)) == found


def test_words_are_masked_escaped_and_shown_with_their_evidence(
    journey: cast.Journey, client: FlaskClient
) -> None:
    page = _page(client, "marketing")
    assert PHONE not in page
    assert "138****8001" in page
    assert "&lt;b&gt;" in page
    assert '<mark class="neg" title="配送物流 90%">送得慢</mark>' in page
    assert "还没分析" not in page
    assert "还有 1 条正在分析" in page
    assert page.index(SLOW) < page.index(FAST)


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("manager", [SLOW, FAST, KIND]),
        ("agent", [SLOW, FAST, KIND]),
        ("admin", [SLOW, FAST, KIND]),
        ("confined", [SLOW]),
    ],
)
def test_each_reader_sees_only_their_own(
    journey: cast.Journey, client: FlaskClient, who: str, found: list[str]
) -> None:
    page = _page(client, who)
    assert _found(page) == found
    assert ("绍兴店" in page) == (who != "confined")


@pytest.mark.parametrize("who", ["designer", "interviewer"])
def test_who_has_no_use_for_customers_words_does_not_see_them(
    journey: cast.Journey, client: FlaskClient, who: str
) -> None:
    assert cast.sign_in(client, who).get("/verbatims").status_code == 403


def test_nothing_found_says_how_many_remain_without_each_condition(
    journey: cast.Journey, client: FlaskClient
) -> None:
    page = _page(client, "manager", "?polarity=neg&channel=phone")
    assert "没有符合条件的原声" in page
    assert page.count("去掉还剩 1") == 2
    assert "清空全部条件" in page


def test_an_empty_period_says_where_words_come_from(journey: cast.Journey, client: FlaskClient) -> None:
    assert "这段时间还没有原声" in _page(client, "manager", "?from=2020-01-01&to=2020-01-02")


@pytest.mark.parametrize(
    "query",
    [
        "?days=0",
        "?days=x",
        "?days=99999999",
        "?from=2026-02-30&to=2026-03-01",
        "?from=2026-03-02&to=2026-03-01",
        "?polarity=bad",
        "?aspect=x",
        "?channel=fax",
        "?place=hz01",
        "?place=shop:x",
        "?place=city:火星",
        "?days=367",
        "?q=%00",
        "?before=x",
        "?before=9999999999999999999999.1",
        "?to=9999-12-31&from=9999-12-01",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_in_words(
    journey: cast.Journey, client: FlaskClient, query: str
) -> None:
    answer = cast.sign_in(client, "manager").get(f"/verbatims{query}")
    assert answer.status_code == 400
    assert "请" in answer.text


def test_every_verbatim_stands_on_just_one_page(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["VOC_NOW"] = NOW
    cast.staff(db.session())
    told = [
        Words("page", f"v{number}", f"送得慢{number:03}", NOW - timedelta(minutes=number // 3), Channel.WEB)
        for number in range(60)
    ]
    take_in_many(db.session(), told, NOW)
    db.session.commit()
    tagging.tag(db.session(), dozen())
    db.session.commit()
    filters = read({}, TODAY)
    zone = app.config["VOC"].zone
    seen: list[int] = []
    before = ""
    for _ in range(3):
        page = listing.listing(db.session(), filters, EVERYTHING, zone, before)
        seen += [one.id for one in page.verbatims]
        before = page.older
        assert page.total == 60
    assert (len(seen), len(set(seen)), before) == (60, 60, "")
    db.session.rollback()
    first = _page(client, "manager")
    assert "更早的" in first
    monkeypatch.setattr("voc.feedback.views.COUNTED", 59)
    assert "59 条以上" in _page(client, "manager")


def test_filters_without_one_condition_keep_the_others() -> None:
    filters = read({"polarity": "neg", "q": "慢"}, TODAY)
    assert filters.without("q").narrowed == {"polarity": "neg"}
    assert filters.without("polarity").narrowed == {"q": "慢"}
    placed = read({"place": "store:hz01", "channel": "sms"}, TODAY)
    assert placed.without("place").narrowed == {"channel": "sms"}
    assert placed.without("channel").narrowed == {"place": "store:hz01"}
    with pytest.raises(FilterFault):
        read({"q": "\ud800"}, TODAY)


def test_a_place_that_is_not_the_readers_is_as_unknown_as_one_that_is_not_there(
    journey: cast.Journey, app: Flask
) -> None:
    here = Scope(place_ids=frozenset({journey.places["sx01"]}))
    for place in ("store:hz01", "store:nowhere"):
        with pytest.raises(SelectionFault, match="没有找到"):
            listing.listing(db.session(), read({"place": place}, TODAY), here, app.config["VOC"].zone)
