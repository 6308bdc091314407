"""Judgements that are no fixed words: waits, attempts, broken promises, marks out of ten.

Every expression is linear: no repetition stands inside another, and gaps have an upper bound.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from voc.nlp.document import Aspect, Polarity

_NUMBER = r"(?:[0-9]{1,4}(?:\.[0-9])?|[一二两三四五六七八九十百半几]{1,4}|好几|大半|整整一|一整)"
_UNIT = r"(?:多)?(?:个)?(?:多)?(?:半)?(?:小时|钟头|分钟|秒钟|秒|天|日|周|星期|礼拜|月|年|晚上|上午|下午|夜|点钟)(?:多|半)?"
_WAIT = re.compile(
    r"(?:等|排|坐|站|拖|耗|占线|延误|晚点|晚|迟到|超时|催)(?:待|候|队|位|餐|座){0,1}(?:了|上|着|到){0,2}"
    r"(?:我)?(?:将近|差不多|足足|整整|至少|起码|大概|大约|超过|都快|快|近|有|他们|你们){0,2}"
    rf"({_NUMBER})({_UNIT})(?:才|都没|没人|也没|还没|没)?(?:有)?(?:人)?(?:来|理|管|送|到|上|接|叫到号|吃上|轮到){{0,1}}"
)
_OVERDUE = re.compile(
    rf"(?:已经|都|过了|过去|快|整整|足足|拖了|晚了)(?:快)?({_NUMBER})({_UNIT})了?[^。！？!?]{{0,6}}?(?:还|都|才|也|仍|依然)?(?:没|不|未)"
    rf"|(?:都|已经)(?:快|过去|过了)?{_NUMBER}{_UNIT}了"
)
_SWIFT = re.compile(
    rf"[0-9一二两三四五六七八九十百半几][0-9.一二两三四五六七八九十百半几]{{0,4}}{_UNIT}(?:不到|左右|内)?(?:(?:就|便|即)(?:能|可以|全|都|给)?|(?=搞定|办好|办完))"
    r"(送到|收到|到账|到家|到货|到了|到|办完|办好|办|搞定|弄好|轮到|拿到|上菜|上齐|上|修好|解决|处理|回复|回|来人|有人|好|完)"
)
_ONLY = re.compile("(?:才|只用了|只用|只花了|不到|仅)?(?:用了|花了)?$")
_SHORT_LIVED = re.compile(
    rf"(?:才|刚|没)?(?:用|穿|买|吃|戴|骑|洗|放)?(?:了)?(?:不到|没)?({_NUMBER})(?:个)?(?:多)?(?:天|周|星期|月|小时|次|回|晚)(?:不到|多)?就"
    r"(?:已经|又|全)?(坏|断|破|没电|开胶|掉|烂|不能|裂|过期|用不了|不行|起球|变形|脱|漏|死机|黑屏|不亮)"
)
_ATTEMPTS = re.compile(
    rf"(?:打|拨|联系|找|问|催|反映|反馈|投诉|说|报修)了?(?:你们|他们|客服|商家|卖家)?({_NUMBER})(?:个|次|遍|通|回)(?:电话|客服)?"
    r"(?:都|也|才)?(?:没人接|没人管|没人理|没用|没结果|没人|不接|没通|打不通)?"
)
_BROKEN_PROMISE = re.compile(
    r"(?:说好|承诺|答应|宣传|号称|宣称|说是|标称|明明说|明明写|页面写|页面上写|写明|标明|你们说|写着|写的)[^。！？!?\n]{0,24}?"
    r"(?:却|结果|根本|竟然|居然|实际|没有|没|并不|去了说|到店说|等到|才送到|才送来|才送|第.{1,3}天才(?:送到|送来|到货|到|来|发货|发)?|天才(?:送到|送来|到货|到|来|发货|发)?|放楼下|变成|拖到|没动静|不给|不送|不退|不上|不能|不了|才到|才来|就这|贴心才怪)"
    r"|这就是(?:你们|他们|贵司)?(?:所谓|说|承诺|宣传|号称)[^。！？!?\n]{0,12}"
)
_SOON_CHEAPER = re.compile(
    r"(?:隔天|第二天|转天|次日|刚买|买完|没几天|过几天|[0-9一二两三几]天)[^，。！？]{0,4}降了?[0-9一二两三四五六七八九十百几]{1,4}"
)
_MARK = re.compile(
    r"(?:给|打|评)(?:个|了|你们|他们|它)?\s?([0-9]{1,3}|十|[零一二两三四五六七八九])\s?(分|颗?星)"
)
_SPENT = re.compile(r"(?:一共|总共|共)?(?:花|付|消费|充)了(?:大概|大约|差不多)?[0-9]{1,6}(?:块|元|多)?")

_LONG_MINUTES = 15
_SEVERAL = 2
_PRAISING_MARK, _BLAMING_MARK = 8, 4
_AMBIGUOUS_MARKS = frozenset({4, 5})
_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九十")},
    "两": 2,
    "半": 0.5,
    "几": 3,
}
_PROMPT_VERBS = {
    "送到": Aspect.LOGISTICS,
    "收到": Aspect.LOGISTICS,
    "到家": Aspect.LOGISTICS,
    "到货": Aspect.LOGISTICS,
    "到了": Aspect.LOGISTICS,
    "到": Aspect.LOGISTICS,
    "到账": Aspect.AFTER_SALES,
    "修好": Aspect.AFTER_SALES,
    "解决": Aspect.COMPLAINT_HANDLING,
    "处理": Aspect.COMPLAINT_HANDLING,
    "回复": Aspect.CUSTOMER_SERVICE,
    "回": Aspect.CUSTOMER_SERVICE,
}


class Judged(NamedTuple):
    """A stretch that judges by what happened.

    aspect: None when only the things named in its clause can say.
    tie: whether a named thing nearby, or else the place, says the aspect better.
    """

    start: int
    end: int
    polarity: Polarity
    aspect: Aspect | None
    tie: bool


def number(written: str) -> float:
    """A small number in digits or Chinese numerals; a vague one (好几) counts as 3.

    >>> number("12"), number("十五"), number("半"), number("二十")
    (12.0, 15.0, 0.5, 20.0)
    """
    if written[0].isascii():
        return float(written)
    tens, has_ten, ones = written.partition("十")
    if has_ten:
        return 10.0 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0)
    return float(_DIGITS.get(written[-1], 3))


def _wait(found: re.Match[str]) -> Judged | None:
    """A wait of a day or more, or for somebody to come, is for a delivery; any other is a queue."""
    if "等了我" in found[0]:  # they waited for the writer
        return None
    if ("分" in found[2] and number(found[1]) < _LONG_MINUTES) or "秒" in found[2]:
        return None
    visit = not set("分时钟").intersection(found[2]) or found[0].endswith(("来", "送"))
    aspect = Aspect.LOGISTICS if visit else Aspect.QUEUEING
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, aspect, tie=True)


def _overdue(found: re.Match[str]) -> Judged | None:
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, Aspect.OVERALL, tie=True)


def _swift(found: re.Match[str]) -> Judged | None:
    """A short time with what was done in it; 才, 只用了 and their like before it belong to it."""
    aspect = _PROMPT_VERBS.get(found[1], Aspect.QUEUEING)
    before = _ONLY.search(found.string[max(0, found.start() - 5) : found.start()])
    start = found.start() - (len(before[0]) if before else 0)
    return Judged(start, found.end(), Polarity.POSITIVE, aspect, tie=aspect is Aspect.QUEUEING)


def _short_lived(found: re.Match[str]) -> Judged | None:
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, Aspect.PRODUCT_QUALITY, tie=False)


def _attempts(found: re.Match[str]) -> Judged | None:
    if number(found[1]) < _SEVERAL:
        return None
    handled = found[0].startswith(("反映", "反馈", "投诉", "报修"))
    aspect = Aspect.COMPLAINT_HANDLING if handled else Aspect.CUSTOMER_SERVICE
    return Judged(found.start(), found.end(), Polarity.NEGATIVE, aspect, tie=False)


def _mark(found: re.Match[str]) -> Judged | None:
    mark = number(found[1])
    if "星" in found[2]:
        mark *= 2
    elif mark in _AMBIGUOUS_MARKS:
        return None  # of five it praises, of ten it blames
    polarity = (
        Polarity.POSITIVE
        if mark >= _PRAISING_MARK
        else Polarity.NEGATIVE
        if mark <= _BLAMING_MARK
        else Polarity.NEUTRAL
    )
    return Judged(found.start(), found.end(), polarity, Aspect.OVERALL, tie=False)


def plain(
    polarity: Polarity, aspect: Aspect | None, *, tie: bool = False, unless: str = ""
) -> Callable[[re.Match[str]], Judged | None]:
    """Reads a match as this polarity; as nothing right behind one of the characters `unless`.

    A look-behind would say the same, but at the head of an expression it makes every place a candidate.
    """

    def read(found: re.Match[str]) -> Judged | None:
        start = found.start()
        if start and found.string[start - 1] in unless:
            return None
        return Judged(start, found.end(), polarity, aspect, tie)

    return read


class Row(NamedTuple):
    """An expression, how a match is read, and what a text must hold for it to be tried.

    letters: sets of characters; one of each must stand in the text.
    """

    letters: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Judged | None]


def row(
    letters: tuple[str, ...], pattern: re.Pattern[str], read: Callable[[re.Match[str]], Judged | None]
) -> Row:
    """A row with its letters written as strings."""
    return Row(tuple(map(frozenset, letters)), pattern, read)


def matched(rows: Sequence[Row], folded: str, letters: frozenset[str]) -> Iterator[Judged]:
    """What the rows find in a folded text of these letters; stretches of different rows may overlap."""
    for one_of, pattern, read in rows:
        for group in one_of:
            if letters.isdisjoint(group):
                break
        else:
            for found in pattern.finditer(folded):
                if (one := read(found)) is not None:
                    yield one


TIMES = "时钟分秒天日周期拜月年晚午夜"
"""Letters of the units of time."""

AMOUNTS: tuple[Row, ...] = (
    row((TIMES, "等排坐站拖耗占延晚迟超催"), _WAIT, _wait),
    row((TIMES, "没不未了"), _OVERDUE, _overdue),
    row((TIMES, "到好办完定修决理复回上人"), _SWIFT, _swift),
    row(("就", "坏断破没开掉烂不裂过用起变脱漏死黑"), _SHORT_LIVED, _short_lived),
    row(("个次遍通回", "打拨联找问催反投说报"), _ATTEMPTS, _attempts),
    row(("分星",), _MARK, _mark),
    row(("花付费充",), _SPENT, plain(Polarity.NEUTRAL, Aspect.PRICE)),
)
OTHERS: tuple[Row, ...] = (
    row(("降",), _SOON_CHEAPER, plain(Polarity.NEGATIVE, Aspect.PRICE)),
    row(("说承答宣号标明页写所",), _BROKEN_PROMISE, plain(Polarity.NEGATIVE, Aspect.PROMISE)),
)
_HAS_AMOUNT = re.compile(
    r"[0-9一二两三四五六七八九十半几整][^，。,!！？?]{0,4}?(?:[时头钟分秒天日周期拜月年晚夜午星]|(?<!一)[次遍通回])|了[0-9]|[0-9]个|打了?[0-9一二两三四五六七八九十好几]"
)
"""A number with a unit of time or of turns: without one, none of AMOUNTS can match."""


def judged(folded: str, letters: frozenset[str] | None = None) -> Iterator[Judged]:
    """What the patterns find; stretches of different patterns may overlap. letters: those of the text, if known."""
    held = frozenset(folded) if letters is None else letters
    if _HAS_AMOUNT.search(folded):
        yield from matched(AMOUNTS, folded, held)
    yield from matched(OTHERS, folded, held)
