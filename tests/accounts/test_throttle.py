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
    throttle.succeeded("sumin", "10.0.0.1")
    assert throttle.take("sumin", "10.0.0.1").left == 4


def test_one_address_cannot_go_through_a_list_of_accounts() -> None:
    throttle = Throttle()
    granted = []
    for number in range(101):
        granted.append(throttle.take(f"person{number}", "10.0.0.1").granted)
        throttle.failed("10.0.0.1")
    assert granted == [True] * 100 + [False]


def _crowded() -> Throttle:
    """A throttle where somebody tried a hundred accounts from 10.0.0.1, and sumin had signed in before."""
    throttle = Throttle()
    throttle.take("sumin", "10.0.0.1")
    throttle.succeeded("sumin", "10.0.0.1")
    for number in range(100):
        throttle.take(f"person{number}", "10.0.0.1")
        throttle.failed("10.0.0.1")
    return throttle


def test_who_signed_in_from_an_address_before_still_can_whatever_others_try_there() -> None:
    throttle = _crowded()
    assert not throttle.take("hejia", "10.0.0.1").granted
    assert throttle.take("hejia", "10.0.0.2").granted
    assert throttle.take("sumin", "10.0.0.1").granted


def test_being_known_at_an_address_gives_no_more_tries_of_the_one_account() -> None:
    throttle = _crowded()
    assert [throttle.take("sumin", "10.0.0.1").granted for _ in range(6)] == [True] * 5 + [False]


def test_a_success_does_not_open_the_address_for_a_list_of_accounts() -> None:
    throttle = _crowded()
    throttle.succeeded("sumin", "10.0.0.1")
    assert not throttle.take("hejia", "10.0.0.1").granted


def test_successes_never_fill_an_address() -> None:
    throttle = Throttle()
    for number in range(200):
        assert throttle.take(f"person{number}", "10.0.0.1").granted
        throttle.succeeded(f"person{number}", "10.0.0.1")
