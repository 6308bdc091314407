"""All cells anew from the facts: after a change of time zone, or where somebody doubts them."""

from collections.abc import Callable
from datetime import tzinfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from voc.journey.models import Fact
from voc.reports import calendar
from voc.reports.models import Cell
from voc.reports.rollup import FACT_COLUMNS, append, deltas

AT_ONCE = 20_000
"""Facts held in memory at a time, however many there are."""


def rebuild(session: Session, zone: tzinfo, tell: Callable[[int], None] = lambda done: None) -> int:
    """Replace every cell by what the facts that were rolled up say, in days of this zone; how many facts those are.

    Does not commit: readers see the old cells until the caller does. Facts that wait go on waiting. On PostgreSQL
    customers go on answering meanwhile; SQLite has one writer, so they wait. tell: called with how many are done.
    """
    calendar.turn(session, zone)
    session.execute(delete(Cell).execution_options(synchronize_session=False))
    last, done = 0, 0
    rolled = select(*FACT_COLUMNS).where(Fact.rolled).order_by(Fact.id).limit(AT_ONCE)
    while facts := session.execute(rolled.where(Fact.id > last)).all():
        append(session, deltas(facts, zone))
        last, done = facts[-1].id, done + len(facts)
        tell(done)
    return done
