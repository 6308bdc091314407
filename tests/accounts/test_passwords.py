"""Passwords: what may be chosen, and that a check tells nothing by the time it takes."""

import pytest
from werkzeug.security import generate_password_hash

from voc.accounts import passwords


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("short-one", "太短"),
        ("x" * 257, "太长"),
        ("aaaaaaaaaaaa", "重复"),
        ("12341234123412", "重复"),
        ("sumin-12345", "账号"),
    ],
)
def test_an_unfit_password_is_refused_with_the_mend(password: str, word: str) -> None:
    assert word in passwords.fault_of(password, "sumin")
    with pytest.raises(passwords.PasswordUnfit, match=word):
        passwords.hashed(password, "sumin")


@pytest.mark.parametrize(
    "password", ["four-quiet-cranes", "白日依山尽黄河入海流呀", "sumin-and-four-quiet-cranes"]
)
def test_a_long_password_of_several_words_is_fit(password: str) -> None:
    assert passwords.fault_of(password, "sumin") == ""


def test_a_stored_password_matches_itself_only() -> None:
    stored = generate_password_hash("four-quiet-cranes", "pbkdf2:sha256:1")
    assert passwords.matches(stored, "four-quiet-cranes")
    assert not passwords.matches(stored, "four-quiet-crane")
    assert not passwords.matches(stored, "x" * 100_000)


def test_an_unknown_login_is_checked_with_the_same_work_and_never_matches() -> None:
    assert passwords.NOBODY.startswith(passwords.METHOD + "$")
    ours = passwords.hashed("four-quiet-cranes", "sumin")
    assert [len(part) for part in ours.split("$")] == [len(part) for part in passwords.NOBODY.split("$")]
    assert not passwords.matches(None, "four-quiet-cranes")


def test_one_time_passwords_are_fit_and_differ() -> None:
    made = {passwords.one_time() for _ in range(200)}
    assert len(made) == 200
    assert all(passwords.fault_of(one, "sumin") == "" for one in made)
