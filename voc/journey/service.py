"""The journey as other rooms read it, and what an empty installation begins with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from voc.accounts.audit import Hand, note
from voc.errors import NotFound
from voc.journey.metrics import Metric
from voc.journey.models import Place, Stage, Touchpoint, TouchpointEvent
from voc.journey.standard import STANDARD, StandardStage, StandardTouchpoint

T = TypeVar("T")

CODE_BYTES = 12
"""Randomness of a public code: 96 bits, 16 characters."""


@dataclass(frozen=True, slots=True)
class TouchpointView:
    """A touchpoint as other rooms see it; see voc.journey.models.Touchpoint for the meaning of each."""

    id: int
    key: str
    name: str
    stage_key: str
    stage_name: str
    owner: str
    metric: Metric
    promise: float | None
    promise_words: str
    aspects: tuple[str, ...]
    code: str
    active: bool


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its touchpoints in the journey's order."""

    id: int
    key: str
    name: str
    touchpoints: tuple[TouchpointView, ...]


def new_code() -> str:
    """A code that opens a public page and cannot be guessed: 96 bits, safe in a URL."""
    return token_urlsafe(CODE_BYTES)


def stages(session: Session, *, retired: bool = False) -> tuple[StageView, ...]:
    """Every stage in the journey's order; retired touchpoints only if asked. Stages may be empty."""
    asked = select(Stage).options(selectinload(Stage.touchpoints)).order_by(Stage.position, Stage.id)
    return tuple(_stage_view(stage, retired) for stage in session.scalars(asked))


def touchpoints(session: Session, *, retired: bool = False) -> tuple[TouchpointView, ...]:
    """Every touchpoint in the journey's order; retired ones only if asked."""
    return tuple(one for stage in stages(session, retired=retired) for one in stage.touchpoints)


def touchpoint_by_key(session: Session, key: str) -> Touchpoint:
    """The touchpoint with that key, retired or not; raises NotFound."""
    return _one(
        session.scalar(select(Touchpoint).where(Touchpoint.key == key)), f"没有代号为「{key[:40]}」的触点"
    )


def touchpoint_by_code(session: Session, code: str) -> Touchpoint:
    """The touchpoint whose public page that code opens, if it is still in use; raises NotFound."""
    asked = select(Touchpoint).where(Touchpoint.code == code, Touchpoint.active)
    return _one(session.scalar(asked), "这个链接已经不用了")


def places(session: Session, *, retired: bool = False) -> tuple[Place, ...]:
    """Every place by region, city and name; closed ones only if asked."""
    asked = select(Place).order_by(Place.region, Place.city, Place.name, Place.id)
    return tuple(session.scalars(asked if retired else asked.where(Place.active)))


def place_by_key(session: Session, key: str) -> Place:
    """The place with that key, closed or not; raises NotFound."""
    return _one(session.scalar(select(Place).where(Place.key == key)), f"没有代号为「{key[:40]}」的地点")


def events(
    session: Session, touchpoint_id: int, since: datetime, until: datetime
) -> tuple[TouchpointEvent, ...]:
    """What happened to the touchpoint, or to the whole journey, from since to before until; oldest first."""
    asked = (
        select(TouchpointEvent)
        .where(TouchpointEvent.at >= since, TouchpointEvent.at < until)
        .where((TouchpointEvent.touchpoint_id == touchpoint_id) | TouchpointEvent.touchpoint_id.is_(None))
        .order_by(TouchpointEvent.at, TouchpointEvent.id)
    )
    return tuple(session.scalars(asked))


def journey_events(session: Session) -> tuple[TouchpointEvent, ...]:
    """What happened to the whole journey rather than to one touchpoint, newest first."""
    asked = select(TouchpointEvent).where(TouchpointEvent.touchpoint_id.is_(None))
    return tuple(session.scalars(asked.order_by(TouchpointEvent.at.desc(), TouchpointEvent.id.desc())))


def aspect_hints(session: Session) -> dict[str, int]:
    """Which touchpoint an aspect points at when feedback arrives without one: {"logistics": 4}.

    Where two touchpoints name the same aspect, the earlier in the journey has it.
    """
    hints: dict[str, int] = {}
    for touchpoint in touchpoints(session):
        for aspect in touchpoint.aspects:
            hints.setdefault(aspect, touchpoint.id)
    return hints


def ensure_standard(
    session: Session, plan: Iterable[StandardStage] = STANDARD, *, by: Hand | None = None
) -> int:
    """Add what the standard journey has and this one lacks, by key; how many touchpoints were added.

    What is there keeps its name, owner, promise and order. Noted in the audit trail if by is given.
    """
    known = {stage.key: stage for stage in session.scalars(select(Stage))}
    have = set(session.scalars(select(Touchpoint.key)))
    added: list[str] = []
    for position, planned in enumerate(plan):
        missing = [one for one in planned.touchpoints if one.key not in have]
        if not missing:
            continue
        stage = known.get(planned.key) or Stage(key=planned.key, name=planned.name, position=position)
        session.add(stage)
        stage.touchpoints.extend(_begun(one, planned.touchpoints.index(one)) for one in missing)
        added += [one.key for one in missing]
    session.flush()
    if by and added:
        note(session, by.actor, "journey.standard", "journey", by.at, added=added)
    return len(added)


def _begun(planned: StandardTouchpoint, position: int) -> Touchpoint:
    return Touchpoint(
        key=planned.key,
        name=planned.name,
        metric=planned.metric,
        aspects=",".join(planned.aspects),
        code=new_code(),
        position=position,
    )


def _stage_view(stage: Stage, retired: bool) -> StageView:
    shown = tuple(touchpoint_view(one, stage) for one in stage.touchpoints if one.active or retired)
    return StageView(stage.id, stage.key, stage.name, shown)


def touchpoint_view(touchpoint: Touchpoint, stage: Stage | None = None) -> TouchpointView:
    """The frozen values of a row. stage: its stage, where the caller has it at hand."""
    stage = stage or touchpoint.stage
    return TouchpointView(
        id=touchpoint.id,
        key=touchpoint.key,
        name=touchpoint.name,
        stage_key=stage.key,
        stage_name=stage.name,
        owner=touchpoint.owner,
        metric=Metric(touchpoint.metric),
        promise=touchpoint.promise,
        promise_words=touchpoint.promise_words,
        aspects=tuple(aspect for aspect in touchpoint.aspects.split(",") if aspect),
        code=touchpoint.code,
        active=touchpoint.active,
    )


def _one(found: T | None, missing: str) -> T:
    if found is None:
        raise NotFound(missing)
    return found
