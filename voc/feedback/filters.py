"""Which verbatims a reader asks for, as the address says it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from voc.errors import VocError
from voc.journey.channels import Channel
from voc.nlp.document import Aspect, Overall

DEFAULT_DAYS = 28
LONGEST_DAYS = 366 * 10
PLACE_KINDS = ("store", "city", "region")
SEARCH_CHARACTERS = 60


class FilterFault(VocError):
    """网址里的筛选条件用不了，请从页面上重新选择。"""

    code, status = "feedback.filter", 400


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; '' and None stand for any.

    first, last: days in the company's time zone, both included. days: their number if they end today.
    place: "store:hz01", "city:杭州", "region:华东". words: to be found in the masked text.
    """

    first: date
    last: date
    days: int | None
    touchpoint: str = ""
    polarity: str = ""
    aspect: str = ""
    channel: str = ""
    place: str = ""
    words: str = ""

    @property
    def narrowed(self) -> dict[str, str]:
        """The conditions that are set besides the period, by their name in the address."""
        named = {
            "touchpoint": self.touchpoint,
            "polarity": self.polarity,
            "aspect": self.aspect,
            "channel": self.channel,
            "place": self.place,
            "q": self.words,
        }
        return {name: value for name, value in named.items() if value}

    def without(self, name: str) -> "Filters":
        """The same filters without the condition of that name in the address."""
        field = "words" if name == "q" else name
        values = {
            one: getattr(self, one)
            for one in ("touchpoint", "polarity", "aspect", "channel", "place", "words")
        }
        return Filters(self.first, self.last, self.days, **{**values, field: ""})

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first moment, and the first one after, in UTC."""
        after = self.last + timedelta(days=1)
        first, end = (datetime.combine(day, time.min, zone).astimezone(UTC) for day in (self.first, after))
        return first, end


def read(arguments: Mapping[str, str], today: date) -> Filters:
    """The filters of an address: days=28 or from=…&to=…, touchpoint, polarity, aspect, channel, place, q.

    Raises FilterFault for anything else, so that no page silently shows another selection.
    """
    first, last, days = _period(arguments, today)
    place = arguments.get("place", "")
    kind, _, name = place.partition(":")
    if place and (kind not in PLACE_KINDS or not name):
        raise FilterFault("筛选条件「地点」：请写 place=store:门店代号、city:城市 或 region:大区")
    return Filters(
        first,
        last,
        days,
        touchpoint=arguments.get("touchpoint", ""),
        polarity=_one_of(arguments, "polarity", set(Overall), "情感"),
        aspect=_one_of(arguments, "aspect", set(Aspect), "方面"),
        channel=_one_of(arguments, "channel", set(Channel), "渠道"),
        place=place,
        words=_words(arguments.get("q", "")),
    )


def _one_of(arguments: Mapping[str, str], name: str, allowed: set[str], label: str) -> str:
    value = arguments.get(name, "")
    if value and value not in allowed:
        raise FilterFault(f"筛选条件「{label}」：没有「{value[:20]}」，请从页面上重新选择")
    return value


def _words(text: str) -> str:
    words = text.strip()[:SEARCH_CHARACTERS]
    if "\x00" in words or any("\ud800" <= character <= "\udfff" for character in words):
        raise FilterFault("筛选条件「搜索」：有不能搜索的字符，请重新输入")
    return words


def _period(arguments: Mapping[str, str], today: date) -> tuple[date, date, int | None]:
    first, last, days = (arguments.get(name, "") for name in ("from", "to", "days"))
    period: tuple[date, date, int | None]
    try:
        if first or last:
            period = (date.fromisoformat(first), date.fromisoformat(last), None)
        else:
            length = int(days or DEFAULT_DAYS) if (days or "1").isascii() else 0
            period = (today - timedelta(days=length - 1), today, length)
    except (ValueError, OverflowError) as error:
        raise FilterFault("筛选条件「时段」：请写 days=28，或 from=2026-11-01&to=2026-11-20") from error
    if not 1 <= (period[1] - period[0]).days + 1 <= LONGEST_DAYS or not 1900 < period[1].year < 9999:  # noqa: PLR2004
        raise FilterFault(f"筛选条件「时段」：只能看 1 到 {LONGEST_DAYS:,} 天，请改短或改对先后")
    return period
