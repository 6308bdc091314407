"""Moments as files and programs write them. Pure."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from voc.errors import VocError

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
TOLERANCE = timedelta(minutes=5)
"""How far a clock may be ahead of ours."""

DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
WRITTEN = re.compile(
    DATE + r"(?:[T\s]*(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})?)?(?:\.\d+)?秒?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2})(\d{2})(\d{2})?)?()", re.ASCII)


class MomentFault(VocError):
    """这个时间读不出来。"""

    code, status = "feedback.time", 422


def moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment that a text names, in UTC; a time without a zone is the company's, a day begins it.

    Raises MomentFault for what cannot be read, lies ahead, or before the year 2000.
    """
    written = WRITTEN.fullmatch(text.strip()) or RUN_TOGETHER.fullmatch(text.strip())
    if written is None:
        raise MomentFault(f"时间「{text[:30]}」读不出来，请写成 2026-11-20 08:42")
    year, month, day, hour, minute, second, offset = written.groups()
    try:
        named = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
        if offset:
            named = datetime.fromisoformat(named.strftime("%Y-%m-%dT%H:%M:%S") + offset)
        return checked(named.astimezone(UTC), now)
    except (ValueError, OverflowError) as error:
        raise MomentFault(f"时间「{text[:30]}」不存在，请写成 2026-11-20 08:42") from error


def checked(named: datetime, now: datetime) -> datetime:
    """The same moment, unless it lies ahead or before the year 2000; then raises MomentFault."""
    if named > now + TOLERANCE:
        raise MomentFault(f"时间 {named:%Y-%m-%d %H:%M} 还没有到，请检查年份和时区")
    if named < EARLIEST:
        raise MomentFault(f"时间 {named:%Y-%m-%d %H:%M} 早于 2000 年，请检查年份")
    return named
