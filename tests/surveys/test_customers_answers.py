"""What staff see of customers' answers: found by receipt, and sent again with other content."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.cast import Journey, account, journey, sign_in, staff
from tests.conftest import both_databases
from tests.surveys.examples import FILLED, MORNING, TEN, published
from tests.surveys.visits import opened, receipt_in, sent
from voc.accounts.models import AccountPlace, AccountTouchpoint, AuditEntry
from voc.accounts.scope import EVERYTHING, Scope
from voc.db import db
from voc.surveys import asides
from voc.surveys.models import Collector, SetAside
from voc.surveys.reading_words import masked
from voc.surveys.receipts import by_receipt

MOBILE = "13800138000"
TOLD = {**FILLED, "q_wish": f"请打{MOBILE}找我，师傅很客气"}
LATER = {**FILLED, "q_recommend": "2", "q_wish": f"我改主意了，电话{MOBILE}"}


@pytest.fixture
def known(app: Flask) -> Journey:
    app.config["VOC_NOW"] = MORNING
    cast = journey(db.session())
    staff(db.session(), cast)
    published(db.session(), TEN, place_id=cast.places["hz01"])
    return cast


@pytest.fixture
def receipt(known: Journey, client: FlaskClient) -> str:
    """Of a response to which another content was sent later."""
    return answer(client)


def answer(client: FlaskClient, later: Mapping[str, Any] = LATER) -> str:
    token = opened(client, "Open-the_door1")
    found = receipt_in(client.get(sent(client, "Open-the_door1", token, TOLD).headers["Location"]))
    assert sent(client, "Open-the_door1", token, later).status_code == 409
    return found


def acting(app: Flask, login: str) -> FlaskClient:
    browser = sign_in(app.test_client(), login)
    db.session.rollback()
    return browser


def acts() -> list[tuple[str, str]]:
    rows = db.session.execute(select(AuditEntry.act, AuditEntry.target).order_by(AuditEntry.id)).all()
    db.session.rollback()
    return [(row.act, row.target) for row in rows]


@both_databases
def test_an_agent_finds_a_response_by_its_receipt_masked_and_the_trail_hears_of_it(
    app: Flask, receipt: str
) -> None:
    agent = acting(app, "agent")
    page = agent.get("/receipts", query_string={"number": receipt.lower().replace("-", " ")}).text
    assert "师傅很客气" in page
    assert MOBILE not in page
    assert "138****8000" in page
    assert acts()[-1] == ("receipt.look_up", "response:1")
    heard = len(acts())
    assert "没有找到这个号" in agent.get("/receipts?number=00000-00000").text
    assert "没有找到这个号" in agent.get("/receipts?number=x").text
    assert len(acts()) == heard
    assert acting(app, "designer").get("/receipts").status_code == 403


def test_only_answers_within_the_scope_are_found(known: Journey, receipt: str) -> None:
    delivery, hotline = known.touchpoints["delivery"], known.touchpoints["hotline"]
    here, elsewhere = frozenset({known.places["hz01"]}), frozenset({known.places["gz01"]})
    [whole] = by_receipt(db.session(), receipt, EVERYTHING)
    assert len(whole.answers) == 10
    [one] = by_receipt(db.session(), receipt, Scope(frozenset({hotline}), here))
    assert set(one.answers) == {"hotline"}
    assert by_receipt(db.session(), receipt, Scope(frozenset({delivery, hotline}), elsewhere)) == []
    assert by_receipt(db.session(), receipt, Scope(frozenset({known.touchpoints["payment"]}), here)) == []


def test_a_response_without_a_place_is_outside_every_scope_that_names_places(
    known: Journey, client: FlaskClient
) -> None:
    db.session.execute(update(Collector).values(place_id=None))
    db.session.commit()
    number = answer(client)
    assert by_receipt(db.session(), number, Scope(None, frozenset(known.places.values()))) == []
    assert len(by_receipt(db.session(), number, EVERYTHING)) == 1


@both_databases
def test_changed_answers_stand_beside_the_first_until_somebody_has_looked(app: Flask, receipt: str) -> None:
    agent = acting(app, "agent")
    assert "有 1 份交后又改的答卷要看" in agent.get("/receipts").text
    page = agent.get("/changed-answers").text
    assert receipt in page
    assert "我改主意了" in page
    assert "师傅很客气" in page
    assert MOBILE not in page
    assert page.count("改了</span>") == 2
    for _ in range(2):
        assert agent.post("/changed-answers/1/done").status_code == 303
    assert "没有要看的" in agent.get("/changed-answers").text
    aside = db.session.scalars(select(SetAside)).one()
    assert (aside.done_at, aside.done_by) == (MORNING, "agent")
    db.session.rollback()
    assert acts().count(("aside.done", "set_aside:1")) == 1
    assert agent.post("/changed-answers/99/done").status_code == 404


def test_a_designer_sees_that_answers_changed_but_reads_nobodys_words(app: Flask, receipt: str) -> None:
    designer = acting(app, "designer")
    assert 'href="/changed-answers?survey=1"' in designer.get("/surveys/1").text
    page = designer.get("/changed-answers?survey=1").text
    assert receipt in page
    assert "（写了 " in page
    assert "我改主意了" not in page
    assert "周末也送" not in page
    assert "看过了" not in page
    assert receipt not in designer.get("/changed-answers?survey=2").text
    assert designer.post("/changed-answers/1/done").status_code == 403
    assert acting(app, "marketing").get("/changed-answers").status_code == 403


@pytest.mark.parametrize(
    ("touchpoint", "place"), [("hotline", "hz01"), ("hotline", "gz01"), ("payment", "hz01")]
)
def test_a_confined_agent_sees_changes_within_the_scope_only(
    app: Flask, known: Journey, receipt: str, touchpoint: str, place: str
) -> None:
    sees = (touchpoint, place) == ("hotline", "hz01")
    agent = account(db.session(), "agent").id
    db.session.add(AccountTouchpoint(account_id=agent, touchpoint_id=known.touchpoints[touchpoint]))
    db.session.add(AccountPlace(account_id=agent, place_id=known.places[place]))
    db.session.commit()
    browser = acting(app, "agent")
    page = browser.get("/changed-answers").text
    assert (receipt in page) is sees
    assert ("给客服热线打个分" in page) is sees
    assert "我改主意了" not in page
    assert "推荐给亲友" not in page
    assert browser.post("/changed-answers/1/done").status_code == (303 if sees else 404)


def test_the_oldest_changes_come_first_and_the_rest_are_counted(
    app: Flask, known: Journey, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asides, "SHOWN", 1)
    first, second = answer(client), answer(client)
    page = acting(app, "agent").get("/changed-answers").text
    assert first in page
    assert second not in page
    assert "还有 1 份" in page


@pytest.mark.parametrize(("words", "shown"), [(f"找{MOBILE}", "找138****8000"), ("很好", "很好"), ("", "")])
def test_words_are_shown_without_personal_data(words: str, shown: str) -> None:
    assert masked(words) == shown
