"""The word lists hold together: each word once, every aspect named, relations known."""

from collections import Counter
from itertools import pairwise

import pytest

from voc.nlp.document import Aspect
from voc.nlp.fold import fold
from voc.nlp.lexicon import digest, rows
from voc.nlp.matching import LEXICONS, Match, entries, hits

COLUMNS = {
    "turns": 2,
    "modifiers": 3,
    "opinions": 4,
    "terms": 3,
    "neutral": 1,
    "traditional": 2,
    "surnames": 2,
}


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_every_line_has_its_columns(name: str, columns: int) -> None:
    assert {len(row) for row in rows(name)} == {columns}


def test_no_word_stands_in_two_places() -> None:
    words = Counter(word for name in LEXICONS for row in rows(name) for word in row[-1].split())
    assert [word for word, times in words.items() if times > 1] == []


def test_every_word_is_written_as_it_is_matched() -> None:
    assert [word for word in entries() if fold(word) != word] == []


def test_every_aspect_has_things_and_judgements_of_its_own() -> None:
    for kind in ("term", "judge"):
        aspects = Counter(entry.aspect for entry in entries().values() if entry.kind == kind)
        assert min(aspects[aspect] for aspect in Aspect) >= 5, kind


@pytest.mark.parametrize(
    ("kind", "sorts"),
    [
        ("term", {"-", "less", "have", "who"}),
        ("judge", {"pos", "neg", "neu", "more", "less", "fast", "slow"}),
        ("modify", {"negate", "degree", "soften", "undo"}),
        ("neutral", {""}),
    ],
)
def test_relations_are_those_the_reader_knows(kind: str, sorts: set[str]) -> None:
    assert {entry.sort for entry in entries().values() if entry.kind == kind} == sorts


def test_the_lexicon_is_of_a_size_that_covers_the_field() -> None:
    kinds = Counter(entry.kind for entry in entries().values())
    assert kinds["judge"] > 2000
    assert kinds["term"] > 800


def test_weights_are_positive_and_factors_moderate() -> None:
    judging = [entry.weight for entry in entries().values() if entry.kind == "judge"]
    assert 0 < min(judging) <= max(judging) <= 3


def test_a_digest_names_the_bytes_of_the_lists() -> None:
    assert digest("terms") == digest("terms") != digest("opinions")
    assert digest(*LEXICONS) in Match().version


def test_hits_are_leftmost_longest_and_do_not_overlap() -> None:
    found = hits("服务态度非常好")
    assert [hit.entry.word for hit in found] == ["服务态度", "非常", "好"]
    assert all(left.end <= right.start for left, right in pairwise(found))


def test_traditional_characters_map_one_to_one() -> None:
    assert all(len(old) == len(new) == 1 for old, new in rows("traditional"))
