"""A survey's life: drafted, published, closed, reopened; its ways in. Never commits; the audit trail hears of it."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from voc.accounts.audit import Hand, note
from voc.errors import Conflict, NotFound, VocError
from voc.journey.channels import Channel
from voc.journey.models import Touchpoint
from voc.surveys.definition import Definition
from voc.surveys.models import Collector, Response, Survey, SurveyVersion
from voc.surveys.parsing import parse

LONGEST_TITLE = 80
CODE_BYTES = 9
"""Randomness of a collector's code: 72 bits, 12 characters."""


class DraftChanged(Conflict):
    """别人刚刚存过这份草稿，请对照最新的再改。"""

    code = "survey.draft_changed"


class DraftUnseen(Conflict):
    """您打开这一页之后，草稿又改过。下面是最新的，请看过再发布。"""

    code = "survey.draft_unseen"


class Unchanged(VocError):
    """草稿和线上的一样，不用再发布。"""

    code, status = "survey.unchanged", 409


class NotOpen(VocError):
    """这份问卷没有在收答卷，不用关闭。"""

    code, status = "survey.not_open", 409


class NeverPublished(VocError):
    """这份问卷还没有发布过，请先发布。"""

    code, status = "survey.never_published", 409


@dataclass(frozen=True, slots=True)
class Counted:
    """A survey with how many responses are finished and how many were left on the way."""

    survey: Survey
    finished: int
    partial: int


def touchpoint_names(session: Session) -> dict[str, str]:
    """Every touchpoint's name by key, in the journey's order; retired ones too, for old versions name them."""
    rows = session.execute(
        select(Touchpoint.key, Touchpoint.name).order_by(Touchpoint.position, Touchpoint.id)
    )
    return {row.key: row.name for row in rows}


def checked(session: Session, raw: Any) -> Definition:
    """The draft as a definition; raises DefinitionRefused naming every fault."""
    return parse(raw, touchpoint_names(session))


def all_surveys(session: Session) -> list[Counted]:
    """Every survey, the newest first; its responses are counted from an index alone."""
    counts = (
        select(
            Response.survey_id,
            func.count(Response.finished_at).label("finished"),
            func.count().label("begun"),
        )
        .group_by(Response.survey_id)
        .subquery()
    )
    rows = session.execute(
        select(Survey, func.coalesce(counts.c.finished, 0), func.coalesce(counts.c.begun, 0))
        .outerjoin(counts, counts.c.survey_id == Survey.id)
        .order_by(Survey.id.desc())
    )
    return [Counted(survey, finished, begun - finished) for survey, finished, begun in rows]


def the_survey(session: Session, survey_id: int, *, lock: bool = False) -> Survey:
    """The survey with that id; raises NotFound. lock: nobody else changes it until we commit."""
    found = session.get(Survey, survey_id, with_for_update=lock or None)
    if found is None:
        raise NotFound
    return found


def one_survey(session: Session, survey_id: int) -> Counted:
    """The survey with that id and its own responses counted; raises NotFound."""
    survey = the_survey(session, survey_id)
    finished, begun = session.execute(counting(survey_id)).one()
    return Counted(survey, finished, begun - finished)


def counting(survey_id: int) -> Select[tuple[int, int]]:
    """How many responses of a survey are finished, and how many were begun."""
    return select(func.count(Response.finished_at), func.count()).where(Response.survey_id == survey_id)


def live_version(session: Session, survey: Survey) -> SurveyVersion | None:
    """The version that its ways in show; none if it was never published."""
    return session.get(SurveyVersion, survey.live_version_id) if survey.live_version_id else None


def create(session: Session, raw: dict[str, Any], by: Hand) -> Survey:
    """A new survey with its first draft."""
    survey = Survey(title=title_of(raw), state="draft", draft=raw, revision=1, created_at=by.at)
    session.add(survey)
    session.flush()
    note(session, by.actor, "survey.create", f"survey:{survey.id}", by.at, title=survey.title)
    return survey


