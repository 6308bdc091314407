"""The standing work of a whole installation: while nothing waits, nothing is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests import cast
from tests.conftest import both_databases
from voc.db import db
from voc.jobs.loop import Loop
from voc.journey.models import Fact
from voc.reports.models import Cell

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
WRITES = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE")


@contextmanager
def _writing() -> Iterator[list[str]]:
    """Collects the statements that write, or that take SQLite's write lock."""
    told: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if statement.startswith(WRITES):
            told.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield told
    event.remove(db.engine, "before_cursor_execute", note)


def test_every_standing_step_can_say_whether_anything_waits(app: Flask) -> None:
    assert {step.kind for step in app.extensions["voc.steps"].values() if step.waits is None} == set()


@pytest.mark.parametrize("seconds", [1, 61, 3_601])
def test_an_idle_installation_writes_nothing_at_any_rhythm(app: Flask, seconds: int) -> None:
    loop = Loop(app, "test")
    loop.run_once(NOW)
    with _writing() as told:
        assert loop.run_once(NOW + timedelta(seconds=seconds)) == 0
    assert told == []


@both_databases
def test_deltas_that_wait_are_merged_when_their_minute_comes(app: Flask) -> None:
    delivery = cast.journey(db.session()).touchpoints["delivery"]
    loop = Loop(app, "test")
    for minutes in range(3):
        rating = {"metric": "nps", "value": 9, "weight": 1, "channel": "sms", "source": f"answer:{minutes}"}
        db.session.add(Fact(touchpoint_id=delivery, at=NOW, **rating))
        db.session.commit()
        for seconds in (0, 2):
            loop.run_once(NOW + timedelta(minutes=minutes, seconds=seconds))
    loop.run_once(NOW + timedelta(minutes=4))
    db.session.rollback()
    cells = db.session.execute(select(Cell.cut, Cell.h9, Cell.compacted).order_by(Cell.cut)).all()
    assert [tuple(cell) for cell in cells] == [(cut, 3, True) for cut in ("", "c", "cp", "p")]
