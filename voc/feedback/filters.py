"""Which verbatims a reader asks for, as the address says it: a selection, and what only words have. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from voc.errors import VocError
from voc.journey import selection
from voc.journey.selection import Selection
from voc.nlp.document import Aspect, Overall

SEARCH_CHARACTERS = 60

FIELDS = {"touchpoint": "touchpoint", "polarity": "polarity", "aspect": "aspect", "q": "words"}
"""Conditions that only words have: the name in the address, and the field."""


class FilterFault(VocError):
    """网址里的筛选条件用不了，请从页面上重新选择。"""

    code, status = "feedback.filter", 400


@dataclass(frozen=True, slots=True)
class Filters:
    """A selection, and further conditions; '' stands for any.

    days: the length of the period if it ends today, else None. words: to be found in the masked text.
    """

    selection: Selection
    days: int | None
    touchpoint: str = ""
    polarity: str = ""
    aspect: str = ""
    words: str = ""

    @property
    def narrowed(self) -> dict[str, str]:
        """The conditions that are set besides the period, by their name in the address."""
        named = {name: str(getattr(self, field)) for name, field in FIELDS.items()}
        named["channel"] = self.selection.channel.value if self.selection.channel else ""
        named["place"] = str(self.selection.place or "")
        return {name: value for name, value in named.items() if value}

    def without(self, name: str) -> "Filters":
        """The same filters without the condition of that name in the address."""
        if name == "channel":
            return replace(self, selection=replace(self.selection, channel=None))
        if name == "place":
            return replace(self, selection=replace(self.selection, place=None))
        values = {field: str(getattr(self, field)) for field in FIELDS.values()}
        return Filters(self.selection, self.days, **{**values, FIELDS[name]: ""})


def read(arguments: Mapping[str, str], today: date) -> Filters:
    """The filters of an address: what a selection reads, and touchpoint, polarity, aspect, q.

    Raises SelectionFault or FilterFault for anything else, so that no page silently shows another selection.
    """
    chosen = selection.read(arguments, today)
    return Filters(
        chosen,
        chosen.period.days if chosen.period.last == today else None,
        touchpoint=arguments.get("touchpoint", ""),
        polarity=_one_of(arguments, "polarity", set(Overall), "情感"),
        aspect=_one_of(arguments, "aspect", set(Aspect), "方面"),
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
