"""Loads the demonstration company into an empty installation, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.accounts.models import Account
from voc.demo import asking, furnishing
from voc.demo.company import COMPANY, DAYS
from voc.demo.errors import DemoInProduction, DemoNotEmpty
from voc.demo.marker import demonstration
from voc.demo.models import Demonstration
from voc.demo.sittings import remarks, sittings
from voc.demo.writing import write
from voc.feedback.models import Verbatim
from voc.feedback.service import take_in_many
from voc.feedback.words import PAGE, Words
from voc.journey.channels import Channel
from voc.journey.models import Place
from voc.settings import Settings
from voc.surveys.models import Response, Survey

ACTOR = "demo"
"""Who did it, as the audit trail names it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded: responses, and remarks from public pages."""

    responses: int
    remarks: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands here now. waiting: verbatims that are not tagged yet."""

    mark: Demonstration
    responses: int
    verbatims: int
    waiting: int


def load(session: Session, settings: Settings, seed: int, now: datetime) -> Loaded | None:
    """Furnish the installation and let its customers answer up to now; None if that was done before.

    The same seed and the same moment give the same answers and words. Words still have to be collected and
    tagged, and facts rolled up, by the background steps. Does not commit; raises DemoInProduction, DemoNotEmpty.
    """
    if settings.production:
        raise DemoInProduction
    if demonstration(session) is not None:
        return None
    if any(
        session.scalar(select(table.id).limit(1)) for table in (Account, Survey, Place, Response, Verbatim)
    ):
        raise DemoNotEmpty
    by = Hand(ACTOR, now - timedelta(days=DAYS + 1))
    touchpoints = furnishing.furnish_journey(session, by, now, settings.zone)
    sites = furnishing.furnish_places(session, by)
    furnishing.furnish_people(session, by, sites)
    ways, code = asking.ask(session, by, touchpoints, sites)
    session.add(Demonstration(id=1, company=COMPANY, seed=seed, at=now, collector_code=code))
    session.flush()
    responses = write(session, sittings(seed, now, settings.zone), ways, seed)
    words = [
        Words(
            source=PAGE,
            source_id=f"demo:{number}",
            text=remark.text,
            at=remark.at,
            channel=Channel.WEB,
            touchpoint_id=touchpoints[remark.touchpoint].id,
        )
        for number, remark in enumerate(remarks(seed, now, settings.zone))
    ]
    take_in_many(session, words, now)
    note(session, ACTOR, "demo.load", "demonstration:1", now, seed=seed, responses=responses)
    return Loaded(responses, len(words))


def standing(session: Session) -> Standing | None:
    """What stands here, or None without a demonstration."""
    mark = demonstration(session)
    if mark is None:
        return None
    counted = [select(func.count()).select_from(table).scalar_subquery() for table in (Response, Verbatim)]
    waiting = select(func.count()).select_from(Verbatim).where(Verbatim.pipeline == "").scalar_subquery()
    responses, verbatims, untagged = session.execute(select(*counted, waiting)).one()
    return Standing(mark, responses, verbatims, untagged)
