"""Opinions gathered into aspects, and documents that change without changing."""

import dataclasses

import pytest

from voc.nlp.aspects import ASKED, CLEAR, GUESSED, aspects
from voc.nlp.document import (
    Aspect,
    Entry,
    Hit,
    Mood,
    Opinion,
    Overall,
    Personal,
    Polarity,
    document,
    with_failure,
)
from voc.nlp.masking import masked, stars

POS, NEG, NEU = Polarity.POSITIVE, Polarity.NEGATIVE, Polarity.NEUTRAL


def opinion(polarity: Polarity, start: int, end: int, aspect: Aspect | None, weight: float = 1.0) -> Opinion:
    return Opinion(polarity, start, end, weight, False, aspect, 0)


def term(start: int, end: int, aspect: Aspect, sort: str = "-") -> Hit:
    return Hit(start, end, Entry("x" * (end - start), "term", sort, aspect, 0))


@pytest.mark.parametrize(
    ("opinions", "expected"),
    [
        ([], []),
        ([opinion(POS, 0, 2, Aspect.PRICE)], ["price:pos 0-2"]),
        (
            [opinion(POS, 0, 2, Aspect.PRICE), opinion(NEG, 3, 5, Aspect.LOGISTICS)],
            ["price:pos 0-2", "logistics:neg 3-5"],
        ),
        (
            [opinion(NEG, 3, 5, Aspect.LOGISTICS), opinion(POS, 0, 2, Aspect.PRICE)],
            ["price:pos 0-2", "logistics:neg 3-5"],
        ),
        ([opinion(POS, 0, 2, Aspect.PRICE), opinion(NEG, 3, 5, Aspect.PRICE, 2.0)], ["price:neg 3-5"]),
        ([opinion(POS, 0, 9, Aspect.PRICE), opinion(POS, 10, 12, Aspect.PRICE)], ["price:pos 10-12"]),
        ([opinion(NEU, 0, 2, Aspect.PRICE)], ["price:neu 0-2"]),
        ([opinion(POS, 0, 2, None)], ["overall:pos 0-2"]),
        ([opinion(POS, 0, 2, None), opinion(NEG, 3, 5, Aspect.PRICE)], ["price:neg 3-5"]),
        ([opinion(POS, 0, 2, None), opinion(NEG, 3, 5, None, 2.0)], ["overall:neg 3-5"]),
        ([opinion(POS, 0, 2, Aspect.OVERALL), opinion(NEG, 3, 5, Aspect.PRICE)], ["price:neg 3-5"]),
        (
            [opinion(POS, 0, 2, Aspect.OVERALL, 2.0), opinion(NEG, 3, 5, Aspect.PRICE)],
            ["overall:pos 0-2", "price:neg 3-5"],
        ),
        ([opinion(POS, 0, 2, Aspect.OVERALL)], ["overall:pos 0-2"]),
        ([opinion(POS, 0, 2, Aspect.PRICE, 0.05)], []),
    ],
)
def test_each_aspect_is_mentioned_once_with_its_heavier_side(
    opinions: list[Opinion], expected: list[str]
) -> None:
    found = aspects(opinions, [], Mood())
    assert [f"{one.aspect}:{one.polarity} {one.start}-{one.end}" for one in found] == expected


def test_confidence_falls_with_disagreement_and_with_guessing() -> None:
    clear = aspects([opinion(POS, 0, 2, Aspect.PRICE)], [], Mood())
    torn = aspects([opinion(POS, 0, 2, Aspect.PRICE, 3.0), opinion(NEG, 3, 5, Aspect.PRICE)], [], Mood())
    guessed = aspects([opinion(POS, 0, 2, None)], [], Mood())
    assert clear[0].confidence == CLEAR
    assert torn[0].confidence == pytest.approx(CLEAR * 0.75)
    assert guessed[0].confidence == GUESSED


