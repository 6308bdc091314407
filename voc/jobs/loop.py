"""The loop that runs jobs: in a thread of ``voc serve``, or as ``voc worker`` beside other servers."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.crash import step as crash_step
from voc.db import db
from voc.jobs import service
from voc.jobs.faults import described
from voc.jobs.models import Job
from voc.jobs.reading import reading
from voc.jobs.steps import Step
from voc.settings import Settings

TURN_SECONDS = 5.0
"""How long one job may keep the loop while others wait; it is due again at once if rows are left."""

LONGEST_PAUSE = 30.0
"""Seconds between tries while the database is away."""

STANDING = "standing:"
log = logging.getLogger("voc.jobs")
_note = log.error  # never log.exception: a traceback quotes rows, and rows quote customers


def owner_name() -> str:
    """A name for this loop that no other loop has: host, process and four random bytes."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{token_hex(4)}"


def utc_now() -> datetime:
    """The moment now, aware and in UTC."""
    return datetime.now(UTC)


class Loop:
    """Claims due jobs and runs their steps, one after the other, a transaction a call.

    Any number of loops may run beside each other. A lease keeps each job to one of them while it holds; that
    nothing is done twice rests on the rows that a step changes, not on the lease.
    """

    def __init__(self, app: Flask, owner: str = "", *, clock: Callable[[], datetime] = utc_now) -> None:
        settings: Settings = app.config["VOC"]
        self.app = app
        self.owner = owner or owner_name()
        self.clock = clock
        self.steps: dict[str, Step] = app.extensions["voc.steps"]
        self.lease = timedelta(seconds=settings.lease_seconds)
        self.seconds = settings.loop_seconds
        self.stopping = threading.Event()
        self._stands = False

    def run(self, stop: threading.Event | None = None) -> None:
        """Run until told to stop; the step at hand is finished first. Survives whatever a step or database does."""
        self.stopping = stop or self.stopping
        troubles = 0
        while not self.stopping.is_set():
            try:
                dealt = self.run_once()
                troubles = 0
            except Exception as error:
                troubles += 1
                dealt = 0
                _note("jobs wait, since the loop failed: %s", described(error))
            if not dealt:
                self.stopping.wait(min(self.seconds * 2 ** min(troubles, 10), LONGEST_PAUSE))

    def run_once(self, now: datetime | None = None) -> int:
        """Give every due job one turn; how many rows were dealt with. now: the clock's unless given."""
        with self.app.app_context():
            moment = now or self.clock()
            self._ensure_standing(moment)
            worth, lost = self._look(moment)
            if lost:
                with Session(db.engine) as session:
                    service.sweep(session, moment)
                    session.commit()
            dealt = 0
            for job_id in worth:
                if self.stopping.is_set():
                    break
                dealt += self._turn(job_id, now)
            return dealt

    def _look(self, now: datetime) -> tuple[list[int], bool]:
        """Ids of jobs worth claiming, and whether leases ran out; takes no lock."""
        with Session(db.engine) as session, reading(session):
            due = service.due(session, now)
            return [job_id for job_id, kind in due if self._worth(session, kind)], service.expired(
                session, now
            )

    def _worth(self, session: Session, kind: str) -> bool:
        """Whether a due job has anything to do. A kind that this version does not know is left alone."""
        step = self.steps.get(kind)
        return step is not None and (step.waits is None or step.waits(session))

    def _ensure_standing(self, now: datetime) -> None:
        """Add the standing jobs that are not in the table yet; writes only if some are missing."""
        if self._stands:
            return
        wanted = {
            STANDING + step.kind: step for step in self.steps.values() if step.every_seconds is not None
        }
        with Session(db.engine) as session:
            with reading(session):
                rows = session.execute(select(Job.key, Job.every_seconds).where(Job.key.in_(wanted)))
                there = {row.key: row.every_seconds for row in rows}
            for key, step in wanted.items():
                if key not in there:
                    service.enqueue(session, step.kind, {}, key, now, every_seconds=step.every_seconds)
                elif there[key] != step.every_seconds:
                    service.change_rhythm(session, key, step.every_seconds)
            session.commit()
        self._stands = True

    def _turn(self, job_id: int, fixed: datetime | None) -> int:
        """Claim one job and run its step until nothing is left, the turn is over, or we stop."""
        with Session(db.engine) as session:
            held = service.claim(session, fixed or self.clock(), self.owner, self.lease, ids=[job_id])
            session.commit()
        if held is None:
            return 0
        try:
            return self._work(held, fixed)
        except Exception as error:
            words = described(error)
            _note("job %s (%s), run %s, failed: %s", held.id, held.kind, held.attempts, words)
            with Session(db.engine) as session:
                service.fail(session, held, fixed or self.clock(), words)
                session.commit()
            return 0

    def _work(self, held: service.Claim, fixed: datetime | None) -> int:
        """Call the step again and again; each call commits together with the renewed or settled lease.

        Where the lease ran out meanwhile, the work still counts and only the settling is left to the other loop:
        else a step that takes longer than its lease would be done for nothing, again and again.
        """
        step = self.steps[held.kind]
        name = held.kind.rpartition(".")[2]
        ends = time.monotonic() + TURN_SECONDS
        dealt = 0
        while True:
            with Session(db.engine) as session:
                rows = step.work(session, held.payload, fixed or self.clock())
                over = not rows or time.monotonic() >= ends or self.stopping.is_set()
                ours = self._settle(session, held, fixed or self.clock(), over=over, more=bool(rows))
                crash_step(f"{name}.before_commit")
                session.commit()
                crash_step(f"{name}.after_commit")
            dealt += rows
            if not ours:
                log.warning("job %s (%s) took longer than its lease; another loop has it", held.id, held.kind)
            if over or not ours:
                return dealt

    def _settle(
        self, session: Session, held: service.Claim, now: datetime, *, over: bool, more: bool
    ) -> bool:
        """Give the job back or lengthen its lease; False when another loop has it."""
        if over:
            return service.finish(session, held, now, more=more)
        return service.renew(session, held, now, self.lease)


@dataclass(frozen=True, slots=True)
class RunningLoop:
    """A loop in a thread of this process."""

    thread: threading.Thread
    stopping: threading.Event

    def stop(self, seconds: float = 30.0) -> None:
        """Let the step at hand finish, then end; waits no longer than so many seconds."""
        self.stopping.set()
        self.thread.join(seconds)


def start_in_thread(app: Flask) -> RunningLoop:
    """Run the loop in a daemon thread of this process."""
    stopping = threading.Event()
    thread = threading.Thread(target=Loop(app).run, args=(stopping,), name="voc-jobs", daemon=True)
    thread.start()
    return RunningLoop(thread, stopping)
