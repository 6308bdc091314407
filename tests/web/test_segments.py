from hypothesis import given
from hypothesis import strategies as st

from voc.web.segments import Segment, Span, segments

KINDS = st.sampled_from(["negative", "positive", "neutral", "masked"])
SPANS = st.lists(
    st.builds(Span, st.integers(-3, 40), st.integers(-3, 40), KINDS, st.sampled_from(["", "物流", "态度"]))
)


def test_text_without_evidence_is_one_plain_piece() -> None:
    assert segments("很满意。", []) == [Segment("很满意。")]


def test_no_text_has_no_pieces() -> None:
    assert segments("", [Span(0, 3, "negative")]) == []


def test_evidence_stands_apart_from_the_words_around_it() -> None:
    assert segments(
        "第四天才到，师傅客气", [Span(0, 5, "negative", "物流"), Span(6, 10, "positive", "态度")]
    ) == [
        Segment("第四天才到", "negative", "物流"),
        Segment("，"),
        Segment("师傅客气", "positive", "态度"),
    ]


def test_where_evidence_overlaps_the_negative_is_shown_and_both_are_named() -> None:
    assert segments("慢但是好", [Span(0, 3, "negative", "慢"), Span(2, 4, "positive", "好")]) == [
        Segment("慢但", "negative", "慢"),
        Segment("是", "negative", "慢 · 好"),
        Segment("好", "positive", "好"),
    ]


def test_masking_wins_over_evidence() -> None:
    assert [piece.kind for piece in segments("电话138", [Span(0, 5, "negative"), Span(2, 5, "masked")])] == [
        "negative",
        "masked",
    ]


def test_a_masked_stretch_stays_in_one_piece_where_evidence_ends_within_it() -> None:
    mask = Span(3, 14, "masked", "手机号")
    assert segments("有事打139****5678找我", [Span(6, 11, "negative", "客服"), mask]) == [
        Segment("有事打"),
        Segment("139****5678", "masked", "手机号"),
        Segment("找我"),
    ]


def test_masked_stretches_that_overlap_are_one_piece() -> None:
    assert segments("138****5678", [Span(0, 7, "masked"), Span(3, 11, "masked")]) == [
        Segment("138****5678", "masked")
    ]


def test_an_offset_counts_characters_even_beyond_the_basic_plane() -> None:
    assert segments("😡慢死了", [Span(1, 4, "negative")])[1] == Segment("慢死了", "negative")


@given(st.text(max_size=40), SPANS)
def test_the_pieces_always_join_to_the_text(text: str, spans: list[Span]) -> None:
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(st.text(max_size=40), SPANS)
def test_each_character_has_the_strongest_kind_that_covers_it(text: str, spans: list[Span]) -> None:
    strength = {"": -1, "neutral": 0, "positive": 1, "negative": 2, "masked": 3}
    kinds = [piece.kind for piece in segments(text, spans) for _ in piece.text]
    for place, kind in enumerate(kinds):
        over = [span.kind for span in spans if span.start <= place < span.end]
        assert kind == max(over, key=lambda one: strength[one], default="")
