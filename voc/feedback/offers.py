"""The filter bar of the verbatims: what each menu offers, and the address that each choice leads to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from voc.feedback.filters import Filters
from voc.feedback.showing import aspect_label
from voc.journey.channels import CHANNEL_LABELS
from voc.journey.metrics import OVERALL_LABELS
from voc.nlp.document import Aspect
from voc.web.addresses import url_with

PERIODS = (7, 28, 90, 366)


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu."""

    label: str
    href: str
    chosen: bool = False
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Menu:
    """One chip of the bar. clear: the address without its condition, '' if it is not set."""

    label: str
    choices: tuple[Choice, ...]
    clear: str = ""


def menus(
    filters: Filters, touchpoints: Sequence[tuple[str, str]], places: Sequence[tuple[str, str]]
) -> list[Menu]:
    """The chips in order. touchpoints, places: (value in the address, name) that the reader may choose."""
    channels = [(channel.value, str(_(label))) for channel, label in CHANNEL_LABELS.items()]
    aspects = [(aspect.value, aspect_label(aspect.value)) for aspect in Aspect]
    moods = [(overall.value, str(_(label))) for overall, label in OVERALL_LABELS.items()]
    return [
        _period(filters),
        _menu("polarity", _("全部情感"), moods, filters),
        _menu("touchpoint", _("全部触点"), touchpoints, filters),
        _menu("aspect", _("全部方面"), aspects, filters),
        _menu("channel", _("全部渠道"), channels, filters),
        _menu("place", _("全部地点"), places, filters),
    ]


def remaining(
    filters: Filters, menus_: Iterable[Menu], count: Callable[[Filters], int]
) -> list[tuple[str, str, int]]:
    """(label, address, how many are found) without each condition that is set; for when nothing was found."""
    labels = {menu.clear: menu.label for menu in menus_ if menu.clear}
    found = []
    for name, value in filters.narrowed.items():
        address = url_with(**{name: None, "before": None})
        found.append((labels.get(address, f"“{value}”"), address, count(filters.without(name))))
    return found


def _period(filters: Filters) -> Menu:
    choices = tuple(
        Choice(
            _("近 %(days)s 天", days=days),
            url_with(**{"days": days, "from": None, "to": None, "before": None}),
            filters.days == days,
        )
        for days in PERIODS
    )
    period = filters.selection.period
    label = _("近 %(days)s 天", days=filters.days) if filters.days else f"{period.first} – {period.last}"
    return Menu(label, choices)


def _menu(name: str, anything: str, offered: Iterable[tuple[str, str]], filters: Filters) -> Menu:
    chosen = filters.narrowed.get(name, "")
    choices = tuple(
        Choice(label, url_with(**{name: value, "before": None}), value == chosen) for value, label in offered
    )
    label = next((choice.label for choice in choices if choice.chosen), chosen or anything)
    return Menu(label, choices, url_with(**{name: None, "before": None}) if chosen else "")
