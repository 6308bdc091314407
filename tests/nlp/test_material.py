"""Floors on real comments, a margin below what was measured; skipped where the material is absent."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from tests.shared_material import material
from voc.nlp.document import Document
from voc.nlp.standard import standard

EVERY = 3
"""One comment in three of the development split: enough for the floor, and quick."""


def rows(path: Path) -> list[dict[str, str]]:
    """The lines of a tab-separated file without quoting, by column name."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def family(row: dict[str, str]) -> str:
    """Hotel, takeaway or shopping, by where the comment comes from."""
    if row["source"] == "hotel_htl":
        return "hotel"
    return "takeaway" if row["source"].startswith("waimai") else "shopping"


@pytest.fixture(scope="module")
def dev() -> list[dict[str, str]]:
    found = [row for row in rows(material("data/sentiment.tsv")) if row["split"] == "dev"]
    return found[::EVERY]


def accuracy(comments: list[dict[str, str]], found: list[Document]) -> dict[str, float]:
    """Share of comments in each family whose probability stands on the right side of one half."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for row, document in zip(comments, found, strict=True):
        right[family(row)].append(((document.positive or 0) > 0.5) == (row["label"] == "1"))
    return {name: sum(ones) / len(ones) for name, ones in right.items()}


def test_real_comments_are_judged_at_least_as_well_as_measured(dev: list[dict[str, str]]) -> None:
    found = standard().tag_many(row["text"] for row in dev)
    assert not any(document.failed for document in found)
    shares = accuracy(dev, found)
    assert shares["hotel"] >= 0.72
    assert shares["takeaway"] >= 0.80
    assert shares["shopping"] >= 0.88


def test_the_combination_is_better_than_the_stock_model_in_every_family(dev: list[dict[str, str]]) -> None:
    texts = [row["text"] for row in dev]
    ours = accuracy(dev, standard().tag_many(texts))
    stock = accuracy(dev, standard("snownlp-alone").tag_many(texts))
    assert all(ours[name] > stock[name] + 0.03 for name in ours)


def test_hard_cases_are_read_at_least_as_well_as_measured() -> None:
    cases = rows(material("data/hard_dev.tsv"))
    found = standard().tag_many(row["text"] for row in cases)
    overall = sum(one.overall == row["overall"] for row, one in zip(cases, found, strict=True))
    assert overall >= 74
    meant = [{pair for pair in row["aspects"].split(";") if pair} for row in cases]
    seen = [{f"{one.aspect}:{one.polarity}" for one in document.aspects} for document in found]
    hits = sum(len(mine & theirs) for mine, theirs in zip(seen, meant, strict=True))
    assert 2 * hits / sum(map(len, (*meant, *seen))) >= 0.85


def test_personal_data_of_the_hard_cases_is_found_exactly() -> None:
    for row in rows(material("data/hard_dev.tsv")):
        text = row["text"]
        found = standard().tag(text).personal or ()
        assert ";".join(f"{one.kind}:{text[one.start : one.end]}" for one in found) == (row["pii"] or "")


def test_no_real_comment_makes_a_component_fail_or_a_span_leave_the_text() -> None:
    comments = rows(material("data/restaurants_hk.tsv"))
    for document in standard().tag_many(row["text"] for row in comments):
        assert document.failed == ()
        assert len(document.masked) == len(document.text)
        assert all(0 <= one.start < one.end <= document.read for one in document.aspects)
