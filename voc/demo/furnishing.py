"""Furnishes an empty installation with 禾木生活: its journey, places, events and people. Nothing here commits."""

from dataclasses import replace
from datetime import datetime, time, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts import passwords
from voc.accounts import service as accounts
from voc.accounts.audit import Hand
from voc.demo import company
from voc.journey import editing, places
from voc.journey import service as journey
from voc.journey.models import Place, Touchpoint


def furnish_journey(session: Session, by: Hand, now: datetime, zone: tzinfo) -> dict[str, Touchpoint]:
    """The standard journey with owners, promises, and events dated back from now; touchpoints by key."""
    journey.ensure_standard(session)
    touchpoints = {row.key: row for row in session.scalars(select(Touchpoint))}
    for key, charge in company.CHARGES.items():
        plan = replace(
            editing.plan_of(touchpoints[key]),
            owner=charge.owner,
            promise=charge.promise,
            promise_words=charge.words,
        )
        editing.change_touchpoint(session, touchpoints[key], plan, by)
    for turn in company.TURNS:
        at = morning(now, zone) - turn.before
        places.add_event(session, touchpoints[turn.touchpoint], at, turn.words, by)
    return touchpoints


def furnish_places(session: Session, by: Hand) -> dict[str, Place]:
    """Stores and warehouses by key."""
    return {
        site.key: places.add_place(session, site.key, places.PlacePlan(site.name, site.city, site.region), by)
        for site in company.SITES
    }


def furnish_people(session: Session, by: Hand, sites: dict[str, Place]) -> None:
    """An account for every kind of user, all with the demonstration's password."""
    hashed = passwords.hashed(company.PASSWORD, "")
    for person in company.PEOPLE:
        account = accounts.create(session, person.login, person.name, person.role, by, password_hash=hashed)
        if person.places:
            accounts.confine(session, account, (), (sites[key].id for key in person.places), by)


def morning(now: datetime, zone: tzinfo) -> datetime:
    """Nine o'clock of the day of loading, in the company's zone."""
    return datetime.combine(now.astimezone(zone).date(), time(9), zone)
