"""Claiming and settling jobs. A lease says who runs a job and until when; an expired one is free again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voc.errors import NotFound
from voc.jobs.models import Job

ATTEMPTS = 8
"""How often a job that is not standing is tried before it is given up and shown to a person."""

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that `owner` holds until `lease_until`. attempts counts this run too."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    every_seconds: float | None
    attempts: int
    owner: str
    lease_until: datetime


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed runs: 2 s, 4 s, 8 s … and never over ten minutes."""
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any],
    key: str,
    due_at: datetime,
    *,
    every_seconds: float | None = None,
) -> bool:
    """Add a job unless one of that key exists; whether it was added."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = dialect.insert(Job).values(
        kind=kind,
        key=key,
        payload=dict(payload),
        due_at=due_at,
        every_seconds=every_seconds,
        state="waiting",
        attempts=0,
        last_error="",
    )
    added = session.execute(adding.on_conflict_do_nothing(index_elements=[Job.key]).returning(Job.id))
    return added.first() is not None


def change_rhythm(session: Session, key: str, every_seconds: float | None) -> None:
    """Let a standing job come round at another rhythm, as a new version of its step wants it."""
    session.execute(
        update(Job)
        .where(Job.key == key)
        .values(every_seconds=every_seconds)
        .execution_options(synchronize_session=False)
    )


def due(session: Session, now: datetime) -> list[tuple[int, str]]:
    """(id, kind) of every job that could be claimed, longest due first. Only reads."""
    rows = session.execute(select(Job.id, Job.kind).where(*_claimable(now)).order_by(Job.due_at, Job.id))
    return [(row.id, row.kind) for row in rows]


def claim(
    session: Session, now: datetime, owner: str, lease: timedelta, *, ids: Collection[int] | None = None
) -> Claim | None:
    """Take the job that has been due longest, of the given ids if any; None when there is none to take.

    PostgreSQL skips rows that a rival is just taking; on SQLite the writer's lock keeps rivals out.
    Commit at once, so that others see the lease.
    """
    best = select(Job.id).where(*_claimable(now)).order_by(Job.due_at, Job.id).limit(1)
    if ids is not None:
        best = best.where(Job.id.in_(ids))
    taken = session.execute(
        update(Job)
        .where(Job.id == best.with_for_update(skip_locked=True).scalar_subquery())
        .values(owner=owner, lease_until=now + lease, attempts=Job.attempts + 1)
        .returning(Job.id, Job.kind, Job.key, Job.payload, Job.every_seconds, Job.attempts)
        .execution_options(synchronize_session=False)
    ).first()
    if taken is None:
        return None
    return Claim(
        taken.id,
        taken.kind,
        taken.key,
        taken.payload,
        taken.every_seconds,
        taken.attempts,
        owner,
        now + lease,
    )


def renew(session: Session, held: Claim, now: datetime, lease: timedelta) -> bool:
    """Lengthen the lease; False when it was lost to another."""
    return _settle(session, held, lease_until=now + lease)


def finish(session: Session, held: Claim, now: datetime, *, more: bool = False) -> bool:
    """Settle a run that went well: a standing job is due again later, or at once if more is waiting."""
    if held.every_seconds is None and not more:
        return _settle(
            session, held, owner=None, lease_until=None, state="done", finished_at=now, last_error=""
        )
    following = now if more else now + timedelta(seconds=held.every_seconds or 0)
    return _settle(
        session,
        held,
        owner=None,
        lease_until=None,
        due_at=following,
        attempts=0,
        finished_at=now,
        last_error="",
    )


def fail(session: Session, held: Claim, now: datetime, error: str) -> bool:
    """Settle a run that failed: try again after a pause; give up after ATTEMPTS unless it is standing."""
    given_up = held.every_seconds is None and held.attempts >= ATTEMPTS
    return _settle(
        session,
        held,
        owner=None,
        lease_until=None,
        last_error=error,
        state="failed" if given_up else "waiting",
        due_at=now + pause(held.attempts),
    )


def expired(session: Session, now: datetime) -> bool:
    """Whether some lease has run out. Only reads."""
    return session.scalar(select(Job.id).where(*_expired(now)).limit(1)) is not None


def sweep(session: Session, now: datetime) -> int:
    """Free every job whose lease has run out, and give up those that took their process with them each time."""
    freed = update(Job).where(*_expired(now)).execution_options(synchronize_session=False)
    lost = "lease ran out: the process ended or hung in the middle of the work"
    hopeless = session.execute(
        freed.where(Job.every_seconds.is_(None), Job.attempts >= ATTEMPTS).values(
            owner=None, lease_until=None, state="failed", last_error=lost
        )
    )
    free = session.execute(freed.values(owner=None, lease_until=None, last_error=lost))
    return cast("CursorResult[Any]", hopeless).rowcount + cast("CursorResult[Any]", free).rowcount


def retry(session: Session, job_id: int, now: datetime) -> None:
    """Let a job that was given up, or that pauses, run again at once. Raises NotFound."""
    again = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state != "done", Job.owner.is_(None))
        .values(state="waiting", due_at=now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    if not cast("CursorResult[Any]", again).rowcount:
        raise NotFound(f"没有可以重试的任务 {job_id}：它不存在、已完成，或正在运行；用 voc jobs list 查看")


def _claimable(now: datetime) -> tuple[Any, ...]:
    free = or_(Job.lease_until.is_(None), Job.lease_until <= now)
    return (Job.state == "waiting", Job.due_at <= now, free)


def _expired(now: datetime) -> tuple[Any, ...]:
    return (Job.state == "waiting", Job.lease_until <= now)


def _settle(session: Session, held: Claim, **values: Any) -> bool:
    """Change the job if the claim still holds; whether it did."""
    settled = session.execute(
        update(Job)
        .where(Job.id == held.id, Job.owner == held.owner, Job.attempts == held.attempts)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", settled).rowcount == 1
