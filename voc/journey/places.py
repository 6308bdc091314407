"""What administrators do to places, and to the dated events of touchpoints. Nothing here commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.errors import NotFound
from voc.journey.editing import require_new_key
from voc.journey.models import Place, Touchpoint, TouchpointEvent


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """What may be changed of a place."""

    name: str
    city: str = ""
    region: str = ""


def place_by_id(session: Session, place_id: int) -> Place:
    """The place with that number, closed or not; raises NotFound."""
    place = session.get(Place, place_id)
    if place is None:
        raise NotFound
    return place


def add_place(session: Session, key: str, plan: PlacePlan, by: Hand) -> Place:
    """A new place; raises KeyUnfit, KeyTaken."""
    require_new_key(session, Place, key)
    place = Place(key=key, **asdict(plan))
    session.add(place)
    session.flush()
    note(session, by.actor, "place.add", f"place:{key}", by.at, **asdict(plan))
    return place


def change_place(session: Session, place: Place, plan: PlacePlan, by: Hand) -> None:
    """Change name, city and region; what happened there stays, and counts for the new city."""
    before, after = asdict(PlacePlan(place.name, place.city, place.region)), asdict(plan)
    if before == after:
        return
    place.name, place.city, place.region = plan.name, plan.city, plan.region
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    note(session, by.actor, "place.change", f"place:{place.key}", by.at, **changed)


def close_place(session: Session, place: Place, by: Hand) -> None:
    """Offer the place no more; its past stays. Twice changes nothing."""
    if place.active:
        place.active = False
        note(session, by.actor, "place.close", f"place:{place.key}", by.at)


def reopen_place(session: Session, place: Place, by: Hand) -> None:
    """Offer the place again."""
    if not place.active:
        place.active = True
        note(session, by.actor, "place.reopen", f"place:{place.key}", by.at)


def events_of(session: Session, touchpoint: Touchpoint) -> list[TouchpointEvent]:
    """Every event of one touchpoint and of the whole journey, newest first."""
    mine = (TouchpointEvent.touchpoint_id == touchpoint.id) | TouchpointEvent.touchpoint_id.is_(None)
    asked = select(TouchpointEvent).where(mine)
    return list(session.scalars(asked.order_by(TouchpointEvent.at.desc(), TouchpointEvent.id.desc())))


def add_event(
    session: Session, touchpoint: Touchpoint | None, at: datetime, words: str, by: Hand
) -> TouchpointEvent:
    """Mark a moment on the trends of a touchpoint, or of all of them (None)."""
    event = TouchpointEvent(touchpoint_id=touchpoint.id if touchpoint else None, at=at, words=words)
    session.add(event)
    session.flush()
    target = f"touchpoint:{touchpoint.key}" if touchpoint else "journey"
    note(session, by.actor, "event.add", target, by.at, on=at.isoformat(), words=words)
    return event


def remove_event(session: Session, event_id: int, by: Hand) -> int | None:
    """Take a mark off the trends; the touchpoint it was on, None for all of them. Raises NotFound."""
    event = session.get(TouchpointEvent, event_id)
    if event is None:
        raise NotFound
    note(
        session,
        by.actor,
        "event.remove",
        f"event:{event.id}",
        by.at,
        on=event.at.isoformat(),
        words=event.words,
    )
    session.delete(event)
    return event.touchpoint_id
