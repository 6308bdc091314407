"""The audit trail refuses change, and shows any that was made around its triggers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.conftest import both_databases
from voc.accounts import audit
from voc.accounts.models import AuditEntry
from voc.accounts.triggers import POSTGRESQL_DROP_TRIGGERS, SQLITE_DROP_TRIGGERS
from voc.db import db
from voc.web.signing import Signer

MOMENT = datetime(2026, 11, 20, 0, 42, 7, 123456, tzinfo=UTC)

pytestmark = both_databases


def trail(app: Flask) -> None:
    """Three rows, committed."""
    for number in range(1, 4):
        audit.note(
            db.session(), "sumin", "survey.publish", f"survey:{number}", MOMENT, title="送货回访", n=number
        )
    db.session.commit()


def _drop_triggers() -> None:
    sqlite = db.engine.dialect.name == "sqlite"
    for drop in SQLITE_DROP_TRIGGERS if sqlite else POSTGRESQL_DROP_TRIGGERS:
        db.session.execute(text(drop))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET actor = 'nobody' WHERE id = 2", "DELETE FROM audit_entry WHERE id = 2"],
)
def test_the_database_refuses_to_change_a_row(app: Flask, statement: str) -> None:
    trail(app)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert audit.check(db.session()).rows == 3


def test_the_database_refuses_to_replace_a_row(app: Flask) -> None:
    trail(app)
    columns = "id, at, actor, act, target, details, digest"
    copied = "SELECT id, at, 'nobody', act, target, details, digest FROM audit_entry WHERE id = 2"
    statement = (
        f"INSERT OR REPLACE INTO audit_entry ({columns}) {copied}"
        if db.engine.dialect.name == "sqlite"
        else f"INSERT INTO audit_entry ({columns}) {copied} ON CONFLICT (id) DO UPDATE SET actor = 'nobody'"
    )
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert audit.check(db.session()) == audit.Chain(3, db.session.get_one(AuditEntry, 3).digest, None)


def test_postgresql_refuses_to_empty_the_table(app: Flask) -> None:
    if db.engine.dialect.name != "postgresql":
        return
    trail(app)
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text("TRUNCATE audit_entry"))


def test_an_untouched_trail_is_whole(app: Flask) -> None:
    trail(app)
    db.session.expire_all()
    chain = audit.check(db.session())
    assert (chain.rows, chain.broken_at) == (3, None)
    assert chain.last_digest == db.session.get_one(AuditEntry, 3).digest


def test_an_empty_trail_is_whole(app: Flask) -> None:
    assert audit.check(db.session()) == audit.Chain(0, audit.FIRST, None)


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entry SET actor = 'nobody' WHERE id = 2", 2),
        ("DELETE FROM audit_entry WHERE id = 2", 3),
        ("UPDATE audit_entry SET details = '{}' WHERE id = 1", 1),
    ],
)
def test_a_change_made_around_the_triggers_breaks_the_chain(
    app: Flask, statement: str, broken_at: int
) -> None:
    trail(app)
    _drop_triggers()
    db.session.execute(text(statement))
    db.session.commit()
    assert audit.check(db.session()).broken_at == broken_at


def _sealed_with_another_key(before: str, entry: AuditEntry) -> str:
    return audit._digest(Signer("a key that somebody guessed", audit.PURPOSE), before, entry)


def _bare(before: str, entry: AuditEntry) -> str:
    return sha256(f"{before}\n{entry.actor}{entry.act}".encode()).hexdigest()


@pytest.mark.parametrize("digest", [_sealed_with_another_key, _bare])
def test_a_chain_recomputed_without_our_key_is_not_whole(
    app: Flask, digest: Callable[[str, AuditEntry], str]
) -> None:
    trail(app)
    _drop_triggers()
    before = audit.FIRST
    for entry in db.session.query(AuditEntry).order_by(AuditEntry.id):
        entry.actor = "nobody"
        entry.digest = before = digest(before, entry)
        db.session.flush()
    db.session.commit()
    assert audit.check(db.session()).broken_at == 1


def test_a_trail_does_not_fit_another_installations_key(app: Flask) -> None:
    trail(app)
    app.config["SECRET_KEY"] = "another-secret-key-of-an-installation"
    assert audit.check(db.session()).broken_at == 1


def test_a_row_cannot_take_another_number(app: Flask) -> None:
    trail(app)
    _drop_triggers()
    db.session.execute(text("UPDATE audit_entry SET id = 7 WHERE id = 3"))
    db.session.commit()
    assert audit.check(db.session()).broken_at == 7


def test_rows_written_at_once_still_make_one_chain(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            for act in range(5):
                audit.note(db.session(), f"person{number}", "test.act", f"act:{act}", MOMENT)
                db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    chain = audit.check(db.session())
    assert (chain.rows, chain.broken_at) == (20, None)
