from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.surveys import sitting
from voc.surveys.sitting import Sitting
from voc.web.signing import Signer

SIGNER = Signer("k" * 32, sitting.PURPOSE)
AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
HEX = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(HEX, st.integers(1, 2**31), st.integers(0, 2**33), st.from_regex(r"[\w-]{1,32}", fullmatch=True))
def test_a_sitting_comes_back_from_its_token(client_id: str, version: int, started: int, code: str) -> None:
    here = Sitting(client_id, version, started, code)
    if code.isascii():
        assert sitting.read(here.token(SIGNER), code, SIGNER) == here


@pytest.mark.parametrize(
    "spoil", [lambda t: t[:-2] + "AA", lambda t: t + "A", lambda t: "", lambda t: t[5:], lambda t: "é"]
)
def test_a_token_that_was_touched_is_none_of_ours(spoil: "object") -> None:
    token = Sitting("a" * 32, 1, 5, "door").token(SIGNER)
    assert callable(spoil)
    assert sitting.read(spoil(token), "door", SIGNER) is None


def test_a_token_opens_only_its_own_collector_and_purpose() -> None:
    token = Sitting("a" * 32, 1, 5, "door").token(SIGNER)
    assert sitting.read(token, "other", SIGNER) is None
    assert sitting.read(token, "door", Signer("k" * 32, "another.purpose")) is None
    assert sitting.read(token, "door", Signer("x" * 32, sitting.PURPOSE)) is None


@given(HEX)
def test_a_receipt_finds_the_response_however_it_is_written(client_id: str) -> None:
    receipt = Sitting(client_id, 1, 0, "d").receipt
    for told in (receipt, receipt.lower().replace("-", " "), receipt.replace("0", "o").replace("1", "l")):
        found = sitting.ids_beginning(told)
        assert found is not None
        assert found[0] <= client_id <= found[1]


@pytest.mark.parametrize("told", ["", "12345", "12345-6789U", "12345-67890-1"])
def test_what_is_no_receipt_finds_nothing(told: str) -> None:
    assert sitting.ids_beginning(told) is None


def test_ids_made_later_sort_later_and_are_never_the_same() -> None:
    ids = [sitting.new_id(AT) for _ in range(100)]
    assert len(set(ids)) == 100
    assert all(sitting.CLIENT_ID.fullmatch(one) for one in ids)
    assert max(ids) < sitting.new_id(AT.replace(hour=9))
