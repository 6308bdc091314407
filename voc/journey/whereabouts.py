"""Which places a filter means, within what a reader may see. Reads; commits nothing."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.journey.models import Place
from voc.journey.selection import PlaceFilter, SelectionFault


def place_ids(session: Session, place: PlaceFilter | None, scope: Scope) -> list[int] | None:
    """The places that a filter and a scope leave, in order; None if places do not matter.

    Raises SelectionFault if the filter names nothing that the reader may see: what exists elsewhere is not
    told.
    """
    if place is None:
        return None if scope.place_ids is None else sorted(scope.place_ids)
    column = {"store": Place.key, "city": Place.city, "region": Place.region}[place.kind]
    ids = session.scalars(select(Place.id).where(column == place.name).order_by(Place.id))
    seen = [place_id for place_id in ids if scope.sees_place(place_id)]
    if not seen:
        raise SelectionFault(f"筛选条件「地点」：没有找到 {place.name[:20]}，请从页面上重新选择")
    return seen
