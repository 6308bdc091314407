"""Finding a response by the number that its respondent quotes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.accounts.confine import NO_COLUMN, within
from voc.accounts.scope import Scope
from voc.surveys import sitting
from voc.surveys.answers import Value
from voc.surveys.definition import Definition
from voc.surveys.models import Answer, Response, Survey, SurveyVersion
from voc.surveys.thawing import thaw

MOST = 5


@dataclass(frozen=True, slots=True)
class Quoted:
    """A finished response as it was given. answers: those that the scope lets see; words are raw."""

    response_id: int
    survey: str
    definition: Definition
    language: str
    channel: str
    place_id: int | None
    at: datetime | None
    answers: dict[str, Value]


def by_receipt(session: Session, receipt: str, scope: Scope) -> list[Quoted]:
    """The finished responses with that receipt of which the scope lets see something: hardly ever more than one."""
    ends = sitting.ids_beginning(receipt)
    if ends is None:
        return []
    wanted = (
        select(Response, Survey.title, SurveyVersion.definition)
        .join(Survey, Survey.id == Response.survey_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(Response.client_id.between(*ends), Response.finished)
        .where(within(scope, NO_COLUMN, Response.place_id))
        .order_by(Response.id)
        .limit(MOST)
    )
    found = [
        Quoted(
            response.id,
            title,
            thaw(raw),
            response.language,
            response.channel,
            response.place_id,
            response.finished_at,
            answers_within(session, response.id, scope),
        )
        for response, title, raw in session.execute(wanted)
    ]
    return [one for one in found if one.answers or scope.touchpoint_ids is None]


def answers_within(session: Session, response_id: int, scope: Scope) -> dict[str, Value]:
    """The answers of a response, whose place the scope lets see, about the touchpoints that it lets see."""
    rows = session.scalars(
        select(Answer).where(
            Answer.response_id == response_id, within(scope, Answer.touchpoint_id, NO_COLUMN)
        )
    )
    return {
        row.question: Value(row.number, None if row.choices is None else tuple(row.choices), row.words)
        for row in rows
    }


def note_looked_up(session: Session, found: list[Quoted], by: Hand) -> None:
    """Say in the audit trail whose answers were looked up."""
    for one in found:
        note(session, by.actor, "receipt.look_up", f"response:{one.response_id}", by.at)
