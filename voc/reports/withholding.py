"""What a filter by channel and place at once must not show, since the small table hides it. Reads only."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.journey.metrics import Metric
from voc.journey.models import Place
from voc.journey.selection import Selection
from voc.journey.whereabouts import place_ids
from voc.reports import cells
from voc.reports.statistics import suppression

Score = tuple[int, Metric]
"""A touchpoint's score on one scale."""


def withheld(
    session: Session, selection: Selection, scope: Scope, scores: Iterable[Score], minimum: int
) -> list[Score]:
    """Those of the scores that would give away a smaller channel at a smaller place in the same period.

    Only a channel and a place together name cells of the table of channels and places; a channel alone or a
    place alone is one of its totals, which the table reckons with.
    """
    if selection.channel is None or selection.place is None:
        return []
    chosen = place_ids(session, selection.place, scope) or []
    seen = places_seen(session, scope)
    by_metric: dict[Metric, list[int]] = {}
    for touchpoint_id, metric in scores:
        by_metric.setdefault(metric, []).append(touchpoint_id)
    return [
        (touchpoint_id, metric)
        for metric, touchpoint_ids in by_metric.items()
        for touchpoint_id, sizes in cells.sizes(
            session, touchpoint_ids, metric, seen, selection.period
        ).items()
        if suppression.withheld(sizes, selection.channel.value, chosen, minimum)
    ]


def places_seen(session: Session, scope: Scope) -> list[int]:
    """The places whose answers the reader may see; 0, "no place", for a reader who may see them all."""
    ids = session.scalars(select(Place.id).order_by(Place.id))
    return [*([0] if scope.place_ids is None else []), *(one for one in ids if scope.sees_place(one))]
