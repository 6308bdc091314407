"""The statements of the respondents' path: few, fixed, and prepared.

Everything here is given a connection inside a transaction (voc.surveys.wire) and never commits.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ClauseElement,
    Integer,
    String,
    bindparam,
    delete,
    false,
    insert,
    literal_column,
    select,
    true,
    update,
)

from voc.db import Utc
from voc.journey.models import Fact, Touchpoint
from voc.surveys.answers import Answers, Value
from voc.surveys.models import Answer, Collector, Response, SetAside, Survey, SurveyVersion
from voc.surveys.prepared import Batch, Prepared
from voc.surveys.sitting import Sitting
from voc.surveys.wire import Wire


@dataclass(frozen=True, slots=True)
class Entry:
    """A collector, and its survey's state: draft, open or closed, with the version that is shown."""

    active: bool
    channel: str
    state: str
    live_version_id: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A response that this sending has just inserted."""

    id: int
    channel: str
    place_id: int | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A response that was there, and whether its collector and survey still take answers."""

    id: int
    channel: str
    place_id: int | None
    finished: bool
    content_hash: str
    active: bool
    state: str


ENTRY = Prepared(
    select(Collector.active, Collector.channel, Survey.state, Survey.live_version_id)
    .join(Survey, Survey.id == Collector.survey_id)
    .where(Collector.code == bindparam("code")),
    Entry,
)

OPEN = (
    select(
        bindparam("client_id", type_=String),
        Collector.survey_id,
        bindparam("version_id", type_=Integer),
        Collector.id,
        Collector.channel,
        Collector.place_id,
        bindparam("language", type_=String),
        bindparam("started_at", type_=Utc),
        bindparam("finished_at", type_=Utc),
        bindparam("finished", type_=Boolean),
        bindparam("content_hash", type_=String),
    )
    .join(Survey, Survey.id == Collector.survey_id)
    .where(Collector.code == bindparam("code"), Collector.active, Survey.state == literal_column("'open'"))
)

COLUMNS = (
    "client_id",
    "survey_id",
    "version_id",
    "collector_id",
    "channel",
    "place_id",
    "language",
    "started_at",
    "finished_at",
    "finished",
    "content_hash",
)


def _begin(make: Any) -> ClauseElement:
    chosen = make(Response).from_select(COLUMNS, OPEN, include_defaults=False).on_conflict_do_nothing()
    built: ClauseElement = chosen.returning(Response.id, Response.channel, Response.place_id)
    return built


def _aside(make: Any) -> ClauseElement:
    built: ClauseElement = (
        make(SetAside).values(_binds(SetAside, "id", "done_at", "done_by")).on_conflict_do_nothing()
    )
    return built


def _binds(table: Any, *without: str) -> dict[str, Any]:
    """A bindparam for every column of a table but those that the database fills."""
    return {
        column.name: bindparam(column.name, type_=column.type)
        for column in table.__table__.columns
        if column.name not in without
    }


BEGIN = Prepared(_begin, Begun)
"""One statement finds the collector, sees that its survey is open, and inserts unless the client's id exists."""

ASIDE = Prepared(_aside, tuple)
ADD_ANSWERS = Batch(
    insert(Answer).inline().values(_binds(Answer)),
    ("response_id",),
    ("question", "number", "choices", "words", "touchpoint_id", "waiting"),
)
ADD_FACTS = Batch(
    insert(Fact).inline().values({**_binds(Fact, "id"), "rolled": false()}),
    ("weight", "at", "channel", "place_id", "source"),
    ("touchpoint_id", "metric", "value"),
)
SEEN = (
    select(
        Response.id,
        Response.channel,
        Response.place_id,
        Response.finished,
        Response.content_hash,
        Collector.active,
        Survey.state,
    )
    .join(Collector, Collector.id == Response.collector_id)
    .join(Survey, Survey.id == Response.survey_id)
    .where(Response.client_id == bindparam("client_id", type_=String))
)
STORED = Prepared(SEEN, Stored)
LOCKED = Prepared(SEEN.with_for_update(of=Response), Stored)


def _json(stored: Any) -> Any:
    """A JSON column, which SQLite's driver gives as text and PostgreSQL's as a value."""
    return json.loads(stored) if isinstance(stored, str) else stored


def _choices(stored: Any) -> tuple[str, ...] | None:
    return None if stored is None else tuple(_json(stored))


