"""Later, different sendings under a finished response, beside what holds. Never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.accounts.confine import NO_COLUMN, within
from voc.accounts.scope import Scope
from voc.errors import NotFound
from voc.journey.models import Touchpoint
from voc.surveys.answers import Value, values
from voc.surveys.definition import Definition
from voc.surveys.models import Answer, Response, SetAside, Survey, SurveyVersion
from voc.surveys.receipts import answers_within
from voc.surveys.sitting import receipt_of
from voc.surveys.thawing import thaw

SHOWN = 20
"""How many are shown at once, the oldest first."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A sending that was kept aside, and the answers that hold; of both what the scope lets see, words raw."""

    id: int
    receipt: str
    survey: str
    definition: Definition
    language: str
    channel: str
    place_id: int | None
    finished_at: datetime | None
    at: datetime
    holds: Mapping[str, Value]
    later: Mapping[str, Value]


def count(session: Session, scope: Scope, survey_id: int | None = None) -> int:
    """How many nobody has looked at yet, within the scope; survey_id: of that survey only."""
    counted = _within(select(func.count()), scope, survey_id).where(SetAside.done_at.is_(None))
    return session.scalar(counted) or 0


def waiting(session: Session, scope: Scope, survey_id: int | None = None) -> list[Changed]:
    """The oldest that nobody has looked at yet, within the scope."""
    rows = session.execute(
        _within(select(SetAside, Response, Survey.title, SurveyVersion.definition), scope, survey_id)
        .join(Survey, Survey.id == Response.survey_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(SetAside.done_at.is_(None))
        .order_by(SetAside.id)
        .limit(SHOWN)
    ).all()
    ids = {row.key: row.id for row in session.execute(select(Touchpoint.key, Touchpoint.id))}
    return [_changed(session, scope, ids, row) for row in rows]


def done(session: Session, aside_id: int, scope: Scope, by: Hand) -> None:
    """Say that somebody has looked at it, once; raises NotFound if the scope does not let see it."""
    asked = _within(select(SetAside), scope, None).where(SetAside.id == aside_id)
    aside = session.scalar(asked.with_for_update(of=SetAside))
    if aside is None:
        raise NotFound
    if aside.done_at is not None:
        return
    aside.done_at, aside.done_by = by.at, by.actor
    session.flush()
    note(session, by.actor, "aside.done", f"set_aside:{aside_id}", by.at)


def _within(wanted: Select[Any], scope: Scope, survey_id: int | None) -> Select[Any]:
    """Those of responses at places in the scope, with an answer about a touchpoint in the scope."""
    seen: list[ColumnElement[bool]] = [within(scope, NO_COLUMN, Response.place_id)]
    if scope.touchpoint_ids is not None:
        own = select(Answer.response_id).where(within(scope, Answer.touchpoint_id, NO_COLUMN))
        seen.append(Response.id.in_(own.where(Answer.response_id == Response.id).correlate(Response)))
    if survey_id is not None:
        seen.append(Response.survey_id == survey_id)
    return wanted.select_from(SetAside).join(Response, Response.client_id == SetAside.client_id).where(*seen)


def _changed(session: Session, scope: Scope, ids: Mapping[str, int], row: Any) -> Changed:
    aside, response, title, raw = row
    definition = thaw(raw)
    hidden = {
        key
        for key, question in definition.questions.items()
        if scope.touchpoint_ids is not None and ids.get(question.touchpoint) not in scope.touchpoint_ids
    }
    return Changed(
        aside.id,
        receipt_of(response.client_id),
        title,
        definition,
        response.language,
        response.channel,
        response.place_id,
        response.finished_at,
        aside.at,
        answers_within(session, response.id, scope),
        {key: value for key, value in values(aside.answers).items() if key not in hidden},
    )
