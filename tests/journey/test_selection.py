"""A URL asks for one selection, or for none at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.journey.channels import Channel
from voc.journey.selection import LONGEST_DAYS, Period, PlaceFilter, Selection, SelectionFault, read

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("arguments", "selection"),
    [
        ({}, Selection(Period(date(2026, 10, 24), TODAY))),
        ({"days": "7"}, Selection(Period(date(2026, 11, 14), TODAY))),
        (
            {"from": "2026-11-01", "to": "2026-11-10"},
            Selection(Period(date(2026, 11, 1), date(2026, 11, 10))),
        ),
        (
            {"days": "1", "channel": "sms", "place": "city:杭州"},
            Selection(Period(TODAY, TODAY), Channel.SMS, PlaceFilter("city", "杭州")),
        ),
    ],
)
def test_arguments_name_a_period_a_channel_and_a_place(
    arguments: dict[str, str], selection: Selection
) -> None:
    assert read(arguments, TODAY) == selection


@pytest.mark.parametrize(
    "arguments",
    [
        {"days": "0"},
        {"days": "-7"},
        {"days": str(LONGEST_DAYS + 1)},
        {"days": "99999999999999999999"},
        {"days": "７"},
        {"days": "soon"},
        {"from": "2026-11-10", "to": "2026-11-01"},
        {"from": "2026-11-10"},
        {"to": "2026-11-10"},
        {"from": "0001-01-01", "to": "0001-02-01"},
        {"channel": "pigeon"},
        {"place": "hz01"},
        {"place": "planet:地球"},
        {"place": "city:"},
    ],
)
def test_what_cannot_be_read_is_refused_and_not_replaced(arguments: dict[str, str]) -> None:
    with pytest.raises(SelectionFault, match="筛选条件"):
        read(arguments, TODAY)


SELECTIONS = st.builds(
    Selection,
    st.dates(date(2020, 1, 1), TODAY).flatmap(
        lambda last: st.dates(max(date(2019, 6, 1), date.fromordinal(last.toordinal() - 300)), last).map(
            lambda first: Period(first, last)
        )
    ),
    st.none() | st.sampled_from(list(Channel)),
    st.none() | st.builds(PlaceFilter, st.sampled_from(["store", "city", "region"]), st.text(min_size=1)),
)


@given(SELECTIONS)
def test_a_selection_survives_its_url(selection: Selection) -> None:
    assert read(selection.arguments(TODAY), TODAY) == selection


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    assert Period(date(2026, 3, 1), date(2026, 3, 7)).previous == Period(date(2026, 2, 22), date(2026, 2, 28))


def test_weeks_end_with_the_period_and_do_not_overlap() -> None:
    weeks = Period(date(2026, 11, 14), TODAY).weeks(3)
    assert [week.last for week in weeks] == [date(2026, 11, 6), date(2026, 11, 13), TODAY]
    assert all(week.days == 7 for week in weeks)
