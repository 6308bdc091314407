"""Words that respondents wrote, for whoever gathers them: surveys never learn who that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from voc.journey.models import Touchpoint
from voc.surveys.definition import Definition, Question
from voc.surveys.logic import frozen
from voc.surveys.models import Answer, Response, SurveyVersion
from voc.surveys.questions import TYPES
from voc.surveys.thawing import thaw

Key = tuple[int, str]
"""An answer: the response's id and the question's key."""


@dataclass(frozen=True, slots=True)
class Words:
    """One answer in the respondent's words, with what it was said about.

    source_id: names it for ever, "17:story". touchpoint_id: the question's own, else the one of the
    scales that brought it up, of those on its page, of all; none where each of these are about several. rating, metric: the first scale of that touchpoint that was
    answered beside it.
    """

    key: Key
    source_id: str
    text: str
    at: datetime
    channel: str
    place_id: int | None
    touchpoint_id: int | None
    rating: int | None
    metric: str | None


def words_wait(session: Session) -> bool:
    """Whether somebody's words have not been taken over yet; costs the same however many were left unfinished."""
    return session.scalar(select(Answer.response_id).where(Answer.waiting).limit(1)) is not None


def uncollected_words(session: Session, limit: int) -> list[Words]:
    """The oldest words of finished responses that nobody has taken over yet, at most so many."""
    rows = session.execute(
        select(Answer, Response, SurveyVersion.definition)
        .join(Response, Response.id == Answer.response_id)
        .join(SurveyVersion, SurveyVersion.id == Response.version_id)
        .where(Answer.waiting)
        .order_by(Answer.response_id, Answer.question)
        .limit(limit)
    ).all()
    touchpoints = {row.key: row.id for row in session.execute(select(Touchpoint.key, Touchpoint.id))}
    scales = _scales(session, {response.id for _answer, response, _raw in rows})
    definitions: dict[int, Definition] = {}
    found = []
    for answer, response, raw in rows:
        if response.version_id not in definitions:
            definitions[response.version_id] = thaw(raw)
        found.append(
            _words(
                answer, response, definitions[response.version_id], touchpoints, scales.get(response.id, {})
            )
        )
    return found


def mark_collected(session: Session, keys: Iterable[Key]) -> None:
    """Say that these words have been taken over."""
    wanted = [and_(Answer.response_id == response_id, Answer.question == key) for response_id, key in keys]
    if wanted:
        session.execute(
            update(Answer)
            .where(or_(*wanted))
            .values(waiting=False)
            .execution_options(synchronize_session=False)
        )


def _scales(session: Session, response_ids: set[int]) -> Mapping[int, dict[str, int]]:
    """The numbers answered in these responses, by question key."""
    numbers: dict[int, dict[str, int]] = {}
    rows = session.execute(
        select(Answer.response_id, Answer.question, Answer.number).where(
            Answer.response_id.in_(response_ids), Answer.number.is_not(None)
        )
    )
    for response_id, key, number in rows:
        numbers.setdefault(response_id, {})[key] = number
    return numbers


def _words(
    answer: Answer,
    response: Response,
    definition: Definition,
    touchpoints: Mapping[str, int],
    numbers: Mapping[str, int],
) -> Words:
    touchpoint = _touchpoint(definition, answer.question)
    beside = _beside(definition, touchpoint, numbers)
    moment: Any = response.finished_at
    return Words(
        key=(answer.response_id, answer.question),
        source_id=f"{answer.response_id}:{answer.question}",
        text=answer.words or "",
        at=moment,
        channel=response.channel,
        place_id=response.place_id,
        touchpoint_id=touchpoints.get(touchpoint),
        rating=numbers[beside.key] if beside else None,
        metric=beside.type if beside else None,
    )


def _touchpoint(definition: Definition, key: str) -> str:
    """What the words are about, by the survey alone: '' where that is for the tagger to find."""
    own = definition.questions.get(key)
    if own and own.touchpoint:
        return own.touchpoint
    scales = _scales_of(definition)
    for near in (_asked_for(definition, key), _on_its_page(definition, key), scales):
        about = {scale.touchpoint for scale in scales if scale in near}
        if len(about) == 1:
            return about.pop()
    return ""


def _asked_for(definition: Definition, key: str) -> list[Question]:
    """The questions whose answers brought this one up."""
    own, page = definition.questions.get(key), definition.page_of.get(key)
    sources = [one.show_if for one in (own, page) if one and one.show_if]
    names = {name for source in sources for name in frozen(source).names}
    return [question for question in definition.questions.values() if question.key in names]


def _on_its_page(definition: Definition, key: str) -> tuple[Question, ...]:
    page = definition.page_of.get(key)
    return page.questions if page else ()


def _beside(definition: Definition, touchpoint: str, numbers: Mapping[str, int]) -> Question | None:
    """The first answered scale of the same touchpoint."""
    same = (
        question for question in _scales_of(definition) if touchpoint and question.touchpoint == touchpoint
    )
    return next((question for question in same if question.key in numbers), None)


def _scales_of(definition: Definition) -> list[Question]:
    return [question for question in definition.questions.values() if TYPES[question.type].metric]