@pytest.mark.parametrize(
    ("mood", "expected"),
    [
        (Mood(), []),
        (Mood(asks=True), ["after_sales:neu"]),
        (Mood(proposes=True), ["after_sales:neu"]),
        (Mood(asks=True, accuses=True), []),
    ],
)
def test_a_question_or_proposal_names_its_aspect_without_judging(mood: Mood, expected: list[str]) -> None:
    found = aspects([], [term(0, 2, Aspect.OVERALL), term(4, 6, Aspect.AFTER_SALES)], mood)
    assert [f"{one.aspect}:{one.polarity}" for one in found] == expected
    assert all(one.confidence == ASKED for one in found)


def test_what_is_wished_for_is_missing_now() -> None:
    wish = Hit(8, 11, Entry("就好了", "turn", "wish", None, 0))
    (found,) = aspects([], [term(2, 5, Aspect.LOCATION), wish], Mood(wishes=True))
    assert (found.aspect, found.polarity, found.start, found.end) == (Aspect.LOCATION, NEG, 2, 5)


@pytest.mark.parametrize(
    ("kind", "text", "starred"),
    [
        ("name", "周美玲", "周**"),
        ("name", "李雷", "李*"),
        ("name", "周", "*"),
        ("mobile", "13800008001", "138****8001"),
        ("mobile", "138 0000 8001", "138 **** 8001"),
        ("mobile", "+8613800008001", "**********8001"),
        ("mobile", "１３８００００８００１", "１３８****８００１"),
        ("mobile", "一三八零零零零八零零一", "一三八****八零零一"),
        ("landline", "010-62345678", "********5678"),
        ("bank_card", "6222021234567890128", "***************0128"),
        ("plate", "京A12345", "京A*****"),
        ("email", "a@b.cn", "******"),
        ("address", "中山路 18号", "*** ***"),
        ("id_card", "11010519491231002X", "*" * 18),
        ("order_no", "JD2026", "******"),
        ("im_id", "lily", "****"),
        ("unheard-of", "abc", "***"),
        ("mobile", "1380", "****"),
    ],
)
def test_each_kind_keeps_legible_what_identifies_nobody(kind: str, text: str, starred: str) -> None:
    assert stars(kind, text) == starred


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], "abcdefgh"),
        ([("email", 0, 2)], "**cdefgh"),
        ([("email", 6, 8), ("email", 0, 2)], "**cdef**"),
        ([("email", 0, 4), ("email", 2, 6)], "****efgh"),
        ([("email", 0, 8)], "********"),
    ],
)
def test_stretches_are_starred_in_order_and_the_first_of_two_overlapping_wins(
    found: list[tuple[str, int, int]], expected: str
) -> None:
    assert masked("abcdefgh", found, 8) == expected


def test_a_document_is_frozen_and_having_makes_another() -> None:
    one = document("很好")
    other = one.having(words=("很", "好"), overall=Overall.POSITIVE)
    assert (one.words, one.overall) == ((), None)
    assert (other.text, other.words, other.overall) == ("很好", ("很", "好"), Overall.POSITIVE)
    assert other == dataclasses.replace(one, words=("很", "好"), overall=Overall.POSITIVE)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.text = "差"  # type: ignore[misc]  # the refusal is what is tested


def test_a_failure_is_noted_behind_earlier_ones() -> None:
    assert with_failure(with_failure(document("好"), "a"), "b").failed == ("a", "b")


@pytest.mark.parametrize(
    ("length", "read", "truncated"), [(0, 0, False), (5000, 5000, False), (5001, 5000, True)]
)
def test_so_much_of_a_text_is_read(length: int, read: int, truncated: bool) -> None:
    one = document("好" * length)
    assert (one.read, one.truncated) == (read, truncated)


def test_a_text_is_masked_whole_until_somebody_has_looked() -> None:
    one = document("手机13800008001")
    assert one.masked == "*" * 13
    assert one.having(personal=()).masked == one.text
    assert one.having(personal=(Personal("mobile", 2, 13),)).masked == "手机138****8001"
