"""The public page: two steps, no session, nothing lost, nothing twice."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests import cast
from voc.db import db
from voc.feedback import speak
from voc.feedback.models import Verbatim
from voc.journey.models import Touchpoint

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)


@pytest.fixture
def journey(app: Flask) -> cast.Journey:
    app.config.update(VOC_NOW=NOW, WTF_CSRF_ENABLED=True)
    known = cast.journey(db.session())
    db.session.commit()
    return known


def _visit(client: FlaskClient, address: str) -> str:
    return _token(client.get(address).text)


def _token(page: str) -> str:
    found = re.search(r'name="visit" value="([^"]+)"', page)
    assert found
    return found[1]


def _verbatims() -> list[Verbatim]:
    db.session.rollback()
    return list(db.session.scalars(select(Verbatim).order_by(Verbatim.id)))


def test_a_customer_speaks_up_in_two_steps_without_a_session(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}?place=hz01"
    page = client.get(address)
    assert "配送" in page.text
    assert "西湖店" in page.text
    assert page.text.index("身份证号") < page.text.index("<textarea")
    assert "<script" not in page.text
    assert "Set-Cookie" not in page.headers
    assert len(page.data) < 50_000
    sent = client.post(address, data={"visit": _visit(client, address), "words": " 送得慢 "})
    assert sent.status_code == 303
    thanks = client.get(sent.location)
    assert "收到了" in thanks.text
    assert "Set-Cookie" not in thanks.headers
    told = _verbatims()[0]
    assert (told.source, told.text, told.channel, told.at) == ("page", "送得慢", "qr", NOW)
    assert (told.touchpoint_id, told.place_id) == (journey.touchpoints["delivery"], journey.places["hz01"])


def test_sending_twice_is_one_verbatim_with_the_same_thanks(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    form = {"visit": _visit(client, address), "words": "送得慢"}
    assert client.post(address, data=form).location == client.post(address, data=form).location
    assert len(_verbatims()) == 1


def test_other_words_of_the_same_visit_are_kept_beside_the_first_once(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    visit = _visit(client, address)
    for words in ("送得慢", "还有，箱子破了", "还有，箱子破了"):
        client.post(address, data={"visit": visit, "words": words})
    assert [one.text for one in _verbatims()] == ["送得慢", "还有，箱子破了"]


def test_the_fourth_text_of_a_visit_is_shown_again_on_a_new_page_and_not_stored(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    visit = _visit(client, address)
    for words in ("一", "二", "三", "二"):
        assert client.post(address, data={"visit": visit, "words": words}).status_code == 303
    answer = client.post(address, data={"visit": visit, "words": "四"})
    assert answer.status_code == 429
    assert "您的 3 段话都收到了" in answer.text
    assert ">四</textarea>" in answer.text
    assert [one.text for one in _verbatims()] == ["一", "二", "三"]
    shown = re.search(r'name="visit" value="([^"]+)"', answer.text)
    assert shown
    assert shown[1] != visit
    assert client.post(address, data={"visit": shown[1], "words": "四"}).status_code == 303
    assert [one.text for one in _verbatims()] == ["一", "二", "三", "四"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("", "还没有写字"),
        ("\u200b\ufeff", "还没有写字"),
        ("好\x00", "第 2 个字符"),
        ("好" * 2_001, "写了 2001 个字"),
    ],
)
def test_words_that_cannot_be_kept_come_back_with_what_to_mend(
    journey: cast.Journey, client: FlaskClient, words: str, says: str
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    answer = client.post(address, data={"visit": _visit(client, address), "words": words})
    assert answer.status_code == 422
    assert says in answer.text
    assert _verbatims() == []


def test_what_was_typed_is_shown_again_as_text(journey: cast.Journey, client: FlaskClient) -> None:
    address = f"/say/{journey.codes['delivery']}"
    answer = client.post(address, data={"words": "<script>alert(1)</script>" + "好" * 2_001})
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text


@pytest.mark.parametrize("visit", ["", "forged", "of another touchpoint"])
def test_words_without_a_visit_of_this_page_are_shown_again_and_stored_at_the_second_press(
    journey: cast.Journey, client: FlaskClient, visit: str
) -> None:
    address = f"/say/{journey.codes['delivery']}?place=hz01"
    if visit == "of another touchpoint":
        visit = _visit(client, f"/say/{journey.codes['hotline']}")
    again = client.post(address, data={"visit": visit, "words": "送得慢"})
    assert again.status_code == 422
    assert "还没有发出，写的话还在" in again.text
    assert ">送得慢</textarea>" in again.text
    assert _verbatims() == []
    assert client.post(address, data={"visit": _token(again.text), "words": "送得慢"}).status_code == 303
    assert _verbatims()[0].place_id == journey.places["hz01"]


def test_a_form_that_another_site_sends_is_shown_to_the_person_first(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    form = {"visit": _visit(client, address), "words": "好"}
    away = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    assert client.post(address, data=form, headers=away).status_code == 422
    assert _verbatims() == []
    assert client.post(address, data=form, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_three_hundred_posts_without_a_visit_store_nothing(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    told = {client.post(address, data={"words": f"送得慢{number}"}).status_code for number in range(300)}
    assert told == {422}
    assert _verbatims() == []


def test_a_flood_from_one_address_is_asked_to_wait_with_its_words_kept(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    for number in range(30):
        form = {"visit": _visit(client, address), "words": f"送得慢{number}"}
        assert client.post(address, data=form).status_code == 303
    form = {"visit": _visit(client, address), "words": "第三十一段"}
    late = client.post(address, data=form)
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    assert "请过 1 分钟再按一次" in late.text
    assert ">第三十一段</textarea>" in late.text
    assert form["visit"] in late.text
    assert len(_verbatims()) == 30
    elsewhere = client.post(address, data=form, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 303
    hotline = f"/say/{journey.codes['hotline']}"
    assert client.post(hotline, data={"visit": _visit(client, hotline), "words": "好"}).status_code == 303


def test_lines_count_as_the_page_counts_them(journey: cast.Journey, client: FlaskClient) -> None:
    address = f"/say/{journey.codes['delivery']}"
    form = {"visit": _visit(client, address), "words": "好\r\n" * 1_000}
    assert client.post(address, data=form).status_code == 303


def test_words_that_are_refused_are_drawn_without_the_write_lock(
    journey: cast.Journey, client: FlaskClient
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    with Session(db.engine) as busy:
        busy.execute(text("UPDATE touchpoint SET name = name"))
        assert client.post(address, data={"words": "好"}).status_code == 422


def test_thanks_are_shown_only_for_words_that_are_stored(journey: cast.Journey, client: FlaskClient) -> None:
    address = f"/say/{journey.codes['delivery']}"
    visit = _visit(client, address)
    assert client.get(f"{address}/thanks/{visit}").status_code == 303
    assert client.get(f"{address}/thanks/nonsense").status_code == 303


def test_a_misspelt_place_stops_nobody(journey: cast.Journey, client: FlaskClient) -> None:
    assert client.get(f"/say/{journey.codes['delivery']}?place=moon").status_code == 200


def test_a_code_that_nobody_gave_or_that_is_retired_opens_nothing(
    journey: cast.Journey, client: FlaskClient
) -> None:
    assert client.get("/say/nonsense").status_code == 404
    db.session.get_one(Touchpoint, journey.touchpoints["delivery"]).active = False
    db.session.commit()
    assert client.get(f"/say/{journey.codes['delivery']}").status_code == 404


def test_too_much_is_refused_before_it_is_read(journey: cast.Journey, client: FlaskClient) -> None:
    answer = client.post(f"/say/{journey.codes['delivery']}", data={"words": "x" * 100_000})
    assert answer.status_code == 413


def test_while_the_database_is_away_the_words_stay_in_the_page_and_nobody_is_thanked(
    journey: cast.Journey, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/say/{journey.codes['delivery']}"
    visit = _visit(client, address)

    def away(*_told: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("gone"))

    monkeypatch.setattr(speak, "take_in", away)
    answer = client.post(address, data={"visit": visit, "words": "送得慢"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "送得慢" in answer.text
    assert visit in answer.text


def test_a_visit_that_began_while_the_database_was_away_keeps_its_store(
    journey: cast.Journey, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/say/{journey.codes['delivery']}?place=hz01"

    def away(*_told: Any) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(speak, "touchpoint_by_code", away)
        answer = client.post(address, data={"words": "送得慢"})
    assert answer.status_code == 503
    client.post(address, data={"visit": _token(answer.text), "words": "送得慢"})
    assert _verbatims()[0].place_id == journey.places["hz01"]
