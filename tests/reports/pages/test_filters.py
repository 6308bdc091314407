"""The filter bar: every line is a whole selection, and reading what it wrote gives that selection back."""

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from voc.journey.channels import Channel
from voc.journey.selection import Period, PlaceFilter, Selection, read
from voc.reports.filters import FilterBar, Offered, Store, bar, ending, lifted

TODAY = date(2026, 11, 20)
OFFERED = Offered(
    (Channel.SMS, Channel.KIOSK),
    (
        Store("gz01", "天河店", "广州", "华南"),
        Store("hz02", "余杭仓", "杭州", "华东"),
        Store("hz01", "西湖店", "杭州", "华东"),
        Store("x", "流动车", "", ""),
    ),
)
LENGTHS = {7: "近 7 天", 28: "近 28 天", 90: "近 90 天"}
LABELS = {channel: channel.value for channel in Channel}


def link(arguments: Mapping[str, str]) -> str:
    return "/touchpoints?" + urlencode(arguments)


def asked(address: str) -> Selection:
    return read(dict(parse_qsl(urlsplit(address).query)), TODAY)


def shown(selection: Selection) -> FilterBar:
    return bar(selection, OFFERED, TODAY, link, lengths=LENGTHS, labels=LABELS)


def test_places_stand_under_their_city_and_region() -> None:
    places = shown(Selection(ending(TODAY, 28))).places
    assert [(one.depth, one.label) for one in places] == [
        (0, "华东"),
        (1, "杭州"),
        (2, "余杭仓"),
        (2, "西湖店"),
        (0, "华南"),
        (1, "广州"),
        (2, "天河店"),
        (0, "流动车"),
    ]


def test_each_line_changes_one_condition_and_keeps_the_others() -> None:
    now = Selection(ending(TODAY, 7), Channel.SMS, PlaceFilter("city", "杭州"))
    found = shown(now)
    assert asked(found.channels[1].href) == Selection(now.period, Channel.KIOSK, now.place)
    assert asked(found.places[0].href) == Selection(now.period, Channel.SMS, PlaceFilter("region", "华东"))
    assert asked(found.clear_place) == Selection(now.period, Channel.SMS)
    assert asked(found.clear_channel) == Selection(now.period, None, now.place)
    assert asked(found.clear_all) == Selection(ending(TODAY, 28))


def test_what_is_chosen_is_marked_once_in_each_menu() -> None:
    found = shown(Selection(ending(TODAY, 7), Channel.SMS, PlaceFilter("store", "hz01")))
    for options in (found.periods, found.channels, found.places):
        assert sum(option.chosen for option in options) == 1
    assert (found.channel, found.place, found.days) == ("sms", "西湖店", 7)


def test_a_period_of_ones_own_is_none_of_the_menu() -> None:
    found = shown(Selection(Period(TODAY - timedelta(days=40), TODAY - timedelta(days=10))))
    assert found.days is None
    assert not any(option.chosen for option in found.periods)


def test_the_form_for_a_period_sends_the_other_conditions_along() -> None:
    found = shown(
        Selection(Period(TODAY - timedelta(days=40), TODAY), Channel.SMS, PlaceFilter("city", "杭州"))
    )
    assert dict(found.kept) == {"channel": "sms", "place": "city:杭州"}


def test_when_nothing_is_found_each_condition_can_be_lifted() -> None:
    now = Selection(ending(TODAY, 7), Channel.SMS, PlaceFilter("city", "杭州"))
    names = {one.name: one for one in lifted(now, "短信链接", "杭州", TODAY, link)}
    assert set(names) == {"channel", "place", "period"}
    assert (
        asked(names["channel"].href) == names["channel"].selection == Selection(now.period, None, now.place)
    )
    assert names["period"].selection.period.days == 90


@given(
    days=st.integers(1, 366),
    back=st.integers(0, 400),
    channel=st.none() | st.sampled_from(Channel),
    place=st.none()
    | st.builds(PlaceFilter, st.sampled_from(["store", "city", "region"]), st.text(min_size=1, max_size=20)),
)
def test_a_selection_survives_the_url(
    days: int, back: int, channel: Channel | None, place: PlaceFilter | None
) -> None:
    now = Selection(ending(TODAY - timedelta(days=back), days), channel, place)
    assert read(now.arguments(TODAY), TODAY) == now
