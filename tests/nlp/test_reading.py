"""Judgements read off clauses: polarity, weight, aspect and the stretch that shows them."""

import pytest

from voc.nlp.document import Aspect, Opinion, Overall
from voc.nlp.standard import standard


def opinions(text: str) -> list[Opinion]:
    return list(standard().tag(text).opinions)


def shown(text: str) -> list[str]:
    return [f"{one.polarity} {text[one.start : one.end]}" for one in opinions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("好", ["pos 好"]),
        ("不好", ["neg 不好"]),
        ("不错", ["pos 不错"]),
        ("菜不咸", ["pos 菜不咸"]),
        ("不太满意", ["neg 不太满意"]),
        ("没有不满意", ["pos 没有不满意"]),
        ("非常非常好", ["pos 非常非常好"]),
        ("有点贵", ["neg 有点贵"]),
        ("贵了点", ["neg 贵了点"]),
        ("一个坏的也没有", ["pos 坏的也没有"]),
        ("没遇到漏发、破损这些问题", ["pos 没遇到漏发", "pos 没遇到漏发、破损"]),
        ("环境、服务都不错", ["pos 环境、服务都不错", "pos 服务都不错"]),
        ("分量大", ["pos 分量大"]),
        ("分量太大", ["neg 分量太大"]),
        ("分量小", ["neg 分量小"]),
        ("噪音大", ["neg 噪音大"]),
        ("噪音小", ["pos 噪音小"]),
        ("价格不高", ["pos 价格不高"]),
        ("掉电快", ["neg 掉电快"]),
        ("排队快", ["pos 排队快"]),
        ("排队很长", ["neg 排队很长"]),
        ("好吃的菜", ["pos 好吃的菜"]),
        ("没有热水", ["neg 没有热水"]),
        ("没有异味", ["pos 没有异味"]),
        ("好贵", ["neg 好贵"]),
        ("好像是这样", []),
        ("差不多", []),
        ("大家都来了", []),
        ("多", []),
        ("勉强", ["neg 勉强"]),
        ("你好", []),
        ("没见过这么差的", ["neg 这么差"]),
        ("从没吃过这么好吃的", ["pos 这么好吃"]),
        ("不会差", ["pos 不会差"]),
        ("不能更差", ["neg 不能更差"]),
    ],
)
def test_a_judgement_is_read_with_its_negation_degree_and_object(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ("好", "非常好"),
        ("有点贵", "贵"),
        ("贵了点", "贵"),
        ("菜不咸", "菜咸"),
        ("谢谢", "好"),
        ("好", "推荐"),
    ],
)
def test_degree_raises_the_weight_and_softening_lowers_it(weaker: str, stronger: str) -> None:
    assert opinions(weaker)[0].weight < opinions(stronger)[0].weight


@pytest.mark.parametrize(
    ("text", "soft"),
    [("有点吵", True), ("稍微贵", True), ("贵了点", True), ("太吵", False), ("很贵", False)],
)
def test_softeners_mark_a_side_that_cannot_win(text: str, soft: bool) -> None:
    assert opinions(text)[0].soft is soft


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("态度好", Aspect.CUSTOMER_SERVICE),
        ("快递员态度好", Aspect.LOGISTICS),
        ("骑手态度好", Aspect.LOGISTICS),
        ("安装师傅热情", Aspect.AFTER_SALES),
        ("保洁阿姨热情", Aspect.STORE_ENVIRONMENT),
        ("app卡死了", Aspect.ONLINE_EXPERIENCE),
        ("包装坏了", Aspect.PACKAGING),
        ("客服，慢", Aspect.CUSTOMER_SERVICE),
        ("快递等了很久", Aspect.LOGISTICS),
        ("等了很久", Aspect.QUEUEING),
        ("退款等了很久", Aspect.AFTER_SALES),
        ("棒", None),
    ],
)
def test_the_thing_named_says_what_is_judged(text: str, aspect: Aspect | None) -> None:
    assert opinions(text)[0].aspect is aspect


def test_a_clause_without_an_object_judges_what_the_clause_before_named() -> None:
    found = opinions("房间很大，很舒服")
    assert [one.aspect for one in found] == [Aspect.STORE_ENVIRONMENT] * 2
    assert [one.clause for one in found] == [0, 1]


def test_evidence_leaves_out_an_object_that_stands_too_far() -> None:
    text = "客服小姐姐在我连续问了好几遍之后终于愿意告诉我说这个东西真的不错"
    last = standard().tag(text).opinions[-1]
    assert last.end - last.start <= 24


def test_a_judgement_outside_any_clause_reaches_no_other() -> None:
    assert standard().tag("不。好").overall is Overall.POSITIVE
