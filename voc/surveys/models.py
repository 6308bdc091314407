"""Tables of surveys, their frozen versions, collectors and responses."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from voc.db import Model


class Survey(Model):
    """A survey and its draft. state: draft, open or closed; live_version_id: what collectors show."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'open', 'closed')", name="state_is_known"),
        CheckConstraint("state = 'draft' or live_version_id is not null", name="published_has_version"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(10), default="draft")
    draft: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=0)
    live_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("survey_version.id", use_alter=True, name="fk_survey_live_version_id_survey_version")
    )
    created_at: Mapped[datetime]


class SurveyVersion(Model):
    """A published definition; never changed. number counts from 1 within its survey."""

    __tablename__ = "survey_version"
    __table_args__ = (UniqueConstraint("survey_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    number: Mapped[int]
    definition: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
    published_by: Mapped[str] = mapped_column(String(90))


class Collector(Model):
    """A way in to one survey: code opens it; channel and place travel with every response."""

    __tablename__ = "collector"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(32), unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    active: Mapped[bool] = mapped_column(default=True)


class Response(Model):
    """One sitting. client_id: made by the client, 32 hex digits; a resend finds the same row."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("finished = (finished_at is not null)", name="finished_has_time"),
        Index("ix_response_survey_finished", "survey_id", "finished_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(32), unique=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("survey_version.id"))
    collector_id: Mapped[int] = mapped_column(ForeignKey("collector.id"))
    channel: Mapped[str] = mapped_column(String(10))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    language: Mapped[str] = mapped_column(String(5), default="zh")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    finished: Mapped[bool] = mapped_column(default=False, server_default=false())
    content_hash: Mapped[str] = mapped_column(String(64), default="")


class Answer(Model):
    """One answer of one response. Just one of number, choices and words is set, after the question's type.

    choices: option keys; words: free text, or what was written beside "other". waiting: whether nobody has taken the
    words over yet; words wait from the moment when their response is finished.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index(
            "ix_answer_waiting",
            "response_id",
            sqlite_where=text("waiting = 1"),
            postgresql_where=text("waiting"),
        ),
        CheckConstraint("not waiting or words is not null", name="only_words_wait"),
        {"sqlite_with_rowid": False},
    )

    response_id: Mapped[int] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int | None]
    choices: Mapped[list[str] | None]
    words: Mapped[str | None] = mapped_column(Text)
    # No foreign key: publishing resolved it, touchpoints are never deleted, and a check costs on every answer.
    touchpoint_id: Mapped[int | None]
    waiting: Mapped[bool] = mapped_column(default=False, server_default=false())


class SetAside(Model):
    """A later, different sending under a response id that was already finished; kept for a person.

    done_at, done_by: when which member of staff said to have looked at it; both are none until then.
    """

    __tablename__ = "set_aside"
    __table_args__ = (
        UniqueConstraint("client_id", "content_hash"),
        CheckConstraint("(done_at is null) = (done_by is null)", name="done_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(32), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    answers: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str | None] = mapped_column(String(90))
