"""Praise that is none: promised and not met, quoted, told to the writer, or asked after."""

import pytest

from voc.nlp.document import Aspect, Opinion, Polarity
from voc.nlp.sincerity import sincere
from voc.nlp.standard import standard


def praised(text: str) -> set[str]:
    return {one.aspect.value for one in standard().tag(text).aspects if one.polarity is Polarity.POSITIVE}


@pytest.mark.parametrize(
    "text",
    [
        "说好次日达，第四天才送到",
        "写着送货上门，却放楼下",
        "承诺送到家，结果让我自提",
        "住三楼，次日达？我信了你们的邪",
        "摆着好看的？",
        "这叫服务好？",
        "“请耐心等待”出现了七次",
        "号称“贴心服务”，打了五次电话没人接",
        "客服说马上处理",
        "客服说很快解决",
        "页面写送货上门",
        "每次说马上补发",
        "你们说免费安装",
        "对方承诺免费更换",
        "是不是送货快？",
        "服务好吗",
    ],
)
def test_hollow_praise_gives_no_praised_aspect(text: str) -> None:
    assert praised(text) == set()


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("不得不说服务好", "customer_service"),
        ("客服说得清楚", "customer_service"),
        ("客服说话客气", "customer_service"),
        ("“小周”服务好", "customer_service"),
        ("送货快，还有优惠吗？", "logistics"),
        ("这么贴心的小哥上哪儿找去？", "logistics"),
        ("说好次日达，真的很快就送到", "logistics"),
        ("店员解释得清楚", "customer_service"),
    ],
)
def test_praise_of_the_writers_own_stays(text: str, aspect: str) -> None:
    assert aspect in praised(text)


GOOD = Opinion(Polarity.POSITIVE, 4, 6, aspect=Aspect.LOGISTICS)
BAD = Opinion(Polarity.NEGATIVE, 4, 6, aspect=Aspect.LOGISTICS)


@pytest.mark.parametrize(
    ("start", "end", "stays"), [(0, 10, False), (4, 6, False), (5, 10, True), (0, 5, True), (7, 9, True)]
)
def test_praise_falls_only_within_the_failure(start: int, end: int, stays: bool) -> None:
    failure = Opinion(Polarity.NEGATIVE, start, end)
    assert (sincere([GOOD], [failure], "一二三四五六七八九十") == [GOOD]) is stays


@pytest.mark.parametrize("polarity", list(Polarity))
def test_blame_stays_whatever_surrounds_it(polarity: Polarity) -> None:
    assert sincere([BAD], [Opinion(polarity, 0, 10)], "“一二三四五六七八”") == [BAD]


@pytest.mark.parametrize("text", ["“一二三四五六七", "一二三四五六七”", "”一二三四五六“"])
def test_quotes_that_do_not_close_around_it_change_nothing(text: str) -> None:
    assert sincere([GOOD], [], text) == [GOOD]
