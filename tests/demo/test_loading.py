from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import func, select

from tests.cast import sign_in
from tests.conftest import both_databases
from tests.reports.happenings import histogram
from voc.accounts import passwords
from voc.accounts.audit import check
from voc.accounts.models import Account, AccountPlace
from voc.accounts.roles import Role
from voc.db import db
from voc.demo import company, marker
from voc.demo.errors import DemoInProduction, DemoNotEmpty
from voc.demo.loading import load, standing
from voc.demo.models import Demonstration
from voc.demo.settling import settle
from voc.feedback.models import Verbatim
from voc.journey.models import Fact, Place, Touchpoint, TouchpointEvent
from voc.settings import Settings
from voc.surveys.models import Answer, Collector, Response, Survey

NOW = datetime(2026, 11, 20, 0, 40, tzinfo=UTC)
TABLES = (Response, Answer, Fact, Verbatim)
OWN = {"id", "response_id", "client_id", "source", "started_at", "finished_at", "at", "rolled"}
"""Columns in which two responses with the same answers differ."""


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three days of customers instead of a hundred and twenty."""
    monkeypatch.setattr(company, "DAYS", 3)


@pytest.fixture
def loaded(app: Flask, few: None) -> Flask:
    load(db.session(), app.config["VOC"], 7, NOW)
    db.session.commit()
    return app


def rows(table: Any, *conditions: Any) -> list[dict[str, Any]]:
    columns = [column for column in table.__table__.columns if column.name not in OWN]
    found = db.session.execute(select(*columns).where(*conditions)).mappings()
    return sorted((dict(row) for row in found), key=str)


@both_databases
def test_what_is_loaded_stands_there(app: Flask, few: None) -> None:
    result = load(db.session(), app.config["VOC"], 7, NOW)
    db.session.commit()
    assert result is not None
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES]
    assert counts[0] == result.responses
    assert min(count or 0 for count in counts[:3]) > 50
    assert {survey.state for survey in db.session.scalars(select(Survey))} == {"open"}
    assert check(db.session()).broken_at is None


def test_a_second_load_changes_nothing(loaded: Flask) -> None:
    before = [rows(table) for table in TABLES]
    assert load(db.session(), loaded.config["VOC"], 8, NOW + timedelta(days=1)) is None
    assert [rows(table) for table in TABLES] == before
    assert db.session.scalar(select(func.count()).select_from(Demonstration)) == 1


def test_production_refuses(app: Flask) -> None:
    settings: Settings = replace(app.config["VOC"], env="production")
    with pytest.raises(DemoInProduction):
        load(db.session(), settings, 7, NOW)


def test_an_installation_with_an_account_refuses(app: Flask) -> None:
    db.session.add(
        Account(login="first", name="真人", role=Role.ADMINISTRATOR, password_hash="-", created_at=NOW)
    )
    db.session.commit()
    with pytest.raises(DemoNotEmpty):
        load(db.session(), app.config["VOC"], 7, NOW)
    assert not marker.is_demonstration(db.session())


def test_pages_know_that_it_is_a_demonstration(app: Flask, few: None) -> None:
    assert not marker.shown()
    load(db.session(), app.config["VOC"], 7, NOW)
    db.session.commit()
    assert marker.shown()


def test_staff_pages_say_that_it_is_a_demonstration(loaded: Flask, client: FlaskClient) -> None:
    assert "演示数据" in sign_in(client, "sumin").get("/account").get_data(as_text=True)


def test_there_is_somebody_of_every_role_and_one_sees_only_ningbo(loaded: Flask) -> None:
    people = {account.login: account for account in db.session.scalars(select(Account))}
    assert {account.role for account in people.values()} == set(Role)
    assert passwords.matches(people["sumin"].password_hash, company.PASSWORD)
    asked = select(Place.city).join(AccountPlace, AccountPlace.place_id == Place.id)
    confined = db.session.scalars(asked.where(AccountPlace.account_id == people["ningbo"].id))
    assert list(confined) == ["宁波", "宁波"]


def test_every_touchpoint_has_an_owner_and_the_change_of_carrier_is_marked(loaded: Flask) -> None:
    assert db.session.scalars(select(Touchpoint.key).where(Touchpoint.owner == "")).all() == []
    event = db.session.scalars(select(TouchpointEvent).order_by(TouchpointEvent.at.desc())).first()
    assert event is not None
    assert event.words == "余杭、萧山换承运商"
    assert (NOW.date() - event.at.date()).days == company.STORY_DAYS


def test_codes_are_readable_and_cannot_be_guessed(loaded: Flask) -> None:
    codes = list(db.session.scalars(select(Collector.code)))
    assert all(len(code.rpartition("-")[2]) == 16 and len(code) <= 32 for code in codes)
    assert any(code.startswith("yuhang-") for code in codes)


class Asked(HTMLParser):
    """The names of a page's questions, and its hidden fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hidden: dict[str, list[str]] = {}
        self.questions: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        name = named.get("name", "")
        if named.get("type") == "hidden":
            self.hidden.setdefault(name, []).append(named.get("value", ""))
        elif name.startswith("q_"):
            self.questions.add(name)


