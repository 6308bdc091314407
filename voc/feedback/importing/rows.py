"""A row of a file as a customer's words, or the reason why it is refused. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from voc.errors import VocError
from voc.feedback.importing.mapping import FIELD_LABELS, Columns
from voc.feedback.importing.nearness import near
from voc.feedback.importing.tables import Row
from voc.feedback.moments import moment
from voc.feedback.words import IMPORT, LONGEST_ID, Words, cleaned
from voc.journey.channels import CHANNEL_LABELS, Channel
from voc.journey.metrics import SCALES, Metric

SHORT_NUMBER = re.compile(r"0*([0-9]{1,2})")
"""No scale goes beyond two digits; a longer number is never computed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not stored. column: the heading at fault, as the file has it, "" for the whole row. why: with the mend."""

    number: int
    column: str
    why: str


class RowFault(VocError):
    """这一行不能导入。"""

    code, status = "feedback.row", 422


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns rows of one file into words. touchpoints, places: key or name -> id. name: the file's, or --source."""

    columns: Columns
    name: str
    touchpoints: Mapping[str, int]
    places: Mapping[str, int]
    zone: ZoneInfo
    now: datetime

    def words(self, row: Row) -> Words | Refusal:
        """The words of a row, or why there are none."""
        if row.broken:
            return Refusal(row.number, "", row.broken)
        column = "text"
        try:
            text = cleaned(self.columns.cell("text", row.cells))
            column = "id"
            source_id = self._source_id(row, text)
            column = "time"
            at = self._at(row)
            column = "touchpoint"
            touchpoint = _looked_up(
                self.columns.cell("touchpoint", row.cells), self.touchpoints, "touchpoint"
            )
            column = "channel"
            channel = self._channel(row)
            column = "place"
            place = _looked_up(self.columns.cell("place", row.cells), self.places, "place")
            column = "rating"
            rating = self._rating(row)
        except VocError as fault:
            return Refusal(row.number, self.columns.title(column), fault.message)
        return Words(
            source=IMPORT + self.name,
            source_id=source_id,
            text=text,
            at=at,
            channel=channel,
            touchpoint_id=touchpoint,
            place_id=place,
            rating=rating,
            rating_metric=Metric(self.columns.choices.metric) if rating is not None else None,
        )

    def _source_id(self, row: Row, text: str) -> str:
        """The file's own id; else the row's number and a digest, so that the same file again changes nothing."""
        given = self.columns.cell("id", row.cells)
        if "id" in self.columns.places:
            if not given:
                raise RowFault("编号是空的，请补上，或去掉这一列")
            if len(given) > LONGEST_ID:
                raise RowFault(f"编号超过 {LONGEST_ID} 个字符，请改短")
            return cleaned(given)
        return f"{row.number}:{sha256(text.encode()).hexdigest()[:16]}"

    def _at(self, row: Row) -> datetime:
        text = self.columns.cell("time", row.cells)
        return moment(text, self.zone, self.now) if text else self.now

    def _channel(self, row: Row) -> Channel:
        text = self.columns.cell("channel", row.cells)
        if not text:
            return Channel.IMPORT
        for channel, label in CHANNEL_LABELS.items():
            if text in {channel.value, label}:
                return channel
        raise RowFault(f"没有名为「{text[:20]}」的渠道，请改为其中之一：{'、'.join(CHANNEL_LABELS.values())}")

    def _rating(self, row: Row) -> int | None:
        text = self.columns.cell("rating", row.cells)
        if not text:
            return None
        scale = SCALES[Metric(self.columns.choices.metric)]
        number = SHORT_NUMBER.fullmatch(text.removesuffix(".0").removesuffix("分").removesuffix("星"))
        rating = int(number[1]) if number else None
        if rating is None or not scale.low <= rating <= scale.high:
            raise RowFault(f"「{text[:20]}」应是 {scale.low} 到 {scale.high} 的整数，请改正或去掉")
        return rating


def _looked_up(text: str, known: Mapping[str, int], kind: str) -> int | None:
    """What a name or key leads to. kind: "touchpoint" or "place"."""
    if not text:
        return None
    if text not in known:
        shown, label = text[:20], FIELD_LABELS[kind]
        close = near(shown, known)
        hint = f"，相近的有：{'、'.join(close)}" if close else ""
        raise RowFault(
            f"没有名为「{shown}」的{label}{hint}；请改成已有的名称或代号，或写 --value {kind}:{shown}=代号"
        )
    return known[text]
