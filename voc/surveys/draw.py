"""Drawing the respondents' pages through Jinja: everything but the plain first page, which is spliced bytes."""

from collections.abc import Collection, Mapping, Sequence

from flask import Response, render_template
from flask_babel import gettext as _

from voc.surveys import logic, wording
from voc.surveys.answers import Answers, Value
from voc.surveys.compiled import Version
from voc.surveys.definition import LONGEST_WORDS, OTHER, Definition, Page, Question
from voc.surveys.forms import Posted, Reading
from voc.surveys.questions import TYPES
from voc.web.languages import speak

Kept = Sequence[tuple[str, str]]
"""What was typed, shown back: label and words."""

RETRY_SECONDS = "5"
STATUS = {"unknown": 404, "paused": 410, "closed": 410, "draft": 404, "differs": 409, "large": 413}


def page(
    version: Version,
    shown: Page,
    language: str,
    token: str,
    *,
    answers: Answers | None = None,
    reading: Reading | None = None,
    unsaved: bool = False,
    links: Sequence[tuple[str, str]] = (),
    assumed: Collection[str] = (),
) -> str:
    """One page with what is known: earlier answers, what was typed, faults. token: '' draws a preview.

    assumed: conditional questions that the browser shows, drawn though the earlier answers are out of reach.
    """
    speak(language)
    answers = answers or {}
    definition = version.definition
    way = logic.path(definition, answers)
    raw = {name: texts for key, value in answers.items() for name, texts in as_posted(key, value).items()}
    visible = way.questions | frozenset(assumed) if token else frozenset(definition.questions)
    numbers = numbered(definition, visible)
    mends = {fault.question: wording.mend(fault) for fault in reading.faults} if reading else {}
    body: str = render_template(
        "surveys/page.html",
        definition=definition,
        page=shown,
        language=language,
        sitting=token,
        types=TYPES,
        labels=_labels,
        longest=LONGEST_WORDS,
        visible=visible,
        numbers=numbers,
        links=links,
        raw={**raw, **reading.raw} if reading else raw,
        mends=mends,
        faults=[(key, _said(numbers.get(key), mend)) for key, mend in mends.items()],
        score=_low_score(version, shown, answers),
        unsaved=unsaved,
    )
    return body


def first(version: Version, language: str, token: str) -> str:
    """The first page as everyone gets it."""
    return page(version, version.first, language, token)


def preview(version: Version, shown: Page, language: str, links: Sequence[tuple[str, str]]) -> str:
    """One page of a draft: every question is shown, nothing can be sent. links: address and words of the others."""
    return page(version, shown, language, "", links=links)


def thanks(version: Version, language: str, receipt: str) -> str:
    """The end."""
    speak(language)
    words = version.definition.thanks.in_language(language)
    return render_template("surveys/thanks.html", thanks=words, receipt=receipt)


def refused(why: str, kept: Kept = (), receipt: str = "") -> Response:
    """Why nothing was stored, kindly, with everything that was typed, so that it is not lost."""
    title, text = {
        "unknown": (_("没有找到这份问卷"), _("链接可能少了几个字。请从短信或卡片上重新打开。")),
        "draft": (_("这份问卷还没有开始"), _("请过些时候再打开这个链接。")),
        "paused": (_("这个入口已经停用"), _("谢谢您愿意回答。请向给您链接的同事要一个新的。")),
        "closed": (
            _("这份问卷已经结束"),
            _("谢谢您愿意回答。这次的回答没有存下来。") if kept else _("谢谢您愿意回答。"),
        ),
        "differs": (
            _("您之前交的那一份还在"),
            _("我们照第一次交的算。这次的改动也留下了，会有同事看。不用再交。"),
        ),
        "large": (_("写得太长了"), _("请回上一页，把文字缩短一些再交；您写的还在那一页里。")),
    }[why]
    body = render_template(
        "surveys/ended.html",
        title=title,
        text=text,
        receipt=receipt,
        kept=kept,
        kept_title=_("这次的改动") if why == "differs" else _("您写的都在这里，可以抄下来"),
    )
    return Response(body, STATUS[why], {"Cache-Control": "no-store"})


def away(body: str = "") -> Response:
    """The store cannot be reached: never a thank-you. body: the page with everything that was typed."""
    if not body:
        body = render_template(
            "surveys/ended.html", title=_("系统正忙"), text=_("请过几秒再打开一次。"), kept=(), kept_title=""
        )
    return Response(body, 503, {"Cache-Control": "no-store", "Retry-After": RETRY_SECONDS})


def told(version: Version, answers: Answers, language: str) -> Kept:
    """The answers as words, beside their questions."""
    speak(language)
    questions = version.definition.questions
    return [
        (questions[key].label.in_language(language), wording.answered(questions[key], value, language))
        for key, value in answers.items()
    ]


def typed(form: Posted) -> Kept:
    """What was typed, where not even the survey is known: the words only."""
    texts = [text for name, many in form.items() if name.startswith(("q_", "o_")) for text in many]
    return [("", text) for text in texts if text.strip()]


def as_posted(key: str, value: Value) -> Mapping[str, list[str]]:
    """An answer as the browser would post it, by field name."""
    if value.number is not None:
        return {f"q_{key}": [str(value.number)]}
    if value.choices is None:
        return {f"q_{key}": [value.words or ""]}
    return {f"q_{key}": list(value.choices), f"o_{key}": [value.words or ""]}


def _labels(question: Question, language: str) -> list[tuple[str, str]]:
    offered = [(option.key, option.label.in_language(language)) for option in question.options]
    return [*offered, (OTHER, _("其他"))] if question.other else offered


def numbered(definition: Definition, visible: Collection[str]) -> Mapping[str, int]:
    """Numbers from 1 without a gap, by key: only questions that this respondent is asked count."""
    return {key: number for number, key in enumerate(filter(visible.__contains__, definition.questions), 1)}


def _said(number: int | None, mend: str) -> str:
    return mend if number is None else str(_("第 %(number)s 题：%(mend)s", number=number, mend=mend))


def _low_score(version: Version, shown: Page, answers: Answers) -> int | None:
    """The low score that made the first follow-up on this page appear."""
    for source in (shown.show_if, *(question.show_if for question in shown.questions)):
        if source:
            names = [name for name in logic.frozen(source).names if name in version.definition.questions]
            return wording.low_score(version.definition, answers, tuple(names))
    return None
