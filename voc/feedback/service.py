"""Taking in customers' words: the same id of the same source is one verbatim, however often it is told."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from voc.feedback.models import Verbatim
from voc.feedback.words import Words, cleaned


class Taken(StrEnum):
    """What became of words: stored now, stored before, or clashing with other words of the same id."""

    NEW = "new"
    THERE = "there"
    OTHER = "other"


def take_in(session: Session, words: Words, now: datetime) -> Taken:
    """Store one customer's words, waiting to be tagged. Raises WordsFault if they are none."""
    return take_in_many(session, [words], now)[0]


def take_in_many(session: Session, many: Sequence[Words], now: datetime) -> list[Taken]:
    """Store many, in order; what became of each. The unique key decides, so that rivals cannot both store.

    Raises WordsFault if some text cannot be kept; nothing is stored then.
    """
    texts = [cleaned(words.text) for words in many]
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for words, text in zip(many, texts, strict=True):
        rows.setdefault((words.source, words.source_id), _row(words, text, now))
    fresh = _insert(session, list(rows.values()))
    kept: dict[tuple[str, str], object] = {key: rows[key]["text"] for key in fresh}
    kept |= _texts(session, [key for key in rows if key not in fresh])
    became: list[Taken] = []
    for words, text in zip(many, texts, strict=True):
        key = (words.source, words.source_id)
        if key in fresh and kept[key] == text:
            fresh.remove(key)
            became.append(Taken.NEW)
        else:
            became.append(Taken.THERE if kept.get(key) == text else Taken.OTHER)
    return became


def _row(words: Words, text: str, now: datetime) -> dict[str, object]:
    return {
        "source": words.source,
        "source_id": words.source_id,
        "text": text,
        "masked": "",
        "at": words.at,
        "received_at": now,
        "touchpoint_id": words.touchpoint_id,
        "touchpoint_guessed": False,
        "channel": words.channel.value,
        "place_id": words.place_id,
        "rating": words.rating,
        "rating_metric": words.rating_metric.value if words.rating_metric else None,
        "pipeline": "",
        "personal": [],
    }


def _insert(session: Session, rows: list[dict[str, object]]) -> set[tuple[str, str]]:
    """Insert what is not there yet; the keys of what was new."""
    if not rows:
        return set()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    adding = (
        dialect.insert(Verbatim.__table__)
        .on_conflict_do_nothing(index_elements=["source", "source_id"])
        .returning(Verbatim.source, Verbatim.source_id)
    )
    return {(row.source, row.source_id) for row in session.execute(adding, rows)}


def _texts(session: Session, keys: list[tuple[str, str]]) -> dict[tuple[str, str], object]:
    """The stored texts of these keys."""
    if not keys:
        return {}
    asked = select(Verbatim.source, Verbatim.source_id, Verbatim.text).where(
        tuple_(Verbatim.source, Verbatim.source_id).in_(keys)
    )
    return {(row.source, row.source_id): row.text for row in session.execute(asked)}
