"""Reads the roll-ups: one SELECT with GROUP BY on the smallest cut that answers, on every database alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.journey.channels import Channel
from voc.journey.selection import Period, Selection
from voc.journey.whereabouts import place_ids
from voc.reports.models import Cell
from voc.reports.rollup import BINS, VALUES
from voc.reports.slices import NOTHING
from voc.reports.statistics.values import Histogram

Series = dict[tuple[int, str], list[Histogram]]
"""By touchpoint and metric: a histogram for each piece of time asked for."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Which cells are wanted.

    place_ids: None if places do not matter, else only these. values: how many of the histogram's values are
    read, from 0 up; the metrics have no others.
    """

    touchpoint_ids: Sequence[int]
    metrics: Sequence[str]
    channel: Channel | None
    place_ids: Sequence[int] | None
    values: int = VALUES

    @property
    def cut(self) -> str:
        """The smallest cut that keeps what the ask depends on."""
        return ("c" if self.channel else "") + ("" if self.place_ids is None else "p")

    def condition(self, period: Period) -> ColumnElement[bool]:
        """The cells wanted from a period's days, in the order of the index ix_cell_read."""
        return and_(
            Cell.cut == self.cut,
            Cell.place_id.in_([0] if self.place_ids is None else self.place_ids),
            Cell.touchpoint_id.in_(self.touchpoint_ids),
            Cell.metric.in_(self.metrics),
            Cell.channel == (self.channel.value if self.channel else ""),
            Cell.day.between(period.first, period.last),
        )


def ask(
    session: Session,
    selection: Selection,
    scope: Scope,
    touchpoint_ids: Sequence[int],
    metrics: Sequence[str],
) -> Ask:
    """What to read for a selection, confined to what the reader may see."""
    seen = [touchpoint_id for touchpoint_id in touchpoint_ids if scope.sees_touchpoint(touchpoint_id)]
    return Ask(seen, metrics, selection.channel, place_ids(session, selection.place, scope))


def series(session: Session, wanted: Ask, pieces: Sequence[Period]) -> Series:
    """Histograms by touchpoint, metric and piece of time; pieces follow each other without a gap.

    What has no facts at all in any piece is left out.
    """
    bins = BINS[: wanted.values]
    unread = NOTHING[wanted.values :]
    newest_first = [(Cell.day >= piece.first, literal(place)) for place, piece in enumerate(pieces)][::-1]
    whole = Period(pieces[0].first, pieces[-1].last)
    sliced = (
        select(Cell.touchpoint_id, Cell.metric, case(*newest_first).label("piece"), *bins)
        .where(wanted.condition(whole))
        .subquery()
    )
    by = (sliced.c.touchpoint_id, sliced.c.metric, sliced.c.piece)
    sums = [func.sum(sliced.c[column.key]) for column in bins]
    found: Series = {}
    for touchpoint_id, metric, piece, *histogram in session.execute(select(*by, *sums).group_by(*by)):
        held = found.setdefault((touchpoint_id, metric), [NOTHING] * len(pieces))
        held[piece] = (*map(int, histogram), *unread)
    return found


def by_channel_and_place(
    session: Session, touchpoint_id: int, metric: str, places: Sequence[int], period: Period
) -> dict[tuple[str, int], Histogram]:
    """One metric's histograms at one touchpoint by channel and place; place 0 is "no place"."""
    by = (Cell.channel, Cell.place_id)
    wanted = and_(
        Cell.cut == "cp",
        Cell.place_id.in_(places),
        Cell.touchpoint_id == touchpoint_id,
        Cell.metric == metric,
        Cell.channel.in_(list(Channel)),
        Cell.day.between(period.first, period.last),
    )
    sums = [func.sum(column) for column in BINS]
    rows = session.execute(select(*by, *sums).where(wanted).group_by(*by))
    return {(channel, place_id): tuple(map(int, histogram)) for channel, place_id, *histogram in rows}
