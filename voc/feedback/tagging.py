"""Tagging: waiting verbatims go through the pipeline in batches, and what is found becomes facts.

A batch is read, tagged with no transaction open, and stored in one transaction that changes only rows
still in the state in which they were read. Whoever stores second stores nothing, so that a verbatim is
tagged, and counted, once.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from voc.crash import step
from voc.feedback.findings import Found, found, touchpoint_of
from voc.feedback.models import Mention, Verbatim
from voc.jobs.faults import described
from voc.jobs.reading import reading
from voc.journey.models import Fact
from voc.journey.service import aspect_hints, touchpoints
from voc.nlp.document import Aspect, Document, Hints, document, with_failure
from voc.nlp.pipeline import Pipeline

BATCH = 500
"""Verbatims of one transaction: short enough for respondents who wait for the writer's lock."""

log = logging.getLogger("voc.feedback")


@dataclass(frozen=True, slots=True)
class Told:
    """A verbatim as it was read: what is needed to tag and count it. source is that of its facts."""

    id: int
    text: str
    at: datetime
    channel: str
    touchpoint_id: int | None
    touchpoint_guessed: bool
    place_id: int | None
    pipeline: str
    failed: str

    @property
    def state(self) -> tuple[str, str]:
        """How it was tagged when it was read; whoever stores later must find it so."""
        return self.pipeline, self.failed

    @property
    def source(self) -> str:
        """Under which its facts are kept."""
        return f"verbatim:{self.id}"


def waits(session: Session) -> bool:
    """Whether some verbatim waits to be tagged."""
    return session.scalar(select(Verbatim.id).where(Verbatim.pipeline == "").limit(1)) is not None


def tag(session: Session, pipeline: Pipeline, limit: int = BATCH) -> int:
    """Tag the next verbatims that wait; how many were dealt with. Reads first, stores afterwards."""
    with reading(session):
        batch = _told(session, Verbatim.pipeline == "", limit)
        pointing, met = aspect_hints(session), _met(session)
    step("tag.claimed")
    return _tag(session, pipeline, batch, pointing, met)


def retag(session: Session, pipeline: Pipeline, after_id: int, limit: int = BATCH) -> tuple[int, int]:
    """Tag anew the next verbatims after that id that another pipeline tagged, or that broke; (last id, how many).

    Their old facts are taken back in the same transaction, so that no report ever shows both or neither.
    The last id is after_id itself when none is left.
    """
    with reading(session):
        outdated = or_(Verbatim.pipeline != pipeline.version, Verbatim.failed != "")
        batch = _told(session, and_(Verbatim.pipeline != "", outdated, Verbatim.id > after_id), limit)
        pointing, met = aspect_hints(session), _met(session)
    done = _tag(session, pipeline, batch, pointing, met)
    return (batch[-1].id if batch else after_id), done


def _met(session: Session) -> dict[int, Hints]:
    """Touchpoint id -> the aspects that are met there, which tell the tagger what a customer waited for."""
    known = frozenset(Aspect)
    return {
        touchpoint.id: frozenset(Aspect(key) for key in touchpoint.aspects if key in known)
        for touchpoint in touchpoints(session)
    }


def _told(session: Session, which: Any, limit: int) -> list[Told]:
    columns = (
        Verbatim.id,
        Verbatim.text,
        Verbatim.at,
        Verbatim.channel,
        Verbatim.touchpoint_id,
        Verbatim.touchpoint_guessed,
        Verbatim.place_id,
        Verbatim.pipeline,
        Verbatim.failed,
    )
    return [
        Told(*row)
        for row in session.execute(select(*columns).where(which).order_by(Verbatim.id).limit(limit))
    ]


def _tag(
    session: Session,
    pipeline: Pipeline,
    batch: Sequence[Told],
    pointing: dict[str, int],
    met: dict[int, Hints],
) -> int:
    if not batch:
        return 0
    documents = _documents(pipeline, [(told.text, _hints(told, met)) for told in batch])
    findings = [(_placed(told, said, pointing), said) for told, said in zip(batch, documents, strict=True)]
    step("tag.tagged")
    ours = _still(session, batch)
    kept = [(told, said) for told, said in findings if told.id in ours]
    if kept:
        again = [told.source for told, _ in kept if told.pipeline]
        if again:
            _take_back(session, again)
            session.execute(
                delete(Mention).where(Mention.verbatim_id.in_([told.id for told, _ in kept if told.pipeline]))
            )
        _store(session, kept, pipeline.version)
    return len(batch)


def _hints(told: Told, met: dict[int, Hints]) -> Hints:
    """The aspects of the touchpoint that the customer named; none of one that was only guessed."""
    if told.touchpoint_id is None or told.touchpoint_guessed:
        return frozenset()
    return met.get(told.touchpoint_id, frozenset())


