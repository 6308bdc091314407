"""Names of private persons: said of oneself (我叫), under a caption (收件人), behind a role (店员)."""

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick

from voc.nlp.document import Personal
from voc.nlp.lexicon import rows
from voc.nlp.matching import entries

_SELF = r"我叫|我名叫|我的名字叫|我的名字是|本人叫|本人|我是|名叫|名字叫|名字是"
_PLAIN_CAPTIONS = (
    "收件人|收货人|联系人|投诉人|持卡人|开户人|患者|签收人|经办人|户主|业主|投保人|被保险人|机主"
)
_CAPTION = rf"(?:姓名|名字)|{_PLAIN_CAPTIONS}"
_ROLE = (
    r"店员|客服|导购员|导购|营业员|收银员|服务员|快递员|配送员|骑手|师傅|护士|护士长|医生|大夫|老师|教练|顾问|销售|销售员|客户经理"
    r"|大堂经理|经理|店长|管家|柜员|工作人员|业务员|保安|司机|前台|技师|主任|专员|表扬|感谢|点名|家人|老婆|老公|爱人|妻子|丈夫|儿子|女儿|母亲|父亲"
)
_TITLE = "(?:阿姨|经理|小姐|小哥|先生|女士|师傅|老师|主任|医生|护士|大姐|大哥|大爷|奶奶|同学)"
_AFTER_SELF = (
    r"(?=$|[^\u4e00-\u9fff]|手机|电话|身份证|住在|家住|是你们|在你们|买了|订了|下单|女士|先生|小姐|同志)"
)
_JUDGES = r"(?=太|很|非常|特别|十分|真的|超级|服务|态度|客服|对你们|对这|慢|差)"
"""What a judgement begins with right behind a name, where 我叫 stands before it."""
_FOOD = "鸡鸭鱼肉虾饭面粉粥饼菜汤锅烫茶车单"
"""我叫 is also how one orders: 我叫黄焖鸡太慢 holds no name."""

_AFTER_ROLE = r"(?=$|[^\u4e00-\u9fff]|态度|服务|特别|很|非常|太|真|帮|给|耐心|热情|说|在|对|接|是|的|也|和|把|为|同志|工号|电话|手机|女士|先生|小姐|医生|护士|师傅)"


@cache
def _kinds() -> dict[str, str]:
    """Kind of line in the list of family names -> its words or characters."""
    kinds: dict[str, str] = {}
    for kind, words in rows("surnames"):
        kinds[kind] = f"{kinds[kind]} {words}" if kind in kinds else words
    return kinds


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    kinds = _kinds()
    double = "|".join(kinds["double"].split())
    written = rf"((?:{double}|[{kinds['single']}])(?!{_TITLE})[\u4e00-\u9fff]{{1,2}})"
    common = "".join(sorted(set(kinds["single"]) - set(kinds["rare"])))
    surely = rf"((?:{double}|[{common}])(?!{_TITLE})(?:(?![{kinds['never']}])[\u4e00-\u9fff]){{1,2}})"
    named = rf"((?:{double}|[{common}])(?!{_TITLE})(?:(?![{kinds['never']}{_FOOD}])[\u4e00-\u9fff]){{1,2}})"
    return (
        re.compile(rf"(?:{_SELF})[:：\s]{{0,2}}{written}{_AFTER_SELF}"),
        re.compile(rf"(?:我叫|我名叫|本人叫|名字叫|名字是){named}{_JUDGES}"),
        re.compile(rf"(?:{_CAPTION})(?:是|为|叫)?[:：\s]{{0,2}}{written}{_AFTER_SELF}"),
        re.compile(rf"(?:{_ROLE})(?:叫)?[:：\s]{{0,1}}{surely}{_AFTER_ROLE}"),
        re.compile(rf"(?<![\u4e00-\u9fff]){surely}(?=女士|先生|小姐|同志)"),
    )


@cache
def _bare() -> re.Pattern[str]:
    """我王建国，: a full name of three characters between 我 and a comma or a number's caption."""
    kinds = _kinds()
    common = "".join(sorted(set(kinds["single"]) - set(kinds["rare"])))
    given = rf"(?:(?![{kinds['never']}])[\u4e00-\u9fff]){{2}}"
    return re.compile(rf"(?<![\u4e00-\u9fff])我([{common}](?!{_TITLE}){given})(?=[，,、:：]|手机|电话)")


@cache
def _triggers() -> AhoCorasick:
    """Words before a name: a text without any of them holds none, and most texts hold none."""
    return AhoCorasick(
        [
            "名字",
            "姓名",
            "我叫",
            "女士",
            "先生",
            "小姐",
            "同志",
            *"|".join((_SELF, _PLAIN_CAPTIONS, _ROLE)).split("|"),
        ]
    )


@cache
def _known_words() -> frozenset[str]:
    """Words of the lexicons that are no names: 高效, 满意."""
    words = (word for word, entry in entries().items() if len(word) > 1 and entry.kind != "neutral")
    return frozenset((*words, *_kinds()["none"].split()))


def _is_word(written: str) -> bool:
    """Whether it begins with a word: 客服高冷 holds no name, 客服高小琴 does."""
    known = _known_words()
    return written in known or written[:2] in known


def names(folded: str) -> Iterator[Personal]:
    """Full names, without caption, role or title."""
    patterns = _patterns() if _triggers().find_matches_as_indexes(folded) else ()
    if "我" in folded:
        patterns = (*patterns, _bare())
    for pattern in patterns:
        for found in pattern.finditer(folded):
            if not _is_word(found[1]):
                yield Personal("name", found.start(1), found.end(1))
