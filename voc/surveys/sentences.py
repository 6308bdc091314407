"""A definition as one reads it: questions in words, logic as whole sentences. Pure but for the translations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from voc.surveys.definition import OTHER, Definition, Question
from voc.surveys.questions import TYPES

COMPARISON = re.compile(r"\s*(\w+)\s*(<=|>=|==|!=|<|>)\s*(-?\d+|'[^']*'|\"[^\"]*\")\s*")
MEMBER = re.compile(r"\s*(?:'([^']*)'|\"([^\"]*)\")\s+in\s+(\w+)\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A question as the list of a survey shows it. logic: a sentence, '' if it is always asked."""

    number: int
    key: str
    label: str
    kind: str
    required: bool
    touchpoint: str
    options: tuple[str, ...]
    logic: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as the list of a survey shows it."""

    key: str
    number: int
    logic: str
    lines: tuple[Line, ...]


def sheets(definition: Definition, language: str, touchpoints: Mapping[str, str]) -> list[Sheet]:
    """Every page in words. touchpoints: names by key."""
    questions = definition.questions
    return [
        Sheet(
            page.key,
            page.number,
            sentence(page.show_if, questions, language, what=_("这一页")) if page.show_if else "",
            tuple(_line(question, questions, language, touchpoints) for question in page.questions),
        )
        for page in definition.pages
    ]


def sentence(source: str, questions: Mapping[str, Question], language: str, *, what: str) -> str:
    """A condition as a sentence; one that is too involved is quoted as it is written."""
    for joint, word in ((" && ", _("并且")), (" || ", _("或者"))):
        parts = source.split(joint)
        told = [_clause(part, questions, language) for part in parts]
        if all(told):
            return str(_("%(condition)s，才问%(what)s", condition=f"，{word}".join(told), what=what))
    return str(_("符合 %(source)s，才问%(what)s", source=source, what=what))


def _line(
    question: Question, questions: Mapping[str, Question], language: str, touchpoints: Mapping[str, str]
) -> Line:
    options = [option.label.in_language(language) for option in question.options]
    return Line(
        question.number,
        question.key,
        question.label.in_language(language),
        str(_(TYPES[question.type].label)),
        question.required,
        touchpoints.get(question.touchpoint, question.touchpoint),
        (*options, *((str(_("其他")),) if question.other else ())),
        sentence(question.show_if, questions, language, what=_("这一题")) if question.show_if else "",
    )


def _clause(source: str, questions: Mapping[str, Question], language: str) -> str:
    """One comparison in words, '' where it is none that we can tell."""
    source = source.strip().removeprefix("(").removesuffix(")")
    if found := COMPARISON.fullmatch(source):
        return _compared(questions.get(found[1]), found[2], found[3].strip("'\""), language)
    if found := MEMBER.fullmatch(source):
        return _compared(questions.get(found[3]), "==", found[1] or found[2], language)
    return ""


def _compared(question: Question | None, sign: str, value: str, language: str) -> str:
    """A question compared with a number or an option."""
    if question is None:
        return ""
    labels = {option.key: option.label.in_language(language) for option in question.options} | {
        OTHER: _("其他")
    }
    words = {
        "<=": _("是 %(value)s 或更低"),
        "<": _("低于 %(value)s"),
        ">=": _("是 %(value)s 或更高"),
        ">": _("高于 %(value)s"),
        "==": _("选了“%(value)s”") if question.options else _("是 %(value)s"),
        "!=": _("没选“%(value)s”") if question.options else _("不是 %(value)s"),
    }[sign]
    told = words % {"value": labels.get(value, value)}
    return str(_("第 %(number)s 题%(told)s", number=question.number, told=told))
