"""A caller with a token, and a server that really runs."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests import cast
from voc.accounts.audit import Hand
from voc.accounts.tokens import SCOPES, create
from voc.db import db

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program: its token, and one that may only read reports, and one that is confined to 配送 at 西湖店."""

    journey: cast.Journey
    token: str
    reader: str
    confined: str

    def headers(self, token: str = "") -> dict[str, str]:
        """What the program sends along."""
        return {"Authorization": f"Bearer {token or self.token}"}


@pytest.fixture
def caller(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.setitem(SCOPES, "weather:read", "看天气")
    app.config["WTF_CSRF_ENABLED"] = True
    session = db.session()
    journey = cast.journey(session)
    cast.staff(session, journey)
    hand = Hand("test", NOW)
    admin, confined = cast.account(session, "admin"), cast.account(session, "confined")
    tokens = (
        create(session, admin, "crm", ["feedback:write"], hand),
        create(session, admin, "bi", ["weather:read"], hand),
        create(session, confined, "store", ["feedback:write"], hand),
    )
    session.commit()
    return Caller(journey, *tokens)


@pytest.fixture
def address(app: Flask, caller: Caller) -> Iterator[str]:
    """The address of a server on this machine, in a thread."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join(5)
    server.server_close()
