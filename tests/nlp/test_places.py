"""What a wait was for: by the things a text names, else by the place where it was left."""

from collections.abc import Iterable

import pytest

from voc.nlp.document import Aspect, Document
from voc.nlp.fold import fold
from voc.nlp.matching import hits
from voc.nlp.places import AWAITED, EITHER, PLACES, placed
from voc.nlp.standard import standard

DELIVERY = frozenset({Aspect.LOGISTICS})
FITTING = frozenset({Aspect.AFTER_SALES})
QUEUE = frozenset({Aspect.QUEUEING})
NOWHERE: frozenset[Aspect] = frozenset()


def judged(found: Document) -> set[str]:
    return {f"{one.aspect}:{one.polarity}" for one in found.aspects}


@pytest.mark.parametrize(
    ("text", "hints", "aspect"),
    [
        ("没人来", NOWHERE, "logistics"),
        ("没人来", DELIVERY, "logistics"),
        ("没人来", FITTING, "after_sales"),
        ("没人来", DELIVERY | FITTING, "logistics"),
        ("没人来", QUEUE, "logistics"),
        ("又没来", FITTING, "after_sales"),
        ("放鸽子", FITTING, "after_sales"),
        ("放鸽子", DELIVERY, "logistics"),
        ("临时改约", FITTING, "after_sales"),
        ("推迟了", DELIVERY, "logistics"),
        ("等了一整天没人来", NOWHERE, "logistics"),
        ("等了一整天没人来", DELIVERY, "logistics"),
        ("等了一整天没人来", FITTING, "after_sales"),
        ("等了三天", NOWHERE, "logistics"),
        ("等了三天", FITTING, "after_sales"),
        ("等了两小时", NOWHERE, "queueing"),
        ("等了两小时", QUEUE, "queueing"),
        ("等了两小时", DELIVERY, "logistics"),
        ("等了两小时", FITTING, "after_sales"),
        ("等了两小时", DELIVERY | QUEUE, "queueing"),
        ("排了40分钟", QUEUE, "queueing"),
        ("约好安装，没人来", NOWHERE, "after_sales"),
        ("约好安装，没人来", DELIVERY, "after_sales"),
        ("约好送货，没人来", FITTING, "logistics"),
        ("报修五天没人来", NOWHERE, "after_sales"),
        ("快递说好上午，没人来", FITTING, "logistics"),
        ("改到后天了", NOWHERE, "logistics"),
        ("改到后天了", FITTING, "after_sales"),
        ("安装改到下周", DELIVERY, "after_sales"),
        ("第四天才来", DELIVERY, "logistics"),
        ("第四天才来", FITTING, "after_sales"),
        ("第四天才送到", FITTING, "logistics"),
        ("一周才修好", DELIVERY, "after_sales"),
        ("半小时才轮到", DELIVERY, "queueing"),
    ],
)
def test_a_wait_is_laid_to_what_is_named_or_to_the_place(
    text: str, hints: frozenset[Aspect], aspect: str
) -> None:
    assert f"{aspect}:neg" in judged(standard().tag(text, hints))


@pytest.mark.parametrize(
    ("text", "hints", "aspect"),
    [
        ("师傅很客气", NOWHERE, "customer_service"),
        ("师傅很客气", DELIVERY, "customer_service"),
        ("师傅很客气", FITTING, "after_sales"),
        ("安装很快，师傅很客气", NOWHERE, "after_sales"),
        ("维修师傅很客气", DELIVERY, "after_sales"),
        ("安装师傅很细心", NOWHERE, "after_sales"),
        ("骑手很客气", NOWHERE, "logistics"),
        ("快递员很客气", FITTING, "logistics"),
        ("店员很客气", DELIVERY, "customer_service"),
        ("送货的师傅人倒是挺客气", DELIVERY, "logistics"),
    ],
)
def test_praise_of_people_is_laid_to_their_work(text: str, hints: frozenset[Aspect], aspect: str) -> None:
    assert f"{aspect}:pos" in judged(standard().tag(text, hints))


@pytest.mark.parametrize("hints", [NOWHERE, DELIVERY, FITTING, QUEUE, frozenset(Aspect)])
@pytest.mark.parametrize(
    "text",
    [
        "菜很咸",
        "停车难",
        "客服态度差",
        "包装压扁了",
        "价格太贵",
        "快递慢",
        "退款慢",
        "排队太久",
        "页面打不开",
    ],
)
def test_a_place_changes_nothing_where_the_words_are_plain(text: str, hints: frozenset[Aspect]) -> None:
    plain, placed_there = standard().tag(text), standard().tag(text, hints)
    assert judged(placed_there) == judged(plain)
    assert placed_there.overall == plain.overall


@pytest.mark.parametrize("hints", [NOWHERE, DELIVERY, FITTING, QUEUE])
@pytest.mark.parametrize("text", ["", "好", "几点开门？", "已签收", "给个2分"])
def test_a_place_gives_no_opinion_of_its_own(text: str, hints: frozenset[Aspect]) -> None:
    assert judged(standard().tag(text, hints)) == judged(standard().tag(text))


def test_hints_go_with_their_texts_in_order() -> None:
    found = standard().tag_many(["没人来"] * 3, hints=[DELIVERY, FITTING, ()])
    assert [one.hints for one in found] == [DELIVERY, FITTING, NOWHERE]
    assert [sorted(judged(one)) for one in found] == [
        ["logistics:neg"],
        ["after_sales:neg"],
        ["logistics:neg"],
    ]


@pytest.mark.parametrize("hints", [[], [DELIVERY], [DELIVERY] * 3])
def test_hints_that_are_not_as_many_as_the_texts_are_refused(hints: Iterable[frozenset[Aspect]]) -> None:
    with pytest.raises(ValueError, match="argument 2"):
        standard().tag_many(["没人来", "好"], hints=hints)


def test_hits_without_a_visit_stay_the_same_object() -> None:
    found = hits(fold("菜很咸，价格太贵"))
    assert placed(found, DELIVERY) is found


@pytest.mark.parametrize("word", sorted(AWAITED | EITHER))
def test_every_awaited_word_is_a_word_of_the_lexicon(word: str) -> None:
    assert [hit.entry.word for hit in hits(word)] == [word]


def test_places_are_told_apart() -> None:
    assert len(set(PLACES)) == len(PLACES)
