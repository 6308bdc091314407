"""Every route with every role and with none: who may, may; everyone else is refused; nothing leaks.

The table below is the whole truth. A route that is in nobody's list fails the first test.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any, Final

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import cast
from tests.accounts.walk import (
    CONFINED,
    HIDDEN_NAMES,
    HIDDEN_WORDS,
    MOMENT,
    RAW,
    SEEN,
    Visit,
    furnish,
    visits,
)
from voc.accounts import tokens
from voc.accounts.access import access_of, undeclared
from voc.accounts.audit import Hand
from voc.accounts.roles import Role
from voc.db import db
from voc.reports import rollup

NOBODY: Final[frozenset[str]] = frozenset()
EVERYONE: Final = frozenset({"everyone"})
ALL_STAFF: Final = frozenset(Role)
ADMINISTRATOR: Final = frozenset({Role.ADMINISTRATOR})
DESIGNERS: Final = ADMINISTRATOR | {Role.DESIGNER}
MANAGERS: Final = ADMINISTRATOR | {Role.MANAGER}
READERS_OF_THEMES: Final = MANAGERS | {Role.MARKETING}
READERS_OF_WORDS: Final = READERS_OF_THEMES | {Role.AGENT}


def programs(scope: str) -> frozenset[str]:
    """Programs whose token has this scope."""
    return frozenset({f"api {scope}"})


WHO_MAY: dict[str, frozenset[str]] = {
    "static": EVERYONE,
    "web.looks": EVERYONE,
    "accounts.sign_in": EVERYONE,
    "accounts.sign_in_now": EVERYONE,
    "accounts.sign_out": ALL_STAFF,
    "accounts.profile": ALL_STAFF,
    "accounts.profile_save": ALL_STAFF,
    "accounts.password": ALL_STAFF,
    "accounts.password_save": ALL_STAFF,
    "accounts.audit.index": ADMINISTRATOR,
    "accounts.staff.index": ADMINISTRATOR,
    "accounts.staff.new": ADMINISTRATOR,
    "accounts.staff.create": ADMINISTRATOR,
    "accounts.staff.edit": ADMINISTRATOR,
    "accounts.staff.save": ADMINISTRATOR,
    "accounts.staff.reset_password": ADMINISTRATOR,
    "accounts.staff.sign_out": ADMINISTRATOR,
    "accounts.staff.disable": ADMINISTRATOR,
    "accounts.staff.enable": ADMINISTRATOR,
    "journey.index": ADMINISTRATOR,
    "journey.add_standard": ADMINISTRATOR,
    "journey.new_stage": ADMINISTRATOR,
    "journey.create_stage": ADMINISTRATOR,
    "journey.edit_stage": ADMINISTRATOR,
    "journey.save_stage": ADMINISTRATOR,
    "journey.move_stage": ADMINISTRATOR,
    "journey.remove_stage": ADMINISTRATOR,
    "journey.new_touchpoint": ADMINISTRATOR,
    "journey.create_touchpoint": ADMINISTRATOR,
    "journey.edit_touchpoint": ADMINISTRATOR,
    "journey.save_touchpoint": ADMINISTRATOR,
    "journey.move_touchpoint": ADMINISTRATOR,
    "journey.retire_touchpoint": ADMINISTRATOR,
    "journey.restore_touchpoint": ADMINISTRATOR,
    "journey.events.everywhere": ADMINISTRATOR,
    "journey.events.add_everywhere": ADMINISTRATOR,
    "journey.events.add": ADMINISTRATOR,
    "journey.events.remove": ADMINISTRATOR,
    "journey.places.index": ADMINISTRATOR,
    "journey.places.new": ADMINISTRATOR,
    "journey.places.create": ADMINISTRATOR,
    "journey.places.edit": ADMINISTRATOR,
    "journey.places.save": ADMINISTRATOR,
    "journey.places.close": ADMINISTRATOR,
    "journey.places.reopen": ADMINISTRATOR,
    "journey.staff_scope.edit": ADMINISTRATOR,
    "journey.staff_scope.save": ADMINISTRATOR,
    "respond.opened": EVERYONE,
    "respond.answered": EVERYONE,
    "respond.resumed": EVERYONE,
    "respond.thanked": EVERYONE,
    "feedback.speak.page": EVERYONE,
    "feedback.speak.said": EVERYONE,
    "feedback.speak.thanks": EVERYONE,
    "feedback.verbatims": READERS_OF_WORDS,
    "api.openapi": EVERYONE,
    "api.tell": programs("feedback:write"),
    "api.list_touchpoints": programs("feedback:write"),
    "surveys.index": DESIGNERS,
    "surveys.create": DESIGNERS,
    "surveys.one": DESIGNERS,
    "surveys.edit": DESIGNERS,
    "surveys.save": DESIGNERS,
    "surveys.preview": DESIGNERS,
    "surveys.publish": DESIGNERS,
    "surveys.close": DESIGNERS,
    "surveys.reopen": DESIGNERS,
    "surveys.add_collector": DESIGNERS,
    "surveys.switch_collector": DESIGNERS,
    "surveys.interview.index": ADMINISTRATOR | {Role.INTERVIEWER},
    "surveys.receipts.index": ADMINISTRATOR | {Role.AGENT},
    "surveys.asides.index": DESIGNERS | {Role.AGENT},
    "surveys.asides.done": ADMINISTRATOR | {Role.AGENT},
    "reports.home": ALL_STAFF,
    "reports.board": MANAGERS,
    "reports.board_file": MANAGERS,
    "reports.touchpoint": MANAGERS,
    "reports.weeks_file": MANAGERS,
    "reports.themes": READERS_OF_THEMES,
    "reports.themes_file": READERS_OF_THEMES,
    "reports.quotes_file": READERS_OF_THEMES,
}

EMPTY_FORM: Final = frozenset({400, 409, 422})
"""What answers a form without a word in it."""

TO_A_RESPONDENT: Final = frozenset({404, 409, 422})
"""What answers a page that does not say which sitting it belongs to, or changes a finished response."""

LOGINS: dict[Role, str] = {
    Role.ADMINISTRATOR: cast.PEOPLE.administrator,
    Role.DESIGNER: cast.PEOPLE.designer,
    Role.MANAGER: cast.PEOPLE.manager,
    Role.MARKETING: cast.PEOPLE.marketing,
    Role.AGENT: cast.PEOPLE.agent,
    Role.INTERVIEWER: cast.PEOPLE.interviewer,
}


def sent(client: FlaskClient, method: str, address: str, **how: Any) -> TestResponse:
    """The answer, read to its end and closed, so that no file stays open."""
    response = client.open(address, method=method, **how)
    response.get_data()
    response.close()
    return response


def enter(client: FlaskClient, login: str) -> None:
    """Sign in, and hold no lock that would make a respondent's write wait."""
    cast.sign_in(client, login)
    db.session.rollback()


