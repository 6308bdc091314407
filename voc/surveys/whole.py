"""A whole response as one statement, for PostgreSQL.

Three statements in a transaction are five journeys to the server, one statement is one. SQLite cannot insert from
within a statement, and is no journey away.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    ClauseElement,
    Integer,
    String,
    Text,
    bindparam,
    cast,
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
from voc.surveys.models import Answer, Response
from voc.surveys.prepared import Prepared
from voc.surveys.store import COLUMNS, OPEN
from voc.surveys.wire import Wire

ANSWERED = {"question": String, "number": Integer, "choices": Text, "words": Text, "touchpoint_id": Integer}
MEASURED = {"touchpoint_id": Integer, "metric": String, "value": Integer}


def _rows(columns: Mapping[str, Any], prefix: str) -> Any:
    """Rows from one array a column, bound as prefix and name."""
    arrays = [bindparam(prefix + name, type_=ARRAY(kind)) for name, kind in columns.items()]
    return func.unnest(*arrays).table_valued(*columns).render_derived()


def _statement() -> ClauseElement:
    begun = (
        postgresql.insert(Response)
        .from_select(COLUMNS, OPEN, include_defaults=False)
        .on_conflict_do_nothing()
        .returning(Response.id, Response.channel, Response.place_id)
        .cte("begun")
    )
    told = _rows(ANSWERED, "a_")
    answers = insert(Answer).from_select(
        ["response_id", *ANSWERED, "collected"],
        select(
            begun.c.id,
            told.c.question,
            told.c.number,
            cast(told.c.choices, JSON),
            told.c.words,
            told.c.touchpoint_id,
            false(),
        ).select_from(begun.join(told, true())),
    )
    found = _rows(MEASURED, "f_")
    facts = insert(Fact).from_select(
        [*MEASURED, "weight", "at", "channel", "place_id", "source", "rolled"],
        select(
            found.c.touchpoint_id,
            found.c.metric,
            found.c.value,
            literal_column("1"),
            bindparam("finished_at", type_=Utc),
            begun.c.channel,
            begun.c.place_id,
            func.concat(literal_column("'response:'"), begun.c.id),
            false(),
        ).select_from(begun.join(found, true())),
    )
    return select(begun.c.id).add_cte(answers.cte("answers"), facts.cte("facts"))


WHOLE = Prepared(_statement(), int)


def store_whole(
    on: Wire,
    opening: Mapping[str, Any],
    answers: Answers,
    touchpoints: Mapping[str, int | None],
    measured: list[tuple[int, str, int]],
) -> bool:
    """Insert response, answers and facts; False if the id exists or the survey takes no answers.

    opening: as voc.surveys.store.opening makes it. touchpoints: ids by question key. measured: touchpoint, metric
    and value of each fact.
    """
    told = [
        (key, number, None if choices is None else json.dumps(choices), words, touchpoints[key])
        for key, (number, choices, words) in answers.items()
    ]
    columns = {
        f"{prefix}{name}": [row[place] for row in rows]
        for prefix, names, rows in (("a_", ANSWERED, told), ("f_", MEASURED, measured))
        for place, name in enumerate(names)
    }
    return WHOLE.first(on, {**opening, **columns}) is not None
