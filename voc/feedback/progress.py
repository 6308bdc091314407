"""Doing the background work of feedback in the foreground, until nothing waits."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voc.db import db
from voc.feedback.models import Verbatim
from voc.jobs.loop import Loop
from voc.jobs.reading import reading
from voc.journey.models import Fact

IDLE_SECONDS = 0.2
PATIENCE_SECONDS = 120.0
"""How long nothing may move before we stop waiting: a step keeps failing, or another loop hangs."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits to be tagged, and to be rolled up."""

    verbatims: int
    facts: int

    @property
    def over(self) -> bool:
        """Whether nothing waits."""
        return not self.verbatims and not self.facts


def waiting() -> Waiting:
    """What waits now; read through the indexes of waiting rows."""
    with Session(db.engine) as session, reading(session):
        verbatims = session.scalar(select(func.count()).select_from(Verbatim).where(Verbatim.pipeline == ""))
        facts = session.scalar(select(func.count()).select_from(Fact).where(~Fact.rolled))
        return Waiting(verbatims or 0, facts or 0)


def work_off(app: Flask, tell: Callable[[Waiting], None]) -> bool:
    """Run background work here, beside whatever other loops run, until nothing waits; False if it got stuck.

    tell: called whenever something has moved.
    """
    loop = Loop(app)
    before, moved_at = waiting(), time.monotonic()
    while not before.over:
        tell(before)
        if not loop.run_once():
            time.sleep(IDLE_SECONDS)
        now = waiting()
        if now != before:
            before, moved_at = now, time.monotonic()
        elif time.monotonic() - moved_at > PATIENCE_SECONDS:
            return False
    return True
