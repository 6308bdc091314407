"""A page of tagged verbatims, newest first, within what its reader may see. Reads; commits nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, selectinload

from voc.accounts.confine import within
from voc.accounts.scope import Scope
from voc.feedback.filters import FilterFault, Filters
from voc.feedback.models import Mention, Verbatim
from voc.journey.models import Touchpoint
from voc.journey.whereabouts import place_ids

SIZE = 25
COUNTED = 10_000
"""Counting stops here: the page then says "more than"."""

BIGGEST = 1 << 31
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listing:
    """Verbatims of one page. total: of all pages, at most COUNTED + 1. older: where the next page begins."""

    verbatims: Sequence[Verbatim]
    total: int
    older: str


def listing(session: Session, filters: Filters, scope: Scope, zone: ZoneInfo, before: str = "") -> Listing:
    """The newest verbatims that match, before a place that an earlier page gave.

    Raises FilterFault for a place that no page gave, SelectionFault as `matching` does.
    """
    conditions = matching(session, filters, scope, zone)
    asked = select(Verbatim).where(*conditions)
    if before:
        at, number = _place(before)
        asked = asked.where(Verbatim.at <= at, or_(Verbatim.at < at, Verbatim.id < number))
    asked = asked.options(selectinload(Verbatim.mentions)).order_by(Verbatim.at.desc(), Verbatim.id.desc())
    found = session.scalars(asked.limit(SIZE + 1)).all()
    older = _cursor(found[SIZE - 1]) if len(found) > SIZE else ""
    return Listing(found[:SIZE], count(session, filters, scope, zone), older)


def count(session: Session, filters: Filters, scope: Scope, zone: ZoneInfo) -> int:
    """How many match, at most COUNTED + 1."""
    some = select(Verbatim.id).where(*matching(session, filters, scope, zone)).limit(COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def untagged(session: Session, scope: Scope) -> int:
    """How many verbatims wait to be tagged, within the scope; they are shown once personal data is hidden."""
    asked = select(Verbatim.id).where(
        Verbatim.pipeline == "", within(scope, Verbatim.touchpoint_id, Verbatim.place_id)
    )
    return session.scalar(select(func.count()).select_from(asked.limit(COUNTED + 1).subquery())) or 0


def matching(session: Session, filters: Filters, scope: Scope, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    """The conditions of SQL for filters within a scope; only what was tagged, since only that is masked.

    Raises SelectionFault for a place that the reader may not see, or that is none.
    """
    chosen = filters.selection
    first, after = chosen.period.moments(zone)
    conditions = [
        Verbatim.at >= first,
        Verbatim.at < after,
        Verbatim.overall == filters.polarity if filters.polarity else Verbatim.overall.is_not(None),
        within(scope, Verbatim.touchpoint_id, Verbatim.place_id),
    ]
    if filters.touchpoint:
        here = select(Touchpoint.id).where(Touchpoint.key == filters.touchpoint)
        conditions.append(Verbatim.touchpoint_id.in_(here))
    if chosen.channel:
        conditions.append(Verbatim.channel == chosen.channel.value)
    if chosen.place:
        conditions.append(Verbatim.place_id.in_(place_ids(session, chosen.place, scope) or []))
    if filters.aspect:
        conditions.append(Verbatim.mentions.any(Mention.aspect == filters.aspect))
    if filters.words:
        conditions.append(Verbatim.masked.icontains(filters.words, autoescape=True))
    return conditions


def _cursor(verbatim: Verbatim) -> str:
    """The place of a verbatim in the order, exact to the microsecond."""
    return f"{(verbatim.at - EPOCH) // timedelta(microseconds=1)}.{verbatim.id}"


def _place(before: str) -> tuple[datetime, int]:
    moment, _, number = before[:40].partition(".")
    try:
        return EPOCH + timedelta(microseconds=int(moment)), int(number) % BIGGEST
    except (ValueError, OverflowError) as error:
        raise FilterFault("翻页的地址用不了，请回到第一页再翻") from error
