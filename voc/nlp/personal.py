"""Personal data in a text, so that it can be masked: numbers, addresses, accounts, names.

What the label guide keeps legible stays so: hotlines (12345, 95xxx, 400-), window and room
numbers, work numbers, amounts, dates, and numbers that are already starred.
All expressions are linear: repetitions are bounded and do not stand inside one another.
"""

import re
from collections.abc import Iterator

from voc.nlp.addresses import addresses
from voc.nlp.document import Document, Personal
from voc.nlp.lexicon import digest
from voc.nlp.names import names
from voc.nlp.pipeline import Component

_NUMERAL = "0-9零〇一二三四五六七八九幺"
_MOBILE = re.compile(
    rf"(?<![{_NUMERAL}*])(?:\+?86[- ]?)?[1一幺][ -]?[3-9三四五六七八九](?:[ -]?[{_NUMERAL}]){{9}}(?![{_NUMERAL}*])"
)
_MOBILE_IN_DIGITS = re.compile(r"(?<![0-9*])(?:\+?86[- ]?)?1[3-9][0-9](?:[ ./-]?[0-9]{4}){2}(?![0-9*])")
"""Digits alone: a Chinese numeral may stand right before them (楼一13800138000), and dots or strokes between."""

_LANDLINE = re.compile(
    r"(?<![0-9])[(（]?0(?:10|2[0-9]|[3-9][0-9]{2})[)）]?[- ]?[2-8][0-9]{2,3}[- ]?[0-9]{4}(?:[-转]{1,2}[0-9]{1,5})?(?![0-9])"
)
_ID_CARD = re.compile(r"(?<![0-9a-z])[1-9](?:[ -]?[0-9]){16}[ -]?[0-9x](?![0-9a-z])")
_BANK_CARD = re.compile(r"(?<![0-9a-z])[1-9](?:[ -]?[0-9]){15,18}(?![0-9a-z])")
_EMAIL = re.compile(
    r"(?<![a-z0-9._%+-])[a-z0-9][a-z0-9._%+-]{0,63}(?:@|\(at\)|\[at\])[a-z0-9一-鿿](?:[a-z0-9一-鿿-]{0,62}\.){1,4}(?:[a-z]{2,24}(?![a-z0-9])|公司|网络|中国)"
)
_ORDER = re.compile(
    r"(?:订单|单号|运单|快递单|物流单|工单|保单|合同|票号|流水号|交易号|受理号|受理编号|案件号|取件码|编号|报修单|退款单|服务单|预约号|预订号|确认号)"
    r"(?:编号|号码|号)?(?:是|为|叫)?[\s:：=#]{0,3}(?:no\.?)?((?=[a-z-]{0,8}[0-9])[a-z0-9][a-z0-9-]{6,38}[a-z0-9])(?![a-z0-9*])"
)
_IM = re.compile(
    r"(?:微信号码|微信号|微信|v信|vx|wx|weixin|wechat|加v|加我v|qq号码|qq号|qq|扣扣|企鹅号|企鹅)"
    r"(?:是|为|加)?[\s:：=]{0,3}([a-z][a-z0-9_-]{5,19}|[1-9][0-9]{4,11})(?![a-z0-9_*-])"
)
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼](?<![a-z0-9].)[a-z][·•. -]?[a-z0-9]{4,5}[a-z0-9挂学警港澳])(?![a-z0-9])"
)
_CARD_CAPTION = re.compile(r"(?:卡号|银行卡|储蓄卡|信用卡|借记卡|工资卡|账号|帐号|账户)[^0-9]{0,6}$")
_ID_CAPTION = re.compile(r"(?:身份证|证件号|证件)[^0-9]{0,6}$")

CAPTION_REACH = 12
"""How far before a number its caption may begin."""

PLATE_DIGITS = 3
"""A plate holds at least so many digits: 京ABCDEF is a word with a place before it."""

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10x98765432"
_MONTHS, _DAYS = range(1, 13), range(1, 32)


def id_card_checks(written: str) -> bool:
    """Whether 18 characters end in the check character of GB 11643 and hold a month and a day."""
    number = written.replace(" ", "").replace("-", "").lower()
    total = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    month, day = int(number[10:12]), int(number[12:14])
    return _ID_CHECKS[total % 11] == number[17] and month in _MONTHS and day in _DAYS


def luhn_checks(written: str) -> bool:
    """Whether the digits pass Luhn's check (ISO/IEC 7812), as bank card numbers do."""
    digits = [int(character) for character in written if character.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _captioned(caption: re.Pattern[str], folded: str, start: int) -> bool:
    return caption.search(folded[max(0, start - CAPTION_REACH) : start]) is not None


def _checked(folded: str) -> Iterator[Personal]:
    """Identity cards and bank cards: by check digit, or by caption where a digit was mistyped."""
    for found in _ID_CARD.finditer(folded):
        if id_card_checks(found[0]) or _captioned(_ID_CAPTION, folded, found.start()):
            yield Personal("id_card", found.start(), found.end())
    for found in _BANK_CARD.finditer(folded):
        if luhn_checks(found[0]) or _captioned(_CARD_CAPTION, folded, found.start()):
            yield Personal("bank_card", found.start(), found.end())


def _numbers(folded: str) -> Iterator[Personal]:
    """Everything that is found by its digits, the surest kind first: a caption, then a check digit."""
    yield from (Personal("order_no", found.start(1), found.end(1)) for found in _ORDER.finditer(folded))
    long = _LONG_NUMBER.search(folded) is not None
    if long:
        yield from _checked(folded)
    yield from (Personal("im_id", found.start(1), found.end(1)) for found in _IM.finditer(folded))
    for kind, pattern in (
        (("mobile", _MOBILE), ("mobile", _MOBILE_IN_DIGITS), ("landline", _LANDLINE)) if long else ()
    ):
        yield from (Personal(kind, found.start(), found.end()) for found in pattern.finditer(folded))
    for found in _PLATE.finditer(folded):
        if sum(character.isdigit() for character in found[1]) >= PLATE_DIGITS:
            yield Personal("plate", found.start(1), found.end(1))


_LONG_NUMBER = re.compile(rf"[{_NUMERAL}](?:[ ./-]?[{_NUMERAL}]){{6}}")
"""Seven digits in a row: the shortest tail of a telephone, identity card or bank card."""

_MAY_HOLD_NUMBER = re.compile(rf"[{_NUMERAL}]{{2}}|[0-9][ -][0-9]|@|[(\[]at[)\]]|qq|微信|wx|vx|weixin")


def personal(folded: str) -> tuple[Personal, ...]:
    """Personal data of a folded text, by place, without overlaps: of two, the surer kind stays."""
    candidates: list[Personal] = []
    if _MAY_HOLD_NUMBER.search(folded):
        candidates += (
            Personal("email", found.start(), found.end())
            for found in _EMAIL.finditer(folded if "@" in folded or "at" in folded else "")
        )
        candidates += _numbers(folded)
    candidates += addresses(folded)
    candidates += names(folded)
    kept: list[Personal] = []
    for one in candidates:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


class PersonalData(Component):
    """Gives `personal`."""

    name = "personal"
    needs = frozenset({"folded"})
    gives = frozenset({"personal"})

    def __init__(self) -> None:
        self.version = f"3+{digest('surnames')}"

    def __call__(self, found: Document) -> Document:
        """The document with its personal data."""
        return found.having(personal=personal(found.folded))
