"""One's own account: language, light, password."""

import pytest
from flask.testing import FlaskClient

from tests import cast
from tests.cast import PASSWORD, People
from voc.db import db


def test_the_language_follows_the_account_and_the_light_stays_in_the_browser(
    client: FlaskClient, people: People
) -> None:
    cast.sign_in(client, people.manager)
    assert client.post("/account", data={"language": "en", "theme": "dark"}).status_code == 303
    page = client.get("/account").get_data(as_text=True)
    assert '<html lang="en" data-theme="dark">' in page
    assert cast.account(db.session(), people.manager).language == "en"
    client.post("/account", data={"language": "zh", "theme": ""})
    assert '<html lang="zh-Hans">' in client.get("/account").get_data(as_text=True)


@pytest.mark.parametrize("sent", [{"language": "fr", "theme": ""}, {"language": "zh", "theme": "pink"}, {}])
def test_an_unknown_choice_is_refused(client: FlaskClient, people: People, sent: dict[str, str]) -> None:
    cast.sign_in(client, people.manager)
    assert client.post("/account", data=sent).status_code == 422


def test_fields_that_nobody_offered_change_nothing(client: FlaskClient, people: People) -> None:
    cast.sign_in(client, people.agent)
    client.post("/account", data={"language": "zh", "theme": "", "role": "administrator", "active": "0"})
    account = cast.account(db.session(), people.agent)
    assert (account.role, account.active) == ("agent", True)


@pytest.mark.parametrize(
    ("sent", "word"),
    [
        (("four-loud-cranes", "nine-slow-otters", "nine-slow-otters"), "现在的密码不对"),
        ((PASSWORD, "short", "short"), "太短"),
        ((PASSWORD, "nine-slow-otters", "nine-slow-otter"), "两遍不一样"),
        ((PASSWORD, PASSWORD, PASSWORD), "和现在的密码一样"),
        ((PASSWORD, "", ""), "请填写密码"),
    ],
)
def test_a_password_that_cannot_be_taken_is_refused_at_its_field(
    client: FlaskClient, people: People, sent: tuple[str, str, str], word: str
) -> None:
    cast.sign_in(client, people.manager)
    before = cast.account(db.session(), people.manager).password_hash
    fields = dict(zip(("present", "chosen", "again"), sent, strict=True))
    response = client.post("/account/password", data=fields)
    assert response.status_code == 422
    assert word in response.get_data(as_text=True)
    assert cast.account(db.session(), people.manager).password_hash == before


def test_the_present_password_cannot_be_guessed_from_a_browser_left_open(
    client: FlaskClient, people: People
) -> None:
    cast.sign_in(client, people.manager)
    sent = {"present": "four-loud-cranes", "chosen": "nine-slow-otters", "again": "nine-slow-otters"}
    for _ in range(5):
        client.post("/account/password", data=sent)
    assert "试得太多了" in client.post("/account/password", data=sent | {"present": PASSWORD}).get_data(
        as_text=True
    )


def test_everybody_finds_a_first_page(client: FlaskClient, people: People) -> None:
    for login in ("admin", "designer", "manager", "marketing", "agent", "interviewer"):
        cast.sign_in(client, login)
        response = client.get("/", follow_redirects=True)
        assert response.status_code == 200, login
