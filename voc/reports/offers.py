"""What the filter menus of a reader may offer. Reads; commits nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.journey.channels import Channel
from voc.journey.metrics import SENTIMENT, Metric
from voc.journey.models import Place, Touchpoint
from voc.journey.selection import Selection
from voc.reports.filters import Offered, Store
from voc.reports.models import Cell


def offered(session: Session, selection: Selection, scope: Scope) -> Offered:
    """The channels that anything came by in the period or the one before, and the reader's active places.

    The chosen channel and place are always among them, so that a menu never hides what is set.
    """
    period = selection.period
    asked = (
        select(Cell.channel)
        .where(
            Cell.cut
            == "c",  # every column of the index ix_cell_read, so that no year of cells is read through
            Cell.place_id == 0,
            Cell.touchpoint_id.in_(select(Touchpoint.id)),
            Cell.metric.in_([*Metric, SENTIMENT]),
            Cell.channel.in_(list(Channel)),
            Cell.day.between(period.previous.first, period.last),
        )
        .distinct()
    )
    if scope.touchpoint_ids is not None:
        asked = asked.where(Cell.touchpoint_id.in_(scope.touchpoint_ids))
    there = set(session.scalars(asked)) | ({selection.channel} if selection.channel else set())
    places = session.scalars(select(Place).where(Place.active).order_by(Place.id))
    return Offered(
        channels=tuple(channel for channel in Channel if channel in there),
        stores=tuple(
            Store(place.key, place.name, place.city, place.region)
            for place in places
            if scope.sees_place(place.id)
        ),
    )
