"""Storing a file's rows batch by batch, with every row accounted for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from voc.feedback.importing.faults import MappingFault
from voc.feedback.importing.mapping import Columns
from voc.feedback.importing.rows import Reader, Refusal
from voc.feedback.importing.tables import Row
from voc.feedback.service import Taken, take_in_many
from voc.feedback.words import Words
from voc.journey.channels import Channel
from voc.journey.metrics import Metric
from voc.journey.service import places, touchpoints

BATCH = 1_000
"""Rows of one transaction."""


@dataclass(slots=True)
class Tally:
    """What became of the rows so far: rows = stored + there + len(refused), always."""

    rows: int = 0
    stored: int = 0
    there: int = 0
    refused: list[Refusal] = field(default_factory=list)


def reader(session: Session, columns: Columns, name: str, zone: ZoneInfo, now: datetime) -> Reader:
    """A reader that knows the journey by key and by name. Raises MappingFault for keys that lead nowhere."""
    known_touchpoints = touchpoints(session)
    by_touchpoint = {one.name: one.id for one in known_touchpoints} | {
        one.key: one.id for one in known_touchpoints
    }
    known_places = places(session)
    by_place = {one.name: one.id for one in known_places} | {one.key: one.id for one in known_places}
    for kind, label, known in (("touchpoint", "触点", by_touchpoint), ("place", "门店", by_place)):
        chosen = {columns.choices.fixed.get(kind, ""), *columns.choices.values.get(kind, {}).values()} - {""}
        for key in sorted(chosen - set(known)):
            raise MappingFault(f"没有代号为「{key}」的{label}，请改为其中之一：{'、'.join(sorted(known))}")
    channels = {
        columns.choices.fixed.get("channel", ""),
        *columns.choices.values.get("channel", {}).values(),
    } - {""}
    for key in sorted(channels - set(Channel)):
        raise MappingFault(f"没有代号为「{key}」的渠道，请改为其中之一：{'、'.join(Channel)}")
    if columns.choices.metric not in set(Metric):
        raise MappingFault(
            f"没有名为「{columns.choices.metric}」的评分方式，请改为其中之一：{'、'.join(Metric)}"
        )
    return Reader(columns, name, by_touchpoint, by_place, zone, now)


def batches(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    """The rows in lots of one transaction each."""
    while batch := list(islice(rows, BATCH)):
        yield batch


def store(session: Session, read: Reader, batch: Sequence[Row], tally: Tally) -> None:
    """Store one lot and count it. The caller commits."""
    told: list[tuple[int, Words]] = []
    for row in batch:
        words = read.words(row)
        if isinstance(words, Refusal):
            tally.refused.append(words)
        else:
            told.append((row.number, words))
    became = take_in_many(session, [words for _, words in told], read.now)
    for (number, _), taken in zip(told, became, strict=True):
        if taken is Taken.OTHER:
            tally.refused.append(
                Refusal(
                    number, read.columns.title("id"), "同一编号已有不同的文字，请改编号，或不再导入这一行"
                )
            )
    tally.rows += len(batch)
    tally.stored += became.count(Taken.NEW)
    tally.there += became.count(Taken.THERE)
    tally.refused.sort(key=lambda refusal: refusal.number)
