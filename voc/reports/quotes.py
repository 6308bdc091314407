"""Verbatims beside the figures: the newest masked words of a touchpoint or theme. Reads; commits nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from voc.accounts.scope import Scope
from voc.feedback.filters import Filters
from voc.feedback.listing import matching
from voc.feedback.models import Verbatim
from voc.feedback.showing import Shown, shown
from voc.journey.models import Place
from voc.journey.selection import Selection
from voc.nlp.document import Overall


class Tone(StrEnum):
    """Which verbatims are wanted: negative, positive, or neither (neutral and mixed)."""

    NEGATIVE = "neg"
    POSITIVE = "pos"
    OTHER = "other"


OTHERS = (Overall.NEUTRAL.value, Overall.MIXED.value)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose words are wanted: under a selection, of one touchpoint; perhaps of one tone, of one aspect."""

    selection: Selection
    touchpoint_key: str
    tone: Tone | None = None
    aspect: str = ""

    @property
    def filters(self) -> Filters:
        """The same as the list of verbatims understands it; it knows no "neither"."""
        return Filters(
            self.selection,
            None,
            touchpoint=self.touchpoint_key,
            polarity=self.tone.value if self.tone in {Tone.NEGATIVE, Tone.POSITIVE} else "",
            aspect=self.aspect,
        )


def quotes(session: Session, wanted: Wanted, scope: Scope, zone: ZoneInfo, limit: int) -> list[Verbatim]:
    """The newest tagged verbatims that match and that the reader may see."""
    asked = select(Verbatim).where(*matching(session, wanted.filters, scope, zone))
    if wanted.tone is Tone.OTHER:
        asked = asked.where(Verbatim.overall.in_(OTHERS))
    asked = asked.options(selectinload(Verbatim.mentions)).order_by(Verbatim.at.desc(), Verbatim.id.desc())
    return list(session.scalars(asked.limit(limit)))


def beside(session: Session, found: list[Verbatim], days: Mapping[int, str]) -> list[Shown]:
    """Verbatims ready for a screen that already names their touchpoint. days: verbatim id -> when, in words."""
    ids = {verbatim.place_id for verbatim in found if verbatim.place_id is not None}
    rows = session.execute(select(Place.id, Place.name).where(Place.id.in_(ids)))
    here = {verbatim.touchpoint_id: "here" for verbatim in found if verbatim.touchpoint_id is not None}
    ready = shown(found, here, {row.id: row.name for row in rows}, days)
    return [replace(one, about=(one.about[0], *one.about[2:])) for one in ready]
