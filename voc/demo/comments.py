"""What the demonstration's customers write: lines of our own in ``comments/*.tsv``, put together by chance."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from voc.demo.odds import Odds

FRAGMENTS = "fragments"
AFTER = "after"

SLOTS: dict[str, Sequence[str]] = {
    "product": (
        "餐桌",
        "布艺沙发",
        "书桌",
        "双人床",
        "五斗柜",
        "岩板茶几",
        "衣柜",
        "餐边柜",
        "电视柜",
        "书架",
        "床垫",
    ),
    "cabinet": ("五斗柜", "衣柜", "餐边柜", "电视柜", "鞋柜", "书柜", "床头柜"),
    "floor": ("三楼", "四楼", "五楼", "六楼", "七楼"),
    "hour": ("一点", "两点", "三点", "四点", "五点"),
    "days": ("三", "四", "五", "六"),
    "times": ("三", "四", "五"),
    "minutes": ("20", "25", "30", "35", "40"),
    "master": ("李师傅", "王师傅", "陈师傅", "吴师傅", "安徽来的师傅", "高个子师傅"),
    "staff": ("小周", "小陈", "小林", "小潘", "小吴", "姓蒋的姑娘"),
    "city": ("绍兴", "嘉兴", "台州", "无锡", "湖州"),
    "name": ("周文博", "陈雨欣", "王建国", "李思远", "张慧芳"),
}
DAYS_OF_WEEK = ("周一", "周二", "周三", "周四", "周五", "周六")

CLASHES: tuple[tuple[str, str], ...] = (
    ("第一次", "以前|上个月|每次|又|还买|年了|老会员|第.次"),
    ("老顾客", "第一次|老会员"),
    ("替我妈", "[妈爸]|老[公人]|我叫|我是"),
    ("提个小建议", "^(?!希望|能不能)"),
    ("失望|气死|唉|吐槽", "[？?]$"),
    ("不再|不会再|不买了", "下次|我还是要"),
    ("家里老人", "老人|爸妈|[公婆]"),
    ("下回我自己", "自己"),
    ("东西倒没坏", "坏|碎|裂|磕|湿|破|少|错"),
    ("的人怎么办|不容易", "^(?!.*(楼|[搬扛]|上门))"),
    ("^修", "床|沙发|椅|桌|[皮扶]"),
)
"""A fragment that matches the first pattern does not go with a line that matches the second."""

TYPOS = (("师傅", "师付"), ("态度", "态渡"), ("安装", "按装"), ("再", "在"), ("的", "得"), ("已经", "以经"))
FACES = {"pos": ("👍", "😊", "🌹", "😄"), "neg": ("😡", "🙃", "😤", "👎")}
STOPS = "。！？!?…～"
SHORT = 15
"""A line of at most this many characters may be joined by a second one."""

TRIES = 6
"""How often a text is put together anew when somebody has written just that already."""

OPENS, ENDS, JOINS, ERRS, SMILES, STOPPED = 0.42, 0.36, 0.45, 0.025, 0.04, 0.4
"""How often a text opens, ends, joins a second line, errs, wears a face, and ends in a full stop."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence. reason: key of a follow-up option, "-" for none; after: only once the story has turned."""

    polarity: str
    reason: str
    after: bool
    text: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """A beginning or an end that goes with many lines. touchpoints: empty for all of them."""

    kind: str
    polarity: str
    touchpoints: frozenset[str]
    text: str

    def fits(self, touchpoint: str, polarity: str) -> bool:
        """Whether it may stand at this touchpoint in a text so meant; a plain question takes none but its own."""
        meant = self.polarity == polarity or (self.polarity == "any" and polarity != "neu")
        return meant and (not self.touchpoints or touchpoint in self.touchpoints)


def _rows(name: str) -> Iterator[list[str]]:
    written = files("voc.demo").joinpath("comments", f"{name}.tsv").read_text("utf-8")
    yield from (line.split("\t") for line in written.splitlines() if line and not line.startswith("#"))


@cache
def lines(touchpoint: str) -> tuple[Line, ...]:
    """Every sentence written for a touchpoint."""
    found = []
    for polarity, cause, text in _rows(touchpoint):
        reason, _, when = cause.partition("@")
        found.append(Line(polarity, reason, when == AFTER, text))
    return tuple(found)


@cache
def fragments() -> tuple[Fragment, ...]:
    """Every beginning and end."""
    return tuple(
        Fragment(kind, polarity, frozenset() if places == "*" else frozenset(places.split(",")), text)
        for kind, polarity, places, text in _rows(FRAGMENTS)
    )


