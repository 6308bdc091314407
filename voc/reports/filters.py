"""The filter bar of a report: its menus as links, each of which is a whole selection in the URL. Pure.

Reading the URL is `selection.read`; here a selection is written back, one condition changed at a time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from voc.journey.channels import Channel
from voc.journey.selection import DEFAULT_DAYS, PERIOD_DAYS, Period, PlaceFilter, Selection

Link = Callable[[Mapping[str, str]], str]
"""From URL arguments to the address of the same page with them."""


@dataclass(frozen=True, slots=True)
class Store:
    """A place that the filter may offer; city and region may be ''."""

    key: str
    name: str
    city: str
    region: str


@dataclass(frozen=True, slots=True)
class Offered:
    """What the menus may offer: channels in their own order, places by region, city and name."""

    channels: tuple[Channel, ...]
    stores: tuple[Store, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu: where it leads, and whether it holds now.

    value: a number of days, a channel, or a place as the URL writes it. depth: 0 for a region, 1 for a
    city, 2 for a store. n: a count to show beside the label, None for none.
    """

    value: str
    label: str
    href: str
    chosen: bool
    depth: int = 0
    n: int | None = None


@dataclass(frozen=True, slots=True)
class FilterBar:
    """All menus of one page under one selection.

    days: the chosen length if the period ends today and is one that the menu offers, else None.
    channel, place: '' unless set. clear_channel, clear_place, clear_all: addresses without them.
    kept: (name, value) that a form must send along so that only the period changes.
    """

    period: Period
    days: int | None
    periods: tuple[Option, ...]
    channel: str
    channels: tuple[Option, ...]
    clear_channel: str
    place: str
    places: tuple[Option, ...]
    clear_place: str
    clear_all: str
    today: date
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """One condition that is set, by its name ("channel", "place", "period"), and the selection without it."""

    name: str
    label: str
    selection: Selection
    href: str


def bar(
    selection: Selection,
    offered: Offered,
    today: date,
    link: Link,
    *,
    lengths: Mapping[int, str],
    labels: Mapping[Channel, str],
) -> FilterBar:
    """The filter bar for a selection.

    lengths, labels: the menu's periods in days, and the channels, in the reader's language. link: keeps
    whatever else stands in the URL.
    """

    def to(changed: Selection) -> str:
        return link(changed.arguments(today))

    current = selection.period
    days = current.days if current.last == today and current.days in PERIOD_DAYS else None
    kept = replace(selection, period=ending(today, DEFAULT_DAYS)).arguments(today)
    return FilterBar(
        period=current,
        days=days,
        periods=tuple(
            Option(str(length), words, to(replace(selection, period=ending(today, length))), length == days)
            for length, words in lengths.items()
        ),
        channel=channel_label(selection, labels),
        channels=tuple(
            Option(one.value, labels[one], to(replace(selection, channel=one)), one == selection.channel)
            for one in offered.channels
        ),
        clear_channel=to(replace(selection, channel=None)) if selection.channel else "",
        place=place_label(selection, offered),
        places=tuple(
            replace(option, href=to(replace(selection, place=_place(option.value))))
            for option in place_options(offered.stores, selection.place)
        ),
        clear_place=to(replace(selection, place=None)) if selection.place else "",
        clear_all=link({}),
        today=today,
        kept=tuple(kept.items()),
    )


def ending(last: date, days: int) -> Period:
    """The period of so many days that ends on `last`."""
    return Period(last - timedelta(days=days - 1), last)


def channel_label(selection: Selection, labels: Mapping[Channel, str]) -> str:
    """The chosen channel in words, or ''."""
    return labels[selection.channel] if selection.channel else ""


def place_label(selection: Selection, offered: Offered) -> str:
    """The chosen place in words, or ''; a store by its name, a city or region by its own."""
    if selection.place is None:
        return ""
    names = {store.key: store.name for store in offered.stores}
    wanted = selection.place
    return names.get(wanted.name, wanted.name) if wanted.kind == "store" else wanted.name


def place_options(stores: Sequence[Store], chosen: PlaceFilter | None) -> tuple[Option, ...]:
    """Regions, their cities and their stores as one indented list, without addresses yet.

    A region or city without a name is passed over; its stores stand at the depth that is left.
    """
    options: dict[str, Option] = {}
    now = str(chosen) if chosen else ""
    for store in sorted(stores, key=lambda one: (one.region == "", one.region, one.city, one.name)):
        depth = 0
        for kind, name in (("region", store.region), ("city", store.city)):
            if name:
                value = f"{kind}:{name}"
                options.setdefault(value, Option(value, name, "", value == now, depth))
                depth += 1
        value = f"store:{store.key}"
        options[value] = Option(value, store.name, "", value == now, depth)
    return tuple(options.values())


def lifted(selection: Selection, channel: str, place: str, today: date, link: Link) -> tuple[Lifted, ...]:
    """Each condition that is set and could be lifted when nothing was found; a longer period comes last.

    channel, place: their words. The period is lifted to the longest that the menu offers.
    """
    found = []
    if selection.channel:
        found.append(("channel", channel, replace(selection, channel=None)))
    if selection.place:
        found.append(("place", place, replace(selection, place=None)))
    longest = ending(today, PERIOD_DAYS[-1])
    if selection.period != longest:
        found.append(("period", "", replace(selection, period=longest)))
    return tuple(Lifted(name, label, other, link(other.arguments(today))) for name, label, other in found)


def _place(value: str) -> PlaceFilter:
    kind, _, name = value.partition(":")
    return PlaceFilter(kind, name)
