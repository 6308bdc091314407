"""From JSON to a frozen definition, or every fault at once. Pure.

A fault names the question, the fact and the mend: 第 6 题「why」：……，请改为……
"""

import difflib
import json
import math
import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

from voc.errors import VocError
from voc.journey.metrics import Metric
from voc.surveys import logic
from voc.surveys.definition import LANGUAGES, OTHER, Definition, Option, Page, Question, Words
from voc.surveys.questions import TYPES
from voc.surveys.questions.kind import Kind

LONGEST_JSON = 200_000
DEEPEST_JSON = 10
MOST_PAGES = 40
MOST_QUESTIONS = 120
MOST_OPTIONS = 60
LONGEST_TITLE = 80
LONGEST_LABEL = 500
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

SURVEY_KEYS = ("title", "languages", "pages", "thanks")
PAGE_KEYS = ("key", "questions", "show_if")
QUESTION_KEYS = ("key", "type", "label", "hint", "required", "touchpoint", "show_if")
ENDS_KEYS = ("low", "high")
OPTIONS_KEYS = ("options", "other")
ENDED = (Metric.NPS, Metric.CSAT, Metric.CES)
"""Scales that need words at both ends; everybody knows which of five stars is the best."""

NOTHING = Words()


class DefinitionRefused(VocError):
    """A definition with faults; faults: one sentence each, in the survey's order."""

    code, status = "survey.definition", 422

    def __init__(self, faults: Collection[str]) -> None:
        super().__init__("；".join(faults))
        self.faults = tuple(faults)


