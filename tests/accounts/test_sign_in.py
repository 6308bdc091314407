"""Signing in and out: what is said, what is not, and where one goes on to."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import cast
from tests.cast import PASSWORD, People
from voc.accounts import passwords
from voc.accounts.models import Account, AuditEntry
from voc.db import db


def enter(client: FlaskClient, login: str, password: str, address: str = "/sign-in") -> TestResponse:
    return client.post(address, data={"login": login, "password": password})


def test_the_right_password_opens_the_door_and_is_noted(client: FlaskClient, people: People) -> None:
    response = enter(client, people.manager, PASSWORD)
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/account").status_code == 200
    entry = db.session.query(AuditEntry).one()
    assert (entry.actor, entry.act) == ("manager", "account.sign_in")


def test_a_login_may_be_written_in_capitals_and_with_spaces_around(
    client: FlaskClient, people: People
) -> None:
    assert enter(client, "  Manager ", PASSWORD).status_code == 303


@pytest.mark.parametrize("login", ["manager", "nobody"])
def test_the_fault_does_not_say_which_of_the_two_was_wrong(
    client: FlaskClient, people: People, login: str
) -> None:
    response = enter(client, login, "four-loud-cranes")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "账号或密码不对" in page
    assert "还可以试 4 次，之后要等 15 分钟" in page
    assert client.get("/account").status_code == 303


def test_a_disabled_account_is_refused_in_the_same_words(client: FlaskClient, people: People) -> None:
    cast.account(db.session(), people.agent).active = False
    db.session.commit()
    assert "账号或密码不对" in enter(client, people.agent, PASSWORD).get_data(as_text=True)


def test_an_unknown_login_costs_the_same_hashing_as_a_known_one(
    client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    def check(stored: str, password: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr(passwords, "check_password_hash", check)
    enter(client, "nobody", PASSWORD)
    enter(client, people.agent, PASSWORD)
    assert checked == [passwords.NOBODY, cast.account(db.session(), people.agent).password_hash]


def test_a_password_of_a_megabyte_is_refused_without_hashing(
    client: FlaskClient, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(stored: str, password: str) -> bool:
        raise AssertionError

    monkeypatch.setattr(passwords, "check_password_hash", never)
    assert enter(client, people.manager, "x" * 300_000).status_code == 422


def test_after_five_failures_even_the_right_password_waits_but_not_elsewhere(
    client: FlaskClient, people: People
) -> None:
    for _ in range(5):
        enter(client, people.manager, "four-loud-cranes")
    response = enter(client, people.manager, PASSWORD)
    assert response.status_code == 429
    assert "试得太多了" in response.get_data(as_text=True)
    elsewhere = client.post(
        "/sign-in",
        data={"login": people.manager, "password": PASSWORD},
        environ_overrides={"REMOTE_ADDR": "10.9.8.7"},
    )
    assert elsewhere.status_code == 303


def test_a_hundred_strangers_tries_behind_an_office_do_not_shut_out_its_people(
    app: Flask, client: FlaskClient, people: People
) -> None:
    enter(client, people.manager, PASSWORD)
    client.post("/sign-out")
    for _ in range(100):
        app.extensions["voc.throttle"].failed("127.0.0.1")
    assert enter(client, "nobody", "four-loud-cranes").status_code == 429
    assert enter(client, people.manager, PASSWORD).status_code == 303


def test_failures_at_the_form_are_counted_for_the_address(
    app: Flask, client: FlaskClient, people: People
) -> None:
    for _ in range(99):
        app.extensions["voc.throttle"].failed("127.0.0.1")
    assert enter(client, "nobody", "four-loud-cranes").status_code == 422
    assert enter(client, "someone", "four-loud-cranes").status_code == 429


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\t/evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(
    client: FlaskClient, people: People, target: str
) -> None:
    response = client.post(
        "/sign-in", query_string={"next": target}, data={"login": people.manager, "password": PASSWORD}
    )
    assert response.location == "/"


def test_one_goes_on_to_the_page_that_asked_for_the_sign_in(client: FlaskClient, people: People) -> None:
    asked = client.get("/account/password?from=mail")
    assert asked.location == "/sign-in?next=/account/password?from%3Dmail"
    assert enter(client, people.manager, PASSWORD, asked.location).location == "/account/password?from=mail"


def test_signing_out_takes_a_post_and_ends_the_sitting(client: FlaskClient, people: People) -> None:
    enter(client, people.manager, PASSWORD)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/account").status_code == 303


def test_who_is_in_already_is_not_asked_again(client: FlaskClient, people: People) -> None:
    cast.sign_in(client, people.manager)
    assert client.get("/sign-in").location == "/"


def test_an_empty_installation_says_which_command_makes_the_first_administrator(client: FlaskClient) -> None:
    page = client.get("/sign-in").get_data(as_text=True)
    assert "voc accounts create admin --name 姓名 --role administrator" in page


def test_an_installation_with_accounts_says_nothing_of_commands(client: FlaskClient, people: People) -> None:
    assert "voc accounts create" not in client.get("/sign-in").get_data(as_text=True)


def test_a_forged_sign_in_form_is_refused(client: FlaskClient, people: People, protected: None) -> None:
    assert enter(client, people.manager, PASSWORD).status_code == 400
    token = cast.csrf_token(client, "/sign-in")
    sent = {"login": people.manager, "password": PASSWORD, "csrf_token": token}
    assert client.post("/sign-in", data=sent).status_code == 303


def test_the_cookie_is_for_the_server_only_and_new_at_every_sign_in(
    client: FlaskClient, people: People
) -> None:
    first = enter(client, people.manager, PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in first
    assert "SameSite=Lax" in first
    client.post("/sign-out")
    assert enter(client, people.manager, PASSWORD).headers["Set-Cookie"] != first


def test_what_a_stranger_put_into_the_session_does_not_survive_signing_in(
    client: FlaskClient, people: People
) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"
    enter(client, people.manager, PASSWORD)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_a_one_time_password_opens_nothing_but_the_choice_of_another(
    client: FlaskClient, people: People
) -> None:
    cast.account(db.session(), people.manager).password_once = True
    db.session.commit()
    enter(client, people.manager, PASSWORD)
    assert client.get("/account").location == "/account/password"
    chosen = {"present": PASSWORD, "chosen": "nine-slow-otters", "again": "nine-slow-otters"}
    assert client.post("/account/password", data=chosen).location == "/"
    assert client.get("/account").status_code == 200


def test_the_language_of_the_account_is_spoken_unless_the_browser_chose(
    app: Flask, client: FlaskClient, people: People
) -> None:
    account: Account = cast.account(db.session(), people.manager)
    account.language = "en"
    db.session.commit()
    cast.sign_in(client, people.manager)
    assert '<html lang="en"' in client.get("/account").get_data(as_text=True)
    assert '<html lang="zh-Hans"' in client.get("/account?lang=zh").get_data(as_text=True)


def test_the_sign_in_page_can_be_read_in_english_and_still_leads_on(
    client: FlaskClient, people: People
) -> None:
    page = client.get("/sign-in?next=/account").get_data(as_text=True)
    assert 'href="/sign-in?next=%2Faccount&amp;lang=en"' in page
    english = client.get("/sign-in?next=/account&lang=en").get_data(as_text=True)
    assert '<html lang="en"' in english


@pytest.mark.parametrize(
    "target", ["/settings/audit?page=2", "/settings/nowhere", "/sign-out", "/api/v1/feedback"]
)
def test_one_goes_home_where_the_role_may_not_open_the_page_asked_for(
    client: FlaskClient, people: People, target: str
) -> None:
    sent = {"login": people.agent, "password": PASSWORD}
    assert client.post("/sign-in", query_string={"next": target}, data=sent).location == "/"
    assert client.get("/sign-in", query_string={"next": target}).location == "/"


def test_a_refusal_names_the_role_and_who_can_help_and_keeps_the_menu(
    client: FlaskClient, people: People
) -> None:
    cast.sign_in(client, people.agent)
    response = client.get("/settings/audit")
    assert response.status_code == 403
    assert "您登录的角色是“客服专员”" in response.text
    assert "管理员能打开" in response.text
    assert response.text.count("您的角色不能看这里") == 3  # the title, above the menu and above the words
    assert "回首页" in response.text
    assert 'action="/sign-out"' in response.text


def test_a_page_that_does_not_exist_keeps_the_menu_for_staff_only(
    client: FlaskClient, people: People
) -> None:
    assert 'action="/sign-out"' not in client.get("/nowhere").text
    cast.sign_in(client, people.agent)
    assert 'action="/sign-out"' in client.get("/nowhere").text
