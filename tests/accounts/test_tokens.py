"""Tokens of programs: shown once, kept as a digest, each opening what its scopes say."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.cast import People
from voc.accounts import service, tokens
from voc.accounts.audit import Hand
from voc.accounts.models import ApiToken, AuditEntry
from voc.accounts.tokens import api_allow, api_caller
from voc.db import db

ADMIN = Hand("admin", datetime(2026, 11, 20, tzinfo=UTC))


@pytest.fixture
def another_scope(monkeypatch: pytest.MonkeyPatch) -> str:
    """A second thing that tokens can open, beside the one that there is."""
    monkeypatch.setitem(tokens.SCOPES, "weather:read", "看天气")
    return "weather:read"


@pytest.fixture
def door(app: Flask) -> None:
    """An endpoint for programs that may write feedback."""

    @app.get("/api/v1/who", endpoint="who")
    @api_allow("feedback:write")
    def who() -> dict[str, object]:
        caller = api_caller()
        return {"actor": caller.actor, "touchpoints": sorted(caller.staff.scope.touchpoint_ids or ())}


def made(login: str, *scopes: str) -> str:
    secret = tokens.create(db.session(), cast.account(db.session(), login), "仓库系统", scopes, ADMIN)
    db.session.commit()
    return secret


def bearing(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_opens_what_its_scope_says_and_sees_what_its_account_sees(
    client: FlaskClient, people: People, door: None
) -> None:
    secret = made(people.confined, "feedback:write")
    answer = client.get("/api/v1/who", headers=bearing(secret))
    assert answer.get_json()["actor"] == "api:仓库系统"
    assert len(answer.get_json()["touchpoints"]) == 1


def test_only_the_digest_is_stored(app: Flask, people: People, another_scope: str) -> None:
    secret = made(people.agent, another_scope, "feedback:write")
    row = db.session.query(ApiToken).one()
    assert (row.digest, row.scopes) == (tokens.digest_of(secret), "feedback:write,weather:read")
    noted = db.session.query(AuditEntry).one()
    assert noted.act == "token.create"
    assert secret not in str(noted.details)


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer voc_guess"}, {"Authorization": "Basic YTpi"}]
)
def test_without_a_known_token_the_door_says_how_to_bring_one(
    client: FlaskClient, people: People, door: None, headers: dict[str, str]
) -> None:
    answer = client.get("/api/v1/who", headers=headers)
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == "token.missing"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="voc"'


def test_a_token_without_the_scope_is_refused(
    client: FlaskClient, people: People, door: None, another_scope: str
) -> None:
    answer = client.get("/api/v1/who", headers=bearing(made(people.agent, another_scope)))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "token.scope")


def test_a_sitting_opens_no_door_of_programs(client: FlaskClient, people: People, door: None) -> None:
    cast.sign_in(client, people.administrator)
    assert client.get("/api/v1/who").status_code == 401


def test_a_revoked_token_opens_nothing(client: FlaskClient, people: People, door: None) -> None:
    secret = made(people.agent, "feedback:write")
    tokens.revoke(db.session(), 1, ADMIN)
    tokens.revoke(db.session(), 1, ADMIN)
    db.session.commit()
    assert client.get("/api/v1/who", headers=bearing(secret)).status_code == 401
    assert [entry.act for entry in db.session.query(AuditEntry)] == ["token.create", "token.revoke"]


def test_a_disabled_account_takes_its_tokens_with_it(client: FlaskClient, people: People, door: None) -> None:
    secret = made(people.agent, "feedback:write")
    service.disable(db.session(), cast.account(db.session(), people.agent), ADMIN)
    db.session.commit()
    assert client.get("/api/v1/who", headers=bearing(secret)).status_code == 401


def test_the_last_use_is_noted_once_an_hour(
    app: Flask, client: FlaskClient, people: People, door: None
) -> None:
    headers = bearing(made(people.agent, "feedback:write"))
    noted = []
    for minutes in (0, 30, 61):
        app.config["VOC_NOW"] = ADMIN.at + timedelta(minutes=minutes)
        client.get("/api/v1/who", headers=headers)
        db.session.expire_all()
        noted.append(db.session.get_one(ApiToken, 1).last_used_at)
    assert noted == [ADMIN.at, ADMIN.at, ADMIN.at + timedelta(minutes=61)]


@pytest.mark.parametrize("scopes", [[], ["everything"], ["feedback:write", "feedback:read"]])
def test_an_unknown_scope_is_refused_naming_the_choices(
    app: Flask, people: People, scopes: list[str]
) -> None:
    with pytest.raises(tokens.UnknownScope, match="请从这些里选：feedback:write"):
        tokens.create(db.session(), cast.account(db.session(), people.agent), "x", scopes, ADMIN)


def test_an_endpoint_cannot_ask_for_a_scope_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="everything"):
        api_allow("everything")
