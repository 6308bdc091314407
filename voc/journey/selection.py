"""What a reader asks for: a period, perhaps a channel, perhaps a place; the same in every room. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from voc.errors import VocError
from voc.journey.channels import Channel

PERIOD_DAYS = (7, 28, 90)
"""The periods that the filter offers; any other whole number up to LONGEST_DAYS may stand in the URL."""

DEFAULT_DAYS = 28
LONGEST_DAYS = 366
WEEK = timedelta(days=7)
PLACE_KINDS = ("store", "city", "region")


class SelectionFault(VocError):
    """网址里的筛选条件用不了，请从页面上重新选择。"""

    code, status = "journey.selection", 400


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days in the company's time zone, from first to last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has, at least 1."""
        return (self.last - self.first).days + 1

    @property
    def previous(self) -> "Period":
        """The period of the same length that ends the day before this one begins."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def moments(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment and the first after it, in UTC."""
        begins, ends = (
            datetime.combine(day, time.min, zone).astimezone(UTC)
            for day in (self.first, self.last + timedelta(days=1))
        )
        return begins, ends

    def weeks(self, count: int) -> tuple["Period", ...]:
        """The last `count` weeks of seven days that end with this period, oldest first."""
        ends = [self.last - WEEK * back for back in reversed(range(count))]
        return tuple(Period(end - timedelta(days=6), end) for end in ends)


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """One store by its key, or every store of a city or region by its name: "store:hz01", "city:杭州"."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True, slots=True)
class Selection:
    """A period, perhaps one channel, perhaps one place."""

    period: Period
    channel: Channel | None = None
    place: PlaceFilter | None = None

    def arguments(self, today: date) -> dict[str, str]:
        """The selection as URL arguments, which `read` understands; defaults are left out."""
        arguments: dict[str, str] = {}
        if self.period.last != today:
            arguments |= {"from": self.period.first.isoformat(), "to": self.period.last.isoformat()}
        elif self.period.days != DEFAULT_DAYS:
            arguments["days"] = str(self.period.days)
        if self.channel:
            arguments["channel"] = self.channel.value
        if self.place:
            arguments["place"] = str(self.place)
        return arguments


def read(arguments: Mapping[str, str], today: date) -> Selection:
    """The selection that URL arguments ask for: days=28 or from=…&to=…, channel=sms, place=city:杭州.

    Raises SelectionFault for anything else, so that no page silently shows another selection.
    """
    channel = arguments.get("channel", "")
    if channel and channel not in set(Channel):
        raise SelectionFault(f"筛选条件「渠道」：没有名为 {channel[:20]} 的渠道，请从页面上重新选择")
    return Selection(_period(arguments, today), Channel(channel) if channel else None, _place(arguments))


def _period(arguments: Mapping[str, str], today: date) -> Period:
    first, last, days = (arguments.get(name, "") for name in ("from", "to", "days"))
    try:
        if first or last:
            period = Period(date.fromisoformat(first), date.fromisoformat(last))
        else:
            length = int(days or DEFAULT_DAYS) if (days or "1").isascii() else 0
            period = Period(today - timedelta(days=length - 1), today)
    except (ValueError, OverflowError) as error:
        raise SelectionFault("筛选条件「时段」：请写 days=28，或 from=2026-11-01&to=2026-11-20") from error
    if not 1 <= period.days <= LONGEST_DAYS or not 1900 < period.last.year < 9999:  # noqa: PLR2004 - leaves room for weeks before and a day after
        raise SelectionFault(f"筛选条件「时段」：只能看 1 到 {LONGEST_DAYS} 天，请改短或改对先后")
    return period


def _place(arguments: Mapping[str, str]) -> PlaceFilter | None:
    text = arguments.get("place", "")
    if not text:
        return None
    kind, _, name = text.partition(":")
    if kind not in PLACE_KINDS or not name:
        raise SelectionFault("筛选条件「地点」：请写 place=store:门店代号、city:城市 或 region:大区")
    return PlaceFilter(kind, name)
