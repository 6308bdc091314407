import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import voc.db
from tests.cast import journey
from tests.surveys.examples import FILLED, TEN, THREE, Published, published
from tests.surveys.visits import opened, sent, token_in
from voc.app import create_app
from voc.db import db
from voc.settings import Settings


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[sqlite3.Connection]:
    """Another process that can take SQLite's write lock; nobody waits long for it."""
    monkeypatch.setattr(voc.db, "BUSY_MILLISECONDS", 20)
    other = sqlite3.connect(Path(settings.url.removeprefix("sqlite:///")), isolation_level=None)
    yield other
    other.close()


@pytest.fixture
def ten(locked: sqlite3.Connection, app: Flask) -> Published:
    journey(db.session())
    return published(db.session(), TEN)


def test_a_locked_store_is_said_honestly_and_nothing_typed_is_lost(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection
) -> None:
    token = opened(client, ten.code)
    locked.execute("BEGIN IMMEDIATE")
    page = sent(client, ten.code, token, FILLED)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "5"
    assert "还没有存上" in page.text
    assert "师傅人很客气" in page.text
    assert token in page.text
    locked.execute("ROLLBACK")
    assert sent(client, ten.code, token, FILLED).status_code == 303


def test_opening_does_not_wait_for_a_writer(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection
) -> None:
    locked.execute("BEGIN IMMEDIATE")
    assert client.get(f"/r/{ten.code}").status_code == 200
    locked.execute("ROLLBACK")


def test_a_page_with_faults_is_read_and_drawn_without_the_write_lock(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection, settings: Settings
) -> None:
    token = opened(client, ten.code)
    another = create_app(settings)
    locked.execute("BEGIN IMMEDIATE")
    page = sent(another.test_client(), ten.code, token, {**FILLED, "q_recommend": ""})
    locked.execute("ROLLBACK")
    with another.app_context():
        db.engine.dispose()
    assert page.status_code == 422
    assert "请在 0 到 10 里点一个数字" in page.text


def test_a_later_page_with_faults_is_read_and_drawn_without_the_write_lock(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection
) -> None:
    three = published(db.session(), THREE, code="three")
    here = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"}).headers["Location"]
    locked.execute("BEGIN IMMEDIATE")
    assert client.get(here).status_code == 200
    assert client.post(here, data={"q_cause": ""}).status_code == 422
    locked.execute("ROLLBACK")


def test_follow_ups_are_drawn_again_with_what_was_typed_though_earlier_answers_are_out_of_reach(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection
) -> None:
    three = published(db.session(), THREE, code="three")
    here = sent(client, three.code, opened(client, three.code), {"q_recommend": "3"}).headers["Location"]
    token = token_in(client.get(here))
    typed = {"q_cause": "other", "o_cause": "电梯坏了", "q_words": "等了一天", "sitting": token}
    locked.execute("BEGIN IMMEDIATE")
    page = client.post(here, data=typed)
    locked.execute("ROLLBACK")
    assert page.status_code == 503
    assert all(
        words in page.text for words in ("还没有存上", "最让您不满意的是哪一点", "电梯坏了", "等了一天")
    )
    assert client.post(here, data=typed).status_code == 303


def test_a_server_just_started_shows_what_was_typed_too(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection, settings: Settings
) -> None:
    token = opened(client, ten.code)
    another = create_app(settings)
    locked.execute("BEGIN IMMEDIATE")
    page = sent(another.test_client(), ten.code, token, FILLED)
    locked.execute("ROLLBACK")
    with another.app_context():
        db.engine.dispose()
    assert page.status_code == 503
    assert "师傅人很客气" in page.text


def test_a_store_that_is_gone_is_never_thanked_for(
    client: FlaskClient, ten: Published, locked: sqlite3.Connection
) -> None:
    token = opened(client, ten.code)
    for table in ("answer", "fact"):
        locked.execute(f"ALTER TABLE {table} RENAME TO {table}_gone")
    assert sent(client, ten.code, token, FILLED).status_code == 503
    assert locked.execute("SELECT count(*) FROM response").fetchone() == (0,)
