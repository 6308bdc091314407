"""The ground: durable SQLite, aware moments, one writer at a time."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from tests.conftest import both_databases
from voc.app import create_app
from voc.db import db, only_reads
from voc.journey.models import Stage, Touchpoint, TouchpointEvent
from voc.settings import Settings

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 4_000)],
)
def test_sqlite_is_durable_checked_and_patient(app: Flask, pragma: str, value: object) -> None:
    assert db.session.execute(text(f"PRAGMA {pragma}")).scalar() == value


@both_databases
def test_a_moment_comes_back_aware_and_the_same(app: Flask) -> None:
    shanghai = NOON.astimezone(timezone(timedelta(hours=8)))
    db.session.add(TouchpointEvent(at=shanghai, words="换承运商"))
    db.session.commit()
    db.session.expire_all()
    stored = db.session.scalars(select(TouchpointEvent.at)).one()
    assert stored == NOON
    assert stored.utcoffset() == timedelta(0)


def test_a_naive_moment_is_refused(app: Flask) -> None:
    db.session.add(TouchpointEvent(at=datetime(2026, 11, 20), words="没有时区"))  # noqa: DTZ001 - the point
    with pytest.raises(StatementError, match="time zone"):
        db.session.commit()


@both_databases
def test_a_touchpoint_needs_its_stage(app: Flask) -> None:
    db.session.add(Touchpoint(stage_id=404, key="delivery", name="配送", code="x"))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_a_writer_takes_the_lock_at_once_and_a_reader_never(app: Flask, tmp_path: Path) -> None:
    db.session.execute(select(Stage))
    other = sqlite3.connect(tmp_path / "voc.sqlite3", timeout=0, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    db.session.rollback()

    reading = only_reads.set(True)
    db.session.execute(select(Stage))
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()
    db.session.rollback()
    only_reads.reset(reading)


def test_an_unknown_table_is_our_own_fault_and_not_hidden(app: Flask) -> None:
    with pytest.raises(OperationalError):
        db.session.execute(text("SELECT * FROM nowhere"))


def test_only_its_owner_reads_the_file_and_its_companions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    app = create_app(Settings(env="test", database_url=f"sqlite:///{tmp_path / 'open.sqlite3'}", loop=False))
    with app.app_context():
        db.create_all()
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        db.session.remove()
        db.engine.dispose()
    assert set(modes.values()) == {0o600}, modes


@both_databases
def test_an_error_of_storage_does_not_say_what_was_stored(app: Flask) -> None:
    db.session.add(Touchpoint(stage_id=404, key="canary", name="我叫周文博13800138001", code="x"))
    with pytest.raises(IntegrityError) as caught:
        db.session.commit()
    assert "周文博" not in str(caught.value)
