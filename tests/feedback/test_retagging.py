"""``voc feedback retag``: a newer pipeline takes the place of an older one, and reports stay exact."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from tests import cast
from tests.conftest import both_databases
from tests.feedback.tagger import dozen
from tests.reports.happenings import histogram
from voc.db import db
from voc.feedback import pipelines, tagging
from voc.feedback.models import Verbatim
from voc.feedback.service import take_in_many
from voc.feedback.words import Words
from voc.journey.channels import Channel

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)


def _sentiments(app: Flask) -> tuple[int, int]:
    """How many the cells hold, and the sum of their values."""
    db.session.rollback()
    counts = histogram(db.session(), "", metric="sentiment")
    db.session.rollback()
    return sum(counts), sum(value * count for value, count in enumerate(counts))


@both_databases
def test_after_retagging_the_reports_hold_the_new_findings_only(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = cast.journey(db.session()).touchpoints["delivery"]
    told = [
        Words("page", f"v{number}", "送得快" if number % 3 else "送得慢", NOW, Channel.WEB, delivery)
        for number in range(30)
    ]
    take_in_many(db.session(), told, NOW)
    db.session.commit()
    monkeypatch.setattr(tagging, "BATCH", 7)
    monkeypatch.setattr(pipelines, "chosen", lambda name: dozen())
    assert "全部分析并汇总完" in runner.invoke(args=["feedback", "tag"]).output
    assert _sentiments(app) == (30, 60)
    newer = dozen("2", turned=True)
    monkeypatch.setattr(pipelines, "chosen", lambda name: newer)
    assert (
        f"重新分析了 30 条原声，模型 {newer.version}"
        in runner.invoke(args=["feedback", "retag", "--wait"]).output
    )
    assert _sentiments(app) == (30, 30)
    assert "重新分析了 0 条" in runner.invoke(args=["feedback", "retag"]).output
    assert set(db.session.scalars(select(Verbatim.pipeline))) == {newer.version}
