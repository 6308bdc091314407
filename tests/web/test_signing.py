import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.web.signing import Signer

SECRET = "a-secret-of-more-than-thirty-two-characters"
SIGNER = Signer(SECRET, "respond.page")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_token_gives_its_text_back(text: str) -> None:
    token = SIGNER.token(text)
    assert SIGNER.text(token) == text
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_of_another_purpose_is_not_taken() -> None:
    assert Signer(SECRET, "invitation").text(SIGNER.token("8")) is None


def test_a_token_under_another_secret_is_not_taken() -> None:
    assert Signer(SECRET + "!", "respond.page").text(SIGNER.token("8")) is None


def test_no_changed_character_survives() -> None:
    token = SIGNER.token("页 2")
    for place, character in enumerate(token):
        other = "A" if character != "A" else "B"
        assert SIGNER.text(token[:place] + other + token[place + 1 :]) is None


@pytest.mark.parametrize("token", ["", "x", "====", "页", "a b", "AAAAAAAAAAAAAAAAAAAAAA", "\n"])
def test_what_is_no_token_is_refused_in_silence(token: str) -> None:
    assert SIGNER.text(token) is None


@given(st.text(max_size=80))
def test_nothing_made_up_is_taken(token: str) -> None:
    assert SIGNER.text(token) is None
