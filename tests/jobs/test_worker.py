"""``voc worker`` as a process of its own: it ends well when asked, and may be killed anywhere."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests import cast
from tests.feedback.tagger import dozen
from tests.reports.happenings import histogram
from voc.db import db
from voc.feedback import pipelines
from voc.feedback.models import Verbatim
from voc.feedback.service import take_in_many
from voc.feedback.words import Words
from voc.jobs.loop import Loop
from voc.journey.channels import Channel
from voc.journey.models import Fact
from voc.settings import Settings

ROOT = Path(__file__).parents[2]


def _worker(settings: Settings, crash_at: str = "") -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
    own = {
        "VOC_ENV": "test",
        "VOC_DATABASE_URL": settings.database_url,
        "VOC_DATA_DIR": str(settings.data_dir),
        "VOC_LOOP_SECONDS": "0.05",
        "VOC_CRASH_AT": crash_at,
    }
    command = [sys.executable, "-u", "-m", "voc", "worker"]
    return subprocess.Popen(command, cwd=ROOT, env={**kept, **own}, stdout=subprocess.PIPE, text=True)


def test_sigterm_lets_the_worker_end_well(app: Flask, settings: Settings) -> None:
    with _worker(settings) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline().startswith("voc worker: ")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0


@pytest.mark.parametrize("step", ["tag.tagged", "tag.before_commit", "tag.after_commit"])
def test_a_worker_killed_at_any_step_leaves_every_verbatim_tagged_and_counted_once(
    app: Flask, settings: Settings, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipelines, "chosen", lambda name: dozen())
    delivery = cast.journey(db.session()).touchpoints["delivery"]
    now = datetime.now(UTC)
    told = [
        Words("page", f"v{number}", f"送得慢{number}", now, Channel.WEB, delivery) for number in range(20)
    ]
    take_in_many(db.session(), told, now)
    db.session.commit()
    with _worker(settings, step) as worker:
        assert worker.wait(30) == -signal.SIGKILL
    loop = Loop(app)
    for minutes in (2, 4, 6, 8):
        loop.run_once(now + timedelta(minutes=minutes))
    assert db.session.scalar(select(func.count()).select_from(Verbatim).where(Verbatim.pipeline == "")) == 0
    facts = db.session.execute(
        select(Fact.source, Fact.metric, func.sum(Fact.weight)).group_by(Fact.source, Fact.metric)
    ).all()
    assert {weight for _, _, weight in facts} == {1}
    assert sum(metric == "sentiment" for _, metric, _ in facts) == 20
    assert sum(histogram(db.session(), "", metric="sentiment")) == 20
