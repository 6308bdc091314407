"""The hook: whatever declared nothing is refused, and nobody's session is read where everyone may come."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import cast
from tests.cast import People
from voc.accounts.access import NotSignedIn, allow, current_staff, public, require_declarations, undeclared
from voc.accounts.roles import Role


@pytest.fixture
def doors(app: Flask) -> None:
    """One page of each kind, and one whose writer forgot."""
    app.add_url_rule("/open", "open", public(lambda: "open"))
    app.add_url_rule("/agents", "agents", allow(Role.AGENT)(lambda: current_staff().name))
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")


def test_a_page_that_declared_nothing_is_an_error_for_everyone(
    app: Flask, client: FlaskClient, people: People, doors: None
) -> None:
    assert undeclared(app) == ["forgotten"]
    with pytest.raises(RuntimeError, match="no access declared: forgotten"):
        require_declarations(app)
    cast.sign_in(client, people.administrator)
    with pytest.raises(RuntimeError, match="forgotten declares no access"):
        client.get("/forgotten")


@pytest.mark.parametrize(("login", "status"), [("agent", 200), ("admin", 200), ("manager", 403)])
def test_a_role_opens_its_pages_and_the_administrator_all(
    client: FlaskClient, people: People, doors: None, login: str, status: int
) -> None:
    assert cast.sign_in(client, login).get("/agents").status_code == status


def test_a_stranger_is_sent_to_the_door_and_back(client: FlaskClient, doors: None) -> None:
    assert client.get("/agents?day=1").location == "/sign-in?next=/agents?day%3D1"


def test_a_page_for_everyone_does_not_even_read_the_session(client: FlaskClient, doors: None) -> None:
    response = client.get("/open")
    assert response.get_data() == b"open"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "Set-Cookie" not in response.headers


def test_a_page_that_is_not_there_is_not_there_for_strangers_too(client: FlaskClient, doors: None) -> None:
    assert client.get("/nowhere").status_code == 404


def test_outside_a_sitting_there_is_no_staff(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(NotSignedIn):
        current_staff()
