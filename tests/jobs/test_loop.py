"""The loop runs what is due, survives what goes wrong, and lets SQLite rest while nothing waits."""

import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import event, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.conftest import both_databases
from voc.db import db
from voc.errors import VocError
from voc.jobs import faults, service
from voc.jobs.loop import Loop, start_in_thread
from voc.jobs.models import Job
from voc.jobs.reading import reading
from voc.jobs.steps import Step

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)


class Bowl:
    """Work that eats so many rows, some at a time; a step made of it stands or comes once."""

    def __init__(self, rows: int, bite: int = 2) -> None:
        self.rows, self.bite, self.calls = rows, bite, 0

    def work(self, session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        self.calls += 1
        eaten = min(self.bite, self.rows)
        self.rows -= eaten
        return eaten

    def waits(self, session: Session) -> bool:
        session.execute(text("SELECT 1"))
        return self.rows > 0


def _loop(app: Flask, *steps: Step) -> Loop:
    app.extensions["voc.steps"] = {step.kind: step for step in steps}
    return Loop(app, "test")


def _job() -> Job:
    with Session(db.engine) as session:
        job = session.scalars(select(Job)).one()
        session.expunge(job)
        return job


@both_databases
def test_a_standing_job_is_made_once_and_eats_all_that_waits(app: Flask) -> None:
    bowl = Bowl(5)
    loop = _loop(app, Step("eat", bowl.work, 1.0, bowl.waits))
    assert loop.run_once(NOW) == 5
    assert (_job().key, _job().state, _job().owner) == ("standing:eat", "waiting", None)
    assert _job().due_at == NOW + timedelta(seconds=1)
    other = _loop(app, Step("eat", bowl.work, 30.0, bowl.waits))
    assert other.run_once(NOW + timedelta(seconds=2)) == 0
    assert _job().every_seconds == 30.0


@both_databases
def test_a_job_that_comes_once_is_done_and_not_run_again(app: Flask) -> None:
    bowl = Bowl(3)
    loop = _loop(app, Step("eat", bowl.work))
    service.enqueue(db.session(), "eat", {}, "eat:1", NOW)
    db.session.commit()
    assert loop.run_once(NOW) == 3
    assert loop.run_once(NOW) == 0
    assert (_job().state, _job().finished_at) == ("done", NOW)


def test_an_idle_loop_takes_no_write_lock(app: Flask) -> None:
    bowl = Bowl(0)
    loop = _loop(app, Step("eat", bowl.work, 1.0, bowl.waits))
    loop.run_once(NOW)
    begun: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        begun.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    assert loop.run_once(NOW + timedelta(minutes=1)) == 0
    event.remove(db.engine, "before_cursor_execute", note)
    assert begun
    assert not [
        words for words in begun if words.startswith(("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE"))
    ]
    assert bowl.calls == 0


def test_the_loop_reads_while_another_holds_the_write_lock(app: Flask) -> None:
    loop = _loop(app, Step("eat", Bowl(0).work, 1.0, Bowl(0).waits))
    loop.run_once(NOW)
    with Session(db.engine) as busy:
        busy.execute(text("UPDATE job SET last_error = ''"))
        assert loop.run_once(NOW) == 0


@both_databases
def test_a_step_that_raises_is_kept_retried_with_a_pause_and_rolls_back(app: Flask) -> None:
    def break_down(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        service.enqueue(session, "other", {}, "half-done", now)
        raise RuntimeError("张三的电话 13812345678")

    loop = _loop(app, Step("break", break_down, 1.0))
    assert loop.run_once(NOW) == 0
    job = _job()
    assert job.last_error.startswith("RuntimeError at test_loop.py:")
    assert "13812345678" not in job.last_error
    assert (job.owner, job.state, job.due_at) == (None, "waiting", NOW + service.pause(1))


@both_databases
def test_work_that_outlasts_its_lease_counts_and_leaves_the_job_to_whoever_took_it(app: Flask) -> None:
    calls: list[datetime] = []

    def slow(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        """Slower than any lease: while it works, another loop takes the job and dies."""
        calls.append(now)
        with Session(db.engine) as rival:
            assert service.claim(rival, now + timedelta(minutes=5), "rival", timedelta(seconds=60))
            rival.commit()
        service.enqueue(session, "other", {}, f"piece {len(calls)}", now)
        return 1

    loop = _loop(app, Step("slow", slow, 1.0))
    for hour in range(3):
        assert loop.run_once(NOW + timedelta(hours=hour)) == 1
    with Session(db.engine) as session:
        owners = {job.key: job.owner for job in session.scalars(select(Job))}
    assert owners == {"standing:slow": "rival", "piece 1": None, "piece 2": None, "piece 3": None}
    assert len(calls) == 3


def test_an_unknown_kind_is_left_for_the_version_that_knows_it(app: Flask) -> None:
    service.enqueue(db.session(), "from the future", {}, "x", NOW)
    db.session.commit()
    assert _loop(app).run_once(NOW) == 0
    assert _job().state == "waiting"


def test_the_loop_outlives_a_database_that_goes_away(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bowl = Bowl(1)
    loop = _loop(app, Step("eat", bowl.work, 1.0, bowl.waits))
    loop.seconds = 0.0
    look, away = loop._look, iter([True, True])

    def looks(now: datetime) -> tuple[list[int], bool]:
        if next(away, False):
            raise OperationalError("SELECT", {}, Exception("gone"))
        return look(now)

    monkeypatch.setattr(loop, "_look", looks)
    stop = threading.Event()
    runner = threading.Thread(target=loop.run, args=(stop,))
    runner.start()
    for _ in range(500):
        if bowl.rows == 0:
            break
        stop.wait(0.01)
    stop.set()
    runner.join(5)
    assert bowl.rows == 0
    assert not runner.is_alive()


def test_stopping_lets_the_step_at_hand_finish_and_gives_the_job_back(app: Flask) -> None:
    loop = _loop(app)

    def stopped_meanwhile(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        loop.stopping.set()
        return 1

    loop.steps["long"] = Step("long", stopped_meanwhile, 5.0)
    assert loop.run_once(NOW) == 1
    assert (_job().owner, _job().due_at) == (None, NOW)


def test_the_thread_beside_a_server_ends_when_it_is_told(app: Flask) -> None:
    _loop(app)
    running = start_in_thread(app)
    running.stop(5)
    assert not running.thread.is_alive()


def test_reading_takes_no_lock_and_ends_its_transaction(app: Flask) -> None:
    with Session(db.engine) as writer, Session(db.engine) as reader:
        writer.execute(text("UPDATE job SET last_error = ''"))
        with reading(reader):
            assert reader.scalar(text("SELECT count(*) FROM job")) == 0
        assert not reader.in_transaction()


def test_a_fault_of_ours_keeps_its_words_and_a_strangers_does_not() -> None:
    class Refused(VocError):
        """满了。"""

        code = "full"

    assert faults.described(Refused()) == "Refused (full): 满了。"
    assert faults.described(ValueError("13812345678")) == "ValueError"


def test_an_administrator_lists_and_retries_jobs(app: Flask, runner: FlaskCliRunner) -> None:
    service.enqueue(db.session(), "eat", {}, "eat:1", NOW)
    db.session.commit()
    job_id = _job().id
    shown = runner.invoke(args=["jobs", "list"]).output
    assert shown.split("\t")[:5] == [str(job_id), "eat", "waiting", "0", "2026-11-20 16:42:00"]
    assert f"任务 {job_id}" in runner.invoke(args=["jobs", "retry", str(job_id)]).output
    assert isinstance(runner.invoke(args=["jobs", "retry", "99"]).exception, VocError)
