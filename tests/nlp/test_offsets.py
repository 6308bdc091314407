"""Whatever the text, every span lies inside it and every mask keeps its length."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from voc.nlp.masking import masked, stars
from voc.nlp.standard import standard

PIECES = st.sampled_from(
    [
        "客服",
        "态度",
        "很",
        "差",
        "好",
        "不",
        "没有",
        "但是",
        "，",
        "。",
        "？",
        "13800001234",
        "等了",
        "两小时",
        "我叫",
        "张小明",
        "路",
        "18号",
        "快递",
        "太",
        "慢",
        "贵",
        "了点",
        "👍",
        "🙃",
        "ａｂ",
        "服務",
        "a@b.cn",
        "订单号",
        "JD20260101998",
        "说好",
        "却没",
        "给",
        "2分",
        "要是",
        "就好了",
        "都说",
        "之前",
        "呵呵",
        "一",
        "十",
        "-",
        "微信",
        "京A·12345",
        "\x00",
        "\ud800",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_span_lies_inside_the_text(text: str) -> None:
    found = standard().tag(text)
    assert found.failed == ()
    spans = [*found.clauses, *((hit.start, hit.end) for hit in found.hits)]
    spans += [(one.start, one.end) for one in found.opinions]
    spans += [(one.start, one.end) for one in found.aspects]
    spans += [(one.start, one.end) for one in found.personal or ()]
    assert all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_mask_keeps_the_length_and_changes_only_what_was_found(text: str) -> None:
    found = standard().tag(text)
    assert len(found.masked) == len(text)
    hidden = {place for one in found.personal or () for place in range(one.start, one.end)}
    assert all(found.masked[place] == text[place] for place in range(len(text)) if place not in hidden)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_tokens_and_clauses_follow_each_other_without_overlap(text: str) -> None:
    found = standard().tag(text)
    assert "".join(token.text for token in found.tokens) == text
    assert all(left.end <= right.start for left, right in pairwise(found.clauses))


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, max_size=6))
def test_a_batch_finds_what_each_text_alone_finds(texts: list[str]) -> None:
    assert standard().tag_many(texts) == [standard().tag(text) for text in texts]


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.sampled_from(["name", "mobile", "email"]), st.integers(0, 60), st.integers(0, 60))),
    st.integers(0, 60),
)
def test_any_stretches_mask_without_losing_length(
    text: str, stretches: list[tuple[str, int, int]], read: int
) -> None:
    inside = [(kind, start, end) for kind, start, end in stretches if start < end <= len(text)]
    assert len(masked(text, inside, min(read, len(text)))) == len(text)


@given(st.sampled_from(["name", "mobile", "landline", "plate", "email"]), st.text(max_size=30))
def test_stars_never_show_a_short_number_whole(kind: str, text: str) -> None:
    starred = stars(kind, text)
    assert len(starred) == len(text)
    assert "*" in starred or not text.strip()
