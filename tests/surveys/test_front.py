import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.cast import journey
from tests.surveys.examples import FILLED, MORNING, TEN, Published, published
from tests.surveys.visits import TOKEN, opened, sent, token_in
from voc.db import db
from voc.surveys.models import Survey


@pytest.fixture
def ten(app: Flask) -> Published:
    app.config["VOC_NOW"] = MORNING
    app.extensions["voc.surveys.entries"].seconds = 60.0
    journey(db.session())
    return published(db.session(), TEN)


def test_the_page_is_the_same_from_before_and_from_inside(client: FlaskClient, ten: Published) -> None:
    inside = client.get(f"/r/{ten.code}")
    before = client.get(f"/r/{ten.code}")
    assert TOKEN.sub("", inside.text) == TOKEN.sub("", before.text)
    assert token_in(inside) != token_in(before)
    assert sorted(before.headers) == sorted(inside.headers)


def test_a_page_from_before_can_be_sent(client: FlaskClient, ten: Published) -> None:
    opened(client, ten.code)
    assert sent(client, ten.code, opened(client, ten.code), FILLED).status_code == 303


def test_sending_asks_the_database_whatever_was_kept(client: FlaskClient, ten: Published) -> None:
    opened(client, ten.code)
    db.session.execute(update(Survey).values(state="closed"))
    db.session.commit()
    token = opened(client, ten.code)
    assert sent(client, ten.code, token, FILLED).status_code == 410


def test_a_closed_survey_shows_when_the_second_is_over(
    client: FlaskClient, ten: Published, app: Flask
) -> None:
    opened(client, ten.code)
    db.session.execute(update(Survey).values(state="closed"))
    db.session.commit()
    app.extensions["voc.surveys.entries"].forget()
    assert client.get(f"/r/{ten.code}").status_code == 410


@pytest.mark.parametrize("place", ["/r/nowhere", "/r/", "/r/a/b", "/r/%2e%2e"])
def test_other_places_are_answered_inside(client: FlaskClient, ten: Published, place: str) -> None:
    opened(client, ten.code)
    assert client.get(place).status_code == 404


def test_a_wished_language_is_answered_inside(client: FlaskClient, ten: Published) -> None:
    opened(client, ten.code)
    assert opened(client, ten.code, "?lang=en")
    assert client.head(f"/r/{ten.code}").status_code == 200
