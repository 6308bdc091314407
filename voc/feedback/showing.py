"""A verbatim as a screen shows it: masked words with their evidence, tags, and where they were said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from voc.feedback.models import Verbatim
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.metrics import is_low
from voc.nlp.document import ASPECT_LABELS, Aspect
from voc.web.segments import Segment, Span, segments

KINDS = {"neg": "negative", "neu": "neutral", "pos": "positive"}
"""Polarities as stored, and as pages mark them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the template's `verbatim` takes."""

    id: int
    segments: tuple[Segment, ...]
    tags: tuple[tuple[str, str], ...]
    about: tuple[str, ...]
    rating: int | None
    low: bool


def shown(
    verbatims: Iterable[Verbatim],
    touchpoints: Mapping[int, str],
    places: Mapping[int, str],
    day: Mapping[int, str],
) -> list[Shown]:
    """Verbatims ready for a screen. touchpoints, places: id -> name. day: verbatim id -> when, in words."""
    return [
        Shown(
            id=verbatim.id,
            segments=tuple(segments(verbatim.masked, _spans(verbatim))),
            tags=_tags(verbatim),
            about=_about(verbatim, touchpoints, places, day[verbatim.id]),
            rating=verbatim.rating,
            low=is_low(verbatim.rating, verbatim.rating_metric),
        )
        for verbatim in verbatims
    ]


def aspect_label(aspect: str) -> str:
    """An aspect's name; an unknown one, of an older pipeline, by its own key."""
    return str(_(ASPECT_LABELS[Aspect(aspect)])) if aspect in set(Aspect) else aspect


def _spans(verbatim: Verbatim) -> list[Span]:
    found = [
        Span(one.start, one.end, KINDS[one.polarity], f"{aspect_label(one.aspect)} {one.confidence:.0%}")
        for one in verbatim.mentions
    ]
    return found + [
        Span(start, end, "masked", _("个人信息已隐去")) for _kind, start, end in verbatim.personal
    ]


def _tags(verbatim: Verbatim) -> tuple[tuple[str, str], ...]:
    tags = dict.fromkeys((aspect_label(one.aspect), KINDS[one.polarity]) for one in verbatim.mentions)
    return tuple(tags)


def _about(
    verbatim: Verbatim, touchpoints: Mapping[int, str], places: Mapping[int, str], day: str
) -> tuple[str, ...]:
    touchpoint = touchpoints.get(verbatim.touchpoint_id or 0, "")
    if touchpoint and verbatim.touchpoint_guessed:
        touchpoint = _("%(touchpoint)s（系统判断）", touchpoint=touchpoint)
    channel = str(_(CHANNEL_LABELS[Channel(verbatim.channel)]))
    parts = (day, touchpoint or _("未定触点"), channel, places.get(verbatim.place_id or 0, ""))
    return tuple(part for part in parts if part)