def really_opened(visit: Visit, status: int) -> bool:
    """Whether somebody who may open it got it: a page or a redirect; for an empty form at least an answer to it."""
    if visit.method == "POST" and visit.endpoint == "respond.answered":
        return status < 400 or status in TO_A_RESPONDENT
    return 200 <= status < 400 or (visit.method == "POST" and status in EMPTY_FORM)


@pytest.fixture
def everywhere(app: Flask) -> list[Visit]:
    """Every address, in a house with the cast and its canaries."""
    app.config["VOC_NOW"] = MOMENT
    gaps = furnish(db.session(), str(app.secret_key))
    rollup.roll_up(db.session(), app.config["VOC"].zone)
    db.session.commit()
    return list(visits(app, gaps))


def test_every_route_is_in_the_table_and_the_table_has_no_other(app: Flask) -> None:
    assert undeclared(app) == []
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(WHO_MAY)


def test_every_route_declares_what_the_table_says(app: Flask) -> None:
    for endpoint, who in WHO_MAY.items():
        access = access_of(app, endpoint)
        assert access is not None
        declared = (
            EVERYONE if access.everyone else programs(access.api_scope) if access.api_scope else access.roles
        )
        assert declared == who, endpoint


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_what_the_table_says_and_nothing_else(
    client: FlaskClient, everywhere: list[Visit], role: Role
) -> None:
    wrong = []
    for visit in everywhere:
        enter(client, LOGINS[role])
        status = sent(client, visit.method, visit.address).status_code
        who = WHO_MAY.get(visit.endpoint, NOBODY)
        if who == EVERYONE or role in who:
            allowed = really_opened(visit, status)
        elif visit.address.startswith("/api/"):
            allowed = status == 401
        else:
            allowed = status == 403
        if not allowed:
            wrong.append((visit.method, visit.address, status))
    assert wrong == []


def test_a_stranger_opens_only_what_is_for_everyone(client: FlaskClient, everywhere: list[Visit]) -> None:
    wrong = []
    for visit in everywhere:
        response = sent(client, visit.method, visit.address)
        if WHO_MAY.get(visit.endpoint, NOBODY) == EVERYONE:
            fine = really_opened(visit, response.status_code)
        elif visit.address.startswith("/api/"):
            fine = response.status_code == 401
        else:
            fine = response.status_code == 303 and response.location.startswith("/sign-in")
        if not fine:
            wrong.append((visit.method, visit.address, response.status_code))
    assert wrong == []


