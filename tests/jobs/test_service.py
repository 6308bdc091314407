"""Jobs are claimed by one loop at a time and settled once, on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import both_databases
from voc.db import db
from voc.errors import NotFound
from voc.jobs import service
from voc.jobs.models import Job

NOW = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
LEASE = timedelta(seconds=60)
LATER = NOW + LEASE + timedelta(seconds=1)

pytestmark = both_databases


def _add(key: str = "mail:1", *, every_seconds: float | None = None, due_at: datetime = NOW) -> bool:
    added = service.enqueue(db.session(), "mail", {"to": 1}, key, due_at, every_seconds=every_seconds)
    db.session.commit()
    return added


def _claim(owner: str = "a", now: datetime = NOW) -> service.Claim | None:
    held = service.claim(db.session(), now, owner, LEASE)
    db.session.commit()
    return held


def _held(owner: str = "a", now: datetime = NOW) -> service.Claim:
    held = _claim(owner, now)
    assert held is not None
    return held


def _job() -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def test_the_same_key_is_one_job(app: Flask) -> None:
    assert (_add(), _add()) == (True, False)
    assert _job().payload == {"to": 1}


def test_a_job_is_claimed_once_while_the_lease_holds(app: Flask) -> None:
    _add()
    assert _held("a").attempts == 1
    assert _claim("b") is None


def test_a_job_is_not_claimed_before_it_is_due(app: Flask) -> None:
    _add(due_at=NOW + timedelta(seconds=5))
    assert _claim() is None
    assert service.due(db.session(), NOW) == []


def test_the_longest_due_comes_first(app: Flask) -> None:
    _add("late", due_at=NOW - timedelta(minutes=1))
    _add("later", due_at=NOW - timedelta(minutes=2))
    assert _held().key == "later"


def test_an_expired_lease_is_free_again_and_the_first_owner_can_no_longer_settle(app: Flask) -> None:
    _add()
    first = _held("a")
    second = _held("b", LATER)
    assert second.attempts == 2
    assert not service.finish(db.session(), first, LATER)
    assert not service.renew(db.session(), first, LATER, LEASE)
    assert service.finish(db.session(), second, LATER)
    db.session.commit()
    assert _job().state == "done"


def test_a_renewed_lease_holds_longer(app: Flask) -> None:
    _add()
    held = _held("a")
    assert service.renew(db.session(), held, NOW + LEASE / 2, LEASE)
    db.session.commit()
    assert _claim("b", LATER) is None


def test_a_failed_job_pauses_longer_each_time_and_is_given_up_at_last(app: Flask) -> None:
    _add()
    now = NOW
    for attempt in range(1, service.ATTEMPTS + 1):
        held = _held("a", now)
        service.fail(db.session(), held, now, "ValueError at mail.py:3 send")
        db.session.commit()
        assert _claim("b", now) is None
        assert _job().due_at == now + service.pause(attempt)
        now = _job().due_at
    assert (_job().state, _job().last_error) == ("failed", "ValueError at mail.py:3 send")
    assert _claim("a", now + timedelta(days=1)) is None


def test_a_standing_job_is_never_given_up(app: Flask) -> None:
    _add(every_seconds=1)
    now = NOW
    for _ in range(service.ATTEMPTS + 2):
        service.fail(db.session(), _held("a", now), now, "boom")
        db.session.commit()
        now = _job().due_at
    assert _job().state == "waiting"
    assert now - NOW < timedelta(hours=1)


def test_a_standing_job_is_due_again_after_its_rhythm_or_at_once_if_more_waits(app: Flask) -> None:
    _add(every_seconds=30)
    service.finish(db.session(), _held(), NOW)
    db.session.commit()
    assert (_job().due_at, _job().state, _job().attempts) == (NOW + timedelta(seconds=30), "waiting", 0)
    later = NOW + timedelta(seconds=30)
    service.finish(db.session(), _held("a", later), later, more=True)
    db.session.commit()
    assert _job().due_at == later


def test_the_sweep_frees_expired_leases_and_gives_up_what_kills_its_process_each_time(app: Flask) -> None:
    _add("once")
    _add("poison", due_at=NOW - timedelta(seconds=1))
    poison = _held()
    db.session.get_one(Job, poison.id).attempts = service.ATTEMPTS
    db.session.commit()
    _held()
    assert not service.expired(db.session(), NOW)
    assert service.expired(db.session(), LATER)
    assert service.sweep(db.session(), LATER) == 2
    db.session.commit()
    assert {job.key: job.state for job in db.session.scalars(select(Job))} == {
        "once": "waiting",
        "poison": "failed",
    }
    assert _held("b", LATER).key == "once"


def test_a_person_lets_a_failed_job_run_again_but_not_one_that_is_done_or_runs(app: Flask) -> None:
    _add()
    held = _held()
    with pytest.raises(NotFound, match="正在运行"):
        service.retry(db.session(), held.id, NOW)
    for _ in range(service.ATTEMPTS):
        db.session.get_one(Job, held.id).attempts = service.ATTEMPTS
    db.session.commit()
    service.sweep(db.session(), LATER)
    service.retry(db.session(), held.id, LATER)
    db.session.commit()
    again = _held("a", LATER)
    service.finish(db.session(), again, LATER)
    with pytest.raises(NotFound):
        service.retry(db.session(), held.id, LATER)


def test_two_loops_at_once_never_hold_the_same_job(app: Flask) -> None:
    for number in range(20):
        _add(f"mail:{number}")
    claimed: list[int] = []
    gate = threading.Barrier(4)

    def rival(owner: str) -> None:
        with app.app_context():
            gate.wait()
            for _ in range(8):
                with Session(db.engine) as session:
                    held = service.claim(session, NOW, owner, LEASE)
                    session.commit()
                if held:
                    claimed.append(held.id)

    rivals = [threading.Thread(target=rival, args=(name,)) for name in "abcd"]
    for one in rivals:
        one.start()
    for one in rivals:
        one.join()
    assert len(claimed) == len(set(claimed)) == 20