def save_draft(session: Session, survey_id: int, raw: dict[str, Any], revision: int, by: Hand) -> None:
    """Store a draft, with faults or without; raises DraftChanged if another hand stored one since revision."""
    done = session.scalar(
        update(Survey)
        .where(Survey.id == survey_id, Survey.revision == revision)
        .values(draft=raw, title=title_of(raw), revision=revision + 1)
        .returning(Survey.id)
        .execution_options(synchronize_session=False)
    )
    if done is None:
        raise DraftChanged
    note(session, by.actor, "survey.draft", f"survey:{survey_id}", by.at, revision=revision + 1)


def publish(session: Session, survey: Survey, by: Hand, revision: int | None = None) -> SurveyVersion:
    """Freeze the draft as the next version and show it; raises DraftUnseen, DefinitionRefused or Unchanged.

    revision: of the draft that the hand has seen; none freezes the newest, for whoever has just written it.
    """
    if revision is not None and revision != survey.revision:
        raise DraftUnseen
    checked(session, survey.draft)
    live = live_version(session, survey)
    if live is not None and live.definition == survey.draft and survey.state == "open":
        raise Unchanged
    latest = session.scalar(
        select(func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey.id)
    )
    version = SurveyVersion(
        survey_id=survey.id,
        number=(latest or 0) + 1,
        definition=survey.draft,
        published_at=by.at,
        published_by=by.actor,
    )
    session.add(version)
    session.flush()
    survey.live_version_id, survey.state = version.id, "open"
    session.flush()
    note(session, by.actor, "survey.publish", f"survey:{survey.id}", by.at, version=version.number)
    return version


def close(session: Session, survey: Survey, by: Hand) -> None:
    """Take no more answers; what is there stays. Raises NotOpen."""
    if survey.state != "open":
        raise NotOpen
    survey.state = "closed"
    session.flush()
    note(session, by.actor, "survey.close", f"survey:{survey.id}", by.at)


def reopen(session: Session, survey: Survey, by: Hand) -> None:
    """Take answers again, with the version that was shown last; raises NeverPublished."""
    if survey.live_version_id is None:
        raise NeverPublished
    survey.state = "open"
    session.flush()
    note(session, by.actor, "survey.reopen", f"survey:{survey.id}", by.at)


@dataclass(frozen=True, slots=True)
class Way:
    """A way in that is wanted: name, channel and place travel with every response."""

    name: str
    channel: Channel
    place_id: int | None = None


def add_collector(session: Session, survey: Survey, way: Way, by: Hand) -> Collector:
    """A new way in, under a code that cannot be guessed."""
    collector = Collector(
        survey_id=survey.id,
        name=way.name,
        code=secrets.token_urlsafe(CODE_BYTES),
        channel=way.channel.value,
        place_id=way.place_id,
    )
    session.add(collector)
    session.flush()
    target = f"collector:{collector.id}"
    note(session, by.actor, "collector.add", target, by.at, survey=survey.id, channel=way.channel.value)
    return collector


def switch_collector(session: Session, survey_id: int, collector_id: int, *, active: bool, by: Hand) -> None:
    """Pause a way in, or let it in again; raises NotFound if it is not this survey's."""
    collector = session.get(Collector, collector_id)
    if collector is None or collector.survey_id != survey_id:
        raise NotFound
    collector.active = active
    session.flush()
    note(
        session,
        by.actor,
        "collector.resume" if active else "collector.pause",
        f"collector:{collector_id}",
        by.at,
    )


def title_of(raw: dict[str, Any]) -> str:
    """A draft's own title, as a list shows it."""
    title = raw.get("title")
    text = next(iter(title.values()), "") if isinstance(title, dict) else title
    return text.strip()[:LONGEST_TITLE] if isinstance(text, str) and text.strip() else "还没有名字的问卷"
