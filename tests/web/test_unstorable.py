"""What no database holds, and a database that is away."""

import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, OperationalError

from tests.cast import sign_in, staff
from tests.conftest import both_databases
from voc.db import db

ADDRESSES = [
    "/r/%00",
    "/say/a%00b",
    "/say/abc?place=%00",
    "/touchpoints?place=city:%00",
    "/verbatims?touchpoint=%00",
    "/settings/audit?actor=%00",
    "/surveys/99999999999999999999",
    "/settings/staff/2147483648",
    "/settings/places/99999999999",
]


@both_databases
def test_an_impossible_address_is_refused(client: FlaskClient) -> None:
    staff(db.session())
    db.session.commit()
    sign_in(client, "admin")
    answered = {address: client.get(address).status_code for address in ADDRESSES}
    assert {address: status for address, status in answered.items() if status not in {400, 404}} == {}


@both_databases
def test_a_nul_in_a_staff_form_is_refused_in_words(client: FlaskClient) -> None:
    staff(db.session())
    db.session.commit()
    sign_in(client, "admin")
    response = client.post("/settings/places/new", data={"key": "store", "name": "a\0b"})
    assert response.status_code == 400
    assert "看不见的控制符" in response.text


@pytest.mark.parametrize(("error", "status"), [(DataError, 400), (OperationalError, 503)])
def test_a_storage_error_is_told_in_words(app: Flask, error: type[Exception], status: int) -> None:
    def fail() -> None:
        raise error("INSERT", {}, sqlite3.Error("disk full"))

    app.before_request_funcs.setdefault(None, []).insert(0, fail)
    response = app.test_client().get("/sign-in")
    assert response.status_code == status
    assert ("Retry-After" in response.headers) is (status == 503)
