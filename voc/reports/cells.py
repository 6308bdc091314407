"""Reads the roll-ups: SELECT … GROUP BY on the smallest cut that answers, on every database alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.journey.channels import Channel
from voc.journey.metrics import SCALES, Metric
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
    *,
    values: int = VALUES,
) -> Ask:
    """What to read for a selection, confined to what the reader may see."""
    seen = [touchpoint_id for touchpoint_id in touchpoint_ids if scope.sees_touchpoint(touchpoint_id)]
    return Ask(seen, metrics, selection.channel, place_ids(session, selection.place, scope), values)


def series(session: Session, wanted: Ask, pieces: Sequence[Period]) -> Series:
    """Histograms by touchpoint, metric and piece of time; pieces follow each other without a gap.

    What has no facts at all in any piece is left out. Touchpoint and piece are one number while the database
    groups: sorting by one number takes it a third of the time that three columns take, and sorting is most of
    what a report over many places costs.
    """
    bins, unread, many = BINS[: wanted.values], NOTHING[wanted.values :], len(pieces)
    sliced = (
        select(Cell.metric, (Cell.touchpoint_id * many + _piece(pieces, 0)).label("at"), *bins)
        .where(wanted.condition(Period(pieces[0].first, pieces[-1].last)))
        .subquery()
    )
    by = [sliced.c.at] if len(wanted.metrics) == 1 else [sliced.c.metric, sliced.c.at]
    sums = [func.sum(sliced.c[column.key]) for column in bins]
    found: Series = {}
    for row in session.execute(select(*by, *sums).group_by(*by)):
        touchpoint_id, piece = divmod(row.at, many)
        key = (touchpoint_id, wanted.metrics[0] if len(by) == 1 else row.metric)
        found.setdefault(key, [NOTHING] * many)[piece] = (*map(int, row[len(by) :]), *unread)
    return found


def _piece(pieces: Sequence[Period], first: int) -> ColumnElement[int]:
    """The position of a cell's day among the pieces, counted from `first`, by halving: few comparisons a row."""
    if len(pieces) == 1:
        return literal(first)
    half = len(pieces) // 2
    earlier, later = _piece(pieces[:half], first), _piece(pieces[half:], first + half)
    return case((Cell.day < pieces[half].first, earlier), else_=later)


def by_channel_and_place(
    session: Session, touchpoint_id: int, metric: str, places: Sequence[int], period: Period
) -> dict[tuple[str, int], Histogram]:
    """One metric's histograms at one touchpoint by channel and place; place 0 is "no place"."""
    by = (Cell.channel, Cell.place_id)
    sums = [func.sum(column) for column in BINS]
    asked = select(*by, *sums).where(_everywhere([touchpoint_id], metric, places, period)).group_by(*by)
    return {
        (channel, place_id): tuple(map(int, histogram))
        for channel, place_id, *histogram in session.execute(asked)
    }


def sizes(
    session: Session, touchpoint_ids: Sequence[int], metric: str, places: Sequence[int], period: Period
) -> dict[int, dict[tuple[str, int], int]]:
    """By touchpoint: how many answered by each channel at each place; place 0 is "no place"."""
    by = (Cell.touchpoint_id, Cell.channel, Cell.place_id)
    every = sum(BINS[1 : SCALES[Metric(metric)].high + 1], start=BINS[0])
    asked = (
        select(*by, func.sum(every)).where(_everywhere(touchpoint_ids, metric, places, period)).group_by(*by)
    )
    found: dict[int, dict[tuple[str, int], int]] = {}
    for touchpoint_id, channel, place_id, n in session.execute(asked):
        found.setdefault(touchpoint_id, {})[channel, place_id] = int(n)
    return found


def _everywhere(
    touchpoint_ids: Sequence[int], metric: str, places: Sequence[int], period: Period
) -> ColumnElement[bool]:
    return and_(
        Cell.cut == "cp",
        Cell.place_id.in_(places),
        Cell.touchpoint_id.in_(touchpoint_ids),
        Cell.metric == metric,
        Cell.channel.in_(list(Channel)),
        Cell.day.between(period.first, period.last),
    )
