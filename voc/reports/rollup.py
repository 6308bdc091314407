"""Facts become cells: append-only deltas by day, channel and place, summed when read.

A fact is rolled in the transaction that writes its deltas, so a step may be run twice, by two workers at
once, or be killed anywhere: every fact is in the cells exactly once, or waits.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from voc.jobs.steps import Step
from voc.journey.models import Fact
from voc.reports import calendar
from voc.reports.models import Cell
from voc.settings import Settings

VALUES = 11
"""A histogram counts the values 0 to 10."""

BINS = tuple(getattr(Cell, f"h{value}") for value in range(VALUES))
"""The histogram's columns, h0 to h10."""

FACTS_AT_ONCE = 2000
CELLS_AT_ONCE = 400
ROLL_UP_SECONDS, COMPACT_SECONDS = 1.0, 60.0


class CellKey(NamedTuple):
    """What makes a cell; see `voc.reports.models.Cell`."""

    cut: str
    place_id: int
    touchpoint_id: int
    metric: str
    day: date
    channel: str


KEY = tuple(getattr(Cell, name) for name in CellKey._fields)
FACT_COLUMNS = (
    *(Fact.id, Fact.touchpoint_id, Fact.metric, Fact.value),
    *(Fact.weight, Fact.at, Fact.channel, Fact.place_id),
)


def steps(settings: Settings) -> tuple[Step, ...]:
    """The standing work of reports: roll up every second, compact every minute."""

    def rolls(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        return roll_up(session, settings.zone)

    def compacts(session: Session, payload: Mapping[str, Any], now: datetime) -> int:
        return compact(session)

    return (
        Step("reports.roll_up", rolls, ROLL_UP_SECONDS, facts_wait),
        Step("reports.compact", compacts, COMPACT_SECONDS, deltas_wait),
    )


def facts_wait(session: Session) -> bool:
    """Whether some fact is not in the cells yet; spares an idle loop SQLite's write lock."""
    return session.scalar(select(Fact.id).where(~Fact.rolled).limit(1)) is not None


def deltas_wait(session: Session) -> bool:
    """Whether some delta is not merged yet."""
    return session.scalar(select(Cell.id).where(~Cell.compacted).limit(1)) is not None


def roll_up(session: Session, zone: tzinfo, limit: int = FACTS_AT_ONCE) -> int:
    """Turn up to `limit` waiting facts into deltas, by days of the company's time zone; how many were rolled.

    Does not commit. Two workers never take the same fact: PostgreSQL skips locked rows, and SQLite's
    transaction holds the only write lock. Raises ZoneChanged if the cells count the days of another time zone;
    the facts then wait.
    """
    calendar.hold(session, zone)
    waiting = select(*FACT_COLUMNS).where(~Fact.rolled).order_by(Fact.id).limit(limit)
    facts = session.execute(waiting.with_for_update(skip_locked=True)).all()
    if not facts:
        return 0
    ids = [fact.id for fact in facts]
    claim = update(Fact).where(Fact.id.in_(ids), ~Fact.rolled).values(rolled=True)
    _expect(session, claim.execution_options(synchronize_session=False), len(ids))
    append(session, deltas(facts, zone))
    return len(ids)


def deltas(facts: Iterable[Row[Any]], zone: tzinfo) -> dict[CellKey, list[int]]:
    """The histograms that facts add to each of their four cells; a fact without a place counts under place 0."""
    added: dict[CellKey, list[int]] = defaultdict(lambda: [0] * VALUES)
    for fact in facts:
        day = fact.at.astimezone(zone).date()
        place_id = fact.place_id or 0
        for cut, place, channel in (
            ("", 0, ""),
            ("c", 0, fact.channel),
            ("p", place_id, ""),
            ("cp", place_id, fact.channel),
        ):
            key = CellKey(cut, place, fact.touchpoint_id, fact.metric, day, channel)
            added[key][fact.value] += fact.weight
    return added


def compact(session: Session, limit: int = CELLS_AT_ONCE) -> int:
    """Merge up to `limit` waiting deltas with all there is of their cells; how many deltas were merged.

    Does not commit. The sums stay what they were at every moment that others can see. Two workers may leave
    two rows of one cell behind; they are merged when the cell next gets a delta.
    """
    calendar.share(session)
    unmerged = select(Cell.id, *KEY, *BINS).where(~Cell.compacted).order_by(Cell.id).limit(limit)
    waiting = session.execute(unmerged.with_for_update(skip_locked=True)).all()
    if not waiting:
        return 0
    merged = _compacted_beside(session, [row.id for row in waiting])
    sums: dict[CellKey, list[int]] = defaultdict(lambda: [0] * VALUES)
    for row in (*waiting, *merged):
        sums[_key(row)] = [held + more for held, more in zip(sums[_key(row)], row[-VALUES:], strict=True)]
    ids = [row.id for row in (*waiting, *merged)]
    _expect(
        session, delete(Cell).where(Cell.id.in_(ids)).execution_options(synchronize_session=False), len(ids)
    )
    append(session, sums, compacted=True)
    return len(waiting)


def _compacted_beside(session: Session, ids: Sequence[int]) -> Sequence[Row[Any]]:
    """The compacted rows of the same cells, each once.

    A join, since SQLite scans the whole table for `(cut, …) IN (VALUES …)`.
    """
    delta = aliased(Cell)
    same = and_(*(getattr(delta, column.key) == column for column in KEY))
    rows = select(Cell.id, *KEY, *BINS).join(delta, same).where(delta.id.in_(ids), Cell.compacted)
    locked = rows.order_by(Cell.id).with_for_update(of=Cell, skip_locked=True)
    return list({row.id: row for row in session.execute(locked)}.values())


def _key(row: Row[Any]) -> CellKey:
    return CellKey(*row[1 : 1 + len(CellKey._fields)])


def append(session: Session, histograms: Mapping[CellKey, Sequence[int]], *, compacted: bool = False) -> None:
    """Write a row for each histogram that is not empty."""
    rows = [
        key._asdict() | {f"h{value}": count for value, count in enumerate(counts)} | {"compacted": compacted}
        for key, counts in histograms.items()
        if any(counts)
    ]
    if rows:
        session.execute(insert(Cell), rows)


def _expect(session: Session, statement: Any, rows: int) -> None:
    """Execute a change that must touch exactly so many rows; anything else is a fault of ours."""
    changed: int = session.connection().execute(statement).rowcount
    if changed != rows:
        raise RuntimeError(f"{rows} rows were claimed, but {changed} were there")
