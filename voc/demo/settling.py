"""Lets the background steps deal with what was loaded at once, instead of waiting for their turns."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from voc.jobs.steps import Step

MOST_TURNS = 1_000
LATER = frozenset({"reports.compact"})
"""Steps that only tidy up; the loop does them in its own time."""


def settle(session: Session, steps: Iterable[Step], now: datetime) -> dict[str, int]:
    """Run every standing step until nothing is left, in the steps' order, and commit as the loop does.

    Gives the rows dealt with by kind. A loop that runs beside it shares the work and doubles nothing.
    """
    settled: dict[str, int] = {}
    for step in steps:
        if step.every_seconds is None or step.kind in LATER:
            continue
        settled[step.kind] = 0
        for _ in range(MOST_TURNS):
            dealt = step.work(session, {}, now)
            session.commit()
            settled[step.kind] += dealt
            if not dealt:
                break
    return settled