def answered_anew(client: FlaskClient, code: str, typed: Mapping[str, Any]) -> None:
    """Give the same answers through the respondents' pages."""
    address = f"/r/{code}"
    while "thanks" not in address:
        asked = Asked(client.get(address).get_data(as_text=True))
        form = asked.hidden | {name: typed[name] for name in asked.questions if name in typed}
        reply = client.post(address, data=form)
        assert reply.status_code == 303, reply.get_data(as_text=True)
        address = reply.headers["Location"]


def test_a_demonstration_response_is_row_for_row_what_the_pages_store(
    loaded: Flask, client: FlaskClient
) -> None:
    told, code = db.session.execute(
        select(Response.id, Collector.code)
        .join(Collector, Collector.id == Response.collector_id)
        .join(Survey, Survey.id == Response.survey_id)
        .join(Answer, Answer.response_id == Response.id)
        .where(Response.finished, Answer.question == "words", Survey.title == "送货回访")
        .limit(1)
    ).one()
    typed = {
        f"q_{one.question}": one.choices or one.words or str(one.number)
        for one in db.session.scalars(select(Answer).where(Answer.response_id == told))
    }
    db.session.rollback()  # let go of the writer's lock
    answered_anew(client, code, typed)
    newest = db.session.scalar(select(func.max(Response.id)))
    assert newest != told
    for table, key in ((Response, Response.id), (Answer, Answer.response_id)):
        assert rows(table, key == newest) == rows(table, key == told)
    facts = rows(Fact, Fact.source == f"response:{newest}")
    assert facts
    assert facts == rows(Fact, Fact.source == f"response:{told}")


def test_words_and_facts_are_dealt_with_at_once(loaded: Flask) -> None:
    settled = settle(db.session(), loaded.extensions["voc.steps"].values(), NOW)
    assert settled["feedback.tag"] > 0
    assert settled["reports.roll_up"] > 0
    here = standing(db.session())
    assert here is not None
    assert here.waiting == 0
    assert here.verbatims > 20
    assert db.session.scalar(select(func.count()).where(~Fact.rolled)) == 0
    assert sum(histogram(db.session(), "")) > 50


def test_the_commands_tell_what_stands_here(runner: FlaskCliRunner, few: None) -> None:
    assert "没有演示数据" in runner.invoke(args=["demo", "status"]).output
    first = runner.invoke(args=["demo", "load", "--now", "2026-11-20T08:40+08:00"])
    assert "装好了" in first.output
    second = runner.invoke(args=["demo", "load"])
    assert "已经在这里" in second.output
    assert "2026-11-20 08:40" in runner.invoke(args=["demo", "status"]).output


def test_there_is_an_address_for_each_kind_of_user(runner: FlaskCliRunner, few: None) -> None:
    runner.invoke(args=["demo", "load"])
    printed = runner.invoke(args=["demo", "addresses"]).output
    for words in (
        "送货回访",
        "有话要说",
        "服务经理 苏敏",
        "市场 方宁",
        "客服专员 林晓",
        "管理员",
        "问卷设计",
        "访问员",
    ):
        assert words in printed
    assert printed.count(company.PASSWORD) == len(company.PEOPLE)


@pytest.mark.parametrize("arguments", [["status"], ["load", "--now", "yesterday"]])
def test_what_cannot_be_done_is_said(runner: FlaskCliRunner, arguments: list[str]) -> None:
    result = runner.invoke(args=["demo", *arguments])
    assert "没有演示数据" in result.output or "2026-11-20T08:40+08:00" in result.output
