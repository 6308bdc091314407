"""A whole response as one statement, for PostgreSQL.

Three statements in a transaction are five journeys to the server, one statement is one. SQLite cannot insert from
within a statement, and is no journey away.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    ClauseElement,
    Integer,
    String,
    Text,
    bindparam,
    cast,
    column,
    false,
    func,
    insert,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects import postgresql

from voc.db import Utc
from voc.journey.models import Fact
from voc.surveys.answers import Answers
from voc.surveys.compiled import Version
from voc.surveys.models import Answer, Response
from voc.surveys.prepared import Prepared
from voc.surveys.store import COLUMNS, OPEN
from voc.surveys.wire import Wire

TOLD = (
    column("question", String),
    column("number", Integer),
    column("choices", JSON),
    column("words", Text),
    column("touchpoint_id", Integer),
    column("metric", String),
)
"""A row for each answer; metric where it becomes a fact."""


def _statement() -> ClauseElement:
    begun = (
        postgresql.insert(Response)
        .from_select(COLUMNS, OPEN, include_defaults=False)
        .on_conflict_do_nothing()
        .returning(Response.id, Response.channel, Response.place_id)
        .cte("begun")
    )
    rows = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    told = rows.table_valued(*TOLD).render_derived(name="told", with_types=True)
    answers = insert(Answer).from_select(
        ["response_id", "question", "number", "choices", "words", "touchpoint_id", "waiting"],
        select(
            begun.c.id,
            told.c.question,
            told.c.number,
            told.c.choices,
            told.c.words,
            told.c.touchpoint_id,
            told.c.words.is_not(None),
        ).select_from(begun.join(told, true())),
    )
    facts = insert(Fact).from_select(
        ["touchpoint_id", "metric", "value", "weight", "at", "channel", "place_id", "source", "rolled"],
        select(
            told.c.touchpoint_id,
            told.c.metric,
            told.c.number,
            literal_column("1"),
            bindparam("finished_at", type_=Utc),
            begun.c.channel,
            begun.c.place_id,
            func.concat(literal_column("'response:'"), begun.c.id),
            false(),
        )
        .select_from(begun.join(told, true()))
        .where(told.c.metric.is_not(None)),
    )
    return select(begun.c.id).add_cte(answers.cte("answers"), facts.cte("facts"))


WHOLE = Prepared(_statement(), int)


def store_whole(on: Wire, opening: Mapping[str, Any], version: Version, answers: Answers) -> bool:
    """Insert response, answers and facts; False if the id exists or the survey takes no answers.

    opening: as voc.surveys.store.opening makes it.
    """
    rows = []
    for key, (number, choices, words) in answers.items():
        row: dict[str, Any] = {"question": key, "touchpoint_id": version.touchpoints[key]}
        if number is not None:
            row["number"] = number
            if key in version.scales:
                row["metric"] = version.scales[key][1]
        if choices is not None:
            row["choices"] = choices
        if words is not None:
            row["words"] = words
        rows.append(row)
    return WHOLE.first(on, {**opening, "rows": json.dumps(rows)}) is not None
