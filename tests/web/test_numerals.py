from datetime import date, datetime, timedelta

import pytest

from voc.web import numerals

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 8, 42)  # noqa: DTZ001 - pure arithmetic within one zone


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (1306, "1,306", "1,306"),
        (9999, "9,999", "9,999"),
        (10_000, "1万", "10,000"),
        (12_345, "1.2万", "12,345"),
        (99_999_999, "1亿", "99,999,999"),
        (130_000_000, "1.3亿", "130,000,000"),
        (-12_345, "−1.2万", "−12,345"),
    ],
)
def test_a_count_is_short_in_chinese_and_whole_in_english(value: int, zh: str, en: str) -> None:
    assert (numerals.number(value), numerals.number(value, "en")) == (zh, en)


def test_n_is_never_shortened() -> None:
    assert numerals.thousands(54_971) == "54,971"


@pytest.mark.parametrize(("value", "text"), [(18.4, "18"), (-15.0, "−15"), (-0.4, "0"), (0.0, "0")])
def test_points_carry_a_real_minus_and_nothing_is_never_negative(value: float, text: str) -> None:
    assert numerals.points(value) == text


@pytest.mark.parametrize(("value", "text"), [(5, "+5"), (-15, "−15"), (0, "0"), (-0.2, "0"), (0.4, "0")])
def test_a_change_carries_its_sign(value: float, text: str) -> None:
    assert numerals.signed(value) == text


def test_a_small_change_with_digits_keeps_its_sign() -> None:
    assert (numerals.signed(0.4, 1), numerals.signed(-3.84, 1), numerals.signed(0.01, 1)) == (
        "+0.4",
        "−3.8",
        "0.0",
    )


def test_a_share_is_given_per_cent() -> None:
    assert (numerals.percent(0.241, 1), numerals.percent(0.38)) == ("24.1%", "38%")


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (date(2026, 11, 20), "11月20日 周五", "Fri 20 Nov"),
        (date(2025, 1, 5), "2025年1月5日 周日", "Sun 5 Jan 2025"),
    ],
)
def test_a_day_names_the_year_only_when_it_is_not_this_one(when: date, zh: str, en: str) -> None:
    assert numerals.day(when, TODAY, weekday=True) == zh
    assert numerals.day(when, TODAY, "en", weekday=True) == en


def test_a_month_of_another_year_names_it() -> None:
    assert numerals.month(date(2025, 11, 1), TODAY) == "2025年11月"
    assert numerals.month(date(2026, 3, 1), TODAY) == "3月"
    assert numerals.month(date(2025, 11, 1), TODAY, "en") == "Nov 2025"


@pytest.mark.parametrize(
    ("past", "zh", "en"),
    [
        (timedelta(seconds=20), "刚刚", "just now"),
        (timedelta(minutes=59), "59 分钟前", "59 min ago"),
        (timedelta(hours=2, minutes=30), "2 小时前", "2 h ago"),
        (timedelta(days=1), "11月19日 08:42", "19 Nov 08:42"),
        (timedelta(hours=-1), "11月20日 09:42", "20 Nov 09:42"),
    ],
)
def test_how_long_ago_is_said_only_under_a_day(past: timedelta, zh: str, en: str) -> None:
    assert (numerals.ago(NOW - past, NOW), numerals.ago(NOW - past, NOW, "en")) == (zh, en)
