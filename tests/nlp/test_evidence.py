"""The stretch that shows an aspect: it ends with words, names are masked beside it, batches leave no trace."""

import gc
from collections.abc import Sequence
from itertools import accumulate

import pytest

from voc.nlp.aspects import whole
from voc.nlp.document import Aspect, AspectMention, Document, Polarity
from voc.nlp.pipeline import Component, Pipeline
from voc.nlp.standard import standard


@pytest.mark.parametrize(
    ("text", "aspect", "evidence"),
    [
        ("说好次日达，第四天才送到，包装还压扁了", "logistics", "第四天才送到"),
        ("说好次日达，第四天才送到，包装还压扁了", "packaging", "包装还压扁了"),
        ("等了一整天没人来", "logistics", "等了一整天没人来"),
        ("打电话才知道改到后天了", "logistics", "改到后天了"),
        ("师傅人倒是挺客气", "customer_service", "师傅人倒是挺客气"),
        ("付款页第四次弹出三个订单", "online_experience", "第四次弹出三个订单"),
        ("扶手第二次修了还是响", "after_sales", "还是响"),
        ("我信了你们的邪", "overall", "我信了你们的邪"),
        ("等了两个小时才轮到", "queueing", "等了两个小时才轮到"),
        ("反映三次了还是没人管", "complaint_handling", "反映三次了还是没人管"),
        ("报修五天没人来", "after_sales", "报修五天没人来"),
        ("两分钟就办完了", "queueing", "两分钟就办完了"),
    ],
)
def test_the_evidence_is_the_shortest_stretch_of_whole_words(text: str, aspect: str, evidence: str) -> None:
    shown = {one.aspect: text[one.start : one.end] for one in standard().tag(text).aspects}
    assert shown[Aspect(aspect)] == evidence


@pytest.mark.parametrize(
    ("words", "start", "end", "shown"),
    [
        (("第四天", "才", "送到"), 0, 5, (0, 6)),
        (("第四天", "才", "送到"), 1, 6, (0, 6)),
        (("第四天", "才", "送到"), 2, 5, (0, 6)),
        (("第四天", "才", "送到"), 3, 4, (3, 4)),
        (("第四天", "才", "送到"), 0, 6, (0, 6)),
        (("很长很长的词", "好"), 1, 2, (0, 2)),
        (("很长很长的词", "好"), 3, 5, (3, 6)),
        (("很长很长的词", "好"), 6, 7, (6, 7)),
    ],
)
def test_evidence_grows_by_two_characters_at_most(
    words: Sequence[str], start: int, end: int, shown: tuple[int, int]
) -> None:
    mention = AspectMention(Aspect.LOGISTICS, Polarity.NEGATIVE, start, end, 0.8)
    (grown,) = whole([mention], words)
    assert (grown.start, grown.end) == shown
    assert grown._replace(start=start, end=end) == mention


@pytest.mark.parametrize(
    "text", ["第四天才送到", "等到天黑没人来", "师傅人真好，麻利", "页面刷不出来，付了两次", "一条短信都没有"]
)
def test_evidence_ends_where_words_end(text: str) -> None:
    found = standard().tag(text)
    edges = {0, *accumulate(map(len, found.words))}
    assert all({one.start, one.end} <= edges for one in found.aspects)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("我王建国，等了五天", "我王**，等了五天"),
        ("我王建国:等了五天", "我王**:等了五天"),
        ("你好，我李思远，投诉", "你好，我李**，投诉"),
        ("我周文博电话13800138000", "我周**电话138****8000"),
        ("我叫王建国", "我叫王**"),
        ("我很满意，下次来", "我很满意，下次来"),
        ("我马上来，等等", "我马上来，等等"),
        ("我白等了，气死", "我白等了，气死"),
        ("我常来的，不错", "我常来的，不错"),
        ("我安心了，谢谢", "我安心了，谢谢"),
        ("我任何时候，都行", "我任何时候，都行"),
        ("我王建国说一句", "我王建国说一句"),
        ("给我王建国，谢谢", "给我王建国，谢谢"),
        ("我于是就，走了", "我于是就，走了"),
        ("我金卡，", "我金卡，"),
    ],
)
def test_a_name_right_behind_i_is_masked_before_a_comma(text: str, masked: str) -> None:
    assert standard().tag(text).masked == masked


class Watching(Component):
    """Notes whether cycles are being searched for while it works."""

    name, version = "watching", "1"
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.seen: list[bool] = []

    def __call__(self, found: Document) -> Document:
        self.seen.append(gc.isenabled())
        return found


class Dying(Watching):
    """Ends the batch as a full memory would."""

    def __call__(self, found: Document) -> Document:
        raise KeyboardInterrupt


def test_the_search_for_cycles_rests_during_a_batch_and_goes_on_after_it() -> None:
    watching = Watching()
    Pipeline([watching]).tag_many(["一", "二"])
    assert watching.seen == [False, False]
    assert gc.isenabled()


def test_the_search_for_cycles_goes_on_after_a_batch_that_was_broken_off() -> None:
    with pytest.raises(KeyboardInterrupt):
        Pipeline([Dying()]).tag("一")
    assert gc.isenabled()


def test_a_search_for_cycles_that_somebody_else_suspended_stays_suspended() -> None:
    gc.disable()
    try:
        Pipeline([Watching()]).tag("一")
        assert not gc.isenabled()
    finally:
        gc.enable()
