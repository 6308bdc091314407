"""How many words one address may leave at one touchpoint."""

import pytest

from voc.feedback.rush import Rush, site


def _waits(rush: Rush, times: int, address: str = "192.0.2.7", code: str = "delivery") -> list[int]:
    return [rush.wait(address, code, f"{address} {number}") for number in range(times)]


def test_thirty_a_minute_are_welcome_and_the_next_waits_a_minute() -> None:
    assert _waits(Rush(), 32) == [0] * 30 + [1, 1]


@pytest.mark.parametrize(("address", "code"), [("192.0.2.8", "delivery"), ("192.0.2.7", "hotline")])
def test_another_address_or_touchpoint_does_not_wait(address: str, code: str) -> None:
    rush = Rush()
    _waits(rush, 31)
    assert rush.wait(address, code, "other") == 0


def test_one_visit_may_add_and_send_again_but_not_for_ever() -> None:
    rush = Rush()
    waits = [rush.wait(f"192.0.2.{number}", "delivery", "the same") for number in range(11)]
    assert waits[:10] == [0] * 10
    assert 59 <= waits[10] <= 60


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::1", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_household_is_one_address(address: str, one: str) -> None:
    assert site(address) == one
