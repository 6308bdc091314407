"""Whose days the cells count: one time zone, until all of them are rebuilt in another."""

from datetime import tzinfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from voc.errors import VocError
from voc.reports.models import Calendar


class ZoneChanged(VocError):
    """公司时区（VOC_TIMEZONE）改过了，报表还是按原来的时区分的天。请管理员运行 voc reports rebuild 重算，或者改回原来的时区。"""

    code, status = "reports.zone_changed", 409


def check(session: Session, zone: tzinfo) -> None:
    """Raise ZoneChanged if the cells count the days of another time zone. Takes no lock."""
    held = session.scalar(select(Calendar.zone))
    if held not in {None, str(zone)}:
        raise ZoneChanged


def share(session: Session) -> str | None:
    """The zone of the cells, which nobody rebuilds before this transaction ends; None before the first roll-up."""
    return session.scalar(select(Calendar.zone).with_for_update(read=True))


def hold(session: Session, zone: tzinfo) -> None:
    """Share the calendar, or begin it with this zone. Raises ZoneChanged if it is of another."""
    if share(session) is None:
        try:
            with session.begin_nested():
                session.add(Calendar(id=1, zone=str(zone)))
        except IntegrityError:  # another worker has begun it meanwhile
            share(session)
    check(session, zone)


def turn(session: Session, zone: tzinfo) -> None:
    """Take the calendar alone, until the transaction ends, and set its zone."""
    row = session.scalar(select(Calendar).with_for_update())
    if row is None:
        session.add(Calendar(id=1, zone=str(zone)))
    else:
        row.zone = str(zone)
    session.flush()
