"""Tries of signing in are counted by account and address, so that nobody can lock out another."""

from voc.accounts.throttle import Throttle


def test_the_sixth_try_within_a_quarter_of_an_hour_waits() -> None:
    throttle = Throttle()
    left = [throttle.take("sumin", "10.0.0.1").left for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    sixth = throttle.take("sumin", "10.0.0.1")
    assert not sixth.granted
    assert 1 <= sixth.wait <= 15


def test_the_same_account_from_elsewhere_can_still_get_in() -> None:
    throttle = Throttle()
    for _ in range(6):
        throttle.take("sumin", "10.0.0.1")
    assert throttle.take("sumin", "10.0.0.2").granted
    assert throttle.take("hejia", "10.0.0.1").granted


def test_a_success_forgets_the_failures_before_it() -> None:
    throttle = Throttle()
    for _ in range(4):
        throttle.take("sumin", "10.0.0.1")
    throttle.forget("sumin", "10.0.0.1")
    assert throttle.take("sumin", "10.0.0.1").left == 4


def test_one_address_cannot_go_through_a_list_of_accounts() -> None:
    throttle = Throttle()
    granted = [throttle.take(f"person{number}", "10.0.0.1").granted for number in range(101)]
    assert granted == [True] * 100 + [False]
