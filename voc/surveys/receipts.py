"""Finding a response by the number that its respondent quotes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from voc.accounts.scope import Scope
from voc.surveys import sitting
from voc.surveys.answers import Value
from voc.surveys.models import Answer, Response, Survey, SurveyVersion


@dataclass(frozen=True, slots=True)
class Quoted:
    """A finished response as it was given. raw: the version's definition."""

    survey: str
    raw: object
    language: str
    channel: str
    place_id: int | None
    at: datetime | None
    answers: dict[str, Value]


def by_receipt(session: Session, receipt: str, scope: Scope) -> list[Quoted]:
    """The finished responses with that receipt that the scope lets see: hardly ever more than one."""
    ends = sitting.ids_beginning(receipt)
    if ends is None:
        return []
    wanted = (
        select(Response, Survey.title, SurveyVersion.definition)
        .join(Survey, Survey.id == Response.survey_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(Response.client_id.between(*ends), Response.finished)
        .order_by(Response.id)
    )
    if scope.place_ids is not None:
        wanted = wanted.where(or_(Response.place_id.is_(None), Response.place_id.in_(scope.place_ids)))
    if scope.touchpoint_ids is not None:
        own = select(Answer.response_id).where(Answer.touchpoint_id.in_(scope.touchpoint_ids))
        wanted = wanted.where(Response.id.in_(own))
    return [
        Quoted(
            title,
            raw,
            response.language,
            response.channel,
            response.place_id,
            response.finished_at,
            _answers(session, response.id),
        )
        for response, title, raw in session.execute(wanted.limit(5))
    ]


def _answers(session: Session, response_id: int) -> dict[str, Value]:
    rows = session.scalars(select(Answer).where(Answer.response_id == response_id))
    return {
        row.question: Value(row.number, None if row.choices is None else tuple(row.choices), row.words)
        for row in rows
    }
