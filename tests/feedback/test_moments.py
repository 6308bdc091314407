"""Moments as files and programs write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from voc.feedback.moments import MomentFault, checked, moment

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 20, 0, 42, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2026-11-20 08:42", MORNING),
        ("2026/11/20 8:42:00", MORNING),
        ("2026-11-20T08:42:00.123", MORNING),
        ("2026-11-20T00:42:00Z", MORNING),
        ("2026-11-20T01:42+01:00", MORNING),
        ("2026年11月20日 8时42分", MORNING),
        ("20261120084200", MORNING),
        ("20261120", MIDNIGHT),
        ("2026.11.20", MIDNIGHT),
        ("2026年11月20日", MIDNIGHT),
    ],
)
def test_a_moment_is_read_in_the_companys_time_zone_unless_it_names_one(text: str, named: datetime) -> None:
    assert moment(text, SHANGHAI, NOW) == named


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("昨天", "读不出来"),
        ("11/20/2026", "读不出来"),
        ("2026-02-30", "不存在"),
        ("2026-11-20 25:00", "不存在"),
        ("2026-11-21", "还没有到"),
        ("1999-12-31", "早于 2000 年"),
        ("0000-01-01", "不存在"),
        ("2026-11-20T00:42+99:99", "不存在"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(MomentFault, match=says):
        moment(text, SHANGHAI, NOW)


def test_a_clock_may_be_a_little_ahead_of_ours() -> None:
    assert checked(NOW + timedelta(minutes=4), NOW)
    with pytest.raises(MomentFault):
        checked(NOW + timedelta(minutes=6), NOW)
