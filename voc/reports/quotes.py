"""Verbatims beside the figures: masked words with what the tagger found in them. Reads; commits nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from voc.accounts.confine import within
from voc.accounts.scope import Scope
from voc.feedback.models import Mention, Verbatim
from voc.journey.channels import Channel
from voc.journey.metrics import SCALES, Metric
from voc.journey.models import Place
from voc.nlp.document import ASPECT_LABELS, Aspect
from voc.reports import cells
from voc.reports.selection import Selection
from voc.web.segments import Segment, Span, segments

KINDS = {"neg": "negative", "neu": "neutral", "pos": "positive"}
"""Polarities as stored, and as pages mark them."""


class Tone(StrEnum):
    """Which verbatims are wanted: negative, positive, or neither (neutral and mixed)."""

    NEGATIVE = "neg"
    POSITIVE = "pos"
    OTHER = "other"


OVERALLS: dict[Tone, tuple[str, ...]] = {
    Tone.NEGATIVE: ("neg",),
    Tone.POSITIVE: ("pos",),
    Tone.OTHER: ("neu", "mixed"),
}


@dataclass(frozen=True, slots=True)
class Quote:
    """One verbatim, ready to be shown.

    pieces: the masked words, cut at their evidence. tags: (aspect, polarity) in words, each once.
    rating: the answer given beside it. low: whether that answer is a bad one on its scale. place: '' if none.
    """

    id: int
    pieces: tuple[Segment, ...]
    rating: int | None
    low: bool
    tags: tuple[tuple[str, str], ...]
    at: datetime
    channel: Channel
    place: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose words are wanted: under a selection, within what the reader may see; None means any.

    zone: the company's, in which the selection's days begin. aspect: only what speaks of it.
    """

    selection: Selection
    scope: Scope
    zone: ZoneInfo
    touchpoint_id: int | None = None
    tone: Tone | None = None
    aspect: str | None = None


def quotes(session: Session, wanted: Wanted, limit: int) -> tuple[Quote, ...]:
    """The latest tagged verbatims that match, newest first."""
    asked = (
        _matching(session, select(Verbatim), wanted)
        .options(selectinload(Verbatim.mentions))
        .order_by(Verbatim.at.desc(), Verbatim.id.desc())
        .limit(limit)
    )
    found = session.scalars(asked).all()
    names = _place_names(session, found)
    return tuple(_quote(verbatim, names, wanted.aspect) for verbatim in found)


def count(session: Session, wanted: Wanted) -> int:
    """How many tagged verbatims match."""
    return session.scalar(_matching(session, select(func.count()), wanted)) or 0


def _matching(session: Session, asked: Select[Any], wanted: Wanted) -> Select[Any]:
    selection, scope = wanted.selection, wanted.scope
    first, after = selection.period.moments(wanted.zone)
    conditions: list[ColumnElement[bool]] = [
        Verbatim.at >= first,
        Verbatim.at < after,
        within(scope, Verbatim.touchpoint_id, Verbatim.place_id),
        Verbatim.overall.in_(OVERALLS[wanted.tone]) if wanted.tone else Verbatim.overall.is_not(None),
    ]
    if wanted.touchpoint_id is not None:
        conditions.append(Verbatim.touchpoint_id == wanted.touchpoint_id)
    if selection.channel:
        conditions.append(Verbatim.channel == selection.channel.value)
    places = cells.place_ids(session, selection.place, scope)
    if places is not None:
        conditions.append(Verbatim.place_id.in_(places))
    if wanted.aspect:
        conditions.append(Verbatim.mentions.any(Mention.aspect == wanted.aspect))
    return asked.select_from(Verbatim).where(*conditions)


def _place_names(session: Session, found: Sequence[Verbatim]) -> dict[int, str]:
    ids = {verbatim.place_id for verbatim in found if verbatim.place_id is not None}
    rows = session.execute(select(Place.id, Place.name).where(Place.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _quote(verbatim: Verbatim, names: dict[int, str], aspect: str | None) -> Quote:
    """Only evidence for the aspect is marked, where one is wanted; the tags name them all."""
    spans = [
        Span(one.start, one.end, KINDS[one.polarity], aspect_label(one.aspect))
        for one in verbatim.mentions
        if aspect in {None, one.aspect}
    ]
    spans += [Span(start, end, "masked") for _kind, start, end in verbatim.personal]
    tags = dict.fromkeys((aspect_label(one.aspect), KINDS[one.polarity]) for one in verbatim.mentions)
    return Quote(
        id=verbatim.id,
        pieces=tuple(segments(verbatim.masked, spans)),
        rating=verbatim.rating,
        low=_is_low(verbatim.rating, verbatim.rating_metric),
        tags=tuple(tags),
        at=verbatim.at,
        channel=Channel(verbatim.channel),
        place=names.get(verbatim.place_id or 0, ""),
    )


def aspect_label(aspect: str) -> str:
    """An aspect's Chinese name; an unknown one, of an older pipeline, by its own key."""
    return ASPECT_LABELS[Aspect(aspect)] if aspect in set(Aspect) else aspect


def _is_low(rating: int | None, metric: str | None) -> bool:
    """NPS 0 to 6; on other scales, below the middle."""
    if rating is None or metric not in set(Metric):
        return False
    scale = SCALES[Metric(metric)]
    return rating <= 6 if metric == Metric.NPS else rating < (scale.low + scale.high) / 2  # noqa: PLR2004