def test_what_is_for_everyone_sets_no_cookie_and_shows_nobodys_words(
    client: FlaskClient, everywhere: list[Visit]
) -> None:
    for visit in everywhere:
        if WHO_MAY.get(visit.endpoint, NOBODY) == EVERYONE and visit.endpoint not in {
            "accounts.sign_in_now",
            "web.looks",
        }:
            response = sent(client, visit.method, visit.address)
            assert "Set-Cookie" not in response.headers or visit.endpoint == "accounts.sign_in", visit
            assert not leaks(response.get_data()), visit


@pytest.mark.parametrize("role", list(CONFINED))
def test_the_confined_meet_nothing_of_other_touchpoints_and_places(
    client: FlaskClient, everywhere: list[Visit], role: Role
) -> None:
    read = 0
    leaked = []
    hidden = HIDDEN_WORDS if role is Role.DESIGNER else (*HIDDEN_WORDS, *HIDDEN_NAMES)
    for visit in everywhere:
        if visit.method != "GET" or not {role, "everyone"} & WHO_MAY.get(visit.endpoint, NOBODY):
            continue
        enter(client, CONFINED[role])
        for address in {visit.address, visit.address.replace(".csv", ".xlsx")}:
            response = sent(client, "GET", address)
            assert really_opened(visit, response.status_code), address
            read += SEEN.encode() in response.get_data()
            leaked += [(address, word) for word in leaks(response.get_data(), hidden)]
    assert leaked == []
    assert bool(read) is (role in READERS_OF_WORDS), "those who read words should meet those that are theirs"


def test_not_even_an_administrator_reads_what_was_masked(
    client: FlaskClient, everywhere: list[Visit]
) -> None:
    leaked = []
    for visit in everywhere:
        if visit.method != "GET" or Role.ADMINISTRATOR not in WHO_MAY.get(visit.endpoint, NOBODY):
            continue
        enter(client, LOGINS[Role.ADMINISTRATOR])
        for address in {visit.address, visit.address.replace(".csv", ".xlsx")}:
            leaked += [(address, word) for word in leaks(sent(client, "GET", address).get_data(), (RAW,))]
    assert leaked == []


@pytest.mark.parametrize("key", ["hotline", "queue"])
def test_a_confined_manager_finds_no_page_of_another_touchpoint(
    client: FlaskClient, everywhere: list[Visit], key: str
) -> None:
    enter(client, cast.PEOPLE.confined)
    assert client.get("/touchpoints/delivery").status_code == 200
    for address in (f"/touchpoints/{key}", f"/touchpoints/{key}/weeks.csv", f"/verbatims?touchpoint={key}"):
        response = sent(client, "GET", address)
        assert response.status_code in {200, 400, 404}
        assert not leaks(response.get_data())
    assert client.get(f"/touchpoints/{key}").status_code == 404


@pytest.mark.parametrize("place", ["store:gz01", "city:广州", "region:华南"])
def test_a_confined_manager_learns_nothing_by_asking_for_another_place(
    client: FlaskClient, everywhere: list[Visit], place: str
) -> None:
    enter(client, cast.PEOPLE.confined)
    for address in ("/touchpoints", "/touchpoints/delivery", "/verbatims", "/themes", "/touchpoints.csv"):
        assert not leaks(sent(client, "GET", address, query_string={"place": place}).get_data()), address


def test_a_token_of_a_confined_account_meets_nothing_of_others(
    client: FlaskClient, everywhere: list[Visit]
) -> None:
    account = cast.account(db.session(), cast.PEOPLE.confined)
    secret = tokens.create(db.session(), account, "t", list(tokens.SCOPES), Hand("cli", MOMENT))
    db.session.commit()
    for visit in everywhere:
        if visit.address.startswith("/api/") and visit.method == "GET":
            response = sent(client, "GET", visit.address, headers={"Authorization": f"Bearer {secret}"})
            assert not leaks(response.get_data()), visit


def leaks(body: bytes, hidden: Sequence[str] = (*HIDDEN_WORDS, *HIDDEN_NAMES, RAW)) -> list[str]:
    """The canaries that a page or a workbook holds."""
    pages = [body]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            pages += [workbook.read(name) for name in workbook.namelist()]
    return [word for word in hidden if any(word.encode() in page for page in pages)]