def loads(text: str) -> dict[str, Any]:
    """A JSON object from a person's hand; raises DefinitionRefused for anything else, too long or too deep."""
    if len(text) > LONGEST_JSON:
        raise DefinitionRefused([f"问卷文件有 {len(text):,} 个字，请缩到 {LONGEST_JSON:,} 以内"])
    try:
        raw = json.loads(text, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as fault:
        raise DefinitionRefused(
            [f"第 {fault.lineno} 行第 {fault.colno} 个字起不是 JSON，请检查逗号、引号和括号"]
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise DefinitionRefused(["JSON 里有读不了的数字，或套得太深，请改写"]) from fault
    if _UNSTORABLE.search(json.dumps(raw, ensure_ascii=False).replace("\\u0000", "\0")):
        raise DefinitionRefused(["问卷里有存不下的字符（NUL 或半个字），请删去"])
    if not isinstance(raw, dict) or _depth(raw) > DEEPEST_JSON:
        raise DefinitionRefused([f"问卷要写成 JSON 对象，以 {{ 开头，套不超过 {DEEPEST_JSON} 层"])
    return raw


def parse(raw: Any, touchpoints: Collection[str]) -> Definition:
    """The definition in a JSON value; raises DefinitionRefused naming every fault.

    touchpoints: the keys that exist.
    """
    reader = _Reader(touchpoints)
    definition = reader.survey(raw)
    if reader.faults or definition is None:
        raise DefinitionRefused(reader.faults)
    return definition


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _depth(raw: Any, depth: int = 1) -> int:
    if depth > DEEPEST_JSON or not isinstance(raw, dict | list):
        return depth
    children = raw.values() if isinstance(raw, dict) else raw
    return max((_depth(child, depth + 1) for child in children), default=depth)


def suggestion(wrong: object, allowed: Collection[str]) -> str:
    """The mend for a wrong word: the nearest of those allowed, else all of them."""
    near = difflib.get_close_matches(str(wrong), allowed, 1)
    return f"请改为 {near[0]}" if near else f"请改为 {'、'.join(sorted(allowed))} 之一"


class _Reader:
    """Reads one definition and gathers its faults."""

    def __init__(self, touchpoints: Collection[str]) -> None:
        self.touchpoints = touchpoints
        self.faults: list[str] = []
        self.languages: tuple[str, ...] = LANGUAGES[:1]
        self.earlier: dict[str, Question] = {}
        self.all_keys: frozenset[str] = frozenset()

    def fault(self, place: str, text: str) -> None:
        """Keep one fault."""
        self.faults.append(f"{place}：{text}")

    def survey(self, raw: Any) -> Definition | None:
        """The whole definition, none if it is no object."""
        if not isinstance(raw, dict):
            self.fault("问卷", "要写成 JSON 对象，请以 { 开头")
            return None
        if _depth(raw) > DEEPEST_JSON:
            self.fault("问卷", f"套了 {DEEPEST_JSON} 层以上，请改平")
            return None
        self.known("问卷", raw, SURVEY_KEYS)
        self.languages = self.read_languages(raw.get("languages", ["zh"]))
        pages = self.listed("问卷", raw.get("pages"), "pages", MOST_PAGES)
        self.all_keys = frozenset(
            str(question.get("key"))
            for page in pages
            if isinstance(page, dict) and isinstance(page.get("questions"), list)
            for question in page["questions"]
            if isinstance(question, dict)
        )
        title = self.words("问卷", raw.get("title"), "title", LONGEST_TITLE, needed=True)
        thanks = self.words("问卷", raw.get("thanks"), "thanks", LONGEST_LABEL)
        read = tuple(self.page(page, number) for number, page in enumerate(pages, 1))
        self.unique("问卷", [page.key for page in read if page], "页的 key")
        if len(self.earlier) > MOST_QUESTIONS:
            self.fault("问卷", f"有 {len(self.earlier)} 题，请减到 {MOST_QUESTIONS} 以内")
        return Definition(title, self.languages, tuple(page for page in read if page), thanks)

    def read_languages(self, raw: Any) -> tuple[str, ...]:
        """The survey's languages; Chinese if they cannot be read."""
        if isinstance(raw, list) and raw and all(isinstance(one, str) and one in LANGUAGES for one in raw):
            return tuple(dict.fromkeys(raw))
        self.fault("问卷", 'languages 请改为 ["zh"] 或 ["zh", "en"]')
        return LANGUAGES[:1]

    def page(self, raw: Any, number: int) -> Page | None:
        """One page, none if it is no object."""
        place = f"第 {number} 页"
        if not isinstance(raw, dict):
            self.fault(place, '要写成 JSON 对象，请改为 {"key": …, "questions": […]}')
            return None
        self.known(place, raw, PAGE_KEYS)
        key = self.key(place, raw.get("key", f"p{number}"))
        show_if = self.condition(place, raw.get("show_if", ""))
        questions = self.listed(place, raw.get("questions"), "questions", MOST_QUESTIONS)
        return Page(key, number, tuple(one for one in map(self.question, questions) if one), show_if)

    def question(self, raw: Any) -> Question | None:
        """One question, none if it is unreadable."""
        number = len(self.earlier) + 1
        if not isinstance(raw, dict):
            self.fault(f"第 {number} 题", "要写成 JSON 对象")
            return None
        place = f"第 {number} 题「{str(raw.get('key', ''))[:40]}」"
        key = self.key(place, raw.get("key"))
        if key in self.earlier:
            self.fault(place, f"key「{key}」前面用过了，请换一个")
        kind = TYPES.get(raw["type"]) if isinstance(raw.get("type"), str) else None
        if kind is None:
            self.fault(
                place, f"没有「{str(raw.get('type'))[:40]}」这种题，{suggestion(raw.get('type'), TYPES)}"
            )
        ends = ENDS_KEYS if kind is None or kind.ends else ()
        offers = OPTIONS_KEYS if kind is None or kind.options else ()
        self.known(place, raw, (*QUESTION_KEYS, *ends, *offers))
        question = Question(
            key=key,
            type=kind.name if kind else "text",
            number=number,
            label=self.words(place, raw.get("label"), "label", LONGEST_LABEL, needed=True),
            hint=self.words(place, raw.get("hint"), "hint", LONGEST_LABEL),
            required=self.switch(place, raw, "required"),
            touchpoint=self.touchpoint(place, raw.get("touchpoint", ""), needed=bool(kind and kind.metric)),
            low=self.words(place, raw.get("low"), "low", LONGEST_LABEL),
            high=self.words(place, raw.get("high"), "high", LONGEST_LABEL),
            options=self.options(place, raw.get("options")) if kind and kind.options else (),
            other=self.switch(place, raw, "other"),
            show_if=self.condition(place, raw.get("show_if", "")),
        )
        if kind and kind.metric in ENDED:
            self.ends(place, kind, raw)
        self.earlier[key if key not in self.earlier else f"{key}#{number}"] = question
        return question

    def ends(self, place: str, kind: Kind, raw: Mapping[str, Any]) -> None:
        """Ask for words at both ends: without them nobody knows which end is the good one, and scores turn round."""
        for name, end, example in (("low", "最低", "很费事"), ("high", "最高", "很方便")):
            if not raw.get(name):
                self.fault(
                    place,
                    f"{kind.label} 没有写明{end}分是什么意思，"
                    f'请加 "{name}"，比如 {{"{self.languages[0]}": "{example}"}}；最高分要是最好的',
                )

    def options(self, place: str, raw: Any) -> tuple[Option, ...]:
        """The options of a choice."""
        options = []
        for number, one in enumerate(self.listed(place, raw, "options", MOST_OPTIONS), 1):
            where = f"{place}第 {number} 个选项"
            if not isinstance(one, dict):
                self.fault(where, '要写成 {"key": …, "label": …}')
                continue
            self.known(where, one, ("key", "label"))
            key = self.key(where, one.get("key"))
            if key == OTHER:
                self.fault(where, '「other」留给“其他”用，请换一个 key，或写 "other": true')
            options.append(
                Option(key, self.words(where, one.get("label"), "label", LONGEST_LABEL, needed=True))
            )
        self.unique(place, [option.key for option in options], "选项的 key")
        return tuple(options)

    def condition(self, place: str, raw: Any) -> str:
        """A condition over earlier questions; '' if there is none or it cannot be used."""
        if raw in ("", None):
            return ""
        if not isinstance(raw, str):
            self.fault(place, 'show_if 要写成文字，比如 "recommend <= 6"')
            return ""
        try:
            ready = logic.condition(raw)
            for name in ready.names:
                if name not in self.earlier:
                    later = (
                        "在这一题之后才问，请改为前面的题"
                        if name in self.all_keys
                        else suggestion(name, self.earlier)
                    )
                    fact = f"show_if 提到了「{name}」，" + ("它" if name in self.all_keys else "没有这一题，")
                    if not self.earlier and name not in self.all_keys:
                        later = "请删去 show_if：前面还没有题"
                    self.fault(place, fact + later)
                    return ""
            logic.tried(raw, self.earlier)
        except logic.Unusable as fault:
            self.fault(place, f"show_if：{fault}")
            return ""
        return raw

    def touchpoint(self, place: str, raw: Any, *, needed: bool) -> str:
        """The key of a touchpoint that exists; '' if none was given."""
        if not raw and needed:
            self.fault(
                place,
                f"打分的题要归到一个触点，请加 touchpoint：{'、'.join(sorted(self.touchpoints)) or '先建触点'}",
            )
        if raw and (not isinstance(raw, str) or raw not in self.touchpoints):
            self.fault(place, f"没有触点「{str(raw)[:40]}」，{suggestion(str(raw), self.touchpoints)}")
        return raw if isinstance(raw, str) else ""

    def words(self, place: str, raw: Any, name: str, longest: int, *, needed: bool = False) -> Words:
        """A text in the survey's languages."""
        if isinstance(raw, str):
            raw = {self.languages[0]: raw}
        if raw is None and not needed:
            return NOTHING
        if not isinstance(raw, dict) or not all(isinstance(text, str) for text in raw.values()):
            self.fault(place, f'缺少 {name}，请写成 {{"{self.languages[0]}": "…"}}')
            return NOTHING
        texts: dict[str, str] = {}
        for language, text in raw.items():
            if language not in LANGUAGES:
                self.fault(place, f"{name} 里的语言「{str(language)[:10]}」{suggestion(language, LANGUAGES)}")
            if len(text) > longest:
                self.fault(place, f"{name} 有 {len(text)} 个字，请缩到 {longest} 以内")
            if not text.replace("\n", " ").isprintable() and _UNSEEN.search(text):
                self.fault(place, f"{name} 里有看不见的控制字符，请删去")
            texts[language] = text.strip()
        for language in self.languages:
            if not texts.get(language):
                self.fault(place, f'{name} 缺少{"中文" if language == "zh" else "英文"}，请补上 "{language}"')
        return Words(MappingProxyType({one: texts[one] for one in self.languages if texts.get(one)}))

    def key(self, place: str, raw: Any) -> str:
        """A key; the unusable one as text, so that reading goes on."""
        if not isinstance(raw, str) or not KEY.fullmatch(raw):
            self.fault(place, "key 要以小写字母开头，只用小写字母、数字和 _，40 个以内，比如 recommend")
        elif raw in logic.RESERVED:
            self.fault(place, f"「{raw}」是条件语言自己的词，请换一个 key")
        return str(raw)[:40]

    def switch(self, place: str, raw: Mapping[str, Any], name: str) -> bool:
        """A yes or no; no if it is absent."""
        value = raw.get(name, False)
        if not isinstance(value, bool):
            self.fault(place, f"{name} 请改为 true 或 false")
        return value is True

    def listed(self, place: str, raw: Any, name: str, most: int) -> list[Any]:
        """A list that is neither empty nor too long."""
        if not isinstance(raw, list) or not raw:
            self.fault(place, f"缺少 {name}，请写成至少有一个的 [ … ]")
            return []
        if len(raw) > most:
            self.fault(place, f"{name} 有 {len(raw)} 个，请减到 {most} 以内")
        return raw[:most]

    def known(self, place: str, raw: Mapping[str, Any], allowed: Collection[str]) -> None:
        """Name every key that nobody reads."""
        for name in raw:
            if name not in allowed:
                self.fault(place, f"不认识「{str(name)[:40]}」，{suggestion(name, allowed)}，或删去")

    def unique(self, place: str, keys: list[str], what: str) -> None:
        """Name every key that comes twice."""
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            self.fault(place, f"{what}「{key}」用了两次，请换一个")


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000\ue001]")
_UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")