def _documents(pipeline: Pipeline, texts: Sequence[tuple[str, Hints]]) -> list[Found]:
    """What each text says; a text that breaks the whole pipeline is marked and costs no other anything."""
    try:
        tagged = pipeline.tag_many([text for text, _ in texts], hints=[hints for _, hints in texts])
        return [found(one) for one in tagged]
    except Exception as error:
        log.warning("a batch of %s broke the pipeline, so each goes alone: %s", len(texts), described(error))
    return [found(_alone(pipeline, text, hints)) for text, hints in texts]


def _alone(pipeline: Pipeline, text: str, hints: Hints) -> Document:
    try:
        return pipeline.tag(text, hints)
    except Exception as error:
        log.warning("a text of %s characters broke the pipeline: %s", len(text), described(error))
        return with_failure(document(text), "pipeline")


def _placed(told: Told, said: Found, pointing: dict[str, int]) -> Told:
    """The verbatim with a touchpoint of the tagger's choice, if the customer named none."""
    if told.touchpoint_id is not None and not told.touchpoint_guessed:
        return told
    guessed = touchpoint_of(said.mentions, pointing)
    return replace(told, touchpoint_id=guessed, touchpoint_guessed=guessed is not None)


def _still(session: Session, batch: Sequence[Told]) -> set[int]:
    """Ids of those that are as they were read, locked until the transaction ends."""
    before = {told.id: told.state for told in batch}
    columns = (Verbatim.id, Verbatim.pipeline, Verbatim.failed)
    asked = select(*columns).where(Verbatim.id.in_(before)).order_by(Verbatim.id)
    return {
        row.id
        for row in session.execute(asked.with_for_update())
        if (row.pipeline, row.failed) == before[row.id]
    }


def _take_back(session: Session, sources: Iterable[str]) -> None:
    """Take back every fact of these sources that still counts, by facts of weight −1."""
    columns = (Fact.touchpoint_id, Fact.metric, Fact.value, Fact.at, Fact.channel, Fact.place_id, Fact.source)
    standing = (
        select(*columns, func.sum(Fact.weight).label("weight"))
        .where(Fact.source.in_(list(sources)))
        .group_by(*columns)
        .having(func.sum(Fact.weight) > 0)
    )
    back = [
        {**row._mapping, "weight": -1, "rolled": False}
        for row in session.execute(standing)
        for _ in range(row.weight)
    ]
    if back:
        session.execute(insert(Fact), back)


def _store(session: Session, kept: Sequence[tuple[Told, Found]], version: str) -> None:
    """Write what was found: the verbatims' columns, their mentions, their facts."""
    table = Verbatim.__table__
    session.connection().execute(
        update(table)  # type: ignore[arg-type]  # a declarative class gives its table as FromClause
        .where(table.c.id == bindparam("of_id"))
        .values(
            {
                name: bindparam(name)
                for name in (
                    "masked",
                    "overall",
                    "confidence",
                    "pipeline",
                    "failed",
                    "personal",
                    "touchpoint_id",
                    "touchpoint_guessed",
                )
            }
        ),
        [_columns(told, said, version) for told, said in kept],
    )
    mentions = [
        {
            "verbatim_id": told.id,
            "aspect": one.aspect.value,
            "start": one.start,
            "end": one.end,
            "polarity": one.polarity.value,
            "confidence": one.confidence,
        }
        for told, said in kept
        for one in said.mentions
    ]
    facts = [fact for told, said in kept for fact in _facts(told, said)]
    for table_class, rows in ((Mention, mentions), (Fact, facts)):
        if rows:
            session.execute(insert(table_class), rows)


def _columns(told: Told, said: Found, version: str) -> dict[str, Any]:
    return {
        "of_id": told.id,
        "masked": said.masked,
        "overall": (said.overall.value if said.overall else "neu"),
        "confidence": said.confidence if said.overall else 0.0,
        "pipeline": version,
        "failed": ".".join(said.failed),
        "personal": [list(stretch) for stretch in said.personal],
        "touchpoint_id": told.touchpoint_id,
        "touchpoint_guessed": told.touchpoint_guessed,
    }


def _facts(told: Told, said: Found) -> list[dict[str, Any]]:
    """The facts of one verbatim; none where nobody knows at which touchpoint."""
    if told.touchpoint_id is None:
        return []
    return [
        {
            "touchpoint_id": told.touchpoint_id,
            "metric": metric,
            "value": value,
            "weight": 1,
            "at": told.at,
            "channel": told.channel,
            "place_id": told.place_id,
            "source": told.source,
            "rolled": False,
        }
        for metric, value in said.values.items()
    ]