ANSWERS = Prepared(
    select(Answer.question, Answer.number, Answer.choices, Answer.words).where(
        Answer.response_id == bindparam("response_id", type_=Integer)
    ),
    lambda question, number, choices, words: (question, Value(number, _choices(choices), words)),
)
FORGET = Batch(
    delete(Answer).where(
        Answer.response_id == bindparam("response_id", type_=Integer),
        Answer.question == bindparam("question", type_=String),
    ),
    ("response_id",),
    ("question",),
)
LET_WAIT = Prepared(
    update(Answer)
    .where(Answer.response_id == bindparam("response_id", type_=Integer), Answer.words.is_not(None))
    .values(waiting=true()),
    tuple,
)
FINISH = Prepared(
    update(Response)
    .where(Response.id == bindparam("response_id", type_=Integer), ~Response.finished)
    .values(
        finished=true(),
        finished_at=bindparam("finished_at", type_=Utc),
        content_hash=bindparam("content_hash", type_=String),
    ),
    tuple,
)
VERSION = Prepared(
    select(SurveyVersion.definition).where(SurveyVersion.id == bindparam("id", type_=Integer)),
    _json,
)
TOUCHPOINTS = Prepared(select(Touchpoint.key, Touchpoint.id), lambda key, number: (key, number))


def entry(on: Wire, code: str) -> Entry | None:
    """The collector with that code and the state of its survey."""
    return ENTRY.first(on, {"code": code})


def opening(
    sitting: Sitting, language: str, finished_at: datetime | None = None, digest: str = ""
) -> dict[str, Any]:
    """The values of a response that is to be inserted; unfinished unless finished_at is given."""
    return {
        "client_id": sitting.client_id,
        "version_id": sitting.version_id,
        "code": sitting.code,
        "language": language,
        "started_at": sitting.started_at,
        "finished_at": finished_at,
        "finished": finished_at is not None,
        "content_hash": digest,
    }


def begin(on: Wire, values: Mapping[str, Any]) -> Begun | None:
    """Insert the response: its id, channel and place; none if its id exists or its survey takes no answers."""
    return BEGIN.first(on, values)


def stored(on: Wire, client_id: str, *, lock: bool = False) -> Stored | None:
    """The response with that client's id, and whether its survey still takes answers. lock: until we commit."""
    return (LOCKED if lock else STORED).first(on, {"client_id": client_id})


def answers_of(on: Wire, response_id: int) -> dict[str, Value]:
    """Every stored answer of a response."""
    return dict(ANSWERS.every(on, {"response_id": response_id}))


def write_answers(
    on: Wire, response_id: int, answers: Answers, touchpoints: Mapping[str, int | None], *, finished: bool
) -> None:
    """Insert answers. touchpoints: the touchpoint's id by question key. finished: whether words wait from now on."""
    rows = [
        (key, *value, touchpoints[key], finished and value.words is not None)
        for key, value in answers.items()
    ]
    ADD_ANSWERS.run(on, (response_id,), rows)


def forget_answers(on: Wire, response_id: int, keys: Iterable[str]) -> None:
    """Delete the answers to these questions."""
    FORGET.run(on, (response_id,), [(key,) for key in keys])


def write_facts(on: Wire, shared: Mapping[str, Any], rows: list[tuple[int, str, int]]) -> None:
    """Insert facts: touchpoint, metric and value of each, and what they share as voc.journey.models.Fact has it."""
    occasion = (shared["weight"], shared["at"], shared["channel"], shared["place_id"], shared["source"])
    ADD_FACTS.run(on, occasion, rows)


def finish(on: Wire, response_id: int, at: datetime, digest: str) -> None:
    """Mark a response, whose row is locked, as finished; from now on its words wait to be taken over."""
    FINISH.run(on, {"response_id": response_id, "finished_at": at, "content_hash": digest})
    LET_WAIT.run(on, {"response_id": response_id})


def set_aside(on: Wire, client_id: str, digest: str, answers: dict[str, Any], at: datetime) -> None:
    """Keep a different sending under a finished id for a person; the same one only once."""
    ASIDE.run(
        on,
        {"client_id": client_id, "content_hash": digest, "answers": answers, "reason": "finished", "at": at},
    )


def version(on: Wire, version_id: int) -> tuple[dict[str, Any], dict[str, int]] | None:
    """A version's JSON and the ids of all touchpoints by key; none if there is no such version."""
    definition = VERSION.first(on, {"id": version_id})
    return None if definition is None else (definition, dict(TOUCHPOINTS.every(on, {})))
