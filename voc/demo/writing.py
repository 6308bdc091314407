"""Writes sittings in bulk, with the same rows that the respondents' pages write. Nothing here commits."""

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from voc.demo.sittings import Told
from voc.journey.models import Fact
from voc.surveys import service
from voc.surveys.answers import content_hash
from voc.surveys.compiled import Version
from voc.surveys.models import Answer, Response
from voc.surveys.store import Begun

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Ways:
    """What sittings come in by. versions: by survey key, with the survey's id; collectors and places: ids.

    collectors: by (survey, channel, place), keys as in voc.demo.sittings.Told.
    """

    versions: Mapping[str, tuple[int, Version]]
    collectors: Mapping[tuple[str, str, str], int]
    places: Mapping[str, int]


def write(session: Session, told: Iterable[Told], ways: Ways, seed: int) -> int:
    """Store every sitting with its answers and, where it was finished, its facts; how many there were."""
    rng = random.Random(seed)  # noqa: S311 - ids of fictional people
    remaining, count = iter(told), 0
    while batch := list(islice(remaining, AT_ONCE)):
        _write(session, batch, ways, rng)
        count += len(batch)
    return count


def _write(session: Session, batch: list[Told], ways: Ways, rng: random.Random) -> None:
    adding = insert(Response).returning(
        Response.id, Response.channel, Response.place_id, sort_by_parameter_order=True
    )
    rows = session.execute(adding, [_response(one, ways, rng) for one in batch]).all()
    answers: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    for one, row in zip(batch, rows, strict=True):
        version = ways.versions[one.survey][1]
        answers.extend(_answers(row.id, one, version))
        if one.finished:
            facts.extend(service.facts(version, Begun(*row), one.answers, one.finished))
    session.execute(insert(Answer), answers)
    session.execute(insert(Fact), facts)


def _response(one: Told, ways: Ways, rng: random.Random) -> dict[str, Any]:
    survey_id, version = ways.versions[one.survey]
    return {
        "client_id": f"{int(one.started.timestamp()):08x}{rng.getrandbits(96):024x}",
        "survey_id": survey_id,
        "version_id": version.id,
        "collector_id": ways.collectors[one.survey, one.channel, one.place],
        "channel": one.channel,
        "place_id": ways.places.get(one.place),
        "language": one.language,
        "started_at": one.started,
        "finished_at": one.finished,
        "finished": one.finished is not None,
        "content_hash": content_hash(one.answers) if one.finished else "",
    }


def _answers(response_id: int, told: Told, version: Version) -> Iterator[dict[str, Any]]:
    for key, value in told.answers.items():
        yield {
            "response_id": response_id,
            "question": key,
            "number": value.number,
            "choices": None if value.choices is None else list(value.choices),
            "words": value.words,
            "touchpoint_id": version.touchpoints[key],
            "waiting": told.finished is not None and value.words is not None,
        }