def drawn(rng: random.Random, odds: Odds) -> str:
    """One key by its weight."""
    return rng.choices(tuple(odds), tuple(odds.values()))[0]


class Writer:
    """Puts comments together; it says every line of a kind once before it says one of them again."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._decks: dict[tuple[object, ...], list[Line]] = {}
        self._said: set[str] = set()

    def write(
        self, touchpoint: str, polarity: str, *, place: str = "", after: bool = False, reason: str = ""
    ) -> str:
        """A comment. place: the name of where it happened; reason: what it must be about, if anyone wrote of that."""
        text = ""
        for _ in range(TRIES):
            text = self._composed(touchpoint, polarity, place, after, reason)
            if text not in self._said:
                break
        self._said.add(text)
        return text

    def _composed(self, touchpoint: str, polarity: str, place: str, after: bool, reason: str) -> str:
        """A comment that may have been written before."""
        line = self._line(touchpoint, polarity, after, reason)
        parts = [line.text]
        if len(line.text) <= SHORT and polarity in FACES and self._rng.random() < JOINS:
            second = self._line(touchpoint, polarity, after, "")
            if len(second.text) <= SHORT and second.reason != line.reason and second.text != line.text:
                parts.append(second.text)
        text = self._joined(parts)
        text = self._fragment("opening", OPENS, touchpoint, polarity, text) + text
        ending = self._fragment("ending", ENDS, touchpoint, polarity, text)
        text = self._joined([text, ending] if ending else [text])
        return self._finished(self._filled(text, place), polarity)

    def _line(self, touchpoint: str, polarity: str, after: bool, reason: str) -> Line:
        """The next line of its deck; of any reason where nobody wrote about this one."""
        key = (touchpoint, polarity, after, reason)
        deck = self._decks.setdefault(key, [])
        if not deck:
            fitting = [
                one for one in lines(touchpoint) if one.polarity == polarity and (after or not one.after)
            ]
            deck.extend([one for one in fitting if not reason or one.reason == reason] or fitting)
            self._rng.shuffle(deck)
        return deck.pop()

    def _fragment(self, kind: str, chance: float, touchpoint: str, polarity: str, text: str) -> str:
        """A beginning or an end that goes with the text, or '' (more often than not)."""
        if self._rng.random() >= chance:
            return ""
        fitting = [
            one.text
            for one in fragments()
            if one.kind == kind and one.fits(touchpoint, polarity) and goes_with(one.text, text)
        ]
        return self._rng.choice(fitting) if fitting else ""

    def _joined(self, parts: Sequence[str]) -> str:
        """Sentences one after the other, as people do it: a stop, a comma or a blank."""
        text = parts[0]
        for part in parts[1:]:
            text += ("" if text[-1] in STOPS else self._rng.choices("。， ", (6, 3, 2))[0]) + part
        return text

    def _filled(self, text: str, place: str) -> str:
        """The text with its slots filled, the same slot the same way."""
        rng = self._rng
        first, second = rng.sample(DAYS_OF_WEEK, 2)
        values = {name: rng.choice(choices) for name, choices in SLOTS.items()}
        values |= {"day": first, "day2": second, "place": place or "仓库"}
        values["phone"] = f"13800138{rng.randrange(1000):03}"
        values["order"] = f"HM{rng.randrange(10**10):010}"
        return text.format_map(values)

    def _finished(self, text: str, polarity: str) -> str:
        """With the slips, faces and stops that people leave."""
        rng = self._rng
        if rng.random() < ERRS:
            wrong, right = rng.choice([pair for pair in TYPOS if pair[0] in text] or [("", "")])
            text = text.replace(wrong, right, 1) if wrong else text
        if polarity in FACES and rng.random() < SMILES:
            return text + rng.choice(FACES[polarity])
        if text[-1] not in STOPS and text[-1].isalnum() and rng.random() < STOPPED:
            return text + ("！" if polarity == "neg" and rng.random() < 0.25 else "。")  # noqa: PLR2004
        return text


def goes_with(fragment: str, text: str) -> bool:
    """Whether a fragment neither repeats a slot or the words of the text, nor clashes with it."""
    if _slots(fragment) & _slots(text) or fragment.rstrip("，👍") in text:
        return False
    if "谢" in fragment and "谢" in text:
        return False
    return not any(re.search(one, fragment) and re.search(other, text) for one, other in CLASHES)


def _slots(text: str) -> set[str]:
    """The slots of a text; a cabinet is a product too."""
    return {name.replace("cabinet", "product") for name in re.findall(r"\{(\w+)\}", text)}
