"""What ends a sitting, besides signing out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient

from tests import cast
from tests.cast import PASSWORD, People
from voc.accounts import service, sittings
from voc.accounts.audit import Hand
from voc.accounts.models import Account, EndedSitting
from voc.accounts.roles import Role
from voc.db import db
from voc.web.clock import now

ADMIN = Hand("admin", cast.BEGINNING)


def inside(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        lambda account: service.set_password(db.session(), account, "pbkdf2:sha256:1$a$b", ADMIN),
        lambda account: service.edit(db.session(), account, account.name, Role.AGENT, ADMIN),
        lambda account: service.disable(db.session(), account, ADMIN),
        lambda account: service.end_sittings(db.session(), account, ADMIN),
    ],
    ids=["password", "role", "disabled", "signed out everywhere"],
)
def test_a_change_of_the_account_ends_its_sittings_and_nobody_elses(
    app: Flask, people: People, change: Callable[[Account], None]
) -> None:
    manager, designer = app.test_client(), app.test_client()
    cast.sign_in(manager, people.manager)
    cast.sign_in(designer, people.designer)
    assert inside(manager)
    change(cast.account(db.session(), people.manager))
    db.session.commit()
    assert not inside(manager)
    assert inside(designer)


def test_a_new_name_ends_no_sitting(client: FlaskClient, people: People) -> None:
    cast.sign_in(client, people.manager)
    account = cast.account(db.session(), people.manager)
    service.edit(db.session(), account, "苏敏", Role.MANAGER, ADMIN)
    db.session.commit()
    assert "苏敏" in client.get("/account").get_data(as_text=True)


def test_changing_ones_password_keeps_this_browser_and_ends_the_others(app: Flask, people: People) -> None:
    here, elsewhere = app.test_client(), app.test_client()
    cast.sign_in(here, people.manager)
    cast.sign_in(elsewhere, people.manager)
    chosen = {"present": PASSWORD, "chosen": "nine-slow-otters", "again": "nine-slow-otters"}
    assert here.post("/account/password", data=chosen).location == "/account"
    assert inside(here)
    assert not inside(elsewhere)


def test_a_sitting_lasts_twelve_hours_however_busy(app: Flask, client: FlaskClient, people: People) -> None:
    cast.sign_in(client, people.manager)
    began = now()
    app.config["VOC_NOW"] = began + sittings.LONGEST - timedelta(minutes=1)
    assert inside(client)
    app.config["VOC_NOW"] = began + sittings.LONGEST + timedelta(minutes=1)
    assert not inside(client)


def test_a_sitting_may_begin_a_minute_ahead_of_our_clock_but_no_later(
    app: Flask, client: FlaskClient, people: People
) -> None:
    cast.sign_in(client, people.manager)
    began = now()
    app.config["VOC_NOW"] = began - timedelta(seconds=50)
    assert inside(client)
    app.config["VOC_NOW"] = began - timedelta(seconds=70)
    assert not inside(client)


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask, people: People) -> None:
    here, thief = app.test_client(), app.test_client()
    cast.sign_in(here, people.manager)
    name = app.config["SESSION_COOKIE_NAME"]
    copied = here.get_cookie(name)
    assert copied
    thief.set_cookie(name, copied.value)
    assert inside(thief)
    here.post("/sign-out")
    assert not inside(here)
    assert not inside(thief)
    assert inside(cast.sign_in(here, people.manager))


def test_the_list_of_ended_sittings_is_kept_no_longer_than_their_cookies(
    app: Flask, client: FlaskClient, people: People
) -> None:
    began = now()
    for hours in (0, 1, 14):
        app.config["VOC_NOW"] = began + timedelta(hours=hours)
        cast.sign_in(client, people.manager)
        client.post("/sign-out")
    kept = [row.ended_at for row in db.session.query(EndedSitting)]
    assert kept == [began + timedelta(hours=14)]


@pytest.mark.parametrize(
    "cookie",
    [
        {"account": None},
        {"account": "1"},
        {"account": 999},
        {"account": 0},
        {"account": 2**31},
        {"account": 10**30},
        {"sitting": 7},
        {"began": 1},
        {"began": 4_102_444_800},
        {"began": 10**18},
        {"began": 10**400},
        {"began": -(10**30)},
        {"began": None},
        {"key": None},
        {"key": "\0"},
        {"key": "a" * 33},
    ],
)
def test_a_session_that_does_not_fit_is_a_stranger(
    client: FlaskClient, people: People, cookie: dict[str, object]
) -> None:
    fitting = {"account": 1, "sitting": 0, "began": int(now().timestamp()), "key": "a"}
    with client.session_transaction() as session:
        session.update(fitting)
    assert inside(client)
    with client.session_transaction() as session:
        session.update(fitting | cookie)
    assert not inside(client)


@pytest.mark.parametrize("key", ["another-key-of-thirty-two-characters", ""])
def test_a_cookie_signed_with_another_key_or_none_is_a_stranger(
    app: Flask, client: FlaskClient, people: People, key: str
) -> None:
    forged = {"account": 1, "sitting": 0, "began": int(now().timestamp()), "key": "a"}
    signed = str(SecureCookieSessionInterface().get_signing_serializer(app).dumps(forged))  # type: ignore[union-attr]  # the app has a key
    body = signed.rpartition(".")[0]
    elsewhere = Flask("elsewhere")
    elsewhere.secret_key = key or "any"
    foreign = SecureCookieSessionInterface().get_signing_serializer(elsewhere)
    value = str(foreign.dumps(forged)) if key and foreign else f"{body}."
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], signed)
    assert inside(client)
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], value)
    assert not inside(client)
