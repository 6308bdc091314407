"""The cells count the days of one time zone, and can be had anew from the facts."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import cast
from tests.conftest import both_databases
from tests.reports.happenings import TODAY, ZONE, happen, histogram, noon, settle, wander
from voc.db import db
from voc.journey.models import Fact
from voc.reports import rebuilding
from voc.reports.calendar import ZoneChanged
from voc.reports.models import Calendar, Cell
from voc.reports.rollup import BINS, CellKey, compact, roll_up

LONDON = ZoneInfo("Europe/London")


def cells(session: Session) -> dict[CellKey, tuple[int, ...]]:
    """Every cell that is not empty, with its histogram."""
    compacted: dict[CellKey, tuple[int, ...]] = {}
    for row in session.execute(select(*(getattr(Cell, name) for name in CellKey._fields), *BINS)):
        key = CellKey(*row[:6])
        held = compacted.get(key, (0,) * 11)
        compacted[key] = tuple(map(sum, zip(held, row[6:], strict=True)))
    return {key: counts for key, counts in compacted.items() if any(counts)}


@both_databases
def test_rebuilding_gives_the_cells_that_were_there(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "AT_ONCE", 100)
    stage = cast.journey(session)
    wander(session, stage, seed=4, count=250, metrics=[("nps", 0, 10), ("sentiment", 0, 3)])
    settle(session)
    compact(session)
    before = cells(session)
    happen(session, stage.touchpoints["delivery"], "nps", [9])
    told: list[int] = []
    assert rebuilding.rebuild(session, ZONE, told.append) == 250
    assert told == [100, 200, 250]
    assert cells(session) == before
    assert roll_up(session, ZONE) == 1


@both_databases
def test_rebuilding_mends_whatever_the_cells_had_come_to(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [2, 7])
    settle(session)
    session.execute(update(Cell).values(h2=5))
    rebuilding.rebuild(session, ZONE)
    assert histogram(session, "") == [0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]


@both_databases
def test_facts_wait_while_the_cells_count_the_days_of_another_zone(session: Session) -> None:
    stage = cast.journey(session)
    happen(session, stage.touchpoints["delivery"], "nps", [3])
    settle(session)
    early = noon(TODAY) - timedelta(hours=6)  # six in the morning in Shanghai, the evening before in London
    session.execute(update(Fact).values(at=early))
    session.add(
        Fact(
            touchpoint_id=stage.touchpoints["delivery"],
            metric="nps",
            value=3,
            weight=-1,
            at=early,
            channel="sms",
            source="response:1",
        )
    )
    session.commit()
    with pytest.raises(ZoneChanged, match="rebuild"):
        roll_up(session, LONDON)
    session.rollback()
    rebuilding.rebuild(session, LONDON)
    assert set(session.scalars(select(Cell.day))) == {TODAY - timedelta(days=1)}
    assert roll_up(session, LONDON) == 1
    assert cells(session) == {}


def test_an_administrator_rebuilds_after_a_change_of_zone(
    app: Flask, client: FlaskClient, runner: FlaskCliRunner
) -> None:
    stage = cast.journey(db.session())
    cast.staff(db.session(), stage)
    app.config["VOC_NOW"] = noon(TODAY)
    happen(db.session(), stage.touchpoints["delivery"], "nps", [9] * 40)
    roll_up(db.session(), LONDON)
    db.session.commit()
    browser = cast.sign_in(client, "manager")
    refused = browser.get("/touchpoints")
    assert refused.status_code == 409
    assert "voc reports rebuild" in refused.text
    assert (
        "用 40 个数重算了全部报表，按 Asia/Shanghai 分天" in runner.invoke(args=["reports", "rebuild"]).output
    )
    assert db.session.scalar(select(Calendar.zone)) == "Asia/Shanghai"
    db.session.rollback()
    assert browser.get("/touchpoints").status_code == 200
